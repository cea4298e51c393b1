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
# The same in German, Dutch, French, Spanish, Portuguese and Italian, for dates alone: "mars" is a planet elsewhere.
FOREIGN_MONTHS = {
    name: number
    for number, names in enumerate(
        """januar jänner januari janvier enero janeiro gennaio, februar feber februari février fevrier febrero
        fevereiro febbraio, märz maerz maart mars marzo março marco, avril abril aprile, mai mei mayo maio
        maggio, juni juin junio junho giugno, juli juillet julio julho luglio, augustus août aout agosto,
        septembre septiembre setembro settembre, oktober okt octobre octubre outubro ottobre, novembre noviembre
        novembro, dezember dez décembre decembre diciembre dezembro dicembre""".split(","),
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

MONTH_NAMES = {number: name for name, number in reversed(MONTHS.items())}  # in full
