"""A figure as text: ``shown`` for a reader, ``formatted`` in one canonical form, ``parse`` back from it.

Invariant: ``parse(formatted(figure))`` measures the same as ``figure``: its kind, ends, unit, noun, rate,
hedge, role and direction. Where it stood in a text, and when and where it was counted, is not said.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from factcheck.domain import Span
from factcheck.figures import units
from factcheck.figures.finding import find
from factcheck.figures.model import Figure, FigureKind, Hedge, Role

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_TURNS = {1: "up", -1: "down", 0: ""}
_UNMISTAKABLE = {"pound": "lb"}  # a unit whose name is read as money first


def shown(figure: Figure) -> str:
    """The figure normalised: "250–350 advisers", "at least 5,000", "1,200,000 USD", "+41%", "last year (2023)"."""
    if figure.kind is FigureKind.DATE:
        words = " ".join(figure.text.split())
        resolved = not any(sign.isdecimal() for sign in words) and (figure.start or figure.end)
        return f"{words} ({_days(figure)})" if resolved else words
    if figure.kind is FigureKind.CHANGE:
        return f"{' '.join(figure.text.split())} (×{number(figure.low)})"
    amount, tail = _amount(figure, number), f" per {figure.per}" if figure.per else ""
    match figure.kind:
        case FigureKind.PERCENTAGE:
            return f"{_sign(figure)}{amount}%{tail}"
        case FigureKind.POINTS:
            return f"{_sign(figure)}{amount} percentage points"
        case FigureKind.MEASURE:
            one = figure.low == figure.high == 1
            return f"{_sign(figure)}{amount} {figure.unit if one else units.plural(figure.unit)}{tail}"
        case FigureKind.MONEY:
            return f"{amount} {figure.unit}{tail}"
        case FigureKind.ORDINAL:
            return f"no. {amount} {figure.noun}".strip()
    return f"{amount} {figure.noun}".strip() + tail


def _sign(figure: Figure) -> str:
    return {1: "+", -1: "-", 0: ""}[figure.direction]


def number(value: float) -> str:
    """ "1.2 million", "81,000", "0.33": at most two decimals, or what is left of a smaller number."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    for scale, name in _SCALES:
        if abs(value) >= scale and round(value / scale, 3) * scale == value:
            return f"{value / scale:g} {name}"
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.01 else f"{value:.2g}"


def _amount(figure: Figure, write: Callable[[float], str]) -> str:
    low, high = write(figure.low), write(figure.high)
    amount = low if figure.is_point else f"{low}–{high}"
    if math.isinf(figure.high):
        amount = f"at least {low}"
    elif figure.low in (0, -math.inf) and figure.low < figure.high:
        amount = f"up to {high}"
    return f"{figure.hedge} {amount}" if figure.hedge else amount


def _days(figure: Figure) -> str:
    """The stretch of days: "2019", "2019-03", "2019-03-04", "2019-03-04/2019-05-06", "until …", "since …"."""
    start, end = figure.start, figure.end
    if start is None or end is None:
        return f"until {end}" if end else f"since {start}"
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year:04}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}" if end.day == monthrange(end.year, end.month)[1] else f"{start}/{end}"
    return f"{start}/{end}"


# -- the canonical form -----------------------------------------------------------------


def formatted(figure: Figure) -> str:
    """The canonical form, such as "250–350 [us advisers]", "by up 41 percent [crime]", "about 2019-03"."""
    return " ".join(part for part in (figure.role, _TURNS[figure.direction], _value(figure)) if part) + (
        f" [{figure.noun}]" if figure.noun else ""
    )


def _value(figure: Figure) -> str:
    if figure.kind is FigureKind.DATE:
        days = _days(figure) if figure.start or figure.end else _of_the_year(figure)
        return f"{figure.hedge} {days}".strip()
    if figure.kind is FigureKind.ORDINAL:
        return f"No. {figure.low:.0f}"
    amount = _amount(figure, _exactly)
    unit = {FigureKind.CHANGE: "-fold", FigureKind.NUMBER: ""}.get(
        figure.kind, f" {_UNMISTAKABLE.get(figure.unit, figure.unit)}"
    )
    return f"{amount}{unit}" + (f" per {figure.per}" if figure.per else "")


def _exactly(value: float) -> str:
    """Every digit that the number has, with commas."""
    return f"{Decimal(repr(value)):,f}".removesuffix(".0") if math.isfinite(value) else "∞"


def _of_the_year(figure: Figure) -> str:
    return "/".join(f"{int(end) // 100:02}-{int(end) % 100:02}" for end in (figure.low, figure.high))


def parse(text: str) -> Figure:
    """The figure that ``formatted`` wrote. Raises ValueError for anything else."""
    rest, noun = text, ""
    if rest.endswith("]") and " [" in rest:
        rest, _, noun = rest[:-1].partition(" [")
    role, rest = _leading(rest, [each.value for each in Role if each])
    turn, rest = _leading(rest, ["up ", "down "])
    hedge, days = _leading(rest, [each.value for each in Hedge if each])
    if dated := _date(days):
        found = replace(dated, hedge=Hedge(hedge))
    else:
        read = find(rest)
        if len(read) != 1 or not (read[0].text == rest or read[0].per):
            raise ValueError(f"not a figure in canonical form: {text!r}")
        found = read[0]
    direction = {"up": 1, "down": -1}.get(turn.strip(), 0)
    return replace(found, span=Span(0, len(text)), text=text, noun=noun, role=Role(role), direction=direction)


def _leading(text: str, options: list[str]) -> tuple[str, str]:
    for option in options:
        if text.startswith(f"{option.strip()} ") and not text.startswith("up to"):
            return option.strip(), text[len(option.strip()) + 1 :]
    return "", text


def _date(text: str) -> Figure | None:
    """A stretch of days in the form of ``_days``."""
    try:
        if text.startswith("until "):
            return _dated(None, date.fromisoformat(text[6:]))
        if text.startswith("since "):
            return _dated(date.fromisoformat(text[6:]), None)
        first, _, last = text.partition("/")
        if len(first) == 5 and last:
            low, high = (int(month) * 100 + int(day) for month, day in (part.split("-") for part in (first, last)))
            return Figure(Span(0, 0), "", FigureKind.DATE, low, high, "day of the year")
        if last or len(first) == 10:
            return _dated(date.fromisoformat(first), date.fromisoformat(last or first))
        year, month = int(first[:4]), int(first[5:] or 0)
        if len(first) == 4 and first.isdecimal():
            return _dated(date(year, 1, 1), date(year, 12, 31))
        if len(first) == 7 and first[4] == "-":
            return _dated(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None
    return None


def _dated(start: date | None, end: date | None) -> Figure:
    low = float(start.toordinal()) if start else -math.inf
    high = float(end.toordinal()) if end else math.inf
    return Figure(Span(0, 0), "", FigureKind.DATE, low, high, "day", start=start, end=end)
