"""Whether a sentence of the passage tells of another time than the claim.

Invariant: a date that is set beside another ("compared with 2018") says nothing of when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from factcheck.comparison.contexts import figures_of, is_date
from factcheck.domain import Span
from factcheck.figures import Figure, Relation, compare
from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.scope import SETS_AGAINST

_DAYS = frozenset((*WEEKDAYS, *MONTHS))
_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")
_A_YEAR, _A_MONTH = 366, 32  # days
_BACK = 24  # characters looked at before a date


def is_set_against(text: str, span: Span) -> bool:
    """Whether what stands before a date compares with it or bounds a stretch: "the most since 2003"."""
    before = re.findall(r"\w+", text[max(span.start - _BACK, 0) : span.start].lower())[-2:]
    return any(word in SETS_AGAINST for word in before)


@lru_cache(maxsize=1 << 12)  # asked for each figure and each clause of the claim
def tells_of_another_time(
    claim: str, passage: str, sentence: Span, claim_date: date | None, passage_date: date | None
) -> bool:
    """Whether ``sentence`` of the passage has a date that is none of the claim's; of a claim without dates, one that
    lies more than a year off, as the passage itself may."""
    ours, theirs = _named_days(claim, Span(0, len(claim))), _named_days(passage, sentence)
    if any(mine and other and not mine & other for mine, other in zip(ours, theirs, strict=True)):
        return True
    when = [each for each in figures_of(claim, claim_date) if is_date(each)]
    for each in figures_of(passage, passage_date):
        if not is_date(each) or not sentence.contains(each.span) or is_set_against(passage, each.span):
            continue
        if when and not any(compare(each, other).relation is not Relation.DIFFERS for other in when):
            return True
        if not when and claim_date is not None and _years_apart(each, claim_date):
            return True
    return not when and claim_date is not None and passage_date is not None and _far(passage_date, claim_date)


@lru_cache(maxsize=1 << 12)
def _named_days(text: str, within: Span) -> tuple[frozenset[str], frozenset[str]]:
    """The weekdays and the months that a stretch names, but for those it compares with."""
    found = {
        day
        for match in _CAPITAL.finditer(text, within.start, within.end)
        if (day := match.group().lower()) in _DAYS and not is_set_against(text, Span(*match.span()))
    }
    return frozenset(found & WEEKDAYS.keys()), frozenset(found & MONTHS.keys())


def _years_apart(figure: Figure, day: date) -> bool:
    return figure.start is not None and _far(figure.start, day)


def _far(one: date, other: date) -> bool:
    return abs((one - other).days) > _A_YEAR


def days_differ(when: Sequence[Figure], claim_date: date | None, passage_date: date | None) -> bool:
    """Whether the passage was written on none of the days of which the claim tells, nor on that of the claim."""
    if passage_date is None:
        return False
    days = [(one.start, one.end) for one in when if one.start and one.end and (one.end - one.start).days < _A_MONTH]
    if days:
        return not any(start <= passage_date <= end for start, end in days)
    return claim_date is not None and claim_date != passage_date
