"""British and American spelling.

Invariant: two spellings of one English word have one form; the form of a form is itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

# British forms and what American ones make of them.
_AMERICAN = (
    (
        re.compile(
            r"(behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum|vig|val|od|arm|endeav|rig|sav|splend|tum|vap|clam|cand"
            r"|glam|parl|savi|demean)our"
        ),
        r"\1or",
    ),
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(cent|theat|met|lit|fib|calib|lust|meag|somb|spect|manoeuv)re(s|d)?$"), r"\1er\2"),
    (re.compile(r"(def|off|pret)ence(s)?$"), r"\1ense\2"),
    (
        re.compile(
            r"(travel|cancel|label|model|level|fuel|signal|total|counsel|jewel|marvel|quarrel)l(ed|ing|er|ers)$"
        ),
        r"\1\2",
    ),
    (re.compile(r"(dial|catal|monol|anal)ogue(s)?$"), r"\1og\2"),
    (re.compile(r"programme(s)?$"), r"program\1"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^(toward|forward|backward|afterward)s$"), r"\1"),
    (re.compile(r"^whilst$"), "while"),
    (re.compile(r"^amongst$"), "among"),
    (re.compile(r"^(learn|burn|dream|spoil|leap|lean)t$"), r"\1ed"),
    (re.compile(r"^advisor"), "adviser"),
)


@lru_cache(maxsize=1 << 16)
def american(word: str) -> str:
    """The American form of ``word``, which is in lower case: "harbor" for "harbour".

    It is a key to compare by and no spelling to show: the rules make "promize" of "promise" as well.
    """
    for pattern, replacement in _AMERICAN:
        word = pattern.sub(replacement, word)
    return word
