"""Who published a reference text and when: read where its writers say so, told with where, kept where it was given."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles import imprint
from factcheck.articles.imprint import in_path

Run = Callable[..., CompletedProcess[str]]
BODY = "The harbour of Orvale has 40 berths, nine fewer than in 2024.\n\nThe office counts them each spring.\n"
DAY = date(2026, 5, 3)


def said(line: str, *, foot: bool = False) -> tuple[date | None, str | None]:
    found = imprint(f"Berths\n\n{BODY}\n{BODY * 5}\n{line}\n" if foot else f"Berths\n\n{line}\n\n{BODY}")
    return found.published, found.publisher


@pytest.mark.parametrize("foot", [False, True], ids=["head", "foot"])
@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published 3 May 2026 by Tidewatch", "Tidewatch"),
        ("*Published 3 May 2026 by the Harbour Office*", "Harbour Office"),
        ("Published: 2026-05-03", None),
        ("Published on May 3, 2026 by Lantern Research", "Lantern Research"),
        ("Published by the Ministry of Ports on 3 May 2026.", "Ministry of Ports"),
        ("Issued by: Harbour Office, 3 May 2026", "Harbour Office"),
        ("First published 3 May 2026; last updated 9 June 2026", None),
        ("Last updated 9 June 2026 | Published 3 May 2026", None),
        ("Source: Office of Tides, 3 May 2026", "Office of Tides"),
        ("_Port Inspectorate, 3 May 2026_", "Port Inspectorate"),
        ("(Source: Office for Tides and Berths, 3 May 2026)", "Office for Tides and Berths"),
        ("Press release, 3 May 2026", None),
        ("PRESS RELEASE – Harbour Office – 3 May 2026", "Harbour Office"),
        ("Press release | Harbour Office | 3 May 2026", "Harbour Office"),
        ("Statement of the Harbour Office, 3 May 2026", "Harbour Office"),
        ("Statement by the Harbour Office, Orvale, 3 May 2026", "Harbour Office"),
        ("Harbour Office press release, 3 May 2026", "Harbour Office"),
        ("Harbour Office, 3 May 2026", "Harbour Office"),
        ("3 May 2026 – Department for Ports, Tides and Berths", "Department for Ports, Tides and Berths"),
        ("Released: Sunday 3 May 2026, 09:30 GMT", None),
        ("Embargoed until 00:01, 3 May 2026", None),
        ("This notice was issued on 3 May 2026 by the Harbour Office.", "Harbour Office"),
        ("Date of publication: 3 May 2026", None),
        ("– Released on May 3, 2026 by the Office of Tides and Berths", "Office of Tides and Berths"),
        ("Survey of the Harbour Office, 3 May 2026", None),
        ("Remarks by the harbour master to the Tide Club, Lorn, 3 May 2026 (as delivered)", None),
    ],
)
def test_a_line_about_the_text_says_when_and_by_whom(line: str, publisher: str | None, foot: bool) -> None:
    published, by = said(line, foot=foot)
    if "Survey" in line:  # of whom it is, or about whom, cannot be told
        assert (published, by) == (None, None)
    else:
        assert (published, by) == (DAY, publisher)


@pytest.mark.parametrize(
    "line",
    [
        "The next meeting is on 3 May 2026.",
        "Next meeting: 3 May 2026",
        "Meeting of the Harbour Committee, 3 May 2026",
        "Fire at the Orvale Hospital, 3 May 2026",
        "The count was published on 3 May 2026 by the Harbour Office.",
        "The Harbour Office published its count on 3 May 2026.",
        "Battle of Lorn, 3 May 1826",
        "Valid until 3 May 2026",
        "In force from 3 May 2026",
        "From 3 May 2026 the harbour is closed",
        "By 3 May 2026 all berths will be free",
        "Consultation closes 3 May 2026",
        "Election of the council, 3 May 2026",
        "3 May 2026 was a Sunday",
        "Figures as of 3 May 2026",
        "Data source: Harbour Office",
        "Published 05/03/2026",
        "Press release",
    ],
)
def test_a_day_that_the_text_tells_of_is_none(line: str) -> None:
    assert said(line) == said(line, foot=True) == (None, None)


def test_a_body_alone_beside_a_dated_line_publishes_and_a_title_alone_does_not() -> None:
    assert imprint(f"Harbour Office\nPress release, 3 May 2026\n\n{BODY}").publisher == "Harbour Office"
    assert imprint(f"Harbour Office\n\n{BODY}").publisher is None


def test_the_source_of_a_table_is_not_who_published_the_text() -> None:
    text = f"Berths\n\n{BODY}\n2024\n49\n2026\n40\n\nSource: Harbour Office\n"
    assert imprint(text).publisher is None
    assert imprint(f"Berths\n\nSource: Harbour Office\n\n{BODY}").publisher == "Harbour Office"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published 3 May 2026 by Ilse Marr, Harbour Office", "Harbour Office"),
        ("Published 3 May 2026 by the Harbour Office, Orvale", "Harbour Office"),
        ("Published 3 May 2026 by Susan Marr", None),
        ("Published 3 May 2026 by Dr Marr", None),
        ("Published 3 May 2026 by us all", None),
    ],
)
def test_the_publisher_is_the_body_without_person_or_place(line: str, publisher: str | None) -> None:
    assert said(line) == (DAY, publisher)


def test_a_line_in_the_middle_of_a_text_is_no_imprint() -> None:
    assert imprint(f"Berths\n\n{BODY * 8}\nPublished 3 May 2026 by Tidewatch\n\n{BODY * 8}") == (None, None, None)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("papers/2026-05-03-cap.md", DAY),
        ("papers/cap_20260503.pdf", DAY),
        ("papers/2026-05-03/cap.md", DAY),
        ("2026/05/03/cap.md", DAY),
        ("papers/2026-01-01_2026-03-31.md", None),
        ("papers/2026-13-03.md", None),
        ("papers/berths-2026.md", None),
        ("papers/tel-0020260503.md", None),
        ("2026-05-03/papers/deep/cap.md", None),
    ],
)
def test_a_file_is_dated_by_its_name_where_that_is_one_day(path: str, day: date | None) -> None:
    assert in_path(Path(path)) == day


@given(st.text(max_size=300))
def test_whatever_the_text_its_imprint_is_made_of_its_words(text: str) -> None:
    found = imprint(text)
    assert found.publisher is None or found.publisher in text


# -- in the corpus ------------------------------------------------------------------------


def listed(run: Run) -> dict[str, Any]:
    rows = json.loads(run("corpus", "list", "--json").stdout)
    return {
        row["id"]: (row["published"], row["published_from"], row["publisher"], row["publisher_from"]) for row in rows
    }


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in {
        "signed.md": f"# Berths\n\n*Published 3 May 2026 by Tidewatch*\n\n{BODY}",
        "front.md": f"---\ntitle: Berths\norganisation: Harbour Office\ndate: 2026-05-03\n---\n\nFront. {BODY}",
        "2026-05-03-named.txt": f"Named\n\n{BODY}",
        "page.html": f"<html><body><h1>Page</h1><p>{BODY}</p><p>Published on 3 May 2026 by the Harbour Office</p>",
        "unknown.txt": f"Unknown\n\n{BODY}",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_front_matter_may_be_toml(run: Run, tmp_path: Path) -> None:
    front = '+++\ntitle = "Berths"\ndate = 2026-05-03T00:00:00Z\npublisher = "Harbour Office"\n+++\n\n'
    (tmp_path / "note.md").write_text(front + BODY, encoding="utf-8")
    run("corpus", "add", tmp_path / "note.md")
    assert listed(run)["note.md"] == ("2026-05-03", "front matter", "Harbour Office", "front matter")


def test_front_matter_may_have_both_in_one_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(f"---\nsource: Harbour Office, 3 May 2026\n---\n\n{BODY}", encoding="utf-8")
    run("corpus", "add", tmp_path / "note.md")
    assert listed(run)["note.md"] == ("2026-05-03", "front matter", "Harbour Office", "front matter")


def test_every_date_and_publisher_says_where_it_was_read(run: Run, papers: Path) -> None:
    done = run("corpus", "add", papers)
    told = "dates: from the dateline 1, from the front matter 1, from the path 1, from the text 1, none 1; "
    assert f"{told}publishers: from the text 2, from the front matter 1, none 2" in done.stderr
    assert listed(run) == {
        "signed.md": ("2026-05-03", "text", "Tidewatch", "text"),
        "front.md": ("2026-05-03", "front matter", "Harbour Office", "front matter"),
        "2026-05-03-named.txt": ("2026-05-03", "path", None, None),
        "page.html": ("2026-05-03", "dateline", "Harbour Office", "text"),
        "unknown.txt": (None, None, None, None),
    }
    assert "2026-05-03 (from the path)" in run("corpus", "list").stdout
    assert "dates:" not in run("corpus", "add", papers).stderr, "nothing is new"


def test_a_byline_that_is_a_body_says_who_published_a_reference_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "body.md").write_text(f"---\ntitle: Berths\nauthor: Harbour Office of Orvale\n---\n\n{BODY}")
    (tmp_path / "person.md").write_text(f"---\ntitle: Quays\nauthor: Petra Oswin\n---\n\nAnd. {BODY}")
    run("corpus", "add", tmp_path / "body.md", tmp_path / "person.md")
    assert listed(run)["body.md"][2:] == ("Harbour Office of Orvale", "byline")
    assert listed(run)["person.md"][2:] == (None, None)


def test_what_was_given_stays_until_something_else_is_given(run: Run, papers: Path) -> None:
    run("corpus", "add", papers)
    given = run("corpus", "add", papers / "unknown.txt", papers / "signed.md", "--publisher", "Lorn Board", "--json")
    assert json.loads(given.stdout)["changed"] == 2
    again = run("corpus", "add", papers)
    assert again.stdout == "0 new, 0 changed, 5 unchanged documents\n"
    assert "given before kept for signed.md, unknown.txt" in again.stderr
    assert listed(run)["signed.md"] == ("2026-05-03", "text", "Lorn Board", "given")
    (papers / "unknown.txt").write_text(f"Unknown\n\nOther words. {BODY}", encoding="utf-8")
    run("corpus", "add", papers)
    assert listed(run)["unknown.txt"] == (None, None, "Lorn Board", "given")
    run("corpus", "add", papers / "unknown.txt", "--publisher", "Tide Board", "--published", "2026-05-04")
    assert listed(run)["unknown.txt"] == ("2026-05-04", "given", "Tide Board", "given")


def test_flags_fill_what_a_record_does_not_say(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    whole = {"id": "whole", "text": BODY, "publisher": "Tidewatch", "published": "2026-05-03"}
    file.write_text(f"{json.dumps(whole)}\n{json.dumps({'id': 'bare', 'text': 'Bare words.'})}\n", encoding="utf-8")
    run("corpus", "add", file, "--publisher", "Lorn Board", "--published", "2026-01-02")
    known = listed(run)
    assert known["whole"] == ("2026-05-03", None, "Tidewatch", None)
    assert known["bare"] == ("2026-01-02", "given", "Lorn Board", "given")
    assert run("corpus", "add", file).stdout == "0 new, 0 changed, 2 unchanged documents\n"
    bare = {"id": "bare", "text": "Bare words.", "published": "2026-02-02"}
    file.write_text(f"{json.dumps(whole)}\n{json.dumps(bare)}\n", encoding="utf-8")
    run("corpus", "add", file)
    assert listed(run)["bare"] == ("2026-02-02", None, "Lorn Board", "given"), "a record knows best"


@pytest.mark.parametrize(("ahead", "code"), [(1, 0), (400, 2)])
def test_a_day_ahead_is_an_embargo_or_refused(run: Run, papers: Path, ahead: int, code: int) -> None:
    day = str(date.today() + timedelta(ahead))
    assert run("corpus", "add", papers / "unknown.txt", "--published", day).returncode == code


def test_a_day_far_ahead_that_a_text_says_is_not_believed(run: Run, papers: Path) -> None:
    (papers / "signed.md").write_text(f"# Berths\n\nPublished 3 May 2126 by Tidewatch\n\n{BODY}", encoding="utf-8")
    done = run("corpus", "add", papers / "signed.md")
    assert "2126-05-03, read from the text, lies far ahead and is not believed" in done.stderr
    assert listed(run)["signed.md"] == (None, None, "Tidewatch", "text")


@pytest.mark.parametrize("command", [("corpus", "add"), ("check",)], ids=" ".join)
def test_a_publisher_that_is_no_text_is_refused(run: Run, papers: Path, command: tuple[str, ...]) -> None:
    done = run(*command, papers / "unknown.txt", "--publisher", "Lo\udcffrn")
    assert done.returncode == 2
    assert "--publisher: not UTF-8" in done.stderr


# -- of articles --------------------------------------------------------------------------


def test_an_article_checked_again_keeps_what_was_given(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("“The harbour has 40 berths,” Petra Oswin said.\n", encoding="utf-8")
    run("check", story, "--publisher", "The Lantern", "--published", "2026-05-03", FACTCHECK_JUDGE="rules")
    again = run("check", story, "--json", FACTCHECK_JUDGE="rules")
    assert "given before is kept" in again.stderr
    article = json.loads(again.stdout)["article"]
    assert (article["publisher"], article["published"]) == ("The Lantern", "2026-05-03")
    other = run("check", story, "--published", "2026-05-04", "--json", FACTCHECK_JUDGE="rules")
    article = json.loads(other.stdout)["article"]
    assert (article["publisher"], article["published"]) == ("The Lantern", "2026-05-04")


def test_a_statement_that_is_checked_has_its_imprint(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "statement.txt"
    story.write_text(f"On berths\n\nStatement of the Harbour Office, 3 May 2026\n\n{BODY}", encoding="utf-8")
    article = json.loads(run("check", story, "--json", FACTCHECK_JUDGE="rules").stdout)["article"]
    assert (article["publisher"], article["published"]) == ("Harbour Office", "2026-05-03")
