"""Claims of different articles that say the same: a story that several outlets print, shortened or lightly rewritten.

Invariant: nothing differs in a figure, a name, a negation, a doubt or whoever speaks, and the words of one are all in
the other. What cannot be told by rule stays apart: a claim that is flagged twice costs a look, one that is taken for
another is never looked at.
"""

from __future__ import annotations

from datetime import date

from factcheck.claims.grouping import ComparedClaim, same_figures, same_turn
from factcheck.domain import Claim, ClaimKind
from factcheck.language.folding import folded_words
from factcheck.language.stems import stem
from factcheck.language.tokens import WHOLE_WORD

DAYS = 30  # between two articles, from which the same words are taken to tell of another time
_LEAST_SHARED = 0.5  # of the stems of the fuller claim that the shorter has


def compared(claim: Claim, published: date | None) -> ComparedClaim:
    """A claim of an article of that day, with what its words are compared by."""
    return ComparedClaim(claim, published)


def says_same(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether two claims of different articles say the same."""
    if one.published and other.published and abs((one.published - other.published).days) > DAYS:
        return False
    if _is_own_line_again(one, other):
        return True
    shorter, fuller = sorted((one, other), key=lambda each: len(each.stems))
    if not shorter.stems <= fuller.stems or len(shorter.stems) < _LEAST_SHARED * len(fuller.stems):
        return False
    if not (same_figures(one, other) and same_figures(other, one) and same_turn(one, other.whole)):
        return False
    if not (_names_stand_in(one, other) and _names_stand_in(other, one)):
        return False
    return shorter.is_said_by(fuller) or (one.stems == other.stems and other.is_said_by(one))


def _is_own_line_again(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether two outlets print the same words as their own, which restate a quotation: one headline."""
    both = {one.claim.kind, other.claim.kind} == {ClaimKind.ASSERTION} and one.claim.restates and other.claim.restates
    return bool(both) and folded_words(one.claim.text) == folded_words(other.claim.text)


def unchanged(claim: Claim) -> tuple[str, str, tuple[str, ...]]:
    """What is the same of two claims of two drafts of an article whose words did not change."""
    return claim.kind.value, claim.speaker.name.casefold() if claim.speaker else "", tuple(folded_words(claim.text))


def _names_stand_in(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether each word that has a capital within the sentence of ``one`` is a word of ``other``."""
    found = list(WHOLE_WORD.finditer(one.claim.text))
    capitals = (word.group() for word in found[1:] if word.group()[0].isupper() and word.group() != "I")
    theirs = {_bare(word.group()) for word in WHOLE_WORD.finditer(other.claim.text)}
    return all(_bare(word) in theirs for word in capitals)


def _bare(word: str) -> str:
    return stem(word.casefold().removesuffix("'s").removesuffix("’s"))
