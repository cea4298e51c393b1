"""What a FILE on the command line holds: an article, or many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article
from factcheck.domain.flagging import Content, SourceItem
from factcheck.errors import InputError
from factcheck.files import (
    FileKind,
    Record,
    address,
    explained,
    is_address,
    kind_of,
    read_records,
    standard_input,
    written,
)

Read = tuple[Article, int | None]
"""An article, and the key of the answer that it was read from, if it was fetched."""

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


def holds_many(name: str) -> bool:
    """Whether an argument names what may hold many articles: a folder, or lines of JSON."""
    try:
        return not is_address(name) and (kind_of(name) is FileKind.JSON_LINES or Path(name).is_dir())
    except (OSError, ValueError):  # whoever opens it says what is wrong
        return False


def articles_in(
    names: Sequence[str],
    given: Metadata,
    max_bytes: int,
    encoding: str | None,
    at_address: Callable[[str], Read],
    fetch: Callable[[str], Content] | None,
) -> Iterator[tuple[str, Callable[[], Read]]]:
    """The articles in files, in folders, on lines of JSON and at addresses, each with its name and what reads it, which
    raises InputError. ``fetch`` gets what feeds in folders name, None where the network is not allowed."""
    for name in names:
        if is_address(name):
            yield address(name), partial(at_address, address(name))
            continue
        if not holds_many(name):
            yield written(name), partial(_alone, name, given, max_bytes, encoding)
            continue
        from factcheck.flagging import sources

        for found in sources.items([sources.source_of(name)], fetch=fetch, max_bytes=max_bytes):
            if isinstance(found, SourceItem):
                yield found.place, partial(_article, found, given, max_bytes, encoding)
            else:
                yield found.place, partial(_refuse, f"{found.place}: {found.problem}")


def _alone(name: str, given: Metadata, max_bytes: int, encoding: str | None) -> Read:
    return article_in(name, given, max_bytes, encoding), None


def _article(item: SourceItem, given: Metadata, max_bytes: int, encoding: str | None) -> Read:
    from factcheck.flagging import sources

    said = {field.name: value for field in fields(given) if (value := getattr(given, field.name)) is not None}
    froms = {f"{name}_from": "given" for name in ("title", "publisher", "published") if name in said}
    item = replace(item, said={**item.said, **said, **froms})
    content = item.read()
    return sources.article_of(item, content, max_bytes=max_bytes, encoding=encoding), content.fetch


def _refuse(problem: str) -> Read:
    raise InputError(problem)


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
