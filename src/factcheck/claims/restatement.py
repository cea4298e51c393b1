"""A headline or standfirst that tells as fact what somebody in the article merely says.

Invariant: only a statement that names no source itself is reported, and only if a quotation
holds more of its words than any sentence in the outlet's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.claims import lexicon
from factcheck.domain import Claim
from factcheck.language.stems import stem
from factcheck.language.tokens import words

ENOUGH = 0.6  # of the statement's content words must be the quotation's,
ENOUGH_PLAIN = 0.5  # and of those that are no names: names are what the whole article is about
_FEWEST_SHARED = 4


def restated(statement: str, quotations: Sequence[Claim], own: Sequence[Claim]) -> Claim | None:
    """The claim of ``quotations`` that ``statement`` repeats as fact, or None.

    ``own`` are the body's assertions: what the outlet reports itself it may also put on top.
    """
    if not quotations or lexicon.ATTRIBUTES.search(statement):
        return None
    stems, plain = content_stems(statement), content_stems(_without_names(statement))
    best = max(quotations, key=lambda claim: _shared(stems, claim))
    shared = _shared(stems, best)
    if shared < max(_FEWEST_SHARED, ENOUGH * len(stems)) or _shared(plain, best) < ENOUGH_PLAIN * len(plain):
        return None
    return best if all(_shared(stems, claim) < shared for claim in own) else None


def _shared(stems: frozenset[str], claim: Claim) -> int:
    return len(stems & content_stems(claim.text))


def _without_names(statement: str) -> str:
    """``statement`` without its capitalised words, unless it is set In Capitals Throughout."""
    lower = [word for word in statement.split() if word == word.lower()]
    return " ".join(lower) if len(lower) > len(statement.split()) / 3 else statement


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that carry meaning."""
    plain = re.sub(r"['’]s\b", "", text.casefold())
    return frozenset(stem(word) for word in words(plain) if word not in lexicon.FUNCTION_WORDS)
