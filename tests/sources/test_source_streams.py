"""Articles as lines of JSON, of our own shape and ninjs, in files and on standard input."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from factcheck.domain.flagging import SourceItem, Unusable
from factcheck.flagging.sources import ArticleSource, SourceKind, article_of, items, source_of
from factcheck.flagging.sources.model import Found

LINE = {"id": "a-1", "text": "The wall is 350 km long.", "title": "A wall is built", "publisher": "The Example"}
NEWS = {
    "uri": "urn:x:1",
    "headline": "A wall is built",
    "body_text": "The wall is 350 km long.",
    "versioncreated": "2026",
}


def listed(source: ArticleSource) -> list[Found]:
    return list(items([source], fetch=None, max_bytes=100_000))


def on_standard_input(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return listed(source_of("-"))


def of_lines(tmp_path: Path, *lines: object) -> list[Found]:
    file = tmp_path / "wire.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return listed(source_of(str(file)))


def items_of(found: list[Found]) -> list[SourceItem]:
    return [one for one in found if isinstance(one, SourceItem)]


def test_a_record_says_what_it_is(tmp_path: Path) -> None:
    more = {"url": "https://a.example/1", "published": "2026-11-02T10:00:00Z", "language": "en"}
    (item,) = items_of(of_lines(tmp_path, LINE | more))
    article = article_of(item, item.read(), max_bytes=1000)
    assert article.text == "A wall is built\n\nThe wall is 350 km long."
    assert (article.title, article.publisher, article.url) == ("A wall is built", "The Example", more["url"])
    assert (article.published, article.source) == (date(2026, 11, 2), f"{tmp_path}/wire.jsonl, line 1")
    assert (item.key, item.language) == (f"{tmp_path}/wire.jsonl#a-1", "en")


def test_html_and_news_items_are_read_as_what_they_are(tmp_path: Path) -> None:
    page, news = items_of(of_lines(tmp_path, {"html": "<p>One.<p>Two.", "title": "A & B"}, NEWS))
    assert article_of(page, page.read(), max_bytes=1000).text == "A & B\n\nOne.\n\nTwo."
    assert article_of(news, news.read(), max_bytes=1000).text == "A wall is built\n\nThe wall is 350 km long."
    assert news.key == f"{tmp_path}/wire.jsonl#urn:x:1"


def test_bad_lines_are_named_and_the_rest_go_on(tmp_path: Path) -> None:
    bad = ["{", "[]", "5", {}, {"text": ""}, {"text": 5}, {"text": "x", "published": "soon"}, '{"text": "\\ud800"}']
    bad += ['{"uri": "x", "body_text": "\\u0000"}', '{"headline": "\\udfff", "body_text": "x"}', "x" * 100_001]
    found = of_lines(tmp_path, *bad, LINE)
    assert [one.place.rpartition(" ")[2] for one in found if isinstance(one, Unusable)] == [*map(str, range(1, 12))]
    assert [item.place.rpartition(" ")[2] for item in items_of(found)] == ["12"]
    for one in found[:-1]:
        assert isinstance(one, Unusable)
        assert one.problem.endswith(".")
        assert not one.problem.endswith("..")


def test_one_id_is_one_item_and_other_words_under_it_another(tmp_path: Path) -> None:
    other = LINE | {"text": "It is longer."}
    keys = [item.key.rpartition("#")[2] for item in items_of(of_lines(tmp_path, LINE, other, LINE))]
    assert len(keys) == 2
    assert keys[0] == "a-1"
    assert keys[1].startswith("a-1~")


def test_a_line_without_an_id_is_known_by_what_it_says(tmp_path: Path) -> None:
    first = [item.key for item in items_of(of_lines(tmp_path, {"text": "One."}, {"text": "Two."}))]
    again = [item.key for item in items_of(of_lines(tmp_path, {"text": "None."}, {"text": "Two."}, {"text": "One."}))]
    assert first == [again[2], again[1]]


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (b"The wall is long.", ["standard input"]),
        (b"\n \n" + json.dumps(LINE).encode() + b"\n{\n", ["standard input, line 3", "standard input, line 4"]),
        (b"\xef\xbb\xbf" + json.dumps(NEWS).encode(), ["standard input, line 1"]),
        (json.dumps(NEWS, indent=2).encode(), ["standard input"]),
        (b"{broken\n" + json.dumps(LINE).encode(), ["standard input, line 1", "standard input, line 2"]),
    ],
)
def test_standard_input_is_a_stream_or_one_article(
    data: bytes, places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = on_standard_input(data, monkeypatch)
    assert [one.place for one in found] == places
    for item in items_of(found):
        assert "wall" in article_of(item, item.read(), max_bytes=1000).text


def test_standard_input_that_is_closed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (one,) = listed(source_of("-"))
    assert one == Unusable(
        "standard input", "standard input", "closed. Give a file, or pipe the text into the command."
    )


def test_a_stream_is_not_held_whole(tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text("\n".join(json.dumps({"text": f"Number {number}."}) for number in range(3)) + "\n{")
    found = iter(items([ArticleSource(SourceKind.JSONL, str(file))], fetch=None, max_bytes=1000))
    assert isinstance(next(found), SourceItem)
    with file.open("a") as stream:
        stream.write("\n" + json.dumps({"text": "Written while it was read."}))
    assert sum(isinstance(one, SourceItem) for one in found) == 3


@given(strategies.binary(max_size=60) | strategies.text(alphabet='{}[]",:\\u0d8text \n').map(str.encode))
@settings(max_examples=60)
def test_whatever_stands_on_standard_input_ends(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for one in on_standard_input(data, patch):
            one.place.encode()
