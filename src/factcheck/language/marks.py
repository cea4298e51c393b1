"""Which quotation marks belong together.

Invariant: a pair never reaches beyond the paragraph it opens in, pairs are in order and never
overlap, and finding them takes time linear in the text. Marks inside a pair are left to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from factcheck.domain import Article, QuotationKind, Span
from factcheck.language.folding import MARKS

CLOSER_OF = {
    "“": "”’’''",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‟": "”",
    '"': '"',
    "''": "''",
    "``": "''",
    "‘‘": "’’",
    "‹": "›",
    "›": "‹",
    "＂": "＂",
    "「": "」",
}
_POINTS_BACK = frozenset("»›")  # opens a quotation in some countries, and a list item anywhere
_INTERCHANGED = frozenset('"“”')  # by outlets whose typesetting does half the job
_DOUBLE = re.compile(r"''(?!')|``|‘‘|’’(?!’)|[“”„‟«»‹›＂「」\"]")
_SINGLE_OPENER = re.compile(r"(?<![\w'’‘])['‘](?=[\w\"“$£€(\[…])")
_SINGLE_CLOSER = re.compile(rf"(?<=[\w{MARKS}.,?!…)\]%\"”])['’](?![\w'’])")
# Words that begin with an apostrophe, and years: ’tis, ’em, ’90s.
_ELISION = re.compile(r"['’‘](?:tis|twas|em|til|till|cause|bout|round|n|\d\ds?)\b", re.IGNORECASE)
_LEADS_IN = re.compile(r"[.,:?!] $")  # an unclosed mark behind these may open a quotation
_SENTENCE_STOP = re.compile(r"[.!?…,]\s")

_AT_HAND = 8  # paragraphs whose pairs are kept: every quotation of a paragraph asks for them
_LED_BY = 80  # characters before a mark that tell what it opens


class Quoted(NamedTuple):
    """Words between quotation marks: ``outer`` with the marks, ``inner`` without."""

    outer: Span
    inner: Span
    closed: bool
    single: bool = False


def quoted(text: str, paragraph: Span) -> list[Quoted]:
    """The outermost pairs of ``paragraph``, in order.

    A mark that is never closed counts to the end of the paragraph if it opens it (as in a
    quotation that goes on in the next paragraph) or follows a comma, colon or stop; otherwise it is stray.
    """
    return list(_quoted(text, paragraph))


@lru_cache(_AT_HAND)
def _quoted(text: str, paragraph: Span) -> tuple[Quoted, ...]:
    doubles = list(_doubles(text, paragraph))
    around = list(_around(text, paragraph, doubles))
    kept = [pair for pair in doubles if not any(outer.outer.contains(pair.outer) for outer in around)]
    taken = sorted([*kept, *around])
    return tuple(sorted([*taken, *_singles(text, paragraph, taken)]))


def parts(article: Article, kind: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """What of ``spans`` stands in quotation marks: all of a direct quotation, some of a mixed one."""
    if kind == QuotationKind.MIXED:
        return inside(article.text, (block.span for block in article.blocks), spans)
    return tuple(spans) if kind == QuotationKind.DIRECT else ()


def before(text: str, inner: Span) -> str:
    """What stands in the line before the mark that opens ``inner``, as much of it as tells what the words are."""
    opener = max(0, inner.start - 1)
    return text[max(text.rfind("\n", 0, opener) + 1, opener - _LED_BY) : opener]


def inside(text: str, paragraphs: Iterable[Span], spans: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of ``spans`` that stand in quotation marks, in order."""
    held = list(spans)
    reached = ((paragraph, span) for paragraph in paragraphs for span in held if paragraph.overlaps(span))
    parts = {
        Span(max(inner.start, span.start), min(inner.end, span.end))
        for paragraph, span in reached
        for inner in _within(_quoted(text, paragraph), span)
    }
    return tuple(sorted(parts))


