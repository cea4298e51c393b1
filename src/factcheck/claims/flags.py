"""What a checker should know of a claim before looking it up, each as a short fixed word.

Invariant: a flag rests on the claim's own words and its attribution, never on what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from factcheck import figures
from factcheck.claims import lexicon
from factcheck.domain import Claim, ClaimKind, SpeakerKind
from factcheck.figures import FigureKind

DENIED = "denied"  # the speaker says that the words are not so
_COUNTED = frozenset({FigureKind.PERCENTAGE, FigureKind.POINTS, FigureKind.MONEY, FigureKind.CHANGE})
_SEEN = 10  # so many a reporter can count; more were counted by somebody who can be named
_CALLS_FOR = re.compile(r"call(?:s|ed|ing)? (?:for|on)\b", re.IGNORECASE)  # "called it a farce" asks for nothing
_MARKS = re.compile(r"[\"“”]")  # "is “critical”" judges as much as "is critical"
_BE = r"(?:is|are|was|were|be|been|being|remains?|remained|seems?|became?|becomes?)"
_DEGREE = r"(?:(?:\w+ly|so|very|too|more|most|the|a|an|not)\s+)*"
_PREDICATE = re.compile(rf"(?:\b{_BE}\s+{_DEGREE}|^\W*)(?:{lexicon.JUDGEMENT.pattern})", re.IGNORECASE)


def of(claim: Claim, published: date | None = None) -> Iterator[str]:
    """The flags of ``claim`` that need no other claim to be seen."""
    if claim.kind is ClaimKind.ASSERTION:
        if _has_count(claim.text, published) and not lexicon.SOURCE_NAMED.search(claim.text):
            yield "no-source"
        return
    if claim.speaker is None:
        yield "unnamed-speaker"
    elif claim.speaker.kind is SpeakerKind.ANONYMOUS:
        yield "anonymous-source"
    if lexicon.DENIES.search(claim.cue or ""):
        yield DENIED
    if _PREDICATE.search(_MARKS.sub("", claim.text)) or lexicon.FEELING.search(claim.text):
        yield "opinion"
    if lexicon.RECOMMENDATION.search(claim.text) or _urges(claim):
        yield "recommendation"


def _has_count(text: str, published: date | None) -> bool:
    return any(
        figure.kind in _COUNTED or (figure.kind is FigureKind.NUMBER and figure.high > _SEEN)
        for figure in figures.find(text, published)
    )


def _urges(claim: Claim) -> bool:
    """Whether somebody "urged …" or "called for …": a cue that makes its content a wish, whatever its words."""
    cue = (claim.cue or "").lower()
    return lexicon.URGING.search(cue) is not None or bool(_CALLS_FOR.match(f"{cue} {claim.text}"))
