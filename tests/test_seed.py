"""The whole path on a real article against real notes, beside a careful reader's gold claims.

Needs the project's shared data: FACTCHECK_SHARED names the folder, and without it these are skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

Start = Callable[..., Popen[str]]


pytestmark = pytest.mark.xdist_group("seed")  # the article is checked once


@pytest.fixture(scope="session")
def seed(shared: Path) -> Path:
    return shared / "seed"


@pytest.fixture(scope="session")
def gold(seed: Path) -> list[dict[str, Any]]:
    return json.loads((seed / "gold.json").read_text(encoding="utf-8"))["claims"]


@pytest.fixture(scope="session")
def checked(seed: Path, start: Start, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The claims of the seed article, checked against the seed corpus from the command line, twice."""
    workspace = tmp_path_factory.mktemp("seed")
    start("corpus", "add", seed / "reference.jsonl", workspace=workspace).communicate()
    check = ("check", seed / "article.txt", "--json")
    first, again = (start(*check, workspace=workspace).communicate()[0] for _ in range(2))
    assert first == again, "the same run twice gives the same bytes"
    claims: list[dict[str, Any]] = json.loads(first)["claims"]
    return claims


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def overlap(one: str, other: str) -> float:
    """Jaccard similarity of two sets of words."""
    a, b = words(one), words(other)
    return len(a & b) / len(a | b)


def covers(claim: dict[str, Any], gold: dict[str, Any]) -> bool:
    """At least half of the shorter one's characters lie in the other."""
    start, end = gold["char_start"], gold["char_end"]
    shared = sum(max(0, min(end, e) - max(start, s)) for s, e in claim["spans"])
    return shared >= 0.5 * min(end - start, sum(e - s for s, e in claim["spans"]))


def test_every_attributed_claim_has_its_speaker_and_none_is_invented(
    checked: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    expected = [item for item in gold if item["speaker"]]
    found = [item for item in checked if item["kind"] != "assertion"]
    assert len(found) == len(expected) == 10
    for mine, theirs in zip(found, expected, strict=True):
        assert overlap(mine["text"], theirs["content"]) >= 0.8
        assert mine["speaker"]["name"] == theirs["speaker"]
        assert words(theirs["speaker_role"]) & words(mine["speaker"]["role"])
        assert mine["cue"] == theirs["cue"]
        assert mine["addressee"] == theirs["addressee"]


def test_the_outlets_own_assertions_are_found(checked: list[dict[str, Any]], gold: list[dict[str, Any]]) -> None:
    own = [item for item in checked if item["kind"] == "assertion"]
    wanted = [item for item in gold if not item["speaker"]]
    assert sum(any(covers(claim, item) for claim in own) for item in wanted) >= 8


def test_captions_credits_headings_and_names_are_no_claims(seed: Path, checked: list[dict[str, Any]]) -> None:
    for item in json.loads((seed / "gold.json").read_text(encoding="utf-8"))["non_claims"]:
        for claim in checked:
            inside = [(s, e) for s, e in claim["spans"] if item["char_start"] <= s and e <= item["char_end"]]
            assert not inside, item


def test_the_standfirst_is_flagged_as_an_opinion_restated_as_fact(
    checked: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    (flagged,) = [item for item in checked if "restated-opinion" in item["flags"]]
    (restatement,) = [item for item in gold if "restates" in item]
    assert covers(flagged, restatement)
    (restated,) = [item for item in checked if item["id"] == flagged["restates"]]
    assert covers(restated, next(item for item in gold if item["n"] == restatement["restates"]))


def hits(checked: list[dict[str, Any]], gold: list[dict[str, Any]]) -> list[int]:
    """The gold claims with a gold document among the first five passages of a claim that covers them."""
    return [
        item["n"]
        for item in gold
        if any(
            {shown["document_id"] for shown in claim["evidence"][:5]} & set(item["evidence_ids"])
            for claim in checked
            if covers(claim, item)
        )
    ]


def test_gold_evidence_is_among_the_first_five_for_at_least_sixteen_of_twenty(
    checked: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    assert len(hits(checked, gold)) >= 16


OPPOSITE = {"supported": "contradicted", "contradicted": "supported"}


def test_what_is_suggested_is_mostly_right_and_never_the_opposite_of_gold(
    checked: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> None:
    said = [
        (claim["suggestion"]["verdict"], item["gold_verdict"])
        for item in gold
        for claim in checked
        if covers(claim, item) and claim["suggestion"]["verdict"]
    ]
    assert sum(verdict == right for verdict, right in said) >= 0.75 * len(said), said
    assert not any(verdict == OPPOSITE.get(right) for verdict, right in said), said


def test_no_gold_evidence_is_shown_as_its_opposite(checked: list[dict[str, Any]], gold: list[dict[str, Any]]) -> None:
    opposite = {"supported": "contradicts", "contradicted": "supports"}
    for item in gold:
        for claim in checked:
            shown = [one for one in claim["evidence"] if one["document_id"] in item["evidence_ids"]]
            if covers(claim, item):
                assert all(one["stance"] != opposite.get(item["gold_verdict"]) for one in shown), item["n"]
