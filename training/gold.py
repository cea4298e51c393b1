"""The labelled pairs of a data set, for the scripts beside this file.

Invariant: a file is read whole or refused; training on part of one would go unnoticed.
"""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import InputError
from factcheck.evaluate.stance import read_gold
from factcheck.stance.pairs import Pair


def labelled(path: Path) -> list[Pair]:
    """The pairs of ``path`` that have a label. Raises InputError for a line that holds no pair."""
    pairs = []
    for item in read_gold(path):
        if isinstance(item, InputError):
            raise item
        pairs.append(item)
    return pairs
