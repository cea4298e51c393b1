"""Words that announce what somebody said, and what may follow each.

Invariant: a cue is found from its own words and its neighbours; nothing inside quotation
marks is a cue. Content, source and hearer are attribution.py's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from factcheck.language import function_words, negation
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources, verbs


class Frame:
    """What a verb of saying may take, joined with ``|``. Plain integers, because enum.Flag is slow to join and test."""

    CLAUSE = 1  # said (that) …; "…", she said; "…", said she
    HEARER = 2  # told reporters (that) …
    QUESTION = 4  # asked whether …
    TOPIC = 8  # praised the plan; stressed the need for …
    TO = 16  # promised to …
    URGE = 32  # urged the council to …
    FINDING = 64  # the report found …


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


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying at a place: tokens ``[first, last]``, ``verb`` being the inflected one.

    ``first`` reaches back over auxiliaries and adverbs ("has repeatedly said").
    ``negated`` is set for "did not say", "never claimed".
    """

    first: int
    verb: int
    last: int
    lemma: str
    form: int
    frame: int
    negated: bool


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


_SAID = sources.SAYING_NOUNS | sources.DOCUMENT_NOUNS
_ANNOUNCED = function_words.OBJECT_PRONOUNS | function_words.QUESTION_WORDS | {"that", "to", ":", ",", "."}
_CLAUSE_WORDS = frozenset("that whether how why what".split())
_DOUBLING = frozenset(
    """admit beg chat commit cut drop dub get hit pan permit plan put quip rebut refer rip run scan set sit slam
    snap stop submit tap win""".split()
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
    (verbs.SAY, Frame.CLAUSE),
    (verbs.TELL, Frame.HEARER),
    (verbs.SHOW, Frame.FINDING),
    (verbs.ASK, Frame.QUESTION),
    (verbs.URGE, Frame.URGE),
    (verbs.PROMISE, Frame.TO),
    (verbs.JUDGE, Frame.TOPIC),
    (verbs.MENTION, Frame.TOPIC),
)


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """Inflected verb → its entries, longest first; frames of the same verb are joined."""
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
def finite_verbs() -> dict[str, int]:
    """Inflected forms that can be the verb of a clause, verbs of saying among them."""
    forms: dict[str, int] = {}
    for item in verbs.COMMON_VERBS.split():
        forms.update(inflections(item))
    for word, entries in lexicon().items():
        forms[word] = entries[0].form
    return forms


def find_cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The verbs of saying among ``tokens``, left to right, those within quotation marks left out."""
    headline = is_headline(tokens)
    at = 0
    while at < len(tokens):
        cue = _cue_at(tokens, at, headline) if tokens[at].quote < 0 and tokens[at].word else None
        if cue is not None and not _keeps_name_back(tokens, cue.last + 1):
            yield cue
        at = cue.last + 1 if cue is not None else at + 1


def _keeps_name_back(tokens: Sequence[Token], at: int) -> bool:
    """What a source asks for itself and does not say: "asked | not to be named", "requested | anonymity"."""
    while at < len(tokens) and tokens[at].low in ("not", "to", "be", "for"):
        at += 1
    return at < len(tokens) and tokens[at].low in ("named", "identified", "anonymity")


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether most words of some length carry a capital."""
    told = [token for token in tokens if token.word and len(token.low) > 3]
    return sum(token.capital for token in told) > 0.6 * len(told)


def _cue_at(tokens: Sequence[Token], at: int, headline: bool) -> Cue | None:
    """The cue whose verb is the token, if its neighbours allow a finite verb or a participle there."""
    if tokens[at].low in verbs.NEVER_CUES:
        return None
    entry, last = _entry_at(tokens, at)
    if entry is None or (tokens[at].capital and at > 0 and not headline):
        return None
    first = at
    while first > 0 and at - first < 6 and _belongs_to_verb(tokens, first - 1):
        first -= 1
    if first > 2 and tokens[first - 1].low == "to" and _went_on(tokens, first):
        first -= 3
    chain = [token.low for token in tokens[first:at]]
    if not _can_be_cue(tokens, first, at, last, entry, chain):
        return None
    if first and tokens[first - 1].low == ",":
        while first < at and tokens[first].adverb:
            first += 1
    negated = any(negation.NEGATIONS.search(word) for word in chain)
    return Cue(first, at, last, entry.lemma, entry.form, entry.frame, negated)


def _entry_at(tokens: Sequence[Token], at: int) -> tuple[Entry | None, int]:
    """The entry of the verb at the token, and its last token."""
    for entry in lexicon().get(tokens[at].low, ()):
        last = _rest_end(tokens, at, entry.rest)
        if last is not None:
            return entry, last
    return None, at


