"""Units in the headings of columns, said with each bare number below: "Cost (£m)" over 3 is £3m.

Invariant: a number changes no digit, and what is no bare number is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck.figures.lexicon.money import CURRENCY_CODES, CURRENCY_SIGNS, CURRENCY_WORDS
from factcheck.figures.units import UNITS, named
from factcheck.language.numbers import SCALES

_BARE = re.compile(r"([-+−–]?\d+(?:[.,'’  ]\d+)*)(?:\s?(?:\[\w\]|[*†‡]+))?")
_SCALE = rf"(?:{'|'.join(scale for scale in SCALES if scale.isalpha())})"
_SIGN = rf"(?:[A-Z]{{1,2}})?[{re.escape(''.join(CURRENCY_SIGNS))}]"
_MONEY = rf"(?:{_SIGN}|{'|'.join(sorted(CURRENCY_CODES))})"
_UNIT = re.compile(
    rf"(?:in\s+|as\s+)?(?:(?P<percent>%|(?i:per\s?cent(?:age)?|pct)\b[^,()]{{0,30}})"
    rf"|(?P<money>{_MONEY})\s?(?:(?P<small>m|mn|mln|bn|tn|k)|(?P<scaled>(?i:{_SCALE})s?)|(?P<thousand>['’]?000s?))?"
    rf"|(?P<thousands>['’]?000s?)(?P<of>\s[^\W\d]+)?|(?P<scale>(?i:{_SCALE})s?(?:\s+of)?(?:\s[^\W\d]+){{0,2}})"
    rf"|(?P<word>[^\W\d][\w²³°/]*|°[CF]))"
)
_MARKED = re.compile(r"(?:[(\[,]\s*|\s[–—-]\s|\s(?=in\s))(?P<unit>[^()\[\],]+?)\s*[)\]]?$")


def unit_of(heading: str) -> re.Match[str] | None:
    """The unit that ``heading`` is, if it is nothing else."""
    found = _UNIT.fullmatch(heading.strip("()[] "))
    return found if found and (not found["word"] or _is_unit(found["word"])) else None


def _is_unit(word: str) -> bool:
    low = word.lower()
    return bool(named(low) or low.removesuffix("s") in CURRENCY_WORDS)


def written_with(heading: str) -> Callable[[str], str]:
    """What writes a bare number below ``heading`` with the unit that the heading has."""
    marked = _MARKED.search(heading)
    unit = (unit_of(marked["unit"]) if marked else None) or _whole(heading) or _sign_at_end(heading)
    if unit is None:
        return str

    def written(value: str) -> str:
        bare = _BARE.fullmatch(value)
        return _written(value, bare[1], unit) if bare else value

    return written


def _whole(heading: str) -> re.Match[str] | None:
    """The unit that a whole heading is: "%", "Tonnes"; "Year" and "Month" say what stands below."""
    found = unit_of(heading)
    if found and (word := found["word"]):
        unit = UNITS.get(named(word.lower()))
        return found if word.endswith("s") and not (unit and unit.dimension == "time") else None
    return found


def _sign_at_end(heading: str) -> re.Match[str] | None:
    """A sign without brackets: "Share %", "Cost £m"."""
    found = _UNIT.fullmatch(heading.split()[-1]) if heading else None
    return found if found and (found["money"] or heading.endswith("%")) else None


def _written(value: str, number: str, unit: re.Match[str]) -> str:
    rest = value[len(number) :]
    if unit["percent"]:
        return f"{number}%{rest}"
    if unit["money"]:
        scale = unit["small"] or (
            f" {_singular(unit['scaled'])}" if unit["scaled"] else " thousand" * bool(unit["thousand"])
        )
        gap = " " if unit["money"].isalpha() else ""
        return f"{unit['money']}{gap}{number}{scale}{rest}"
    if unit["thousands"]:
        return f"{number} thousand{unit['of'] or ''}{rest}"
    if unit["scale"]:
        scale, _, of = unit["scale"].partition(" ")
        counted = of.strip().removeprefix("of ").strip() if of.strip() != "of" else ""
        return " ".join(filter(None, (number, _singular(scale), counted))) + rest
    return f"{number} {unit['word']}{rest}"


def _singular(scale: str) -> str:
    return scale.lower().removesuffix("s")
