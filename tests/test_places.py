"""Pages, times and rows of a source, by what stands there."""

import pytest

from factcheck.domain import Place, Span, place_of

PAGES = (Place(0, "p. 1"), Place(100, "p. 2"), Place(200, "p. 3"))


@pytest.mark.parametrize(
    ("span", "said"),
    [(Span(0, 10), "p. 1"), (Span(90, 100), "p. 1"), (Span(90, 101), "p. 1–2"), (Span(250, 260), "p. 3")],
)
def test_a_stretch_stands_on_the_pages_it_touches(span: Span, said: str) -> None:
    assert place_of(PAGES, span) == said


def test_times_are_written_out_at_both_ends() -> None:
    assert place_of((Place(0, "00:00:01"), Place(20, "00:01:13")), Span(5, 30)) == "00:00:01–00:01:13"


def test_nothing_is_said_of_what_stands_before_the_first_place_or_has_none() -> None:
    assert place_of((Place(10, "p. 1"),), Span(0, 5)) is None
    assert place_of((), Span(0, 5)) is None


def test_a_stretch_that_begins_before_the_first_place_is_at_the_places_it_reaches() -> None:
    assert place_of((Place(10, "00:01:13"), Place(20, "00:02:05")), Span(0, 30)) == "00:01:13–00:02:05"
    assert place_of((Place(10, "p. 1"),), Span(0, 10)) is None
