"""`models`, and a chat server as the judge of a desk: from the settings to the report."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from chat_server import Canned, said, serving, wrote
from tiny_models import make_model

from factcheck.domain import Question, Stance
from factcheck.errors import UsageError
from factcheck.files.toml_lines import with_value
from factcheck.report import render, render_brief
from factcheck.report.to_json import claim_as_dict
from factcheck.workspace import Workspace

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = {"id": "wall", "title": "On walls", "text": "The wall is 350 km long, the ministry of works said in May."}
STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"


@pytest.fixture
def desk(run: Run, workspace: Path, tmp_path: Path) -> Path:
    """A workspace with one note in it."""
    note = tmp_path / "notes.jsonl"
    note.write_text(json.dumps(NOTE), encoding="utf-8")
    assert run("corpus", "add", note).returncode == 0
    return workspace


# -- list and use -------------------------------------------------------------------------


def test_what_is_known_and_what_is_here_is_listed(run: Run, tmp_path: Path) -> None:
    own = {"FACTCHECK_CACHE": str(tmp_path / "cache")}
    folder = make_model(tmp_path / "tiny")
    assert run("models", "get", folder, "--name", "mine", **own).returncode == 0
    done = run("models", "list", **own)
    assert "This workspace uses: factcheck" in done.stdout
    assert "  mine: 0 MB, licence not said" in done.stdout
    assert "published by their authors" in done.stdout
    listed = json.loads(run("models", "list", "--json", **own).stdout)
    assert [one["name"] for one in listed["here"]] == ["mine"]
    assert 3 <= len(listed["known"]) <= 5
    assert all(one["licence"] and one["published_by_its_authors"] for one in listed["known"])


def test_a_model_is_brought_measured_used_and_judges(run: Run, desk: Path, tmp_path: Path) -> None:
    own = {"FACTCHECK_CACHE": str(tmp_path / "cache")}
    settings = desk / "factcheck.toml"
    told: list[str] = []
    settings.write_text("# ours\nuser = 'ana'  # who decides\n", encoding="utf-8")
    assert run("models", "get", make_model(tmp_path / "tiny", window=128), "--name", "mine", **own).returncode == 0
    done = run("models", "use", "mine", **own)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"mine judges in this workspace now: {settings}\n"
    assert "was not measured" in done.stderr
    assert settings.read_text() == "# ours\nuser = 'ana'  # who decides\njudge = \"mine\"\n"
    done = run("models", "measure", "--json", **own)
    found = json.loads(done.stdout)
    assert (found["judge"], found["pairs"]) == ("mine", {"examples": 62})
    assert found["sure"]["supports"]["from"] is None
    with Workspace(desk, cache=tmp_path / "cache", notice=told.append) as opened:
        (judged,) = opened.stances([Question("The port will close.", "The port.")])
    assert judged.basis == "mine"
    assert not any("was not measured" in words for words in told)


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("someone/not-here", 1, "models get someone/not-here"),
        ("chat:small", 2, "judge_url"),
        ("chat:", 2, "names no model"),
    ],
)
def test_a_judge_that_cannot_be_opened_is_not_written_down(
    run: Run, workspace: Path, name: str, code: int, why: str
) -> None:
    workspace.mkdir()
    done = run("models", "use", name)
    assert (done.returncode, done.stdout) == (code, "")
    assert why in done.stderr
    assert not (workspace / "factcheck.toml").exists()


def test_there_must_be_a_workspace_to_choose_for(run: Run) -> None:
    done = run("models", "use", "rules")
    assert done.returncode == 2
    assert "no such workspace" in done.stderr


def test_a_variable_that_beats_the_file_is_named(run: Run, workspace: Path) -> None:
    workspace.mkdir()
    done = run("models", "use", "rules", FACTCHECK_JUDGE="factcheck")
    assert done.returncode == 0
    assert "FACTCHECK_JUDGE is set to another judge" in done.stderr


def test_an_address_is_written_with_the_model_it_is_for(run: Run, workspace: Path) -> None:
    workspace.mkdir()
    done = run("models", "use", "chat:llama3.1:8b", "--url", "http://localhost:11434/v1")
    assert done.returncode == 0, done.stderr
    said_so = tomllib.loads((workspace / "factcheck.toml").read_text())
    assert said_so == {"judge": "chat:llama3.1:8b", "judge_url": "http://localhost:11434/v1"}
    done = run("models", "use", "chat:big", "--url", "https://api.example.org/v1")
    assert done.returncode == 2
    assert 'allow_endpoint = ["api.example.org"]' in done.stderr
    assert tomllib.loads((workspace / "factcheck.toml").read_text()) == said_so


def test_no_variable_allows_a_host(run: Run) -> None:
    pair = json.dumps({"claim": "The wall is long.", "evidence": "The wall is long."})
    away = {"FACTCHECK_JUDGE": "chat:big", "FACTCHECK_JUDGE_URL": "https://api.example.org/v1"}
    done = run("stance", "-", stdin=pair, FACTCHECK_ALLOW_ENDPOINT="api.example.org", **away)
    assert done.returncode == 2
    assert "does not allow" in done.stderr


# -- one value of a file ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'judge = "x"\n'),
        ("user = 'ana'", "user = 'ana'\njudge = \"x\"\n"),
        ("judge = 'rules'  # for now\n", 'judge = "x"  # for now\n'),
        ("\n  judge='rules'\nuser = 'ana'\n", "\njudge = \"x\"\nuser = 'ana'\n"),
        ('"judge" = "a # b" # c\n', 'judge = "x" # c\n'),
        ("cross_encoder = 'rules'\n", 'judge = "x"\n'),
        ("user = 'ana'\r\njudge = 'rules'\r\n", "user = 'ana'\r\njudge = \"x\"\r\n"),
        (
            "user = 'ana'\n[extra]\njudge = 'not this one'\n",
            "user = 'ana'\njudge = \"x\"\n\n[extra]\njudge = 'not this one'\n",
        ),
        ('note = """\njudge = "rules"\n"""\n', 'note = """\njudge = "rules"\n"""\njudge = "x"\n'),
        ("# judge = 'rules'\n", "# judge = 'rules'\njudge = \"x\"\n"),
        ("allow = [\n  'a', # one\n]\n", "allow = [\n  'a', # one\n]\njudge = \"x\"\n"),
        ("judge_url = 'u'\n", "judge_url = 'u'\njudge = \"x\"\n"),
    ],
)
def test_one_value_is_set_and_the_rest_stays_as_it_was(before: str, after: str) -> None:
    assert with_value(before, "judge", "x", ["cross_encoder"]) == after


def test_any_text_can_be_a_value() -> None:
    for value in ('a "b" \\ c', "ü – é", "tab\there", "line\nbreak", "#"):
        assert tomllib.loads(with_value("user = 'ana'\n", "judge", value)) == {"user": "ana", "judge": value}


@pytest.mark.parametrize("text", ["judge = ", "[a\n", 'judge = """\nrules"""\n'])
def test_what_cannot_be_changed_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"not valid TOML|by hand"):
        with_value(text, "judge", "x")


def test_settings_that_cannot_be_read_are_named(run: Run, workspace: Path) -> None:
    workspace.mkdir()
    (workspace / "factcheck.toml").write_text("judge = [")
    done = run("models", "use", "rules")
    assert done.returncode == 2
    assert "factcheck.toml: not valid TOML" in done.stderr


# -- a desk that asks a server ------------------------------------------------------------


def test_a_server_judges_for_a_desk_and_nothing_is_said_to_have_left(run: Run, desk: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    with serving(said("supports", "The wall is 350 km long", "Same length.")) as server:
        done = run("check", story, FACTCHECK_JUDGE="chat:small", FACTCHECK_JUDGE_URL=server.url)
    assert done.returncode == 0, done.stderr
    assert "chat:small@127.0.0.1" in done.stderr
    assert "tokens read" in done.stderr
    assert "Passages and claims were sent" not in done.stdout
    report = json.loads(run("report", story, "--format", "json").stdout)
    assert report["summary"]["sent_to"] == []
    assert report["claims"][0]["search"]["stance_basis"].startswith("chat:small@127.0.0.1:")
    assert any("says: Same length." in reason for reason in report["claims"][0]["evidence"][0]["reasons"])


def test_a_server_that_answers_nonsense_does_not_stop_a_check(run: Run, desk: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    with serving(wrote("As a language model, I cannot.")) as server:
        done = run("check", story, FACTCHECK_JUDGE="chat:odd", FACTCHECK_JUDGE_URL=server.url)
    assert done.returncode == 0, done.stderr
    assert "a passage is not judged: no JSON object" in done.stderr
    shown = run("report", story, "--format", "json").stdout
    assert "not judged: chat:odd@" in shown


def test_every_report_says_that_text_left_this_machine(desk: Path, tmp_path: Path, cache: Path) -> None:
    """The host does not answer; that texts may have been sent there is said all the same."""
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    with Workspace(desk, cache=cache) as opened:
        opened.__dict__["judge"] = Away()
        report = opened.check(story)
        article, item = opened.show(report.claims[0].claim.id)
    assert report.sent_to == ("judge.invalid",)
    told = "Passages and claims were sent to judge.invalid to be judged."
    for form in ("text", "md", "html"):
        assert told in render(report, form).replace("\\", "")
    assert json.loads(render(report, "json"))["summary"]["sent_to"] == ["judge.invalid"]
    assert f"! {told}" in render_brief(report)
    assert claim_as_dict(article, item)["search"]["sent_to"] == "judge.invalid"


class Away:
    """A server beyond this machine that never answers."""

    name, remote, ranks = "chat:big@judge.invalid", True, False
    sure: ClassVar = {Stance.SUPPORTS: 2.0, Stance.CONTRADICTS: 2.0}

    def judge(self, questions: list[Any]) -> list[None]:
        return [None] * len(questions)


def test_a_report_says_so_also_when_another_judge_has_judged_since(
    run: Run, desk: Path, tmp_path: Path, cache: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    with Workspace(desk, cache=cache) as opened:
        opened.__dict__["judge"] = Away()
        opened.check(story)
    done = run("check", story, FACTCHECK_JUDGE="rules")
    assert "! Passages and claims were sent to judge.invalid to be judged." in done.stdout
    assert "stance by rules" in run("report", story, "--full").stdout


# -- measuring on what the desk has decided -----------------------------------------------


def test_the_desks_own_verdicts_are_measured_with(run: Run, desk: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    assert run("check", story).returncode == 0
    claims = json.loads(run("queue", "--json").stdout)["claims"]
    for claim in claims[:1]:
        done = run("mark", claim["id"], "supported", "--cite", "1", "--as", "ana")
        assert done.returncode == 0, done.stderr
    done = run("models", "measure", "rules", "--json")
    assert json.loads(done.stdout)["pairs"] == {"examples": 62, "the desk's verdicts": 1}
    assert "1 of the desk's verdicts" in run("models", "measure", "rules").stdout


def test_pairs_are_measured_by_any_judge(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        json.dumps({"id": 1, "claim": "The wall is long.", "evidence": "The wall is long.", "label": "supported"})
        + "\n"
        + json.dumps({"id": 2, "claim": "The wall is long.", "evidence": "Gulls nest.", "label": "unverified"})
    )

    def answer(_: int, body: dict[str, Any]) -> Canned:
        return said("supports", "The wall is long") if "Gulls" not in str(body) else wrote("?")

    with serving(answer) as server:
        done = run("evaluate", "stance", pairs, "--judge", "chat:small", "--json", FACTCHECK_JUDGE_URL=server.url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["all"]["accuracy"] == 1
    assert "1 not judged" in done.stderr
