"""When what was found is what was marked: names, titles, chunks and shingles of words.

Invariant: comparing reads nothing but the two texts; case, spaces, order of names and "By" never tell them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from factcheck.language.folding import folded_words
from factcheck.language.tokens import words

SHINGLE = 4  # words, as in scrapinghub's benchmark
CLOSE = 0.8  # of the words of two titles, as F1
_LABELS = frozenset("by and with words written posted contributor contributors".split())
_DEGREES = frozenset("phd md ma ms msc mph jd rn frcp dr mr mrs".split())
# Where a marked byline leaves its names: a new line, a figure, the outlet, who edited.
_BEHIND_NAMES = re.compile(r"\n|\d|\bfor the\b|\bedited by\b|\|", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_SCORED = re.compile(r"\w+")


def same_authors(marked: Sequence[str], found: str) -> bool:
    """Whether ``found`` names the authors ``marked`` and nobody and nothing else.

    What a marked byline has behind its names (outlet, day, editor) may be there or not. Degrees count for nothing.
    """
    return _names(found) in {_names(" and ".join(marked)), _names(" and ".join(map(_cut, marked)))}


def has_author(marked: Sequence[str]) -> bool:
    """Whether anybody is marked: a day or a label alone is nobody."""
    return bool(_names(" and ".join(map(_cut, marked))))


def _cut(byline: str) -> str:
    start = re.sub(r"^\s*(?:(?:written|posted|words)\s+)?by\b[\s:]*", "", byline.strip(), flags=re.IGNORECASE)
    return _MONTH.sub("", _BEHIND_NAMES.split(start)[0])


def _names(byline: str) -> tuple[str, ...]:
    """The words of all names in the order of the alphabet: "Ana Lim and Jo Vane" is "Vane, Jo; Lim, Ana"."""
    spaced = re.sub(r"(?<=\b\w)\.?\s(?=\w\b)", "", byline)  # "R. C. Baker", "R C Baker", "R.C. Baker"
    return tuple(sorted(set(folded_words(spaced)) - _LABELS - _DEGREES))


def same_title(marked: str, found: str) -> bool:
    """Whether two titles are the same or close: the outlet's name behind one, a word more or less."""
    one, other = Counter(words(marked)), Counter(words(found))
    shared = (one & other).total()
    return (bool(shared) and 2 * shared / (one.total() + other.total()) >= CLOSE) or _opens(marked, found)


def _opens(one: str, other: str) -> bool:
    """Whether the longer title is the shorter with something beside it, set off by a mark: "… | Lorn Post"."""
    shorter, longer = sorted((" ".join(one.split()).casefold(), " ".join(other.split()).casefold()), key=len)
    rest = longer.removeprefix(shorter) if longer.startswith(shorter) else longer.removesuffix(shorter)
    return (
        bool(words(shorter)) and rest != longer and bool(re.match(r"\s*[|:·•«»–—-]\s|.*\s[|:·•«»–—-]\s*$", rest, re.S))
    )


def plain(text: str) -> str:
    """``text`` with single spaces and without the marks where a word may be parted, which nobody sees."""
    return " ".join(text.translate(_UNSEEN).split())


def holds(text: str, chunk: str) -> bool:
    """Whether the ``plain`` text has ``chunk`` in it."""
    return plain(chunk) in text


def leaks(caption: Sequence[str], body: str) -> bool:
    """Whether the first dozen words of a caption stand in a row in ``body``, a space on either side of each word."""
    return f" {' '.join(caption[:12])} " in body


def matched(marked: str, found: str) -> tuple[float, float, float]:
    """Shares of shingles that are in both, only found, and only marked: they are 1 together, however long the texts."""
    one, other = _shingles(marked), _shingles(found)
    both, more, fewer = (one & other).total(), (other - one).total(), (one - other).total()
    total = both + more + fewer
    return (both / total, more / total, fewer / total) if total else (0.0, 0.0, 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _SCORED.findall(text.translate(_UNSEEN))
    ends = range(max(1, len(tokens) - SHINGLE + 1))
    return Counter(shingle for at in ends if (shingle := tuple(tokens[at : at + SHINGLE])))
