"""Words and signs that make or multiply a number, beside those of ``language.numbers``. Data only, all lower case.

Invariant: what stands for a range ("dozens") is in a table of its own, apart from what stands for one number.
"""

from __future__ import annotations

from factcheck.language.numbers import SCALES

GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12}
GROUPS = {"dozen": 12.0, "score": 20.0, **SCALES}
TOGETHER = {"couple": 2.0, "pair": 2.0, "duo": 2.0, "trio": 3.0, "quartet": 4.0}  # "a couple", "a pair of"
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}

VAGUE = {"dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
TENS_OF = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}

WHOLES = frozenset({*range(2, 11), 12, 15, 20, 25, 30, 50, 100, 1000, 10_000, 100_000, 1_000_000})  # "one in five"
BEHIND_HALF = frozenset("of the its their all".split())
# What half of may be had: "half an hour", "three quarters of a mile".
MEASURED = frozenset(
    """second minute hour day week month year decade century mile kilometre kilometer metre meter inch foot acre hectare
    pound kilo kilogram tonne ton ounce litre liter pint gallon percent""".split()
)
