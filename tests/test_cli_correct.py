"""`correct`, `split`, `join`, `add`, `dismiss`, `note`, `undo` as a user runs them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck import Workspace

Run = Callable[..., subprocess.CompletedProcess[str]]

STORY = (
    "A mill shuts\n\nThe mill shut in May and its owner left for Lund, Ida Voss told reporters. "
    "It had 30 looms when it shut.\n"
)
NOTES = '{"id": "mill", "text": "The mill shut in May. Its owner left for Oslo, not for Lund. It had 28 looms."}\n'


@pytest.fixture
def claims(run: Run, workspace: Path, tmp_path: Path) -> dict[str, str]:
    """The ids of the claims of an article that was checked, by their words."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "notes.jsonl").write_text(NOTES, encoding="utf-8")
    assert run("corpus", "add", tmp_path / "notes.jsonl").returncode == 0
    assert run("check", tmp_path / "story.txt").returncode == 0
    with Workspace(workspace) as opened:
        return {item.claim.text: item.claim.id for item in opened.queue(limit=50)[0]}


def test_a_morning_of_corrections(run: Run, workspace: Path, tmp_path: Path, claims: dict[str, str]) -> None:
    said = next(name for words, name in claims.items() if "its owner left" in words)
    looms = next(name for words, name in claims.items() if "30 looms" in words)

    corrected = run(
        "correct", said, "--speaker", "Ida Voss", "--role", "weaver", "--as", "ana", "--no-search", "--json"
    )
    assert json.loads(corrected.stdout)[0]["speaker"]["role"] == "weaver"
    again = run("correct", said, "--role", "weaver", "--as", "ana")
    assert (again.returncode, "stands so already" in again.stderr) == (0, True)

    parts = run("split", said, "its owner left", "--as", "ana", "--json")
    first, second = json.loads(parts.stdout)
    assert (first["text"], second["text"]) == ("The mill shut in May", "its owner left for Lund")
    assert second["spans"] == [[STORY.index("its owner"), STORY.index(", Ida")]]
    with Workspace(workspace) as opened:
        found = opened.show(second["id"])[1].search
    assert found is not None
    assert "mill#0" in {item.passage.id for item in found.evidence}

    joined = run("join", first["id"], second["id"], "--as", "ana", "--no-search")
    assert said in joined.stdout
    undone = run("undo", "--as", "ana")
    assert "undone" in undone.stdout
    assert run("undo", "--as", "leo").returncode == 2

    dismissed = run("dismiss", looms, "--reason", "trivial", "--note", "of no interest", "--as", "leo")
    assert "dismissed trivial by leo – of no interest" in dismissed.stdout
    assert run("dismiss", looms, "--reason", "boring").returncode == 2
    noted = run("note", looms, "rang the mill", "--as", "ana", "--json")
    assert json.loads(noted.stdout)["action"] == "noted"
    refused = run("undo", looms, "--as", "leo")
    assert (refused.returncode, "ana: noted" in refused.stderr) == (4, True)
    assert run("undo", looms, "--over", "--as", "leo").returncode == 0

    added = run("add", tmp_path / "story.txt", "told reporters", "--as", "leo", "--no-search", "--json")
    assert json.loads(added.stdout)[0]["origin"] == "desk"
    twice = run("add", tmp_path / "story.txt", "shut", "--as", "leo")
    assert (twice.returncode, "--nth" in twice.stderr) == (2, True)

    gold = tmp_path / "gold.jsonl"
    assert run("export", "corrections", tmp_path / "story.txt", "-o", gold).returncode == 0
    assert json.loads(gold.read_text(encoding="utf-8"))["text"].startswith("A mill shuts")
    scored = run("evaluate", "quotes", "--desk", tmp_path / "story.txt", "--json")
    assert json.loads(scored.stdout)["kinds"]["all"]["missed"] == 1
    assert run("evaluate", "quotes", "--desk").returncode == 2
    assert run("evaluate", "quotes", "--desk", "--rules").returncode == 2
    assert run("evaluate", "quotes").returncode == 2
    assert run("verify").returncode == 0
