"""The files of a folder in the layout of BEIR: which are there, and which document answers which query.

Invariant: whatever cannot be used is an error that names file, line and remedy.

Source: Thakur et al., "BEIR: a heterogeneous benchmark for zero-shot evaluation of information
retrieval models", NeurIPS 2021.
"""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import InputError
from factcheck.files import ItemError, read_lines, strictly

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


def judgements(file: Path) -> Judged:
    """What a qrels file says, pairs judged 0 or less left out. Raises InputError for a line of another shape."""
    found: Judged = {}
    for line in strictly(read_lines(file)):
        parts = line.value.split("\t")
        if line.number == 1 and parts[-1].strip() == "score":
            continue
        try:
            query, document, score = parts[0], parts[1], int(parts[2])
        except (IndexError, ValueError) as problem:
            raise ItemError(line.place, "write query, document and a whole number, with tabs between") from problem
        if score > 0:
            found.setdefault(query, {})[document] = score
    return found
