"""A claim to the earlier checks most like it: what is asked, and how candidates are ordered.

Invariant: the order is a function of the claim and the candidates alone, ties by key; each part
of the score can be shown.

The score is a weighted sum of four similarities. The weights are settings, found by coordinate
search on the training queries of two public sets (docs/experiments.md); no model is trained on them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.language.calendar import MONTH_NAMES
from factcheck.language.tokens import words

CANDIDATES = 100  # taken from each list
CLAIM, TITLE, WORDS, LETTERS = 1.0, 0.6, 0.25, 0.4  # weights of the similarities below
_GRAM = 4  # letters
_LINK = re.compile(r"(?:https?:\S*|pic\.twitter\.com\S*|www\.\S+)")
_MONTH = "|".join(name.capitalize() for name in MONTH_NAMES.values())
# "— Name (@handle) March 3, 2020": who posted it stays, handle and day are no part of what was said.
_SIGNATURE = re.compile(rf"[—–-]+\s*([^—–()]{{0,60}})\(@\w+\)\s*(?:{_MONTH}) \d{{1,2}}, \d{{4}}")
_TAG = re.compile(r"[@#](\w+)")
_HUMP = re.compile(r"_|(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z])")


class EarlierCheck(NamedTuple):
    """A candidate: its words, its cosines with the claim (0 without a vector) and its BM25."""

    key: int
    claim: str
    title: str
    similarity: float
    title_similarity: float
    bm25: float


class Match(NamedTuple):
    """A candidate with its score, which only orders the candidates of one claim."""

    key: int
    score: float
    similarity: float


def cleaned(text: str) -> str:
    """``text`` as it is searched: no links, no date of a post, handles and tags as the words they are made of."""
    text = _SIGNATURE.sub(r"— \1", text)
    text = _LINK.sub(" ", text)
    text = _TAG.sub(lambda tag: f" {_HUMP.sub(' ', tag.group(1))} ", text)
    return " ".join(text.split())


def rank(query: str, candidates: Sequence[EarlierCheck], count: int) -> list[Match]:
    """The best ``count`` of ``candidates`` for a cleaned ``query``, best first.

    BM25 has no scale of its own and is taken relative to the best candidate's. Letters: of the
    groups of four letters in the claim and in the candidate, the share that both have, of each
    side; it forgives inflections, misspellings and words written as one.
    """
    most = max((found.bm25 for found in candidates), default=0.0) or 1.0
    letters = _letters(query)
    matches = [Match(found.key, round(_score(letters, found, most), 6), found.similarity) for found in candidates]
    return sorted(matches, key=lambda match: (-match.score, match.key))[:count]


def _score(letters: frozenset[str], found: EarlierCheck, most: float) -> float:
    theirs = _letters(found.claim)
    both = len(letters & theirs)
    shared = both / max(1, len(letters)) + both / max(1, len(theirs))
    return CLAIM * found.similarity + TITLE * found.title_similarity + WORDS * found.bm25 / most + LETTERS * shared


def _letters(text: str) -> frozenset[str]:
    flat = " ".join(("", *words(text), ""))
    return frozenset(flat[at : at + _GRAM] for at in range(max(1, len(flat) - _GRAM + 1)))
