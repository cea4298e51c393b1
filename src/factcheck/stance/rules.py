"""Stance from what a reader can check: a logistic regression over words, figures, denials and the claim's parts.

Invariant: a function of the two texts and their dates alone; each feature is named, and what it rests on is shown
beside the passage.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypedDict

from factcheck.comparison import compare
from factcheck.comparison.reading import EvidenceReading, read_question
from factcheck.domain import Aspect, Comparison, Likeness, Opinion, Question, Span, Stance, Standing
from factcheck.stance.windows import STANCES

RULES = "rules"  # the basis of a judgement made without a model
_WORDLESS = Opinion({each: float(each is Stance.NEUTRAL) for each in STANCES}, Span(0, 0), stance=Stance.NEUTRAL)
_YEAR = 365  # days
SHIPPED = Path(__file__).with_name("rules.json")

FEATURES = (
    "coverage",
    "passage coverage",
    "words missing",
    "focus",
    "length of the claim",
    "length of the passage",
    "passage is later",
    "age",
    "figures agree",
    "figures compatible",
    "figures differ",
    "figures perhaps differ",
    "figures missing",
    "denied on one side",
    "opposite word",
    "claim rejected",
    "points differ: figures",
    "points differ: dates",
    "points differ: names",
    "points surely differ",
    "parts borne out",
    "parts spoken against",
    "parts mentioned",
    "parts absent",
    "number of parts",
)


class Table(TypedDict):
    """``weights`` has a row for each of STANCES: a bias, then one weight for each feature. ``sure`` has the least
    probability of *supports* from which it may be shown."""

    weights: list[list[float]]
    sure: dict[str, float]


def features(question: Question, reading: EvidenceReading, comparison: Comparison) -> list[float]:
    """The values of FEATURES: shares in 0..1, logarithms of lengths, small counts."""
    claim_date, passage_date = question.claim_date, question.passage_date
    return [
        reading.coverage,
        reading.passage_coverage,
        len(reading.missing) / 10,
        reading.focus,
        math.log1p(reading.claim_words),
        math.log1p(reading.passage_words),
        float(bool(claim_date and passage_date and passage_date > claim_date)),
        min(1.0, max(-1.0, reading.age / _YEAR)),
        *_figures(reading),
        float(bool(reading.negated)),
        float(bool(reading.opposed)),
        float(bool(reading.rejection)),
        *(_differing(comparison, aspect) for aspect in (Aspect.FIGURE, Aspect.DATE, Aspect.NAME)),
        float(min(2, len(comparison.against))),
        *_parts(comparison),
    ]


def _figures(reading: EvidenceReading) -> list[float]:
    """Of the claim's figures, the shares that agree, are compatible, differ surely or perhaps, and are missing."""
    groups = (reading.agreeing, reading.compatible, reading.differing, reading.perhaps_differing, reading.unmatched)
    return [len(group) / max(1, len(reading.comparisons)) for group in groups]


def _differing(comparison: Comparison, aspect: Aspect) -> float:
    return float(min(2, sum(point.aspect is aspect for point in comparison.of(Likeness.DIFFERS))))


def _parts(comparison: Comparison) -> list[float]:
    parts = max(1, len(comparison.facts))
    found = [sum(fact.standing is standing for fact in comparison.facts) / parts for standing in Standing]
    return [*found, float(min(5, len(comparison.facts)))]


@cache
def table(path: Path = SHIPPED) -> Table:
    """The fitted weights; ``training/stance_model`` makes them and says how."""
    loaded: Table = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def probabilities(inputs: Sequence[float], weights: Table) -> dict[Stance, float]:
    """The probability of each stance, from the values of FEATURES; they sum to 1."""
    scores = [
        sum(weight * value for weight, value in zip(row, (1.0, *inputs), strict=True)) for row in weights["weights"]
    ]
    largest = max(scores)
    odds = [math.exp(score - largest) for score in scores]
    return {stance: odd / sum(odds) for stance, odd in zip(STANCES, odds, strict=True)}


def chances(question: Question, weights: Table | None = None, *, figures: bool = True) -> dict[Stance, float]:
    """What the rules say of a question; without ``figures`` as if neither text had any. ``weights``: those shipped."""
    reading = read_question(question)
    if reading is None:
        return dict(_WORDLESS.probabilities)
    comparison = compare(question.claim, question.passage, question.claim_date, question.passage_date)
    if not figures:
        reading = replace(reading, comparisons=())
        points = tuple(point for point in comparison.points if point.aspect not in (Aspect.FIGURE, Aspect.DATE))
        comparison = replace(comparison, points=points)
    return probabilities(features(question, reading, comparison), weights or table())


def likeliest(chances: Mapping[Stance, float]) -> Stance:
    """The stance with the highest probability; of equals the one that claims least."""
    return max((Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS), key=lambda one: chances[one])


class RuleJudge:
    """The rules as a Judge. What they say is final: they have compared the figures."""

    name = RULES
    remote = False

    def __init__(self, weights: Table | None = None) -> None:
        self._weights = weights or table()
        self.sure: Mapping[Stance, float] = {Stance(name): least for name, least in self._weights["sure"].items()}

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        return [self._opinion(one) for one in questions]

    def _opinion(self, question: Question) -> Opinion:
        reading = read_question(question)
        if reading is None:
            return _WORDLESS
        found = chances(question, self._weights)
        return Opinion(found, reading.sentence, stance=likeliest(found))
