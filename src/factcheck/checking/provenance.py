"""Whose word the publisher and the day of a text are: a person's, the text's own, or a guess from where it stands.

Invariant: what a person gave stays until a person gives something else; what was read says where.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article, Document
from factcheck.files import FileKind, is_address, kind_of

GIVEN = "given"
KEPT = "the publisher or date that was given before is kept; --publisher and --published set it anew."
_LESS_SURE = frozenset({None, "document properties", "image address"})  # than what a text says of itself


class Provenance(Protocol):
    """What has a publisher and a day, and knows where each was read; None where nobody knows."""

    @property
    def publisher(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...
    @property
    def publisher_from(self) -> str | None: ...
    @property
    def published_from(self) -> str | None: ...


Text = TypeVar("Text", Article, Document)


def signed(article: Article, file: Path | None = None) -> Article:
    """A text with what its imprint says, where nothing surer is known; of a reference text, ``file`` may be named by a
    day. An outlet's page is left as it is: it says such things in its metadata, and other lines are of what it shows.
    """
    if file is None and _is_page(article.source or ""):
        return article
    said = articles.imprint(article.text, file)
    if said.published and article.published_from in (_LESS_SURE if said.published_from == "text" else (None,)):
        article = replace(article, published=said.published, published_from=said.published_from)
    if said.publisher and article.publisher_from in _LESS_SURE:
        article = replace(article, publisher=said.publisher, publisher_from="text")
    if file and not article.publisher and (body := articles.body_named(article.byline or "")):
        article = replace(article, publisher=body, publisher_from="byline")
    return article


def _is_page(name: str) -> bool:
    """Whether a text of this name was printed by an outlet: a file of HTML, an address that says nothing else."""
    kind = kind_of(name)
    return kind is FileKind.HTML or (kind is None and is_address(name))


def given_too(document: Document, given: Metadata) -> Document:
    """A document with what a person gives; the fields of a record stay."""
    return _with(document, given.publisher, given.published)


def kept(text: Text, before: Provenance | None) -> Text:
    """A text with what a person gave when it was stored ``before``, unless a person or a record now says otherwise."""
    if before is None:
        return text
    publisher = before.publisher if before.publisher_from == GIVEN != text.publisher_from else None
    published = before.published if before.published_from == GIVEN != text.published_from else None
    return _with(text, publisher, published)


def _with(text: Text, publisher: str | None, published: date | None) -> Text:
    """A text with these as given, but for what it has without saying from where: a record was written for it."""
    if publisher and (text.publisher_from or not text.publisher):
        text = replace(text, publisher=publisher, publisher_from=GIVEN)
    if published and (text.published_from or not text.published):
        text = replace(text, published=published, published_from=GIVEN)
    return text
