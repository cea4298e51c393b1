"""Which found quotation is which gold one, and whether its source is right.

Invariant: matching is one to one and does not depend on the order of what was found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from factcheck.evaluate.quotes.items import Item

SAME = 0.8  # Jaccard of the words from which two contents are one quotation
_TITLES = frozenset("mr mrs ms dr sen rep gov president the a an sir lord prof".split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_WORD = re.compile(r"[\w-]+")
_POSSESSIVE = re.compile(r"['’]s\b")

Matched = dict[int, int]
"""Place among the gold quotations → place among those found."""


def exact_matches(gold: Sequence[Item], found: Sequence[Item]) -> Matched:
    """Those whose contents are the same spans."""
    places = defaultdict(list)
    for to, item in enumerate(found):
        places[item.content].append(to)
    return {at: places[item.content].pop(0) for at, item in enumerate(gold) if places[item.content]}


def relaxed_matches(gold: Sequence[Item], found: Sequence[Item]) -> Matched:
    """Those that share most of their words, the most alike first."""
    holders = defaultdict(list)
    for to, item in enumerate(found):
        for word in item.words:
            holders[word].append(to)
    pairs = []
    for at, item in enumerate(gold):
        for to in {to for word in item.words for to in holders[word]}:
            alike = len(item.words & found[to].words) / len(item.words | found[to].words)
            if alike >= SAME:
                pairs.append((-alike, at, to))
    matched: Matched = {}
    taken = set()
    for _, at, to in sorted(pairs):
        if at not in matched and to not in taken:
            matched[at] = to
            taken.add(to)
    return matched


def excused(gold: Sequence[Item], found: Sequence[Item], matched: Matched) -> set[int]:
    """Places of found quotations that are held against nobody: an optional one, or half inside it."""
    optional = [item for item in gold if item.optional]
    free = {to for at, to in matched.items() if gold[at].optional}
    for to in set(range(len(found))) - set(matched.values()):
        if any(2 * len(found[to].words & item.words) >= len(found[to].words) for item in optional):
            free.add(to)
    return free


def names_source(gold: Item, found: Item) -> bool:
    """Whether ``found`` points at the gold source, or names it with the same last word."""
    if any(ours.overlaps(theirs) for ours in found.source for theirs in gold.source):
        return True
    return same_last_word(found.source_text or found.speaker, gold.source_text)


def is_attributed(gold: Item, found: Item) -> bool:
    """Whether a matched quotation is also given to the right source; where the sentence names none,
    to nobody, or to the speaker whom the gold names."""
    if gold.source_text:
        return names_source(gold, found)
    claimed = found.speaker or found.source_text
    return not claimed or (bool(gold.speaker) and same_last_word(claimed, gold.speaker))


def same_last_word(one: str, other: str) -> bool:
    """Whether two names end alike: "Ana Ruiz" and "Mrs. Ruiz"."""
    return bool(_last_word(one)) and _last_word(one) == _last_word(other)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for titles, articles, points and capitals."""
    return _plain_name(one) == _plain_name(other)


def _last_word(name: str) -> str:
    parts = _words(name)
    return next((word for word in reversed(parts) if word not in _SUFFIXES), parts[-1] if parts else "")


def _plain_name(name: str) -> list[str]:
    return [word for word in _words(name) if word not in _TITLES]


def _words(name: str) -> list[str]:
    return _WORD.findall(_POSSESSIVE.sub("", name.lower()))
