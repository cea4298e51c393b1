"""A morning at the desk, from the command line, on the example that is shipped."""

from __future__ import annotations

import gzip
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, Popen
from typing import Any

import click
import pytest

from factcheck import Workspace, __version__
from factcheck.cli import COMMANDS, cli
from factcheck.domain import Verdict

Run = Callable[..., CompletedProcess[str]]
Start = Callable[..., Popen[str]]

SET = Path(__file__).parents[1] / "corpora" / "iraq-isis-2025"
ARTICLE = SET / "examples" / "advisers-stay.txt"
EXPECTED = json.loads(ARTICLE.with_suffix(".expected.json").read_text(encoding="utf-8"))["claims"]


@pytest.fixture(scope="session")
def checked(start: Start, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A workspace in which the example was checked, and what `check --json` said. Do not decide anything in it."""
    workspace = tmp_path_factory.mktemp("checked")
    assert start("corpus", "add", SET.name, workspace=workspace).wait() == 0
    out, _ = start("check", ARTICLE, "--json", workspace=workspace).communicate()
    return workspace, json.loads(out)


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    context = click.Context(cli)
    for name, (_, summary) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert inspect.cleandoc(command.help or "").splitlines()[0] == summary


def test_every_command_explains_itself_with_an_example() -> None:
    context = click.Context(cli)
    for name in set(COMMANDS) - {"corpus", "verify"}:
        command = cli.get_command(context, name)
        assert command is not None
        assert f"factcheck {name}" in (command.help or "")


def test_the_shape_of_check_json(checked: tuple[Path, dict[str, Any]]) -> None:
    report = checked[1]
    assert {"id", "title", "publisher", "published"} <= set(report["article"])
    for claim in report["claims"]:
        assert claim["kind"] in ("direct", "mixed", "indirect", "assertion")
        assert (claim["speaker"] is None) or {"name", "role", "mention"} <= set(claim["speaker"])
        assert {"id", "text", "spans", "cue", "addressee", "flags", "evidence", "suggestion"} <= set(claim)
        assert {"verdict", "probability", "reasons"} <= set(claim["suggestion"])
        for start, end in claim["spans"]:
            assert report["article"]["text"][start:end]
        for shown in claim["evidence"]:
            assert {"passage_id", "document_id", "publisher", "published", "url", "text"} <= set(shown)
            assert {"score", "stance", "comparison", "computed", "reasons"} <= set(shown)
            assert shown["stance"] in ("supports", "contradicts", "on the subject")
            for point in shown["comparison"]["points"]:
                assert all(shown["text"][slice(*one["span"])] == one["text"] for one in point["passage"])


def test_the_example_holds_what_it_was_written_to_hold(checked: tuple[Path, dict[str, Any]]) -> None:
    claims = checked[1]["claims"]
    assert any("restated-opinion" in claim["flags"] for claim in claims)
    verdicts = {claim["suggestion"]["verdict"] for claim in claims}
    assert verdicts == {None, "supported"}
    for item in EXPECTED:
        if item["speaker"]:
            said = [claim for claim in claims if any(part in claim["text"] for part in item["content"])]
            assert item["speaker"]["name"] in {claim["speaker"]["name"] for claim in said if claim["speaker"]}, item


def test_the_wrong_figure_of_the_example_is_found_and_shown(checked: tuple[Path, dict[str, Any]]) -> None:
    (claim,) = [claim for claim in checked[1]["claims"] if "14 attacks" in claim["text"]]
    assert claim["suggestion"]["verdict"] is None
    assert any("14 / 4" in reason for reason in claim["suggestion"]["reasons"])
    assert claim["suggestion"]["reasons"][0].startswith("look at iq-112#0 ")
    assert "iq-112" in {shown["document_id"] for shown in claim["evidence"][:3]}


def test_a_morning_at_the_desk(run: Run) -> None:
    assert run("corpus", "add", SET.name).returncode == 0
    claims = {claim["text"]: claim for claim in json.loads(run("check", ARTICLE, "--json").stdout)["claims"]}
    (wrong,) = [claim for text, claim in claims.items() if "14 attacks" in text]
    waiting = json.loads(run("queue", "--json", "-n", "100").stdout)
    assert waiting["total"] == len(claims)
    places = [(not claim["urgent"], round(1 - claim["checkworthiness"], 1)) for claim in waiting["claims"]]
    assert places == sorted(places)

    shown = run("show", wrong["id"][:5]).stdout
    assert "iq-112#0" in shown
    refused = run("mark", wrong["id"], "contradicted", "--as", "ana")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "needs at least one citation" in refused.stderr

    cited = ("--cite", "iq-112#0:4 attacks in Iraq", "--note", "4, not 14", "--as", "ana")
    assert run("mark", wrong["id"][:5], "contradicted", *cited).returncode == 0
    assert json.loads(run("queue", "--json").stdout)["total"] == len(claims) - 1
    assert run("queue", "--decided").stderr == "factcheck: 1 claim decided\n"
    assert f"{len(claims) - 1} claims waiting" in run("queue", "-n", "1").stderr
    assert run("mark", wrong["id"], "supported", "--cite", "1", "--as", "leo", "--after", "0").returncode == 4
    assert run("reopen", wrong["id"], "--note", "asked the agency", FACTCHECK_USER="leo").returncode == 0
    assert run("mark", wrong["id"], "contradicted", "--cite", "1", "--as", "leo").returncode == 0

    log = json.loads(run("history", wrong["id"], "--json").stdout)
    assert [(entry["verdict"], entry["by"]) for entry in log] == [
        ("contradicted", "ana"),
        (None, "leo"),
        ("contradicted", "leo"),
    ]
    assert log[0]["citations"][0]["exact"] == "4 attacks in Iraq"
    assert "everything matches" in run("verify").stdout

    for form in (("text", "--full"), ("md",), ("html",), ("json",)):
        made = run("report", ARTICLE, "--format", *form)
        assert made.returncode == 0
        assert "iq-112" in made.stdout


def test_a_second_check_keeps_decisions_and_adds_nothing(run: Run) -> None:
    run("corpus", "add", SET.name)
    first = json.loads(run("check", ARTICLE, "--json").stdout)["claims"]
    run("mark", first[0]["id"], "unverified", "--reason", "conflicting", "--as", "ana")
    second = json.loads(run("check", ARTICLE, "--json").stdout)["claims"]
    assert second[0]["verdict"] == "unverified"
    assert [claim["id"] for claim in second] == [claim["id"] for claim in first]
    assert [claim["evidence"] for claim in second] == [claim["evidence"] for claim in first]


def test_a_report_goes_to_a_file_and_the_terminal_hears_of_it(run: Run, tmp_path: Path) -> None:
    run("check", ARTICLE)
    done = run("report", ARTICLE, "-f", "html", "-o", tmp_path / "report.html")
    assert done.stdout == ""
    assert "report.html" in done.stderr
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    failed = run("report", ARTICLE, "-o", tmp_path / "nowhere" / "report.txt")
    assert failed.returncode == 1
    assert "cannot be written" in failed.stderr


def test_quotes_are_printed_without_a_workspace(run: Run, workspace: Path) -> None:
    (line,) = run("quotes", ARTICLE, "--json").stdout.splitlines()
    found = json.loads(line)
    assert {item["speaker"] for item in found["quotes"]} >= {"Leila Haddawi", "Nabil Darwand", "Dana Qaradi"}
    for item in found["quotes"]:
        assert all(found["text"][start:end] for start, end in item["content"])
    assert "Leila Haddawi" in run("quotes", ARTICLE).stdout
    assert not workspace.exists()


@pytest.mark.parametrize("name", ["documents.jsonl", "documents.ndjson", "documents.JSONL.gz"])
def test_quotes_reads_documents_from_lines_of_json_and_names_a_bad_line(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    good = json.dumps({"doc_id": "d1", "text": "A wall\n\nThe wall is 350 km long, Jane Roe said on Monday.\n"})
    lines = f"{good}\n[]\n{good.replace('d1', 'd2')}\n".encode()
    path.write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    done = run("quotes", path, "--json")
    assert done.returncode == 3
    assert 'line 2: not a JSON object; write {"doc_id": …, "text": …}, one a line' in done.stderr
    assert [json.loads(line)["doc_id"] for line in done.stdout.splitlines()] == ["d1", "d2"]
    assert run("quotes", "nowhere.jsonl").returncode == 1


def test_hostile_text_cannot_act_on_the_terminal(run: Run) -> None:
    story = "A \x1b[31mred\x07 headline\n\n“The \x1b]0;owned\x07 harbour is \u202eclosed,” Jane Roe said on Monday.\n"
    for command in (("check", "-"), ("check", "-", "--json"), ("quotes", "-"), ("quotes", "-", "--json"), ("queue",)):
        done = run(*command, stdin=story)
        assert done.returncode == 0, done.stderr
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout + done.stderr)


def test_a_check_and_its_report_say_where_attribution_is_limited(run: Run) -> None:
    story = (
        "Brücke gesperrt\n\n„Wir haben die Brücke dreimal geprüft, und sie ist nicht sicher“, sagte Ingrid Holm. "
        "Die Reparatur dauert nach Angaben der Stadt noch mindestens vier Wochen.\n"
    )
    done = run("check", "-", stdin=story)
    assert "! not in English, as far as its commonest words show, so attribution is limited\n" in done.stdout
    assert "attribution is limited" in done.stderr
    assert "Ingrid Holm – “sagte”" in done.stdout
    (stored,) = json.loads(run("articles", "--json").stdout)
    assert "Limits: not in English" in run("report", stored["id"], "--full").stdout


def test_what_a_speaker_tells_of_others_is_in_the_report_and_in_the_claim(run: Run) -> None:
    story = (
        "Bridge to reopen\n\nThe ministry said that the mayor had told them that the bridge has been safe since 2019.\n"
    )
    (claim,) = json.loads(run("check", "-", "--json", stdin=story).stdout)["claims"]
    assert [told["speaker"]["name"] for told in claim["within"]] == ["mayor"]
    assert "Within it: the mayor “had told” that the bridge" in " ".join(run("show", claim["id"]).stdout.split())


def test_a_reader_that_leaves_early_is_no_failure(run: Run, start: Start, workspace: Path) -> None:
    run("corpus", "add", SET.name)
    process = start("corpus", "list", "--json", workspace=workspace)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait() == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_the_python_verbs_are_those_of_the_command_line(tmp_path: Path, cache: Path) -> None:
    with Workspace(tmp_path, cache=cache, user="ana") as desk:
        desk.corpus_add(SET.name)
        report = desk.check(ARTICLE)
        made = desk.mark(report.claims[2].claim.id, "supported", cite=["iq-001#0"])
        assert made.verdict is Verdict.SUPPORTED
        assert desk.report(report.article.id).counts["supported"] == 1
        assert desk.verify().sound


def test_the_package_can_be_run_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "factcheck", "--version"], check=True, capture_output=True, text=True)
    assert done.stdout == f"factcheck, version {__version__}\n"


@pytest.mark.parametrize("name", ["many.jsonl", "many.ndjson"])
def test_a_file_of_many_documents_is_not_checked_as_one_article(run: Run, tmp_path: Path, name: str) -> None:
    lines = ('{"doc_id": "a", "text": "The pier is shut."}', '{"doc_id": "b", "text": "The quay is open."}')
    (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    done = run("check", tmp_path / name, "--json")
    assert done.returncode == 0
    assert len({one["article"]["id"] for one in json.loads(done.stdout)}) == 2


def test_an_empty_name_is_nobodys(run: Run, tmp_path: Path) -> None:
    run("check", "-", stdin="The pier was shut in May.\n")
    done = run("report", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is empty" in done.stderr
