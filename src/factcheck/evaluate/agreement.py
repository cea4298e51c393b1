"""How often two people who decided the same claims agreed: raw, Cohen's κ, Krippendorff's α.

Invariant: what is compared is the last answer that the first gave before the second came, and the second's first one;
what either said after he could know the other's changes no figure. An answer that was undone counts for nothing. A
figure that says nothing is None and its ``remark`` says why; there is no NaN.

The coefficients are those of NLTK. Sources: Cohen, "A coefficient of agreement for nominal scales", Educational and
Psychological Measurement 20 (1960); Krippendorff, "Content analysis" (4th ed. 2018), chapter 12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import standing
from factcheck.domain import Action, Decision, DecisionKind, LogEntry
from factcheck.evaluate import intervals
from factcheck.evaluate.intervals import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.store import Source

QUESTIONS = ("attribution", "substance")


@dataclass(frozen=True, slots=True)
class Twice:
    """A claim that two people decided, and what an editor made of it where they disagreed."""

    claim_id: str
    article_id: str
    text: str
    first: Decision
    second: Decision
    editor: Decision | None = None
    blind: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """Both names, in alphabetical order."""
        one, other = sorted((self.first.by, self.second.by))
        return one, other

    def answers(self, question: str) -> tuple[str, str] | None:
        """Both answers, in the order of ``pair``; None where either gave none."""
        first, second = (answer(made, question) for made in (self.first, self.second))
        if first is None or second is None:
            return None
        return (first, second) if self.first.by == self.pair[0] else (second, first)

    @property
    def disputed(self) -> tuple[str, ...]:
        """The questions that the two answered differently."""
        return tuple(name for name in QUESTIONS if answer(self.first, name) != answer(self.second, name))


@dataclass(frozen=True, slots=True)
class Measure:
    """How far two answers to one question agree over ``claims`` claims. ``kappa`` is of two people, not of a desk;
    ``alpha`` has the ends of its 95 % interval. ``remark`` says why a figure is None."""

    question: str
    claims: int
    agreed: int
    kappa: float | None = None
    alpha: Estimate | None = None
    remark: str = ""

    @property
    def raw(self) -> float | None:
        """The share of claims that were answered alike, 0 to 1."""
        return self.agreed / self.claims if self.claims else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of a desk, of each pair of its people, and where they disagreed."""

    since: date | None
    until: date | None
    claims: int
    blind: int
    desk: tuple[Measure, ...]
    pairs: dict[tuple[str, str], tuple[Measure, ...]]
    disagreements: tuple[Twice, ...]


def answer(made: Decision, question: str) -> str | None:
    """What a decision answers to a question."""
    found = made.attribution if question == "attribution" else made.verdict
    return found.value if found else None


# -- what two people decided --------------------------------------------------------------


def twice_decided(source: Source) -> list[Twice]:
    """Every claim that two people decided, once for each time that they did, by article and place."""
    ids = store.queue.checked_twice(source)
    about: dict[str, list[LogEntry]] = {claim_id: [] for claim_id in ids}
    for entry in store.dossier.entries(source, ids):
        about[entry.claim_id or ""].append(entry)
    claims = sorted(store.dossier.claims(source, ids), key=lambda found: (found[0].article_id, found[1]))
    return [
        replace(one, article_id=claim.article_id, text=claim.text)
        for claim, _ in claims
        for one in _rounds(claim.id, about[claim.id])
    ]


def _rounds(claim_id: str, entries: Sequence[LogEntry]) -> Iterator[Twice]:
    """What two people decided between one reopening, correction or overruling and the next."""
    gone, stands = standing.undone(entries), standing.of_claim(entries)
    made = {one.number: one for one in stands.decisions}
    first: Decision | None = None
    found: Twice | None = None
    for entry in entries:
        if entry.number in gone or (entry.number not in made and entry.action not in _ANEW):
            continue
        one = made.get(entry.number)
        if one is None or not one.decided:
            yield from filter(None, (found,))
            first = found = None
        elif one.answer is DecisionKind.ADJUDICATED:
            found = replace(found, editor=one) if found else None
        elif first is not None and one.answer is DecisionKind.SECOND:
            found = found or Twice(claim_id, "", "", first, one, blind=stands.blind)
        elif found is None:
            first = one
        elif one.by not in found.pair:
            yield found
            first, found = one, None
    yield from filter(None, (found,))


_ANEW = frozenset({Action.STALE, Action.CORRECTED})


# -- figures ------------------------------------------------------------------------------


def measure(
    twice: Sequence[Twice],
    *,
    since: date | None = None,
    until: date | None = None,
    pair: tuple[str, str] | None = None,
) -> Agreement:
    """The agreement on what was decided by a second person from ``since`` to ``until`` (both days count), by a
    ``pair`` alone if one is named."""
    first, last = since.isoformat() if since else "", until.isoformat() if until else "9999"
    chosen = [
        one
        for one in twice
        if first <= one.second.at[:10] <= last and (pair is None or one.pair == tuple(sorted(pair)))
    ]
    pairs = sorted({one.pair for one in chosen})
    return Agreement(
        since=since,
        until=until,
        claims=len(chosen),
        blind=sum(one.blind for one in chosen),
        desk=tuple(_measure(name, chosen) for name in QUESTIONS),
        pairs={
            names: tuple(_measure(name, [one for one in chosen if one.pair == names]) for name in QUESTIONS)
            for names in pairs
        },
        disagreements=tuple(one for one in chosen if one.disputed),
    )


def _measure(question: str, twice: Sequence[Twice]) -> Measure:
    both = [given for one in twice if (given := one.answers(question))]
    agreed = sum(one == other for one, other in both)
    plain = Measure(question, len(both), agreed)
    if not both:
        return replace(plain, remark="no claim was answered by two people")
    if len({label for given in both for label in given}) == 1:
        return replace(
            plain, remark=f"every answer was {both[0][0]}: without another, chance agrees as often as people"
        )
    alone = len({one.pair for one in twice}) == 1
    task = _task(both)
    alpha = replace(intervals.estimate(len(both), _alphas(both)), value=float(task.alpha()))
    remark = "" if alone else "Cohen's κ is of two people: see the pairs"
    return replace(plain, kappa=float(task.kappa()) if alone else None, alpha=alpha, remark=remark)


def _task(both: Sequence[tuple[str, str]]):  # type: ignore[no-untyped-def]  # NLTK has no types
    from nltk.metrics.agreement import AnnotationTask

    return AnnotationTask(
        [(who, place, label) for place, given in enumerate(both) for who, label in zip("ab", given, strict=True)]
    )


def _alphas(both: Sequence[tuple[str, str]]) -> intervals.Statistic:
    """Krippendorff's α of weighted claims: what NLTK computes, for a thousand draws at once. A draw in which all
    answers are one says nothing of agreement and counts as 0."""
    import numpy as np

    labels = sorted({label for given in both for label in given})
    counts = np.array([[Counter(given)[label] for label in labels] for given in both], dtype=np.float64)
    differ = np.array([one != other for one, other in both], dtype=np.float64)

    def alphas(weights: NDArray[np.int64]) -> NDArray[np.float64]:
        answers = weights @ counts
        all_of_them = answers.sum(axis=1)
        unlike = all_of_them**2 - (answers**2).sum(axis=1)
        observed = 2 * (weights @ differ) * (all_of_them - 1)
        found: NDArray[np.float64] = np.where(unlike > 0, 1 - observed / np.maximum(unlike, 1), 0.0)
        return found

    return alphas
