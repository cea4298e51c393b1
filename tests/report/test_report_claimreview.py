"""Released verdicts as ClaimReviews: what the field wants, and nothing that nobody released."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_samples import (
    BOARD,
    FERRO,
    HOSTILE,
    LINES,
    STATISTICS,
    article,
    citation,
    claim,
    decision,
    search,
    standing,
)

from factcheck.domain import (
    ArticleStanding,
    Attribution,
    Claim,
    ClaimKind,
    Decision,
    DismissalReason,
    Speaker,
    SpeakerKind,
    State,
    UnverifiedReason,
    Verdict,
)
from factcheck.errors import UsageError
from factcheck.report import ArticleReport, ClaimReport, render
from factcheck.report.to_claimreview import released

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "claimreview.schema.json").read_text(encoding="utf-8"))
ARTICLE = article()
TOLL = claim(ARTICLE, ClaimKind.ASSERTION, LINES[6][1])
BERTHS = claim(
    ARTICLE,
    ClaimKind.DIRECT,
    "We counted 212 berths in use",
    "and that is the lowest figure we have ever seen",
    speaker=FERRO,
)
SEVEN = claim(ARTICLE, ClaimKind.ASSERTION, LINES[10][1])
CITED = citation(BOARD, "a single crossing costs 14 crowns")
PASSAGES = {BOARD.id: BOARD, STATISTICS.id: STATISTICS}
RELEASED = {"by": "eva", "at": "2025-03-15T08:00:00+00:00", "note": "", "released": True, "action": "released"}


def item(number: int, of: Claim, made: Decision, *, note: str = "", **fields: Any) -> ClaimReport:
    stands = standing(made, released={**RELEASED, "note": note}, **fields)
    return ClaimReport(number, of, search(of), stands, PASSAGES)


def report(*items: ClaimReport, **fields: Any) -> ArticleReport:
    given = {"outlet": "The Lowmere Courier", "outlet_url": "https://courier.example/", **fields}
    of = given.pop("of", ARTICLE)
    return ArticleReport(of, items, "0.1.0", "", "", "", 2, **given)


def three() -> ArticleReport:
    """The outlet's own statement supported, a quotation contradicted, a statement unverified."""
    return report(
        item(4, TOLL, decision(TOLL, Verdict.SUPPORTED, CITED, note="So the minutes say.")),
        item(
            5,
            BERTHS,
            decision(
                BERTHS,
                Verdict.CONTRADICTED,
                CITED,
                citation(STATISTICS, "from 10 to 14 crowns"),
                attribution=Attribution.SAID_SO,
            ),
            note="Fewer were in use in 2016.",
        ),
        item(9, SEVEN, decision(SEVEN, Verdict.UNVERIFIED, reason=UnverifiedReason.NO_EVIDENCE)),
    )


def graph(of: ArticleReport) -> list[dict[str, Any]]:
    made = json.loads(render(of, "claimreview"))
    jsonschema.Draft202012Validator(SCHEMA).validate(made)
    found: list[dict[str, Any]] = made["@graph"]
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("released.jsonld", render(three(), "claimreview"))


def test_each_released_claim_is_a_review_that_the_field_can_read() -> None:
    reviews = graph(three())
    assert [one["url"] for one in reviews] == [f"https://courier.example/harbour/tolls#claim-{n}" for n in (4, 5, 9)]
    assert [one["claimReviewed"] for one in reviews][2] == "A single crossing cost seven crowns in 2019."
    assert {one["datePublished"] for one in reviews} == {"2025-03-15"}
    assert {one["author"]["name"] for one in reviews} == {"The Lowmere Courier"}


def test_there_is_a_number_for_supported_and_contradicted_and_none_for_unverified() -> None:
    ratings = [one["reviewRating"] for one in graph(three())]
    assert [(one["alternateName"], one.get("ratingValue")) for one in ratings] == [
        ("Supported", 5),
        ("Contradicted", 1),
        ("Unverified", None),
    ]
    assert all("bestRating" not in one and "worstRating" not in one for one in ratings[2:])


def test_a_quotation_is_its_speakers_claim_and_what_the_outlet_states_is_its_own() -> None:
    own, said, _ = (one["itemReviewed"] for one in graph(three()))
    assert said["author"] == {"@type": "Person", "name": "Ada Ferro", "jobTitle": "harbour master"}
    assert own["author"] == {"@type": "Organization", "name": "The Lowmere Courier"}
    assert own["firstAppearance"] == own["appearance"]
    assert "firstAppearance" not in said, "where it was said first nobody knows"
    assert said["appearance"]["headline"] == "Ferry tolls at Lowmere have doubled since 2019"


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (SpeakerKind.BODY, "Organization"),
        (SpeakerKind.ANONYMOUS, "Organization"),
        (SpeakerKind.DOCUMENT, "CreativeWork"),
        (SpeakerKind.PERSON, "Person"),
    ],
)
def test_a_body_is_no_person(kind: SpeakerKind, type_: str) -> None:
    said = replace(BERTHS, speaker=Speaker("Harbour Board", "the board", "owner", kind))
    made = decision(said, Verdict.SUPPORTED, CITED, attribution=Attribution.SAID_SO)
    author = graph(report(item(1, said, made)))[0]["itemReviewed"]["author"]
    assert (author["@type"], author["name"]) == (type_, "Harbour Board")


