"""What a parsed sentence is made of: its main clauses, and what hangs on what.

Invariant: a function of the words' tags and relations; every index counts the words that are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from factcheck.syntax.pipeline import Word

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_HELPERS = frozenset(("aux", "auxpass"))
_JOINED = frozenset(("conj", "parataxis"))  # "it rained, and it poured", "it rained: it poured"


def children(words: Sequence[Word], at: int, relations: frozenset[str] | None = None) -> Iterator[int]:
    """The words that hang on word ``at``, in order; only those of ``relations`` if given."""
    for place, word in enumerate(words):
        if word.head == at and place != at and (relations is None or word.relation in relations):
            yield place


def below(words: Sequence[Word], at: int) -> frozenset[int]:
    """Word ``at`` and all that hangs on it, however far down."""
    hung: defaultdict[int, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if word.head != place:
            hung[word.head].append(place)
    found = [at]
    for place in found:  # grows while it is read
        found += hung[place]
    return frozenset(found)


def main_clauses(words: Sequence[Word]) -> list[int]:
    """The verbs of the clauses that depend on nothing: with a subject of their own before them, and finite."""
    return [
        at
        for at, word in enumerate(words)
        if (word.relation == "ROOT" or _is_joined(words, at))
        and subject(words, at) is not None
        and is_finite(words, at)
    ]


def subject(words: Sequence[Word], at: int) -> int | None:
    """The head of the subject of the verb at word ``at``."""
    return next(children(words, at, SUBJECTS), None)


def is_finite(words: Sequence[Word], at: int) -> bool:
    """Whether the verb at word ``at`` or its auxiliary carries a tense; a bare form without one is often a present."""
    helpers = [words[place].tag for place in children(words, at, _HELPERS)]
    return not FINITE.isdisjoint([words[at].tag, *helpers]) or (words[at].tag == "VB" and not helpers)


def is_order(words: Sequence[Word]) -> bool:
    """Whether a sentence tells its reader to do something: its main verb is a bare form and has no subject, and no
    other verb in the past lacks its own ("Click fraud cost the firm …")."""
    roots = [at for at, word in enumerate(words) if word.relation == "ROOT"]
    told = any(
        word.tag == "VBD" and subject(words, at) is None and word.relation == "prep" for at, word in enumerate(words)
    )
    return bool(roots) and not told and all(_is_bare(words, root) for root in roots)


def _is_bare(words: Sequence[Word], at: int) -> bool:
    helpers = {words[one].tag for one in children(words, at, _HELPERS)}
    return words[at].tag == "VB" and subject(words, at) is None and helpers.isdisjoint(FINITE | {"TO"})


def _is_joined(words: Sequence[Word], at: int) -> bool:
    """Whether the verb at word ``at`` is coordinated, through others perhaps, with the main verb."""
    while words[at].head != at and (words[at].relation in _JOINED or _stands_first(words, at)):
        at = words[at].head
    return words[at].relation == "ROOT"


def _stands_first(words: Sequence[Word], at: int) -> bool:
    """Whether a semicolon parts the clause of the verb at word ``at`` from that which the parser hangs it on."""
    if words[at].relation != "ccomp":
        return False
    behind = max(below(words, at)) + 1
    return behind < len(words) and words[behind].tag == ":"
