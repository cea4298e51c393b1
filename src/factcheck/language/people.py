"""Whether two names can be one person's, or one body's.

Invariant: the answer does not depend on which name comes first. It is True or False only where the
names themselves show it; where they cannot, it is None: nobody knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factcheck.domain import Speaker, SpeakerKind
from factcheck.language.names import (
    COMPANY_WORDS,
    COUNTRY_PREFIXES,
    GENERATIONS,
    GIVEN_NAMES,
    HONORIFICS,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    SHORT_NAMES,
    TITLES,
)
from factcheck.language.spelling import american

# Letters that are none with a mark added, so that decomposing them changes nothing.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?!\w))", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w)", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # "U.S.", "J.R."
_WORD = re.compile(r"[^\W_]+")
_BEHIND = re.compile(r"\s*[(\[].*", re.DOTALL)  # "(LHA)"
_GLUED = 3  # capitals in "JRR" at most
_ROLES = (TITLES | HONORIFICS | frozenset(("master", "the"))) - GIVEN_NAMES
_GIVEN_TOO = frozenset("al del van".split())  # particles that are first names as well: "Al Gore"
_ENDINGS = GENERATIONS.keys() | NAME_SUFFIXES
_LINKS = frozenset("the of for and on in at de du der des".split())
_LEGAL_FORMS = frozenset("co corp gmbh inc limited llc llp ltd plc".split())
_BEHIND_HEAD = frozenset("of for in at".split())  # "Department | of Roads"


class PersonName(NamedTuple):
    """A person's name in parts, folded: without case, accents, points, titles and particles.

    ``given`` are names and initials before the surname; ``sure`` is False for what may be no name: "the mayor".
    """

    given: tuple[str, ...]
    surname: str
    generation: str = ""
    sure: bool = True


def same_speaker(one: Speaker | None, other: Speaker | None) -> bool | None:
    """Whether two speakers are one. Only two people with names can be known to be different."""
    if one is None or other is None or SpeakerKind.ANONYMOUS in (one.kind, other.kind):
        return None
    if one.kind is other.kind is SpeakerKind.PERSON:
        return same_person(one.name, other.name)
    return same_body(one.name, other.name)


# -- people -------------------------------------------------------------------------------


def same_person(one: str, other: str) -> bool | None:
    """Whether two names of people are one person's: "D. Orlov" and "Harbour master Dana Orlov".

    False if a given name, an initial, a surname or "Jr." tells them apart; None if either is no name, if one could
    be the other's short form, or if a first name stands beside a surname.
    """
    answers = {_same(ours, theirs) for ours in _readings(one) for theirs in _readings(other)}
    return answers.pop() if len(answers) == 1 else None


def surname(name: str) -> str:
    """The last word of a person's name, folded: "haddad" of "Samir al-Haddad Jr."; "" if there is none."""
    return next((reading.surname for reading in _readings(name)), "")


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, without titles and particles; "Jr." stays."""
    return next(((*one.given, one.surname, *filter(None, [one.generation])) for one in _readings(name)), ())


def folded_words(text: str) -> list[str]:
    """The words of ``text`` as names are compared: without case, accents, apostrophes and possessive endings."""
    return [_folded(word) for word in _written(text)]


def _same(one: PersonName, other: PersonName) -> bool | None:
    answer = _compared(one, other)
    return None if answer is False and not (one.sure and other.sure) else answer


def _compared(one: PersonName, other: PersonName) -> bool | None:
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if one.surname == other.surname:
        return _same_given(one.given, other.given)
    shorter, longer = sorted((one, other), key=lambda name: len(name.given))
    if not shorter.given:
        return _alone(shorter.surname, longer)
    whole = (*longer.given, longer.surname)
    if whole[: len(shorter.given) + 1] == (*shorter.given, shorter.surname) and len(shorter.given[0]) > 1:
        return True  # "Ana Ruiz" and "Ana Ruiz Soler"
    if 1 in (len(one.surname), len(other.surname)) and one.surname[0] == other.surname[0]:
        return False if _same_given(one.given, other.given) is False else None  # "Dana O."
    return False


def _alone(word: str, full: PersonName) -> bool | None:
    """Whether ``full``, whose surname is another, may be called ``word`` alone: "Ana" for "Ana Ruiz"."""
    if word in full.given and len(word) > 1:
        return True
    if any(_alike(word, each) is not False for each in (*full.given, full.surname)):
        return None
    return None if not full.given and (word in GIVEN_NAMES) != (full.surname in GIVEN_NAMES) else False


def _same_given(one: Sequence[str], other: Sequence[str]) -> bool | None:
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return True
    first = _alike(shorter[0], longer[0])
    if first is not False:
        return first if _stand_in(shorter[1:], longer[1:]) else False
    if tuple(shorter) == tuple(longer[-len(shorter) :]) and max(map(len, shorter)) > 1:
        return True  # "Maria Ruiz" and "Ana Maria Ruiz"; "Dana Orlov" and "Skipper Dana Orlov"
    return None if len(shorter) < len(longer) and _stand_in(shorter, longer) else False


def _stand_in(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the names ``shorter`` stand in ``longer`` in their order, others between them."""
    left = iter(longer)
    return all(any(_alike(name, each) is not False for each in left) for name in shorter)


