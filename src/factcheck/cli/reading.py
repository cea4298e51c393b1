"""What a FILE on the command line holds: an article, or many."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article
from factcheck.errors import InputError
from factcheck.files import FileKind, Record, explained, kind_of, read_records, standard_input

_SHAPE = '{"doc_id": …, "text": …}'


def article_in(name: str, given: Metadata | None, max_bytes: int, encoding: str | None = None) -> Article:
    """The article in the file ``name``; - is standard input. Raises InputError."""
    if kind_of(name) is FileKind.JSON_LINES:
        raise InputError(
            f"{name}: JSON lines hold many documents and no article. `factcheck corpus add` takes them as reference "
            "material, `factcheck quotes` finds who says what in each."
        )
    if name != "-":
        return articles.read(name, given=given, max_bytes=max_bytes, encoding=encoding)
    with explained("standard input"):
        data = standard_input().read(max_bytes + 1)
    return articles.parse(data, given=given, max_bytes=max_bytes, encoding=encoding)


def documents_in(name: str, max_bytes: int, encoding: str | None = None) -> Iterator[tuple[str, Article] | InputError]:
    """The articles in ``name`` with their ids, an error in the place of each that cannot be read.

    A file of JSON lines holds ``{"doc_id", "text"}`` a line; any other holds one article.
    """
    try:
        if kind_of(name) is FileKind.JSON_LINES:
            yield from read_records(name, lambda record: _document(record, max_bytes), _SHAPE, max_bytes)
        else:
            article = article_in(name, None, max_bytes, encoding)
            yield article.id, article
    except InputError as problem:
        yield problem


def _document(record: Record, max_bytes: int) -> tuple[str, Article]:
    text = record.text("text").encode()
    return record.name("doc_id"), articles.parse(
        text, format="text", source=record.place, max_bytes=max_bytes, encoding="utf-8"
    )
