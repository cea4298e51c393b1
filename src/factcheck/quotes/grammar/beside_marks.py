"""The verb beside words in marks that tells whose they are: “…,” | Ruiz sighed, “…,” sighed | Ruiz.

Invariant: any verb may be one, whatever it means, where marks are set off from the sentence they stand in. Nothing but
its subject may stand between them and the verb, or right behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import children, head, phrase, subject
from factcheck.quotes.grammar.inflections import Frame, lexicon
from factcheck.quotes.grammar.phrases import REACH
from factcheck.quotes.grammar.tokens import Token

if TYPE_CHECKING:
    from factcheck.quotes.grammar.places import Range

_ENDS_SPEECH = frozenset((",", "?", "!", "…", "..."))
_FEW = 3  # words in marks; as many are a name or a scare quote unless a comma, ? or ! ends them
_SHORT = 3  # letters of words that stay small in a title
_NOBODY = frozenset("it there this that these those".split())
_CANNOT_OPEN = function_words.CONJUNCTIONS | function_words.SUBORDINATORS | function_words.RELATIVES | {"as", "not"}
_DOING, _HELPING = frozenset(("nsubj",)), frozenset(("aux", "auxpass"))
_ENDS_SEARCH = frozenset(".;:?!")


def marked(tokens: Sequence[Token]) -> Iterator[Range]:
    """The tokens of each pair of marks, the marks included."""
    edges = [at for at in range(1, len(tokens)) if tokens[at].quote != tokens[at - 1].quote]
    for start, end in pairwise((0, *edges, len(tokens))):
        if start < end and tokens[start].quote >= 0:
            yield start, end


def speaking(tokens: Sequence[Token]) -> dict[int, int]:
    """The verbs beside words in marks, each with the token where its subject starts."""
    found: dict[int, int] = {}
    for start, end in marked(tokens):
        if not _is_speech(tokens, start, end) or (hit := _behind(tokens, end)) is None:
            continue
        verb, source = hit
        if not start or not tokens[start - 1].word or _says(tokens[verb]):
            found[verb] = source
    return found


def _is_speech(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether marks end as speech does, and hold more than a name."""
    inside = [token for token in tokens[start:end] if token.word]
    told = [token for token in inside if len(token.low) > _SHORT]
    if end >= len(tokens) or (told and all(token.capital for token in told)):
        return False
    if len(inside) > _FEW or tokens[end].low == ",":
        return len(inside) > 1
    last = tokens[end - 2]
    return len(inside) > 1 and (last.low in _ENDS_SPEECH or last.dash)


def _says(token: Token) -> bool:
    return any(entry.frame & (Frame.CLAUSE | Frame.HEARER) and not entry.rest for entry in lexicon().get(token.low, ()))


def _behind(tokens: Sequence[Token], end: int) -> Range | None:
    """The verb behind marks that end before token ``end``, and where its subject starts."""
    at = end + (tokens[end].low == "," or tokens[end].dash)
    while at < len(tokens) and tokens[at].adverb and not tokens[at].name:
        at += 1
    if at >= len(tokens) or tokens[at].preposition or tokens[at].low in _CANNOT_OPEN:
        return None
    if tokens[at].tag in ("VBD", "VBZ", "VBP", "VBN", "VB") and not tokens[at].name:
        return (at, at + 1) if _names_somebody(tokens, at + 1) else None
    return _behind_subject(tokens, at)


def _behind_subject(tokens: Sequence[Token], at: int) -> Range | None:
    """The verb whose subject starts at token ``at``, and that token."""
    for verb in range(at + 1, min(at + REACH, len(tokens))):
        if tokens[verb].quote >= 0:
            continue
        if tokens[verb].low in _ENDS_SEARCH:
            return None
        if _taken_for_participle(tokens, at, verb) or _behind_appositive(tokens, at, verb):
            return verb, at
        if is_verb(tokens, verb) and _is_subject_of(tokens, at, verb):
            main = head(tokens, verb) if tokens[verb].relation in ("aux", "auxpass") else verb
            return (main, at) if main >= verb and not _is_told(tokens, main) else None
    return None


def _taken_for_participle(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether the parser, which knows no such verb of saying, saw none: "…," a nurse | nodded, "…," Ruiz | cut in."""
    if tokens[verb].tag != "VBN":
        return False
    noun = head(tokens, verb)
    apart = tokens[verb].relation == "acl" and at <= noun < verb and tokens[noun].relation == "ROOT"
    own = next(children(tokens, verb, _DOING), None)
    return apart or (own is not None and at <= own and next(children(tokens, verb, _HELPING), None) is None)


def _behind_appositive(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether a verb of saying stands behind a long appositive in which the parser lost the subject of the verb."""
    lost = subject(tokens, verb)
    named = tokens[verb - 1].low == "," and tokens[verb].tag == "VBD" and _names_somebody(tokens, at)
    return named and _says(tokens[verb]) and (lost is None or tokens[lost].quote >= 0)


def _is_subject_of(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether the phrase that starts at token ``at`` is the subject of the verb, and can be somebody."""
    found = subject(tokens, verb)
    if found is None or not at <= found < verb or tokens[found].low in _NOBODY:
        return False
    return phrase(tokens, found)[0] <= at


def _is_told(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the subject is not who says it but who is told: "residents were | warned"; not "was | heard saying"."""
    passive = any(tokens[at].relation == "auxpass" and head(tokens, at) == verb for at in range(verb))
    return passive and not any(tokens[at].tag in ("VBG", "VB") for at in range(verb + 1, min(verb + 4, len(tokens))))


def _names_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase starts at the token: "sighed | the engineer", "texted | Ruiz"."""
    if at >= len(tokens) or tokens[at].quote >= 0:
        return False
    first = tokens[at]
    return first.name or first.determiner or first.tag.startswith("NN") or first.low in function_words.SUBJECT_PRONOUNS
