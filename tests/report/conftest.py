"""Golden files: what each format looks like, read as a diff when it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

UPDATE = "FACTCHECK_UPDATE_GOLDEN"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares text with tests/report/golden/NAME; FACTCHECK_UPDATE_GOLDEN=1 writes the file instead."""

    def check(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get(UPDATE) == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing: run once with {UPDATE}=1 and read what it writes"
        assert text == path.read_text(encoding="utf-8"), f"{name} has changed: if it should, run with {UPDATE}=1"

    return check
