"""Quotations beside a gold file: ``read_gold``, ``run``, ``score``; ``worth_of_rules`` does it again without each rule.

Invariant: the measures share no code with the rules they judge.
"""

from __future__ import annotations

from factcheck.evaluate.quotes.extraction import run
from factcheck.evaluate.quotes.gold import GoldDocument, GoldQuotation, read_gold
from factcheck.evaluate.quotes.items import Convention
from factcheck.evaluate.quotes.scores import FIGURES, SHARES, Scores, Tally, score
from factcheck.evaluate.quotes.worth import RuleWorth, worth_of_rules

__all__ = [
    "FIGURES",
    "SHARES",
    "Convention",
    "GoldDocument",
    "GoldQuotation",
    "RuleWorth",
    "Scores",
    "Tally",
    "read_gold",
    "run",
    "score",
    "worth_of_rules",
]
