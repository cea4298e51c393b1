"""Whether the words of a text look like words of a language that is written with their letters.

Invariant: what is found depends on the text alone, in time proportional to it. No language is named; only that a word
has letters which no language has together, or has them where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# The letters beyond ASCII of languages whose files are met with.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "éèêëïöüçñôàâîäåø",  # English: those of words it took over
        "äöüßéàè",  # German
        "àâäæçéèêëîïôœùûüÿö",  # French
        "áéíñóúüçºª",  # Spanish
        "áâãàçéêíóôõúüºª",  # Portuguese
        "àéèìíîòóùúºª",  # Italian
        "àçèéíïòóúü",  # Catalan
        "éëèïöüáóêçí",  # Dutch
        "æøåéèóòôêäöü",  # Danish, Norwegian
        "åäöéüàšž",  # Swedish, Finnish
        "áæéíóöúýþð",  # Icelandic
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene, Serbian
        "çğıöşüâîûi\u0307",  # Turkish
        "äõöüšž",  # Estonian
        "āčēģīķļņšūž",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "ëç",  # Albanian
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґўђѓјљњћќџѕ",
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        (chr(code) for code in range(0x5B0, 0x5F5)),  # Hebrew
        (chr(code) for code in range(0x621, 0x6D4)),  # Arabic, Persian
    )
)
_NAMES = 0.2  # share of words beyond ASCII that may be of another language than the text
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f²³¹¼½¾][^\W\d_²³¹¼½¾]*")
_CAPITAL = "".join(char for char in map(chr, range(0xC0, 0x250)) if char.isupper())
# A capital behind a small letter, or among them.
_TURNED = re.compile(
    rf"[a-zß-öø-ÿ][{_CAPITAL}]|[а-яёα-ω][А-ЯЁΑ-Ω]|[œšž][A-Z]|^[ß-öø-ÿ][A-Z][a-z]|[A-Z][{_CAPITAL}][a-z]"
)

# Words of Cyrillic without a vowel, and long ones of Greek without an accent.
_UNSPOKEN = re.compile(r"(?:(?![аеиоуыэюяіїєёъў])[\u0400-\u04ff]){4,}|(?:(?![άέήίόύώΐΰ])[\u03b0-\u03ce]){6,}")
_SIGNS = "¢£¥¦§¨©ª«¬®¯°±²³¹µ¶¸º»¼½¾¿¡ƒ†‡ˆ‰‹›˜¤™€"
_LETTER = "a-zà-öø-ÿά-ώа-яё"
# Signs where no sign stands, and letters alone: what another encoding's letters and marks look like.
_MISPLACED = re.compile(
    rf"(?<=[{_LETTER}])[{_SIGNS}‚„]++(?=[{_LETTER}])"  # "powiedzia³a", "Tromsº"
    rf"|(?<![\w.])[¹²³ª¶](?=[{_LETTER}])|(?<=[{_LETTER}])[¤¦¿¡‚„ƒˆ](?!\w)"
    r"|(?<!\w)[ÂÃâãÐÑÒÓÔÕœŒ](?![\w.’'-])|(?<!\w)[ÒÓÔÕÐ](?=[A-Z][a-z])"  # "ÒWe have none,Ó"
    r"|[Ãâ][\u2010-\u2122¡-¿]|Â[\xa0-¿]"  # UTF-8 read as something else
    r"|[À-ÖØ-öø-ÿ\u0370-\u06ff]\d(?!\w*-)"
    r"|¤|[\x80-\x9f\ue000-\uf8ff\ufffd]|[\u2500-\u259f](?=\w)|(?<=\w)[\u2500-\u259f]"
)
# Letters of windows-1252 where its languages do not have them: what "ř ě ů ő č ş" of other encodings become.
_ELSEWHERE = re.compile(
    r"[aeiouyåæ]ø|ø[áíéóúý]|[ìò](?=[a-z])|ù(?=[a-z])|õ(?!e)|[ðþý]|ÿ|([À-ÿ])(?!\1)[À-ÿ]{2}|È(?![rv])(?=[a-z])|œ(?![uidst])(?=[a-z])"
)
_STRAY_MARK = re.compile(r"(?:(?<=\s)|^)[”’](?=\s)|“(?=[\s,.]|$)|(?<=\w)“(?=\w)")


def beyond_ascii(text: str) -> list[str]:
    """The words of ``text`` that have a letter beyond ASCII."""
    return _WORD.findall(text)


def strange(text: str, *, of_one_language: bool = False) -> float:
    """How much of ``text`` looks as if it was read in the wrong encoding: words whose letters no language has together
    (or, where it is ``of_one_language``, not the one that has most of them), and signs where none stands."""
    words = beyond_ascii(text)
    unfit: float = sum(map(_is_unfit, words))
    if of_one_language and words:
        unfit += max(0, _unfit(words) - _NAMES * len(words))
    shouted = sum(len(word) > 2 and word.isupper() for word in words)
    unusual = shouted / 4 if 2 * shouted > len(words) > 4 else 0
    return unfit + unusual + sum(map(_is_turned, words)) + len(_MISPLACED.findall(text))


def doubtful(text: str) -> list[str]:
    """The words of ``text`` whose letters languages of windows-1252 have, but not at that place; each once."""
    words = dict.fromkeys(beyond_ascii(text))
    return [word for word in words if _ELSEWHERE.search(word.lower() if word.isupper() else word)]


def is_plain(text: str) -> bool:
    """Whether nothing in ``text`` speaks against the encoding it was read in, its marks included."""
    return not strange(text) and not doubtful(text) and not _STRAY_MARK.search(text)


@lru_cache(maxsize=1 << 14)
def _is_turned(word: str) -> bool:
    mixed = max(word) >= "\u0370" and any(char < "\u0250" for char in word)
    return mixed or bool(_UNSPOKEN.fullmatch(word.lower())) or (not word.isupper() and _TURNED.search(word) is not None)


@lru_cache(maxsize=1 << 14)
def _is_unfit(word: str) -> bool:
    return not any(_letters(word) <= alphabet for alphabet in _ALPHABETS)


def _unfit(words: Iterable[str]) -> int:
    letters = [_letters(word) for word in words]
    return min(sum(not own <= alphabet for own in letters) for alphabet in _ALPHABETS)


@lru_cache(maxsize=1 << 14)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word.lower()) - _ASCII
