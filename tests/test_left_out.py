"""Words in quotation marks are in a claim, or the report tells that they are not, and why."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

import pytest

from factcheck import articles, claims, quotes
from factcheck.checking.left_out import left_out
from factcheck.domain import Article, Claim, LeftOut, LeftOutReason
from factcheck.report import FORMATS, ArticleReport, ClaimReport, render, render_brief, render_text
from factcheck.report.model import Status

TOWN = "The council of Averton met on Monday in the hall of the county.\n\n"


def _read(text: str) -> tuple[Article, tuple[Claim, ...], tuple[LeftOut, ...]]:
    article = articles.parse((TOWN + text).encode(), format="text")
    quotations = quotes.extract(article)
    found = claims.find(article, quotations, minimum=0.3)
    return article, found, left_out(article, found, quotations)


def _report(article: Article, found: Collection[Claim], left: tuple[LeftOut, ...]) -> ArticleReport:
    items = tuple(ClaimReport(number, claim, None) for number, claim in enumerate(found, start=1))
    return ArticleReport(article, items, "1", "", "", "", 0, left_out=left)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("He is fond of “The Long Way to Averton” still.", LeftOutReason.NAME),
        ("Is it the report titled “Who pays for it all”?", LeftOutReason.NAME),
        ("Is this “a quiet town by the sea”?", LeftOutReason.PHRASE),
        ("Rosa Imber declined to say “that the dam had failed before”.", LeftOutReason.NOT_SAID),
        ("Rosa Imber did not say “the dam has failed before this year”.", LeftOutReason.NOT_SAID),
        ("Rosa Imber has never said “the dam has failed before”.", LeftOutReason.NOT_SAID),
        ("Nobody ever said “the dam has failed before this year”.", LeftOutReason.NOT_SAID),
    ],
)
def test_what_no_claim_holds_is_told_with_its_reason(text: str, reason: LeftOutReason) -> None:
    _, _, left = _read(text)
    assert [one.reason for one in left] == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "“The dam holds,” Rosa Imber said.",
        "“Nine boats were lost on the bar,” texted Levin Oake.",
        "From the wall came “we are not going home without our pay”.",
        "The town was split by “a line that nobody has drawn” in 2019.",
        "“The dam leaks in two places, a warden said.\n\n“It holds,” Piet Quill said.",
        "He calls it “so so”.",  # a few words
    ],
)
def test_nothing_is_left_out_of_what_a_claim_holds(text: str) -> None:
    assert _read(text)[2] == ()


def test_a_statement_that_no_claim_holds_holds_the_article() -> None:
    article, found, _ = _read("“Nine boats were lost on the bar,” texted Levin Oake.")
    left = left_out(article, found[:0], ())
    assert [one.reason for one in left] == [LeftOutReason.UNREAD]
    report = _report(article, found[:1], left)
    assert report.counts[Status.UNCHECKED] == 1
    assert report.holds
    assert report.hold_line.endswith("1 statement in quotation marks in no claim")


def test_every_form_of_the_report_shows_what_was_left_out() -> None:
    article, found, left = _read("He is fond of “The Long Way to Averton” still.")
    report = _report(article, found, left)
    for form in FORMATS.keys() - {"text", "csv", "claimreview"}:  # the first counts them, the others have claims alone
        assert "The Long Way to Averton" in render(report, form)
    assert "1 phrase in quotation marks" in render(report, "text")
    assert "The Long Way to Averton" in render_text(report, full=True)
    assert "left out: “The Long Way to Averton” – a name or a title" in render_brief(report)
    told = json.loads(render(report, "json"))["left_out"]
    assert [(one["text"], one["reason"]) for one in told] == [("The Long Way to Averton", "name")]


def test_clear_says_what_was_left_out() -> None:
    article, found, left = _read("He is fond of “The Long Way to Averton” still.")
    report = replace(_report(article, found, left))
    assert report.left_out_line == "1 phrase in quotation marks left out"
