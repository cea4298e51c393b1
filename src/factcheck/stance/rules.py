"""Stance without a model: a small logistic regression over what a reader can check.

Invariant: *contradicts* is never said of a passage that merely speaks of something else; it
needs a cue (a differing figure, a denial, an opposite) in a sentence close to the claim.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TypedDict

from factcheck.comparison.reading import EvidenceReading, read_question
from factcheck.domain import Opinion, Question, Span, Stance
from factcheck.stance.windows import STANCES

RULES = "rules"  # the basis of a judgement made without a model
RULES_SURE: Mapping[Stance, float] = {Stance.SUPPORTS: 0.6, Stance.CONTRADICTS: 0.6}

FEATURES = (
    "coverage",
    "whole claim covered",
    "passage coverage",
    "name coverage",
    "focus",
    "figure agrees",
    "figure surely agrees",
    "figure compatible",
    "figure differs",
    "figure perhaps differs",
    "figure without counterpart",
    "denied on one side",
    "opposite word",
    "claim rejected",
)

HELD = 0.5  # the part of the claim's words that a sentence must hold to support it
SIMILAR = 0.5  # the cosine a passage must have to support, where it is known


class Table(TypedDict):
    """``weights`` has a row for each of STANCES: a bias, then one weight for each feature."""

    weights: list[list[float]]
    support_at: float
    contradict_at: float


def features(reading: EvidenceReading) -> list[float]:
    """The values of FEATURES, each in 0..1."""
    near = reading.coverage
    return [
        near,
        float(not reading.missing and near > 0),
        reading.passage_coverage,
        reading.name_coverage,
        reading.focus,
        float(bool(reading.agreeing)),
        float(bool(reading.surely_agreeing)),
        float(bool(reading.compatible)),
        float(bool(reading.differing)),
        float(bool(reading.perhaps_differing)) * near,
        float(bool(reading.unmatched)),
        float(bool(reading.negated)) * near,
        float(bool(reading.opposed)) * near,
        float(bool(reading.rejection)) * near,
    ]


@cache
def table() -> Table:
    """The fitted weights; ``training/stance_rules.py`` makes them and says how."""
    loaded: Table = json.loads(resources.files("factcheck.stance").joinpath("rules.json").read_text(encoding="utf-8"))
    return loaded


def probabilities(reading: EvidenceReading) -> dict[Stance, float]:
    """The probability of each stance; they sum to 1."""
    inputs = [1.0, *features(reading)]
    scores = [sum(weight * value for weight, value in zip(row, inputs, strict=True)) for row in table()["weights"]]
    largest = max(scores)
    odds = [math.exp(score - largest) for score in scores]
    return {stance: odd / sum(odds) for stance, odd in zip(STANCES, odds, strict=True)}


def decide(reading: EvidenceReading, similarity: float | None) -> tuple[Stance, float]:
    """The stance and the probability that it is right. Where nothing is sure: neutral.

    *Contradicts* needs a cue in a sentence that holds most of the claim. *Supports* needs a sentence
    that holds half of it without such a cue, a counterpart for the claim's figures if it has any, and
    a passage on its subject, as its similarity or the very same count shows.
    """
    chances = probabilities(reading)
    turned = reading.differing or reading.negated or reading.opposed
    if reading.turned and chances[Stance.CONTRADICTS] >= table()["contradict_at"]:
        return Stance.CONTRADICTS, chances[Stance.CONTRADICTS]
    figured = not reading.comparisons or reading.agreeing or reading.compatible
    similar = similarity is None or similarity >= SIMILAR or reading.surely_agreeing
    sound = figured and similar and reading.coverage >= HELD and not turned and not reading.rejection
    if sound and chances[Stance.SUPPORTS] >= table()["support_at"]:
        return Stance.SUPPORTS, chances[Stance.SUPPORTS]
    return Stance.NEUTRAL, chances[Stance.NEUTRAL]


class RuleJudge:
    """The rules as a Judge. What they say is final: they have compared the figures."""

    name = RULES
    sure = RULES_SURE
    remote = False

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        return [self._opinion(one) for one in questions]

    def _opinion(self, question: Question) -> Opinion:
        reading = read_question(question)
        if reading is None:  # no words
            return Opinion({each: float(each is Stance.NEUTRAL) for each in STANCES}, Span(0, 0), stance=Stance.NEUTRAL)
        stance, _ = decide(reading, question.similarity)
        return Opinion(probabilities(reading), reading.sentence, stance=stance)
