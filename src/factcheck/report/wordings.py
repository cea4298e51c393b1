"""What became of a quotation's words, for people to read.

Invariant: every word of the quotation is shown once and in order; what the source has instead
stands right before it, and is never shown as if it had been quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.domain import DiffOperation, DiffPart, Wording, WordingFinding, WordingPlace
from factcheck.domain.text import counted
from factcheck.report.cutting import begin_behind, end_before, end_within

ELSEWHERE = "‖"  # the words that follow stand at another place
LEGEND = (
    "In a comparison of wordings, words that are struck out or stand in [-…-] are the source's and were left out of "
    "the quotation, words that are underlined or stand in {+…+} are in the quotation only, and behind "
    f"{ELSEWHERE} the words come from another place."
)
_LONGEST = 150  # code points shown from either end of a place
_SHOWN = 20  # code points shown in brief from either end of a stretch
_MOST_NAMED = 4  # places, or documents compared


class DiffPiece(NamedTuple):
    """Words of one side or both: ``operation`` is SAME, DROPPED (the source's), ADDED (the quotation's) or JUMP."""

    operation: DiffOperation
    words: str
    grave: bool = False


def pieces(wording: Wording, text: str) -> Iterator[DiffPiece]:
    """The diff of a quotation in ``text``, a replaced stretch as dropped words and then added ones."""
    for part in wording.diff:
        quoted, source = part.quoted.of(text), _source(part, wording.places)
        if part.operation is DiffOperation.JUMP:
            yield DiffPiece(DiffOperation.JUMP, ELSEWHERE, part.grave)
        elif part.operation is DiffOperation.SAME:
            yield DiffPiece(DiffOperation.SAME, quoted)
        else:
            if source:
                yield DiffPiece(DiffOperation.DROPPED, source, part.grave)
            if quoted:
                yield DiffPiece(DiffOperation.ADDED, quoted, part.grave)


def _source(part: DiffPart, places: tuple[WordingPlace, ...]) -> str:
    place = places[part.place]
    return place.exact[max(0, part.source.start - place.span.start) : max(0, part.source.end - place.span.start)]


def in_line(wording: Wording, text: str) -> str:
    """The diff in one line, with the signs that LEGEND explains."""
    return signed(pieces(wording, text))


def in_brief(wording: Wording, text: str) -> str:
    """The same with the middle of long stretches left out, so that every difference is seen in little room."""
    return signed(piece._replace(words=_ends(piece.words)) for piece in pieces(wording, text))


def _ends(words: str) -> str:
    first, last = end_before(words, _SHOWN), begin_behind(words, len(words) - _SHOWN)
    return words if len(words) <= 3 * _SHOWN or first >= last else f"{words[:first]} … {words[last:]}".strip()


def signed(found: Iterable[DiffPiece]) -> str:
    """Pieces of a diff in one line: what was dropped in [-…-], what was added in {+…+}."""
    signs = {DiffOperation.DROPPED: "[-{}-]", DiffOperation.ADDED: "{{+{}+}}"}
    return " ".join(signs.get(piece.operation, "{}").format(piece.words) for piece in found)


def differs(wording: Wording) -> bool:
    """Whether there is a diff worth looking at."""
    return bool(wording.alterations) or wording.finding is WordingFinding.IN_PART


def summary(wording: Wording) -> str:
    """The finding and what it means, in one line: "altered: dropped qualifier – changes what was said"."""
    named = f": {', '.join(wording.alterations)}" if wording.alterations else ""
    meaning = " – changes what was said" if wording.alterations and wording.changes_meaning else ""
    speaker = " – the words of somebody else" if wording.other_speaker else ""
    count = len(wording.places)
    several = ""
    if wording.finding is WordingFinding.AMBIGUOUS:
        several = f" – {count} equally good places"
    elif wording.finding is WordingFinding.VERBATIM and count > 1:
        several = f", in {count} reports of one statement"
    warnings = "".join(f" – {warning}" for warning in wording.warnings)
    return f"{wording.finding}{named}{meaning}{several}{speaker}{warnings}"


def stands(wording: Wording | None) -> str:
    """Where the words stand and as what, in one line: "its words stand verbatim in lw-7, said by Ana Ruiz"; "" where
    they were not found."""
    if wording is None or wording.finding is WordingFinding.NOT_FOUND or not wording.places:
        return ""
    place, found = wording.places[0], summary(wording)
    where = f"{place.document_id}{f', said by {place.speaker}' if place.speaker else ''}"
    if wording.finding is WordingFinding.VERBATIM:
        return f"its words stand verbatim in {where}{found.removeprefix(wording.finding)}"
    return f"its words beside {where}: {found}"


def because(wording: Wording) -> tuple[str, ...]:
    """The reasons that the summary does not give."""
    return tuple(reason for reason in wording.reasons if reason not in wording.warnings)


def compared(wording: Wording) -> str:
    """What was looked into: "5 documents: …"."""
    count = len(wording.compared)
    if not count:
        return "no document shares its words"
    more = ", …" if count > _MOST_NAMED else ""
    return f"{counted(count, 'document')}: {', '.join(wording.compared[:_MOST_NAMED])}{more}"


def shown_places(wording: Wording) -> tuple[WordingPlace, ...]:
    return wording.places[:_MOST_NAMED]


def exact(place: WordingPlace) -> str:
    """The words of a place, the middle left out where they are many."""
    words = place.exact
    if len(words) <= 2 * _LONGEST:
        return words
    first, last = end_within(words, _LONGEST), begin_behind(words, len(words) - _LONGEST)
    return f"{words[:first]} […] {words[last:] or words[-_LONGEST:]}"  # of a word that is longer, a part


def origin(place: WordingPlace) -> str:
    """Where a place is and who speaks there: "lw-7, characters 12–80; Radio Lund, 2025-03-01; said by Ana Ruiz"; and
    whether the article names another speaker."""
    about = ", ".join(filter(None, (place.publisher, str(place.published or ""))))
    said = f"said by {place.speaker}" if place.speaker else ""
    other = "not by the speaker whom the article names" if place.same_speaker is False else ""
    characters = f"characters {place.span.start}–{place.span.end}"
    at = ", ".join(filter(None, (place.document_id, place.place, characters)))
    return "; ".join(filter(None, (at, about, ", ".join(filter(None, (said, other))))))
