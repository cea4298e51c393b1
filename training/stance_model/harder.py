"""Harder pairs, for when the plain ones are known: evidence like that which a search brings up.

The plain sets give themselves away: their undecided evidence is longer than the rest and on another subject. Here,
deciding evidence stands among other sentences, and undecided evidence is short, on the very subject, or what is left
when the deciding sentence is taken away (after Thorne et al. 2018 on "not enough info", and Atanasova et al. 2022 on
sufficiency).

Invariant: the same pairs and draws give the same harder pairs.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from labelled import NEUTRAL, Pair

_SENTENCE = re.compile(r"(?<=[a-z0-9)\"”][.!?])\s+(?=[A-Z\"“(])")
_WORD = re.compile(r"[A-Za-z0-9]+")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?:(?: of| the| and)? [A-Z0-9][\w.'’-]*)*")
_COMMON = frozenset(
    "the a an of in on at by for to and or is was are were be been has have had it its he she his her they that this "
    "with as from not who which".split()
)
_LITTLE = 0.34  # the part of a claim's other words that evidence on its subject may share and still not decide it
_MOST = 1200  # characters of evidence


def amidst(pair: Pair, others: Sequence[str], draw: random.Random) -> Pair:
    """The evidence among one or two sentences of other evidence, or behind the name of its subject, or as it was."""
    turn = draw.random()
    if turn < 0.35 and len(pair.evidence) < _MOST / 2:
        before, after = (draw.choice(others) if draw.random() < 0.6 else "" for _ in range(2))
        return pair._replace(evidence=" ".join(part for part in (before, pair.evidence, after) if part))
    return titled(pair, draw) if turn < 0.6 else pair


def titled(pair: Pair, draw: random.Random) -> Pair:
    """The evidence behind the name of the claim's subject, as in an encyclopedia, or as it was."""
    subject = _NAME.match(pair.claim)
    if subject is None or draw.random() < 0.2:
        return pair
    return pair._replace(evidence=f"{subject.group()}. {pair.evidence}")


def shortened(pair: Pair, draw: random.Random) -> Pair:
    """Undecided evidence cut to the one or two sentences that are closest to the claim."""
    sentences = _SENTENCE.split(pair.evidence)
    words = _words(pair.claim)
    ranked = sorted(range(len(sentences)), key=lambda at: (-len(words & _words(sentences[at])), at))
    kept = sorted(ranked[: draw.choice((1, 1, 2))])
    return titled(pair._replace(evidence=" ".join(sentences[at] for at in kept)), draw)


def insufficient(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Evidence of several sentences without the one that shares most with the claim decides nothing."""
    for pair in pairs:
        sentences = _SENTENCE.split(pair.evidence)
        words = _words(pair.claim)
        shared = [len(words & _words(sentence)) for sentence in sentences]
        if pair.label == NEUTRAL or len(sentences) < 2 or sorted(shared)[-1] < sorted(shared)[-2] + 2:
            continue
        rest = [sentence for sentence, count in zip(sentences, shared, strict=True) if count != max(shared)]
        if not max(len(words & _words(sentence)) for sentence in rest) > len(words) / 2:
            yield pair._replace(evidence=" ".join(rest), label=NEUTRAL)


def on_the_subject(pairs: Sequence[Pair], draw: random.Random) -> Iterator[Pair]:
    """For each claim, evidence that was marked for another claim on the same subject and shares little else with it."""
    holders = defaultdict(list)
    for pair in pairs:
        for name in {subject for subject in _NAME.findall(pair.claim) if len(subject) > 4}:
            holders[name].append(pair)
    for pair in pairs:
        subject = _NAME.match(pair.claim)
        if subject is None:
            continue
        rest = _words(pair.claim) - _words(subject.group())
        others = [
            other.evidence
            for other in holders[subject.group()]
            if other.claim != pair.claim
            and other.evidence not in pair.evidence
            and pair.evidence not in other.evidence
            and len(rest & _words(other.evidence)) <= _LITTLE * len(rest)
        ]
        if others and rest:
            yield titled(pair._replace(evidence=draw.choice(others), label=NEUTRAL), draw)


def unrelated(pairs: Sequence[Pair], count: int, draw: random.Random) -> Iterator[Pair]:
    """Claims beside evidence for other claims."""
    for pair, other in zip(draw.sample(pairs, count), draw.sample(pairs, count), strict=True):
        if not len(_words(pair.claim) & _words(other.evidence)) > 1:
            yield pair._replace(evidence=other.evidence, label=NEUTRAL)


def distractors(pairs: Sequence[Pair]) -> list[str]:
    """Single sentences of evidence, to stand beside other evidence."""
    return [sentence for pair in pairs for sentence in _SENTENCE.split(pair.evidence) if 40 < len(sentence) < 250]


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if word not in _COMMON}
