"""Words that announce what somebody said: verbs of saying where they say something.

Invariant: a cue is found from its own words and its neighbours; nothing inside quotation
marks is a cue. Content, source and hearer are the rules' business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.language import function_words, negation
from factcheck.quotes.grammar.beside_marks import speaking
from factcheck.quotes.grammar.dependencies import children
from factcheck.quotes.grammar.estimates import is_put_at_figure
from factcheck.quotes.grammar.inflections import Entry, Form, Frame, lexicon
from factcheck.quotes.grammar.silent_verbs import NoCue, VerbPlace, why_silent
from factcheck.quotes.grammar.tokens import Token

_SPANS = frozenset("days weeks months years decades generations hours minutes ages long".split())
_SAYING = Frame.CLAUSE | Frame.HEARER | Frame.QUESTION | Frame.FINDING
_MARK = frozenset(("mark",))
_LONGEST_CHAIN = 6  # auxiliaries and adverbs before a verb


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying at a place: tokens ``[first, last]``, ``verb`` being the inflected one.

    ``first`` reaches back over auxiliaries and adverbs ("has repeatedly said").
    ``negated`` is set for "did not say", "never claimed". ``subject`` is where its subject starts if it stands
    beside words in marks, which makes any verb a verb of saying.
    """

    first: int
    verb: int
    last: int
    lemma: str
    form: int
    frame: int
    negated: bool
    subject: int | None = None


def find_cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The verbs of saying among ``tokens``, left to right, those within quotation marks left out."""
    headline, known, free = is_headline(tokens), lexicon(), 0
    beside = speaking(tokens)
    for at, token in enumerate(tokens):
        if at < free or not (at in beside or token.low in known):
            continue
        found = _cue_beside_marks(tokens, at, beside[at]) if at in beside else _cue_at(tokens, at, headline)
        if isinstance(found, Cue):
            yield found
            free = found.last + 1


def why_no_cue(tokens: Sequence[Token], at: int) -> NoCue | None:
    """Why the token announces nothing; None if it is the verb of a cue."""
    if at in speaking(tokens):
        return None
    found = _cue_at(tokens, at, is_headline(tokens))
    return None if isinstance(found, Cue) else found


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether most words of some length carry a capital."""
    told = [token for token in tokens if token.word and len(token.low) > 3]
    return sum(token.capital for token in told) > 0.6 * len(told)


def _cue_at(tokens: Sequence[Token], at: int, headline: bool) -> Cue | NoCue:
    """The cue whose verb is the token, or why there is none."""
    entry, last = _entry_at(tokens, at)
    if entry is None:
        return NoCue.OTHER_WORD
    if (no := _why_no_entry(tokens, at, headline)) is not None:
        return no
    if entry.frame == Frame.ESTIMATE and _puts_it(tokens, at):
        return Cue(_chain_start(tokens, at), at, last + 1, entry.lemma, entry.form, Frame.CLAUSE, negated=False)
    if entry.frame == Frame.ESTIMATE and not is_put_at_figure(tokens, last + 1, len(tokens)):
        return NoCue.NO_ESTIMATE
    first = _chain_start(tokens, at)
    chain = [token.low for token in tokens[first:at]]
    if (no := why_silent(VerbPlace.of(tokens, first, at, last, entry, chain))) is not None:
        return no
    if _keeps_name_back(tokens, last + 1):
        return NoCue.NAME_KEPT_BACK
    if first and tokens[first - 1].low == ",":
        while first < at and tokens[first].adverb:
            first += 1
    negated = any(negation.NEGATIONS.search(word) for word in chain)
    return Cue(first, at, last, entry.lemma, entry.form, entry.frame, negated)


def _puts_it(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody's way of saying it is told of: "as the engineer | puts it"."""
    it, behind = tokens[at + 1 : at + 2], tokens[at + 2 : at + 4]
    ends = not behind or not behind[0].word or any(token.time for token in behind)
    return (
        ends
        and bool(it)
        and it[0].low == "it"
        and any(tokens[mark].low == "as" for mark in children(tokens, at, _MARK))
    )


def _cue_beside_marks(tokens: Sequence[Token], at: int, subject: int) -> Cue:
    """The verb at the token, whatever it is, as one of saying: words in marks stand beside it."""
    entry, last = _entry_at(tokens, at)
    first = _chain_start(tokens, at)
    negated = any(negation.NEGATIONS.search(token.low) for token in tokens[first:at])
    if entry is None:
        return Cue(first, at, last, tokens[at].low, Form.PAST, Frame.CLAUSE, negated, subject)
    frame = entry.frame if entry.frame & _SAYING and subject < at else entry.frame | Frame.CLAUSE
    return Cue(first, at, last, entry.lemma, entry.form & ~Form.ING or Form.PAST, frame, negated, subject)


def _why_no_entry(tokens: Sequence[Token], at: int, headline: bool) -> NoCue | None:
    """Why a word that can be a verb of saying is none, whatever stands beside it."""
    token = tokens[at]
    if token.quote >= 0:
        return NoCue.QUOTED
    return NoCue.CAPITAL if token.capital and at > 0 and not headline else None


def _chain_start(tokens: Sequence[Token], at: int) -> int:
    """Where the auxiliaries and adverbs before a verb start: "| has repeatedly said", "| went on to say"."""
    first = at
    while first > 0 and at - first < _LONGEST_CHAIN and _belongs_to_verb(tokens, first - 1):
        first -= 1
    return first - 3 if first > 2 and tokens[first - 1].low == "to" and _went_on(tokens, first) else first


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
    last = start + len(rest) - 1
    return None if rest == ("for",) and _spans_time(tokens, last + 1) else last


def _spans_time(tokens: Sequence[Token], start: int) -> bool:
    """Whether "for" tells how long: "argued for | decades that …", not "called for | months of calm"."""
    told = [token.low for token in tokens[start : start + 5]]
    return any(word in _SPANS and following != "of" for word, following in pairwise((*told, "")))


def _belongs_to_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before a verb is part of it: "has | repeatedly | said", "have | both | said"."""
    token = tokens[at]
    if token.quote >= 0 or not token.word or token.name:
        return False
    if token.low in ("both", "all"):
        return at > 0 and tokens[at - 1].low in function_words.AUXILIARIES
    early = token.tag == "RBR" and token.relation == "advmod"  # "had | earlier | said"
    return token.low in function_words.AUXILIARIES or token.adverb or early


def _went_on(tokens: Sequence[Token], first: int) -> bool:
    """Whether "went on to" stands before token ``first``."""
    return tokens[first - 2].low == "on" and tokens[first - 3].low in ("went", "goes", "going", "go")


def _keeps_name_back(tokens: Sequence[Token], at: int) -> bool:
    """What a source asks for itself and does not say: "asked | not to be named", "requested | anonymity"."""
    while at < len(tokens) and tokens[at].low in ("not", "to", "be", "for"):
        at += 1
    return at < len(tokens) and tokens[at].low in ("named", "identified", "anonymity")
