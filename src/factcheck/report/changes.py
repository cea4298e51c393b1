"""What of a claim's words has changed since a draft before, word by word.

Invariant: all pieces but those that were added are the words before, all but those dropped the words now.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from factcheck.domain import DiffOperation
from factcheck.report.wordings import DiffPiece, signed


def pieces(before: str, now: str) -> Iterator[DiffPiece]:
    """The words that both have, those that were dropped and those that were added."""
    old, new = before.split(), now.split()
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield DiffPiece(DiffOperation.SAME, " ".join(old[i:j]))
            continue
        if i < j:
            yield DiffPiece(DiffOperation.DROPPED, " ".join(old[i:j]))
        if k < m:
            yield DiffPiece(DiffOperation.ADDED, " ".join(new[k:m]))


def in_line(before: str, now: str) -> str:
    """The same in one line: what was dropped in [-…-], what was added in {+…+}."""
    return signed(pieces(before, now))
