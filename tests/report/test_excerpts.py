"""Stretches of passages with the figures that were compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.report.excerpts import Highlight, with_figures

TEXT = "Velm hired 120 nurses and 4 cooks."


def test_figures_are_stretches_of_their_own() -> None:
    found = with_figures(TEXT, [Span(26, 27), Span(11, 14)], Span(5, 34))
    assert found == [
        Highlight("hired ", False),
        Highlight("120", True),
        Highlight(" nurses and ", False),
        Highlight("4", True),
        Highlight(" cooks.", False),
    ]


def test_figures_outside_the_part_shown_are_left_out() -> None:
    assert with_figures(TEXT, [Span(26, 27)], Span(0, 10)) == [Highlight("Velm hired", False)]


SPANS = st.tuples(st.integers(0, 34), st.integers(1, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS), st.integers(0, 34), st.integers(0, 34))
def test_stretches_put_together_are_the_part(figures: list[Span], one: int, other: int) -> None:
    part = Span(*sorted((one, other)))
    assert "".join(stretch.words for stretch in with_figures(TEXT, figures, part)) == part.of(TEXT)
