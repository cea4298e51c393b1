"""How a claim and an earlier one differ: figures, names, negation, words.

Invariant: two claims are called the same only if no figure, name or negation was found on one
side alone. What cannot be told apart by rule is called a near miss, not the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from factcheck import figures
from factcheck.domain import MatchLevel
from factcheck.figures import Figure, Relation
from factcheck.language.folding import composed
from factcheck.language.negation import is_negation
from factcheck.language.tokens import WHOLE_WORD, whole_words

SAME_WORDING = 0.75  # share of words in common from which no difference means the same claim
SAME_MEANING = 0.80  # or cosine
NEAR_WORDING = 0.50  # below both it is only related, whatever differs
NEAR_MEANING = 0.65
MOST_SHOWN = 4  # differences named
_DENIALS = frozenset("deny denies denied false".split())  # beside the negations
# Fewer than other stop words: on the queries of two public sets the share of common words told right from wrong
# earlier checks no worse so, and on one better (docs/method.md).
_LIGHT = frozenset(
    """a an the this that these those of in on at to for from by with as and or but is are was were be been being
    has have had do does did it its he she they his her their we our you your i my will would said says say""".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“”‘])\W*$")


class Differences(NamedTuple):
    level: MatchLevel
    differs: tuple[str, ...]  # "2019 → 2021": the earlier words first


def compare(claim: str, earlier: str, similarity: float) -> Differences:
    """``claim`` beside an ``earlier`` one, whose vectors have the cosine ``similarity``."""
    claim, earlier = composed(claim), composed(earlier)
    ours, theirs = whole_words(claim), whole_words(earlier)
    shared = _shared(ours, theirs)
    if shared < NEAR_WORDING and similarity < NEAR_MEANING:
        return Differences(MatchLevel.RELATED, ())
    found = [*_figures(claim, earlier), *_negations(ours, theirs), *_names(claim, earlier)]
    if found:
        return Differences(MatchLevel.NEAR_MISS, tuple(dict.fromkeys(found))[:MOST_SHOWN])
    if shared >= SAME_WORDING or similarity >= SAME_MEANING:
        return Differences(MatchLevel.SAME, tuple(_wording(claim, earlier))[:MOST_SHOWN])
    return Differences(MatchLevel.RELATED, ())


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Dice's coefficient of the words that say something."""
    one, other = set(ours) - _LIGHT, set(theirs) - _LIGHT
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _figures(claim: str, earlier: str) -> Iterator[str]:
    """Figures that only one side has, paired where they measure the same kind of thing."""
    # Without the time they are of: that is a figure of its own, and differs by itself.
    ours, theirs = ([replace(figure, when=None) for figure in figures.find(text)] for text in (claim, earlier))
    for one in list(ours):
        equal = next((two for two in theirs if figures.compare(one, two).relation is Relation.EQUAL), None)
        if equal is not None:
            ours.remove(one)
            theirs.remove(equal)
    for one in list(ours):
        partner = next((two for two in theirs if two.kind is one.kind), None)
        if partner is not None:
            ours.remove(one)
            theirs.remove(partner)
            yield f"{_short(partner)} → {_short(one)}"
    yield from (f"without {_short(two)}" for two in theirs)
    yield from (f"with {_short(one)}" for one in ours)


def _short(figure: Figure) -> str:
    return " ".join(figure.text.split())


def _negations(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    now, then = ([word for word in words if word in _DENIALS or is_negation(word)] for words in (ours, theirs))
    if len(now) % 2 != len(then) % 2:
        yield f"“{now[0]}” was not there" if len(now) > len(then) else f"“{then[0]}” is gone"


def _names(claim: str, earlier: str) -> Iterator[str]:
    """Capitalised words that the other side lacks, in any case; those that open a sentence name nothing for sure."""
    now = [name for name in _capitalised(claim) if name.casefold() not in set(whole_words(earlier))]
    then = [name for name in _capitalised(earlier) if name.casefold() not in set(whole_words(claim))]
    if now and then:
        yield f"{' '.join(then)} → {' '.join(now)}"
    elif now or then:
        yield f"with {' '.join(now)}" if now else f"without {' '.join(then)}"


def _capitalised(text: str) -> list[str]:
    found = [
        match.group().removesuffix("'s").removesuffix("’s")
        for match in WHOLE_WORD.finditer(text)
        if match.group()[0].isupper() and match.group() != "I" and not _SENTENCE_START.search(text[: match.start()])
    ]
    return list(dict.fromkeys(found))


def _wording(claim: str, earlier: str) -> Iterator[str]:
    """Words replaced, dropped or added, those that say nothing left out."""
    ours, theirs = WHOLE_WORD.findall(claim), WHOLE_WORD.findall(earlier)
    matcher = SequenceMatcher(None, [word.casefold() for word in theirs], [word.casefold() for word in ours], False)
    for tag, start, end, first, last in matcher.get_opcodes():
        then, now = theirs[start:end], ours[first:last]
        if tag != "equal" and any(word.casefold() not in _LIGHT for word in (*then, *now)):
            yield f"wording: {' '.join(then) or '–'} → {' '.join(now) or '–'}"
