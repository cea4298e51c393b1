"""Words that tell of a rise, a fall or a multiple. Data only, all lower case.

Invariant: a word of ``UP`` is none of ``DOWN``.
"""

from __future__ import annotations

UP = frozenset(
    """rose rise rises rising risen grew grow grows growing grown growth increase increased increases increasing
    gain gained gains up climbed climb climbs climbing jumped jump jumps jumping soared soar surged surge higher
    more added expanded expansion hike""".split()
)
DOWN = frozenset(
    """fell fall falls falling fallen dropped drop drops dropping decrease decreased decreases decreasing
    decline declined declines declining down shrank shrink shrunk plunged plunge slumped slump lower less fewer
    lost reduced reduction reduce cut cuts sank dip dipped""".split()
)
# They compare, or count, and begin no change by themselves.
COMPARING = frozenset("more higher less lower fewer gain gains lost added".split())
CHANGES = (
    UP | DOWN | frozenset("changed went moved swung revised took taken takes taking brought pushed sent".split())
) - COMPARING
# Right before a number these make it the amount of a change: "lost 300 workers".
TURNED = frozenset("lost gained added shed axed".split())

MULTIPLIERS = {
    word: float(factor)
    for factor, words in {
        0.5: "halved halving halves",
        2: "doubled doubling doubles double twofold twice",
        3: "tripled tripling triples trebled trebling threefold thrice",
        4: "quadrupled quadrupling fourfold",
        5: "quintupled fivefold",
        6: "sixfold",
        7: "sevenfold",
        8: "eightfold",
        9: "ninefold",
        10: "tenfold",
    }.items()
    for word in words.split()
}
# These are multiples only before a comparison or a quantity: "twice as many", "double the number".
BEFORE_QUANTITY = frozenset("twice thrice double halves".split())
