"""Collections in the layout of BEIR: a corpus, queries, and which documents answer each.

Invariant: every query that is returned has at least one document that answers it, and whatever
cannot be used is an error that names file, line and remedy.

Source: Thakur et al., "BEIR: a heterogeneous benchmark for zero-shot evaluation of information
retrieval models", NeurIPS 2021.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import Document
from factcheck.errors import InputError
from factcheck.files import ItemError, Record, read_lines, read_records, strictly

_SHAPE = '{"_id": …, "text": …}'
Judged = Mapping[str, Mapping[str, int]]  # query → document → how well it answers, 1 and more


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries by id, and for each query the documents that answer it."""

    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    judged: Judged


def read_collection(folder: Path, split: str = "") -> Collection:
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


def _documents(file: Path) -> Iterator[Document]:
    # Some collections hold documents that are nothing but a title, and some that are nothing at all.
    made = strictly(read_records(file, _document, _SHAPE))
    return (document for document in made if document.text.strip())


def _document(record: Record) -> Document:
    text, title = record.text("text", blank=True), record.maybe("title") or ""
    return Document(id=record.name("_id"), text=text if text.strip() else title, title=title or None)


def _queries(file: Path) -> Iterator[tuple[str, str]]:
    return strictly(read_records(file, lambda record: (record.name("_id"), record.text("text")), _SHAPE))


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
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
