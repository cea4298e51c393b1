"""How often a judge is right, and from where on it may be believed.

Invariant: a side is shown as sure only from a probability on at which it was right often enough, as often as the sides
are on a desk; with too few pairs to tell, none is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from factcheck import stance, store
from factcheck.desk import standing
from factcheck.domain import Comparison, Judge, Opinion, Progress, Question, Stance, StanceJudgement, Verdict
from factcheck.errors import InputError
from factcheck.evaluate.stance import STANCE_OF, StanceScores, best_temperature, judged_pairs, score
from factcheck.stance.measured import NEVER, SIDES, UNMEASURED, Measurement, write_measurement
from factcheck.stance.pairs import Pair, read_pairs
from factcheck.stance.showing import shown
from factcheck.stance.windows import STANCES

if TYPE_CHECKING:
    from factcheck.store import Source

RIGHT = 0.85  # how often what is shown as sure must be right
FEWEST = 10  # right answers of a side that its threshold must rest on
FEWEST_PAIRS = 30
# How often each stance is right of the pairs of claim and passage on a desk: of 1,895 labelled ones of 16 articles. In
# other shares contradictions would look surer than they are.
DESK_SHARES: Mapping[Stance, float] = {Stance.SUPPORTS: 0.49, Stance.CONTRADICTS: 0.16, Stance.NEUTRAL: 0.35}
_EXAMPLES = "judge_examples.jsonl"
_CHUNK = 32  # pairs between two words on how far it is


@runtime_checkable
class Measurable(Protocol):
    """A judge that can be told how sure to be. ``kept`` is the folder for what is measured of it."""

    kept: Path
    fingerprint: str

    def measure_with(self, found: Measurement) -> None: ...


@dataclass(frozen=True, slots=True)
class Side:
    """One side from ``threshold`` on: NEVER, with why, if it is not to be shown. ``share`` of its true pairs is shown,
    ``precision`` is weighed by DESK_SHARES."""

    threshold: float
    said: int = 0
    right: int = 0
    precision: float = 0.0
    share: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """``pairs`` counts those measured by where they are from; ``dropped`` had no valid answer. ``kept`` is the file
    with what was measured, None for a judge that brings its own figures."""

    judge: str
    pairs: Mapping[str, int]
    dropped: int
    temperature: float
    scores: StanceScores
    sides: Mapping[Stance, Side]
    kept: Path | None


def examples() -> list[Pair]:
    """The labelled pairs that come with factcheck, invented for this."""
    place = resources.files("factcheck.evaluate").joinpath(_EXAMPLES)
    with resources.as_file(place) as path:
        return [item for item in read_pairs(path) if not isinstance(item, InputError)]


def desk_pairs(source: Source) -> list[Pair]:
    """A claim with each passage that its verdict rests on, which bears it out if *supported* and else denies it."""
    touched = dict.fromkeys(entry.claim_id for entry in store.dossier.entries(source) if entry.claim_id)
    stands = [one.decision for one in standing.claims(source, touched).values() if not one.problems]
    decided = [one for one in stands if one and one.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED)]
    passages = store.dossier.passages_by_id(source, (each.passage_id for one in decided for each in one.citations))
    pairs: dict[tuple[str, str], Pair] = {}
    for decision in decided:
        claim, _ = store.dossier.claim(source, decision.claim_id)
        written = store.dossier.article(source, claim.article_id).published
        for citation in decision.citations:
            if passage := passages.get(citation.passage_id):
                name = f"{claim.id}/{passage.id}"
                pairs[claim.text, passage.text] = Pair(
                    name, claim.text, passage.text, decision.verdict, written, passage.published
                )
    return list(pairs.values())


def measure(judge: Judge, pairs: Sequence[Pair], progress: Progress) -> Measured:
    """How often ``judge`` is right on labelled ``pairs``, and from which probability on it may be believed; what can be
    told how sure to be is told, and that is kept.

    Temperature: Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks", ICML 2017.
    """
    temperature = 1.0
    if isinstance(judge, Measurable):
        judge.measure_with(UNMEASURED)
        temperature = _temperature(judge, pairs, progress)
        judge.measure_with(Measurement(temperature, UNMEASURED.sure, len(pairs), judge.fingerprint))
    said = list(_judged(judge, pairs, progress))
    answered = [(pair, one) for pair, one in zip(pairs, said, strict=True) if not _dropped(one)]
    kept_pairs, judgements = [pair for pair, _ in answered], [one for _, one in answered]
    if not judgements:
        raise InputError(f"{judge.name} gave no answer that can be used, so nothing was measured.")
    sides = {side: _side(side, kept_pairs, judgements) for side in SIDES}
    kept = None
    if isinstance(judge, Measurable):
        sure = {side: found.threshold for side, found in sides.items()}
        found = Measurement(temperature, sure, len(kept_pairs), judge.fingerprint)
        judge.measure_with(found)
        kept = write_measurement(judge.kept, found)
    counts = Counter("examples" if pair.id.startswith("example-") else "the desk's verdicts" for pair in kept_pairs)
    scores = score(judged_pairs(kept_pairs, judgements))
    return Measured(judge.name, counts, len(pairs) - len(answered), temperature, scores, sides, kept)


def _temperature(judge: Judge, pairs: Sequence[Pair], progress: Progress) -> float:
    opinions: list[Opinion | None] = []
    for chunk in _chunks(judge.name, pairs, progress):
        opinions += judge.judge(chunk)
    answered = [(pair, one) for pair, one in zip(pairs, opinions, strict=True) if one and pair.label]
    if not answered:
        return 1.0
    gold = np.array([STANCES.index(STANCE_OF[pair.label]) for pair, _ in answered if pair.label])
    return best_temperature(gold, np.array([[one.probabilities[each] for each in STANCES] for _, one in answered]))


def _judged(judge: Judge, pairs: Sequence[Pair], progress: Progress) -> Iterator[StanceJudgement]:
    for chunk in _chunks(judge.name, pairs, progress):
        yield from stance.judge(chunk, judge)


def _chunks(name: str, pairs: Sequence[Pair], progress: Progress) -> Iterator[list[Question]]:
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        yield [pair.question for pair in chunk]
        progress(f"measuring {name}", start + len(chunk), len(pairs))


def _dropped(judged: StanceJudgement) -> bool:
    return bool(judged.reasons) and judged.reasons[0].startswith(f"{stance.NOT_JUDGED}:")


def _may_be_shown(judged: StanceJudgement, side: Stance) -> bool:
    """Whether only the judge's doubts could keep ``side`` from being shown."""
    return shown(judged.scores or {}, judged.comparison or Comparison(), {side: 0.0}) is side


def _side(side: Stance, pairs: Sequence[Pair], judgements: Sequence[StanceJudgement]) -> Side:
    """The least probability from which on ``side`` is right often enough, and what is left there."""
    gold = [STANCE_OF[pair.label] for pair in pairs if pair.label]
    counts = Counter(gold)
    if len(gold) < FEWEST_PAIRS or counts[side] < FEWEST:
        return Side(NEVER, why=f"too few pairs: {len(gold)}, {counts[side]} of them {side}")
    weights = {each: DESK_SHARES[each] / counts[each] for each in counts}
    said = sorted(
        (
            (one.probability, label)
            for one, label in zip(judgements, gold, strict=True)
            if one.stance is side and _may_be_shown(one, side)
        ),
        key=lambda one: one[0],
    )
    best = Side(NEVER, why=f"right less than {RIGHT:.0%} of the time, or in fewer than {FEWEST} cases")
    for threshold in sorted({chance for chance, _ in said}, reverse=True):
        labels = [label for chance, label in said if chance >= threshold]
        right = labels.count(side)
        precision = right * weights[side] / sum(weights[label] for label in labels)
        if right >= FEWEST and precision >= RIGHT:
            best = Side(threshold, len(labels), right, precision, right / counts[side])
    return best
