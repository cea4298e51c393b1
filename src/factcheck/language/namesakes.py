"""Which of many names are surely those of one person or body.

Invariant: names stand in one group only if each can be the other's and none could as well be somebody else's of those
at hand; whatever is doubtful stands alone. Each name stands once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from factcheck.language.bodies import read_body
from factcheck.language.folding import folded_words, without_brackets
from factcheck.language.people import plain_words, same_person, surname


def people(names: Iterable[str]) -> list[list[str]]:
    """Names of people in groups: "Dana Orlov", "Harbour Master Dana Orlov" and "D. Orlov".

    A surname alone, or a first name alone, is nobody's in particular; so is "D. Orlov" beside Dana and Dmitri Orlov.
    """
    alike = _by_words(names)
    found: list[list[str]] = []
    whole: list[list[str]] = []
    for same in alike.values():
        (whole if len(plain_words(same[0])) > 1 else found).append(same)
    for _, its in groupby(sorted(whole, key=_surname), key=_surname):
        found += _of_one_surname(list(its))
    return found


def bodies(names: Iterable[str]) -> list[list[str]]:
    """Names of bodies and documents in groups: "Lund Harbour Authority", "the Lund harbour authority" and "LHA"."""
    alike = _by_words(names)
    joined: dict[tuple[str, ...], list[str]] = {}
    short: list[tuple[str, ...]] = []
    for key, its in alike.items():
        if read_body(its[0]).acronym:
            short.append(key)
        else:
            joined[key] = its
    spelt = {key: read_body(its[0]).acronyms for key, its in joined.items()}
    for key in short:
        acronym = read_body(alike[key][0]).acronym
        whose = [long for long, acronyms in spelt.items() if acronym in acronyms]
        joined.setdefault(whose[0] if len(whose) == 1 else key, []).extend(alike[key])
    return list(joined.values())


def _by_words(names: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Names by their words, folded: capitals, accents, points and "the" make no other name."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        words = tuple(folded_words(without_brackets(name))) or (name,)
        found.setdefault(words[1:] if words[0] == "the" and len(words) > 1 else words, []).append(name)
    return found


def _surname(names: Sequence[str]) -> str:
    return surname(names[0])


def _of_one_surname(names: Sequence[list[str]]) -> list[list[str]]:
    """Groups of names that share a surname. The fullest names come first: whoever joins one could be no other."""
    found: list[list[str]] = []
    for same in sorted(names, key=lambda one: (-fullness(one[0]), one[0])):
        whose = [group for group in found if all(same_person(same[0], other) is True for other in group)]
        if len(whose) == 1:
            whose[0].extend(same)
        else:
            found.append(list(same))
    return found


def fullness(name: str) -> int:
    """How much of a person's name is said: its letters, without titles."""
    return len("".join(plain_words(name)))


def spelt_out(name: str) -> int:
    """1 for a body's name that is no acronym, else 0."""
    return int(not read_body(name).acronym)
