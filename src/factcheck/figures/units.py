"""Units of measure: the words for them, and how one is converted into another.

Invariant: two units convert into each other exactly if they have the same dimension. A table of some
fifty units stands here instead of a library: pint takes longer to import than a whole article to read.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.language.tables import by_sense, pairs


class Unit(NamedTuple):
    """One of it is ``factor`` base units of its ``dimension``; ``zero`` is where its scale starts, in base units."""

    dimension: str
    factor: float
    zero: float = 0.0


_YARD = 0.9144
_MILE = 1760 * _YARD
_POUND = 0.45359237
_YEAR = 365.2425

UNITS = {
    "second": Unit("time", 1 / 86400),
    "minute": Unit("time", 1 / 1440),
    "hour": Unit("time", 1 / 24),
    "day": Unit("time", 1),
    "week": Unit("time", 7),
    "fortnight": Unit("time", 14),
    "month": Unit("time", _YEAR / 12),
    "year": Unit("time", _YEAR),
    "decade": Unit("time", 10 * _YEAR),
    "century": Unit("time", 100 * _YEAR),
    "year of age": Unit("age", 1),
    "month of age": Unit("age", 1 / 12),
    "week of age": Unit("age", 7 / _YEAR),
    "day of age": Unit("age", 1 / _YEAR),
    "nanometre": Unit("length", 1e-9),
    "micrometre": Unit("length", 1e-6),
    "millimetre": Unit("length", 0.001),
    "centimetre": Unit("length", 0.01),
    "metre": Unit("length", 1),
    "kilometre": Unit("length", 1000),
    "inch": Unit("length", _YARD / 36),
    "foot": Unit("length", _YARD / 3),
    "yard": Unit("length", _YARD),
    "mile": Unit("length", _MILE),
    "nautical mile": Unit("length", 1852),
    "square metre": Unit("area", 1),
    "square kilometre": Unit("area", 1e6),
    "hectare": Unit("area", 1e4),
    "acre": Unit("area", 4840 * _YARD**2),
    "square foot": Unit("area", (_YARD / 3) ** 2),
    "square mile": Unit("area", _MILE**2),
    "square yard": Unit("area", _YARD**2),
    "square inch": Unit("area", (_YARD / 36) ** 2),
    "square centimetre": Unit("area", 1e-4),
    "millilitre": Unit("volume", 1e-6),
    "litre": Unit("volume", 1e-3),
    "gallon": Unit("volume", 3.785411784e-3),
    "pint": Unit("volume", 4.73176473e-4),
    "barrel": Unit("volume", 0.158987294928),
    "cubic metre": Unit("volume", 1),
    "cubic foot": Unit("volume", (_YARD / 3) ** 3),
    "milligram": Unit("mass", 1e-6),
    "gram": Unit("mass", 1e-3),
    "kilogram": Unit("mass", 1),
    "tonne": Unit("mass", 1000),
    "ton": Unit("mass", 2000 * _POUND),
    "pound": Unit("mass", _POUND),
    "ounce": Unit("mass", _POUND / 16),
    "stone": Unit("mass", 14 * _POUND),
    "watt": Unit("power", 1),
    "kilowatt": Unit("power", 1e3),
    "megawatt": Unit("power", 1e6),
    "gigawatt": Unit("power", 1e9),
    "terawatt": Unit("power", 1e12),
    "horsepower": Unit("power", 745.6998715822702),
    "kilowatt-hour": Unit("energy", 1),
    "megawatt-hour": Unit("energy", 1e3),
    "gigawatt-hour": Unit("energy", 1e6),
    "terawatt-hour": Unit("energy", 1e9),
    "megabyte": Unit("data", 1),
    "gigabyte": Unit("data", 1e3),
    "terabyte": Unit("data", 1e6),
    "degree Celsius": Unit("temperature", 1),
    "degree Fahrenheit": Unit("temperature", 5 / 9, -32 * 5 / 9),
    "kelvin": Unit("temperature", 1, -273.15),
    "degree": Unit("degree", 1),
    "decibel": Unit("decibel", 1),
    "volt": Unit("voltage", 1),
    "kilovolt": Unit("voltage", 1e3),
    "ppm": Unit("concentration", 1),
    "ppb": Unit("concentration", 1e-3),
}


DEGREES = by_sense({"degree Celsius": "c celsius centigrade", "degree Fahrenheit": "f fahrenheit"})
# The words for them, beside their own names, in the singular and in lower case; "centuries" and "inches" lose an s.
NAMES = {
    **pairs(
        """sec:second min:minute hr:hour yr:year centurie:century nm:nanometre micrometer:micrometre micron:micrometre
        µm:micrometre mm:millimetre millimeter:millimetre cm:centimetre centimeter:centimetre meter:metre km:kilometre
        kilometer:kilometre inche:inch feet:foot ft:foot yd:yard mi:mile ha:hectare ml:millilitre milliliter:millilitre
        liter:litre mg:milligram gramme:gram kg:kilogram kilo:kilogram kilogramme:kilogram lb:pound oz:ounce
        kw:kilowatt mw:megawatt gw:gigawatt hp:horsepower kwh:kilowatt-hour mwh:megawatt-hour gwh:gigawatt-hour
        twh:terawatt-hour kv:kilovolt mb:megabyte gb:gigabyte tb:terabyte °:degree db:decibel"""
    ),
    **{name: scale for name, scale in DEGREES.items() if len(name) > 1},
    **{name: name for name in UNITS if " " not in name and name != "pound"},
}
_UNCHANGED = frozenset("horsepower kelvin ppm ppb stone".split())
RATES = {
    "mph": ("mile", "hour"),
    "kph": ("kilometre", "hour"),
    "kmh": ("kilometre", "hour"),
    "bpd": ("barrel", "day"),
    "knot": ("nautical mile", "hour"),
}
POWERS = pairs("square:square sq:square cubic:cubic cu:cubic")
LENGTHS = {unit: UNITS[unit].factor for unit in "hour day week month year decade century".split()}  # in days
AGES = {unit: f"{unit} of age" for unit in "year month week day".split()}


def named(word: str) -> str:
    """The unit that ``word``, in lower case, stands for; empty for none."""
    return NAMES.get(word) or NAMES.get(word.removesuffix("s"), "") if len(word) > 1 or word == "°" else ""


def plural(unit: str) -> str:
    """ "feet", "degrees Celsius", "years of age"."""
    if unit in _UNCHANGED:
        return unit
    head, gap, rest = unit.partition(" ")
    if head in ("square", "cubic", "nautical"):
        return f"{head} {plural(rest)}"
    return {"foot": "feet", "inch": "inches", "century": "centuries"}.get(head, f"{head}s") + gap + rest


def per_one(per: str) -> tuple[str, float]:
    """What a rate is counted on as a dimension, and how many base units of it: ("time", 7), ("number", 100000)."""
    if per.replace(",", "").isdecimal():
        return "number", float(per.replace(",", ""))
    return UNITS[per][:2] if per in UNITS else (per, 1.0)


def convertible(one: str, other: str) -> bool:
    return one in UNITS and other in UNITS and UNITS[one].dimension == UNITS[other].dimension


def in_base(value: float, unit: str, *, difference: bool = False) -> float:
    """``value`` in the base unit of its dimension: days, years of age, metres, kilograms, °C, ….
    A ``difference`` of two temperatures has no zero to be shifted."""
    found = UNITS[unit]
    return value * found.factor + (0.0 if difference else found.zero)
