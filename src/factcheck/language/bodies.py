"""Whether two names can be one body's or document's, and the capitals a body goes by.

Invariant: the answer is True or None and does not depend on which name comes first. A body may go by names that
share no word, so that no two are known to be different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factcheck.language.folding import folded, without_brackets, written_words
from factcheck.language.names import COMPANY_WORDS, COUNTRY_PREFIXES
from factcheck.language.spelling import american

LINKS = frozenset("the of for and on in at de du der des".split())  # between the words of a body's name
_LEGAL_FORMS = frozenset("co corp gmbh inc limited llc llp ltd plc".split())
_BEHIND_HEAD = frozenset("of for in at".split())  # "Department | of Roads"


class BodyName(NamedTuple):
    """A body's name: its words, folded and in American spelling, and the one of them that says what it is."""

    words: frozenset[str]
    head: str
    acronym: str  # that it is itself, or ""
    acronyms: frozenset[str]  # that its words make

    @property
    def short(self) -> frozenset[str]:
        """Words of which a shorter form of the name has one."""
        return frozenset({self.head, *(self.words - COMPANY_WORDS if self.head in COMPANY_WORDS else ())})


def same_body(one: str, other: str) -> bool | None:
    """Whether two names of bodies or documents are one's: "LHA" and "Lund Harbour Authority"; else None.

    The shorter form of a name has the word that says what it is ("Harbour Authority"), or leaves out no more
    than "Group".
    """
    ours, theirs = read_body(one), read_body(other)
    if not ours.words or not theirs.words:
        return None
    shorter, longer = sorted((ours, theirs), key=lambda name: len(name.words))
    rest = longer.words - shorter.words
    short_form = shorter.words <= longer.words and (longer.head in shorter.words or rest <= COMPANY_WORDS)
    spelt = ours.acronym in theirs.acronyms or theirs.acronym in ours.acronyms
    return True if short_form or spelt else None


def acronyms(name: str) -> frozenset[str]:
    """What a body's name of several words may be called in capitals, in lower case: "lha"; with and without "U.S."."""
    return read_body(name).acronyms


@lru_cache(maxsize=1 << 12)
def read_body(name: str) -> BodyName:
    written = written_words(without_brackets(name).replace("&", " and "))
    plain = [american(folded(word)) for word in written]
    said = [word for word in plain if word not in LINKS and word not in _LEGAL_FORMS] or plain
    end = next((at for at, word in enumerate(plain) if at and word in _BEHIND_HEAD), len(plain))
    head = next((word for word in reversed(plain[:end]) if word in said), "")
    capitals = sum(map(str.isupper, "".join(written)))
    acronym = said[0] if len(said) == 1 and capitals > 1 else ""
    if len(plain) == 3 and "&" in name and name.isupper():
        acronym = "".join((plain[0], plain[2]))  # "PG&E"
    return BodyName(frozenset(said), head, acronym, frozenset(_acronyms(plain)))


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    words = words[1:] if words[:1] == ["the"] else words
    for name in (words, words[1:]) if words[:1] and words[0] in COUNTRY_PREFIXES else (words,):
        short = [word for word in name if word not in LINKS]
        for letters in (name, short, [word for word in short if word not in _LEGAL_FORMS]):
            if len(letters) > 1:
                yield initials(letters)


def initials(words: Sequence[str]) -> str:
    """The first letters of ``words``; of a country's initials, all: "uscbp"."""
    return "".join(word if word in ("us", "uk", "eu") else word[:1] for word in words)