def _rest_end(tokens: Sequence[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """The last token of a verb and the words it needs, an adverb between them allowed: "spoke openly about"."""
    if not rest:
        return at
    start = at + 1
    while start < len(tokens) and start < at + 3 and tokens[start].adverb and tokens[start].quote < 0:
        start += 1
    if start + 1 < len(tokens) and tokens[start].low == "at" and tokens[start + 1].low == "length":
        start += 2
    if tuple(token.low for token in tokens[start : start + len(rest)]) != rest:
        return None
    return start + len(rest) - 1


def _belongs_to_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before a verb is part of it: "has | repeatedly | said", "have | both | said"."""
    token = tokens[at]
    if token.quote >= 0 or not token.word or token.name:
        return False
    if token.low in ("both", "all"):
        return at > 0 and tokens[at - 1].low in function_words.AUXILIARIES
    return token.low in function_words.AUXILIARIES or token.adverb


def _went_on(tokens: Sequence[Token], first: int) -> bool:
    """Whether "went on to" stands before token ``first``."""
    return tokens[first - 2].low == "on" and tokens[first - 3].low in ("went", "goes", "going", "go")


def _can_be_cue(tokens: Sequence[Token], first: int, at: int, last: int, entry: Entry, chain: list[str]) -> bool:
    """Whether the words before and behind allow a verb that says something: no passive, infinitive or noun."""
    before = tokens[first - 1] if first else None
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    form, topical = entry.form, entry.frame == Frame.TOPIC
    if before is not None and before.low == "to":
        telling = following is not None and (following.quote >= 0 or following.low in _CLAUSE_WORDS | {",", ":"})
        return bool(form & Form.BASE) and not chain and telling
    refused = any(negation.NEGATIONS.search(word) for word in chain)
    if topical and any(word in function_words.MODALS for word in chain) and not refused:
        return False
    if any(word in function_words.BE_FORMS for word in chain):
        return bool(form & Form.ING)
    if form & Form.ING and before is not None and (before.determiner or (topical and before.preposition)):
        return False
    helped = any(word in function_words.AUXILIARIES for word in chain)
    if entry.lemma in verbs.OFTEN_SOMETHING_ELSE and not _surely_says(following):
        return False
    announces = following is not None and following.low == "that" and before is not None and not before.determiner
    noun = tokens[at].low.removesuffix("s") in _SAID
    if announces and before is not None and (not noun or before.low == "," or before.dash):
        return True
    if tokens[at].low in verbs.NOUN_FORMS and not form & Form.PAST and not helped:
        return _plain_verb(before, tokens[at], following)
    if before is not None and before.low == "," and following is not None and following.low == "," and form & Form.BASE:
        return False  # "of, say, a week"
    if chain or entry.lemma == "say":
        return not (before is not None and before.low in ("it", "there") and "'s" in chain and form & Form.PAST)
    return _subject_may_stand(before, form)


def _subject_may_stand(before: Token | None, form: int) -> bool:
    """Whether a verb in this form may stand right behind ``before``."""
    if before is None:
        return bool(form & (Form.ING | Form.PAST))
    if before.determiner and before.low not in function_words.QUANTITIES:
        return before.low == "that" and not form & Form.ING
    if before.possessive or (before.preposition and not form & Form.ING):
        return False
    if form & (Form.PAST | Form.ING):
        return True
    if form & Form.THIRD:
        return before.name or not before.low.endswith("s") or before.low == "this"
    return before.name or before.low.endswith("s") or before.low in function_words.PLURALS


def _surely_says(following: Token | None) -> bool:
    """What must stand behind a verb that often says nothing: "charged | that", "pledged | to"."""
    if following is None or following.quote >= 0 or not following.word or following.low in ("that", "to", "not", "in"):
        return True
    return following.determiner or following.low in function_words.SUBJECT_PRONOUNS


def _plain_verb(before: Token | None, verb: Token, following: Token | None) -> bool:
    """Whether a form that may be a noun has a plain subject and object: "he | claims | the seat"."""
    if before is not None and before.low in sources.DOCUMENT_NOUNS and verb.low not in sources.DOCUMENT_NOUNS:
        return following is None or not following.preposition
    if before is None or following is None:
        return False
    subject = before.low in function_words.SUBJECT_PRONOUNS or before.low in ("who", "which")
    known = before.low in sources.SOURCE_NOUNS or before.low.removesuffix("s") in sources.BODY_NOUNS
    if not subject and not (known or (before.name and not before.possessive)):
        return False
    if (
        following.quote >= 0
        or following.determiner
        or following.name
        or following.low in function_words.SUBJECT_PRONOUNS
    ):
        return True
    return following.low in _ANNOUNCED
