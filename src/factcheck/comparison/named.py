"""The people, bodies and places of a claim in a passage: the same, not mentioned, or another in the same place.

Invariant: another name differs surely only where the clause is otherwise the same and each has one name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.comparison.contexts import added
from factcheck.comparison.names import FoundName, counterpart, folded_set, held_in, real_names
from factcheck.comparison.texts import ReadClause, TextRead
from factcheck.comparison.ties import covered, telling
from factcheck.comparison.words import ReadWord, meaning
from factcheck.domain import Span
from factcheck.domain.comparison import Aspect, Likeness, Point
from factcheck.language.deeds import AS_WELL, AT_ONE_PLACE, BY_ONE
from factcheck.language.function_words import PREPOSITIONS
from factcheck.language.nouns import PEOPLE_NOUNS
from factcheck.language.verbs import is_verb

_SAYING = re.compile(r"\b(?:said|says|told|tells|according|announced|stated|added|reported|wrote)\b", re.IGNORECASE)
_ALIKE, _BACK = 0.75, 0.6  # of the claim's clause in the passage's, and of the passage's in the claim's
_BY_ONE, _AT_ONE_PLACE = frozenset(map(meaning, BY_ONE)), frozenset(map(meaning, AT_ONE_PLACE))
_WHERE = (PREPOSITIONS | {"off"}) - {"by"}
_LOW = re.compile(rf"\b(?:{'|'.join(sorted(AS_WELL))})\b", re.IGNORECASE)
_IS_THE = re.compile(r"\b(?:is|was)\s+the\b", re.IGNORECASE)
_LEAST = 2  # words shared beside the name
# Who these are may be said otherwise: they are no role that another cannot have.
_ANYBODY = frozenset(
    """person people man men woman women mother father family families child children some many others member members
    official officials source sources spokesman spokesmen spokeswoman spokesperson spokespeople individuals resident
    residents victim victims suspect citizen citizens witness witnesses head chief leader leaders worker
    workers""".split()
)


def names_compared(claim: TextRead, passage: TextRead) -> Iterator[Point]:
    """A point for each name of the claim, each once."""
    theirs = real_names(passage.text, claim.text)
    there = folded_set(passage.text)
    seen: set[tuple[str, ...]] = set()
    lost: list[FoundName] = []
    for name in real_names(claim.text, passage.text):
        if name.parts in seen:
            continue
        seen.add(name.parts)
        if (other := counterpart(name, theirs)) is not None:
            words = name.text if other.text == name.text else f"{name.text} / {other.text}: the same"
            yield Point(Aspect.NAME, Likeness.SAME, words, (name.span,), (other.span,))
        elif held_in(name, there):
            yield Point(Aspect.NAME, Likeness.SAME, name.text, (name.span,))
        else:
            lost.append(name)
    ours = real_names(claim.text, passage.text)
    strangers = [name for name in theirs if counterpart(name, ours) is None]
    for name in lost:
        other = _in_its_place(claim, passage, name, lost, strangers)
        if other is not None:
            words = f"{name.text} / {other.text}"
            sure = _excludes(claim, passage, name.span, other.span)
            yield Point(Aspect.NAME, Likeness.DIFFERS, words, (name.span,), (other.span,), sure)
        else:
            yield Point(Aspect.NAME, Likeness.MISSING, name.text, (name.span,))
    yield from _roles(claim, passage)


def _in_its_place(
    claim: TextRead, passage: TextRead, name: FoundName, lost: Sequence[FoundName], strangers: Sequence[FoundName]
) -> FoundName | None:
    """The one stranger in a clause of the passage that is otherwise the claim's: "in Leeds" and "in York"."""
    found = _clause_of(claim, name.span)
    if (
        found is None
        or any(span.contains(name.span) for span in added(claim.text))
        or [each for each in lost if found.span.contains(each.span)] != [name]
    ):
        return None
    for clause in _alike(claim, passage, found, name.span):
        others = [each for each in strangers if clause.span.contains(each.span)]
        if len(others) != 1 or _says(passage.text, clause) != _says(claim.text, found):
            continue
        back = covered(_without(passage.text, clause, others[0].span), claim.senses)
        if back >= _BACK and _same_slot(claim.text, found, name.span, passage.text, clause, others[0].span):
            return others[0]
    return None


