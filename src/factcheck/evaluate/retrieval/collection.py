"""What a search is measured on: documents, queries, and which documents answer each.

Invariant: every query that is returned has at least one document that answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import Document
from factcheck.errors import InputError
from factcheck.evaluate.beir import Judged, file_in, judgements
from factcheck.files import Record, read_records, strictly

_SHAPE = '{"_id": …, "text": …}'


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
    documents = tuple(_documents(file_in(folder, "corpus.jsonl")))
    ending = f"_{split}" if split else ""
    queries = dict(_queries(file_in(folder, *_unique(f"queries{ending}.jsonl", "queries.jsonl"))))
    found = judgements(file_in(folder, *((f"qrels{ending}.tsv", f"qrels/{split}.tsv") if split else ("qrels.tsv",))))
    judged = {query: found[query] for query in queries if query in found}
    if not judged:
        raise InputError(f"{folder}: no query has a document that answers it. Do queries and qrels belong together?")
    return Collection(documents, {query: queries[query] for query in judged}, judged)


def _unique(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _documents(file: Path) -> Iterator[Document]:
    # Some collections hold documents that are nothing but a title, and some that are nothing at all.
    made = strictly(read_records(file, _document, _SHAPE))
    return (document for document in made if document.text.strip())


def _document(record: Record) -> Document:
    text, title = record.text("text", blank=True), record.maybe("title") or ""
    return Document(id=record.name("_id"), text=text if text.strip() else title, title=title or None)


def _queries(file: Path) -> Iterator[tuple[str, str]]:
    # As among documents, some are blank, and ask nothing.
    made = strictly(read_records(file, lambda record: (record.name("_id"), record.text("text", blank=True)), _SHAPE))
    return ((name, text) for name, text in made if text.strip())
