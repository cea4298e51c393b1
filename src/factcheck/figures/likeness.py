"""Whether two figures measure the same thing: surely, perhaps, or not, and then why.

Invariant: the answer is the same whichever figure comes first.
"""

from __future__ import annotations

from enum import Enum

from factcheck.figures import units
from factcheck.figures.lexicon import counted
from factcheck.figures.model import Figure, FigureKind, Role
from factcheck.figures.spelling import canonical

_RATED = frozenset({FigureKind.NUMBER, FigureKind.MONEY, FigureKind.MEASURE, FigureKind.PERCENTAGE})


class Alikeness(Enum):
    SURE = 1
    PERHAPS = 2
    HARDLY = 3  # the words for what is measured differ: that figures agree says something, that they differ nothing
    NONE = 4


def likeness(claim: Figure, evidence: Figure) -> tuple[Alikeness, str]:
    """How alike what they measure is, and for NONE the reason in words."""
    if claim.kind is FigureKind.DATE:
        return (Alikeness.SURE if same_event(claim, evidence) else Alikeness.PERHAPS), ""
    turned = "a level, not a change" if claim.role is Role.BY else "a change, not a level"
    rated, told = not _same_rate(claim, evidence), claim.kind is FigureKind.NUMBER or bool(claim.per and evidence.per)
    for differs, reason in (
        (not _same_role(claim, evidence), turned),
        (rated and told, "counted on something else"),
        (_apart(claim, evidence), "of another time"),
    ):
        if differs:
            return Alikeness.NONE, reason
    found = same_noun(claim, evidence)
    if rated and found is not Alikeness.NONE:
        return Alikeness.HARDLY, "counted on something else"
    if found in (Alikeness.NONE, Alikeness.HARDLY):
        return found, "a count of something else" if claim.kind is FigureKind.NUMBER else "of something else"
    return (Alikeness.PERHAPS if in_doubt(claim, evidence) else found), ""


def same_event(claim: Figure, evidence: Figure) -> bool:
    """Whether the same happened on the two dates: the words nearest to them agree, or two words do, or one that
    names an event of its own (a birth, a founding)."""
    ours, theirs = ([_root(word) for word in figure.noun.split()] for figure in (claim, evidence))
    shared = set(ours) & set(theirs)
    return bool(shared) and (len(shared) > 1 or ours[-1] == theirs[-1] or bool(shared & _EVENT_ROOTS))


def _root(word: str) -> str:
    word = counted.EVENTS.get(word, canonical(word))
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


_EVENT_ROOTS = frozenset(_root(word) for word in counted.EVENTS.values())


def _same_role(claim: Figure, evidence: Figure) -> bool:
    """An amount of change and a level are two things; a factor is always a change."""
    if FigureKind.CHANGE in (claim.kind, evidence.kind):
        return True
    return (claim.role is Role.BY) == (evidence.role is Role.BY)


def _same_rate(claim: Figure, evidence: Figure) -> bool:
    if _RATED.isdisjoint((claim.kind, evidence.kind)) or claim.per == evidence.per:
        return True
    return units.per_one(claim.per)[0] == units.per_one(evidence.per)[0]


def _apart(claim: Figure, evidence: Figure) -> bool:
    """Whether the sentences give dates for both that have no day in common."""
    if claim.when is None or evidence.when is None:
        return False
    return claim.when[1] < evidence.when[0] or evidence.when[1] < claim.when[0]


def in_doubt(claim: Figure, evidence: Figure) -> bool:
    """One is the state before a change, or denied, a mere "one" is an article, or the places have other names."""
    former = (claim.role is Role.FROM) != (evidence.role is Role.FROM)
    article = "one" in (claim.text.lower(), evidence.text.lower())
    return former or article or claim.denied or evidence.denied or elsewhere(claim, evidence)


def elsewhere(claim: Figure, evidence: Figure) -> bool:
    """Whether both have places and no word of their names in common: one may still lie inside the other."""
    ours, theirs = ({word for name in figure.places for word in name.lower().split()} for figure in (claim, evidence))
    return bool(ours and theirs and not ours & theirs)


def opposed(claim: Figure, evidence: Figure) -> str:
    """What makes two figures the opposite of each other, in words for a reader; empty where nothing does."""
    if claim.kind is FigureKind.DATE or evidence.kind is FigureKind.DATE:
        return ""
    if claim.direction * evidence.direction < 0 or claim.trend * evidence.trend < 0:
        return "one is a rise, the other a fall"
    ours, theirs = (
        counted.SIGNS.get(figure.noun.split()[-1] if figure.noun else "", 0) for figure in (claim, evidence)
    )
    return "one is a gain, the other a loss" if ours * theirs < 0 else ""


def same_noun(claim: Figure, evidence: Figure) -> Alikeness:
    """Whether what is counted is the same, as far as the words for it say."""
    unlike = Alikeness.NONE if claim.kind in (FigureKind.NUMBER, FigureKind.ORDINAL) else Alikeness.HARDLY
    if not claim.noun or not evidence.noun:
        other = claim.kind is FigureKind.ORDINAL and claim.noun != evidence.noun
        return Alikeness.NONE if other else Alikeness.PERHAPS
    ours, theirs = ([canonical(word) for word in figure.noun.split()] for figure in (claim, evidence))
    if len({ours[-1], theirs[-1]} & set(counted.FATES.values())) > 1:
        return Alikeness.NONE
    if ours[-1] == theirs[-1]:
        apart = bool(ours[1:] and theirs[1:] and not set(ours[:-1]) & set(theirs[:-1]))
        return Alikeness.PERHAPS if apart else Alikeness.SURE
    if counted.SIGNS.get(ours[-1], 0) * counted.SIGNS.get(theirs[-1], 0) < 0:
        return Alikeness.SURE
    if claim.kind is FigureKind.NUMBER and ours[-1] in counted.PEOPLE and theirs[-1] in counted.PEOPLE:
        return Alikeness.PERHAPS
    shared = set(ours) & set(theirs) and claim.kind is not FigureKind.ORDINAL
    return Alikeness.PERHAPS if shared else unlike
