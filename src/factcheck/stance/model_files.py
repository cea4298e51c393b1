"""Whether a folder holds a model that can judge.

Invariant: what is wrong with a model's files is found before any of them is given to a library, and named with the
file; weights that could run code are never read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.files import safetensors

_MEANINGS = {
    Stance.SUPPORTS: "entailment entail entails entailed support supports supported true".split(),
    Stance.CONTRADICTS: "contradiction contradict contradicts contradicted refute refutes refuted false".split(),
    Stance.NEUTRAL: "neutral notenoughinfo notenoughinformation nei unverified unknown none".split(),
}
_TOKENIZERS = ("tokenizer.json", "vocab.txt", "spm.model", "sentencepiece.bpe.model", "spiece.model", "vocab.json")
REMEDY = (
    "Fetch a model with `factcheck models get`, or copy this one again; `factcheck models use rules` judges without."
)


def check_model(folder: Path, name: str) -> list[Path]:
    """The weights of the model in ``folder``, which is called ``name`` in messages.

    Raises InputError, naming the file, if it lacks a part, its labels do not read like the three stances, or its
    weights are cut short, too long, or not all numbers.
    """
    config = folder / "config.json"
    try:
        said = json.loads(config.read_bytes())
    except FileNotFoundError:
        raise InputError(f"Model '{name}': {config} is missing, so this holds no model. {REMEDY}") from None
    except (OSError, ValueError, RecursionError) as problem:
        raise InputError(f"Model '{name}': {config} cannot be read. {REMEDY}") from problem
    label_order(_labels(said, config, name), name)
    if not any((folder / file).is_file() for file in _TOKENIZERS):
        raise InputError(f"Model '{name}': {folder} has no tokenizer ({', '.join(_TOKENIZERS[:3])} …). {REMEDY}")
    weights = sorted(path for path in folder.iterdir() if path.suffix == safetensors.SUFFIX and path.is_file())
    if not weights:
        raise InputError(
            f"Model '{name}': {folder} has no weights as {safetensors.SUFFIX}. Other forms can run code when they are "
            f"read, so they are not. {REMEDY}"
        )
    _check_parts(folder, name)
    for path in weights:
        safetensors.check_finite(path)
    return weights


def _labels(said: Any, config: Path, name: str) -> dict[int, str]:
    labels = said.get("id2label") if isinstance(said, dict) else None
    if labels is None:
        raise InputError(
            f"Model '{name}': {config} names no labels (id2label). A judge needs three that read like entailment, "
            "contradiction and neutral; this may be a model for another job. Choose one that has them."
        )
    try:
        return {int(index): str(label) for index, label in labels.items()}
    except (ValueError, AttributeError) as problem:
        raise InputError(f"Model '{name}': {config} has an id2label that numbers no labels. {REMEDY}") from problem


def _check_parts(folder: Path, name: str) -> None:
    """Raises InputError if the weights come in parts and one of them is not here."""
    for index in folder.glob("*.safetensors.index.json"):
        try:
            parts = sorted(map(str, set(json.loads(index.read_bytes())["weight_map"].values())))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise InputError(f"Model '{name}': {index} cannot be read. {REMEDY}") from problem
        for part in parts:
            if not (folder / part).is_file():
                raise InputError(f"Model '{name}': {folder / part} is missing. {REMEDY}")


def label_order(id2label: Mapping[int, str], name: str) -> dict[Stance, int]:
    """Which output is which stance, by the names the model's configuration gives them."""
    order: dict[Stance, int] = {}
    for index, label in id2label.items():
        plain = re.sub(r"[^a-z]", "", str(label).lower())
        for stance, names in _MEANINGS.items():
            if plain in names and stance not in order:
                order[stance] = int(index)
    if len(order) != 3 or sorted(id2label) != [0, 1, 2]:
        labels = ", ".join(str(label) for label in id2label.values())
        raise InputError(
            f"Model '{name}' has the labels {labels}; wanted are three that read like entailment, contradiction and "
            "neutral. Name them in the model's config.json (id2label), or choose another model."
        )
    return order
