"""What is said of a claim that is not so: that it is false, or that somebody denies it.

Invariant: patterns are of whole words and without case; what is denied stands in one of the stretches named for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from factcheck.domain import Span

_VERDICT = r"""(?:false|falsely|falsehood|untrue|not\ true|isn['’]t\ true|not\ the\ case|incorrect|erroneous|inaccurate
    |wrong|baseless|groundless|unfounded|unsubstantiated|unsupported|unproven|debunked|disproved|disproven|refuted
    |fabricated|a\ fabrication|invented|(?:an\ )?invention|made[\ -]up|a\ hoax|hoax|a\ myth|myth|fake|faked|forged
    |doctored|staged|misattributed|misrepresented|misleading|exaggerated|overstated|inflated|a\ lie|nonsense)"""
_NO = r"""(?:no|little|without|lacks?(?:\ any)?|any)\ (?:\w+\ ){0,2}
    (?:evidence|support|proof|basis|foundation|truth|sign|indication)"""
_CLAIM = r"""(?:that|claims?|reports?|reporting|suggestions?|allegations?|accusations?|figures?|numbers?|estimates?
    |ideas?|notions?|assertions?|rumou?rs?|stor(?:y|ies)|statements?|theor(?:y|ies)|forecasts?|whether)"""
_SAYS = r"(?:is|was|are|were|be|been|as|calls?|called|calling|rates?|rated|deems?|deemed|finds?|found|proves?|proved)"

# What is denied stands behind these, up to the end of the sentence.
_BEHIND = re.compile(
    rf"""\b(?:
        (?P<who>(?:denies|denied|deny|denying|(?:in|a|the)\ denial\ of))
        | (?P<who2>(?:rejects?|rejected|rejecting|disputes?|disputed|disputing|dismisse[sd]|dismiss|dismissing|refutes?
            |refuted|rebuts|rebutted|contradicts?|contradicted|contests?|contested|debunks?|debunked|disproves?|disproved))
            (?=\ (?:\S+\ ){{0,3}}?{_CLAIM}\b)
        | {_VERDICT}(?=\ (?:that|to\ (?:say|claim|suggest)|claims?)\b)
        | {_NO}(?=\ (?:that|for|of|to|in)\b)
        | contrary\ to
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# What is denied stands before these, in the same sentence.
_BEFORE = re.compile(
    rf"""\b(?:{_SAYS}\ (?:\S+\ ){{0,3}}?(?P<verdict>{_VERDICT})
        | (?P<verdict2>(?:ha[sd]|have|with|without|is|are|was|were)\ {_NO})
        | (?P<never>(?:never|did\ not|didn['’]t)\ (?:happen|happened|take\ place|took\ place)))
        (?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_TAKEN_BACK = re.compile(
    r"(?:\b(?:not|never|neither|nor|cannot|hardly|could|would|should|if|may|might)|n['’]t)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OTHER_OBJECT = re.compile(
    r"\s+(?:him|her|them|bail|entry|access|permission|a\s+visa|visas|asylum|medical|treatment)\b", re.IGNORECASE
)


class Rejection(NamedTuple):
    """The words that say it is not so, and where stands what is not; ``by`` is true where somebody denies it."""

    words: Span
    denied: Span
    by: bool


@lru_cache(maxsize=1 << 12)  # each sentence of a passage is asked for with every claim
def rejections(text: str, sentence: Span) -> tuple[Rejection, ...]:
    """Every rejection in a sentence of ``text``: "the mayor | denies | that …", "… | is false |"."""
    return tuple(_rejections(text, sentence))


def _rejections(text: str, sentence: Span) -> Iterator[Rejection]:
    for match in _BEHIND.finditer(text, sentence.start, sentence.end):
        by = match["who"] is not None or match["who2"] is not None
        if not _taken_back(text, sentence, match) and not (by and _OTHER_OBJECT.match(text, match.end())):
            yield Rejection(Span(*match.span()), Span(match.end(), sentence.end), by)
    for match in _BEFORE.finditer(text, sentence.start, sentence.end):
        said = next(name for name in ("verdict", "verdict2", "never") if match[name])
        if not _taken_back(text, sentence, match):
            yield Rejection(Span(*match.span(said)), Span(sentence.start, match.start()), by=False)


def _taken_back(text: str, sentence: Span, match: re.Match[str]) -> bool:
    return _TAKEN_BACK.search(text[sentence.start : match.start()]) is not None
