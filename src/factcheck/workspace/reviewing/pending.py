"""What a person has chosen for a claim and not yet decided.

Invariant: words to be cited are a stretch of the passage, and are asked for by words only where these stand in it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.domain import Attribution, Evidence, Passage, Span, Stance, StanceJudgement
from factcheck.report.excerpts import excerpt, in_sentences

_BASIS = "compared only"  # no judge was asked
_LONGEST = 400  # characters that are offered for citing where figures stand apart


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage to be cited, whole or the words at ``span`` of its text."""

    passage: Passage
    span: Span | None = None

    @property
    def words(self) -> str:
        return self.span.of(self.passage.text) if self.span else self.passage.text

    @property
    def request(self) -> str:
        """As ``Workspace.mark`` wants it."""
        return f"{self.passage.id}:{self.words}" if self.span else self.passage.id


def chosen(passage: Passage, span: Span | None) -> Chosen:
    """The words at ``span``, or the whole passage where these stand in it twice: two equally good places are none."""
    words = span.of(passage.text).strip() if span else ""
    if not words or words == passage.text.strip() or passage.text.count(words) != 1:
        return Chosen(passage)
    start = passage.text.index(words)
    return Chosen(passage, Span(start, start + len(words)))


def deciding(evidence: Evidence) -> Span | None:
    """The words of a passage that are offered for citing: whole sentences, those that come closest to the claim with
    what differs in them, or what the shown stance rests on, and near by the figures that were compared. None where
    nothing stands out."""
    judgement = evidence.judgement
    exact = judgement.exact if judgement.shown else None
    matters = exact or excerpt(evidence).exact
    if not matters.of(evidence.passage.text).strip():
        return None
    return in_sentences(evidence, matters, _LONGEST)


@dataclass(slots=True)
class Pending:
    """What is chosen for one claim. ``taken`` are passages found by hand, numbered behind the machine's."""

    cited: dict[str, Chosen] = field(default_factory=dict)  # by the passage's id, in the order chosen
    attribution: Attribution | None = None
    note: str = ""
    taken: list[Evidence] = field(default_factory=list)
    rank: int = 1  # of the evidence last looked at

    @property
    def requests(self) -> list[str]:
        return [one.request for one in self.cited.values()]

    @property
    def work(self) -> dict[str, Any] | None:
        """What would be lost if the lease ran out; None if nothing would."""
        places = [[one.passage.id, *(one.span or (None, None))] for one in self.cited.values()]
        made = {"note": self.note, "cite": self.requests, "places": places, "attribution": self.attribution}
        return {key: value for key, value in made.items() if value} or None


def beside_claim(claim: str, passage: Passage, number: int, similarity: float | None) -> Evidence:
    """A passage found by hand, with what it shares with the claim and where it differs."""
    from factcheck import comparison  # takes long to load

    compared = comparison.compare(claim, passage.text, None, passage.published)
    judgement = StanceJudgement(Stance.NEUTRAL, 0.0, _BASIS, comparison=compared)
    return Evidence(passage, number, similarity or 0.0, similarity, None, judgement)


def numbered(
    shown: Sequence[Evidence], pending: Pending, claim: str, passage: Passage, similarity: float | None
) -> int:
    """The number that a passage has among those shown, behind the others if it is new there."""
    for number, one in enumerate(shown, start=1):
        if one.passage.id == passage.id:
            return number
    number = len(shown) + 1
    pending.taken.append(beside_claim(claim, passage, number, similarity))
    return number
