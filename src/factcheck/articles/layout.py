"""What each line of an article is: title, standfirst, byline, heading, caption, paragraph.

Invariant: blocks come out in the order of their lines, one block a line or two where a
line opens with its place and date, and none reaches outside its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from factcheck.articles import dates
from factcheck.domain import Block, BlockKind, Span


class Line(NamedTuple):
    """A stretch of the text that is one thing. ``hint`` is what the markup says it is."""

    span: Span
    hint: BlockKind | None = None


class Piece(NamedTuple):
    """Words of a marked-up document, and what the markup says they are."""

    words: str
    hint: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself, or what the user says of it; None where nothing is said."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document after its format has been understood and before its lines have."""

    text: str
    lines: tuple[Line, ...]
    metadata: Metadata = field(default_factory=Metadata)
    addresses: str = ""  # where picture addresses may be found


def drafted(pieces: Sequence[Piece], metadata: Metadata, addresses: str) -> Draft:
    """The pieces as one text, a blank line between any two."""
    lines, parts, at = [], [], 0
    for piece in pieces:
        if words := piece.words.strip():
            lines.append(Line(Span(at, at + len(words)), piece.hint))
            parts.append(words)
            at += len(words) + 2
    return Draft("\n\n".join(parts), tuple(lines), metadata, addresses)


_NAME = r"(?:[^\W\d_][\w.'’-]*|and|&)"
_CAPITALISED = re.compile(
    r"[^\W\d_a-z]|(?:al|el|de|da|di|du|van|von|der|den|bin|ibn|la|le|and|in|for|of|the)(?:-|$)|[&|\d]"
)
_BYLINE = re.compile(
    r"(?:(?:words|reporting|story|text|report|written|reported|analysis)\s+)?by:?\s+(?P<who>[^,|\n]{2,80})(?P<rest>[,|][^\n]{0,80})?$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:(?:first )?published|posted|date|updated|last updated)\b\s*(?:on\b|at\b)?[:\s]*", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\s,|·•/()–—-]+")
_AROUND_DATE = re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?|am|pm|a\.m\.|p\.m\.|at|on|updated|[A-Z][\w.'’:]*|")
_OPENING_PLACE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w.]+){0,2}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s?"
    r"(?:\([^()\n]{2,40}\)\s?)?)[—–-]{1,2}\s+(?=[\"'“‘]?[A-Z\d])"
)
_ASIDE = re.compile(
    r"[(\[\s—–-]*(?:read (?:more|also|next|the full)|also read|related(?: articles?| stories| coverage)?:|see also"
    r"|more on this|advert(?:isement)?\b|sponsored content|share this|sign up|subscribe|follow us|click here"
    r"|watch:|listen:|©|copyright\b|all rights reserved|(?:additional )?reporting by|editing by"
    r"|https?://\S+$|[-*_=~ ]{3,}$|#{3}$|-?30-?$)",
    re.IGNORECASE,
)
_SIGNED_OFF = re.compile(r"\bcontributed (?:reporting|research|to this (?:report|story|article))\b", re.IGNORECASE)
_PICTURE_WORD = r"(?:photo(?:graph)?|picture|image|illustration|graphic|video)s?"
_CREDIT = re.compile(
    rf"[(\[]?(?:(?:file )?{_PICTURE_WORD}(?: credit)?(?::| by\b| courtesy of\b)|credit:"
    r"|(?:getty|reuters|afp|ap photo)\b)",
    re.IGNORECASE,
)
_TAIL_CREDIT = re.compile(
    r"\s*(?P<credit>\[[^\[\]]{2,120}\]"
    rf"|\((?=(?:file )?(?:{_PICTURE_WORD}|credit|courtesy|getty|reuters|afp|ap\b|©|handout))[^()]{{2,120}}\)"
    rf"|(?:{_PICTURE_WORD}|credit)(?: credit)?(?::| by\b)[^.]{{2,80}}|©[^.]{{2,80}})\s*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:caption|file photo|pictured|(?:photo|image|picture) caption)\s*:", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"[.!…:;,][\"'”’»)\]]*$")
