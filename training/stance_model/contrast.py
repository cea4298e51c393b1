"""Pairs altered in known ways, so that the model must read the evidence and not only the claim.

After the idea of symmetric and contrast sets (Schuster et al. 2019; Gardner et al. 2020): a claim and its evidence
share a figure or a name. Changed on one side only, the two contradict each other; changed on both sides alike,
they say to each other what they said before.

Invariant: the same pairs and seed give the same alterations.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from labelled import CONTRADICTED, SUPPORTED, Pair

from factcheck.language.opposites import OPPOSITES

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w-]|[.,]\d)")
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b")
# Beside these words another figure can leave a claim true.
_BOUND = re.compile(
    r"\b(at least|at most|more|less|fewer|over|under|above|below|before|after|since|until|between|from|than|about|"
    r"approximately|around|nearly|almost|up to|only|just)\b",
    re.I,
)


def altered(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    """For each pair that shares a figure or a name, up to two altered ones."""
    draw = random.Random(seed)
    names = sorted({name for pair in pairs for name in _NAME.findall(pair.claim)})
    return [other for pair in pairs for other in _of_one(pair, names, draw)]


def opposed(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    """Pairs that agree and share a word that has an opposite ("rose"): with that in its place on one side, they
    contradict each other."""
    draw = random.Random(seed)
    found = []
    for pair in pairs:
        shared = [
            word for word in re.findall(r"[a-z]+", pair.claim) if word in OPPOSITES and _holds(pair.evidence, word)
        ]
        if pair.label == SUPPORTED and len(shared) == 1:
            other = draw.choice(sorted(OPPOSITES[shared[0]]))
            side = "claim" if draw.random() < 0.5 else "evidence"
            turned = {side: _replaced(getattr(pair, side), shared[0], other)}
            found.append(pair._replace(**turned, label=CONTRADICTED))
    return found


def _holds(text: str, word: str) -> bool:
    return len(re.findall(rf"\b{word}\b", text)) == 1


def _of_one(pair: Pair, names: Sequence[str], draw: random.Random) -> Iterator[Pair]:
    if pair.label not in (SUPPORTED, CONTRADICTED):
        return
    figure = _shared_figure(pair)
    name = _shared_name(pair)
    if figure:
        yield from _sides(pair, figure, _other_figure(figure, draw), draw)
    elif name:
        yield from _sides(pair, name, draw.choice(names), draw)


def _sides(pair: Pair, old: str, new: str, draw: random.Random) -> Iterator[Pair]:
    """Both sides changed, and, of a pair that agreed, one of them."""
    if new == old or new in pair.claim or new in pair.evidence:
        return
    claim, evidence = (_replaced(text, old, new) for text in (pair.claim, pair.evidence))
    yield pair._replace(claim=claim, evidence=evidence)
    if pair.label == SUPPORTED:
        one = pair._replace(claim=claim) if draw.random() < 0.5 else pair._replace(evidence=evidence)
        yield one._replace(label=CONTRADICTED)


def _replaced(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text)


def _shared_figure(pair: Pair) -> str | None:
    if _BOUND.search(pair.claim):
        return None
    held = _NUMBER.findall(pair.evidence)
    shared = [figure for figure in _NUMBER.findall(pair.claim) if held.count(figure) == 1]
    return shared[0] if len(shared) == 1 else None


def _shared_name(pair: Pair) -> str | None:
    """A name in the second half of the claim, where what is said of its subject stands."""
    half = len(pair.claim) // 2
    found = [match.group() for match in _NAME.finditer(pair.claim) if match.start() >= half]
    shared = [name for name in found if pair.evidence.count(name) == 1 and pair.claim.count(name) == 1]
    return shared[-1] if shared else None


def _other_figure(figure: str, draw: random.Random) -> str:
    """Another figure of the same form: years stay years, decimals keep their places."""
    value = float(figure.replace(",", ""))
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", figure):
        return str(int(value) + draw.choice((-30, -12, -7, -4, -3, -2, -1, 1, 2, 3, 5, 9, 21)))
    factor = draw.choice((0.1, 0.3, 0.5, 0.7, 0.85, 1.2, 1.5, 2, 3, 10))
    changed = value * factor if value > 9 else value + draw.randint(1, 6)
    if "." in figure:
        return f"{changed:.{len(figure.split('.')[1])}f}"
    return f"{round(changed):,}" if "," in figure else str(round(changed))
