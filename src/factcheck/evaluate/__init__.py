"""Quotations beside a gold file: ``read_gold``, ``extract_all``, ``score``, ``worth_of_rules``.

Invariant: what is scored is what ``quotes.extract`` returns; the measures share no code with the
rules they judge, and the same gold and rules give the same figures, intervals included.
"""

from __future__ import annotations

from factcheck.evaluate.quotes.gold import GoldDocument, GoldQuotation, read_gold
from factcheck.evaluate.quotes.items import Convention
from factcheck.evaluate.quotes.scores import FIGURES, SHARES, Scores, Tally, score
from factcheck.evaluate.quotes.worth import RuleWorth, extract_all, worth_of_rules

__all__ = [
    "FIGURES",
    "SHARES",
    "Convention",
    "GoldDocument",
    "GoldQuotation",
    "RuleWorth",
    "Scores",
    "Tally",
    "extract_all",
    "read_gold",
    "score",
    "worth_of_rules",
]
