"""What was measured of a judge: how sure it is when it is right.

Invariant: a judge that nobody has measured, or whose model has changed since, shows nothing as sure.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.stance.windows import STANCES

FILE = "measured.json"
NEVER = 2.0  # a probability that none reaches
SIDES = (Stance.SUPPORTS, Stance.CONTRADICTS)
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Measurement:
    """``temperature`` divides the logits; ``sure`` has the least probability of each side that may be shown, NEVER
    where none may. ``pairs`` were measured; ``model`` is the fingerprint of what was."""

    temperature: float
    sure: Mapping[Stance, float]
    pairs: int = 0
    model: str = ""


UNMEASURED = Measurement(1.0, dict.fromkeys(SIDES, NEVER))


def fingerprint_of(folder: Path) -> str:
    """Tells whether a model is still the one that was measured: its configuration, and the sizes of its files."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in (".safetensors", ".model"))
    config = (folder / "config.json").read_bytes()
    told = "".join(f"{path.name} {path.stat().st_size}\n" for path in files)
    return hashlib.sha256(config + told.encode()).hexdigest()[:16]


def read_measurement(folder: Path, model: str) -> Measurement:
    """What was measured of ``model``, a fingerprint, and is kept in ``folder``; UNMEASURED if nothing was.

    Raises InputError if it is there and cannot be read.
    """
    path = folder / FILE
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        sure = {side: NEVER if said["sure"][side] is None else float(said["sure"][side]) for side in SIDES}
        found = Measurement(float(said["temperature"]), sure, int(said["pairs"]), str(said["model"]))
    except FileNotFoundError:
        return UNMEASURED
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(f"{path}: cannot be read. Remove it and measure again: factcheck models measure.") from problem
    if not math.isfinite(found.temperature) or found.temperature <= 0:
        raise InputError(f"{path}: the temperature is {found.temperature}. Remove it and measure again.")
    return found if found.model == model else UNMEASURED


def write_measurement(folder: Path, found: Measurement) -> Path:
    """Keep what was measured in ``folder``, which is made if need be. Raises InputError if it cannot be written."""
    path = folder / FILE
    sure = {side: None if found.sure[side] >= NEVER else round(found.sure[side], 4) for side in SIDES}
    said = {"model": found.model, "pairs": found.pairs, "temperature": found.temperature, "sure": sure}
    draft = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as problem:
        raise InputError(f"{path}: cannot be written ({problem.strerror}). Grant it and measure again.") from problem
    return path


def tempered(chances: Mapping[Stance, float], temperature: float) -> dict[Stance, float]:
    """Probabilities as they come out when the logits behind them are divided by ``temperature``."""
    if temperature == 1:
        return dict(chances)
    odds = {stance: max(chances[stance], _LEAST) ** (1 / temperature) for stance in STANCES}
    return {stance: odd / sum(odds.values()) for stance, odd in odds.items()}
