"""What each line of an article is: title, standfirst, byline, heading, caption, paragraph.

Invariant: blocks come out in the order of their lines, one block a line or two where a
line opens with its place and date, and none reaches outside its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from factcheck.articles import dates, furniture, lines
from factcheck.articles.bios import without_bio
from factcheck.articles.draft import Line, trimmed
from factcheck.domain import Block, BlockKind, Span
from factcheck.language.sentences import sentences

_PICTURE_KINDS = frozenset({BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.OTHER})
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_ON_TOP = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST, BlockKind.HEADING, BlockKind.BYLINE})
_LONGEST_ON_TOP = 5_000  # characters
_HEAD_KINDS = _PICTURE_KINDS | {BlockKind.STANDFIRST, BlockKind.BYLINE, BlockKind.DATELINE}


def blocks(text: str, drafted: Sequence[Line]) -> tuple[Block, ...]:
    """What each line of ``text`` is, in order."""
    words = [" ".join(line.span.of(text).split()) for line in drafted]
    hints = [_hint(line) for line in drafted]
    title = _title_at(words, hints)
    kinds = _head(words, hints, title)
    paragraphs = 0
    flat = text.replace("\n", " ")
    found: list[Block] = []
    for at, line in enumerate(drafted):
        kind = kinds.get(at) or _body_kind(words, hints, at)
        if title is not None and at != title and (kind is BlockKind.TITLE or words[at] == words[title]):
            kind = BlockKind.OTHER if words[at] == words[title] else BlockKind.HEADING
        paragraphs += kind is BlockKind.PARAGRAPH
        found.extend(_parts(text, flat, line.span, kind, paragraphs))
    return without_bio(text, found)


def _hint(line: Line) -> BlockKind | None:
    """What markup says of a line, unless it is too long for that: a whole text may stand behind one "#"."""
    too_long = line.hint in _ON_TOP and line.span.end - line.span.start > _LONGEST_ON_TOP
    return None if too_long else line.hint


def _parts(text: str, flat: str, line: Span, kind: BlockKind, paragraphs: int) -> Iterator[Block]:
    """``line`` as one block, but for the place or time that it opens with, and what the page says for itself in it.

    ``flat`` is ``text`` with a space for each line end.
    """
    if kind not in _PROSE:
        yield Block(kind, line)
        return
    opening = lines.OPENING_TIME.match(text, *line) or (paragraphs <= 2 and lines.OPENING_PLACE.match(text, *line))
    if kind is BlockKind.PARAGRAPH and opening:
        yield Block(BlockKind.DATELINE, trimmed(text, Span(*opening.span("place"))))
        line = Span(opening.end(), line.end)
    told = _told_apart(flat if "\n" in line.of(text) else text, line)
    for is_aside, stretch in groupby(told, lambda one: one[1]):
        spans = [sentence for sentence, _ in stretch]
        yield Block(BlockKind.OTHER if is_aside else kind, Span(spans[0].start, spans[-1].end))


def _told_apart(text: str, line: Span) -> Iterator[tuple[Span, bool]]:
    """Each sentence, and whether it is furniture of the page and stands in nobody's quotation marks."""
    at, opened, straight = line.start, 0, 0
    for sentence in sentences(text, line):
        between = text[at : sentence.start]
        at = sentence.start
        opened += between.count("“") - between.count("”")
        straight += between.count('"')
        yield sentence, opened <= 0 and straight % 2 == 0 and lines.is_aside(sentence.of(text))


def _head(words: Sequence[str], hints: Sequence[BlockKind | None], title: int | None) -> dict[int, BlockKind]:
    """The kinds of the lines down to the first paragraph."""
    if title is None:
        return {}
    kinds = {at: BlockKind.SECTION for at in range(title) if hints[at] is None and lines.is_section(words[at])}
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
        elif kind not in _HEAD_KINDS or (kind is BlockKind.DATELINE and dates.find(words[at]) is None):
            break  # also at a time without a day: the first entry of a story told as it happens
    return kinds


def _title_at(words: Sequence[str], hints: Sequence[BlockKind | None]) -> int | None:
    if BlockKind.TITLE in hints:
        return hints.index(BlockKind.TITLE)
    open_lines = [at for at, hint in enumerate(hints) if hint is None and not lines.is_aside(words[at])][:3]
    if len(open_lines) < 2:
        return None
    first, second = open_lines[:2]
    if len(open_lines) == 3 and lines.is_section(words[first]) and lines.is_title(words[second]):
        return second
    return first if lines.is_title(words[first]) else None


def _head_kind(
    words: Sequence[str], hints: Sequence[BlockKind | None], at: int, seen: set[BlockKind]
) -> BlockKind | None:
    if kind := lines.unmistakable(words[at]):
        return kind
    return BlockKind.STANDFIRST if _is_standfirst(words, hints, at, seen) else None


def _is_standfirst(words: Sequence[str], hints: Sequence[BlockKind | None], at: int, seen: set[BlockKind]) -> bool:
    """A line between title and byline, or one under the title that is no sentence and yet no heading."""
    if BlockKind.STANDFIRST in seen or BlockKind.BYLINE in seen:
        return False
    if not lines.STOP.search(words[at]) and 5 <= len(words[at].split()) <= 40 and at + 1 < len(words):
        return True
    after = _after(hints, at)
    return (
        after is not None
        and after + 1 < len(words)
        and (
            hints[after] in (BlockKind.BYLINE, BlockKind.DATELINE)
            or lines.is_byline(words[after])
            or lines.is_dateline(words[after])
        )
    )


def _after(hints: Sequence[BlockKind | None], at: int) -> int | None:
    """The next line that is no part of a picture."""
    return next((k for k in range(at + 1, len(hints)) if hints[k] not in _PICTURE_KINDS), None)


def _body_kind(words: Sequence[str], hints: Sequence[BlockKind | None], at: int) -> BlockKind:
    hint = hints[at]
    if hint in (None, BlockKind.LIST_ITEM) and (kind := lines.unmistakable(words[at])):
        return kind
    if hint is BlockKind.BLOCK_QUOTE and lines.is_placeholder(words[at]):
        return BlockKind.OTHER
    if hint is not None:
        return hint
    if at and hints[at - 1] is BlockKind.BLOCK_QUOTE and "," in words[at]:
        return BlockKind.PARAGRAPH  # whoever is quoted above, and who that is
    if furniture.is_link(words[at]):
        return BlockKind.OTHER
    after = _after(hints, at)
    if after is not None and lines.is_heading(words[at]) and lines.is_prose(words[after]):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
