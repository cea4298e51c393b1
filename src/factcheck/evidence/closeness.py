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

_UNSAID = COMMON | SAYING  # words that are in every sentence, and those that only say who speaks


def content(text: str) -> frozenset[str]:
    """The words of ``text`` that carry a meaning, each by its stem."""
    return frozenset(stem(word) for word in words(text) if word not in _UNSAID)


def closest_sentences(claim: str, texts: Mapping[int, str]) -> dict[int, float]:
    """For each passage the share, 0..1, of the claim's words that its closest sentence holds.

    A word weighs the more the fewer of ``texts`` hold it, as in BM25: Robertson & Zaragoza, "The probabilistic
    relevance framework", 2009. A passage that holds all words, but scattered, is less close than one that says them at
    once.
    """
    wanted = content(claim)
    held = {key: [wanted & sentence for sentence in _sentences(text)] for key, text in texts.items()}
    found = Counter(word for each in held.values() for word in frozenset().union(*each))
    weight = {word: math.log(1 + (len(texts) - found[word] + 0.5) / (found[word] + 0.5)) for word in sorted(wanted)}
    whole = sum(weight.values())
    if not whole:
        return dict.fromkeys(texts, 0.0)
    return {
        key: max((sum(weight[word] for word in sorted(sentence)) for sentence in each), default=0.0) / whole
        for key, each in held.items()
    }


@lru_cache(maxsize=4096)  # claims of one article find the same passages
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    return tuple(content(span.of(text)) for span in sentences(text))
