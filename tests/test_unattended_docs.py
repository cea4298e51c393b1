"""docs/unattended.md: its rules are read, its units verified, its crontab line and its workflow run as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from factcheck.fetching.webhook import signature
from factcheck.flagging import rules_file
from factcheck.flagging.conditions import CONDITIONS
from factcheck.flagging.rules import DEFAULT

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "unattended.md").read_text(encoding="utf-8")
PROGRAM = Path(sys.executable).with_name("factcheck")
STORY = """\
---
title: Gas plants stay shut
publisher: The Saltmarsh Courier
published: 2026-11-02
---

The minister, Dana Orlov, said the plants had cost £4 million in 2025.
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


def rules(folder: Path) -> Path:
    """The file of rules that the page shows, without those who are told."""
    path = folder / "rules.toml"
    path.write_text(blocks("toml")[0], encoding="utf-8")
    return path


def test_the_rules_and_channels_that_it_shows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("\n".join(blocks("toml")), encoding="utf-8")
    read = rules_file.read(path)
    assert [rule.name for rule in read.rules][:2] == ["known false", "energy minister"]
    assert [channel.name for channel in read.channels] == ["desk-mail", "newsroom", "morning"]


def test_it_names_every_usual_rule_and_every_condition() -> None:
    usual = re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("## What is worth")[2].partition("A file says")[0], re.M)
    assert usual == [rule.name for rule in DEFAULT]
    table = PAGE.partition("| condition |")[2].partition("Each flag names")[0]
    for name in CONDITIONS:
        assert f"`{name}" in table, name


def test_the_receiver_that_it_shows_knows_our_webhooks() -> None:
    there: dict[str, Any] = {}
    exec(blocks("python")[0], there)
    secret, body, now = "0123456789abcdef", b'{"type": "claims.flagged"}', str(int(time.time()))
    headers = {
        "webhook-id": "flags_1",
        "webhook-timestamp": now,
        "webhook-signature": f"v1,{signature('flags_1', now, body, secret)}",
    }
    assert there["is_ours"](headers, body, secret)
    assert not there["is_ours"](headers, body + b" ", secret)
    assert not there["is_ours"](headers, body, "another secret than ours")
    assert not there["is_ours"]({**headers, "webhook-timestamp": "1"}, body, secret)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_units_are_ones_that_systemd_takes(tmp_path: Path) -> None:
    units = []
    for block in blocks("ini"):
        name = Path(block.splitlines()[0].removeprefix("# "))
        units.append(tmp_path / name.name)
        units[-1].write_text(block.replace("/opt/factcheck/bin/factcheck", str(PROGRAM)), encoding="utf-8")
    assert [unit.name for unit in units] == ["factcheck-flag.service", "factcheck-flag.timer"]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, units)], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "factcheck-flag" in line]
    assert ours == []


def run(command: list[str] | str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command] if isinstance(command, str) else command,
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_crontab_line_runs_in_the_bare_environment_of_cron(tmp_path: Path, cache: Path) -> None:
    (line,) = (block for block in blocks("text") if "* * *" in block)
    *times, command = line.strip().split(maxsplit=5)
    assert [bool(re.fullmatch(r"[\d*/,-]+", field)) for field in times] == [True] * 5
    assert "%" not in command  # which cron makes a line break of
    wire, desk, etc = tmp_path / "wire", tmp_path / "var", tmp_path / "etc"
    for folder in (wire, desk / "desk", etc):
        folder.mkdir(parents=True)
    (wire / "story.md").write_text(STORY, encoding="utf-8")
    (desk / "desk" / "factcheck.toml").write_text(f"cache = {json.dumps(str(cache))}\n", encoding="utf-8")
    rules(etc)
    for there, here in (
        ("/opt/factcheck/bin/factcheck", str(PROGRAM)),
        ("/var/lib/factcheck", str(desk)),
        ("/srv/wire", str(wire)),
        ("/etc/factcheck", str(etc)),
    ):
        assert there in command
        command = command.replace(there, shlex.quote(here))
    bare = {"HOME": str(tmp_path), "LOGNAME": "night", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    for _ in range(2):
        done = run(command, tmp_path, **bare)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (told,) = (json.loads(text) for text in (desk / "flags.jsonl").read_text().splitlines())
    assert (told["type"], told["claim"]["speaker"]["name"]) == ("claim", "Dana Orlov")
    assert [one["rule"] for one in told["rules"]] == ["energy minister"]


def test_the_workflow_is_one_and_its_steps_run(tmp_path: Path, cache: Path) -> None:
    workflow = yaml.safe_load(blocks("yaml")[0])
    (job,) = workflow["jobs"].values()
    assert workflow["permissions"] == {"contents": "read"}
    flag, tell, fail = (step for step in job["steps"] if "run" in step)
    names = [step.get("name") or step["uses"] for step in job["steps"]]
    assert names.index("Tell") < names.index("actions/cache/save@v4") < names.index("Fail where something failed")
    (save,) = (step for step in job["steps"] if step.get("uses") == "actions/cache/save@v4")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "story.md").write_text(STORY, encoding="utf-8")
    rules(tmp_path)
    output, summary = tmp_path / "output", tmp_path / "summary.md"
    usual = {
        "HOME": str(tmp_path),
        "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}",
        "FACTCHECK_CACHE": str(cache),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    done = run(["bash", "-e", "-c", flag["run"]], tmp_path, **usual, **flag["env"])
    assert done.returncode == 0, done.stderr
    assert output.read_text() == "code=10\n"
    assert save["if"] == tell["if"] == "always()"
    done = run(["bash", "-e", "-c", tell["run"]], tmp_path, **usual, **tell["env"])
    assert done.returncode == 0, done.stderr
    assert summary.read_text().startswith("# 1 new claim to look at")
    told = summary.read_text()
    (tmp_path / "drafts" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    done = run(["bash", "-e", "-c", flag["run"]], tmp_path, **usual, **flag["env"])
    assert (done.returncode, output.read_text()) == (0, "code=10\ncode=3\n"), done.stderr
    done = run(["bash", "-e", "-c", tell["run"]], tmp_path, **usual, **tell["env"])
    assert (done.returncode, summary.read_text()) == (0, told), done.stderr  # nothing is new
    for code in ("0", "3", "10"):
        done = run(["bash", "-e", "-c", fail["run"]], tmp_path, **usual, CODE=code)
        assert done.returncode == (int(code) if code == "3" else 0)
