"""The queue in a browser: what waits, filters, pages, taking the next."""

from __future__ import annotations

import re
from typing import Any

import pytest
from review_samples import FEES, GIFT, SHIPS
from web_desk import PlainBrowser, store


def test_the_queue_tells_what_waits_and_what_is_misquoted(app: Any) -> None:
    ana = PlainBrowser(app).open("/queue")
    assert "5 wait · 5 in all, 5 for you" in ana.words
    first = ana.page.xpath("//ol[@class='queue']/li")[0].text_content()
    assert "We turned away 40 ships" in first
    assert "misquoted" in first
    assert "Ada Ferro" in first


def test_looking_takes_nothing_and_taking_is_told_to_others(app: Any) -> None:
    ana, leo = PlainBrowser(app), PlainBrowser(app, "leo")
    ana.open(f"/claims/{SHIPS.id}")
    assert "nobody is at it" in ana.words
    assert store(ana).queue()[0][0].held_by is None
    ana.act("take")
    assert "yours until" in ana.words
    assert re.search(r"ana is at it until \d\d:\d\d", leo.open("/queue").words)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("speaker=mayor", GIFT),
        ("flag=misquoted", SHIPS),
        ("proposal=supported", FEES),
        ("state=open&speaker=ferro&proposal=none", SHIPS),
        (f"article={FEES.article_id[:8]}&proposal=supported", FEES),
    ],
)
def test_filters_choose_what_is_listed_and_taken(app: Any, query: str, first: Any) -> None:
    ana = PlainBrowser(app).open(f"/queue?{query}")
    assert first.text in ana.words
    ana.press("Take the next")
    assert ana.claim == first.id
    assert query.split("=")[0] in ana.address


@pytest.mark.parametrize(
    "query", ["state=odd", "proposal=maybe", "article=ffff", "article=/etc/passwd", "article=..%2Fx"]
)
def test_what_is_no_filter_is_refused_in_words(app: Any, query: str) -> None:
    ana = PlainBrowser(app).open(f"/queue?{query}")
    assert ana.status in (404, 422)
    assert ana.alert.startswith("No ")


def test_where_nothing_that_is_wanted_waits_it_is_said(app: Any) -> None:
    ana = PlainBrowser(app).open("/queue?speaker=nobody").press("Take the next")
    assert ana.address.startswith("/queue")
    assert "Nothing that is wanted" in ana.alert


def test_pages_of_the_queue_and_what_is_no_page(app: Any) -> None:
    ana = PlainBrowser(app)
    for page in ("0", "-1", "x", "٣", "99999999999", "7"):
        assert ana.open(f"/queue?page={page}").status == 200
