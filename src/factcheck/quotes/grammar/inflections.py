"""Verbs of saying in every inflection, with the frames of each: what it may take.

Invariant: read from ``lexicon.verbs`` once; a form says what a word can be, not what it is at a place.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from factcheck.quotes.lexicon import verbs


class Frame:
    """What a verb of saying may take, joined with ``|``. Plain integers, because enum.Flag is slow to join and test."""

    CLAUSE = 1  # said (that) …; "…", she said; "…", said she
    HEARER = 2  # told reporters (that) …
    QUESTION = 4  # asked whether …
    TOPIC = 8  # praised the plan; stressed the need for …
    TO = 16  # promised to …
    URGE = 32  # urged the council to …
    FINDING = 64  # the report found …
    JUDGEMENT = 128  # called the plan a mistake
    MARKED = 256  # offered a “sincere apology”
    PERSON = 512  # endorsed Ruiz
    ESTIMATE = 1024  # put the cost at 6 million


class Form:
    """Which inflection; a form can be several ("said" is past and participle). Plain integers too."""

    BASE = 1
    THIRD = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16


class Entry(NamedTuple):
    """A verb of saying in one inflection; ``rest`` are the words that must follow ("for" in "call for")."""

    lemma: str
    form: int
    frame: int
    rest: tuple[str, ...]


_DOUBLING = frozenset(
    """admit beg chat commit cut drop dub get hit pan peg permit plan put quip rebut refer rip run scan set sit slam
    snap stop submit tap win""".split()
)
_CLASSES = (
    (verbs.SAY, Frame.CLAUSE),
    (verbs.TELL, Frame.HEARER),
    (verbs.SHOW, Frame.FINDING),
    (verbs.ASK, Frame.QUESTION),
    (verbs.URGE, Frame.URGE),
    (verbs.PROMISE, Frame.TO),
    (verbs.JUDGE, Frame.TOPIC),
    (verbs.CALL, Frame.JUDGEMENT),
    (verbs.ENDORSE, Frame.PERSON),
    (verbs.MENTION, Frame.TOPIC),
    (verbs.DO, Frame.MARKED),
    (verbs.PUT_AT, Frame.ESTIMATE),
)


def inflections(entry: str) -> dict[str, int]:
    """Inflected forms of "lemma", "lemma:past" or "lemma:past:participle".

    >>> sorted(inflections("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    lemma, _, irregular = entry.partition(":")
    past, _, participle = irregular.partition(":")
    past = past or _past(lemma)
    forms: dict[str, int] = {}
    for word, form in (
        (lemma, Form.BASE),
        (_third(lemma), Form.THIRD),
        (past, Form.PAST),
        (participle or past, Form.PARTICIPLE),
        (_ing(lemma), Form.ING),
    ):
        forms[word] = forms.get(word, form) | form
    return forms


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLING else verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLING else verb) + "ing"


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """Inflected verb → its entries, longest first; the frames of all lists that hold it are joined."""
    joined: dict[tuple[str, str, tuple[str, ...]], tuple[int, int]] = {}
    for listed, frame in _CLASSES:
        for item in listed.split():
            head, *rest = item.partition(":")[0].split("-")
            entry = head + item[item.index(":") :] if ":" in item else head
            for word, form in inflections(entry).items():
                key = (word, head, tuple(rest))
                joined[key] = (form, joined.get(key, (form, frame))[1] | frame)
    found: dict[str, list[Entry]] = {}
    for (word, lemma, rest_words), (form, frame) in joined.items():
        found.setdefault(word, []).append(Entry(lemma, form, frame, rest_words))
    return {word: tuple(sorted(entries, key=lambda e: -len(e.rest))) for word, entries in found.items()}


@cache
def unsaid() -> frozenset[str]:
    """The verbs before "to say" with which nothing was said, in every inflection."""
    return frozenset(word for entry in verbs.UNSAID.split() for word in inflections(entry))
