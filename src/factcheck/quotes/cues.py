"""Words that announce what somebody said, and what may follow each.

Invariant: a cue is found from its own words and its neighbours; nothing inside quotation
marks is a cue. Content, source and hearer are attribution.py's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache
from typing import NamedTuple

from factcheck.quotes import words
from factcheck.quotes.tokens import Token


class Frame(Flag):
    """What a verb of saying may take."""

    CLAUSE = auto()  # said (that) …; "…", she said; "…", said she
    HEARER = auto()  # told reporters (that) …
    QUESTION = auto()  # asked whether …
    TOPIC = auto()  # praised the plan; stressed the need for …
    TO = auto()  # promised to …
    URGE = auto()  # urged the council to …
    FINDING = auto()  # the report found …


class Form(Flag):
    """Which inflection; a form can be several ("said" is past and participle)."""

    BASE = auto()
    THIRD = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


class Entry(NamedTuple):
    """A verb of saying in one inflection; ``rest`` are the words that must follow ("for" in "call for")."""

    lemma: str
    form: Form
    frame: Frame
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying at a place: tokens ``[first, last]``, ``verb`` being the inflected one.

    ``first`` reaches back over auxiliaries and adverbs ("has repeatedly said").
    ``negated`` is set for "did not say", "never claimed"; ``topical`` when only what is spoken
    of can follow ("talked about").
    """

    first: int
    verb: int
    last: int
    lemma: str
    form: Form
    frame: Frame
    negated: bool
    modal: bool


def inflections(entry: str) -> dict[str, Form]:
    """Inflected forms of "lemma", "lemma:past" or "lemma:past:participle".

    >>> sorted(inflections("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    lemma, _, irregular = entry.partition(":")
    past, _, participle = irregular.partition(":")
    past = past or _past(lemma)
    forms: dict[str, Form] = {}
    for word, form in (
        (lemma, Form.BASE),
        (_third(lemma), Form.THIRD),
        (past, Form.PAST),
        (participle or past, Form.PARTICIPLE),
        (_ing(lemma), Form.ING),
    ):
        forms[word] = forms.get(word, form) | form
    return forms


_DOUBLING = frozenset(
    "admit knock_ beg chat rip slam quip scan tap refer submit rebut rebuff_ pan dub snap permit commit get put run sit stop win cut set hit drop plan beg".split()
)


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


_CLASSES = (
    (words.SAY, Frame.CLAUSE),
    (words.TELL, Frame.HEARER),
    (words.SHOW, Frame.FINDING),
    (words.ASK, Frame.QUESTION),
    (words.URGE, Frame.URGE),
    (words.PROMISE, Frame.TO),
    (words.JUDGE, Frame.TOPIC),
    (words.MENTION, Frame.TOPIC),
)


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """Inflected verb → its entries, longest first; frames of the same verb are joined."""
    joined: dict[tuple[str, str, tuple[str, ...]], tuple[Form, Frame]] = {}
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
def finite_verbs() -> dict[str, Form]:
    """Inflected forms that can be the verb of a clause, verbs of saying among them."""
    forms: dict[str, Form] = {}
    for item in words.COMMON_VERBS.split():
        forms.update(inflections(item))
    for word, entries in lexicon().items():
        forms[word] = entries[0].form
    return forms


def find_cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The verbs of saying among ``tokens``, left to right, those within quotation marks left out."""
    at = 0
    while at < len(tokens):
        cue = _cue_at(tokens, at) if tokens[at].quote < 0 and tokens[at].word else None
        if cue is not None:
            yield cue
        at = cue.last + 1 if cue is not None else at + 1


def _cue_at(tokens: Sequence[Token], at: int) -> Cue | None:
    for entry in lexicon().get(tokens[at].low, ()):
        if _follows(tokens, at, entry.rest):
            return _in_context(tokens, at, entry)
    return None


def _follows(tokens: Sequence[Token], at: int, rest: tuple[str, ...]) -> bool:
    return tuple(token.low for token in tokens[at + 1 : at + 1 + len(rest)]) == rest


def _in_context(tokens: Sequence[Token], at: int, entry: Entry) -> Cue | None:
    """The cue if the words before allow a verb here; a noun, a passive or a bare infinitive is none."""
    first = at
    while first > 0 and tokens[first - 1].quote < 0 and _belongs_to_verb(tokens[first - 1]) and at - first < 6:
        first -= 1
    chain = [token.low for token in tokens[first:at]]
    before = tokens[first - 1] if first else None
    form = entry.form
    if chain and any(word in words.BE_FORMS for word in chain):
        if not form & Form.ING:
            return None
    elif form & Form.ING and before is not None and before.word and not before.name and before.low in words.DETERMINERS:
        return None
    if tokens[at].capital and before is not None and not _headline(tokens):
        return None
    if not chain and not _subject_may_stand(before, form):
        return None
    while first < at and tokens[first].adverb and before is not None and before.low == ",":
        first += 1
    last = at + len(entry.rest)
    if (
        not entry.rest
        and last + 1 < len(tokens)
        and tokens[last + 1].low in words.PARTICLES
        and entry.lemma in ("point", "call", "spell", "write", "fire", "hit", "shoot")
    ):
        last += 1
    negated = any(words.NEGATIONS.search(word) for word in chain)
    modal = any(word in ("would", "could", "might", "may", "should", "must", "can", "will") for word in chain)
    return Cue(first, at, last, entry.lemma, form, entry.frame, negated, modal)


def _belongs_to_verb(token: Token) -> bool:
    return (
        token.word
        and not token.name
        and (
            token.low in words.AUXILIARIES
            and "'" not in token.low.replace("n't", "")
            or token.adverb
            or token.low in ("went", "on", "to")
            and False
        )
    )


def _subject_may_stand(before: Token | None, form: Form) -> bool:
    if before is None:
        return bool(form & (Form.ING | Form.PAST))
    if before.low in words.DETERMINERS and before.low not in (
        "some",
        "many",
        "several",
        "most",
        "both",
        "all",
        "few",
        "others",
    ):
        return before.low == "that"
    if before.possessive or before.low == "to" or (before.preposition and not form & Form.ING):
        return False
    if form & (Form.PAST | Form.ING):
        return True
    if form & Form.THIRD:
        return (
            before.name
            or before.low in ("he", "she", "it", "who", "which", "that", ",", ")", "one", "and", "but")
            or not before.low.endswith("s")
        )
    return (
        before.low.endswith("s")
        or before.low
        in ("they", "i", "we", "you", "who", "people", "some", "many", "others", ",", "police", "men", "women")
        or before.name
    )


def _headline(tokens: Sequence[Token]) -> bool:
    """Most words carry a capital."""
    told = [token for token in tokens if token.word and len(token.low) > 3]
    return sum(token.capital for token in told) > 0.6 * len(told)
