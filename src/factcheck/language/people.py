"""Whether two names can be one person's.

Invariant: the answer does not depend on which name comes first. It is True or False only where the
names themselves show it; where they cannot, it is None: nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factcheck.language.folding import folded, without_brackets, written_words
from factcheck.language.names import (
    GENERATIONS,
    GIVEN_NAMES,
    HONORIFICS,
    NAME_PARTICLES,
    NAME_SUFFIXES,
    SHORT_NAMES,
    TITLES,
)

_ARABIC_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w)", re.IGNORECASE)
_GLUED = 3  # capitals in "JRR" at most
_ROLES = (TITLES | HONORIFICS | frozenset(("master", "the"))) - GIVEN_NAMES
_GIVEN_TOO = frozenset("al del van".split())  # particles that are first names as well: "Al Gore"
_ENDINGS = GENERATIONS.keys() | NAME_SUFFIXES
_BEFORE_OFFICE = frozenset("of for".split())  # "Minister of | Finance"


class PersonName(NamedTuple):
    """A person's name in parts, folded: without case, accents, points, titles and particles.

    ``given`` are names and initials before the surname; ``sure`` is False for what may be no name: "the mayor".
    """

    given: tuple[str, ...]
    surname: str
    generation: str = ""
    sure: bool = True


@lru_cache(maxsize=1 << 14)
def same_person(one: str, other: str) -> bool | None:
    """Whether two names of people are one person's: "D. Orlov" and "Harbour master Dana Orlov".

    False if a given name, an initial, a surname or "Jr." tells them apart; None if either is no name, if one could
    be the other's short form, or if a first name stands beside a surname.
    """
    answers = {_same(ours, theirs) for ours in _readings(one) for theirs in _readings(other)}
    return answers.pop() if len(answers) == 1 else None


@lru_cache(maxsize=1 << 14)
def surname(name: str) -> str:
    """The last word of a person's name, folded: "haddad" of "Samir al-Haddad Jr."; "" if there is none."""
    return next((reading.surname for reading in _readings(name)), "")


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, without titles and particles; "Jr." stays."""
    return next(((*one.given, one.surname, *filter(None, [one.generation])) for one in _readings(name)), ())


def called(name: str) -> frozenset[str]:
    """The words, folded, by each of which a person of this name may be called; initials are none."""
    return frozenset(word for one in _readings(name) for word in (*one.given, one.surname) if len(word) > 1)


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
    spelt = _ARABIC_ARTICLE.sub("", _in_order(name))
    words, generation = _without_ending(written_words(spelt, initials=True))
    named = _without_roles(words)
    if not named:
        return ()
    given = [part for word in named[:-1] if not _is_particle(word) for part in _initials(word, spelt)]
    capitals = spelt != spelt.lower() or spelt == spelt.upper()  # or letters that have none
    sure = capitals and not _is_office(words, named)
    found = PersonName(tuple(given), folded(named[-1]), generation, sure)
    if len(named) > 1 and named[0].lower() in _GIVEN_TOO and named[0][0].isupper() and not _is_particle(named[1]):
        return (found, found._replace(given=(folded(named[0]), *given)))
    return (found,)


def _is_office(words: Sequence[str], named: Sequence[str]) -> bool:
    """Whether what is left of a name may be no more than an office: "Lund | Mayor", "Minister of | Finance"."""
    last, before = named[-1].lower(), words[-len(named) - 1 : -len(named)]
    if last in _ROLES and words[0].lower() not in GIVEN_NAMES and len(words[0]) > 1:
        return True
    return len(named) == 1 and bool(before) and before[0].lower() in _BEFORE_OFFICE


def _in_order(name: str) -> str:
    """``name`` without what stands behind it in brackets or behind a comma, and "Dana Orlov" for "Orlov, Dana"."""
    head, _, tail = without_brackets(name).partition(",")
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
        yield from folded(word)
    else:
        yield folded(word)
