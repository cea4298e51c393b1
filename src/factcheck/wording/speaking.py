"""Who speaks at a place of a document, and whether somebody else does between two places.

Invariant: a function of the stretches that a document is told to be spoken in, and by whom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factcheck.domain import Document, Span, Speaker
from factcheck.language.speakers import same_speaker

Spoken = tuple[Span, Speaker | None]
"""A stretch of a document that is somebody's words, and whose as far as the document tells."""

Voices = Callable[[Document], Sequence[Spoken]]
"""Who says what in a document. Asked only of documents in which something was found."""


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
    return any(speaker.name != here.name and same_speaker(speaker, here) is not True for speaker in heard)
