"""Two desks to be moved: a small one, and one of more than a batch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from moving_samples import make

from factcheck import Workspace


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for name, count in (("small", 20), ("large", 1_200)):  # large is two batches
        made[name] = tmp_path_factory.mktemp("moving") / name
        make(made[name], count).close()
    return made


@pytest.fixture
def here(originals: dict[str, Path], tmp_path: Path) -> Workspace:
    shutil.copytree(originals["small"], tmp_path / "desk")
    return Workspace(tmp_path / "desk", user="ana")


@pytest.fixture
def large(originals: dict[str, Path], tmp_path: Path) -> Workspace:
    shutil.copytree(originals["large"], tmp_path / "large")
    return Workspace(tmp_path / "large", user="ana")
