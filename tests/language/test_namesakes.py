"""Names that are surely one's stand together, and doubtful ones alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.language import namesakes


def groups(found: list[list[str]]) -> set[frozenset[str]]:
    return {frozenset(group) for group in found}


@pytest.mark.parametrize(
    "names",
    [
        {"Dana Orlov", "Harbour Master Dana Orlov", "D. Orlov", "Ms Dana Orlov", "DANA ORLOV"},
        {"José Núñez", "Jose Nunez"},
        {"Dana Maria Orlov", "Dana Orlov", "Dr Dana M. Orlov"},
        {"Samir al-Haddad", "Samir Haddad"},
    ],
)
def test_roles_titles_initials_and_accents_make_no_other_person(names: set[str]) -> None:
    assert groups(namesakes.people(names)) == {frozenset(names)}


@pytest.mark.parametrize(
    "names",
    [
        {"Dana Orlov", "Pavel Orlov"},
        {"Dana Orlov", "Orlov"},  # a surname alone is nobody's in particular
        {"Mr Orlov", "Ms Orlov"},
        {"Dana Orlov", "Dana"},
        {"John Smith Jr.", "John Smith Sr."},
        {"William Hart", "Bill Hart"},  # what a name cannot show
        {"Dana Orlov", "Dana Petrov"},
    ],
)
def test_whoever_may_be_another_stands_alone(names: set[str]) -> None:
    assert groups(namesakes.people(names)) == {frozenset({name}) for name in names}


def test_an_initial_that_could_be_two_peoples_is_neithers() -> None:
    found = groups(namesakes.people(["D. Orlov", "Dana Orlov", "Dmitri Orlov", "Mr Dmitri Orlov"]))
    assert found == {frozenset({"D. Orlov"}), frozenset({"Dana Orlov"}), frozenset({"Dmitri Orlov", "Mr Dmitri Orlov"})}


def test_a_body_goes_by_its_capitals_and_without_the_article() -> None:
    names = ["Lund Harbour Authority", "the Lund harbour authority", "LHA", "Lund Harbour Authority (LHA)"]
    assert groups(namesakes.bodies(names)) == {frozenset(names)}


@pytest.mark.parametrize(
    "names",
    [
        {"Harbour Authority", "Lund Harbour Authority"},  # of another town, perhaps
        {"LHA", "Lund Harbour Authority", "Leeds Housing Association"},
        {"city council", "county council"},
        {"Bank of Lund", "Lund Bank"},
    ],
)
def test_a_body_that_may_be_another_stands_alone(names: set[str]) -> None:
    assert groups(namesakes.bodies(names)) == {frozenset({name}) for name in names}


@given(st.lists(st.text(max_size=20) | st.sampled_from(["D. Orlov", "Dana Orlov", "Mr D Orlov", "LHA", "Orlov, Dana"])))
def test_each_name_stands_once_whatever_it_is(names: list[str]) -> None:
    for group in (namesakes.people, namesakes.bodies):
        found = [name for some in group(dict.fromkeys(names)) for name in some]
        assert sorted(found) == sorted(set(names))


@given(st.permutations(["D. Orlov", "Dana Orlov", "Dr Dana Orlov", "Dmitri Orlov", "Orlov", "Ana Ruiz", "A. Ruiz"]))
def test_the_order_in_which_names_are_met_makes_no_difference(names: list[str]) -> None:
    assert groups(namesakes.people(names)) == groups(namesakes.people(sorted(names)))


def test_five_thousand_names_take_no_time() -> None:
    names = [
        f"{first} {last}"
        for first in ("Ana", "Ben", "Cy", "Dana", "Eve")
        for last in (f"Name{n}x" for n in range(1000))
    ]
    begun = time.perf_counter()
    assert len(namesakes.people(names)) == 5000
    assert time.perf_counter() - begun < 5