def _alike(one: str, other: str) -> bool | None:
    """Whether two given names, or an initial and a name, are one; None for "Bill" and "William"."""
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return None if any(one in forms and other in forms for forms in SHORT_NAMES) else False


@lru_cache(maxsize=1 << 14)
def _readings(name: str) -> tuple[PersonName, ...]:
    """The ways to read a name: none if it has no words, two for "Al Haddad", who may be "al-Haddad"."""
    words = _ARABIC_ARTICLE.sub("", _POSSESSIVE.sub("", _in_order(unicodedata.normalize("NFC", name))))
    words = " ".join(_POINTS.sub(lambda match: match.group().replace(".", " "), words).split())
    spelt = _APOSTROPHES.sub("", words).replace(".", " ")
    raw, generation = _without_ending(_WORD.findall(spelt))
    raw = _without_roles(raw)
    if not raw:
        return ()
    sure = spelt != spelt.lower() or spelt == spelt.upper()
    given = [part for word in raw[:-1] if not _is_particle(word) for part in _initials(word, words)]
    last = _folded(raw[-1])
    sure = sure and not (len(raw) == 1 and last in _ROLES)
    found = PersonName(tuple(given), last, generation, sure)
    if len(raw) > 1 and raw[0].lower() in _GIVEN_TOO and raw[0][0].isupper() and not _is_particle(raw[1]):
        return (found, found._replace(given=(_folded(raw[0]), *given)))
    return (found,)


def _in_order(name: str) -> str:
    """``name`` without what stands behind it in brackets or behind a comma, and "Dana Orlov" for "Orlov, Dana"."""
    head, _, tail = _BEHIND.sub("", name).partition(",")
    first = tail.split()[:1]
    if not first or first[0].lower().rstrip(".") in _ENDINGS:
        return f"{head} {tail}"
    inverted = len(head.split()) == 1 and len(tail.split()) <= 2 and first[0].lower() in GIVEN_NAMES
    return f"{tail} {head}" if inverted else head


def _without_ending(words: list[str]) -> tuple[list[str], str]:
    """``words`` without degrees and the generation at their end, and that generation."""
    generation = ""
    while len(words) > 1 and words[-1].lower() in _ENDINGS:
        generation = GENERATIONS.get(words[-1].lower(), generation)
        words = words[:-1]
    return words, generation


def _without_roles(words: list[str]) -> list[str]:
    """``words`` without those that tell what somebody is: "harbour master", "Lund Mayor"."""
    if words and (words[0].lower() in GIVEN_NAMES or len(words[0]) == 1):
        return words
    mixed = any(word[0].isupper() for word in words)
    roles = [at for at, word in enumerate(words[:-1]) if word.lower() in _ROLES or (mixed and _is_common(word))]
    return words[roles[-1] + 1 :] if roles else words


def _is_common(word: str) -> bool:
    return word.islower() and word not in NAME_PARTICLES


def _is_particle(word: str) -> bool:
    return word.lower() in NAME_PARTICLES and (len(word) > 1 or word.islower())


def _initials(word: str, name: str) -> Iterator[str]:
    """ "j", "r" for "JR" in a name that is not in capitals throughout; else the word."""
    if 1 < len(word) <= _GLUED and word.isupper() and not name.isupper():
        yield from _folded(word)
    else:
        yield _folded(word)


