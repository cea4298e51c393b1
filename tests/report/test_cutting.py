"""Where texts may be cut: never inside a word or a figure."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import sample

from factcheck.domain import Span
from factcheck.figures import find
from factcheck.report.cutting import begin_behind, end_before
from factcheck.report.excerpts import excerpt
from factcheck.report.plain import columns, one_line, shorten

# Pieces of figures and what may stand beside them, so that figures of all kinds come together by chance.
PIECES = """£61.4 million|250 to 350|12 March 2025|3.1 per cent|1 234 567|−0.5 %|5:30 pm|between|3|and|half|times
    doubled|nearly|about|30|more than|a quarter of|dozens of|tens of thousands|in the spring of|2019|No. 10|p. 12
    § 114|a fifth|last|the first|year|twenty-first|$5 m|-|$6 m|,|.|;|said|that|(|)|3–4 May|20th|century|up to|at least
    no fewer than|km|a day|per 100,000 people|several hundred|few|the 1990s|mid-2019|Tuesday|from|by|rs|minus
    28 of 60|late|£|−|Nov. 5"""
TEXTS = st.lists(st.sampled_from(re.split(r"\n +|\|", PIECES)), min_size=1, max_size=60).map(" ".join)


def inside(text: str, at: int) -> list[str]:
    """The figures of ``text`` that a cut at ``at`` parts."""
    return [figure.text for figure in find(text) if figure.span.start < at < figure.span.end]


def between_words(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace()


@given(TEXTS, st.integers(0, 400))
def test_no_word_and_no_figure_is_cut(text: str, place: int) -> None:
    end, begin = end_before(text, place), begin_behind(text, place)
    assert end <= place or end == len(text) <= place
    assert begin >= min(place, len(text))
    for at in (end, begin):
        assert between_words(text, at), (text[:at], text[at:])
        assert not inside(text, at), (text[:at], text[at:])


@given(st.text(), st.integers(0, 80))
def test_no_word_of_any_text_is_cut(text: str, place: int) -> None:
    assert between_words(text, end_before(text, place))
    assert between_words(text, begin_behind(text, place))


@given(TEXTS, st.integers(1, 90))
def test_a_shortened_line_fits_and_parts_no_figure_also_where_a_figure_is_longer(text: str, width: int) -> None:
    short, line = shorten(text, width), one_line(text)
    assert columns(short) <= width
    if short != line:
        kept = short.removesuffix("…")
        assert line.startswith(kept)
        assert not inside(line, len(kept))


@given(TEXTS.filter(lambda text: len(text) > 40), st.data())
def test_an_excerpt_parts_no_figure(text: str, data: st.DataObject) -> None:
    from test_excerpts import found

    words = [0, *(at + 1 for at, char in enumerate(text) if char == " ")]
    start = data.draw(st.sampled_from(words))
    end = text.find(" ", start)
    exact = Span(start, len(text) if end < 0 else end)
    part = excerpt(found(text, data.draw(st.sampled_from([None, exact]))))
    for at in (part.before.start, part.after.end):
        if at not in exact:  # where what matters begins or ends, that is what is shown
            assert not inside(text, at)
            assert between_words(text, at)


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ("It cost", " £61.4 million in all"),
        ("They say", " 250 to 350 people"),
        ("He left on", " 12 March 2025 again"),
        ("It rose by", " 3.1 per cent"),
        ("There are", " 1 234 567 trees here"),
        ("That is", " −0.5 % at most"),
        ("They met at", " 5:30 pm"),
        ("It cost", " £ 5 in all"),
        ("Its share, 12 %,", " fell"),
        ("It ended in 2023.", " Nobody knew"),
    ],
)
def test_a_number_stays_with_what_belongs_to_it(kept: str, left: str) -> None:
    text = kept + left
    for most in range(len(kept), len(text) - len(left.split()[-1])):
        assert text[: end_before(text, most)].startswith(kept)
    assert text[: end_before(text, len(kept) + 3)] == kept


def test_of_a_figure_that_is_longer_than_the_room_nothing_is_kept_and_of_a_word_its_beginning() -> None:
    assert shorten("£61.4 million", 8) == "…"
    assert shorten("Harrowdale", 8) == "Harrowd…"


def test_a_place_far_away_is_not_looked_for() -> None:
    assert end_before(f"a {'x' * 1000} b", 900) == 0
    assert begin_behind(f"a {'x' * 1000} b", 5) == 1004


def test_whole_texts_are_cut_nowhere() -> None:
    assert end_before("some words", 10) == 10
    assert begin_behind("some words", 0) == 0
    assert sample().claims[0].claim.text == shorten(sample().claims[0].claim.text, 200)
