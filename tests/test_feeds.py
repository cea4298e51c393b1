"""ClaimReview feeds as the world writes them: whose, what was claimed, what was found, and what is broken in them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import databases
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import Workspace, precedents
from factcheck.checking.precedents import add_reviews
from factcheck.domain import ClaimReview
from factcheck.files import ItemError
from factcheck.precedents.days import day
from factcheck.precedents.plain_words import plain_words
from factcheck.precedents.ratings import rating
from factcheck.store import Database
from factcheck.store.precedents import all_reviews

Run = Callable[..., CompletedProcess[str]]
CLAIM = "The harbour at Orvale lost 40 berths in 2024."
ADDRESS = "https://lantern.example/checks/berths"


def review(**changes: object) -> dict[str, object]:
    item = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": ADDRESS,
        "datePublished": "2025-04-09",
        "claimReviewed": CLAIM,
        "author": {"@type": "Organization", "name": "The Lantern"},
        "reviewRating": {"@type": "Rating", "alternateName": "Misleading"},
    }
    return {name: value for name, value in {**item, **changes}.items() if value is not None}


def read(tmp_path: Path, value: object, name: str = "feed.json") -> list[Any]:
    file = tmp_path / name
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8", errors="surrogateescape")
    return list(precedents.read_feed(file, 10_000_000))


def one(tmp_path: Path, value: object) -> ClaimReview:
    (found,) = read(tmp_path, value)
    assert isinstance(found, ClaimReview), found
    return found


# -- whose it is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        ({"author": {"url": "https://www.lantern.example/about"}}, "lantern.example"),
        ({"author": {"name": " ", "url": "http://checks.lantern.example"}}, "checks.lantern.example"),
        ({"author": "https://lantern.example/"}, "lantern.example"),
        ({"author": {"@type": "Organization", "@id": "https://lantern.example/#us"}}, "lantern.example"),
        ({"author": {"url": "www.lantern.example"}}, "lantern.example"),
        ({"author": [{"name": ""}, {"name": "The Lantern"}]}, "The Lantern"),
        ({"author": {"name": ["The Lantern", "La Linterna"]}}, "The Lantern"),
        ({"author": {"name": {"@value": "The Lantern", "@language": "en"}}}, "The Lantern"),
        ({"author": None, "publisher": {"name": "The Lantern"}}, "The Lantern"),
        ({"author": {"url": "https://x.example"}, "publisher": {"name": "The Lantern"}}, "The Lantern"),
        ({"author": None, "publisher": None, "sdPublisher": {"name": "The Lantern"}}, "The Lantern"),
        ({"author": {"@type": "Person", "name": "Ilse Marr"}, "publisher": {"name": "The Lantern"}}, "The Lantern"),
        ({"author": {"@type": "Person", "name": "Ilse Marr"}}, "Ilse Marr"),
        ({"author": {"name": "Lantern &amp; Sons"}}, "Lantern & Sons"),
        ({"author": {"name": "https://lantern.example", "url": "https://lantern.example"}}, "lantern.example"),
    ],
)
def test_the_publisher_is_named_or_is_the_site(tmp_path: Path, fields: dict[str, object], publisher: str) -> None:
    assert one(tmp_path, review(**fields)).publisher == publisher


def test_what_a_graph_says_elsewhere_is_looked_up_and_read_once(tmp_path: Path) -> None:
    organisation = {"@type": "Organization", "@id": "#us", "name": "The Lantern"}
    claim = {"@type": "Claim", "@id": "#claim", "text": CLAIM, "author": {"@id": "#who"}}
    graph = [
        {"@type": "WebPage", "@id": "#page", "mainEntity": {"@id": "#check"}},
        review(**{"@id": "#check"}, author={"@id": "#us"}, claimReviewed=None, itemReviewed={"@id": "#claim"}),
        organisation,
        claim,
        {"@type": "Person", "@id": "#who", "name": "Petra Oswin"},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Checks"}]},
    ]
    found = one(tmp_path, {"@context": "https://schema.org", "@graph": graph})
    assert (found.publisher, found.claim, found.claimant) == ("The Lantern", CLAIM, "Petra Oswin")


def test_a_reference_to_itself_comes_to_an_end(tmp_path: Path) -> None:
    (found,) = read(tmp_path, {"@graph": [review(author={"@id": "#a"}), {"@id": "#a", "author": {"@id": "#a"}}]})[:1]
    assert "no publisher" in str(found)


# -- what was claimed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"claimReviewed": {"@type": "Claim", "text": CLAIM}},
        {"claimReviewed": {"@type": ["CreativeWork", "Claim"], "name": CLAIM}},
        {"claimReviewed": [CLAIM]},
        {"claimReviewed": ["", {"@value": CLAIM}]},
        {"claimReviewed": None, "itemReviewed": {"@type": "Claim", "text": CLAIM, "name": "On berths"}},
        {
            "claimReviewed": "",
            "itemReviewed": [{"@type": "CreativeWork", "name": "a post"}, {"@type": "Claim", "name": CLAIM}],
        },
        {"claimReviewed": "<p>The harbour at <b>Orvale</b> lost&nbsp;40&#32;berths<br/>in 2024.</p>"},
        {"claimReviewed": "The harbour at Orvale lost 40 berths\r\n in 2024."},
    ],
)
def test_a_claim_is_read_in_every_form(tmp_path: Path, fields: dict[str, object]) -> None:
    assert one(tmp_path, review(**fields)).claim == CLAIM


@pytest.mark.parametrize(
    "reviewed",
    [
        {"@type": "CreativeWork", "name": "a town hall in Orvale"},
        {"@type": "SocialMediaPosting", "text": "a post", "headline": "Berths"},
        {"@type": "Clip", "name": "The harbour debate"},
        {"name": "a press conference", "author": {"name": "Petra Oswin"}},
        "https://posts.example/1",
    ],
)
def test_the_occasion_of_a_claim_is_no_claim(tmp_path: Path, reviewed: object) -> None:
    (found,) = read(tmp_path, review(claimReviewed=None, itemReviewed=reviewed, name="Did Orvale lose berths?"))
    assert isinstance(found, ItemError)
    assert found.problem == "no claim in it"


def test_a_review_of_two_claims_is_one_of_each(tmp_path: Path) -> None:
    found = read(tmp_path, review(claimReviewed=[CLAIM, "Lorn has no harbour.", CLAIM]))
    assert [item.claim for item in found] == [CLAIM, "Lorn has no harbour."]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Spending fell by &lt;5 per cent", "Spending fell by <5 per cent"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("&amp;amp;quot;No&amp;amp;quot; to R&D at AT&T", '"No" to R&D at AT&T'),
        ("&lt;p&gt;un<em>fair</em>&lt;/p&gt;<p>tax</p>", "unfair tax"),
        ("fish&chips &copy 2024, black&copper", "fish&chips &copy 2024, black&copper"),
        ("so\u00adft \u200bwords\x07", "soft words"),
        ("<script>alert(1)</script>Words<!-- hidden -->", "Words"),
        ("an <unknown> tag", "an <unknown> tag"),
    ],
)
def test_markup_and_entities_are_folded_and_words_are_not(written: str, words: str) -> None:
    assert plain_words(written) == words


@given(st.text(max_size=60))
def test_words_without_marks_stay_as_they_are(text: str) -> None:
    plain = " ".join("".join(char for char in text if char.isalnum() or char == " ").split())
    assert plain_words(plain) == plain


# -- what was found -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Misleading", "Misleading"),
        ("<strong>Misleading</strong>", "Misleading"),
        (["Misleading", "Irreführend"], "Misleading"),
        ({"alternateName": ["Misleading"], "ratingValue": 2}, "Misleading"),
        ({"alternateName": {"@value": "x"}, "name": "Misleading"}, "Misleading"),
        ({"alternateName": "", "ratingValue": "Misleading"}, "Misleading"),
        ([{"ratingValue": 2}, {"name": "Misleading"}], "Misleading"),
        ({"@type": "Rating", "reviewRating": {"alternateName": "Misleading"}}, "Misleading"),
        ({"ratingValue": {"@type": "Rating", "name": "Misleading"}}, "Misleading"),
        ({"ratingExplanation": "The berths were moved."}, "The berths were moved."),
        ({"ratingValue": 2, "ratingExplanation": "Moved."}, "2 on a scale from 1 (worst) to 5 (best)"),
        ({"ratingValue": "2", "bestRating": "10", "worstRating": "0"}, "2 on a scale from 0 (worst) to 10 (best)"),
        ({"ratingValue": 2.5, "bestRating": 6}, "2.5 on a scale from 1 (worst) to 6 (best)"),
        ({"ratingValue": "3,5"}, "3.5 on a scale from 1 (worst) to 5 (best)"),
        ({"ratingValue": 5, "bestRating": 1, "worstRating": 5}, "5 on a scale from 5 (worst) to 1 (best)"),
        ({"ratingValue": 0, "bestRating": 10}, "0 on a scale to 10 (best)"),
        ({"ratingValue": 80}, "80 on a scale from 1 (worst)"),
        (4, "4 on a scale from 1 (worst) to 5 (best)"),
        ("4", "4 on a scale from 1 (worst) to 5 (best)"),
        ({"alternateName": 4}, "4 on a scale from 1 (worst) to 5 (best)"),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": -1}, ""),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": -1, "alternateName": "Not really"}, "Not really"),
        ({}, ""),
        (True, ""),
        (None, ""),
    ],
)
def test_a_rating_is_read_in_every_form(value: object, words: str) -> None:
    assert rating(value) == words


def test_a_review_without_a_rating_has_its_finding_if_that_is_short(tmp_path: Path) -> None:
    assert one(tmp_path, review(reviewRating=None, reviewBody="This is true.")).rating == "This is true."
    (found,) = read(tmp_path, review(reviewRating=None, reviewBody="Words of an article. " * 50))
    assert "no rating" in str(found)


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2025-04-09", (2025, 4, 9)),
        ("2025-04-09T23:30:00-05:00", (2025, 4, 9)),
        ("2025-04-09 20:30:17 UTC", (2025, 4, 9)),
        ("2025/4/9", (2025, 4, 9)),
        ("20250409T203017Z", (2025, 4, 9)),
        ("April 9, 2025", (2025, 4, 9)),
        ("9 April 2025, 10:15", (2025, 4, 9)),
        ("Wed, 09 Apr 2025 20:30:17 GMT", (2025, 4, 9)),
        ("Wed Apr 09 2025 20:30:17 GMT+0100 (BST)", (2025, 4, 9)),
        (1744230617, (2025, 4, 9)),
        ("1744230617000", (2025, 4, 9)),
        ("25.12.2024", (2024, 12, 25)),
        ("12/25/2024", (2024, 12, 25)),
        ("05/05/2024", (2024, 5, 5)),
        ("04/09/2025", None),
        ("2025-13-40", None),
        ("2025-04", None),
        ("last week", None),
        ("", None),
        (True, None),
        (10**400, None),
    ],
)
def test_a_day_is_read_in_every_form_that_is_one(written: object, when: tuple[int, int, int] | None) -> None:
    assert day(written) == (date(*when) if when else None)


def test_the_first_day_that_can_be_read_counts(tmp_path: Path) -> None:
    found = one(tmp_path, review(datePublished="04/09/2025", dateModified="2025-04-10"))
    assert found.published == date(2025, 4, 10)


# -- around and beside it -----------------------------------------------------------------

TOOLS_PAGE = {
    "name": "pages/7",
    "pageUrl": ADDRESS,
    "publishDate": "2025-04-09",
    "claimReviewAuthor": {"name": "The Lantern", "imageUrl": "https://lantern.example/logo.png"},
    "claimReviewMarkups": [
        {"claimReviewed": CLAIM, "claimAuthor": {"name": "Petra Oswin"}, "rating": {"textualRating": "Misleading"}}
    ],
}


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@type": "WebPage", "mainEntity": {"@type": "Claim", "review": review()}},
        {
            "@type": "WebPage",
            "url": ADDRESS,
            "mainEntity": {"@type": "Claim", "text": CLAIM, "review": [review(claimReviewed=None)]},
        },
        {"@type": "NewsArticle", "headline": "Berths", "review": review()},
        {"@type": "NewsArticle", "subjectOf": [review()]},
        {"claimReviewMarkupPages": [TOOLS_PAGE], "nextPageToken": "x"},
        TOOLS_PAGE,
        {
            "claims": [
                {
                    "text": CLAIM,
                    "claimReview": {
                        "publisher": {"site": "x", "name": "The Lantern"},
                        "url": ADDRESS,
                        "textualRating": "Misleading",
                        "reviewDate": "2025-04-09T00:00:00Z",
                    },
                }
            ]
        },
        {
            "@type": "schema:ClaimReview",
            **{f"schema:{name}": value for name, value in review().items() if name[0] != "@"},
        },
        {
            "@type": ["http://schema.org/ClaimReview"],
            **{f"http://schema.org/{name}": [value] for name, value in review().items() if name[0] != "@"},
        },
        {
            "type": ["https://schema.org/ClaimReview"],
            "properties": {name: [value] for name, value in review().items() if name[0] != "@"},
        },
        [None, {}, [], "", review()],
        {"@type": "MediaReview", "associatedClaimReview": review()},
    ],
)
def test_a_review_is_found_whatever_stands_around_it(tmp_path: Path, wrapped: object) -> None:
    (found,) = [item for item in read(tmp_path, wrapped) if not isinstance(item, precedents.Unread)]
    assert isinstance(found, ClaimReview), found
    assert (found.claim, found.rating, found.publisher) == (CLAIM, "Misleading", "The Lantern")
    assert (found.id, found.url, found.published) == (ADDRESS, ADDRESS, date(2025, 4, 9))


@pytest.mark.parametrize(
    "empty",
    [
        "{}",
        "[]",
        "null",
        '{"claims": []}',
        '{"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": null}]}',
    ],
)
def test_an_empty_feed_is_a_sound_one(run: Run, tmp_path: Path, empty: str) -> None:
    (tmp_path / "feed.json").write_text(empty, encoding="utf-8")
    assert run("corpus", "add", tmp_path / "feed.json").returncode == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_feed_is_read_in_every_encoding_of_json(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "feed.json").write_bytes(json.dumps(review()).encode(encoding))
    (found,) = precedents.read_feed(tmp_path / "feed.json", 1_000_000)
    assert isinstance(found, ClaimReview)


def test_an_object_that_is_something_else_alone_is_named(tmp_path: Path) -> None:
    (found,) = read(tmp_path, {"@type": "Person", "name": "Petra Oswin"})
    assert "no ClaimReview" in found.problem


# -- what is broken -----------------------------------------------------------------------

GOOD, OTHER = json.dumps(review()), json.dumps(review(url="https://lantern.example/2"))


@pytest.mark.parametrize(
    ("text", "count", "places"),
    [
        (f"{GOOD}\n{OTHER}\n", 2, []),
        (f"{GOOD}{OTHER}", 2, []),
        (f"\x1e{GOOD}\n\x1e{OTHER}\n", 2, []),
        (f"\ufeff[{GOOD},\n{OTHER},\n]", 2, []),
        (f"[{GOOD}, {OTHER[:-1]},}}]", 2, []),
        (f"[{GOOD}, {OTHER.replace('in 2024', 'in' + chr(10) + chr(9) + '2024')}]", 2, []),
        (f"[{GOOD},\n{OTHER.replace('Misleading', 'so-called ' + chr(34) + 'news' + chr(34))}]", 1, ["line 2, column"]),
        (f"[{GOOD},\n{OTHER.replace(chr(34) + ', ', ', ', 1)},\n{OTHER}]", 2, ["line 2, column"]),
        (f"[{OTHER.replace('Misleading' + chr(34), 'Misleading')},\n{GOOD},\n{OTHER}]", 2, ["line 2, column"]),
        (f"[{GOOD},\n{OTHER[:90]}", 1, ["line 2, column"]),
        (
            f'{{"dataFeedElement": [{{"item": [{GOOD}]}},\n{{"item": [{OTHER[:90]}]}},\n{{"item": [{OTHER}]}}]}}',
            2,
            ["line 3"],
        ),
        (f'[{GOOD}, {{"a": NaN}}]', 1, ["item 2: no ClaimReview"]),
        (
            f"[{GOOD}, {OTHER.replace('Misleading', 'Mis' + chr(0xDCE9) + 'leading')}]",
            1,
            ["item 2: the rating holds bytes"],
        ),
    ],
)
def test_one_bad_string_never_loses_a_feed(tmp_path: Path, text: str, count: int, places: list[str]) -> None:
    found = read(tmp_path, text)
    assert sum(isinstance(item, ClaimReview) for item in found) == count, found
    problems = [str(item) for item in found if isinstance(item, ItemError)]
    assert len(problems) == len(places), problems
    assert all(place in problem for place, problem in zip(places, problems, strict=True)), problems


@pytest.mark.parametrize("first", ["null", "{", "{}", '{"@type": "MediaReview"}', f'{{"claims": [{GOOD}]}}'])
def test_lines_are_a_feed_whatever_the_first_one_is(tmp_path: Path, first: str) -> None:
    found = read(tmp_path, f"{first}\n{GOOD}\n", "feed.jsonl")
    assert precedents.is_feed(tmp_path / "feed.jsonl")
    assert isinstance(found[-1], ClaimReview)


@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from('"{}[]:,\\\n')), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_one_item_is_broken_the_others_are_read(tmp_path: Path, changes: list[tuple[int, str]]) -> None:
    broken = OTHER
    for at, char in changes:
        broken = broken[: at % len(broken)] + char + broken[at % len(broken) :]
    found = read(tmp_path, f"[{GOOD},\n{broken},\n{GOOD.replace('berths', 'moorings')}]")
    read_claims = [item.claim for item in found if isinstance(item, ClaimReview)]
    assert CLAIM in read_claims
    assert CLAIM.replace("berths", "moorings") in read_claims or any(isinstance(item, ItemError) for item in found)


# -- in the memory ------------------------------------------------------------------------


@contextmanager
def opened_in(folder: Path) -> Iterator[Database]:
    with Workspace(folder) as desk:
        desk.make()
        yield desk.database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened_in(tmp_path) as opened:
        yield opened


def remembered(database: Database) -> dict[tuple[str, str], str]:
    """The rating of each claim at each address."""
    with database.reading() as session:
        return {(str(item.url), item.claim): item.rating for item, _, _ in all_reviews(session)}


def test_several_claims_at_one_address_stay_whatever_feed_they_come_in(run: Run, tmp_path: Path) -> None:
    claims = [CLAIM, "Lorn has no harbour.", "The ferry sails twice a day."]
    for number, some in enumerate([claims[:1], claims[1:2], [claims[2], claims[0]], claims[::-1]]):
        feed = tmp_path / f"{number}.json"
        feed.write_text(json.dumps([review(claimReviewed=claim) for claim in some]), encoding="utf-8")
        done = run("corpus", "add", feed)
        assert done.returncode == 0
        assert " 0 changed" in done.stdout
    stored = json.loads(run("corpus", "list", "--reviews", "--json").stdout)
    assert [item["claim"] for item in stored] == claims
    assert [item["id"] for item in stored] == [ADDRESS, f"{ADDRESS}#claim-2", f"{ADDRESS}#claim-3"]


def test_the_same_claim_with_another_rating_is_a_change(database: Database) -> None:
    before = ClaimReview(ADDRESS, CLAIM, "Misleading", "The Lantern", ADDRESS)
    after = ClaimReview(ADDRESS, f" {CLAIM.upper()}!", "False", "The Lantern", ADDRESS)
    assert list(add_reviews(database, [before], "")) == ["new"]
    assert list(add_reviews(database, [after, before], "")) in (["changed", "unchanged"], ["unchanged", "unchanged"])
    assert list(add_reviews(database, [after], "")) in (["changed"], ["unchanged"])
    assert remembered(database) == {(ADDRESS, after.claim): "False"}


def test_an_address_that_begins_like_another_is_another(database: Database) -> None:
    addresses = ("https://l.example/1", "https://l.example/12", "https://l.example/1#claim-x", "https://l.example/1 ")
    reviews = [ClaimReview(address, CLAIM, "True", "The Lantern", address) for address in addresses]
    assert list(add_reviews(database, reviews, "")) == ["new"] * 4
    assert list(add_reviews(database, reviews, "")) == ["unchanged"] * 4


REVIEWS = [
    ClaimReview(address, claim, rating, "The Lantern", address)
    for (address, claim), rating in zip(
        itertools.product([ADDRESS, f"{ADDRESS}/2"], ["Claim 1", "Claim 2", "Another claim", "claim no 1"]),
        ["True", "False", "Half true"] * 3,
        strict=False,
    )
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(REVIEWS), max_size=6), max_size=4), st.randoms())
def test_in_whatever_order_feeds_come_the_memory_holds_the_same(
    tmp_path_factory: pytest.TempPathFactory, feeds: list[list[ClaimReview]], random: Any
) -> None:
    stored = []
    for _ in range(2):
        with opened_in(tmp_path_factory.mktemp("memory")) as database:
            for feed in feeds:
                assert "changed" not in list(add_reviews(database, feed, ""))
            stored.append(remembered(database))
        random.shuffle(feeds)
        for feed in feeds:
            random.shuffle(feed)
    assert stored[0] == stored[1] == {(str(one.url), one.claim): one.rating for one in itertools.chain(*feeds)}


def test_a_memory_of_an_earlier_version_gets_no_second_entry(run: Run, workspace: Path, tmp_path: Path) -> None:
    """Ids were counted in the order of the feed, and words kept their markup."""
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps([review(), review(claimReviewed="<p>Lorn has no harbour.</p>")]), encoding="utf-8")
    run("corpus", "add", feed)
    with databases.opened_up(workspace) as database:
        database.execute("UPDATE precedents SET id = 'swap' WHERE id = ?", (ADDRESS,))
        database.execute(
            "UPDATE precedents SET id = ?, claim = '<p>' || claim || '</p>' WHERE id LIKE '%-2'", (ADDRESS,)
        )
        database.execute("UPDATE precedents SET id = ? WHERE id = 'swap'", (f"{ADDRESS}#claim-2",))
    again = run("corpus", "add", feed)
    assert again.stdout == "0 new, 0 changed, 2 unchanged ClaimReviews\n"
    assert len(json.loads(run("corpus", "list", "--reviews", "--json").stdout)) == 2


def test_what_is_no_claim_in_words_is_counted_and_no_failure(run: Run, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    media = {
        "@type": "MediaReview",
        "url": "https://lantern.example/m",
        "mediaAuthenticityCategory": "TransformedContent",
    }
    feed.write_text(json.dumps([media, review(), media]), encoding="utf-8")
    done = run("corpus", "add", feed, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["not_read"] == {"MediaReview": 2}
    assert done.stderr.count("MediaReview") == 1
    assert "2 MediaReviews not read" in done.stderr
