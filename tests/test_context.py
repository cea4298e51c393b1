"""What a claim is searched with beside its own words."""

from __future__ import annotations

import pytest

from factcheck import articles, claims, quotes
from factcheck.claims import context
from factcheck.domain import Claim

STORY = """Mill at Velm to reopen

The Kestrel Guild will reopen the paper mill at Velm next spring, the regional council said.

Inspectors looked at the mill for the Kestrel Guild in March. The group "has spent two million euros" there, she said.
Dana Orlov said the Kestrel Guild would hire 40 people.

Their number may double by 2030, with most of them coming from Velm.

The turbines date from 1931.
"""


def found(text: str = STORY) -> dict[str, Claim]:
    article = articles.parse(text.encode())
    return {claim.text: claim for claim in claims.find(article, quotes.extract(article))}


def starting(words: str, text: str = STORY) -> Claim:
    (one,) = [claim for own, claim in found(text).items() if own.startswith(words)]
    return one


def test_a_short_form_is_searched_with_the_names_it_can_stand_for_and_what_stands_before() -> None:
    names, before = starting("The group").context
    assert names.split(", ")[0] == "Kestrel Guild"
    assert before == "Inspectors looked at the mill for the Kestrel Guild in March."


def test_a_pronoun_as_subject_is_searched_with_what_stands_before() -> None:
    assert "would hire 40 people" in starting("Their number").context[-1]


def test_a_claim_that_names_nobody_is_searched_with_the_names_of_the_article() -> None:
    assert "Kestrel Guild" in starting("The turbines").context[0]


def test_a_claim_that_can_stand_alone_has_no_context() -> None:
    assert starting("The Kestrel Guild will reopen").context == ()
    assert starting("Inspectors looked").context == ()


def test_names_come_from_the_article_and_never_from_the_claim_its_speaker_or_its_outlet() -> None:
    article = articles.parse(STORY.encode(), given=articles.Metadata(publisher="Velm Courier"))
    for claim in claims.find(article, quotes.extract(article)):
        for text in claim.context:
            assert all(part in article.flow or part in " ".join(article.text.split()) for part in text.split(", "))
        names = claim.context[0] if claim.context else ""
        assert "Velm" not in names
        assert not set(names.replace(",", "").split()) & set(claim.text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were too weak to attack", True),
        ("the ministry had known of it for a year", True),
        ("He has twelve brothers", True),
        ("The Ministry of Health in Velm said it had paid in full for all of the nurses", False),
        ("Dana Orlov left Velm", False),
        ("Prices rose by 4% in Velm, and it was their steepest rise", False),
    ],
)
def test_pointing_back_is_told_from_standing_alone(text: str, expected: bool) -> None:
    assert context.points_back(text) is expected


def test_an_article_without_names_gives_no_names() -> None:
    (claim,) = found("the turbines were built in 1931 and are driven by water from the river.\n").values()
    assert claim.context == ()
