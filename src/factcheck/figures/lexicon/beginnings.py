"""Every word that a figure can begin with, if it does not begin with a digit or a sign. Data only, all lower case.

Invariant: a word that is not here begins no figure, so that most words of a text are passed over at a glance.
"""

from __future__ import annotations

from factcheck.figures.lexicon import bounds, money, movement, quantities, times
from factcheck.language.calendar import DECADES, MONTHS, SEASONS, WEEKDAYS
from factcheck.language.numbers import FRACTIONS, ORDINALS, SMALL, TENS

BEGINNINGS: frozenset[str] = frozenset().union(
    *(SMALL, TENS, ORDINALS, FRACTIONS, quantities.VULGAR, quantities.VAGUE, quantities.TENS_OF, movement.MULTIPLIERS),
    *(MONTHS, WEEKDAYS, SEASONS, DECADES, bounds.BEFORE_DATES, times.DAYS_AWAY, times.STEPS),
    *(money.CURRENCY_PREFIXES, (code.lower() for code in money.CURRENCY_CODES)),
    "a an several few mid early late earlier later start beginning end no number by in rs minus q".split(),
)
