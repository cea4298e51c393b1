"""Figures of a desk's cases: each a number of things that are so, of those that could be.

Invariant: every figure is a ratio of sums over a reader's claims, which are what the intervals draw from; where nothing
could be so, there is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from factcheck.domain import Evidence, Stance, Verdict
from factcheck.evaluate.desk.outcomes import Outcome, said
from factcheck.evaluate.intervals import Estimate, estimate
from factcheck.evaluate.quotes.pairing import same_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DECIDED = (Verdict.SUPPORTED, Verdict.CONTRADICTED)
_OTHER = {Stance.SUPPORTS: Stance.CONTRADICTS, Stance.CONTRADICTS: Stance.SUPPORTS}

Count = Callable[[Outcome], tuple[int, int]]
"""How much of a claim's outcome is so, and how much could be."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``count`` of ``of`` things, and the share with its interval; None where ``of`` is 0."""

    count: int
    of: int
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class DeskScores:
    """``claims`` of a reader, the figures by name, how many claims were found besides, and of how many stances that
    were shown nobody knows whether they are right."""

    claims: int
    figures: Mapping[str, Ratio]
    extra: int
    unknown: int


def score(outcomes: Sequence[Outcome], extra: int) -> DeskScores:
    """The figures of some claims, at least one."""
    unknown = sum(said(one) is not None for each in outcomes for one in each.evidence if not _known(each, one))
    return DeskScores(len(outcomes), {name: _ratio(outcomes, made) for name, made in FIGURES.items()}, extra, unknown)


def _ratio(outcomes: Sequence[Outcome], made: Count) -> Ratio:
    counts = np.array([made(one) for one in outcomes], dtype=np.int64)
    so, could = (int(total) for total in counts.sum(axis=0))

    def share(weights: NDArray[np.int64]) -> NDArray[np.float64]:
        sums = weights @ counts
        # A draw without any claim that could be so says nothing: it gets the share of all.
        whole = np.full(len(sums), so / could)
        shares: NDArray[np.float64] = np.divide(sums[:, 0], sums[:, 1], out=whole, where=sums[:, 1] > 0)
        return shares

    return Ratio(so, could, estimate(len(outcomes), share) if could else None)


# -- what is counted ----------------------------------------------------------------------


def _of_claims(so: Callable[[Outcome], bool], could: Callable[[Outcome], bool] = lambda _: True) -> Count:
    return lambda one: (int(could(one) and so(one)), int(could(one)))


def _said_rightly(stance: Stance) -> Count:
    def count(one: Outcome) -> tuple[int, int]:
        taken = [one.gold.stances[_note(item)] for item in one.evidence if said(item) is stance and _known(one, item)]
        return sum(each is stance for each in taken), len(taken)

    return count


def _true_and_said(stance: Stance) -> Count:
    def count(one: Outcome) -> tuple[int, int]:
        true = [item for item in one.evidence if one.gold.stances.get(_note(item)) is stance]
        return sum(said(item) is stance for item in true), len(true)

    return count


def _gold_as_opposite(one: Outcome) -> tuple[int, int]:
    gold = [item for item in one.evidence if _note(item) in one.gold.evidence and _side(one, item)]
    return sum(said(item) is _OTHER.get(one.gold.stances[_note(item)]) for item in gold), len(gold)


def _side(one: Outcome, item: Evidence) -> bool:
    return one.gold.stances.get(_note(item)) in _OTHER


def _known(one: Outcome, item: Evidence) -> bool:
    return _note(item) in one.gold.stances


def _note(item: Evidence) -> str:
    return item.passage.document_id


def _decided(one: Outcome) -> bool:
    return one.gold.verdict in _DECIDED


def _same_speaker(one: Outcome) -> bool:
    return same_name(one.speaker, one.gold.speaker)


FIGURES: Mapping[str, Count] = {
    "claims found": _of_claims(lambda one: one.found),
    "speakers right": _of_claims(_same_speaker, lambda one: one.found),
    "evidence among those shown": _of_claims(
        lambda one: bool(one.shown & one.gold.evidence), lambda one: bool(one.gold.evidence)
    ),
    "the same, of claims found": _of_claims(
        lambda one: bool(one.shown & one.gold.evidence), lambda one: one.found and bool(one.gold.evidence)
    ),
    "the same, ten shown": _of_claims(
        lambda one: bool(one.wider & one.gold.evidence), lambda one: one.found and bool(one.gold.evidence)
    ),
    "supports: said rightly": _said_rightly(Stance.SUPPORTS),
    "supports: true and said": _true_and_said(Stance.SUPPORTS),
    "contradicts: said rightly": _said_rightly(Stance.CONTRADICTS),
    "contradicts: true and said": _true_and_said(Stance.CONTRADICTS),
    "gold evidence as its opposite": _gold_as_opposite,
    "suggestions right": _of_claims(lambda one: one.proposed is one.gold.verdict, _decided),
    "silent": _of_claims(lambda one: one.proposed is None, _decided),
    "opposite": _of_claims(lambda one: one.proposed not in (None, one.gold.verdict), _decided),
    "too strong": _of_claims(lambda one: one.proposed is not None, lambda one: one.gold.verdict is Verdict.UNVERIFIED),
    "right of those proposed": _of_claims(
        lambda one: one.proposed is one.gold.verdict,
        lambda one: one.proposed is not None and one.gold.verdict is not None,
    ),
}
