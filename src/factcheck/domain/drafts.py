"""What became of an article's claims from one draft to the next.

Invariant: each claim of the earlier draft and each of the new one that is still one is told of exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from factcheck.domain.claims import Claim
from factcheck.domain.decisions import Decision


class EditKind(StrEnum):
    """What became of a few words between two drafts."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Edit(NamedTuple):
    """A few words and what became of them. All edits but the new, in order, are the earlier words; all but those
    gone are the new ones."""

    kind: EditKind
    words: str


WORDS_CHANGED = "its words have changed"
_SIGNS = {EditKind.SAME: ("", ""), EditKind.GONE: ("[-", "-]"), EditKind.NEW: ("{+", "+}")}


def in_line(edits: Iterable[Edit]) -> str:
    """A diff in a line: "The wall is [-350-] {+360+} km long"."""
    return " ".join(f"{_SIGNS[kind][0]}{words}{_SIGNS[kind][1]}" for kind, words in edits)


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim of a draft beside the one that it was in the draft before. ``number`` is its number in its article.

    ``before`` is None of a new claim; of one that vanished, ``claim`` is what it was. ``why`` says what changed, each
    in a line, and ``diff`` what of its words. ``decision`` is the one that stands, ``stale`` whether it waits for
    somebody to look again.
    """

    number: int
    claim: Claim
    before: Claim | None = None
    before_number: int | None = None
    why: tuple[str, ...] = ()
    diff: tuple[Edit, ...] = ()
    decision: Decision | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What became of the claims of an earlier draft in the one after it, each list in the order of its article.

    ``kept`` say the same, wherever they stand. What ``vanished`` stands as it was in the earlier draft. What was
    dismissed or replaced is in none of them. ``lapsed`` was signed off for the whole of the earlier draft and is not
    for this one, which says more: ``blocker``, ``by`` and ``note``.
    """

    article_id: str
    title: str | None
    draft: int
    previous_id: str
    previous_draft: int
    kept: tuple[DraftClaim, ...]
    changed: tuple[DraftClaim, ...]
    vanished: tuple[DraftClaim, ...]
    new: tuple[DraftClaim, ...]
    lapsed: tuple[Mapping[str, str], ...] = ()

    @property
    def verdicts(self) -> int:
        """How many of the claims that were kept have a decision that holds."""
        return sum(one.decision is not None and not one.stale for one in self.kept)

    @property
    def stale(self) -> tuple[int, ...]:
        """The numbers of the claims that were decided and wait for somebody to look again."""
        return tuple(sorted(one.number for one in (*self.kept, *self.changed) if one.stale))
