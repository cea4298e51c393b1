"""What an article says about itself before it begins: "Headline: …" lines and front matter.

Invariant: a field's span slices the text to its value alone, without label or quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from factcheck.domain import BlockKind, Span
from factcheck.language.tables import phrases

# Each label, and what its value is: a kind of block, or a fact about the article.
_LABELS = {
    "title": phrases("title, headline, hed"),
    "standfirst": phrases("standfirst, subtitle, subhead, subheading, deck, dek, description, summary, excerpt"),
    "byline": phrases("byline, by, author, authors, writer, reporter"),
    "published": phrases("date, published, publication date, pubdate, published at, published on"),
    "publisher": phrases("publisher, publication, outlet, site, site name, sitename"),
    "url": phrases("url, link, permalink, canonical"),
    "section": phrases("section, category, desk, topic"),
}
# What means that only in front matter: above a story, "Source: …" is whom it rests on.
_IN_FRONT_MATTER = {
    "published": phrases("publish date, published date, date published, datepublished, issued, released, release date"),
    "publisher": phrases("source, organisation, organization, agency, institution, issuer, issued by, published by"),
}
_FIELD_OF = {label: name for name, labels in _LABELS.items() for label in labels}
_FRONT_FIELD_OF = {label: name for name, labels in _IN_FRONT_MATTER.items() for label in labels}
KIND_OF = {
    "title": BlockKind.TITLE,
    "standfirst": BlockKind.STANDFIRST,
    "byline": BlockKind.BYLINE,
    "published": BlockKind.DATELINE,
    "section": BlockKind.SECTION,
}
_LABELLED = re.compile(
    r"^[ \t]*\**(?P<label>[A-Za-z][A-Za-z_ -]{0,20}?)\**[ \t]*:\**[ \t]+(?P<value>\S[^\n]{0,2000})$", re.M
)
_IN_TOML = re.compile(r"^(?P<label>[a-z][a-z_-]{0,20})[ \t]*=[ \t]*(?P<value>\S[^\n]{0,2000})$", re.M)
_FENCE = re.compile(r"(?P<fence>-{3,}|\+{3})[ \t]*\n(?P<inner>(?:[^\n]*\n){0,60}?)(?P=fence)[ \t]*(?:\n|$)")
_HEADER_LINES = 8  # labels further down belong to the story


class Field(NamedTuple):
    """``name`` is one of title, standfirst, byline, published, publisher, url, section."""

    name: str
    line: Span
    value: Span


class Header(NamedTuple):
    """``end`` is where the article itself begins (past front matter, else 0)."""

    fields: tuple[Field, ...]
    end: int


def header(text: str) -> Header:
    """The labelled fields at the top of ``text``, or those of its front matter."""
    start = len(text) - len(text.lstrip("\n"))
    fence = _FENCE.match(text, start)
    if fence is not None:
        form = _IN_TOML if fence["fence"] == "+++" else _LABELLED
        if fields := _fields(text, Span(*fence.span("inner")), _FIELD_OF | _FRONT_FIELD_OF, form):
            return Header(fields, fence.end())
    return Header(_fields(text, Span(start, _end_of_lines(text, start)), _FIELD_OF, _LABELLED), 0)


def _end_of_lines(text: str, start: int) -> int:
    filled = 0
    for line in re.finditer(r"[^\n]+", text[start:]):
        filled += bool(line.group().strip())
        if filled > _HEADER_LINES:
            return start + line.start()
    return len(text)


def _fields(text: str, within: Span, labels: Mapping[str, str], form: re.Pattern[str]) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for match in form.finditer(text, within.start, within.end):
        name = labels.get(match["label"].lower().replace("_", " ").replace("-", " ").strip())
        if name is not None and name not in found:
            found[name] = Field(name, Span(*match.span()), _value(text, Span(*match.span("value"))))
    return tuple(found.values())


def _value(text: str, span: Span) -> Span:
    words = span.of(text).rstrip()
    if len(words) > 1 and words[0] in "\"'" and words[-1] == words[0]:
        return Span(span.start + 1, span.start + len(words) - 1)
    return Span(span.start, span.start + len(words))
