"""Figures that are the same on both sides of a change, however they are spelt: "£2m" and "two million pounds".

Invariant: to the last digit: nobody rounds within quotation marks. A hedge is no part of a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck import figures
from factcheck.domain import Span
from factcheck.wording import lexicon
from factcheck.wording.change import Change
from factcheck.wording.tokens import Words

_CONTEXT = 60  # characters beside a figure that say what it counts
_HEDGES = (lexicon.QUALIFIERS | lexicon.NEGATIONS | frozenset("more less than least most up over under".split())) - {
    "may"
}


def without_figures(change: Change) -> tuple[Change, bool]:
    """``change`` without the words of figures that stand on both sides, and whether other figures are left on both.

    What is one-sided ("5 | th") is compared with the figures right beside it on the other side.
    """
    ours = _figures(change.quotation.text, change.quotation.words, change.quoted)
    theirs = _figures(change.text, change.words, change.missing)
    if not ours and not theirs:
        return change, False
    known = {_value(figure) for figure in ours}, {_value(figure) for figure in theirs}
    same = known[0] & known[1]
    quoted = _rest(change.quotation.words, change.quoted, [figure for figure in ours if _value(figure) in same])
    missing = _rest(change.words, change.missing, [figure for figure in theirs if _value(figure) in same])
    differ = bool(known[0] - same and known[1] - same and change.quoted and change.missing)
    return replace(change, quoted=quoted, missing=missing), differ


def _value(figure: figures.Figure) -> tuple[float, float, str]:
    return figure.low, figure.high, figure.unit


def _rest(words: Words, among: Sequence[int], agreed: Sequence[figures.Figure]) -> Sequence[int]:
    """The words ``among`` that belong to none of the figures ``agreed``."""
    return [
        at
        for at in among
        if words.keys[at] in _HEDGES or not any(figure.span.contains(words.span(at, at)) for figure in agreed)
    ]


def _figures(text: str, words: Words, among: Sequence[int]) -> list[figures.Figure]:
    """The figures at the words ``among``, or right beside their place if there are none."""
    if not len(words) or not isinstance(among, range):
        return []
    first, last = (among.start, among.stop - 1) if among else (among.start - 1, among.start)
    here = words.span(max(first, 0), min(max(last, 0), len(words) - 1))
    around = Span(max(0, here.start - _CONTEXT), min(len(text), here.end + _CONTEXT))
    found = figures.find(around.of(text))
    placed = [replace(each, span=Span(each.span.start + around.start, each.span.end + around.start)) for each in found]
    return [figure for figure in placed if figure.span.overlaps(here)]
