"""How much of one stretch of words another holds.

Invariant: every measure is a share in 0..1, and a word weighs what it weighs in its own text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from factcheck.comparison.contexts import LIGHT_SENSES, tells, without_added
from factcheck.comparison.texts import ReadSentence, TextRead
from factcheck.comparison.words import ReadWord


def telling(text: str, words: Iterable[ReadWord]) -> list[ReadWord]:
    """Those of a clause that say what it is about: outside brackets, no light verbs, no days."""
    own = [word for word in words if word.sense not in LIGHT_SENSES and (word.is_number or tells(word))]
    return without_added(text, own)


def covered(words: Collection[ReadWord], senses: Collection[str], leaving: Collection[str] = ()) -> float:
    """The weighed share of ``words``, but for those of the senses ``leaving``, whose senses are held."""
    weights = {word.sense: word.weight for word in words if word.sense not in leaving}
    total = sum(weights.values())
    return sum(weight for sense, weight in weights.items() if sense in senses) / total if total else 0.0


def closest(words: Collection[ReadWord], passage: TextRead) -> ReadSentence | None:
    """The sentence of the passage that holds most of ``words``; the shorter and earlier one of two that hold as much.
    Questions assert nothing and are left out, unless there is nothing else."""
    asserted = [each for each in passage.sentences if not each.asks] or list(passage.sentences)
    return max(
        asserted, key=lambda each: (covered(words, each.senses), -len(each.words), -each.span.start), default=None
    )
