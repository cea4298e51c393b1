"""From a long ranked list to the few passages a person is shown.

Invariant: those shown come from different groups of copies and keep the order of the list, but for
one place that may be kept for what speaks against the others; equals go by date, then by corpus order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.domain import Passage, Stance, StanceJudgement
from factcheck.evidence import copies

POOL = 15  # groups of copies that are judged, to keep a place for counter-evidence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, by its key: its score, its cosine with the claim, its place in the full-text list (1 is best) if it
    is there, and the keys of its copies."""

    key: int
    score: float
    similarity: float
    lexical_rank: int | None
    copies: tuple[int, ...] = ()


def ordered(candidates: Sequence[Candidate], later: Collection[int]) -> list[Candidate]:
    """Best first; of equals what was known when the claim was made, then what is first in the corpus."""
    return sorted(candidates, key=lambda one: (-one.score, one.key in later, one.key))


def grouped(
    candidates: Sequence[Candidate], passages: Mapping[int, Passage], later: Collection[int]
) -> list[Candidate]:
    """One candidate for each of the first POOL groups of copies, at the place of its best, with the others' keys
    as ``copies``."""
    groups = copies.grouped((passages[one.key].text for one in candidates), POOL)
    late = [one.key in later for one in candidates]
    found = []
    for group in groups:
        head = copies.leader(group, late)
        others = tuple(candidates[place].key for place in group if place != head)
        found.append(replace(candidates[head], score=candidates[group[0]].score, copies=others))
    return found


def shown(judgements: Sequence[StanceJudgement], witness: Sequence[bool], count: int) -> tuple[list[int], bool]:
    """The places of the passages to show, and whether the last of them is there as counter-evidence.

    The first ``count``; but if none of those that can bear anything out (``witness``) differs from the claim so that
    it contradicts it, or all of them that take a side do, the first further one that takes the other side gets the
    place of the last that takes none.
    """
    first = list(range(min(count, len(judgements))))
    sides = {judgements[place].shown for place in first if witness[place]} - {None}
    missing = Stance.SUPPORTS if sides == {Stance.CONTRADICTS} else Stance.CONTRADICTS
    if missing in sides or len(first) < 2:
        return first, False
    further = range(len(first), len(judgements))
    other = next((place for place in further if witness[place] and judgements[place].shown is missing), None)
    if other is None:
        return first, False
    idle = (place for place in reversed(first) if not witness[place] or judgements[place].shown is None)
    first.remove(next(idle, first[-1]))
    return [*first, other], True
