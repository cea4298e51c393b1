"""Whether two figures that differ surely are of the same thing at the same time, as far as their sentences say.

Invariant: the answer is empty, which is sure, or says in words why not.
"""

from __future__ import annotations

import math

from factcheck.figures import units
from factcheck.figures.likeness import Alikeness, in_doubt, opposed, same_noun
from factcheck.figures.model import Figure, FigureComparison, FigureKind
from factcheck.figures.setting import Setting, Stretches, Surroundings, root
from factcheck.figures.spelling import canonical

HELD = 0.5
HELD_OF_THE_SAME = 0.25  # the same where they share some words, and the same is counted
DATE_HELD = 0.6  # the same for dates, of which a text has many
_SAME_NUMBER = 0.02  # the part by which two numbers may lie apart and be told of one thing
_YEAR = 365.2425
_FEW = 3  # words that a clause must have to be asked by itself


def shared(claim: Figure, evidence: Figure, ours: Surroundings, theirs: Surroundings) -> float:
    """The part of the claim's words around its figure that stand around the other: 0..1."""
    here, there = ours.of(claim), theirs.of(evidence)
    held = there.sentence | (theirs.names & here.names)
    parts = [here.sentence, here.clause] if len(here.clause) >= _FEW else [here.sentence]
    return max((len(part & held) / len(part) for part in parts if part), default=0.0)


def doubt(comparison: FigureComparison, ours: Surroundings, theirs: Surroundings) -> str:
    """Why a difference is not surely one of the same thing at the same time; empty if it is."""
    claim, evidence = comparison.claim, comparison.evidence
    if evidence is None:
        return "there is no counterpart"
    here, there = ours.of(claim), theirs.of(evidence)
    if claim.kind is FigureKind.DATE or claim.kind is FigureKind.ORDINAL:
        if ours.ends_a_time(claim) != theirs.ends_a_time(evidence):
            return "one is when something began or ended"
        return _of_a_date(comparison, shared(claim, evidence, ours, theirs))
    if in_doubt(claim, evidence):
        return "where, when or whether it was so is told otherwise"
    if claim.unit in units.AGES.values():
        return _of_an_age(comparison, here, there)
    if _narrower(claim, evidence, here, there, theirs.names):
        return "one may be a part of the other"
    if here.scope != there.scope:
        return f"of another scope: “{min(here.scope ^ there.scope)}”"
    if bool(here.expected) != bool(there.expected):
        return f"one is expected: “{min(here.expected | there.expected)}”"
    if there.possible and not here.possible:
        return f"the evidence's is possible: “{min(there.possible)}”"
    if _of_another_time(here, there):
        return "perhaps of another time"
    if _rivals(comparison, theirs):
        return "another figure there may be the counterpart"
    if same_noun(claim, evidence) is Alikeness.SURE and _turned(comparison):
        return ""
    held = shared(claim, evidence, ours, theirs)
    named = same_noun(claim, evidence) is Alikeness.SURE and len(here.sentence & there.sentence) >= _FEW
    if held < (HELD_OF_THE_SAME if named else HELD) or not _says_the_same(claim, evidence, here, there):
        return "the sentences have little in common"
    return ""


def _of_a_date(comparison: FigureComparison, held: float) -> str:
    if comparison.weak:
        return "perhaps of something else"
    return "" if held >= DATE_HELD else "the sentences have little in common"


def _of_an_age(comparison: FigureComparison, here: Setting, there: Setting) -> str:
    """Somebody of the same name has one age, but for the birthdays that may lie between the two days of writing."""
    claim, evidence = comparison.claim, comparison.evidence
    assert evidence is not None
    name = {root(word) for word in claim.noun.split()[-1:]}
    if comparison.weak or not name <= here.names & there.names:
        return "perhaps the age of somebody else"
    birthdays = math.ceil(abs(here.written - there.written) / _YEAR) if here.written and there.written else 1
    years = abs(comparison.difference or 0.0) * (units.UNITS[claim.unit].factor if claim.unit == evidence.unit else 1.0)
    return "a birthday may lie between" if years <= birthdays else ""


def _narrower(claim: Figure, evidence: Figure, here: Setting, there: Setting, names: frozenset[str]) -> bool:
    """Whether one counts "factory jobs" and the other "jobs", or nothing that its sentence names. ``names`` are those
    of the whole evidence."""
    ours, theirs = ([canonical(word) for word in figure.noun.split()] for figure in (claim, evidence))
    if claim.kind is not FigureKind.NUMBER:
        return same_noun(claim, evidence) is Alikeness.HARDLY
    if not ours or not theirs:
        named = {root(word) for word in ours or theirs}
        return not named or not named <= (there.sentence if ours else here.sentence)
    if same_noun(claim, evidence) is not Alikeness.SURE:
        return True
    more, less = {root(word) for word in ours[:-1]}, {root(word) for word in theirs[:-1]}
    taken_over = here.names & (names - there.sentence)  # of whom the sentences before tell
    return here.restricted != there.restricted or not (more <= there.clause | taken_over and less <= here.clause)


def _of_another_time(here: Setting, there: Setting) -> bool:
    """Whether the sentences name days that have none in common, or the number goes on growing between two days."""
    if here.days and there.days:
        return not _meet(here.days, there.days)
    if not (here.running and there.running):
        return False
    ours, theirs = (each.days or _day(each.written) for each in (here, there))
    return bool(ours or theirs) and not _meet(ours, theirs)


def _meet(ours: Stretches, theirs: Stretches) -> bool:
    return any(one[0] <= other[1] and other[0] <= one[1] for one in ours for other in theirs)


def _day(written: float | None) -> Stretches:
    return ((written, written),) if written else ()


def _rivals(comparison: FigureComparison, theirs: Surroundings) -> bool:
    """Whether the sentence has a further figure of the kind, of which nothing says that it counts something else."""
    evidence = comparison.evidence
    assert evidence is not None
    return any(
        other.kind is evidence.kind
        and other.unit == evidence.unit
        and other.role is evidence.role
        and same_noun(other, evidence) in (Alikeness.SURE, Alikeness.PERHAPS)
        for other in theirs.beside(evidence)
    )


def _turned(comparison: FigureComparison) -> bool:
    """Whether the same number of the same thing is a gain in one and a loss in the other, which is no chance."""
    claim, evidence = comparison.claim, comparison.evidence
    alike = abs((comparison.ratio or 0.0) - 1) <= _SAME_NUMBER
    return evidence is not None and alike and bool(opposed(claim, evidence))


def _says_the_same(claim: Figure, evidence: Figure, here: Setting, there: Setting) -> bool:
    """Whether a word besides names and what is counted is shared, for who is spoken of does not say what of them; one
    word alone says it only where what is counted is the same: "It cost £5" and "It cost £9"."""
    counted = same_noun(claim, evidence) is Alikeness.SURE
    if not counted and len(here.sentence & there.sentence) < _FEW - 1:
        return False
    noun = {root(word) for word in claim.noun.split()[-1:]} if claim.kind is FigureKind.NUMBER else set()
    telling = here.sentence - here.names - noun
    return not telling or bool(telling & there.sentence)
