"""The notebooks run from top to bottom in a kernel of their own and show what is committed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 600_000  # bytes of a committed notebook, pictures included
THIS_MACHINE = re.compile(r"/(?:home|root|Users|work|tmp|var)/|\d{4}-\d\d-\d\dT\d\d:\d\d")

pytestmark = pytest.mark.xdist_group("notebooks")  # they are run once, by whichever worker comes first
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def outputs_of(path: Path) -> list[dict]:
    return [output for cell in cells_of(path) for output in cell.get("outputs", ())]


def printed(output: dict) -> str:
    return "".join(output.get("text") or output.get("data", {}).get("text/plain", ""))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    pytest.importorskip("nbclient", reason="nbclient is not installed: the notebooks were not run")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: the notebooks were not run")
    folder = tmp_path_factory.mktemp("notebooks")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("FACTCHECK_")}
    offline = {**inherited, "FACTCHECK_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, str(ROOT / "tools/notebooks.py"), str(folder)]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


@each_notebook
def test_a_notebook_runs_from_top_to_bottom_offline(path: Path, executed: Path) -> None:
    outputs = outputs_of(executed / path.name)
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert [output for output in outputs if "image/png" in output.get("data", {})]


@each_notebook
def test_a_run_changes_no_cell_but_its_outputs(path: Path, executed: Path) -> None:
    sources = [[cell["source"] for cell in cells_of(folder / path.name)] for folder in (path.parent, executed)]
    assert sources[0] == sources[1]


@each_notebook
def test_a_committed_notebook_shows_its_results_and_nothing_of_the_machine_it_ran_on(path: Path) -> None:
    assert path.stat().st_size < LARGEST
    outputs = outputs_of(path)
    assert [output for output in outputs if "image/png" in output.get("data", {})]
    for output in outputs:
        assert not THIS_MACHINE.search(printed(output)), printed(output)
