"""The files of a folder in the layout of BEIR: which are there, their lines, and which document answers which query.

Invariant: whatever cannot be used is an error that names file, line and remedy.

Source: Thakur et al., "BEIR: a heterogeneous benchmark for zero-shot evaluation of information
retrieval models", NeurIPS 2021.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from factcheck.errors import InputError

Judged = dict[str, dict[str, int]]
"""For each query the documents that answer it, and how well: 1 and more."""


def file_in(folder: Path, *names: str) -> Path:
    """The first of the files of these names, with or without .gz behind it. Raises InputError if there is none."""
    for name in names:
        for file in (folder / name, folder / f"{name}.gz"):
            if file.is_file():
                return file
    held = ", ".join(sorted(path.name for path in folder.glob("*") if path.is_file())) or "no file"
    raise InputError(
        f"{folder}: there is no {' or '.join(names)} in it, nor a .gz of it, but {held}. "
        "Give a folder as BEIR has it, and --split the name that its queries and qrels bear."
    )


def filled_lines(file: Path) -> Iterator[tuple[str, str]]:
    """The filled lines of a file, each behind its place in words. Raises InputError if it cannot be read."""
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{file}, line {number}", line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as problem:
        raise InputError(f"{file}: not UTF-8 ({problem.reason}). Save it as UTF-8.") from problem
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError(f"{file}: cannot be read ({problem}).") from problem


def judgements(file: Path) -> Judged:
    """What a qrels file says, pairs judged 0 or less left out. Raises InputError for a line of another shape."""
    found: Judged = {}
    for number, (place, line) in enumerate(filled_lines(file)):
        parts = line.split("\t")
        if number == 0 and parts[-1].strip() == "score":
            continue
        try:
            query, document, score = parts[0], parts[1], int(parts[2])
        except (IndexError, ValueError) as problem:
            raise InputError(f"{place}: write query, document and a whole number, with tabs between.") from problem
        if score > 0:
            found.setdefault(query, {})[document] = score
    return found
