"""The words that numbers are written with: cardinals, scales, ranks and parts. Data only, all lower case.

Invariant: a word stands for one number in a table, whatever it means beside other words.
"""

from __future__ import annotations

SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
FRACTIONS = {
    word: 1 / parts
    for parts, words in enumerate(
        """half halves, third thirds, quarter quarters, fifth fifths, sixth sixths, seventh sevenths, eighth eighths,
        ninth ninths, tenth tenths""".split(","),
        start=2,
    )
    for word in words.split()
}
