"""Which quotation marks belong together.

Invariant: a pair never reaches beyond the paragraph it opens in, pairs are in order and never
overlap, and finding them takes time linear in the text. Marks inside a pair are left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.domain import Span

CLOSER_OF = {"“": "”", "„": "“”", "«": "»", "‟": "”", '"': '"', "''": "''", "``": "''", "‹": "›"}
_INTERCHANGED = frozenset('"“”')  # by outlets whose typesetting does half the job
_DOUBLE = re.compile(r"''(?!')|``|[“”„‟«»‹›\"]")
_SINGLE_OPENER = re.compile(r"(?<![\w'’‘])['‘](?=[\w\"“$£€(\[…])")
_SINGLE_CLOSER = re.compile(r"(?<=[\w.,?!…)\]%\"”])['’](?![\w'’])")
# Words that begin with an apostrophe, and years: ’tis, ’em, ’90s.
_ELISION = re.compile(r"['’‘](?:tis|twas|em|til|till|cause|bout|round|n|\d\ds?)\b", re.IGNORECASE)
_LEADS_IN = re.compile(r"[.,:?!] $")  # an unclosed mark behind these may open a quotation
_SENTENCE_STOP = re.compile(r"[.!?…,]\s")


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
    doubles = list(_doubles(text, paragraph))
    return sorted([*doubles, *_singles(text, paragraph, doubles)])


def _doubles(text: str, paragraph: Span) -> Iterator[Quoted]:
    marks = [mark for mark in _DOUBLE.finditer(text, *paragraph) if not _is_measure(text, mark, paragraph)]
    nests = sum(mark.group() in "“„" for mark in marks) <= sum(mark.group() == "”" for mark in marks)
    opened: list[re.Match[str]] = []
    for mark in marks:
        restarts = bool(opened) and _restarts(text, mark, opened[-1], paragraph)
        if opened and not restarts and _may_close(text, mark, opened[-1], paragraph):
            last = opened.pop()
            if not opened:
                yield _pair(last, mark)
        elif mark.group() in CLOSER_OF and _may_open(text, mark, paragraph):
            if opened and opened[-1].group() == mark.group() and (restarts or not nests):
                yield from _unclosed(text, opened[0], mark.start(), restarted=True)
                opened.clear()
            opened.append(mark)
        elif not opened and mark is marks[0] and _lacks_opener(text, mark, paragraph):
            yield Quoted(Span(paragraph.start, mark.end()), Span(paragraph.start, mark.start()), True)
        elif len(opened) > 1 and mark.group() in CLOSER_OF[opened[0].group()]:
            yield _pair(opened[0], mark)
            opened.clear()
    if opened:
        yield from _unclosed(text, opened[0], paragraph.end, opens=opened[0].start() == paragraph.start)


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


def _pair(opener: re.Match[str], closer: re.Match[str]) -> Quoted:
    return Quoted(Span(opener.start(), closer.end()), Span(opener.end(), closer.start()), True)


def _restarts(text: str, mark: re.Match[str], opener: re.Match[str], paragraph: Span) -> bool:
    """A straight mark that looks like an opener while another is open: ``"Yes, he said. "No."``"""
    if mark.group() not in ('"', "''") or mark.start() <= opener.end():
        return False
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    return before.isspace() and after.isalnum() and mark.end() < paragraph.end


def _may_open(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    if mark.end() >= paragraph.end:
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
    elif opens or _LEADS_IN.search(text, max(0, opener.start() - 2), opener.start()):
        yield Quoted(Span(opener.start(), end), Span(opener.end(), end), False)


def _singles(text: str, paragraph: Span, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Single marks outside double ones, told from apostrophes.

    A closer after an s and before a small letter ("the workers' pay") is taken for an
    apostrophe if another closer follows before the next opener.
    """
    taken = iter([*(pair.outer for pair in doubles), Span(paragraph.end, paragraph.end)])
    block = next(taken)
    openers = [m.start() for m in _SINGLE_OPENER.finditer(text, *paragraph) if not _ELISION.match(text, m.start())]
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
        while at < len(closers) and closers[at] < limit and at + 1 < len(closers) and closers[at + 1] < limit:
            if not _may_be_possessive(text, closers[at]):
                break
            at += 1
        if first < len(closers) and closers[at] < limit:
            reached = closers[at] + 1
            yield Quoted(Span(opener, reached), Span(opener + 1, reached - 1), True, single=True)


def _may_be_possessive(text: str, mark: int) -> bool:
    return text[mark - 1] in "sSzx" and text[mark + 1 : mark + 2] == " " and text[mark + 2 : mark + 3].islower()
