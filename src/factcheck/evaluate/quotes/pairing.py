"""Which found quotation is which gold one, and whether its source is right.

Invariant: matching is one to one and does not depend on the order of what was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from factcheck.evaluate.quotes.items import Item
from factcheck.language import people
from factcheck.language.folding import folded_words
from factcheck.language.names import GENERATIONS

SAME = 0.8  # Jaccard of the words from which two contents are one quotation

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
    """Whether two names are the same but for titles, particles, accents, points and capitals."""
    return people.plain_words(one) == people.plain_words(other)


def _last_word(name: str) -> str:
    words = folded_words(name)
    return next((word for word in reversed(words) if word not in GENERATIONS), words[-1] if words else "")
