from __future__ import annotations

import pytest

from factcheck.language.spelling import american
from factcheck.language.stems import singular, stem
from factcheck.language.tokens import whole_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("secures", "securing"),
        ("assisted", "assists"),
        ("advisory", "advisors"),
        ("city", "cities"),
        ("inspection", "inspect"),
        ("stopped", "stop"),
        ("bridge", "bridges"),
        ("wardens", "warden"),
        ("walking", "walks"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pier", "peer"),
        ("council", "count"),
        ("class", "clause"),
        ("bus", "but"),
        ("does", "done"),
    ],
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("ferries", "ferry"), ("passes", "pass"), ("churches", "church"), ("boxes", "box"), ("ships", "ship")],
)
def test_plurals_that_a_rule_makes_have_a_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize("word", ["class", "virus", "basis", "gas", "us"])
def test_a_singular_that_ends_in_s_keeps_it(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("harbour", "harbor"),
        ("organisation", "organization"),
        ("centre", "center"),
        ("defence", "defense"),
        ("travelled", "traveled"),
        ("programme", "program"),
        ("analysed", "analyzed"),
        ("hour", "hour"),
        ("wise", "wise"),
    ],
)
def test_british_spelling_has_one_american_form(british: str, expected: str) -> None:
    assert american(british) == expected
    assert american(expected) == expected


def test_words_are_read_without_case_and_contractions_are_kept_whole_where_that_is_asked_for() -> None:
    assert words("It isn’t Lund’s 2nd Pier.") == ["it", "isn", "t", "lund", "s", "2nd", "pier"]
    assert whole_words("It isn’t Lund’s 2nd Pier.") == ["it", "isn't", "lund's", "2nd", "pier"]