@pytest.mark.parametrize(
    "of",
    [replace(BERTHS, flags=("denied",)), BERTHS, replace(BERTHS, speaker=None)],
    ids=["denied", "otherwise", "nobody"],
)
def test_nobodys_name_stands_over_words_they_did_not_say(of: Claim) -> None:
    said = Attribution.SAID_OTHERWISE if of is BERTHS else Attribution.SAID_SO
    made = decision(of, Verdict.SUPPORTED, CITED, attribution=said)
    author = graph(report(item(1, of, made)))[0]["itemReviewed"]["author"]
    assert author == {"@type": "Organization", "name": "The Lowmere Courier"}


def test_the_review_says_what_was_found_and_cites_the_exact_words_with_their_link() -> None:
    first, second, third = graph(three())
    assert first["reviewRating"]["ratingExplanation"] == "So the minutes say."
    assert second["reviewRating"]["ratingExplanation"] == "Fewer were in use in 2016."
    assert first["reviewBody"] == (
        "Supported. So the minutes say. “a single crossing costs 14 crowns” (Lowmere Harbour Board, 2025-01-01) "
        "https://records.example/lw-001"
    )
    assert third["reviewBody"] == "Unverified: no evidence."
    assert first["citation"][0]["isPartOf"]["url"] == "https://records.example/lw-001"
    assert len(second["citation"]) == 2
    assert "citation" not in third


# -- what is not published --------------------------------------------------------------------


def test_what_nobody_released_is_not_there() -> None:
    plain = ClaimReport(1, TOLL, None, standing(decision(TOLL, Verdict.SUPPORTED, CITED)), PASSAGES)
    assert graph(report(plain)) == []


SOUND = item(1, TOLL, decision(TOLL, Verdict.SUPPORTED, CITED))


@pytest.mark.parametrize(
    "changed",
    [
        replace(SOUND, problems=("the document of lw-001#0 was changed",)),
        replace(SOUND, standing=replace(SOUND.standing, state=State.SECOND)),
        replace(SOUND, standing=replace(SOUND.standing, state=State.DISPUTED)),
        replace(SOUND, standing=replace(SOUND.standing, state=State.OPEN, decision=None)),
        replace(SOUND, standing=replace(SOUND.standing, state=State.DISMISSED, dismissed=DismissalReason.TRIVIAL)),
    ],
    ids=["stale", "second", "disputed", "undecided", "dismissed"],
)
def test_what_stands_no_more_is_not_there_though_it_was_released(changed: ClaimReport) -> None:
    assert released(report(SOUND)) == (SOUND,)
    assert graph(report(changed)) == []


def test_of_a_draft_that_a_later_one_has_replaced_nothing_is_published() -> None:
    assert graph(report(SOUND, standing=ArticleStanding(ARTICLE.id, ARTICLE.id, retired=True))) == []


def test_where_nothing_is_released_nothing_is_asked_for() -> None:
    assert graph(report(outlet="", outlet_url="", of=replace(ARTICLE, url=None))) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"outlet": " "}, r"no outlet is set\. Set outlet = .* in factcheck\.toml"),
        ({"outlet_url": ""}, r"no outlet_url is set\. Set outlet .* in factcheck\.toml"),
        ({"outlet_url": "javascript:alert(1)"}, r"'javascript:alert\(1\)' is no web address"),
        ({"of": replace(ARTICLE, url=None)}, r"has no web address.*`factcheck check … --url"),
        ({"of": replace(ARTICLE, url="file:///tmp/a.html")}, "has no web address"),
    ],
)
def test_what_is_missing_is_named_with_the_remedy(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        render(report(SOUND, **fields), "claimreview")


# -- hostile text -----------------------------------------------------------------------------


def test_hostile_text_cannot_leave_a_script_element_and_is_all_there() -> None:
    bad = f"</script><script>alert(1)</script><!-- \u2028 \u2029 {HOSTILE}"
    text = replace(ARTICLE, title=bad, publisher=bad)
    said = replace(BERTHS, text=bad, speaker=replace(FERRO, name=bad, role=bad))
    passage = replace(BOARD, publisher=bad, title=bad, url="javascript:alert(5)")
    made = decision(said, Verdict.SUPPORTED, replace(CITED, exact=bad), note=bad, attribution=Attribution.SAID_SO)
    hostile = replace(item(1, said, made, note=bad), cited={BOARD.id: passage})
    of = report(hostile, of=text, outlet=bad)
    made_text = render(of, "claimreview")
    assert not re.search("[<>&\u2028\u2029\x00-\x08\x1b\x9b\u202e\u2066\ud800]", made_text)
    (review,) = graph(of)
    assert "</script><script>alert(1)</script>" in review["claimReviewed"]
    assert "url" not in review["citation"][0]["isPartOf"]
    assert "javascript:alert(5)" not in made_text


def test_an_address_that_has_a_place_in_it_keeps_but_one() -> None:
    of = report(SOUND, of=replace(ARTICLE, url="https://courier.example/a#comments"))
    assert graph(of)[0]["url"] == "https://courier.example/a#claim-1"