def _within(pairs: Sequence[Quoted], span: Span) -> Iterator[Span]:
    """What lies between the marks of those ``pairs`` that reach into ``span``."""
    first = bisect_right(pairs, span.start, key=lambda pair: pair.inner.end)
    behind = (pairs[at].inner for at in range(first, len(pairs)))
    return (inner for inner in takewhile(lambda inner: inner.start < span.end, behind) if inner.overlaps(span))


def _doubles(text: str, paragraph: Span) -> Iterator[Quoted]:
    marks = [mark for mark in _DOUBLE.finditer(text, *paragraph) if not _is_measure(text, mark, paragraph)]
    nests = _closes_all(marks)
    opened: list[re.Match[str]] = []
    for mark in marks:
        restarts = bool(opened) and _restarts(text, mark, opened[-1], paragraph)
        if opened and not restarts and _may_close(text, mark, opened[-1], paragraph):
            last = opened.pop()
            if not opened:
                yield _pair(text, last, mark)
        elif _may_open(text, mark, paragraph):
            if opened and opened[-1].group() == mark.group() and (restarts or not nests):
                yield from _unclosed(text, opened[0], mark.start(), restarted=True)
                opened.clear()
            opened.append(mark)
        elif not opened and mark is marks[0] and _lacks_opener(text, mark, paragraph):
            yield Quoted(Span(paragraph.start, mark.end()), Span(paragraph.start, mark.start()), True)
        elif len(opened) > 1 and mark.group() in CLOSER_OF[opened[0].group()]:
            yield _pair(text, opened[0], mark)
            opened.clear()
    if opened:
        yield from _unclosed(text, opened[0], paragraph.end, opens=opened[0].start() == paragraph.start)


def _closes_all(marks: Iterable[re.Match[str]]) -> bool:
    """Whether each curly mark that opens can have its own that closes, so that an opener behind another nests."""
    kinds = Counter(mark.group() for mark in marks)
    return kinds["“"] + kinds["„"] <= kinds["”"]


