"""Words left out of a quotation by which what was said is less than what is left: conditions, and words under a "not".

Invariant: only what stands in one sentence with words that were kept bears on them.
"""

from __future__ import annotations

import re

from factcheck.language import doubting
from factcheck.wording import lexicon
from factcheck.wording.change import Change

_END = re.compile(r"[.!?…][\s\"”’)]|[.!?…]$|[;:]|\n[ \t\r]*\n")
_PAUSE = re.compile(r"[.,;:!?()\n“”\"—–]")
_FEW = 3  # words at most that limit the word behind them
_REACH = 12  # words before, within which a negation bears on them
_NEAR = 3  # the same of "all" and "every"


def lost_condition(change: Change) -> bool:
    """Whether words left out open with "if" or "unless" behind words of the same sentence, or stand before them."""
    keys = change.theirs
    if not keys:
        return False
    opening = " ".join(keys[:3])
    phrase = opening.startswith(doubting.CONDITIONAL_PHRASES)
    if not phrase and doubting.CONDITIONS.isdisjoint(keys[: 2 if keys[0] in ("and", "but", "or", "only") else 1]):
        return False
    if opening.startswith(doubting.NO_CONDITIONS):
        return False
    return not _END.search(_gap(change, change.missing[0] - 1)) or not _END.search(_gap(change, change.missing[-1]))


def narrows(change: Change) -> bool:
    """Whether words left out limit the word behind them where something is denied or said of all: "no | unlit
    road", "all | private boats"."""
    keys, first, last = change.theirs, change.missing[0], change.missing[-1]
    if len(keys) > _FEW or all(key in lexicon.FUNCTION or key in lexicon.FILLERS for key in keys):
        return False
    if keys[-1] in lexicon.FUNCTION or last + 1 >= len(change.words) or change.words.keys[last + 1] in lexicon.FUNCTION:
        return False  # no word before the one that it limits
    if any(_PAUSE.search(_gap(change, at)) for at in range(max(first - 1, 0), last + 1)):
        return False
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if at < first - 1 and _PAUSE.search(_gap(change, at)):
            return False
        key = change.words.keys[at]
        if key in lexicon.NEGATIONS or (key in lexicon.UNIVERSALS and first - at <= _NEAR):
            return True
    return False


def _gap(change: Change, at: int) -> str:
    """What stands in the source between word ``at`` and the next."""
    words = change.words
    start = words.ends[at] if at >= 0 else 0
    return change.text[start : words.starts[at + 1]] if at + 1 < len(words) else change.text[start:]
