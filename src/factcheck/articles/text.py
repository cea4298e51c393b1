"""Plain text, with what content systems and Markdown habits leave in it.

Invariant: the text is kept as it is; markup is not removed but marked, so that offsets
are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from factcheck.articles import dates, times
from factcheck.articles.draft import Draft, Line, Metadata, trimmed
from factcheck.articles.header import KIND_OF, Field, header
from factcheck.articles.lines import caption_lines
from factcheck.domain import BlockKind, Span

_PICTURE = re.compile(
    r"(?P<open>!\[)(?P<alt>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\]){0,2000})(?P<close>\]\([^()\s]{0,1000}(?:\s+\"[^\"\n]{0,300}\")?\))"
)
_PREFIXES = (
    (re.compile(r"#{2,6}\s+"), BlockKind.HEADING),
    (re.compile(r"#\s+"), BlockKind.TITLE),
    (re.compile(r"(?:[*•‣▪–+-]|\d{1,2}[.)])\s+(?=[\"'“‘(]?\w)"), BlockKind.LIST_ITEM),
    (re.compile(r">\s*"), BlockKind.BLOCK_QUOTE),
)
_FILLED_LINES = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|$))+", re.MULTILINE)
_MOST_WRAPPED = 100  # columns; longer lines are paragraphs
_LEAST_WRAPPED = 40


def draft(text: str) -> Draft:
    """The lines of ``text`` with what its labels and markup say of them."""
    head = header(text)
    labelled = [Line(field.value, KIND_OF[field.name]) for field in head.fields if field.name in KIND_OF]
    paragraphs = _paragraphs(text, head.end, {field.line.start for field in head.fields})
    lines = [line for paragraph in paragraphs for line in _marked(text, paragraph)]
    return Draft(
        text,
        tuple(sorted(labelled + lines, key=lambda line: line.span)),
        metadata(text, head.fields, front=head.end > 0),
        text,
        places=times.places(text, lines),
    )


def metadata(text: str, fields: tuple[Field, ...], *, front: bool) -> Metadata:
    """What the labelled ``fields``, of front matter or of the first lines, say of the article."""
    said = {field.name: " ".join(field.value.of(text).split()) for field in fields}
    publisher = said.get("publisher", "")
    signed = dates.find(publisher)  # "Source: Harbour Office, 3 May 2026"
    published = dates.find(said.get("published", "")) or signed
    if signed:
        publisher = publisher[: signed.span.start].rstrip(" ,;(–—-")
    return Metadata(
        title=said.get("title"),
        standfirst=said.get("standfirst"),
        byline=said.get("byline"),
        publisher=publisher or None,
        published=published.day if published else None,
        url=said.get("url"),
        published_from="front matter" if front and published else None,
        publisher_from="front matter" if front and publisher else None,
    )


def _paragraphs(text: str, start: int, labelled: set[int]) -> Iterator[Span]:
    """Each line on its own, but the lines of a hard-wrapped paragraph together."""
    for group in _FILLED_LINES.finditer(text[start:]):
        lines = [
            Span(start + group.start() + line.start(), start + group.start() + line.end())
            for line in re.finditer(r"[^\n]+", group.group())
        ]
        spans = [trimmed(text, line) for line in lines if line.start not in labelled]
        if _is_wrapped([span.of(text) for span in spans]):
            yield Span(spans[0].start, spans[-1].end)
        else:
            yield from spans


def _is_wrapped(lines: list[str]) -> bool:
    """Whether an editor broke one paragraph into these lines: the next word never had room."""
    widest = max(map(len, lines), default=0)
    joints = list(pairwise(lines))
    return (
        widest <= _MOST_WRAPPED
        and any(after[0].islower() and before[-1] not in ".!?" for before, after in joints)
        and all(
            len(before) >= _LEAST_WRAPPED and len(before) + len(after.split()[0]) >= widest for before, after in joints
        )
    )


def _marked(text: str, paragraph: Span) -> Iterator[Line]:
    at = paragraph.start
    for picture in _PICTURE.finditer(text, paragraph.start, paragraph.end):
        yield from _prefixed(text, Span(at, picture.start()))
        yield Line(Span(*picture.span("open")), BlockKind.OTHER)
        yield from caption_lines(text, Span(*picture.span("alt")))
        yield Line(Span(*picture.span("close")), BlockKind.OTHER)
        at = picture.end()
    yield from _prefixed(text, Span(at, paragraph.end))


def _prefixed(text: str, stretch: Span) -> Iterator[Line]:
    span = trimmed(text, stretch)
    for pattern, hint in _PREFIXES:
        if (prefix := pattern.match(text, span.start, span.end)) and prefix.end() < span.end:
            yield Line(Span(prefix.end(), span.end), hint)
            return
    if span.start < span.end:
        yield Line(span)
