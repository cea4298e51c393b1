"""Places in a text and on a page, and the way that is carried in an address: what holds whatever is written."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_samples import fill

from factcheck import Workspace
from factcheck.domain import Span
from factcheck.errors import UsageError
from factcheck.report.plain import clean
from factcheck.web import spans
from factcheck.web.way import way

TEXTS = st.text(st.sampled_from("ab é漢🚢\u0301م \n\t\r\x1b\x00\u202e\u2028\u2069\x85“.”"), min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_words_that_are_selected_on_a_page_are_found_in_the_text(text: str, data: st.DataObject) -> None:
    shown = clean(text)
    if not shown.strip():
        return
    start = data.draw(st.integers(0, len(shown) - 1))
    end = data.draw(st.integers(start + 1, len(shown)))
    words = shown[start:end]
    if not words.strip():
        with pytest.raises(UsageError):
            spans.selected(text, Span(start, end), words)
        return
    found = spans.selected(text, Span(start, end), words)
    assert clean(found.of(text)).split() == words.split()
    assert found.of(text) == found.of(text).strip()


@given(TEXTS, st.integers(-5, 70), st.integers(-5, 70), st.text(max_size=5))
def test_other_words_are_refused(text: str, start: int, end: int, words: str) -> None:
    try:
        found = spans.selected(text, Span(start, end), words)
    except UsageError:
        return
    assert clean(found.of(text)).split() == clean(words).split() != []


@given(TEXTS, st.data())
def test_a_place_is_the_same_both_ways(text: str, data: st.DataObject) -> None:
    (word, *_) = [*spans.whole_words(text, Span(0, len(text)), 1), None]
    if word is None or not clean(word.of(text)):
        return
    assert clean(spans.in_text(text, spans.shown_at(text, word)).of(text)) == clean(word.of(text))


def test_the_way_is_carried_in_addresses_and_forms(workspace: Path) -> None:
    with Workspace(workspace, user="ana") as here:
        fill(here)
        asked = {"speaker": "Ada & Co", "state": "second-check", "person": "me", "back": "abcd.ef01.<b>", "at": "3"}
        one = way(here, asked)
        assert (one.back, one.at, one.wanted.person) == (("abcd", "ef01"), 3, "ana")
        assert way(here, dict(parse_qsl(one.query.removeprefix("?")))) == one
        assert one.leaving("abcd").back == ("ef01", "abcd")
        for odd in ("-1", "²", "9" * 12, "x"):
            assert way(here, {"at": odd}).at is None
