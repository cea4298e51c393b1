"""The verbs from Python, as a caller finds them in ``help(factcheck)``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import factcheck
from factcheck import ArticleReport, Document, InputError, UsageError, Verdict, Workspace
from factcheck.store.queue import Filters

STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe told reporters on Monday.\n"
NOTE = Document(id="iq:1", text="The wall is 300 km long. It is 3 metres high.")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "desk", cache=cache, judge="rules", user="ana") as opened:
        opened.corpus_add_documents([NOTE])
        yield opened


@pytest.fixture
def report(desk: Workspace) -> ArticleReport:
    return desk.check(desk.article(STORY))


# -- what the package offers ----------------------------------------------------------------


def test_every_name_that_is_offered_is_there_and_shown_by_help() -> None:
    for name in factcheck.__all__:
        assert getattr(factcheck, name) is not None
        assert name in dir(factcheck)
    with pytest.raises(AttributeError, match="no attribute 'Workspaces'"):
        factcheck.Workspaces  # noqa: B018


def test_every_expected_failure_can_be_caught_from_the_package() -> None:
    errors = {name for name in factcheck.__all__ if name.endswith("Error")}
    assert errors == {"FactcheckError", "InputError", "UsageError", "ConflictError", "IntegrityError"}
    assert all(issubclass(getattr(factcheck, name), factcheck.FactcheckError) for name in errors)


def test_every_public_verb_says_what_it_does() -> None:
    verbs = [member for name, member in inspect.getmembers(Workspace, callable) if not name.startswith("_")]
    assert len(verbs) > 15
    assert [verb.__name__ for verb in verbs if not inspect.getdoc(verb)] == []


def test_the_package_is_marked_as_typed() -> None:
    """That its types are right for callers is shown by `make types` (tests/typed_caller.py)."""
    assert (Path(factcheck.__file__).parent / "py.typed").is_file()


# -- text from memory -----------------------------------------------------------------------


def test_text_from_memory_is_checked_and_reported(desk: Workspace) -> None:
    day = date(2025, 11, 1)
    article = desk.article(STORY, publisher="The Example", published=day, url="https://news.example/wall")
    assert (article.title, article.publisher, article.published, article.published_from) == (
        "A wall is built",
        "The Example",
        day,
        "given",
    )
    report = desk.check(article)
    assert {item.claim.speaker.name for item in report.claims if item.claim.speaker} == {"Jane Roe"}
    assert desk.report(article.id).article == report.article == article
    assert [line.article.id for line in desk.articles()] == [article.id]


def test_text_from_memory_is_read_as_what_it_is(desk: Workspace) -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><h1>Über</h1><p>“Ünder,” she said.</p></body></html>"
    assert desk.article(page).title == "Über"
    assert desk.article("# A wall\n\nWords.").title == "A wall"
    assert desk.article("# A wall\n\nWords.", format="text").text.startswith("# A wall")
    assert desk.article("Words.", title="Given").title == "Given"


@pytest.mark.parametrize("text", ["", " \n", "\ud800 words"])
def test_text_that_is_no_article_is_named(desk: Workspace, text: str) -> None:
    with pytest.raises(InputError, match=r"^feed item 7: "):
        desk.article(text, source="feed item 7")


def test_words_from_memory_are_compared(desk: Workspace) -> None:
    (compared,) = desk.wording(desk.article("“The wall is 300 km long,” Jane Roe said."))
    assert compared.wording.places


# -- deciding -------------------------------------------------------------------------------


@pytest.mark.parametrize("cite", ["1", "iq:1#0", "iq:1#0:300 km", ["1"], ("1:300 km", "iq:1#0:3 metres")])
def test_one_citation_needs_no_list(desk: Workspace, report: ArticleReport, cite: str | list[str]) -> None:
    decision = desk.mark(report.claims[0].claim.id, Verdict.CONTRADICTED, cite=cite)
    assert {item.passage_id for item in decision.citations} == {"iq:1#0"}
    assert len(decision.citations) == (2 if isinstance(cite, tuple) else 1)


def test_a_verdict_or_reason_that_does_not_exist_is_a_usage_error(desk: Workspace, report: ArticleReport) -> None:
    claim = report.claims[0].claim.id
    with pytest.raises(UsageError, match=r"no verdict 'true'\. One of supported, contradicted, unverified"):
        desk.mark(claim, "true", cite="1")
    with pytest.raises(UsageError, match=r"no reason 'tired'\. One of no-evidence, "):
        desk.mark(claim, "unverified", reason="tired")
    assert desk.history() == []


@pytest.mark.parametrize("page", [{"limit": -1}, {"limit": 0}, {"offset": -1}])
def test_a_page_of_the_queue_that_cannot_be_is_a_usage_error(desk: Workspace, page: dict[str, int]) -> None:
    with pytest.raises(UsageError, match=r"(limit|offset) is -?\d; it wants \d or more"):
        desk.queue(**page)  # type: ignore[arg-type]


def test_the_queue_is_read_page_by_page(desk: Workspace) -> None:
    desk.check(desk.article("\n\n".join(f"The wall is {n} km long, Jane Roe said." for n in range(100, 105))))
    everything, total = desk.queue(limit=100)
    assert total == len(everything) == 5
    pages = [desk.queue(limit=2, offset=offset)[0] for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [item.claim.id for page in pages for item in page] == [item.claim.id for item in everything]


def test_a_search_for_no_passages_is_a_usage_error(desk: Workspace) -> None:
    with pytest.raises(UsageError, match="count is 0"):
        desk.corpus_search("wall", 0)
    assert [passage.id for passage, _ in desk.corpus_search("How long is the wall?", 1)] == ["iq:1#0"]


def test_a_decision_is_reopened_and_both_stand_in_the_log(desk: Workspace, report: ArticleReport) -> None:
    claim, total = report.claims[0].claim.id, len(report.claims)
    desk.mark(claim, "contradicted", cite="1:300 km")
    assert (desk.queue()[1], desk.queue(Filters(decided=True))[1]) == (total - 1, 1)
    desk.reopen(claim, note="the ministry has sent another figure", by="leo")
    assert [(entry.verdict, entry.by) for entry in desk.history(claim)] == [("contradicted", "ana"), (None, "leo")]
    assert (desk.queue()[1], desk.queue(Filters(decided=True))[1]) == (total, 0)
    assert desk.verify().sound


# -- a workspace that is not there ------------------------------------------------------------


def test_a_verb_that_asks_needs_a_workspace_and_one_that_fills_makes_it(tmp_path: Path, cache: Path) -> None:
    said: list[str] = []
    with Workspace(tmp_path / "new", cache=cache, notice=said.append) as desk:
        for ask in (desk.queue, desk.articles, desk.history, desk.verify, desk.corpus_list, desk.corpus_stats):
            with pytest.raises(UsageError, match=r"no such database|nothing there yet"):
                ask()
        assert not (tmp_path / "new").exists()
        desk.corpus_add_documents([NOTE])
        assert [row[0] for row in desk.corpus_list()] == ["iq:1"]
    assert said == [f"a new workspace was made: {tmp_path / 'new'}"]


def test_a_workspace_can_be_made_alone(tmp_path: Path) -> None:
    with Workspace(tmp_path / "new") as desk:
        assert desk.make() is True
        assert desk.make() is False
        assert desk.queue() == ([], 0)