def _alike(claim: TextRead, passage: TextRead, ours: ReadClause, leaving: Span) -> Iterator[ReadClause]:
    """The passage's clauses that hold nearly all of the claim's but for what is left out."""
    words = _without(claim.text, ours, leaving)
    for sentence in passage.sentences:
        for clause in () if sentence.asks else sentence.clauses:
            shared = {word.sense for word in words} & clause.senses
            if len(shared) >= min(_LEAST, len(words)) and words and covered(words, clause.senses) >= _ALIKE:
                yield clause


def _without(text: str, clause: ReadClause, leaving: Span) -> list[ReadWord]:
    return [word for word in telling(text, clause.words) if not leaving.overlaps(word.span)]


def _says(text: str, clause: ReadClause) -> bool:
    return _SAYING.search(text, clause.span.start, clause.span.end) is not None


def _clause_of(read: TextRead, span: Span) -> ReadClause | None:
    sentence = read.sentence_at(span.start)
    return next((each for each in sentence.clauses if each.span.contains(span)), None) if sentence else None


def _excludes(claim: TextRead, passage: TextRead, ours: Span, theirs: Span) -> bool:
    """Whether only one of two names can be right: who won, where it was held."""
    here, there = _clause_of(claim, ours), _clause_of(passage, theirs)
    if here is None or there is None or _LOW.search(passage.text, *there.span):
        return False
    before = _word_before(claim.text, here, ours)
    deeds = _AT_ONE_PLACE if before in _WHERE else _BY_ONE
    return not deeds.isdisjoint(_verbs(here) & _verbs(there)) or bool(_IS_THE.search(claim.text, *here.span))


def _verbs(clause: ReadClause) -> set[str]:
    return {word.sense for word in clause.words if is_verb(word.text.lower())}


def _same_slot(ours: str, one: ReadClause, name: Span, theirs: str, other: ReadClause, stranger: Span) -> bool:
    """Whether both names stand behind the same preposition, or both before the verb, or both behind it."""
    here, there = _word_before(ours, one, name), _word_before(theirs, other, stranger)
    if here in _WHERE | {"by"} or there in _WHERE | {"by"}:
        return here == there
    return _before_verb(one, name) == _before_verb(other, stranger)


def _word_before(text: str, clause: ReadClause, span: Span) -> str:
    words = text[clause.span.start : span.start].lower().split()
    words = words[:-1] if words and words[-1] in ("the", "a", "an") else words
    return words[-1] if words else ""


def _before_verb(clause: ReadClause, span: Span) -> bool:
    """Whether no word that can be a verb stands before ``span``."""
    return not any(is_verb(word.text.lower()) for word in clause.words if word.span.end <= span.start)


# -- roles ------------------------------------------------------------------------------


def _roles(claim: TextRead, passage: TextRead) -> Iterator[Point]:
    """ "The captain raised the alarm" and "the second mate raised the alarm"."""
    for ours in (each for whole in claim.sentences for each in whole.clauses):
        mine = [word for word in ours.words if _is_role(word) and word.sense not in passage.senses]
        if len(mine) != 1:
            continue
        if (other := _other_role(claim, passage, ours, mine[0])) is not None:
            words = f"{mine[0].text} / {other.text}"
            yield Point(Aspect.NAME, Likeness.DIFFERS, words, (mine[0].span,), (other.span,), sure=True)


def _other_role(claim: TextRead, passage: TextRead, ours: ReadClause, role: ReadWord) -> ReadWord | None:
    for clause in _alike(claim, passage, ours, role.span):
        others = [word for word in clause.words if _is_role(word) and word.sense not in claim.senses]
        if len(others) != 1 or _says(passage.text, clause) != _says(claim.text, ours):
            continue
        if _LOW.search(passage.text, *clause.span):
            continue
        back = covered(_without(passage.text, clause, others[0].span), claim.senses)
        if back >= _BACK and _before_verb(ours, role.span) == _before_verb(clause, others[0].span):
            return others[0]
    return None


def _is_role(word: ReadWord) -> bool:
    lower = word.text.lower()
    one = not lower.endswith("s") or lower.endswith("ss")  # of several, some may be the others
    return word.text == lower and one and lower in PEOPLE_NOUNS and lower not in _ANYBODY
