"""Words that deny what stands beside them, or say of a claim that it is not so.

Invariant: words are in lower case; an apostrophe is straight or curved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WORDS = frozenset("not no never none nobody nothing nowhere neither nor without cannot".split())
NEARLY = frozenset("hardly barely scarcely".split())

# One word that denies the verb beside it: "nobody" and "nothing" are subjects and objects of verbs that are not denied.
NEGATIONS = re.compile(r"(?:^(?:not|never|no|nor|cannot|without|hardly)$|n['’]t$)")

# A word that denies what follows it, up to the end of its clause.
DENYING = (
    WORDS
    | NEARLY
    | frozenset(
        """impossible incapable deny denies denied denying lack lacks lacked lacking unable refuse refuses refused fail
        fails failed failing unlikely""".split()
    )
)
# These deny the noun phrase behind them and no more: "has no roof and remains in use".
OF_A_NOUN = frozenset("no without lack lacks lacked lacking".split())
# These are negations only before "to": "failed to hold" but "the failed state".
BEFORE_TO = frozenset("fail fails failed failing refuse refuses refused unable".split())
# "not only", "no fewer than", "no later than" deny nothing; nor does "no" as the short form of number.
AFTER_NO = frozenset("only just fewer less more later sooner greater necessarily doubt matter wonder".split())
CLAUSE_ENDS = frozenset(",;:.!?—()")
TURNS = frozenset("but although though however while whereas yet who which because since despite".split())

# Said of a claim rather than of the world: the evidence rejects what the claim says.
REJECTIONS = frozenset(
    """false untrue incorrect hoax myth debunked fabricated baseless unfounded misleading fake disproved disproven
    refuted rejected denied denies misattributed doctored satire inaccurate wrong""".split()
)


def is_negation(word: str) -> bool:
    """Whether ``word`` denies by itself or at its end: "never", "didn't"."""
    return word in WORDS or word.endswith(("n't", "n’t"))


def denies_next(here: Sequence[str]) -> bool:
    """Whether the first of up to three words in lower case denies what follows."""
    word, following = here[0], here[1] if len(here) > 1 else ""
    if following in AFTER_NO:
        return False
    if word in BEFORE_TO:
        return following == "to"
    if word == "too":
        return here[2:] == ["to"]  # "too weak to attack"
    return word in DENYING or is_negation(word)
