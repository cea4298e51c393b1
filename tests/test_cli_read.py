"""`read`: what a file says of itself and what became of each of its blocks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]

SAMPLES = Path(__file__).parent / "data" / "articles"


def test_every_block_stands_in_its_order_with_its_kind_below_what_the_file_says_of_itself(run: Run) -> None:
    shown = run("read", SAMPLES / "harbour.html").stdout.splitlines()
    assert shown[0] == "title        Lorn harbour to keep its pilots"
    assert shown[2] == "publisher    The Harbour Courier (metadata)"
    kinds = [line.split("  (")[0] for line in shown if line and not line.startswith(" ")]
    assert kinds.index("heading") < kinds.index("block-quote")


def test_json_has_the_same_and_tells_what_was_left_out(run: Run) -> None:
    shown = json.loads(run("read", SAMPLES / "harbour.html", "--json").stdout)
    assert shown["published"] == {"value": "2024-05-10", "from": "metadata"}
    assert all(block["left_out"] == (block["kind"] is None) for block in shown["blocks"])
    assert shown["blocks"][0]["kind"] == "title"


def test_what_is_left_out_is_a_line_with_its_rule_unless_all_is_asked_for(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.html"
    told = "<p>The ferry stopped on Monday because of the fog on the bay, the port of Lorn said.</p>" * 3
    others = f"<nav>Home</nav><div class=related>{'Mayor quits at last. ' * 6}The end</div>"
    story.write_text(f"<h1>Ferry stops</h1>{told}{others}", encoding="utf-8")
    shown = run("read", story).stdout.splitlines()
    home, quits = shown[shown.index("left out") + 1 :][:2]
    assert home == "  ~~Home~~  (navigation)"
    assert quits.startswith("  ~~Mayor quits at last.")
    assert quits.endswith("…~~  (related stories)")
    assert shown[-1] == "4 blocks read, 2 left out"
    assert "The end~~" in run("read", story, "--all").stdout


def test_a_page_or_a_time_stands_beside_its_blocks(run: Run, tmp_path: Path) -> None:
    cues = tmp_path / "talk.srt"
    cues.write_text("1\n00:00:01,000 --> 00:00:04,000\nThe ferry stopped on Monday.\n", encoding="utf-8")
    assert "00:00:01" in run("read", cues).stdout
    assert json.loads(run("read", cues, "--json").stdout)["blocks"][0]["place"] == "00:00:01"


def test_nothing_in_a_file_can_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Ferry stops\n\nThe ferry \x1b[31mstopped on Monday, the port of Lorn said.\n", encoding="utf-8")
    done = run("read", story)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout


def test_a_file_of_many_documents_and_one_that_is_missing_are_refused_with_a_remedy(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"doc_id": "a", "text": "b"}\n', encoding="utf-8")
    assert "factcheck quotes" in run("read", many).stderr
    assert "no such file" in run("read", tmp_path / "none.html").stderr
