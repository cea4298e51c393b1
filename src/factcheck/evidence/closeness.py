"""How much of what a claim says stands in one sentence of a passage.

Invariant: a share depends on the claim and on the passages it is found among, never on their order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from factcheck.language.sentences import sentences
from factcheck.language.stems import stem
from factcheck.language.stop_words import COMMON, SAYING
from factcheck.language.tokens import words

TITLE = 0.5  # of a word that stands in a passage's title and not in the sentence
_UNSAID = COMMON | SAYING  # words that are in every sentence, and those that only say who speaks


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of ``text`` that carry a meaning, each by its stem."""
    return frozenset(stem(word) for word in words(text) if word not in _UNSAID)


def closest_sentences(claim: str, passages: Mapping[int, tuple[str, str]]) -> dict[int, float]:
    """For each passage, a title (maybe "") and a text, the share, 0..1, of the claim's words that its closest sentence
    holds. Words that only the title holds, often the name that the sentence means, count half.

    A word weighs the more the fewer of the passages hold it, as in BM25: Robertson & Zaragoza, "The probabilistic
    relevance framework", 2009. A passage that holds all words, but scattered, is less close than one that says them at
    once.
    """
    wanted = content(claim)
    held = {key: [wanted & sentence for sentence in _sentences(text)] for key, (_, text) in passages.items()}
    found = Counter(word for each in held.values() for word in frozenset().union(*each))
    weight = {word: math.log(1 + (len(passages) - found[word] + 0.5) / (found[word] + 0.5)) for word in wanted}
    whole = _sum(weight, wanted)
    if not whole:
        return dict.fromkeys(passages, 0.0)
    shares = {}
    for key, (title, _) in passages.items():
        named = wanted & content(title)
        close = (_sum(weight, one) + TITLE * _sum(weight, named - one) for one in held[key])
        shares[key] = max(close, default=0.0) / whole
    return shares


def _sum(weight: Mapping[str, float], some: frozenset[str]) -> float:
    return math.fsum(weight[word] for word in some)  # exact, so that the order of a set is of no account


@lru_cache(maxsize=4096)  # claims of one article find the same passages
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    return tuple(content(span.of(text)) for span in sentences(text))
