"""`evaluate reading`: what counts as found, and the folders it reads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from factcheck.errors import InputError
from factcheck.evaluate.reading import read_gold
from factcheck.evaluate.reading.agreement import has_author, matched, same_authors, same_title

Run = Callable[..., CompletedProcess[str]]

STORY = [
    "The bridge over the Orvale will be closed to lorries from Monday, the harbour office said.",
    "About 9,000 people cross the bridge on an ordinary weekday, according to the harbour office.",
    "The repairs are to cost 12 million crowns and will be paid by the county, the council said on Wednesday.",
]
PAGE = f"""<html><head><title>Bridge closed to lorries | Lorn Post</title>
<meta property="article:published_time" content="2026-02-07T16:00:34+00:00"></head>
<body><article><h1>Bridge closed to lorries</h1><p class="byline">By Petra Oswin</p>
<p>{STORY[0]}</p>
<figure><img src="a.jpg"><figcaption>The bridge at dawn, before the first lorries came</figcaption></figure>
<p>{STORY[1]}</p><p>{STORY[2]}</p></article></body></html>"""


def as_scrapinghub(folder: Path) -> None:
    (folder / "html").mkdir()
    (folder / "html" / "a1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    marked = {"articleBody": "\n".join(STORY), "url": "https://lorn.example/bridge"}
    (folder / "ground-truth.json").write_text(json.dumps({"a1": marked, "b2": marked}), encoding="utf-8")


def as_mozilla(folder: Path) -> None:
    place = folder / "test-pages" / "bridge"
    place.mkdir(parents=True)
    (place / "source.html").write_text(PAGE, encoding="utf-8")
    (place / "expected.html").write_text("".join(f"<p>{words}</p>" for words in STORY), encoding="utf-8")
    facts = {
        "title": "Bridge closed to lorries",
        "byline": "By Petra Oswin",
        "publishedTime": "2026-02-07T16:00:34+00:00",
    }
    (place / "expected-metadata.json").write_text(json.dumps(facts), encoding="utf-8")


def as_trafilatura(folder: Path) -> None:
    (folder / "cache").mkdir()
    (folder / "cache" / "bridge.html").write_text(PAGE, encoding="utf-8")
    marked = {
        "file": "bridge.html",
        "with": ["lorries from Monday"],
        "without": ["Lorn Post"],
        "author": "Petra Oswin",
        "date": "2026-02-08",
        "title": "Bridge closed",
    }
    (folder / "evaldata.json").write_text(json.dumps({"https://lorn.example/bridge": marked}), encoding="utf-8")


def scored(run: Run, folder: Path, *options: str) -> dict[str, Any]:
    done = run("evaluate", "reading", folder, "--json", *options)
    assert done.returncode == 0, done.stderr
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def test_a_page_that_is_read_whole_scores_one(run: Run, tmp_path: Path) -> None:
    as_scrapinghub(tmp_path)
    scores = scored(run, tmp_path)
    assert (scores["layout"], scores["pages"], scores["missing"]) == ("scrapinghub", 1, 1)
    own = scores["readers"]["factcheck"]
    assert own["story"]["f1"]["value"] == 1.0
    assert own["captions"] == {"leaking": 0, "of": 1}
    assert "trafilatura" in scores["readers"]


def test_what_a_page_says_of_itself_is_scored_where_it_is_marked(run: Run, tmp_path: Path) -> None:
    as_mozilla(tmp_path)
    own = scored(run, tmp_path)["readers"]["factcheck"]
    right = {"right": 1, "wrong": 0, "missing": 0, "of": 1}
    assert (own["titles"], own["authors"], own["dates"]) == (right, right, right)


def test_verbose_names_what_was_found_otherwise(run: Run, tmp_path: Path) -> None:
    as_trafilatura(tmp_path)
    shown = run("evaluate", "reading", tmp_path, "-v").stdout
    assert "1 of 1 held, 1 of 1 avoided" in shown
    assert "0 of 1 right, 1 wrong, 0 missing" in shown
    assert "2026-02-08" in shown
    assert "2026-02-07" in shown


def test_the_halves_are_all_the_pages_and_share_none(tmp_path: Path) -> None:
    as_scrapinghub(tmp_path)
    names = [f"{letter}.html.gz" for letter in "abcdefgh"]
    for name in names:
        (tmp_path / "html" / name).write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({letter: {"articleBody": ""} for letter in "abcdefgh"}))
    even, odd = ([page.name for page in read_gold(tmp_path, half).pages] for half in ("even", "odd"))
    assert sorted(even + odd) == names


def test_another_folder_is_refused_with_the_layouts_that_are_read(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", "reading", tmp_path)
    assert done.returncode == 1
    assert "ground-truth.json" in done.stderr
    assert "evaldata.json" in done.stderr


@pytest.mark.parametrize("name", ["ground-truth.json", "evaldata.json"])
def test_marks_that_are_no_json_are_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match=f"{name}.*no JSON"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("Petra Oswin", "By PETRA OSWIN"),
        ("Petra Oswin; Tam Reke", "By Tam Reke and Petra Oswin"),
        ("Oswin, Petra", "Petra Oswin"),
        ("P. J. Oswin", "P.J. Oswin"),
        ("Petra Oswin, MA\n  Lorn Health News", "Petra Oswin"),
        ("by Petra Oswin22 Dec 2025", "Petra Oswin"),
        ("Petra Oswin And Tam Reke For The Lorn Post", "Petra Oswin, Tam Reke"),
    ],
)
def test_names_are_the_same_however_they_are_written(marked: str, found: str) -> None:
    assert same_authors([marked], found)


@pytest.mark.parametrize("found", ["Petra Oswin, Lorn Post", "Petra", "Tam Reke", "Petra Oswin and Tam Reke"])
def test_a_name_more_or_less_or_an_outlet_is_another_author(found: str) -> None:
    assert not same_authors(["Petra Oswin"], found)


def test_a_day_in_place_of_an_author_is_nobody() -> None:
    assert not has_author(["April 28, 2019 at 6:01 am"])


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("Bridge Closed to Lorries", True),
        ("Bridge closed to lorries | Lorn Post", True),
        ("Lorn Post – Bridge closed to lorries", True),
        ("Bridge closed to all lorries", True),
        ("Lorn Post", False),
        ("", False),
    ],
)
def test_titles_are_close_but_for_the_outlet(found: str, same: bool) -> None:
    assert same_title("Bridge closed to lorries", found) is same


def test_shares_of_shingles_are_one_together() -> None:
    assert matched("a b c d e", "a b c d f") == (1 / 3, 1 / 3, 1 / 3)
    assert matched("", "") == (0.0, 0.0, 0.0)
