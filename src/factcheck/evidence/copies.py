"""Which passages are copies of one another: wire stories, press releases, reprints.

Invariant: a passage belongs to at most one group, that of the first passage it copies; the groups
depend on the texts and their order alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from factcheck.language.tokens import words

SHINGLE = 5  # words
COPIED = 0.5  # of the shorter text's shingles, from which it is a copy

Shingles = frozenset[tuple[str, ...]]


@lru_cache(maxsize=4096)  # claims of one article find the same passages
def shingles(text: str) -> Shingles:
    """The runs of five words in ``text``, without case, punctuation and accents on neither side; of a text
    shorter than that, all its words as one run. Empty only for a text without words."""
    found = words(text)
    return frozenset(tuple(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1)) if found)


def containment(part: Shingles, whole: Shingles) -> float:
    """The share of ``part`` that ``whole`` holds, 0..1.

    Source: Broder, "On the resemblance and containment of documents", SEQUENCES 1997; exact here,
    as a claim's candidates are few.
    """
    return len(part & whole) / len(part) if part else 0.0


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether half of the shorter text stands word by word in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    return containment(shorter, longer) >= COPIED


def grouped(texts: Iterable[str], most: int) -> list[list[int]]:
    """The places of ``texts`` in the first ``most`` groups of copies, groups and members in the order of the texts."""
    groups: list[list[int]] = []
    first: list[Shingles] = []
    for place, text in enumerate(texts):
        own = shingles(text)
        for group, known in zip(groups, first, strict=True):
            if is_copy(own, known):
                group.append(place)
                break
        else:
            if len(groups) < most:
                groups.append([place])
                first.append(own)
    return groups


def leader(group: Sequence[int], later: Sequence[bool]) -> int:
    """The member that stands for a group: its first that was not published too late to count, or its first."""
    return next((place for place in group if not later[place]), group[0])
