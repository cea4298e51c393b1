"""What each rule is worth: what the figures are without it.

Invariant: the rules are those of the table, and each is switched off by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from factcheck.evaluate.quotes.extraction import run
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.items import Convention
from factcheck.evaluate.quotes.scores import Scores, score
from factcheck.quotes import RULES


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What the figures are ``without`` a rule that made ``fired`` quotations with all rules on."""

    name: str
    fired: int
    without: Scores


def worth_of_rules(
    documents: Sequence[GoldDocument], without: Collection[str] = (), convention: Convention | None = None
) -> Iterator[RuleWorth]:
    """Each rule switched off by itself, besides those of ``without``."""
    found = run(documents, without)
    fired = Counter(quotation.rule for quotations in found for quotation in quotations)
    names = [rule.name for rule in RULES if rule.name not in without]
    for name in names:
        yield RuleWorth(name, fired[name], score(documents, run(documents, {*without, name}), convention))