def _lacks_opener(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A first mark that can only close, as in ``We won," she said.``: its opener was lost before the paragraph."""
    return (
        mark.start() > paragraph.start and text[mark.start() - 1] in ",?!" and text[mark.end() : mark.end() + 1] == " "
    )


def _may_close(text: str, mark: re.Match[str], opener: re.Match[str], paragraph: Span) -> bool:
    """The opener's own closing mark, or a straight one for a curly one (and the reverse) behind a word."""
    if mark.group() in CLOSER_OF[opener.group()]:
        return True
    if not {mark.group(), opener.group()} <= _INTERCHANGED:
        return False
    before, last = text[mark.start() - 1], mark.end() >= paragraph.end
    if mark.group() == "“":  # turned the wrong way: “Not at all,“ she said
        return before in ".,?!…" and (last or text[mark.end()].isspace())
    return not before.isspace() and (last or not text[mark.end()].isalnum())


def _pair(text: str, opener: re.Match[str], closer: re.Match[str]) -> Quoted:
    start, end = opener.end(), closer.start()
    if opener.group() == "«":  # « thus »
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
    return Quoted(Span(opener.start(), closer.end()), Span(start, end), True)


def _restarts(text: str, mark: re.Match[str], opener: re.Match[str], paragraph: Span) -> bool:
    """A straight mark that looks like an opener while another is open: ``"Yes, he said. "No."``"""
    if mark.group() not in ('"', "''") or mark.start() <= opener.end():
        return False
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    return before.isspace() and after.isalnum() and mark.end() < paragraph.end


def _may_open(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    if mark.end() >= paragraph.end or mark.group() not in CLOSER_OF:
        return False
    if text[mark.end()].isspace():  # “ Never,” she said
        return mark.group() in "“„«" and (mark.start() == paragraph.start or text[mark.start() - 1].isspace())
    return mark.group() not in ('"', "''") or mark.start() == paragraph.start or not text[mark.start() - 1].isalnum()


def _is_measure(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """``6'2"`` and the like: a straight mark right behind a figure, before a space, and no opener earlier."""
    if mark.group() != '"' or mark.start() - 3 < paragraph.start or not text[mark.start() - 1].isdigit():
        return False
    return text[mark.start() - 2] in "'’"


def _unclosed(
    text: str, opener: re.Match[str], end: int, *, restarted: bool = False, opens: bool = False
) -> Iterator[Quoted]:
    if restarted:
        stop = _SENTENCE_STOP.search(text, opener.end(), end)
        if stop:
            yield Quoted(Span(opener.start(), stop.start() + 1), Span(opener.end(), stop.start() + 1), False)
    elif opener.group() not in _POINTS_BACK and (
        opens or _LEADS_IN.search(text, max(0, opener.start() - 2), opener.start())
    ):
        yield Quoted(Span(opener.start(), end), Span(opener.end(), end), False)


def _around(text: str, paragraph: Span, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Single marks that hold double ones, as outlets in Britain nest them: ‘He said “no” to me,’ she said.

    The closing one must follow a comma or stop, with no other single mark between it and the double ones.
    """
    openers = _openers(text, paragraph)
    closers = [mark.start() for mark in _SINGLE_CLOSER.finditer(text, *paragraph)]
    reached = paragraph.start
    for pair in doubles:
        last = bisect_left(openers, pair.outer.start) - 1
        first = bisect_left(closers, pair.outer.end)
        if last >= 0 and openers[last] >= reached and first < len(closers) and pair.closed:
            start, end = openers[last], closers[first]
            alone = last + 1 == bisect_left(openers, end) and bisect_left(closers, start) == first
            if alone and text[end - 1] in ".,!?…":
                yield Quoted(Span(start, end + 1), Span(start + 1, end), True, single=True)
                reached = end + 1
        reached = max(reached, pair.outer.end)


def _openers(text: str, paragraph: Span) -> list[int]:
    return [m.start() for m in _SINGLE_OPENER.finditer(text, *paragraph) if not _ELISION.match(text, m.start())]


def _singles(text: str, paragraph: Span, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Single marks outside double ones, told from apostrophes.

    A closer after an s and before a small letter ("the workers' pay") is taken for an
    apostrophe if another closer follows before the next opener.
    """
    taken = iter([*(pair.outer for pair in doubles), Span(paragraph.end, paragraph.end)])
    block = next(taken)
    openers = _openers(text, paragraph)
    closers = [m.start() for m in _SINGLE_CLOSER.finditer(text, *paragraph)]
    at, reached = 0, paragraph.start
    for number, opener in enumerate(openers):
        while block.end <= opener and block.start < paragraph.end:
            block = next(taken)
        if opener < reached or block.start <= opener:
            continue
        limit = min(openers[number + 1] if number + 1 < len(openers) else paragraph.end, block.start)
        while at < len(closers) and closers[at] <= opener + 1:
            at += 1
        first = at
        at = _behind_possessives(text, closers, at, limit)
        if first < len(closers) and closers[at] < limit:
            reached = closers[at] + 1
            yield Quoted(Span(opener, reached), Span(opener + 1, reached - 1), True, single=True)
        elif first == len(closers) and number + 1 == len(openers) and block.start == paragraph.end:
            yield from _goes_on(text, opener, paragraph)


def _behind_possessives(text: str, closers: Sequence[int], at: int, limit: int) -> int:
    """The first closer from ``at`` on that is surely none of an apostrophe, or the last before ``limit``."""
    while at + 1 < len(closers) and closers[at + 1] < limit and _may_be_possessive(text, closers[at]):
        at += 1
    return at


def _goes_on(text: str, opener: int, paragraph: Span) -> Iterator[Quoted]:
    """A single mark that is not closed: a quotation that goes on in the next paragraph, or an apostrophe."""
    if opener == paragraph.start or _LEADS_IN.search(text, max(paragraph.start, opener - 2), opener):
        yield Quoted(Span(opener, paragraph.end), Span(opener + 1, paragraph.end), False, single=True)


def _may_be_possessive(text: str, mark: int) -> bool:
    return text[mark - 1] in "sSzx" and text[mark + 1 : mark + 2] == " " and text[mark + 2 : mark + 3].islower()
