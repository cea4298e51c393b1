"""Where the words of a quotation come together, in whatever order and form.

Invariant: a word counts by how rare it is in what is compared: names that everything is about
bring nothing together. Time is linear in the words of the sources.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass

from factcheck.language.stems import stem
from factcheck.wording.sources import Layout


@dataclass(frozen=True, slots=True)
class Gathering:
    """Words ``words`` = (source, first, last) hold ``count`` of the wanted stems, and of all, by rarity, ``share``."""

    words: tuple[int, int, int]
    count: int
    share: float


def densest(layout: Layout, wanted: Collection[str], width: int) -> Gathering | None:
    """The stretch of at most ``width`` words that holds the most of the stems ``wanted``; the first of equals."""
    hits = [(at, root) for at, key in enumerate(layout.keys) if (root := stem(key)) in wanted]
    often = Counter(root for _, root in hits)
    rarity = {root: math.log((1 + len(layout.keys)) / (1 + often[root])) for root in sorted(wanted)}
    whole = sum(rarity.values())
    held: Counter[str] = Counter()
    window: deque[tuple[int, str]] = deque()
    worth, best, found = 0.0, 0.0, None
    for at, root in hits:
        window.append((at, root))
        held[root] += 1
        worth += rarity[root] if held[root] == 1 else 0.0
        while window[0][0] <= at - width or layout.places[window[0][0]][0] != layout.places[at][0]:
            _, gone = window.popleft()
            held[gone] -= 1
            worth -= 0.0 if held[gone] else rarity[gone]
        if worth > best + 1e-9:
            best, found = worth, (window[0][0], at, len(+held))
    if found is None or not whole:
        return None
    first, last, count = found
    source, start = layout.places[first]
    return Gathering((source, start, layout.places[last][1]), count, round(best / whole, 4))
