"""Words that say of how many or of which something holds, and where in time or order. Data only, all lower case.

Invariant: a word is in one table at most.
"""

from __future__ import annotations

from factcheck.language.tables import by_sense

QUANTITIES = by_sense(
    {
        "all": "all every everyone everybody everything each entire entirely whole fully completely always unanimously",
        "none": "no none nobody nothing neither never",
        "some": "some several part partly partially few many half sometimes various",
        "most": "most mostly mainly largely majority usually",
    }
)
# Those that cannot both hold of one thing.
CONTRARY = frozenset({frozenset(("all", "none")), frozenset(("some", "none")), frozenset(("most", "none"))})
# What a claim says besides, and a passage without it leaves open.
BESIDES = frozenset("only solely exclusively alone".split())
# Behind these, what follows is on the other side of the same thing.
_PAIRS = "before after, above below, inside outside, until since, with without, over under, more fewer, for against"
SIDES = {one: other for pair in _PAIRS.split(", ") for one, other in (pair.split(), reversed(pair.split()))}
# A clause that begins with one of these asserts nothing.
UNREAL = frozenset(
    """if unless whether would could should might may must ought unlikely perhaps possibly unclear asked asks asking
    urged urges urging wants wanted demanded demands demanding hopes hoped expects expected plans planned
    threatened threatens proposed offered tried tries seeks sought feared fears calls""".split()
)
