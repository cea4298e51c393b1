"""Words that tell when: the parts of the year, the week and the day. Data only, all lower case.

Invariant: a word is listed once.
"""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept,
        october oct, november nov, december dec""".split(","),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
SEASONS = frozenset("spring summer autumn fall winter".split())
DECADES = {
    word: 10 * number
    for number, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}

TIME_WORDS = frozenset({*MONTHS, *WEEKDAYS}) | frozenset(
    """today yesterday tomorrow tonight morning afternoon evening night week month year weekend earlier later ago
    recently day noon midnight""".split()
)
