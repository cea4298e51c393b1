from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.language.sentences import sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It poured!  Did it?", ["It rained.", "It poured!", "Did it?"]),
        ("Dr. Ruiz met Mr. Haddad at 9 a.m. on Monday.", ["Dr. Ruiz met Mr. Haddad at 9 a.m. on Monday."]),
        ("She lives in the U.S. The rest do not.", ["She lives in the U.S.", "The rest do not."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("J. R. Holm spoke. I did not.", ["J. R. Holm spoke.", "I did not."]),
        ("J.R. Holm spoke for the C.I.A. The rest did not.", ["J.R. Holm spoke for the C.I.A.", "The rest did not."]),
        ("He sat. Sat. 3 May was wet.", ["He sat.", "Sat. 3 May was wet."]),
        (
            "She lives at No. 10 now. He said no. Nobody else did.",
            ["She lives at No. 10 now.", "He said no.", "Nobody else did."],
        ),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("“We won.” He left.", ["“We won.”", "He left."]),
        ("“Did we?” asked Ruiz.", ["“Did we?” asked Ruiz."]),
        ("Well… maybe. So.", ["Well… maybe.", "So."]),
        ("A line\nAnother line. And more", ["A line", "Another line.", "And more"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_stretch_can_be_split_alone() -> None:
    text = "One. Two. Three."
    assert [span.of(text) for span in sentences(text, Span(5, 16))] == ["Two.", "Three."]


@pytest.mark.parametrize(
    "text",
    [
        "She works for the R.S.V.P. Group in Orvale.",
        "The T.K. Moreau Foundation paid for it.",
        "The ship was built by A.P. Sturm & Sons in 1930.",
        "It was sold to W. H. Brandt of Fennick.",
        "Judge R.J. Quill fined him.",
        "He joined the Y.M.C.A. Hostel in Tallow.",
        "The D.H. Brandt Bridge, the St. Olav Church and Mt. Fen were shut.",
        "The M.V. Tallow sank at 3 p.m. Friday off Pt. Fen.",
        "Samuel L. Quill and J. Edgar Fen came.",
    ],
)
def test_initials_and_short_titles_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "They left at 4 p.m. Nobody saw them.",
        "It was run by the B.B.C. Then it closed.",
        "He lives in the U.S. She does not.",
        "She worked for Fen Inc. Her pay was low.",
    ],
)
def test_a_sentence_may_end_in_initials(text: str) -> None:
    assert len(split(text)) == 2


@given(st.text(alphabet=st.characters() | st.sampled_from(". !?\n\"”'"), max_size=200))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {at for span in found for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
    assert all("\n" not in span.of(text) and span.of(text) == span.of(text).strip() for span in found)


def test_a_text_of_nothing_but_stops_is_split() -> None:
    assert len(sentences("!" * 200_000 + "a")) == 1
    assert sentences('."' * 200_000)
