"""`factcheck wording`, and the wordings that `check` stores, shows and counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, Popen
from typing import Any, NamedTuple

import databases
import pytest

from factcheck import Workspace, report
from factcheck.domain import Alteration, Verdict, Wording, WordingFinding
from factcheck.report import ArticleReport, Blocker

Run = Callable[..., CompletedProcess[str]]
Start = Callable[..., "Popen[str]"]

TRANSCRIPT = """Interior minister Ana Ruiz and engineer Omar Haddad spoke on Radio Lund.

RUIZ: Well, crime has nearly doubled since 2019, and we do not accept that.

HADDAD: The bridge isn't safe for lorries, you know, and it never was.
"""
STORY = """Bridge to reopen

“Crime has doubled since 2019, and we do not accept that,” Ana Ruiz, the interior minister, told Radio Lund.

“The bridge is not safe for lorries, and it never was,” Ruiz said.

“The swans have all left the lake by now,” said Tom Hale, a fisher.

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
    flat = " ".join(shown.split())
    assert "altered: dropped qualifier – changes what was said\n    Crime has [-nearly-] doubled since 2019" in shown
    start, end = TRANSCRIPT.index("crime has"), TRANSCRIPT.index(".\n\nHADDAD")
    assert f"in {transcript}, characters {start}–{end}; said by Ana Ruiz" in flat
    assert "[-you know-]" in shown
    assert "the words of somebody else" in flat
    assert "not found\n" in shown
    assert "ferry" not in shown
    assert not databases.is_there(workspace)


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


def test_the_same_transcript_twice_is_refused_rather_than_found_ambiguous(run: Run, files: tuple[Path, Path]) -> None:
    story, transcript = files
    done = run("wording", story, "--in", transcript, "--in", transcript)
    assert done.returncode == 1
    assert "was given already" in done.stderr


def test_a_bad_line_of_a_jsonl_transcript_is_named(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Words."}\n{"id": "b"}\n', encoding="utf-8")
    done = run("wording", "any words at all", "--in", bad)
    assert done.returncode == 1
    assert 'bad.jsonl, line 2: no "text"' in done.stderr


def test_subtitles_are_a_transcript_and_what_words_were_cut_out_of_is_said(run: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.vtt"
    film.write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Dana Orlov>Nobody told us that the lower\n\n"
        "00:04.000 --> 00:08.000\n<v Dana Orlov>deck was closed.\n",
        encoding="utf-8",
    )
    asked = ("wording", "the lower deck was closed", "--speaker", "Dana Orlov", "--in", film)
    assert "  verbatim – right before them stands “Nobody told us that”\n" in run(*asked).stdout
    (found,) = read(run(*asked, "--json"))[0]["quotations"]
    assert (found["finding"], found["misquoted"], found["alterations"]) == ("verbatim", False, [])
    assert found["warnings"] == ["right before them stands “Nobody told us that”"]
    assert (found["places"][0]["speaker"], found["places"][0]["same_speaker"]) == ("Dana Orlov", True)


# -- in a check ---------------------------------------------------------------------------


def test_a_warning_is_stored_and_shown_by_every_later_reader(tmp_path: Path, cache: Path, start: Start) -> None:
    story, transcript = tmp_path / "story.txt", tmp_path / "hearing.txt"
    story.write_text(
        "“The lower deck was closed to passengers,” Dana Orlov, a captain, said on Friday.\n", encoding="utf-8"
    )
    transcript.write_text(
        "DANA ORLOV: It is not true that the lower deck was closed to passengers.\n\nBO HOLM: We know that.\n",
        encoding="utf-8",
    )
    warning = "right before them stands “It is not true that”"
    with Workspace(tmp_path / "workspace", cache=cache) as desk:
        desk.corpus_add(transcript)
        made = desk.check(story)
        stored = desk.report(made.article.id)
    (item,) = [item for item in stored.claims if item.search and item.search.wording]
    assert item.search is not None
    assert item.search.wording is not None
    assert item.search.wording.warnings == (warning,)
    assert stored == made
    assert f"wording: verbatim – {warning}" in " ".join(report.render_brief(stored).split())
    with start("show", item.claim.id, workspace=tmp_path / "workspace") as process:
        shown, _ = process.communicate(timeout=300)
    assert " ".join(shown.split()).count(warning) == 1


class Checked(NamedTuple):
    workspace: Path
    story: Path
    report: ArticleReport

    def wording_of(self, words: str) -> Wording | None:
        (search,) = [item.search for item in self.report.claims if item.claim.text.startswith(words)]
        assert search is not None
        return search.wording


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Checked:
    """The story, checked against a corpus that holds the transcript, and the story itself."""
    folder = tmp_path_factory.mktemp("checked")
    story, transcript = folder / "story.txt", folder / "transcript.txt"
    story.write_text(STORY, encoding="utf-8")
    transcript.write_text(TRANSCRIPT, encoding="utf-8")
    with Workspace(folder / "workspace", cache=cache) as desk:
        desk.corpus_add(transcript, story)
        return Checked(folder / "workspace", story, desk.check(story))


def test_every_quotation_is_compared_with_the_corpus_but_not_with_the_article_itself(checked: Checked) -> None:
    altered, other, missing = map(checked.wording_of, ("Crime has", "The bridge", "The swans"))
    assert altered is not None
    assert other is not None
    assert missing is not None
    assert altered.alterations == (Alteration.DROPPED_QUALIFIER,)
    assert (other.places[0].speaker, other.other_speaker) == ("Omar Haddad", True)
    assert (missing.finding, missing.places, missing.compared) == (WordingFinding.NOT_FOUND, (), ("transcript.txt",))
    assert checked.wording_of("the ferry") is None
    assert checked.report.blockers[Blocker.MISQUOTED] == (1, 2)


def test_a_wording_never_touches_the_suggestion(checked: Checked) -> None:
    (altered, *_) = checked.report.claims
    assert altered.misquoted
    assert altered.search is not None
    assert altered.search.suggestion.verdict is not Verdict.CONTRADICTED
    assert not any("quot" in reason for reason in altered.search.suggestion.reasons)


def test_what_is_stored_is_what_was_found_and_a_second_check_changes_nothing(checked: Checked, cache: Path) -> None:
    with Workspace(checked.workspace, cache=cache) as desk:
        assert desk.report(checked.report.article.id) == checked.report
        assert desk.check(checked.story) == checked.report
        assert desk.verify().sound


def test_it_is_shown_with_its_diff(checked: Checked, start: Start) -> None:
    with start("show", checked.report.claims[0].claim.id, workspace=checked.workspace) as process:
        shown, _ = process.communicate(timeout=300)
    assert "Crime has [-nearly-] doubled" in " ".join(shown.split())
    assert "HOLD" in report.render_brief(checked.report)
    assert "≠ wording: altered" in report.render_brief(checked.report)
    assert "transcript" not in report.render_brief(checked.report).partition("The swans")[2].partition("machine")[0]
