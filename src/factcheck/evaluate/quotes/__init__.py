"""Quotations beside a gold file: ``read_gold``, ``run``, ``score``; ``worth_of_rules`` does it again without each rule.

Beside findings of an earlier run that a person labelled: ``read_labelled``, ``run``, ``score_labelled``.

Invariant: the measures share no code with the rules they judge.
"""

from __future__ import annotations

from factcheck.evaluate.quotes.extraction import run
from factcheck.evaluate.quotes.gold import GoldDocument, GoldQuotation, read_gold
from factcheck.evaluate.quotes.items import Convention
from factcheck.evaluate.quotes.labelled import Labelled, LabelledDocument, NameLabel, SpanLabel, read_labelled
from factcheck.evaluate.quotes.labelled_scores import (
    LABELLED_FIGURES,
    Departure,
    DocumentOutcome,
    LabelledScores,
    score_labelled,
)
from factcheck.evaluate.quotes.scores import FIGURES, SHARES, Scores, Tally, score
from factcheck.evaluate.quotes.worth import RuleWorth, worth_of_rules

__all__ = [
    "FIGURES",
    "LABELLED_FIGURES",
    "SHARES",
    "Convention",
    "Departure",
    "DocumentOutcome",
    "GoldDocument",
    "GoldQuotation",
    "Labelled",
    "LabelledDocument",
    "LabelledScores",
    "NameLabel",
    "RuleWorth",
    "Scores",
    "SpanLabel",
    "Tally",
    "read_gold",
    "read_labelled",
    "run",
    "score",
    "score_labelled",
    "worth_of_rules",
]
