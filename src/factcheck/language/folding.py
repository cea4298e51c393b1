"""Words as names are compared: without case, accents, apostrophes, points and possessive endings.

Invariant: folding what is folded changes nothing; composed and decomposed accents fold alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that are none with a mark added, so that decomposing them changes nothing.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?!\w))", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # "U.S.", "J.R."
_WORD = re.compile(r"[^\W_]+")
# Accents set apart from their letters, and what is not seen at all: soft hyphens, spaces of no width, directions.
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
MARKS = f"\u0300-\u036f{UNSEEN}"
_UNSEEN = re.compile(f"[{UNSEEN}]")
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
# What stands for a letter where a keyboard lacks it: "Juergen" for "Jürgen", "Aarhus" for "Århus".
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ð": "dh"})
# Letters of other scripts that accents make another letter of, not the same one said otherwise.
_KEPT = {"\u0438\u0306": "\u0439", "\u0443\u0306": "\u045e", "\u0456\u0308": "\u0457"}


def seen(text: str) -> str:
    """``text`` without what nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def composed(word: str) -> str:
    """``word`` as it looks: each accent one with its letter, and without what is not seen."""
    return word if word.isascii() else unicodedata.normalize("NFC", seen(word))


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", composed(word)).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PLAIN_LETTERS)


def written_words(text: str, *, initials: bool = False) -> list[str]:
    """The words of ``text`` with their capitals; "J.R." is one word, or two if ``initials`` are told apart."""
    between = " " if initials else ""
    joined = _POINTS.sub(lambda match: match.group().replace(".", between), _POSSESSIVE.sub("", text))
    return _WORD.findall(_APOSTROPHES.sub("", composed(joined)))


def folded_words(text: str) -> list[str]:
    return [folded(word) for word in written_words(text)]


def without_brackets(name: str) -> str:
    """``name`` up to a bracket behind it: "Lund Harbour Authority | (LHA)"."""
    return re.split(r"\s*[(\[]", name, maxsplit=1)[0]


@lru_cache(maxsize=1 << 16)
def without_accents(word: str) -> str:
    """``word``, which is in lower case, as a keyboard without accents has it: "nunez", "strasse", "lodz"."""
    if not _ACCENTED.search(word):
        return word
    decomposed = unicodedata.normalize("NFD", word)
    for pair, letter in _KEPT.items():
        decomposed = decomposed.replace(pair, letter)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed).translate(_PLAIN_LETTERS)).replace("ß", "ss")


def written_out(word: str) -> str:
    """``word``, which is in lower case, with its umlauts as two letters: "juergen"."""
    return without_accents(unicodedata.normalize("NFC", word).translate(_WRITTEN_OUT))
