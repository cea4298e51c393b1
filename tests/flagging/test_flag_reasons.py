"""What a run says of claims that were rated before, of headlines and of denials, from the files to the reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.flagging.outcome import FlaggedClaim

REVIEWED = (
    "Half of all night trains were cancelled last year.",
    "The minister owns three houses in Port Calder.",
)
ARTICLES = {
    "now": (
        "2026-02-09",
        "Trains",
        "Half of all night trains were cancelled last year.\n\nHalf of all day trains were cancelled last year.\n\n"
        "The minister sold three houses in Port Calder.\n\n"
        "The minister denies that he owns three houses in Port Calder.",
    ),
    "then": ("2024-02-09", "Trains then", "Half of all night trains were cancelled last year."),
    "homes": (
        "2026-02-09",
        "Council to build forty homes",
        "The council will build forty homes at Reed Lane, the planning chief, Ada Byrne, said on Monday.",
    ),
    "theft": (
        "2026-02-09",
        "The new tax plan is outright theft",
        "“The new tax plan is outright theft,” said Petra Lund, the mayor, on Monday.",
    ),
    "plant": ("2026-02-09", "News", "The Ruston plant will not close."),
}
BEFORE = "like what was rated “False” by Desk, 2026-02-02, but: "


def review(number: int, claimed: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://desk.example/{number}",
        "claimReviewed": claimed,
        "datePublished": "2026-02-02",
        "author": {"@type": "Organization", "name": "Desk"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
    }


@pytest.fixture(scope="module")
def whys(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> dict[tuple[str, str], str]:
    """Of each claim, by the day of its article and its words, the first reason of its flag."""
    folder = tmp_path_factory.mktemp("reasons")
    (folder / "reviews.json").write_text(
        json.dumps([review(number, claimed) for number, claimed in enumerate(REVIEWED)]), encoding="utf-8"
    )
    (folder / "plant.txt").write_text("The ministry decided: the Ruston plant will close on 31 March.\n", "utf-8")
    (folder / "in").mkdir()
    for name, (day, title, body) in ARTICLES.items():
        text = f"---\ntitle: {title}\npublisher: The Ledger\npublished: {day}\n---\n\n{body}\n"
        (folder / "in" / f"{name}.md").write_text(text, encoding="utf-8")
    desk = Workspace(folder / "desk", cache=cache, user="night")
    desk.corpus_add(folder / "plant.txt", folder / "reviews.json")
    told = [one for one in desk.flag([str(folder / "in")]) if isinstance(one, FlaggedClaim)]
    return {(str(one.published), one.claim.text): f"{one.flags[0].rule}: {one.flags[0].why}" for one in told}


def test_only_the_very_same_is_known_to_be_false(whys: dict[tuple[str, str], str]) -> None:
    now = {words: why for (day, words), why in whys.items() if day == "2026-02-09"}
    assert now[REVIEWED[0]] == f"known-false: the same was rated “False” by Desk, 2026-02-02: “{REVIEWED[0]}”"
    day = "Half of all day trains were cancelled last year."
    assert now[day] == f"like-false: {BEFORE}night → day"
    assert now["The minister sold three houses in Port Calder."] == f"like-false: {BEFORE}owns → sold"
    denied = now["he owns three houses in Port Calder"]
    assert denied.startswith("like-false: ")
    assert denied.endswith("; its speaker does not say that it is so")
    assert whys["2024-02-09", REVIEWED[0]] == f"like-false: {BEFORE}last year (2025) → last year (2023)"


def test_a_headline_is_an_opinion_where_it_restates_what_stands_in_marks(whys: dict[tuple[str, str], str]) -> None:
    now = {words: why for (_, words), why in whys.items()}
    theft = "The new tax plan is outright theft"
    assert now[theft] == f"restated-opinion: given as fact; “{theft}” is what Petra Lund (mayor) said"
    assert not any(why.startswith("restated-opinion") for words, why in now.items() if "forty homes" in words)


def test_a_denial_is_shown_where_it_stands(whys: dict[tuple[str, str], str]) -> None:
    (why,) = (why for (_, words), why in whys.items() if words == "The Ruston plant will not close.")
    assert why.startswith("contradicted: the record may contradict it: ")
    assert why.endswith(
        "says “the Ruston plant will close on 31 March”, the claim says “The Ruston plant will not close”"
    )
