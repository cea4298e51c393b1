"""Which judge a workspace uses.

Invariant: a judge is written into the workspace's settings only if it can be opened, and nothing else in them changes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from factcheck import stance
from factcheck.errors import InputError, UsageError
from factcheck.files import toml_lines
from factcheck.settings import ENV_PREFIX, RENAMED, SETTINGS_FILE, Settings, load


def use(settings: Settings, name: str, url: str | None, notice: Callable[[str], None]) -> Path:
    """Write ``name`` as the judge into the settings of the workspace, and ``url`` as where its server is.

    Returns the file that was written. Raises UsageError if there is no such workspace or its settings cannot be changed
    so, and whatever opening the judge raises.
    """
    path = settings.workspace / SETTINGS_FILE
    if not settings.workspace.is_dir():
        raise UsageError(
            f"{settings.workspace}: no such workspace. `factcheck corpus add` and `factcheck check` make one."
        )
    chosen = replace(settings, judge=name, judge_url=url or settings.judge_url)
    stance.load(chosen, notice=notice)
    values = {"judge": name, **({"judge_url": url} if url else {})}
    formerly = [old for old, now in RENAMED.items() if now == "judge"]
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        for key, value in values.items():
            text = toml_lines.with_value(text, key, value, formerly if key == "judge" else ())
        _write(path.resolve(), text)
    except UsageError as problem:
        raise UsageError(f"{path}: {problem}") from None
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise InputError(
            f'{path}: cannot be changed ({why}). Grant it, or write judge = "{name}" into it.'
        ) from problem
    if load({"workspace": settings.workspace}).judge != name:
        notice(f"{ENV_PREFIX}JUDGE is set to another judge, and beats the file as long as it is.")
    return path


def _write(path: Path, text: str) -> None:
    """Replace the file at once, whatever happens meanwhile."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_bytes(text.encode())
    if path.exists():
        draft.chmod(path.stat().st_mode & 0o7777)
    draft.replace(path)
