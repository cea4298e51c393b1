"""A verdict that went stale, or one of two that disagree, and what it would rest on if it were made again.

Invariant: nothing is kept by itself. What a person keeps is decided anew, on words that stand in the corpus today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk.citing import citation_problem
from factcheck.desk.standing import undone
from factcheck.domain import Action, Citation, ClaimStanding, Decision, LogEntry, Passage, Span, State
from factcheck.workspace.reviewing.pending import Chosen

if TYPE_CHECKING:
    from factcheck.store import Source


@dataclass(frozen=True, slots=True)
class Former:
    """A verdict made before: ``places`` are its cited words where they stand today, ``lost`` those that do not.
    ``reworded`` says that the claim itself says something else since."""

    decision: Decision
    places: tuple[Chosen, ...] = ()
    lost: tuple[str, ...] = ()
    reworded: bool = False

    @property
    def requests(self) -> list[str]:
        """What it rests on, as ``Workspace.mark`` wants it."""
        return [place.request for place in self.places]


def former(source: Source, claim_id: str, stands: ClaimStanding) -> Former | None:
    """The verdict of a claim that is stale; None of any other."""
    made = stands.decision
    if stands.state is not State.STALE or made is None or not made.decided:
        return None
    return _resting(source, claim_id, made)


def sides(source: Source, claim_id: str, stands: ClaimStanding) -> tuple[Former, ...]:
    """The two verdicts on a claim that is disputed; none of any other."""
    if stands.state is not State.DISPUTED:
        return ()
    return tuple(_resting(source, claim_id, made) for made in (stands.decision, stands.second) if made)


def _resting(source: Source, claim_id: str, made: Decision) -> Former:
    moved = _moved(source, claim_id, made)
    known = store.dossier.passages_by_id(source, [*moved.values(), *(one.passage_id for one in made.citations)])
    found = [(one.exact, _place(one, known, moved.get(one.exact))) for one in made.citations]
    return Former(
        made,
        tuple(place for _, place in found if place),
        tuple(words for words, place in found if place is None),
        any(
            "diff" in one.content or "text" in one.content.get("changed", ()) for one in _since(source, claim_id, made)
        ),
    )


def _moved(source: Source, claim_id: str, made: Decision) -> Mapping[str, str]:
    """By cited words the passage that they stand in since their document has changed, as was entered then."""
    stale = (one for one in _since(source, claim_id, made) if one.action is Action.STALE)
    requests = [asked for one in stale for asked in one.content.get("cite", ())]
    words = {one.exact for one in made.citations}
    return {one: asked.removesuffix(f":{one}") for asked in requests for one in words if asked.endswith(f":{one}")}


def _since(source: Source, claim_id: str, made: Decision) -> list[LogEntry]:
    """What was done with the claim since, and not taken back."""
    entries = store.dossier.entries(source, [claim_id])
    gone = undone(entries)
    return [one for one in entries if one.number > made.number and one.number not in gone]


def _place(citation: Citation, known: Mapping[str, Passage], moved: str | None) -> Chosen | None:
    """Where cited words stand today: where they were cited, or else where their document has them now."""
    passage = known.get(citation.passage_id)
    if passage is not None and passage.current and not citation_problem(citation, known):
        whole = citation.exact == passage.text
        return Chosen(passage, None if whole else citation.span)
    now = known.get(moved or "")
    if now is None or not now.current or now.text.count(citation.exact) != 1:
        return None
    start = now.text.index(citation.exact)
    return Chosen(now, Span(start, start + len(citation.exact)))
