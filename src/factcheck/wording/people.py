"""Whether the one who is quoted is the one who speaks there.

Invariant: only two people whose names are known and differ are held to be different; where a
source is unnamed, a body or a paper, the answer is that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from factcheck.domain import Document, Span, Speaker, SpeakerKind

Spoken = tuple[Span, Speaker | None]
"""A stretch of a document that is somebody's words, and whose as far as the document tells."""

Voices = Callable[[Document], Sequence[Spoken]]
"""Who says what in a document. Asked only of documents in which something was found."""

_TITLES = frozenset(
    """mr mrs ms mx miss dr prof professor sir lord lady dame sen senator rep representative gov governor president
    minister mayor judge justice king queen prince princess st the""".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_WORD = re.compile(r"[^\W\d_]+")


def nobody(_document: Document) -> Sequence[Spoken]:
    """Voices of documents of which it is not known who speaks in them."""
    return ()


def speaker_at(span: Span, spoken: Sequence[Spoken]) -> Speaker | None:
    """Who says most of the words at ``span``."""
    shares = [(_shared(span, stretch), -number, speaker) for number, (stretch, speaker) in enumerate(spoken)]
    most, _, speaker = max(shares, key=lambda found: found[:2], default=(0, 0, None))
    return speaker if most else None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def turn_between(one: Span, other: Span, spoken: Sequence[Spoken]) -> bool:
    """Whether somebody else speaks at ``other`` than at ``one``, or between the two."""
    here, there = speaker_at(one, spoken), speaker_at(other, spoken)
    if here is None or there is None:
        return False
    between = Span(min(one.end, other.end), max(one.start, other.start))
    heard = [speaker for stretch, speaker in spoken if speaker and stretch.overlaps(between)] + [there]
    return any(speaker.name != here.name for speaker in heard)


def same_speaker(one: Speaker | None, other: Speaker | None) -> bool | None:
    """Whether two speakers are one; None where that is not known."""
    if one is None or other is None:
        return None
    ours, theirs = _parts(one.name), _parts(other.name)
    if not ours or not theirs:
        return None
    if ours == theirs or _fits(ours, theirs):
        return None if SpeakerKind.ANONYMOUS in (one.kind, other.kind) else True
    return False if one.kind is other.kind is SpeakerKind.PERSON else None


def _parts(name: str) -> list[str]:
    words = _WORD.findall(name.casefold().replace("’s", "").replace("'s", ""))
    return [word for word in words if word not in _TITLES and word not in _SUFFIXES]


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """A surname is the same person's as the full name that ends with it; so is "J. Ruiz" as "Jana Ruiz"."""
    shorter, longer = sorted((one, other), key=len)
    if shorter[-1] != longer[-1]:
        return len(shorter) == 1 and shorter[0] in longer
    return all(
        any(full == given or ((len(given) == 1 or len(full) == 1) and full[0] == given[0]) for full in longer[:-1])
        for given in shorter[:-1]
    )
