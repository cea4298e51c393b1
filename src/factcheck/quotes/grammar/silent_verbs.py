"""Where a verb of saying says nothing: as a noun, a participle of a noun, in a passive, an infinitive.

Invariant: the answer depends on the verb, the auxiliaries and adverbs before it, and one word on either
side, and what the parser takes it for; of the tests the first that has an answer decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from factcheck.language import function_words, negation
from factcheck.quotes.grammar.dependencies import children
from factcheck.quotes.grammar.inflections import Entry, Form, Frame
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.syntax import FINITE, SUBJECTS

_SAID = sources.SAYING_NOUNS | sources.DOCUMENT_NOUNS
_AUXILIARIES = frozenset(("aux",))
_VERBS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
_SAYING = Frame.CLAUSE | Frame.HEARER | Frame.QUESTION | Frame.TO | Frame.URGE | Frame.FINDING
_YET_TO_COME = frozenset("can may might must should will 'll".split())
_TELLING = frozenset("that whether how why what , :".split())


class NoCue(StrEnum):
    """Why a word announces nothing that somebody said."""

    OTHER_WORD = "no verb of saying"
    QUOTED = "inside quotation marks"
    CAPITAL = "a name"
    NAME_KEPT_BACK = "asks not to be named"
    INFINITIVE = "an infinitive that tells nothing"
    WISH = "a judgement that is only possible"
    PASSIVE = "a passive"
    GERUND = "a gerund"
    NOUN = "a noun"
    PARTICIPLE = "a participle of a noun"
    COMMON_OPINION = "a common opinion"
    IMPERATIVE = "an imperative"
    NO_ESTIMATE = "no figure that something is put at"


class VerbPlace(NamedTuple):
    """A verb of saying and what stands around it; ``chain`` are the auxiliaries and adverbs that belong to it."""

    entry: Entry
    verb: Token
    chain: Sequence[str]
    before: Token | None
    following: Token | None
    subject: bool  # whether the parser sees one before it, and no auxiliary
    beside_verb: bool  # whether the statement has another finite verb outside quotation marks

    @classmethod
    def of(
        cls, tokens: Sequence[Token], first: int, at: int, last: int, entry: Entry, chain: Sequence[str]
    ) -> VerbPlace:
        before = tokens[first - 1] if first else None
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        beside_verb = any(token.tag in FINITE and token.quote < 0 for token in (*tokens[:at], *tokens[last + 1 :]))
        helped = next(children(tokens, at, _AUXILIARIES), None) is not None  # "Will | we call it a day?"
        subject = not helped and any(place < at for place in children(tokens, at, SUBJECTS))
        return cls(entry, tokens[at], chain, before, following, subject, beside_verb)

    @property
    def topical(self) -> bool:
        """Whether the verb takes nothing but what it speaks of: "praised | the plan"."""
        return not self.entry.frame & _SAYING

    def helped(self, words: frozenset[str]) -> bool:
        return any(word in words for word in self.chain)


def why_silent(place: VerbPlace) -> NoCue | None:
    """Why the verb says nothing at its place; None if it says something."""
    for reason, says in _TESTS:
        answer = says(place)
        if answer is not None:
            return None if answer else reason
    return None


def _infinitive(place: VerbPlace) -> bool | None:
    """ "to say that …" tells what was said, "to praise the plan" what was meant to be."""
    if place.before is None or place.before.low != "to":
        return None
    following = place.following
    telling = following is not None and (following.quote >= 0 or following.low in _TELLING) and following.tag != "DT"
    return bool(place.entry.form & Form.BASE) and not place.chain and telling


def _wish(place: VerbPlace) -> bool | None:
    """ "would praise the plan" and "will say that" were not said yet; "would not comment on it" was."""
    refused = any(negation.NEGATIONS.search(word) for word in place.chain)
    if refused or (place.following is not None and place.following.quote >= 0):
        return None
    unsaid = function_words.MODALS if place.topical else _YET_TO_COME
    return False if place.helped(unsaid) else None


def _passive(place: VerbPlace) -> bool | None:
    """ "was saying", but not "was said"."""
    return bool(place.entry.form & Form.ING) if place.helped(function_words.BE_FORMS) else None


def _gerund(place: VerbPlace) -> bool | None:
    """ "the saying", "for praising the plan"."""
    before = place.before
    if before is None or not place.entry.form & Form.ING:
        return None
    return False if before.determiner or (place.topical and before.preposition) else None


def _noun(place: VerbPlace) -> bool | None:
    """What the parser takes for a noun, but "Nurses report | that …" unless it is "the report that …"."""
    if place.verb.tag in _VERBS or not place.verb.tag:
        return None
    before, following = place.before, place.following
    if before is not None and before.low in sources.DOCUMENT_NOUNS and (following is None or not following.word):
        return True
    if before is None or before.determiner or following is None or following.low != "that" or following.tag != "IN":
        return False
    noun = place.verb.low.removesuffix("s") in _SAID
    return not noun or before.low == "," or before.dash or (before.name and not before.possessive)


def _participle(place: VerbPlace) -> bool | None:
    """ "a cat | called Pepper" says nothing; but where it is the only verb, or "that" follows, the parser may err."""
    verb, following = place.verb, place.following
    if verb.tag == "VBG":
        return False if verb.relation == "amod" else None
    if verb.relation not in ("acl", "amod") or place.helped(function_words.AUXILIARIES) or not place.beside_verb:
        return None
    if verb.tag == "VBD":  # in the parser's eyes finite: a name behind it, "a group | called “We Count”", tells more
        named = following is not None and (following.name or following.quote >= 0)
        return False if named and place.before is not None and place.before.word else None
    return None if following is not None and following.low == "that" else False


def _common_opinion(place: VerbPlace) -> bool | None:
    """ "it's said" has no source; anything else with an auxiliary has, and so has "say"."""
    if not place.chain and place.entry.lemma != "say":
        return None
    impersonal = place.before is not None and place.before.low in ("it", "there") and "'s" in place.chain
    return not (impersonal and place.entry.form & Form.PAST)


def _imperative(place: VerbPlace) -> bool:
    """Whether anybody is said to say it: not in "Tell us why"."""
    return (
        place.verb.tag != "VB"
        or place.subject
        or bool(place.chain)
        or (place.before is not None and place.before.low == "to")
    )


_TESTS: tuple[tuple[NoCue, Callable[[VerbPlace], bool | None]], ...] = (
    (NoCue.INFINITIVE, _infinitive),
    (NoCue.WISH, _wish),
    (NoCue.PASSIVE, _passive),
    (NoCue.GERUND, _gerund),
    (NoCue.NOUN, _noun),
    (NoCue.PARTICIPLE, _participle),
    (NoCue.COMMON_OPINION, _common_opinion),
    (NoCue.IMPERATIVE, _imperative),
)
"""In the order in which they are asked: whether the verb says something; None leaves it to the next."""
