from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.language.marks import inside, quoted

MARKS = "\"“”„‟«»‹›'‘’`"


def inner(text: str) -> list[str]:
    return [pair.inner.of(text) for pair in quoted(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” she said. “No.”", ["Yes,", "No."]),
        ('"Yes," she said. "No."', ["Yes,", "No."]),
        ("''Yes,'' she said.", ["Yes,"]),
        ("``Yes,'' she said.", ["Yes,"]),
        ("«Oui», he said.", ["Oui"]),
        ("„Ja“, he said.", ["Ja"]),
        ('“Yes," she said.', ["Yes,"]),
    ],
)
def test_each_style_of_marks_is_paired(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘It’s over,’ he said.", ["It’s over,"]),
        ("'It's over,' he said.", ["It's over,"]),
        ("The workers' pay rose.", []),
        ("Rock ’n’ roll in the ’90s.", []),
        ("'The workers' pay is low,' she said.", ["The workers' pay is low,"]),
    ],
)
def test_british_marks_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_nested_quotation_stays_within_the_outer_one() -> None:
    assert inner("“She said ‘no’ twice,” he said.") == ["She said ‘no’ twice,"]
    assert inner("“She wrote “no” twice,” he said.") == ["She wrote “no” twice,"]


def test_an_opening_mark_that_is_never_closed_counts_to_the_end_of_its_paragraph_only() -> None:
    text = "“We begin here.\n“And end here.”"
    first, second = Span(0, 15), Span(16, len(text))
    assert [pair.inner.of(text) for pair in quoted(text, first)] == ["We begin here."]
    assert not quoted(text, first)[0].closed
    assert [pair.inner.of(text) for pair in quoted(text, second)] == ["And end here."]


def test_a_stray_mark_opens_nothing() -> None:
    assert inner("He is 6'2\" tall.") == []
    assert inner("It was big ”.") == []


def test_a_mark_opened_again_before_it_was_closed_ends_with_its_sentence() -> None:
    assert inner('"We won. He left. "No," she said.') == ["We won.", "No,"]


@given(st.text(alphabet=st.sampled_from("ab ., " + MARKS), max_size=60))
def test_pairs_are_in_order_lie_in_the_paragraph_and_never_overlap(text: str) -> None:
    pairs = quoted(text, Span(0, len(text)))
    for pair in pairs:
        assert pair.outer.contains(pair.inner)
        assert 0 <= pair.outer.start <= pair.outer.end <= len(text)
    assert all(a.outer.end <= b.outer.start for a, b in itertools.pairwise(pairs))


def test_a_paragraph_is_paired_once_however_many_of_its_quotations_ask() -> None:
    text = 'She said "no" then. ' * 3000
    pairs = quoted(text, Span(0, len(text)))
    started = time.perf_counter()
    assert [inside(text, [Span(0, len(text))], [pair.outer]) for pair in pairs] == [(pair.inner,) for pair in pairs]
    assert time.perf_counter() - started < 5  # pairing anew for each takes minutes
