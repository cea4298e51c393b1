"""Figures in tables and by properties: some hundred texts and pairs, and figures of any kind and size.

``data/figures_found.txt`` and ``data/figures_compared.txt`` are the tables; each says how it reads.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.figures import Figure, FigureKind, Hedge, Relation, Role, compare, find, formatted, parse, shown
from factcheck.figures.units import UNITS, in_base

DATA = Path(__file__).parent / "data"
REFERENCE = date(2024, 5, 15)  # a Wednesday
MIRRORED = {Relation.WITHIN: Relation.CONTAINS, Relation.CONTAINS: Relation.WITHIN}


def lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


FOUND = [tuple(line.split(" → ")) for line in lines("figures_found.txt")]
COMPARED = [tuple(line.rpartition(" = ")[::2]) for line in lines("figures_compared.txt")]


def test_the_tables_are_long_enough_to_tell_something() -> None:
    assert len(FOUND) >= 380
    assert len(COMPARED) >= 150


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_text_has_these_figures(text: str, expected: str) -> None:
    found = find(text, REFERENCE)
    assert " ; ".join(formatted(figure) for figure in found) == expected.replace("–", "", expected == "–")


@pytest.mark.parametrize(("pair", "expected"), COMPARED, ids=[pair for pair, _ in COMPARED])
def test_two_figures_stand_to_each_other_like_this(pair: str, expected: str) -> None:
    ours, theirs = (find(text, REFERENCE)[-1] for text in pair.split(" | "))
    relation, _, words = expected.partition(" : ")
    found = compare(ours, theirs)
    assert f"{found.relation}{'?' * found.weak}" == relation, found.words
    assert found.words.endswith(f": {words}" if words else "")


# -- figures of any kind ----------------------------------------------------------------

ENDS = st.one_of(
    st.integers(0, 10**15).map(float),
    st.floats(0.001, 1e9, allow_nan=False),
    st.integers(1, 999).map(lambda n: n * 1e6),
)
NOUNS = st.sampled_from(["", "nurses", "us advisers", "people killed", "crime"])
RATES = st.sampled_from(["", "day", "hour", "100,000", "person"])


@st.composite
def amounts(draw: st.DrawFn) -> Figure:
    kind, unit = draw(
        st.sampled_from(
            [
                (FigureKind.NUMBER, ""),
                (FigureKind.PERCENTAGE, "percent"),
                (FigureKind.POINTS, "percentage points"),
                (FigureKind.MONEY, "USD"),
                (FigureKind.MONEY, "GBP"),
                (FigureKind.CHANGE, "times"),
                *((FigureKind.MEASURE, unit) for unit in UNITS),
            ]
        )
    )
    low, high = sorted((draw(ENDS), draw(ENDS)))
    shape = draw(st.sampled_from(["point", "range", "at least", "up to"]))
    if shape == "point" or low == high or (shape in ("at least", "up to") and not high):
        low = high
    low, high = {"at least": (high, math.inf), "up to": (0.0, high)}.get(shape, (low, high))
    hedge = draw(st.sampled_from(Hedge)) if low == high else Hedge.NONE
    role, direction = draw(st.sampled_from(Role)), draw(st.sampled_from([-1, 0, 1]))
    if kind is FigureKind.CHANGE:  # a factor is one number, and says by itself whether something rose
        low = high = max(low, 2.0)
        direction = 0
    per = draw(RATES) if kind is not FigureKind.CHANGE else ""
    return Figure(Span(0, 1), "x", kind, low, high, unit, draw(NOUNS), per, hedge, role, direction)


@st.composite
def dates(draw: st.DrawFn) -> Figure:
    first = draw(st.dates(date(1000, 1, 1), date(2100, 12, 31)))
    shape = draw(st.sampled_from(["day", "month", "year", "stretch", "before", "after"]))
    last = first + timedelta(days=draw(st.integers(0, 5000)) if shape == "stretch" else 0)
    if shape in ("month", "year"):
        first = first.replace(day=1, month=first.month if shape == "month" else 1)
        last = first.replace(day=28) if shape == "month" else first.replace(month=12, day=31)
    start, end = (None if shape == "before" else first), (None if shape == "after" else last)
    return Figure(
        Span(0, 1),
        "x",
        FigureKind.DATE,
        first.toordinal() if start else -math.inf,
        last.toordinal() if end else math.inf,
        "day",
        draw(NOUNS),
        hedge=draw(st.sampled_from([Hedge.NONE, Hedge.ABOUT])),
        start=start,
        end=end,
    )


RANKS = st.integers(1, 10**8).map(
    lambda n: Figure(Span(0, 1), "x", FigureKind.ORDINAL, float(n), float(n), noun="goal")
)
FIGURES = st.one_of(amounts(), dates(), RANKS)


@given(FIGURES)
@example(Figure(Span(0, 1), "x", FigureKind.MEASURE, 0.0, math.inf, "pound", direction=-1))
def test_reading_what_was_written_gives_the_figure_back(figure: Figure) -> None:
    text = formatted(figure)
    assert replace(parse(text), span=figure.span, text=figure.text) == figure, text


def test_a_day_without_its_year_is_written_as_month_and_day_and_read_back() -> None:
    (figure,) = find("on 3 May")
    assert formatted(figure) == "05-03/05-03"
    assert replace(parse("05-03/05-03"), span=figure.span, text=figure.text) == figure


@pytest.mark.parametrize("text", ["", "nurses", "250 nurses and 300 doctors", "about", "[nurses]", "2024-13"])
def test_what_was_not_written_by_it_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="canonical"):
        parse(text)


@given(FIGURES, FIGURES)
def test_comparing_is_antisymmetric(one: Figure, other: Figure) -> None:
    there, back = compare(one, other), compare(other, one)
    assert back.relation is MIRRORED.get(there.relation, there.relation)
    assert back.weak == there.weak
    assert (back.difference is None) == (there.difference is None)
    if there.difference is not None and back.difference is not None:
        assert back.difference == pytest.approx(-there.difference)
    if there.ratio and back.ratio:
        assert there.ratio * back.ratio == pytest.approx(1)


@given(FIGURES)
def test_a_figure_equals_itself_and_can_be_shown(figure: Figure) -> None:
    assert compare(figure, figure).relation is Relation.EQUAL
    assert shown(figure)


@given(st.sampled_from(sorted(UNITS)), st.floats(0, 1e6))
def test_a_unit_is_as_long_in_base_units_whatever_its_zero(unit: str, value: float) -> None:
    apart = in_base(value, unit) - in_base(0, unit)
    assert apart == pytest.approx(in_base(value, unit, difference=True), abs=1e-6)
