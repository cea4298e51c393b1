"""Words that deny what stands beside them.

Invariant: words are in lower case; an apostrophe is straight or curved.
"""

from __future__ import annotations

import re

WORDS = frozenset("not no never none nobody nothing nowhere neither nor without cannot".split())
NEARLY = frozenset("hardly barely scarcely".split())

# One word that denies the verb beside it: "nobody" and "nothing" are subjects and objects of verbs that are not denied.
NEGATIONS = re.compile(r"(?:^(?:not|never|no|nor|cannot|without|hardly)$|n['’]t$)")


def is_negation(word: str) -> bool:
    """Whether ``word`` denies by itself or at its end: "never", "didn't"."""
    return word in WORDS or word.endswith(("n't", "n’t"))
