"""Places where words stand, and which of them report one and the same statement.

Invariant: two places are one statement only where something shows it: what stands around them is
nearly the same, or the same named speaker says the words within a few days, or again in the same
document. All else is two.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Span, Speaker, WordingPlace, place_of
from factcheck.language.people import same_person
from factcheck.wording.sources import Source
from factcheck.wording.tokens import read

CONTEXT = 200  # characters kept on either side of a place
DAYS = 7  # between two reports of one statement
NEARLY = 0.6  # of the words around two places that stand around both
_FEWEST = 6  # words around a place, below which nothing is known of its surroundings


def place(source: Source, span: Span, speaker: Speaker | None, same_speaker: bool | None) -> WordingPlace:
    document = source.document
    return WordingPlace(
        document_id=document.id,
        span=span,
        exact=span.of(document.text),
        prefix=document.text[max(0, span.start - CONTEXT) : span.start],
        suffix=document.text[span.end : span.end + CONTEXT],
        version=source.version,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        published=document.published,
        speaker=speaker.name if speaker else None,
        same_speaker=same_speaker,
        place=place_of(document.places, span),
    )


def statements(places: Sequence[WordingPlace]) -> list[list[WordingPlace]]:
    """``places`` grouped: those of one group report one statement. Groups and places keep their order."""
    groups: list[list[WordingPlace]] = []
    for one in places:
        own = next((group for group in groups if any(one_statement(one, other) for other in group)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    return groups


def one_statement(one: WordingPlace, other: WordingPlace) -> bool:
    if _alike_around(one, other):
        return True
    if one.speaker is None or other.speaker is None:
        return False
    if one.speaker != other.speaker and not same_person(one.speaker, other.speaker):
        return False
    if one.document_id == other.document_id or one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= DAYS


def _alike_around(one: WordingPlace, other: WordingPlace) -> bool:
    """Wire copies: what stands before and behind is nearly the same, in another document."""
    if one.document_id == other.document_id:
        return False
    around = [set(read(f"{item.prefix} \n {item.suffix}").keys) for item in (one, other)]
    if min(map(len, around)) < _FEWEST:
        return one.prefix.split() == other.prefix.split() and one.suffix.split() == other.suffix.split()
    return len(around[0] & around[1]) >= NEARLY * len(around[0] | around[1])