_PROSE_WORDS = 12  # a line of so many words is prose even without a full stop
_PICTURE_KINDS = frozenset({BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.OTHER})


def blocks(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """What each of ``lines`` is, in order."""
    words = [" ".join(line.span.of(text).split()) for line in lines]
    hints = [line.hint for line in lines]
    title = _title_at(words, hints)
    kinds = _head(words, hints, title)
    paragraphs = 0
    found: list[Block] = []
    for at, line in enumerate(lines):
        kind = kinds.get(at) or _body_kind(words, hints, at)
        if title is not None and at != title and (kind is BlockKind.TITLE or words[at] == words[title]):
            kind = BlockKind.OTHER if words[at] == words[title] else BlockKind.HEADING
        paragraphs += kind is BlockKind.PARAGRAPH
        place = _OPENING_PLACE.match(text, *line.span) if kind is BlockKind.PARAGRAPH and paragraphs <= 2 else None
        if place is not None:
            found.append(Block(BlockKind.DATELINE, trimmed(text, Span(*place.span("place")))))
        found.append(Block(kind, Span(place.end(), line.span.end) if place else line.span))
    return tuple(found)


def _head(words: Sequence[str], hints: Sequence[BlockKind | None], title: int | None) -> dict[int, BlockKind]:
    """The kinds of the lines down to the first paragraph."""
    if title is None:
        return {}
    kinds = {at: BlockKind.SECTION for at in range(title) if hints[at] is None and _is_section(words[at])}
    kinds[title] = BlockKind.TITLE
    seen = {BlockKind.STANDFIRST}.intersection(filter(None, hints))
    for at in range(title + 1, len(words)):
        kind = hints[at]
        if kind is None or (kind is BlockKind.HEADING and _is_standfirst(words, hints, at, seen)):
            kind = _head_kind(words, hints, at, seen)
            if kind is None:
                break
            kinds[at] = kind
            seen.add(kind)
        elif kind not in _PICTURE_KINDS and kind not in (BlockKind.STANDFIRST, BlockKind.BYLINE, BlockKind.DATELINE):
            break
    return kinds


def _title_at(words: Sequence[str], hints: Sequence[BlockKind | None]) -> int | None:
    if BlockKind.TITLE in hints:
        return hints.index(BlockKind.TITLE)
    open_lines = [at for at, hint in enumerate(hints) if hint is None and not is_aside(words[at])][:3]
    if len(open_lines) < 2:
        return None
    first, second = open_lines[:2]
    if len(open_lines) == 3 and _is_section(words[first]) and _is_title(words[second]):
        return second
    return first if _is_title(words[first]) else None


def _head_kind(
    words: Sequence[str], hints: Sequence[BlockKind | None], at: int, seen: set[BlockKind]
) -> BlockKind | None:
    if kind := _unmistakable(words[at]):
        return kind
    return BlockKind.STANDFIRST if _is_standfirst(words, hints, at, seen) else None


def _is_standfirst(words: Sequence[str], hints: Sequence[BlockKind | None], at: int, seen: set[BlockKind]) -> bool:
    """A line between title and byline, or one under the title that is no sentence and yet no heading."""
    if BlockKind.STANDFIRST in seen or BlockKind.BYLINE in seen:
        return False
    if not _STOP.search(words[at]) and 5 <= len(words[at].split()) <= 40 and at + 1 < len(words):
        return True
    following = (k for k in range(at + 1, len(words)) if hints[k] not in _PICTURE_KINDS)
    after = next(following, None)
    return after is not None and (
        hints[after] in (BlockKind.BYLINE, BlockKind.DATELINE) or is_byline(words[after]) or is_dateline(words[after])
    )


def _body_kind(words: Sequence[str], hints: Sequence[BlockKind | None], at: int) -> BlockKind:
    hint = hints[at]
    if hint in (None, BlockKind.LIST_ITEM) and (kind := _unmistakable(words[at])):
        return kind
    if hint is not None:
        return hint
    following = next((k for k in range(at + 1, len(words)) if hints[k] not in _PICTURE_KINDS), None)
    if following is not None and _is_heading(words[at]) and _is_prose(words[following]):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


# -- what a line looks like ---------------------------------------------------------------


def _unmistakable(line: str) -> BlockKind | None:
    """What ``line`` is, where its own words say so wherever it stands."""
    if is_aside(line):
        return BlockKind.OTHER
    if picture := _picture_kind(line):
        return picture
    if is_byline(line):
        return BlockKind.BYLINE
    return BlockKind.DATELINE if is_dateline(line) else None


def _is_section(line: str) -> bool:
    return len(line.split()) <= 3 and len(line) <= 30 and line[:1].isupper() and not _STOP.search(line)


def _is_title(line: str) -> bool:
    fits = len(line) <= 250 and 2 <= len(line.split()) <= 30 and not is_byline(line)
    return fits and (not _FULL_STOP.search(line) or _is_title_case(line))


def _is_title_case(line: str) -> bool:
    """Whether a line is Set Like This: some archives end even such headlines with a full stop."""
    long = [word for word in line.split()[1:] if len(word) > 3]
    return len(long) > 2 and all(not word[0].islower() for word in long)


def _is_heading(line: str) -> bool:
    opening = line.lstrip("\"'“‘«")[:1]
    short = len(line.split()) <= 10 and len(line) <= 80
    return short and (opening.isupper() or opening.isdigit()) and not _FULL_STOP.search(line)


def _is_prose(line: str) -> bool:
    return bool(_STOP.search(line)) or len(line.split()) >= _PROSE_WORDS


def is_byline(line: str) -> bool:
    """ "By Jo Vane", "Reporting by Jo Vane and Ana Lim, Lorn", "By Jo Vane | 3 May 2024"."""
    match = _BYLINE.match(line) if len(line) <= 160 else None
    return match is not None and all(_CAPITALISED.match(word) for word in match["who"].split())


def is_dateline(line: str) -> bool:
    """A line that says when it was published, where perhaps, and nothing else."""
    if len(line) > 90 or (found := dates.find(line)) is None:
        return False
    before, after = line[: found.span.start], line[found.span.end :]
    label = _BEFORE_DATE.match(before)
    start = before[label.end() :] if label else before
    rest = after if (again := dates.find(after)) is None else after[: again.span.start] + after[again.span.end :]
    around = _SEPARATORS.split(f"{start} {rest}")
    return len(around) <= 8 and all(map(_AROUND_DATE.fullmatch, around))


def is_aside(line: str) -> bool:
    """Navigation, advertising, rights lines, an agency's sign-off: printed, but not the story."""
    return len(line) <= 250 and (_ASIDE.match(line) or _SIGNED_OFF.search(line)) is not None


def _picture_kind(line: str) -> BlockKind | None:
    if len(line) > 300:
        return None
    if _CAPTION.match(line):
        return BlockKind.CAPTION
    if _CREDIT.match(line):
        return BlockKind.CAPTION if len(line.split()) > _PROSE_WORDS else BlockKind.CREDIT
    return None


def caption_lines(text: str, span: Span) -> list[Line]:
    """A picture's text as a caption and, where its end names the photographer or agency, a credit."""
    credit = _TAIL_CREDIT.search(text, max(span.start, span.end - 200), span.end)
    middle = credit.start() if credit else span.end
    found = [Line(trimmed(text, Span(span.start, middle)), BlockKind.CAPTION)]
    if credit:
        found.append(Line(trimmed(text, Span(*credit.span("credit"))), BlockKind.CREDIT))
    return [line for line in found if line.span.start < line.span.end]


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at its ends."""
    words = span.of(text)
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.start + len(words.rstrip())))
