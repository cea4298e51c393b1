"""Has this been checked before: feeds, what differs, what is found, and what may be reused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import databases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import Workspace, precedents
from factcheck.domain import ClaimReview, MatchLevel, Verdict
from factcheck.errors import InputError, UsageError
from factcheck.files import ItemError
from factcheck.precedents.ratings import plain_verdict

Run = Callable[..., CompletedProcess[str]]
FEED = Path(__file__).parent / "data" / "claimreview" / "feed.json"
MAX = 1_000_000

# -- feeds --------------------------------------------------------------------------------


def read(tmp_path: Path, value: object, name: str = "feed.json") -> list[ClaimReview | ItemError]:
    file = tmp_path / name
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return list(precedents.read_feed(file, MAX))


def review(**changes: object) -> dict[str, object]:
    item = {
        "@type": "ClaimReview",
        "url": "https://courier.example/1",
        "claimReviewed": "Lorn has 9 wells.",
        "author": {"name": "The Lorn Courier"},
        "reviewRating": {"alternateName": "True"},
    }
    return {**item, **changes}


def test_a_feed_yields_its_reviews_and_names_what_is_none() -> None:
    bridges, ferry, empty = precedents.read_feed(FEED, MAX)
    assert isinstance(bridges, ClaimReview)
    assert (bridges.id, bridges.rating, bridges.verdict) == (bridges.url, "Mostly false", None)
    assert (bridges.publisher, bridges.claimant, bridges.published) == (
        "The Lorn Courier",
        "Petra Lind",
        date(2024, 2, 11),
    )
    assert isinstance(ferry, ClaimReview)
    assert (ferry.published, ferry.rating, ferry.verdict) == (None, "FALSE!", Verdict.CONTRADICTED)
    assert isinstance(empty, ItemError)
    assert str(empty) == f"{FEED}, item 1, item 3: no claim in it."


@pytest.mark.parametrize(
    "wrapped",
    [
        review(),
        [review()],
        {"@graph": [review()]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": review()}]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": review()}]},
        {
            "claims": [
                {
                    "text": "Lorn has 9 wells.",
                    "claimReview": [
                        {
                            "publisher": {"name": "The Lorn Courier", "site": "courier.example"},
                            "url": "https://courier.example/1",
                            "textualRating": "True",
                            "languageCode": "en",
                        }
                    ],
                }
            ]
        },
    ],
    ids=["alone", "list", "graph", "ItemList", "DataFeed", "Fact Check Tools API"],
)
def test_every_shape_gives_the_same_review(tmp_path: Path, wrapped: object) -> None:
    (found,) = read(tmp_path, wrapped)
    assert isinstance(found, ClaimReview)
    assert (found.claim, found.rating, found.publisher) == ("Lorn has 9 wells.", "True", "The Lorn Courier")
    assert found.verdict is Verdict.SUPPORTED


def test_lines_of_json_are_read_one_by_one(tmp_path: Path) -> None:
    text = f"{json.dumps(review())}\n{{\n{json.dumps(review(url='https://courier.example/2'))}\n"
    first, bad, second = read(tmp_path, text, "feed.jsonl")
    assert isinstance(bad, ItemError)
    assert bad.place == f"{tmp_path / 'feed.jsonl'}, line 2"
    assert isinstance(first, ClaimReview)
    assert isinstance(second, ClaimReview)
    assert precedents.is_feed(tmp_path / "feed.jsonl")


def test_documents_in_jsonl_are_no_feed(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text('{"id": "a", "text": "Lorn has 9 wells."}\n', encoding="utf-8")
    assert not precedents.is_feed(file)


def test_a_bare_number_is_given_with_its_scale(tmp_path: Path) -> None:
    rating = {"ratingValue": 1, "worstRating": 1, "bestRating": 5}
    (found,) = read(tmp_path, review(reviewRating=rating))
    assert isinstance(found, ClaimReview)
    assert found.rating == "1 on a scale from 1 (worst) to 5 (best)"
    assert found.verdict is None


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("True", "supported"),
        ("Pants on Fire!", "contradicted"),
        ("Mostly true", None),
        ("Not false", None),
        ("Missing context", None),
        ("Half true", None),
        ("Not True", "contradicted"),
    ],
)
def test_only_plain_ratings_are_put_into_our_words(rating: str, verdict: str | None) -> None:
    assert plain_verdict(rating) == verdict


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (review(claimReviewed="a\0b"), "NUL"),
        (review(claimReviewed="x" * 5001), "5,001 characters"),
        (review(author={}), "no publisher"),
        (review(reviewRating=None), "no rating"),
        ("words", "no ClaimReview"),
        ({"a": 1}, "no ClaimReview"),
    ],
)
def test_a_bad_item_is_named_and_the_rest_go_on(tmp_path: Path, item: object, problem: str) -> None:
    bad, good = read(tmp_path, [item, review()])
    assert isinstance(bad, ItemError)
    assert problem in bad.problem
    assert isinstance(good, ClaimReview)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\udcff"], ids=["empty", "cut", "deep", "not UTF-8"])
def test_a_file_that_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"feed\.json"):
        list(precedents.read_feed(file, MAX))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("claimReviewed @type claimReview claims item author reviewRating url".split()),
            inner | st.just("ClaimReview"),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_json_it_is_there_are_reviews_or_named_problems(tmp_path_factory: Any, value: object) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    for item in precedents.read_feed(file, MAX):
        assert item.problem if isinstance(item, ItemError) else item.claim and item.rating and item.publisher


# -- what differs -------------------------------------------------------------------------

BRIDGES = "The city closed 14 bridges for repairs in 2021."


@pytest.mark.parametrize(
    ("claim", "level", "differs"),
    [
        ("In 2021 the city closed 14 bridges for repairs", "same claim", None),
        ("The city closed 14 bridges for repairs in 2019.", "near miss", "2021 → 2019"),
        ("The city closed 40 bridges for repairs in 2021.", "near miss", "14 → 40"),
        ("The city never closed 14 bridges for repairs in 2021.", "near miss", "“never” was not there"),
        ("The city closed 14 bridges for repairs.", "near miss", "without 2021"),
        ("In 2021 Port Annick closed 14 bridges for repairs.", "near miss", "Annick"),
        ("Wheat prices doubled.", "related", None),
    ],
)
def test_a_near_miss_reads_as_one(claim: str, level: str, differs: str | None) -> None:
    found = precedents.compare(claim, BRIDGES, 0.0)
    assert found.level == level
    assert differs is None or any(differs in item for item in found.differs), found.differs


def test_a_near_miss_stays_one_however_alike_the_vectors_are() -> None:
    assert precedents.compare("The port is not open.", "The port is open.", 0.99).level is MatchLevel.NEAR_MISS


@given(st.text(max_size=80))
def test_a_text_is_the_same_as_itself_or_related_where_it_says_nothing(text: str) -> None:
    assert precedents.compare(text, text, 1.0) == (MatchLevel.SAME, ())


# -- what is asked and in which order -----------------------------------------------------


def test_a_post_is_searched_by_its_words() -> None:
    post = "#LornBridges are closed! https://t.example/x — Petra (@petra_lind) March 3, 2020"
    assert precedents.cleaned(post) == "Lorn Bridges are closed! — Petra"
    assert precedents.cleaned("thanks @PetraLind") == "thanks Petra Lind"


def test_the_order_rests_on_likeness_and_ties_go_to_the_first() -> None:
    same = [precedents.EarlierCheck(key, BRIDGES, "", 0.9, 0.0, 5.0) for key in (7, 3)]
    other = precedents.EarlierCheck(1, "Wheat prices doubled.", "", 0.1, 0.0, 0.0)
    assert [match.key for match in precedents.rank(BRIDGES, [*same, other], 3)] == [3, 7, 1]


# -- at the desk --------------------------------------------------------------------------

RECORD = {
    "id": "roads",
    "text": "In 2019 the city closed 14 bridges for repairs, the roads office said.",
    "publisher": "Roads Office",
    "published": "2020-01-02",
}


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Any:
    record = tmp_path / "record.jsonl"
    record.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    with Workspace(tmp_path / "desk", cache=cache, user="leo", judge="rules") as desk:
        desk.corpus_add(record, FEED)
        yield desk


def checked(desk: Workspace, year: int, place: str) -> Any:
    """The claim about bridges of an article from ``place``."""
    file = desk.settings.workspace.parent / f"{place}-{year}.txt"
    file.write_text(
        f'Bridges of {place}\n\n"The city closed 14 bridges for repairs in {year}," said Petra Lind on Tuesday.\n',
        encoding="utf-8",
    )
    return next(item for item in desk.check(file).claims if "bridges for repairs" in item.claim.text)


def test_a_published_check_is_shown_with_its_rating_and_what_differs(desk: Workspace) -> None:
    (found,) = checked(desk, 2019, "Lorn").precedents
    assert (found.own, found.rating, found.by, found.at) == (False, "Mostly false", "The Lorn Courier", "2024-02-11")
    assert (found.level, found.differs) == (MatchLevel.NEAR_MISS, ("2021 → 2019",))


def test_a_claim_review_is_never_evidence(desk: Workspace) -> None:
    item = checked(desk, 2021, "Lorn")
    assert item.precedents[0].level is MatchLevel.SAME
    assert {evidence.passage.document_id for evidence in item.search.evidence} == {"roads"}
    assert all("courier" not in (passage.url or "") for passage, _ in desk.corpus_search("bridges closed", 50))
    with pytest.raises(UsageError, match="no passage"):
        desk.mark(item.claim.id, "contradicted", cite=["https://courier.example/checks/bridges"])
    with pytest.raises(UsageError, match="cannot be reused"):
        desk.mark(item.claim.id, "contradicted", reuse="https://courier.example/checks/bridges")


def test_the_desks_own_verdict_comes_first_and_only_from_other_articles(desk: Workspace) -> None:
    first = checked(desk, 2019, "Lorn")
    desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0"])
    again = checked(desk, 2019, "Annick")
    own, published = again.precedents
    assert (own.own, own.id, own.rating, own.by) == (True, first.claim.id, "supported", "leo")
    assert (own.level, published.own) == (MatchLevel.SAME, False)
    assert again.decision is None, "a match decides nothing"
    _, item = desk.show(first.claim.id)
    assert not any(precedent.own for precedent in item.precedents)


def test_a_reopened_verdict_is_no_precedent(desk: Workspace) -> None:
    first = checked(desk, 2019, "Lorn")
    desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0"])
    desk.reopen(first.claim.id, note="the office has corrected it")
    assert not any(item.own for item in checked(desk, 2019, "Annick").precedents)


def test_reusing_a_verdict_cites_its_words_again_and_says_so(desk: Workspace) -> None:
    first = checked(desk, 2019, "Lorn")
    made = desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0:14 bridges"])
    again = checked(desk, 2019, "Annick")
    reused = desk.mark(again.claim.id, "supported", reuse=first.claim.id[:8], by="ana")
    assert reused.citations == made.citations
    assert f"[reuses {first.claim.id}, supported by leo, {made.at}, {made.hash[:12]}]" in reused.note
    assert desk.verify().sound


def test_reuse_is_refused_for_another_verdict_for_itself_and_where_none_stands(desk: Workspace) -> None:
    first, again = checked(desk, 2019, "Lorn"), checked(desk, 2019, "Annick")
    with pytest.raises(UsageError, match="no standing verdict"):
        desk.mark(again.claim.id, "supported", reuse=first.claim.id)
    desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0"])
    with pytest.raises(UsageError, match="was found supported, not contradicted"):
        desk.mark(again.claim.id, "contradicted", reuse=first.claim.id)
    with pytest.raises(UsageError, match="its own verdict"):
        desk.mark(first.claim.id, "supported", reuse=first.claim.id)


def test_reusing_the_verdict_on_a_near_miss_needs_a_note(desk: Workspace) -> None:
    first, near = checked(desk, 2019, "Lorn"), checked(desk, 2021, "Annick")
    desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0"])
    with pytest.raises(UsageError, match=r"not the same claim \(2019 → 2021\)"):
        desk.mark(near.claim.id, "supported", reuse=first.claim.id)
    assert desk.mark(near.claim.id, "supported", reuse=first.claim.id, note="both years are meant").verdict


def test_a_stale_verdict_shows_as_stale_and_cannot_be_reused(desk: Workspace) -> None:
    first, again = checked(desk, 2019, "Lorn"), checked(desk, 2019, "Annick")
    desk.mark(first.claim.id, "supported", attribution="said-otherwise", cite=["roads#0"])
    desk.corpus_remove("roads")
    _, shown = desk.show(again.claim.id)
    assert "was changed or removed" in shown.precedents[0].problems[0]
    with pytest.raises(UsageError, match="is stale and cannot be reused"):
        desk.mark(again.claim.id, "supported", reuse=first.claim.id)
    assert not desk.history(again.claim.id), "a refused decision leaves nothing"


def test_a_changed_review_gets_a_new_version_and_the_old_one_is_kept(desk: Workspace, tmp_path: Path) -> None:
    feed = json.loads(FEED.read_text(encoding="utf-8"))
    feed["dataFeedElement"][0]["item"][0]["reviewRating"]["alternateName"] = "False"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(feed), encoding="utf-8")
    assert desk.corpus_add(changed).reviews == {"new": 0, "changed": 1, "unchanged": 1}
    (found,) = checked(desk, 2019, "Lorn").precedents
    assert (found.rating, found.verdict) == ("False", Verdict.CONTRADICTED)
    with databases.opened_up(desk.settings.workspace) as database:
        assert database.execute("SELECT count(*) FROM precedents").fetchone() == (3,)


def test_a_review_that_was_tampered_with_is_named(desk: Workspace) -> None:
    with databases.opened_up(desk.settings.workspace) as database:
        database.execute("UPDATE precedents SET rating = 'True' WHERE url LIKE '%bridges'")
    (problem,) = desk.verify().damage
    assert problem == "ClaimReview https://courier.example/checks/bridges, version 1: not what was stored"


# -- from the command line ----------------------------------------------------------------

RULES = {"FACTCHECK_JUDGE": "rules"}  # stance is another matter, and its model takes time to load


def test_a_feed_is_added_named_where_it_is_bad_and_shown_before_a_claim(run: Run, tmp_path: Path) -> None:
    added = run("corpus", "add", FEED)
    assert (added.returncode, added.stdout) == (3, "2 new, 0 changed, 0 unchanged ClaimReviews\n")
    assert "item 1, item 3: no claim in it" in added.stderr
    story = tmp_path / "story.txt"
    story.write_text('"The city closed 14 bridges for repairs in 2019," said Petra Lind.\n', encoding="utf-8")
    shown = run("check", story, **RULES).stdout
    assert "BEFORE https://courier.example/checks/bridges near miss: “Mostly false” (The Lorn Courier" in shown
    claim = json.loads(run("check", story, "--json", **RULES).stdout)["claims"][0]
    assert claim["precedents"][0]["differs"] == ["2021 → 2019"]
    page = run("report", story, "--format", "html").stdout
    assert "Differs: 2021 → 2019" in page


def test_text_of_a_feed_cannot_act(run: Run, tmp_path: Path) -> None:
    feed, story = tmp_path / "feed.json", tmp_path / "story.txt"
    claim = "The city closed 14 bridges for repairs in 2019"
    hostile = review(claimReviewed=f"{claim} <script>x</script>\x1b[2J", url="javascript:alert(1)")
    feed.write_text(json.dumps(hostile), encoding="utf-8")
    story.write_text(f'"{claim}," said Petra Lind.\n', encoding="utf-8")
    run("corpus", "add", feed)
    assert "\x1b" not in run("check", story, **RULES).stdout
    page = run("report", story, "--format", "html").stdout
    assert "<script>x" not in page
    assert 'href="javascript' not in page


def test_a_removed_review_is_no_longer_found_until_it_is_added_again(desk: Workspace) -> None:
    (review, version), *rest = desk.corpus_reviews()
    assert version == 1
    desk.corpus_remove(review.id)
    assert [one for one, _ in desk.corpus_reviews()] == [one for one, _ in rest]
    assert desk.corpus_stats().claim_reviews == len(rest)
    assert not checked(desk, 2019, "Lorn").precedents
    with pytest.raises(UsageError, match=r"ClaimReview.*--reviews"):
        desk.corpus_remove(review.id)
    assert desk.corpus_add(FEED).reviews == {"new": 0, "changed": 1, "unchanged": 1}
    assert checked(desk, 2019, "Annick").precedents
    assert desk.verify().sound
