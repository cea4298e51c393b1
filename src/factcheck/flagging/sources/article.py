"""The article that the content of an item holds.

Invariant: what a person or a record says of an article stands above what it says of itself; what a feed or a sitemap
says of it only fills what it leaves open.
"""

from __future__ import annotations

from dataclasses import fields, replace
from urllib.parse import urlsplit

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article
from factcheck.domain.flagging import Content, SourceItem
from factcheck.files import FileKind, is_address, kind_of, readable

_TOLD = {
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "text/markdown": FileKind.MARKDOWN,
    "text/csv": FileKind.CSV,
    "application/json": FileKind.NINJS,
    "application/ninjs+json": FileKind.NINJS,
    "message/rfc822": FileKind.MAIL,
    "application/pdf": FileKind.PDF,
}
_SECOND_HAND = ("feed", "sitemap")
_NAMES = frozenset(field.name for field in fields(Metadata))


def article_of(item: SourceItem, content: Content, *, max_bytes: int, encoding: str | None = None) -> Article:
    """The article in ``content``, which ``item.read`` gave. Raises InputError, which names the item."""
    said = Metadata(**{name: value for name, value in item.said.items() if name in _NAMES})
    given = replace(
        said,
        publisher=None if said.publisher_from in _SECOND_HAND else said.publisher,
        published=None if said.published_from in _SECOND_HAND else said.published,
        title=None if said.publisher_from in _SECOND_HAND or said.published_from in _SECOND_HAND else said.title,
    )
    with readable(content.name):
        article = articles.parse(
            content.data,
            kind=_kind(content),
            source=content.name,
            given=given,
            max_bytes=max_bytes,
            encoding=encoding or _encoding(content),
        )
    if not article.title and said.title:
        article = replace(article, title=said.title)
    if not article.publisher and said.publisher:
        article = replace(article, publisher=said.publisher, publisher_from=said.publisher_from)
    if not article.published and said.published:
        article = replace(article, published=said.published, published_from=said.published_from)
    return article


def _kind(content: Content) -> FileKind | None:
    """What a server or a record said that it is, or else the name."""
    told = _TOLD.get((content.media_type or "").partition(";")[0].strip().lower())
    if told or not is_address(content.name):
        return told or kind_of(content.name)
    return kind_of(urlsplit(content.name).path)


def _encoding(content: Content) -> str | None:
    """What a server said that the words are written in, where they may well be. UTF-8 proves itself."""
    if not content.charset or _is_in(content.data, "utf-8") or not _is_in(content.data, content.charset):
        return None
    return content.charset


def _is_in(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except (UnicodeError, LookupError):
        return False
    return True
