"""Collections in the layout of BEIR: a corpus, queries, and which documents answer each.

Invariant: every query that is returned has at least one document that answers it, and whatever
cannot be used is an error that names file, line and remedy.

Source: Thakur et al., "BEIR: a heterogeneous benchmark for zero-shot evaluation of information
retrieval models", NeurIPS 2021.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import Document
from factcheck.errors import InputError

Judged = Mapping[str, Mapping[str, int]]  # query → document → how well it answers, 1 and more


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries by id, and for each query the documents that answer it."""

    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    judged: Judged


def read_gold(folder: Path, split: str = "") -> Collection:
    """The collection in ``folder``: corpus.jsonl, queries.jsonl and qrels.tsv, each maybe with .gz.

    With ``split``, queries_SPLIT.jsonl where there is one, and qrels_SPLIT.tsv or qrels/SPLIT.tsv.
    Raises InputError if a file is missing, a line is not as it should be, or no query has an answer.
    """
    documents = tuple(_documents(_file(folder, "corpus.jsonl")))
    ending = f"_{split}" if split else ""
    queries = dict(_queries(_file(folder, *_unique(f"queries{ending}.jsonl", "queries.jsonl"))))
    judgements = (f"qrels{ending}.tsv", f"qrels/{split}.tsv") if split else ("qrels.tsv",)
    found = _judgements(_file(folder, *judgements))
    judged = {query: found[query] for query in queries if query in found}
    if not judged:
        raise InputError(f"{folder}: no query has a document that answers it. Do queries and qrels belong together?")
    return Collection(documents, {query: queries[query] for query in judged}, judged)


def _unique(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _file(folder: Path, *names: str) -> Path:
    for name in names:
        for file in (folder / name, folder / f"{name}.gz"):
            if file.is_file():
                return file
    raise InputError(
        f"{folder}: there is no {' or '.join(names)} in it, nor a .gz of it. Give a folder as BEIR has it."
    )


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """The filled lines of a file, each with its place in words."""
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{file}, line {number}", line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as problem:
        raise InputError(f"{file}: not UTF-8 ({problem.reason}). Save it as UTF-8.") from problem
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError(f"{file}: cannot be read ({problem}).") from problem


def _fields(place: str, line: str) -> tuple[str, str, str]:
    """``_id``, ``title`` and ``text`` of a line of JSON."""
    try:
        fields = json.loads(line)
        return str(fields["_id"]), str(fields.get("title") or ""), str(fields["text"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise InputError(f'{place}: write {{"_id": …, "text": …}}, a line of JSON.') from problem


def _documents(file: Path) -> Iterator[Document]:
    for place, line in _lines(file):
        name, title, text = _fields(place, line)
        if text.strip() or title.strip():  # some collections hold documents that are nothing but a title
            yield Document(id=name, text=text if text.strip() else title, title=title or None)


def _queries(file: Path) -> Iterator[tuple[str, str]]:
    for place, line in _lines(file):
        name, _, text = _fields(place, line)
        yield name, text


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, (place, line) in enumerate(_lines(file)):
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
