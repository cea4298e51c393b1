"""Clauses, subjects and rejections, found without a parser."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.language.clauses import clauses
from factcheck.language.denial import rejections
from factcheck.language.opposites import OPPOSITES
from factcheck.language.peoples import same_country
from factcheck.language.subjects import subject
from factcheck.language.synonyms import sense
from factcheck.language.verbs import is_finite

CLAUSES = [
    "Rain fell for a week | and the river rose above the wall.",
    "Bread and butter were sold in the market.",
    "The wall fell on Sunday, | which cost £3m.",
    "The plant closed in May | because the firm had lost its licence; | nobody was told.",
    "The mayor said on air that the dam, known as Old Ida, was safe.",
    "The port of Velm reopened on Friday, | the harbour master said.",
    "He left the room | when the vote began, | but his deputy stayed.",
    "The toll rose to nine, | according to the ministry.",
    "The minister resigned (he had lost a vote and left) in June.",
    "They walked, | as the trains had stopped.",
]


@pytest.mark.parametrize("parted", CLAUSES)
def test_a_sentence_is_parted_into_its_clauses(parted: str) -> None:
    text = parted.replace("| ", "")
    assert " | ".join(span.of(text) for span in clauses(text, Span(0, len(text)))) == parted


@given(st.text(max_size=200))
def test_clauses_lie_in_order_in_their_sentence(text: str) -> None:
    spans = clauses(text, Span(0, len(text))) if text.strip() else []
    assert all(one.end <= two.start for one, two in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("The first day of the festival drew crowds", "day"),
        ("The company's plant in Orlo employs 300 people", "plant"),
        ("Repairs to the bridge cost a fortune", "repairs"),
        ("The children's hospital has 90 beds", "hospital"),
        ("Nobody", ""),
        ("Fell", ""),
    ],
)
def test_what_a_clause_is_about(text: str, head: str) -> None:
    found = subject(text, Span(0, len(text)))
    assert (found[-1] if found else "") == head


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The firm denies that the well is poisoned.", "that the well is poisoned."),
        ("Officials rejected claims of a leak.", "claims of a leak."),
        ("It is untrue that the bridge fell.", "that the bridge fell."),
        ("There is no evidence of a leak.", "of a leak."),
        ("The letter was forged.", "The letter"),
        ("The story of the leak has no basis in fact.", "The story of the leak"),
        ("The raid never happened.", "The raid"),
        ("The firm did not deny that the well is poisoned.", None),
        ("The jury rejected the appeal.", None),
        ("They denied him bail.", None),
        ("The wall is high.", None),
    ],
)
def test_what_is_said_not_to_be_so(text: str, denied: str | None) -> None:
    found = rejections(text, Span(0, len(text)))
    stretches = [each.denied.of(text).strip() for each in found]
    assert denied in stretches if denied else not stretches


def test_opposites_go_both_ways_and_no_word_is_its_own() -> None:
    for word, others in OPPOSITES.items():
        assert word not in others
        assert all(word in OPPOSITES[other] for other in others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "deaths"),
        ("rose", "increase"),
        ("discovered", "discover"),
        ("withdrew", "withdrawal"),
        ("held", "hold"),
    ],
)
def test_forms_and_synonyms_have_one_sense(one: str, other: str) -> None:
    assert sense(one) == sense(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("brazil", "brazilian", True),
        ("dutch", "netherlands", True),
        ("china", "chinese", True),
        ("chile", "china", False),
    ],
)
def test_a_country_and_its_people(one: str, other: str, same: bool) -> None:
    assert same_country(one, other) is same


@pytest.mark.parametrize(
    ("word", "before", "finite"),
    [
        ("was", "", True),
        ("resigned", "minister", True),
        ("suspended", "the", False),
        ("paid", "to", False),
        ("taken", "", False),
    ],
)
def test_what_can_be_the_verb_of_a_clause(word: str, before: str, finite: bool) -> None:
    assert is_finite(word, before) is finite
