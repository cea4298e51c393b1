"""Which rules there are, and which of them a claim meets.

Invariant: each flag names its rule and says what was found. Without a file of rules every new claim is flagged, and the
gravest reason comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factcheck.domain import Article, Flag
from factcheck.flagging.flag_rule import FlagRule
from factcheck.flagging.usual import CHECK_WORTHY, DEFAULT
from factcheck.report.model import ClaimReport
from factcheck.report.plain import one_line

__all__ = ["CHECK_WORTHY", "DEFAULT", "FlagRule", "flags_of", "read_rules"]


def read_rules(path: str | Path) -> tuple[FlagRule, ...]:
    """The rules of a TOML file, in its order; those of ``DEFAULT`` if it only says who is told.

    Raises UsageError, which names the file, the line and the remedy, and InputError for a file that cannot be read.
    """
    from factcheck.flagging.rules_file import read

    return read(path).rules or DEFAULT


def flags_of(rules: Sequence[FlagRule], item: ClaimReport, article: Article) -> tuple[Flag, ...]:
    """The rules that a claim of ``article`` meets, in their order, each with what was found."""
    found = ((rule.name, rule.met(item, article)) for rule in rules)
    return tuple(Flag(name, one_line(why)) for name, why in found if why)
