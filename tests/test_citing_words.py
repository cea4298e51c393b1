"""Words copied from where they are shown are found in the passage, and what is kept is the passage's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.desk import finding
from factcheck.domain import Span

TEXT = (
    "The council’s “spare” budget –\nsome £4.2 million –\u00a0was cut by half.\n\nIts of\ufb01ce in Sal\u00adford "
    "closed, and the caf\u00e9 too. “We had no choice,” it said; we had no money."
)


@pytest.mark.parametrize(
    ("copied", "stored"),
    [
        ("some £4.2 million", "some £4.2 million"),
        ("budget – some £4.2", "budget –\nsome £4.2"),
        ("£4.2 million – was cut", "£4.2 million –\u00a0was cut"),
        ('The council\'s "spare" budget - some', "The council’s “spare” budget –\nsome"),
        ("by half. Its office in Salford", "by half.\n\nIts of\ufb01ce in Sal\u00adford"),
        ("the cafe\u0301 too", "the caf\u00e9 too"),
        ("“We had no choice,” it said", "“We had no choice,” it said"),
        ("  was cut by half.  ", "was cut by half."),
        ("some »£4.2 million« – was cut", "some £4.2 million –\u00a0was cut"),
        ("…some £4.2 million…", "some £4.2 million"),
        ("“some £4.2 million”", "some £4.2 million"),
        ("some\n    £4.2 million", "some £4.2 million"),
        ("\u200bsome £4.2\u2060 million", "some £4.2 million"),
    ],
)
def test_copied_words_are_found_and_the_stored_ones_are_kept(copied: str, stored: str) -> None:
    assert [span.of(TEXT) for span in finding.places(TEXT, copied)] == [stored]


@pytest.mark.parametrize("copied", ["some £4.3 million", "The Council’s", "some 4.2 million", "was not cut", "", "…"])
def test_other_words_are_not_found_however_like_they_are(copied: str) -> None:
    assert finding.places(TEXT, copied) == []


def test_every_place_is_found() -> None:
    assert [span.of(TEXT) for span in finding.places(TEXT, "had no")] == ["had no", "had no"]
    assert finding.places("aaa", "aa") == [Span(0, 2), Span(1, 3)]


def test_a_text_that_has_the_marks_itself_is_found_too() -> None:
    text = "Er sagte »nein« und ging."
    assert [span.of(text) for span in finding.places(text, "»nein« und")] == ["»nein« und"]
    assert [span.of(text) for span in finding.places(text, "sagte »»nein« und«")] == ["sagte »nein« und"]


def test_an_ellipsis_between_two_parts_is_told_from_one_at_the_edge() -> None:
    assert finding.leaves_out("The council … was cut")
    assert finding.leaves_out("The council [...] was cut")
    assert not finding.leaves_out("… was cut by half …")


@given(st.text(max_size=60), st.data())
def test_whatever_stands_in_a_text_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = finding.places(text, text[start:end])
    assert (Span(start, end) in found) is (start < end)


@given(st.text(max_size=40), st.text(max_size=10))
def test_whatever_is_found_is_a_stretch_of_the_text(text: str, words: str) -> None:
    for span in finding.places(text, words):
        assert 0 <= span.start < span.end <= len(text)
