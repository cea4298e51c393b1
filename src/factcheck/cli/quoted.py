"""Quotations on the screen: in context, in a table, and who is quoted.

Invariant: the words of the article are shown as they stand, each once and in order, however
quotations nest or overlap; nothing from outside can act on the terminal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from factcheck.domain import Article, Block, Quotation, Reported, Span, SpeakerKind
from factcheck.quotes.explaining import Explanation
from factcheck.quotes.profile import Profile, SpeakerProfile, Way, ways
from factcheck.report.paint import Paint
from factcheck.report.plain import clean, columns, one_line, shorten, wrap

_INDENT = " " * 5
_NARROWEST = 3  # columns of a table's cell
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"quoted": "‹›", "source": "[]", "cue": "__"}  # where there is no colour


class _Mark(NamedTuple):
    """A stretch to be marked: words quoted, a source or a cue. ``number`` is the quotation's."""

    span: Span
    style: str
    number: int


def in_context(
    article: Article, quotations: Sequence[Quotation], explained: Sequence[Explanation], width: int, paint: Paint
) -> Iterator[str]:
    """The paragraphs that hold quotations, what is quoted in them marked, and beneath them whose it is."""
    if not quotations:
        yield "No quotation found."
        return
    marks = sorted(_marks(quotations))
    spoke = ways(article, quotations)
    told: set[int] = set()
    at = 0
    for block in article.blocks:
        while at < len(marks) and marks[at].span.end <= block.span.start:
            at += 1
        own = [mark for mark in _from(marks, at, block.span.end) if mark.span.overlaps(block.span)]
        numbers = sorted({mark.number for mark in own if mark.style == "quoted"})
        if not numbers:
            continue
        if told:
            yield ""
        yield from _paragraph(article, block, own, width, paint)
        for number in numbers:
            again = number in told
            yield from _whose(article, number, quotations[number - 1], spoke[number - 1], again, width, paint)
            if explained and number not in told:
                yield from _why(article, explained[number - 1], width, paint)
        told.update(numbers)


def _marks(quotations: Sequence[Quotation]) -> Iterator[_Mark]:
    for number, item in enumerate(quotations, start=1):
        yield from (_Mark(span, "quoted", number) for span in item.content if span.start < span.end)
        if item.source:
            yield _Mark(item.source, "source", number)
        if item.cue:
            yield _Mark(item.cue, "cue", number)


def _from(marks: Sequence[_Mark], at: int, end: int) -> Iterator[_Mark]:
    while at < len(marks) and marks[at].span.start < end:
        yield marks[at]
        at += 1


def _paragraph(article: Article, block: Block, marks: Sequence[_Mark], width: int, paint: Paint) -> Iterator[str]:
    """The block's text in lines. Styles are kept by letter, so that wrapping need not know of them."""
    parts = [(clean(text), style) for text, style in _parts(article.text, block.span, marks, paint.colour)]
    styles = iter([style for text, style in parts for char in text if not char.isspace()])
    for line in wrap("".join(text for text, _ in parts), width):
        yield _painted(line, styles, paint)


def _parts(text: str, block: Span, marks: Sequence[_Mark], colour: bool) -> Iterator[tuple[str, str]]:
    """The block's text cut at the edges of the marks, with its style, signs and numbers between."""
    clipped = dict.fromkeys(
        mark._replace(span=Span(max(mark.span.start, block.start), min(mark.span.end, block.end))) for mark in marks
    )
    edges = sorted({*block, *(edge for mark in clipped for edge in mark.span)})
    opening: dict[int, list[_Mark]] = {}
    closing: dict[int, list[_Mark]] = {}
    for mark in clipped:
        opening.setdefault(mark.span.start, []).append(mark)
        closing.setdefault(mark.span.end, []).append(mark)
    open_now: dict[_Mark, None] = {}
    for start, end in pairwise(edges):
        for mark in sorted(opening.get(start, ()), key=lambda mark: -mark.span.end):
            open_now[mark] = None
            yield ("" if colour else _SIGNS[mark.style][0]), mark.style
        styles = {mark.style for mark in open_now}
        yield text[start:end], next((style for style in ("cue", "source", "quoted") if style in styles), "")
        for mark in sorted(closing.get(end, ()), key=lambda mark: -mark.span.start):
            del open_now[mark]
            number = str(mark.number) if mark.style == "quoted" else ""
            yield (number.translate(_SUPERSCRIPT) if colour else _SIGNS[mark.style][1] + number), mark.style


def _painted(line: str, styles: Iterator[str], paint: Paint) -> str:
    """``line`` in colour; a space between two letters of one style has it too."""
    if not paint.colour:
        return line
    letters = [(char, None if char.isspace() else next(styles)) for char in line]
    known = [style for _, style in letters]
    for at, style in enumerate(known):
        if style is None:
            around = known[at - 1 : at + 2 : 2]
            known[at] = around[0] if len(set(around)) == 1 and at else ""
    runs = groupby(zip(line, known, strict=True), key=lambda pair: pair[1])
    return "".join(paint.part("".join(char for char, _ in run), style or "") for style, run in runs)


def _whose(
    article: Article, number: int, item: Quotation, spoke: Sequence[Way], again: bool, width: int, paint: Paint
) -> Iterator[str]:
    first = f"{number:>3}  "
    if again:
        yield f"{first}goes on"
        return
    cue = f" – {item.cue.of(article.text)}" if item.cue else ""
    to = f", to {item.addressee.of(article.text)}" if item.addressee else ""
    how = f" ({', '.join(spoke)})" if spoke else ""
    line = f"{item.kind} · {_speaker(item)}{cue}{to}{how} · {item.confidence:.2f} by {item.rule}"
    for at, wrapped in enumerate(wrap(one_line(line), width, first, _INDENT)):
        yield paint.strong(wrapped[: len(first)]) + wrapped[len(first) :] if at == 0 else wrapped
    for told in item.within:
        yield from map(paint.faint, wrap(one_line(_told(article, told)), width, _INDENT, f"{_INDENT}  "))


