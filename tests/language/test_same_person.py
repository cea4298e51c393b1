"""Whether two names are one's: ``data/same_person.txt`` and ``data/same_body.txt`` are tables and say how they read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Speaker, SpeakerKind
from factcheck.language.bodies import same_body
from factcheck.language.people import same_person, surname
from factcheck.language.speakers import may_be_named, same_speaker

DATA = Path(__file__).parents[1] / "data"
ANSWERS = {"=": True, "≠": False, "?": None}


def table(name: str) -> list[tuple[str, str, bool | None]]:
    rows = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sign = next(sign for sign in ANSWERS if f" {sign} " in line)
            one, _, other = line.partition(f" {sign} ")
            rows.append((one, other, ANSWERS[sign]))
    return rows


PEOPLE, BODIES = table("same_person.txt"), table("same_body.txt")


def test_the_tables_are_long_enough_to_tell_something() -> None:
    assert len(PEOPLE) >= 90
    assert len(BODIES) >= 30


@pytest.mark.parametrize(("one", "other", "same"), PEOPLE)
def test_two_names_of_people(one: str, other: str, same: bool | None) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@pytest.mark.parametrize(("one", "other", "same"), BODIES)
def test_two_names_of_bodies(one: str, other: str, same: bool | None) -> None:
    assert same_body(one, other) is same
    assert same_body(other, one) is same


@pytest.mark.parametrize(("one", "other", "same"), PEOPLE)
def test_accents_set_apart_from_their_letters_change_nothing(one: str, other: str, same: bool | None) -> None:
    assert same_person(unicodedata.normalize("NFD", one), unicodedata.normalize("NFC", other)) is same


WORDS = st.sampled_from(
    "Dana D. Bo Orlov Ruiz al-Haddad van der Jr. Sr. Dr. Al mayor J.R. Bill William Ana O. de y".split()
)
NAMES = st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=12)


@given(NAMES, NAMES)
def test_the_answer_does_not_depend_on_which_name_comes_first(one: str, other: str) -> None:
    assert same_person(one, other) is same_person(other, one)
    assert same_body(one, other) is same_body(other, one)


@given(NAMES)
def test_nobody_is_known_to_be_another_than_himself(name: str) -> None:
    assert same_person(name, name) is not False


@pytest.mark.parametrize(("one", "other", "same"), PEOPLE)
def test_a_text_with_the_name_of_the_same_person_may_name_him(one: str, other: str, same: bool | None) -> None:
    if same and len(surname(other)) > 1:
        assert may_be_named(Speaker(one, one), f"The pier is old, {other} said on Monday.")


@pytest.mark.parametrize(("one", "other", "same"), BODIES)
def test_a_text_with_a_name_of_the_same_body_may_name_it(one: str, other: str, same: bool | None) -> None:
    for name, written in ((one, other), (other, one)):
        if same:
            assert may_be_named(
                Speaker(name, name, kind=SpeakerKind.BODY), f"The pier is old, {written} said on Monday."
            )


def test_a_text_without_any_word_of_a_name_does_not_name_its_bearer() -> None:
    text = "The pier is old, Bo Holm of the Fire Authority said."
    assert not may_be_named(Speaker("Dana Orlov", "Orlov"), text)
    assert not may_be_named(Speaker("LHA", "LHA", kind=SpeakerKind.BODY), text)
    assert not may_be_named(Speaker("officials", "officials", kind=SpeakerKind.ANONYMOUS), "Officials said so.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Speaker("Dana Orlov", "Orlov"), Speaker("D. Orlov", "D. Orlov"), True),
        (Speaker("Dana Orlov", "Orlov"), Speaker("Bo Orlov", "Orlov"), False),
        (Speaker("Dana Orlov", "Orlov"), Speaker("Dana Orlov", "Orlov", kind=SpeakerKind.ANONYMOUS), None),
        (Speaker("Dana Orlov", "Orlov"), Speaker("interior ministry", "ministry", kind=SpeakerKind.BODY), None),
        (Speaker("Meridian", "Meridian"), Speaker("Meridian Holdings", "it", kind=SpeakerKind.BODY), True),
        (Speaker("LHA", "LHA", kind=SpeakerKind.BODY), Speaker("Fire Authority", "it", kind=SpeakerKind.BODY), None),
        (Speaker("Dana Orlov", "Orlov"), None, None),
    ],
)
def test_only_two_people_with_names_can_be_known_to_be_different(
    one: Speaker, other: Speaker | None, same: bool | None
) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same