def _written(text: str) -> list[str]:
    """The words of ``text`` without apostrophes and possessive endings, "U.S." as one."""
    joined = _POINTS.sub(lambda match: match.group().replace(".", ""), _POSSESSIVE.sub("", text))
    return _WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFC", joined)))


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_PLAIN_LETTERS)


# -- bodies -------------------------------------------------------------------------------


class _BodyName(NamedTuple):
    """A body's name: its words, folded; which of them says what it is; and what it may be called in capitals."""

    words: frozenset[str]
    head: str
    acronym: str  # that it is itself, or ""
    acronyms: frozenset[str]  # that its words make


def same_body(one: str, other: str) -> bool | None:
    """Whether two names of bodies or documents are one's: "LHA" and "Lund Harbour Authority"; else None.

    The shorter form of a name has the word that says what it is ("Harbour Authority"), or leaves out no more
    than "Group". A body may go by names that share no word, so that no two are known to be different.
    """
    ours, theirs = _body(one), _body(other)
    if not ours.words or not theirs.words:
        return None
    shorter, longer = sorted((ours, theirs), key=lambda name: len(name.words))
    rest = longer.words - shorter.words
    short_form = shorter.words <= longer.words and (longer.head in shorter.words or rest <= COMPANY_WORDS)
    spelt = ours.acronym in theirs.acronyms or theirs.acronym in ours.acronyms
    return True if short_form or spelt else None


def acronyms(name: str) -> frozenset[str]:
    """What a body's name of several words may be called in capitals, in lower case: "lha"; with and without "U.S."."""
    return _body(name).acronyms


@lru_cache(maxsize=1 << 12)
def _body(name: str) -> _BodyName:
    written = _written(_BEHIND.sub("", name).replace("&", " and "))
    folded = [american(_folded(word)) for word in written]
    said = [word for word in folded if word not in _LINKS and word not in _LEGAL_FORMS] or folded
    end = next((at for at, word in enumerate(folded) if at and word in _BEHIND_HEAD), len(folded))
    head = next((word for word in reversed(folded[:end]) if word in said), "")
    capitals = sum(map(str.isupper, "".join(written)))
    acronym = said[0] if len(said) == 1 and capitals > 1 else ""
    return _BodyName(frozenset(said), head, acronym, frozenset(_acronyms(folded)))


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    words = words[1:] if words[:1] == ["the"] else words
    for name in (words, words[1:]) if words[:1] and words[0] in COUNTRY_PREFIXES else (words,):
        for letters in (name, [word for word in name if word not in _LINKS]):
            if len(letters) > 1:
                yield _spelt(letters)


def _spelt(words: Sequence[str]) -> str:
    """The initials of ``words``; of a country's, which are initials already, all."""
    return "".join(word if word in ("us", "uk", "eu") else word[0] for word in words)


# -- in a text ----------------------------------------------------------------------------


def may_be_named(speaker: Speaker, text: str) -> bool:
    """Whether ``text`` holds a word by which ``speaker`` may be called. Quick, and never too strict."""
    if speaker.kind is SpeakerKind.ANONYMOUS:
        return False
    held, initials = _held(text)
    body = _body(speaker.name)
    short = body.words - COMPANY_WORDS if body.head in COMPANY_WORDS else frozenset()
    names = {body.head, *short, *body.acronyms}
    if speaker.kind is SpeakerKind.PERSON:
        names.update(word for one in _readings(speaker.name) for word in (*one.given, one.surname) if len(word) > 1)
    return not held.isdisjoint(names) or (len(body.acronym) > 1 and body.acronym in initials)


@lru_cache(maxsize=1 << 10)  # claims of one article find the same passages
def _held(text: str) -> tuple[frozenset[str], str]:
    """The words of ``text``, folded as names are, and the initials of its capitalised words, with and without "of"."""
    written = _written(text)
    folded = [_folded(word) for word in written]
    pairs = zip(written, folded, strict=True)
    capitals = [(plain, word[0].isupper()) for word, plain in pairs if word[0].isupper() or word in _LINKS]
    initials = _spelt([plain for plain, _ in capitals]), _spelt([plain for plain, capital in capitals if capital])
    return frozenset((*folded, *map(american, folded))), " ".join(initials)
