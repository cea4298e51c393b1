"""One rule of what is worth a person's time.

Invariant: a rule is met where all its conditions are and none of its exceptions is, and says what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from factcheck.domain import Article
from factcheck.flagging import conditions
from factcheck.flagging.conditions import Values
from factcheck.report.model import ClaimReport


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A rule by its name. ``wants`` must hold as a whole, of ``exceptions`` nothing."""

    name: str
    wants: Values
    exceptions: Values = field(default_factory=dict)

    def met(self, item: ClaimReport, article: Article) -> str:
        """What was found that meets the rule, in words; "" where it is not met."""
        if conditions.any_met(self.exceptions, item, article):
            return ""
        return conditions.found(self.wants, item, article)
