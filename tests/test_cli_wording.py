"""`factcheck wording`, and the wordings that `check` stores, shows and counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from factcheck import Workspace

Run = Callable[..., CompletedProcess[str]]

TRANSCRIPT = """Interior minister Ana Ruiz and engineer Omar Haddad spoke on Radio Lund.

RUIZ: Well, crime has nearly doubled since 2019, and we do not accept that.

HADDAD: The bridge isn't safe for lorries, you know, and it never was.
"""
STORY = """Bridge to reopen

“Crime has doubled since 2019, and we do not accept that,” Ana Ruiz, the interior minister, told Radio Lund.

“The bridge is not safe for lorries, and it never was,” Ruiz said. “The swans have all left the lake by now.”

Officials said that the ferry would stop on Monday.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    story, transcript = tmp_path / "story.txt", tmp_path / "transcript.txt"
    story.write_text(STORY, encoding="utf-8")
    transcript.write_text(TRANSCRIPT, encoding="utf-8")
    return story, transcript


def read(done: CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_articles_quotations_are_compared_with_a_transcript_without_a_corpus(
    run: Run, files: tuple[Path, Path], workspace: Path
) -> None:
    story, transcript = files
    shown = run("wording", story, "--in", transcript).stdout
    assert "altered: dropped qualifier – changes what was said\n    Crime has [-nearly-] doubled since 2019" in shown
    start = TRANSCRIPT.index("crime has")
    assert f"in transcript.txt, characters {start}–{start + 68}; said by Ana Ruiz" in shown
    assert "[-you know-]" in shown
    assert "the words of somebody else" in shown
    assert "not found\n" in shown
    assert "ferry" not in shown
    assert not (workspace / "factcheck.db").exists()


def test_json_slices_on_both_sides(run: Run, files: tuple[Path, Path]) -> None:
    story, transcript = files
    (article,) = read(run("wording", story, "--in", transcript, "--json"))
    first = article["quotations"][0]
    assert (first["finding"], first["misquoted"], first["speaker"]) == ("altered", True, "Ana Ruiz")
    (change,) = [part for part in first["diff"] if part["operation"] == "dropped"]
    assert TRANSCRIPT[slice(*change["source"])] == "nearly"
    assert article["text"][slice(*first["diff"][0]["quoted"])] == "Crime has"
    (place,) = first["places"]
    assert TRANSCRIPT[slice(*place["span"])] == place["exact"]


def test_words_of_their_own_and_an_article_from_standard_input_can_be_given_together(
    run: Run, files: tuple[Path, Path]
) -> None:
    _, transcript = files
    words, article = read(
        run(
            "wording",
            "we do not accept that",
            "-",
            "--in",
            transcript,
            "--speaker",
            "Omar Haddad",
            "--json",
            stdin=STORY,
        )
    )
    assert (words["quotations"][0]["finding"], words["quotations"][0]["misquoted"]) == ("verbatim", True)
    assert article["name"] == "-"


def test_one_missing_file_does_not_sink_the_others_and_is_named(run: Run, files: tuple[Path, Path]) -> None:
    story, transcript = files
    done = run("wording", story, "gone.txt", "--in", transcript)
    assert done.returncode == 3
    assert "gone.txt: no such file" in done.stderr
    assert "nearly" in done.stdout
    assert run("wording", "gone.txt", "--in", transcript).returncode == 1
    assert run("wording", story, "--in", "gone.txt").returncode == 1


def test_a_bad_line_of_a_jsonl_transcript_is_named(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Words."}\n{"id": "b"}\n', encoding="utf-8")
    done = run("wording", "any words at all", "--in", bad)
    assert done.returncode == 1
    assert 'bad.jsonl, line 2: no "text"' in done.stderr


# -- in a check ---------------------------------------------------------------------------


@pytest.fixture
def checked(run: Run, files: tuple[Path, Path]) -> dict[str, Any]:
    story, transcript = files
    assert run("corpus", "add", transcript).returncode == 0
    return dict(read(run("check", story, "--published", "2025-03-04", "--json")))


def test_a_check_stores_what_became_of_every_quotation_and_holds_what_is_misquoted(
    run: Run, checked: dict[str, Any], files: tuple[Path, Path]
) -> None:
    by_words = {claim["text"][:9]: claim for claim in checked["claims"]}
    altered, other = by_words["Crime has"]["wording"], by_words["The bridg"]["wording"]
    missing = by_words["the ferry"]
    assert altered["alterations"] == ["dropped qualifier"]
    assert other["places"][0]["speaker"] == "Omar Haddad"
    assert missing["wording"] is None
    assert checked["summary"]["blockers"]["misquoted"]
    for format_ in ("text", "md", "html"):
        assert "nearly" in run("report", checked["article"]["id"], "--format", format_).stdout
    assert "Crime has [-nearly-] doubled" in run("show", by_words["Crime has"]["id"]).stdout
    assert "≠ wording: altered" in run("check", files[0], "--published", "2025-03-04").stdout


def test_the_search_that_found_nothing_is_stored_with_what_was_compared(run: Run, checked: dict[str, Any]) -> None:
    (swans,) = [claim["wording"] for claim in checked["claims"] if "swans" in claim["text"]]
    assert (swans["finding"], swans["compared"], swans["places"]) == ("not found", ["transcript.txt"], [])


def test_a_wording_never_touches_the_suggestion(checked: dict[str, Any]) -> None:
    (altered,) = [claim for claim in checked["claims"] if claim["text"].startswith("Crime has")]
    assert altered["wording"]["misquoted"]
    assert altered["suggestion"]["verdict"] != "contradicted"
    assert not any("wording" in reason or "quot" in reason for reason in altered["suggestion"]["reasons"])


def test_what_is_stored_is_what_was_found_and_a_second_check_changes_nothing(
    checked: dict[str, Any], files: tuple[Path, Path], workspace: Path, cache: Path
) -> None:
    with Workspace(workspace, cache=cache) as desk:
        stored = [item.search.wording for item in desk.report(checked["article"]["id"]).claims if item.search]
        again = [item.search.wording for item in desk.check(files[0]).claims if item.search]
    assert stored == again
    assert any(wording is not None for wording in stored)


def test_an_article_is_never_compared_with_itself(run: Run, files: tuple[Path, Path]) -> None:
    story, _ = files
    assert run("corpus", "add", story).returncode == 0
    checked = read(run("check", story, "--json"))
    assert {claim["wording"]["finding"] for claim in checked["claims"] if claim["wording"]} == {"not found"}