def _told(article: Article, told: Reported) -> str:
    """What the speaker tells of somebody else: "within: the mayor – had told: “…”"."""
    text = article.text
    source = told.source.of(text) if told.source else "somebody"
    who = f"{source} = {told.speaker.name}" if told.speaker and told.speaker.name not in source else source
    words = " … ".join(span.of(text) for span in told.content)
    return f"within: {who} – {told.cue.of(text) if told.cue else 'says'}: “{words}”"


def _speaker(item: Quotation) -> str:
    if item.speaker is None:
        return "nobody named"
    kind = "" if item.speaker.kind is SpeakerKind.PERSON else item.speaker.kind
    about = "; ".join(filter(None, (item.speaker.role, kind)))
    return f"{item.speaker.name} ({about})" if about else item.speaker.name


def _why(article: Article, reasons: Explanation, width: int, paint: Paint) -> Iterator[str]:
    """The rule's example, the candidates for a pronoun or name, the attributions that lost."""
    text = article.text
    lines = [f"rule: {reasons.quotation.rule} – {reasons.example}"]
    considered: dict[tuple[str, str], list[str]] = {}
    for one in reasons.candidates:
        considered.setdefault(("✓" if one.chosen else "✗", one.why), []).append(one.name)
    lines += [f"{sign} {', '.join(names)}: {why}" for (sign, why), names in considered.items()]
    for rival in reasons.rivals:
        cue = f" at “{rival.cue.of(text)}”" if rival.cue else ""
        source = f", source “{shorten(rival.source.of(text), 40)}”" if rival.source else ""
        lines.append(f"✗ {rival.rule}{cue}{source}: {rival.why}")
    for line in lines:
        yield from map(paint.faint, wrap(one_line(line), width, f"{_INDENT}  ", f"{_INDENT}    "))


def in_table(article: Article, quotations: Sequence[Quotation], width: int, paint: Paint) -> Iterator[str]:
    """A line a quotation, columns cut to the width; a column that would be empty is left out."""
    if not quotations:
        yield "No quotation found."
        return
    head = ("#", "kind", "speaker", "role", "cue", "to", "words")
    rows = [_row(article, number, item, width) for number, item in enumerate(quotations, start=1)]
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    table = [[row[place] for place in kept] for row in (head, *rows)]
    widths = _fitted([max(columns(row[place]) for row in table) for place in range(len(kept))], width)
    for at, row in enumerate(table):
        cells = (_cut(cell, room) for cell, room in zip(row, widths, strict=True))
        line = "  ".join(cell + " " * (room - columns(cell)) for cell, room in zip(cells, widths, strict=True))
        yield line.rstrip() if at else paint.strong(line.rstrip())


def _row(article: Article, number: int, item: Quotation, width: int) -> tuple[str, ...]:
    text, speaker = article.text, item.speaker
    kind = "" if speaker is None or speaker.kind is SpeakerKind.PERSON else f"({speaker.kind})"
    cells = (
        speaker.name if speaker else "(nobody named)",
        (speaker.role or kind) if speaker else "",
        item.cue.of(text) if item.cue else "",
        item.addressee.of(text) if item.addressee else "",
        " … ".join(span.of(text) for span in item.content)[: 4 * width],
    )
    return str(number), item.kind.value, *(shorten(cell, width) for cell in cells)


def _fitted(widths: list[int], width: int) -> list[int]:
    """``widths`` with the widest made narrower until all fit; the last, that of the words, counts half."""
    *others, words = widths
    while sum(others) + words + 2 * len(others) > width and max(*others, words // 2) > _NARROWEST:
        if words // 2 >= max(others):
            words -= 1
        else:
            others[others.index(max(others))] -= 1
    return [*others, words]


def _cut(cell: str, room: int) -> str:
    """``cell`` in at most ``room`` columns, cut within a word if need be."""
    if columns(cell) <= room:
        return cell
    taken = accumulate(map(columns, cell))
    return cell[: sum(at < room for at in taken)].rstrip(" …") + "…"


def of_profile(article: Article, profiled: Profile, width: int, paint: Paint) -> Iterator[str]:
    """Totals, warnings, and each source with its forms and how it spoke."""
    voices = profiled.voices
    if not voices.count:
        yield "No quotation found."
        return
    yield from (paint.strong(line) for line in wrap(one_line(voices.summary), width))
    for warning in voices.warnings:
        yield from (paint.warning(line) for line in wrap(one_line(warning), width, "! ", "  "))
    breaks = [at for at, char in enumerate(article.text) if char == "\n"]
    for source in profiled.sources:
        yield ""
        yield from _source(source, bisect_left(breaks, source.first) + 1, width, paint)


def _source(source: SpeakerProfile, line: int, width: int, paint: Paint) -> Iterator[str]:
    voice = source.voice
    name, *others = source.forms
    kind = "" if voice.kind is SpeakerKind.PERSON else f" ({voice.kind})"
    heading = f"{name}{kind}, {voice.role}" if voice.role else f"{name}{kind}"
    facts = (
        f"{voice.counts}; first in line {line}",
        f"spoke: {', '.join(source.ways)}" if source.ways else "",
        f"to: {', '.join(source.hearers)}" if source.hearers else "",
        f"also: {', '.join(others)}" if others else "",
    )
    yield from (paint.strong(part) for part in wrap(one_line(heading), width, "", _INDENT))
    for fact in filter(None, facts):
        yield from wrap(one_line(fact), width, _INDENT, f"{_INDENT}  ")
