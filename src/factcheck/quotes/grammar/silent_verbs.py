"""Where a verb of saying says nothing: as a noun, in a passive, an infinitive, another sense.

Invariant: the answer depends on the verb, the auxiliaries and adverbs before it, and one word on either
side; of the tests the first that has an answer decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from factcheck.language import function_words, negation
from factcheck.quotes.grammar.inflections import Entry, Form, Frame
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources, verbs

_SAID = sources.SAYING_NOUNS | sources.DOCUMENT_NOUNS
_ANNOUNCED = function_words.OBJECT_PRONOUNS | function_words.QUESTION_WORDS | {"that", "to", ":", ",", "."}
_TELLING = frozenset("that whether how why what , :".split())
_OPENS_WHAT_IS_SAID = function_words.SUBJECT_PRONOUNS | {"that", "to", "not", "in"}


class NoCue(StrEnum):
    """Why a word announces nothing that somebody said."""

    OTHER_WORD = "no verb of saying"
    QUOTED = "inside quotation marks"
    ANOTHER_SENSE = "nearly always another sense"
    CAPITAL = "a name"
    NAME_KEPT_BACK = "asks not to be named"
    INFINITIVE = "an infinitive that tells nothing"
    WISH = "a judgement that is only possible"
    PASSIVE = "a passive"
    GERUND = "a gerund"
    DOUBTFUL_SENSE = "another sense without what it says"
    NOUN = "a noun"
    FOR_EXAMPLE = "for example"
    COMMON_OPINION = "a common opinion"
    SUBJECT = "no subject that fits"


class Place(NamedTuple):
    """A verb of saying and what stands around it; ``chain`` are the auxiliaries and adverbs that belong to it."""

    entry: Entry
    verb: Token
    chain: Sequence[str]
    before: Token | None
    following: Token | None

    @classmethod
    def of(cls, tokens: Sequence[Token], first: int, at: int, last: int, entry: Entry, chain: Sequence[str]) -> Place:
        before = tokens[first - 1] if first else None
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        return cls(entry, tokens[at], chain, before, following)

    @property
    def topical(self) -> bool:
        """Whether the verb takes nothing but what it speaks of: "praised | the plan"."""
        return self.entry.frame == Frame.TOPIC

    def helped(self, words: frozenset[str]) -> bool:
        return any(word in words for word in self.chain)


def why_silent(place: Place) -> NoCue | None:
    """Why the verb says nothing at its place; None if it says something."""
    for reason, says in _TESTS:
        answer = says(place)
        if answer is not None:
            return None if answer else reason
    return None


def _infinitive(place: Place) -> bool | None:
    """ "to say that …" tells what was said, "to praise the plan" what was meant to be."""
    if place.before is None or place.before.low != "to":
        return None
    following = place.following
    telling = following is not None and (following.quote >= 0 or following.low in _TELLING)
    return bool(place.entry.form & Form.BASE) and not place.chain and telling


def _wish(place: Place) -> bool | None:
    """ "would praise the plan" was not said yet; "would not comment on it" was."""
    refused = any(negation.NEGATIONS.search(word) for word in place.chain)
    return False if place.topical and place.helped(function_words.MODALS) and not refused else None


def _passive(place: Place) -> bool | None:
    """ "was saying", but not "was said"."""
    return bool(place.entry.form & Form.ING) if place.helped(function_words.BE_FORMS) else None


def _gerund(place: Place) -> bool | None:
    """ "the saying", "for praising the plan"."""
    before = place.before
    if before is None or not place.entry.form & Form.ING:
        return None
    return False if before.determiner or (place.topical and before.preposition) else None


def _doubtful_sense(place: Place) -> bool | None:
    """ "charged | that …" says something, "charged | with murder" does not."""
    following = place.following
    if place.entry.lemma not in verbs.OFTEN_SOMETHING_ELSE or following is None or following.quote >= 0:
        return None
    if not following.word or following.determiner or following.low in _OPENS_WHAT_IS_SAID:
        return None
    return False


def _announces(place: Place) -> bool | None:
    """ "Nurses report | that …", even if the form may be a noun, unless it is the noun of "the report that …"."""
    before, following = place.before, place.following
    if before is None or before.determiner or following is None or following.low != "that":
        return None
    noun = place.verb.low.removesuffix("s") in _SAID
    return True if not noun or before.low == "," or before.dash else None


def _noun(place: Place) -> bool | None:
    """A form that may be a noun needs a plain subject and object: "he | claims | the seat"."""
    doubtful = place.verb.low in verbs.NOUN_FORMS and not place.entry.form & Form.PAST
    if not doubtful or place.helped(function_words.AUXILIARIES):
        return None
    before, following = place.before, place.following
    if before is not None and before.low in sources.DOCUMENT_NOUNS and place.verb.low not in sources.DOCUMENT_NOUNS:
        return following is None or not following.preposition
    if before is None or following is None:
        return False
    return _is_plain_subject(before) and _is_plain_object(following)


def _is_plain_subject(token: Token) -> bool:
    if token.low in function_words.SUBJECT_PRONOUNS or token.low in ("who", "which"):
        return True
    known = token.low in sources.SOURCE_NOUNS or token.low.removesuffix("s") in sources.BODY_NOUNS
    return known or (token.name and not token.possessive)


def _is_plain_object(token: Token) -> bool:
    if token.quote >= 0 or token.determiner or token.name:
        return True
    return token.low in function_words.SUBJECT_PRONOUNS or token.low in _ANNOUNCED


def _for_example(place: Place) -> bool | None:
    """ "of, say, a week"."""
    before, following = place.before, place.following
    between = before is not None and before.low == "," and following is not None and following.low == ","
    return False if between and place.entry.form & Form.BASE else None


def _common_opinion(place: Place) -> bool | None:
    """ "it's said" has no source; anything else with an auxiliary has, and so has "say"."""
    if not place.chain and place.entry.lemma != "say":
        return None
    impersonal = place.before is not None and place.before.low in ("it", "there") and "'s" in place.chain
    return not (impersonal and place.entry.form & Form.PAST)


def _subject(place: Place) -> bool:
    """Whether a verb in this form may stand right behind the word before it."""
    before, form = place.before, place.entry.form
    if before is None:
        return bool(form & (Form.ING | Form.PAST))
    if before.determiner and before.low not in function_words.QUANTITIES:
        return before.low == "that" and not form & Form.ING
    if before.possessive or (before.preposition and not form & Form.ING):
        return False
    if form & (Form.PAST | Form.ING):
        return True
    if form & Form.THIRD:
        return before.name or not before.low.endswith("s")
    return before.name or before.low.endswith("s") or before.low in function_words.PLURALS


_TESTS: tuple[tuple[NoCue, Callable[[Place], bool | None]], ...] = (
    (NoCue.INFINITIVE, _infinitive),
    (NoCue.WISH, _wish),
    (NoCue.PASSIVE, _passive),
    (NoCue.GERUND, _gerund),
    (NoCue.DOUBTFUL_SENSE, _doubtful_sense),
    (NoCue.NOUN, _announces),
    (NoCue.NOUN, _noun),
    (NoCue.FOR_EXAMPLE, _for_example),
    (NoCue.COMMON_OPINION, _common_opinion),
    (NoCue.SUBJECT, _subject),
)
"""In the order in which they are asked: whether the verb says something; None leaves it to the next."""
