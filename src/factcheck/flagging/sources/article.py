"""The article that the content of an item holds.

Invariant: what a person or a record says of an article stands above what it says of itself; what a feed or a sitemap
says of it only fills what it leaves open.
"""

from __future__ import annotations

from dataclasses import fields, replace

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article
from factcheck.domain.flagging import Content, SourceItem
from factcheck.files import readable

_SECOND_HAND = ("feed", "sitemap")
_NAMES = frozenset(field.name for field in fields(Metadata))


def article_of(item: SourceItem, content: Content, *, max_bytes: int, encoding: str | None = None) -> Article:
    """The article in ``content``, which ``item.read`` gave. Raises InputError, which names the item."""
    said = Metadata(**{name: value for name, value in item.said.items() if name in _NAMES})
    given = replace(
        said,
        publisher=None if said.publisher_from in _SECOND_HAND else said.publisher,
        published=None if said.published_from in _SECOND_HAND else said.published,
        title=None if item.said.get("title_from") in _SECOND_HAND else said.title,
    )
    with readable(content.name):
        article = articles.inspect_content(content, given=given, max_bytes=max_bytes, encoding=encoding).article
    if not article.title and said.title:
        article = replace(article, title=said.title)
    if not article.publisher and said.publisher:
        article = replace(article, publisher=said.publisher, publisher_from=said.publisher_from)
    if not article.published and said.published:
        article = replace(article, published=said.published, published_from=said.published_from)
    return article
