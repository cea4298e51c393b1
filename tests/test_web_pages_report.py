"""The report as it leaves the desk: the command's own bytes, under a safe name, and entered as given."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_desk import CHROMIUM, Visitor
from review_samples import ARTICLE, CRANES, lay_out

from factcheck import Workspace
from factcheck.domain import Action, Article
from factcheck.report import FORMATS, ArticleReport
from factcheck.web.pages.report import FORMATS_SHOWN, file_name

PAGE = f"/articles/{ARTICLE.id}/report"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    lay_out(tmp_path / "workspace")
    with Workspace(tmp_path / "workspace") as workspace:
        yield workspace


def test_every_format_of_the_command_is_offered(work: Workspace) -> None:
    assert set(FORMATS_SHOWN) == {*FORMATS, "pdf"}
    page = Visitor(work).read(f"/articles/{ARTICLE.id}")
    assert all(f"/report?format={name}" in page for name in FORMATS)


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_it_is_what_the_command_gives_the_same_person(
    work: Workspace, run: Callable[..., object], format_: str
) -> None:
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    run("report", ARTICLE.id, "--as", "ana")  # what was done since is then the same for both
    made = run("report", ARTICLE.id, "--format", format_, "--as", "ana")
    answer = Visitor(work).get(PAGE, format=format_)
    assert answer.status_code == 200
    assert answer.text == made.stdout  # type: ignore[attr-defined]
    assert answer.headers["content-type"].startswith(FORMATS_SHOWN[format_].type.partition(";")[0])


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_it_is_printed(work: Workspace) -> None:
    answer = Visitor(work).get(PAGE, format="pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"


def test_that_it_was_given_is_entered_once(work: Workspace) -> None:
    ana = Visitor(work)
    for _ in range(2):
        ana.get(PAGE)
    entries = [entry for entry in work.history() if entry.action is Action.REPORTED]
    assert [(entry.by, entry.article_id) for entry in entries] == [("ana", ARTICLE.id)]
    ana.client.head(PAGE)
    assert ana.get(PAGE, format="docx").status_code == 422
    assert ana.get(PAGE, since="yesterday-ish").status_code == 422
    assert len(work.history()) == 1


def test_whoever_checks_blind_is_told_no_answer_in_any_format(work: Workspace) -> None:
    work.second_check(CRANES.id, blind=True, by="mia")
    work.mark(CRANES.id, "contradicted", cite="cranes#0:The port has 14 cranes", note="secret", by="leo")
    ana, leo = Visitor(work), Visitor(work, "leo")
    for name in set(FORMATS_SHOWN) - {"pdf", "claimreview"}:
        assert "secret" not in ana.get(PAGE, format=name).text
        assert "secret" in leo.get(PAGE, format=name).text or name == "csv"
    assert "contradicted" not in ana.read("/history")  # nor by the hold line of the report that leo was given
    assert "HOLD: 1 contradicted" in leo.read("/history")


def test_the_page_may_wear_its_own_style_and_nothing_else(work: Workspace) -> None:
    answer = Visitor(work).get(PAGE)
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert digest in answer.text  # as the page says of itself


@pytest.mark.parametrize("format_", [name for name, shown in FORMATS_SHOWN.items() if not shown.opens])
def test_what_is_saved_has_a_name(work: Workspace, format_: str) -> None:
    if format_ in ("pdf", "claimreview"):
        pytest.skip("wants a browser, or a released claim: tested where it is made")
    named = Visitor(work).get(PAGE, format=format_).headers["content-disposition"]
    ending = FORMATS_SHOWN[format_].ending
    assert named.startswith(f'attachment; filename="Harbour-fees-rise-by-12-per-cent-{ARTICLE.id[:8]}.{ending}"')


@given(
    st.text(max_size=200)
    | st.sampled_from(['"; filename="x.exe', "../../etc/passwd", "\r\nX: y", "Größe: ≤ 5 %", "مرحبا"])
)
def test_whatever_the_title_the_name_is_one_name(title: str) -> None:
    report = ArticleReport(Article("A wall.", (), title=title), (), "1", "", "", "", 0)
    plain, full = re.fullmatch(r"filename=\"([\w.-]+)\"; filename\*=UTF-8''(\S+)", file_name(report, "csv")).groups()  # type: ignore[union-attr]
    assert plain.isascii()
    assert plain.endswith(".csv")
    assert not plain.startswith(".")
    name = unquote(full)
    assert not set(name) & set('/\\"\r\n\0:*?<>|;')
    assert not name.startswith(".")
    assert name.endswith(".csv")
    assert len(name) < 90
