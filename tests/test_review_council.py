"""A whole article decided by keyboard: on the screen and line by line, with as few keys as a claim needs."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path

import databases
import pytest

from factcheck import Workspace
from factcheck.domain import Encoder
from factcheck.tui.screen import Desk
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.keys import keys

Run = Callable[..., subprocess.CompletedProcess[str]]

MOST_KEYS = 4  # a claim


@pytest.fixture(scope="module")
def council(shared: Path, encoder: Encoder, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the council story was checked against its notes."""
    folder = tmp_path_factory.mktemp("council")
    with Workspace(folder, cache=cache) as workspace:
        workspace.encoder = encoder
        workspace.corpus_add(shared / "cases" / "desk" / "notes.jsonl")
        workspace.check(shared / "cases" / "desk" / "council-budget.txt")
    return folder


def sensible(review: Review) -> list[str]:
    """The keys a checker presses who goes by what is shown: the passage that differs or bears it out, else why not."""
    assert review.here is not None
    wording = review.here.report.search.wording if review.here.report.search else None
    if wording is not None and wording.misquoted:
        return ["c", "enter"]
    for number, one in enumerate(review.evidence[:9], start=1):
        comparison = one.judgement.comparison
        if one.judgement.shown == "supports" and one.counts:
            return [str(number), "s"]
        if comparison is not None and comparison.against and one.counts:
            return [str(number), "c"]
    return ["u", "1"]


def test_the_council_story_is_decided_on_the_screen(council: Path, tmp_path: Path) -> None:
    databases.copied(council, tmp_path)

    async def run() -> list[int]:
        with Workspace(tmp_path, user="ana") as workspace:
            review = workspace.review()
            app, counts = Desk(review, keys({})), []
            async with app.run_test(size=(120, 40)) as pilot:
                while review.here is not None and len(counts) < 60:
                    pressed = sensible(review)
                    before = review.left.done
                    await pilot.press(*pressed)
                    await pilot.pause()
                    assert review.left.done == before + 1, review.last.words
                    counts.append(len(pressed))
            return counts

    counts = asyncio.run(run())
    print(f"{len(counts)} claims by {sum(counts)} keys on the screen: {sum(counts) / len(counts):.1f} a claim")
    with Workspace(tmp_path) as workspace:
        assert workspace.queue()[1] == 0
    assert len(counts) > 15
    assert sum(counts) / len(counts) <= MOST_KEYS
    assert max(counts) <= MOST_KEYS


def test_the_council_story_is_decided_by_a_script(council: Path, workspace: Path, run: Run) -> None:
    databases.copied(council, workspace)
    lines: list[str] = []
    with Workspace(workspace, user="leo") as opened:  # what a script would type, found by going through once
        review = opened.review()
        seen: set[str] = set()
        while review.here is not None and review.here.claim.id not in seen:
            seen.add(review.here.claim.id)
            lines += " ".join(sensible(review)).replace(" enter", "\n").split("\n")
            review.next()
        review.close()
    done = run("review", "--plain", "--as", "ana", stdin="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"{len(seen)} done, 0 left.\n")
    typed = sum(len(line.replace(" ", "")) + 1 for line in lines)
    print(f"{len(seen)} claims by {len(lines)} lines, {typed} keys with Enter: {typed / len(seen):.1f} a claim")
    assert typed / len(seen) <= MOST_KEYS
