"""What the desk's page shows of a claim, ready for its template.

Invariant: the same as at the desk in a terminal, and in that order; a place is told in code points of the text as the
page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.domain import Decision, Evidence, Span, Stance, State
from factcheck.report import beside, phrases
from factcheck.report.excerpts import excerpt
from factcheck.web.spans import shown_at
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.answers import spoken
from factcheck.workspace.reviewing.context import ContextParagraph, ContextPiece, paragraphs
from factcheck.workspace.reviewing.here import Here
from factcheck.workspace.reviewing.pending import Chosen, deciding

_SIDES = {
    Stance.SUPPORTS: ("for", "supported"),
    Stance.CONTRADICTS: ("against", "contradicted"),
    Stance.NEUTRAL: ("neutral", "unchecked"),
}
_TOLD = (beside.DIFFERS, beside.MAY_DIFFER, beside.SHARES, beside.LACKS, beside.SAID, beside.PARTS)
_BEARS_NOTHING = "bears out none"
_LONGEST = 20_000  # characters of a claim's paragraphs, and of a passage, on a page


class ShownStretch(NamedTuple):
    """Words of a passage that can be selected: ``start`` is where they begin in the passage as it is shown."""

    start: int
    pieces: Sequence[beside.Highlight]
    cut_before: bool = False
    cut_behind: bool = False


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage on the desk: ``number`` cites it, ``by_hand`` says that a person brought it."""

    number: int
    evidence: Evidence
    side: str
    tone: str
    cited: Chosen | None
    remarks: tuple[beside.Remark, ...]
    words: ShownStretch
    whole: ShownStretch
    by_hand: bool = False

    @property
    def origin(self) -> str:
        return phrases.origin(self.evidence.passage)


def passages(review: Review) -> tuple[ShownPassage, ...]:
    """The passages for the claim at hand by their numbers."""
    here = review.here
    search = here.report.search if here else None
    found = len(search.evidence) if search else 0
    claim = here.claim.text if here else ""
    return tuple(
        passage(claim, one, number, review.pending.cited.get(one.passage.id), by_hand=number > found)
        for number, one in enumerate(review.evidence, start=1)
    )


def passage(
    claim: str, evidence: Evidence, number: int, cited: Chosen | None = None, *, by_hand: bool = False
) -> ShownPassage:
    """One passage beside the words of ``claim``."""
    text = evidence.passage.text
    side, tone = _SIDES.get(evidence.judgement.shown, ("", "")) if evidence.judgement.shown else ("", "")
    return ShownPassage(
        number,
        evidence,
        side,
        tone,
        cited,
        tuple(_remarks(claim, evidence)),
        stretch(evidence, deciding(evidence) or excerpt(evidence).after),
        stretch(evidence, Span(0, min(len(text), _LONGEST))),
        by_hand,
    )


def stretch(evidence: Evidence, span: Span) -> ShownStretch:
    """Words of a passage, what differs and what both have marked."""
    text = evidence.passage.text
    return ShownStretch(
        shown_at(text, span).start,
        beside.in_passage(evidence, span),
        bool(text[: span.start].strip()),
        bool(text[span.end :].strip()),
    )


def _remarks(claim: str, evidence: Evidence) -> Iterator[beside.Remark]:
    told = {remark.label: remark.text for remark in beside.remarks(claim, evidence)}
    for label in _TOLD:
        if label in told and not told[label].startswith(_BEARS_NOTHING):
            yield beside.Remark(label, told[label].removeprefix(f"{label}: "))


def context(review: Review) -> Iterator[ContextParagraph]:
    """The claim in its paragraphs; of very many words the beginning, which is said."""
    room = _LONGEST
    for paragraph in paragraphs(review, review.here) if review.here else ():
        kept = []
        for piece in paragraph.pieces:
            words = piece.words[:room] + ("… (the text goes on)" if len(piece.words) > room else "")
            room -= len(piece.words)
            kept.append(ContextPiece(words, piece.claimed, piece.kind))
            if room <= 0:
                break
        yield ContextParagraph(tuple(kept), paragraph.aside)
        if room <= 0:
            return


class ClaimStatus(NamedTuple):
    """Where a claim stands, in words and by the tone of its mark."""

    words: str
    tone: str


def status(here: Here) -> ClaimStatus:
    """Where the claim stands."""
    stands = here.report.standing
    if stands.state is State.DECIDED and stands.decision:
        made = stands.decision
        return ClaimStatus(
            f"decided: {_verdict(made)}",
            made.verdict or "pending",
        )
    if stands.state is State.OPEN:
        urgent = here.item is not None and here.item.urgent and not here.claim.restates
        return ClaimStatus("misquoted" if urgent else "new", "contradicted" if urgent else "unchecked")
    return ClaimStatus(stands.state.value, "pending" if stands.state is State.SECOND else "stale")


def counts(shown: Sequence[ShownPassage]) -> str:
    """How many passages speak for the claim, and how many against it."""
    if not shown:
        return "nothing was found in the corpus"
    speaks, against = (
        sum(one.evidence.judgement.shown is side for one in shown) for side in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    return f"{speaks} for, {against} against, {len(shown) - speaks - against} on the subject"


def keeping(here: Here) -> str:
    """What the verdict that went stale would rest on if it were kept, in words; "" where there is none."""
    if here.former is None:
        return ""
    made = here.former.decision
    verdict = _verdict(made)
    if here.former.lost:
        return f"{verdict} cannot be kept: “{here.former.lost[0]}” stands nowhere any more. Cite what it rests on now."
    places = "; ".join(f"“{one.words}” ({one.passage.id})" for one in here.former.places)
    how = "The claim says something else now; the same verdict again keeps" if here.former.reworded else "Enter keeps"
    return f"{how} {verdict}{f', resting on {places}' if places else ''}"


def _verdict(made: Decision) -> str:
    return made.verdict or (spoken(made.attribution) if made.attribution else "")
