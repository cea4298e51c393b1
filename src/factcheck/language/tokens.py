"""The words of a text, for whoever compares them without regard to where they stand.

Invariant: a word is a run of letters, digits and underscores; the readers of this room that keep more of a word
(quotations need its place, wordings its contractions, names their initials) are named for what they read.
"""

from __future__ import annotations

import re

from factcheck.language.folding import composed

WORD = re.compile(r"\w+")
WHOLE_WORD = re.compile(r"\w+(?:['’]\w+)*")  # "didn't" is one


def words(text: str) -> list[str]:
    """The words of ``text`` in order, without case and as they look: "isn't" is "isn" and "t"."""
    return WORD.findall(composed(text).casefold())


def whole_words(text: str) -> list[str]:
    """The same with contractions whole, their apostrophes straight: "isn't"."""
    return [word.replace("’", "'") for word in WHOLE_WORD.findall(composed(text).casefold())]
