"""The pages of articles: the list, one article with its claims in place, and what an editor does about it."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from pages_desk import Visitor
from review_samples import ARTICLE, CLAIMS, CRANES, FEES, GIFT, SHIPS, lay_out

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Action, Article, Block, BlockKind, Claim, ClaimKind, Reading, Span, Speaker
from factcheck.store import desk, quotations
from factcheck.web.pages.article_acts import DONE

PAGE = f"/articles/{ARTICLE.id}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_out(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def work(folder: Path) -> Iterator[Workspace]:
    with Workspace(folder) as workspace:
        yield workspace


@pytest.fixture
def ana(work: Workspace) -> Visitor:
    return Visitor(work)


def put(work: Workspace, *articles: tuple[Article, Sequence[Claim]]) -> None:
    with work.database.writing() as session:
        for article, claims in articles:
            desk.put_article(session, article)
            quotations.put_article(session, article.id, Reading("by hand", ()))
            desk.put_claims(session, article.id, claims)
            standing.refresh_article(session, article.id)


def wall(number: int) -> Article:
    words = f"The wall number {number} is 300 metres long."
    return Article(words, (Block(BlockKind.PARAGRAPH, Span(0, len(words))),), title=f"Wall {number:02}")


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


# -- the list -----------------------------------------------------------------------------


def test_the_list_says_what_the_command_says(ana: Visitor, work: Workspace) -> None:
    work.due(ARTICLE.id, date(2026, 12, 1), by="mia")
    work.assign(ARTICLE.id, "leo", by="mia")
    page = text_of(ana.read("/articles"))
    assert "Harbour fees rise by 12 per cent Skerra Times, 4 March 2026" in page
    assert "Hold : 1 misquoted, 5 not yet checked 5 2026-12-01 leo" in page


def test_what_is_closed_is_shown_where_it_is_asked_for(ana: Visitor, work: Workspace) -> None:
    work.close_article(ARTICLE.id, over=True, note="not running", by="mia")
    assert PAGE not in ana.read("/articles")
    assert "closed" in text_of(ana.read("/articles", closed="on"))


def test_a_page_of_articles_is_a_part_of_the_whole_list(ana: Visitor, work: Workspace) -> None:
    put(work, *((wall(number), ()) for number in range(45)))
    whole = [line.article.id for line in work.articles()]
    asked = [work.articles_page(limit=20, offset=offset) for offset in (0, 20, 40, 60)]
    assert [line.article.id for lines, _ in asked for line in lines] == whole
    assert {total for _, total in asked} == {46}
    assert "Page 2 of 3" in (page := ana.read("/articles", page="2"))
    assert re.findall(r'href="/articles/([0-9a-f]{16})"', page) == whole[20:40]
    assert ana.get("/articles", page="-1").status_code == ana.get("/articles", page="x" * 50).status_code == 200


# -- one article --------------------------------------------------------------------------


def test_an_article_stands_with_its_claims_in_place(ana: Visitor) -> None:
    page = ana.read(PAGE)
    assert page.count("<h1") == 1
    assert "Hold" in page
    assert "5 not yet checked" in text_of(page)
    for claim in CLAIMS:
        assert page.count(f'href="/claims/{claim.id}"') >= 2  # in its place, and in the order of need
    words = text_of(page)
    assert words.index("#2")
    assert "turned away 40 ships in May 2 ○" in words


def test_the_beginning_of_an_id_leads_on_and_nothing_else_is_an_article(ana: Visitor) -> None:
    assert ana.get(f"/articles/{ARTICLE.id[:6]}").headers["location"] == PAGE
    assert ana.get("/articles/0123456789abcdef").status_code == 404
    for name in ("zzzz", "factcheck.toml", "..%2Ffactcheck.toml"):
        assert ana.get(f"/articles/{name}").status_code == 404
        assert ana.get(f"/articles/{name}/report").status_code == 404


def test_nothing_is_shown_to_nobody(work: Workspace) -> None:
    stranger = Visitor(work)
    stranger.client.cookies.clear()
    for path in ("/articles", PAGE, f"{PAGE}/report", "/corpus", "/history"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


def test_who_is_at_a_claim_is_said(ana: Visitor, work: Workspace) -> None:
    work.take(SHIPS.id, by="leo")
    assert "leo is at it" in text_of(ana.read(PAGE))


def test_what_was_done_since_the_last_report_is_said(ana: Visitor, work: Workspace) -> None:
    ana.get(f"{PAGE}/report")
    assert "Since your last report" not in ana.read(PAGE)
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    page = text_of(ana.read(PAGE))
    assert "Since your last report" in page
    assert "leo found it supported" in page


def test_whoever_checks_blind_is_told_no_answer(ana: Visitor, work: Workspace) -> None:
    work.second_check(CRANES.id, blind=True, by="mia")
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    page = text_of(ana.read(PAGE))
    assert "decided by one" in page
    assert "SECOND CHECK PENDING" in page
    assert "supported – SECOND" not in page
    assert "supported – SECOND" in text_of(Visitor(work, "leo").read(PAGE))


def test_drafts_lead_to_each_other(ana: Visitor, work: Workspace, folder: Path) -> None:
    newer = work.article(ARTICLE.text.replace("14 cranes", "15 cranes"), title=ARTICLE.title)
    put(work, (newer, ()))
    with work.database.writing() as session:
        from factcheck.desk import log

        log.append(
            session,
            Action.DRAFTED,
            newer.id,
            by="ana",
            content={"previous": ARTICLE.id, "story": ARTICLE.id, "draft": 2}
            | {key: {} for key in ("kept", "changed")}
            | {"vanished": [], "new": []},
        )
        log.append(session, Action.REPLACED, ARTICLE.id, by="ana", content={"into": [newer.id]})
    assert f'href="/articles/{ARTICLE.id}">draft 1</a>' in ana.read(f"/articles/{newer.id}")
    assert f'href="/articles/{newer.id}">draft 2</a>' in ana.read(PAGE)
    assert "replaced by a later draft" in ana.read("/articles", drafts="on")
    assert PAGE not in ana.read("/articles")


# -- what is done about it ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("do", "fields", "action"),
    [
        ("sign-off", {"claim": "2", "rule": "misquoted", "note": "he confirms it"}, Action.SIGNED_OFF),
        ("sign-off", {"note": "all of it"}, Action.SIGNED_OFF),
        ("assign", {"to": "leo"}, Action.ASSIGNED),
        ("assign", {"to": "leo", "claim": "#3"}, Action.ASSIGNED),
        ("due", {"day": "2026-12-01", "time": "14:30"}, Action.DUE),
        ("due", {"day": "2026-12-01"}, Action.DUE),
        ("ask", {"whom": "the port", "way": "phone"}, Action.ASKED),
        ("correction", {"claim": "3", "text": "It has 15 cranes."}, Action.CORRECTION_PUBLISHED),
        ("second-check", {"claim": "3", "how": "blind"}, Action.SECOND_WANTED),
        ("close", {"over": "on", "note": "not running"}, Action.CLOSED),
    ],
)
def test_each_act_is_an_entry_of_who_has_signed_in(
    ana: Visitor, work: Workspace, do: str, fields: dict[str, str], action: Action
) -> None:
    answer = ana.sent(f"{PAGE}/act", do=do, **fields)
    assert answer.status_code == 303, text_of(answer.text)[:600]
    assert DONE[do] in ana.read(answer.headers["location"])
    newest = work.history()[-1]
    assert (newest.action, newest.by) == (action, "ana")
    assert (newest.claim_id is not None) is (bool(fields.get("claim")) and do != "correction")


def test_who_was_asked_answers_and_what_is_closed_comes_back(ana: Visitor, work: Workspace) -> None:
    ana.sent(f"{PAGE}/act", do="ask", whom="the port", way="mail", claim="1")
    ana.sent(f"{PAGE}/act", do="answered", answer="No.\r\nNever.", claim="1")
    assert work.history()[-1].content["answer"] == "No.\nNever."
    ana.sent(f"{PAGE}/act", do="close", over="on", note="so be it")
    assert "Bring it back" in ana.read(PAGE)
    ana.sent(f"{PAGE}/act", do="reopen", note="after all")
    assert work.history()[-1].action is Action.ARTICLE_REOPENED


@pytest.mark.parametrize(
    ("do", "fields", "told"),
    [
        ("sign-off", {"note": " "}, "signing off needs a reason"),
        ("sign-off", {"note": "kept words", "claim": "77"}, "no claim '77'"),
        ("sign-off", {"note": "kept words", "rule": "because"}, "no reason 'because'"),
        ("close", {"note": ""}, "5 claims of article"),
        ("reopen", {"note": "kept words"}, "neither closed nor replaced"),
        ("ask", {"whom": "", "way": "kept words"}, "who was asked was not given"),
        ("ask", {"whom": "kept words", "way": "mail", "when": "2999-01-01"}, "lies ahead"),
        ("answered", {"answer": "kept words"}, "nobody was asked"),
        ("due", {"day": "kept words"}, "is no day"),
        ("second-check", {"claim": ""}, "which claim?"),
        ("conquer", {}, "nothing that can be done here"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    ana: Visitor, work: Workspace, do: str, fields: dict[str, str], told: str
) -> None:
    answer = ana.sent(f"{PAGE}/act", do=do, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert told in text_of(answer.text)
    assert all("kept words" not in value or value in answer.text for value in fields.values())
    assert not work.history()


def test_only_editors_sign_off_where_the_desk_has_some(folder: Path) -> None:
    (folder / "factcheck.toml").write_text('editors = ["eve"]\n')
    with Workspace(folder) as work:
        refused = Visitor(work).sent(f"{PAGE}/act", do="sign-off", note="let it run")
        assert refused.status_code == 422
        assert "is no editor of this desk" in refused.text
        assert Visitor(work, "eve").sent(f"{PAGE}/act", do="sign-off", note="let it run").status_code == 303


def test_a_form_of_another_page_does_nothing(ana: Visitor, work: Workspace) -> None:
    answer = ana.client.post(f"{PAGE}/act", data={"do": "close", "over": "on", "note": "x", "csrf": "0" * 64})
    assert answer.status_code == 403
    assert not work.history()


def test_a_reason_to_hold_opens_its_form(ana: Visitor, work: Workspace) -> None:
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    page = ana.read(PAGE)
    assert "?do=sign-off&amp;rule=single%20source#do-sign-off" in page
    opened = ana.read(PAGE, do="sign-off", rule="single source")
    assert re.search(r'id="do-sign-off" open', opened)
    assert '<option value="single source" selected>' in opened


# -- hostile and large --------------------------------------------------------------------

EVIL = '<script>alert(1)</script>" onmouseover="x" {{ 7*7 }} \u202egnp.exe\x1b[31m </title>'


def test_hostile_text_is_text(ana: Visitor, work: Workspace) -> None:
    words = f"“{EVIL}” said {EVIL}."
    article = Article(
        words,
        (Block(BlockKind.PARAGRAPH, Span(0, len(words))),),
        title=EVIL,
        publisher=EVIL,
        byline=EVIL,
        url="javascript:alert(1)",
    )
    speaker = Speaker(EVIL, EVIL, EVIL)
    put(work, (article, [Claim(article.id, ClaimKind.DIRECT, EVIL, (Span(1, 1 + len(EVIL)),), speaker=speaker)]))
    work.assign(article.id, EVIL.strip(), by=EVIL)
    for path in ("/articles", f"/articles/{article.id}", "/history", "/queue"):
        page = ana.read(path)
        assert page.count("<script") == 1  # ours
        assert 'onmouseover="' not in page
        assert "\u202e" not in page
        assert "\x1b" not in page
        assert ('href="javascript:' not in page and "{{ 7*7 }}" in page) or path == "/queue"


def test_ten_megabytes_of_article_make_a_page_that_can_be_read(ana: Visitor, work: Workspace) -> None:
    paragraph = "The wall is 350 metres long and nobody knows why. " * 40
    words = "\n\n".join([paragraph] * 3000) + "\n\n" + "x" * 4_000_000
    assert len(words) > 10_000_000 - 100_000
    blocks, at = [], 0
    for part in words.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(part))))
        at += len(part) + 2
    article = Article(words, tuple(blocks), title="A wall")
    put(work, (article, [Claim(article.id, ClaimKind.ASSERTION, words[:49], (Span(0, 49),))]))
    began = time.monotonic()
    work.report(article.id)
    report = time.monotonic() - began
    page = ana.read(f"/articles/{article.id}")
    last = ana.read(f"/articles/{article.id}", page="999999")
    assert time.monotonic() - began < 5 * report + 5  # the pages cost little beside the report that they show
    assert len(page) < 200_000
    assert len(last) < 200_000
    assert "Page 1 of" in page
    assert "3,980,000 characters of long stretches are not shown here" in last


def test_the_fees_and_the_gift_are_not_mixed_up(ana: Visitor) -> None:
    page = ana.read(PAGE)
    for claim, number in ((FEES, 1), (GIFT, 5)):
        assert re.search(rf'href="/claims/{claim.id}"[^>]*>{number}<', page)
