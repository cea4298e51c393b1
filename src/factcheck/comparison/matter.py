"""Whether two figures that differ are surely said of the same thing at the same time.

Invariant: a doubt is a no; only what is sure here may carry *contradicts*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from factcheck.comparison.contexts import FigureContext, context, figures_of, is_date
from factcheck.comparison.texts import read_text
from factcheck.comparison.times import days_differ, is_set_against, tells_of_another_time
from factcheck.comparison.words import meaning
from factcheck.figures import Figure, FigureComparison, FigureKind, Relation, Role, compare
from factcheck.language.subjects import subject

_LEAST_OF_AN_AGE, _LEAST, _EVEN, _HALF, _MOST = (
    0.15,
    0.3,
    0.5,
    0.6,
    0.75,
)  # the part of the clause's words that the passage's sentence must hold
# What goes on being counted, so that another number is another hour's.
_ROUNDED = 0.1  # of a figure, at most lost by rounding
_OWNER = re.compile(r"([^\W\d_]+)(?:['’]s|s['’])(?!\w)")
_MOST_PAIRS = 600  # of figures, that are looked at one by one
_EVOLVING = frozenset(
    map(
        meaning,
        """killed injured missing arrested displaced rescued infected evacuated bodies survivors cases victims damaged
        destroyed collapsed affected fled recovered died recalled hospitalised trapped""".split(),
    )
)


class Matter:
    """The two texts with their dates, and what of their figures is surely the same matter."""

    def __init__(self, claim: str, passage: str, claim_date: date | None, passage_date: date | None) -> None:
        self.claim, self.passage = claim, passage
        self.claim_date, self.passage_date = claim_date, passage_date
        self.ours = figures_of(claim, claim_date)
        self.theirs = figures_of(passage, passage_date)

    def surest(self, figure: Figure) -> FigureComparison | None:
        """The first figure of the passage that surely differs from the claim's ``figure`` in the same matter. When
        each was so is asked of the sentences here, where a year that is only compared with says nothing."""
        if len(self.ours) * len(self.theirs) > _MOST_PAIRS:  # a table, of which no sentence tells what belongs together
            return None
        for each in self.theirs:
            if each.kind is not figure.kind or not self._near_alike(figure, each):
                continue
            found = compare(*(_undated(one, is_measured(figure) and is_measured(each)) for one in (figure, each)))
            if found.is_sure_difference and self.is_same(found):
                return found
        return None

    def _near_alike(self, one: Figure, other: Figure) -> bool:
        """Whether a word stands near both: without one they are never the same matter."""
        ours, theirs = context(self.claim, one), context(self.passage, other)
        return bool(ours and theirs and ours.near & theirs.near)

    def is_same(self, compared: FigureComparison) -> bool:
        """Whether a comparison of two figures that differ is of the same thing at the same time."""
        return not self.doubt(compared)

    def doubt(self, compared: FigureComparison) -> str:
        """Why two figures that differ may be of different things, in a reader's words; "" if nothing says so."""
        if compared.evidence is None:
            return "no counterpart"
        ours, theirs = context(self.claim, compared.claim), context(self.passage, compared.evidence)
        if ours is None or theirs is None or theirs.sentence.asks:
            return "asked, not said"
        for doubt, reason in (
            (self._met_elsewhere(compared), "both texts have the other figure too"),
            (self._is_part(compared.evidence), "part of a longer figure"),
            (not _comparable(ours, theirs), "perhaps of another part or measure"),
            (not _same_names(ours, self.passage), "perhaps of somebody else"),
            (_elsewhere(self.claim, theirs), "perhaps of a part or of another"),
            (_of_a_part(self.claim, ours, self.passage, theirs), "of a part"),
            (self._of_another_time(ours, theirs), "of another time"),
            (self._listed(ours, theirs), "perhaps another of several"),
            (not self._same_matter(compared, ours, theirs), "perhaps of something else"),
        ):
            if doubt:
                return reason
        return ""

    def _listed(self, ours: FigureContext, theirs: FigureContext) -> bool:
        """Whether one is of a list of such figures, and nothing in its own part shows that the other is the same."""
        several = _several(self.ours, ours) or _several(self.theirs, theirs)
        return several and not (ours.part & theirs.part)

    def _same_matter(self, compared: FigureComparison, ours: FigureContext, theirs: FigureContext) -> bool:
        covered = _covered(ours, theirs, self.passage)
        if is_date(ours.figure):
            return covered >= (_MOST if compared.weak else _HALF) and self._same_day_meant(
                ours, theirs, compared.weak, covered
            )
        if _evolves(ours) and self.passage_date is None and covered < _HALF:
            return False
        least = _LEAST_OF_AN_AGE if ours.figure.unit.endswith("of age") else _LEAST
        return covered >= least and _same_event(ours, theirs, covered)

    def _met_elsewhere(self, compared: FigureComparison) -> bool:
        """Whether the claim's figure stands in the passage after all, or the passage's in the claim."""
        ours, theirs = compared.claim, compared.evidence
        assert theirs is not None
        return any(_alike(ours, each) for each in self.theirs) or any(
            compare(each, theirs).relation is Relation.EQUAL
            for each in self.ours
            if each.span != ours.span and _close(each, theirs)
        )

    def _is_part(self, figure: Figure) -> bool:
        """Whether a figure belongs to one of two parts: "five minutes and 53 seconds"."""
        for each in self.theirs:
            gap = self.passage[each.span.end : figure.span.start]
            back = self.passage[figure.span.end : each.span.start]
            if each.kind is figure.kind is FigureKind.MEASURE and (
                gap in (" and ", " ", ", ") or back in (" and ", " ")
            ):
                return True
        return False

    def _of_another_time(self, ours: FigureContext, theirs: FigureContext) -> bool:
        if is_date(ours.figure):
            return False
        dates = (self.claim_date, self.passage_date)
        if tells_of_another_time(self.claim, self.passage, theirs.sentence.span, *dates):
            return True
        return _evolves(ours) and days_differ([each for each in self.ours if is_date(each)], *dates)

    def _same_day_meant(self, ours: FigureContext, theirs: FigureContext, weak: bool, covered: float) -> bool:
        """Whether two dates are surely those of one event, and no other date of the passage is the claim's."""
        if not any(map(str.isdigit, theirs.figure.text)) or theirs.figure.unit not in ("day", "day of the year"):
            return False
        if is_set_against(self.claim, ours.figure.span) or is_set_against(self.passage, theirs.figure.span):
            return False
        beside = [each for each in self.ours if not is_date(each) and ours.clause.span.contains(each.span)]
        if not all(any(_alike(each, other) for other in self.theirs) for each in beside):
            return False  # another day's figures
        agreeing = (Relation.EQUAL, Relation.CONTAINS, Relation.WITHIN, Relation.OVERLAPS)
        if any(is_date(each) and compare(ours.figure, each).relation in agreeing for each in self.theirs):
            return False
        if not ours.near & theirs.near:
            return False
        return bool(ours.events & theirs.events) or (not weak and covered >= _MOST)


def _several(figures: Sequence[Figure], one: FigureContext) -> bool:
    """Whether the clause has another figure of the same kind and unit."""
    return any(
        each.span != one.figure.span
        and (each.kind, each.unit) == (one.figure.kind, one.figure.unit)
        and one.clause.span.contains(each.span)
        for each in figures
    )


def _close(one: Figure, other: Figure) -> bool:
    """Whether two figures may be equal but for rounding; quick."""
    return one.kind is other.kind and abs(one.low - other.low) <= max(_ROUNDED * abs(one.low), 1.0)


def _undated(figure: Figure, measured: bool) -> Figure:
    """A figure without its day, and without what it counts where nothing is counted."""
    return replace(figure, when=None, noun="" if measured else figure.noun)


def is_measured(figure: Figure) -> bool:
    """Whether a number without a unit is read off a scale, as its decimals show: "a magnitude of 6.4"."""
    return figure.kind is FigureKind.NUMBER and figure.low == figure.high < 1000 and not float(figure.low).is_integer()


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind is other.kind and (one.low, one.high) == (other.low, other.high)


def _evolves(one: FigureContext) -> bool:
    """Whether more or fewer may be counted an hour later."""
    words = {*map(meaning, one.figure.noun.split())} | one.near | one.events
    return one.figure.kind is FigureKind.NUMBER and bool(words & _EVOLVING)


def _comparable(ours: FigureContext, theirs: FigureContext) -> bool:
    """Whether nothing about the figures themselves leaves a doubt: role, place, scope, what is counted."""
    one, other = ours.figure, theirs.figure
    if one.unit == "year of age" and abs(one.low - other.low) <= 1:
        return False  # a birthday may lie between
    if one.denied or other.denied or (one.role is Role.FROM) != (other.role is Role.FROM):
        return False
    if "one" in (one.text.lower(), other.text.lower()) or ours.scopes ^ theirs.scopes:
        return False
    return is_date(one) or _same_counted(one, other)


def _same_counted(one: Figure, other: Figure) -> bool:
    """Whether both count the same, as narrowly: "46,000 factory jobs" are none of "12,000 jobs"."""
    if is_measured(one) and is_measured(other):
        return True
    if one.kind is FigureKind.NUMBER and not one.noun:
        return False  # "six of them"
    if not one.noun or not other.noun:
        return True
    ours, theirs = ([meaning(word) for word in figure.noun.split()] for figure in (one, other))
    if ours[-1] != theirs[-1]:
        return False
    return set(theirs) <= set(ours) or (one.kind is not FigureKind.NUMBER and set(ours) <= set(theirs))


def _same_names(ours: FigureContext, passage: str) -> bool:
    """Whether a name of the claim's clause stands in the passage, if the clause has any."""
    return not ours.names or bool(ours.names & read_text(passage).senses)


def _elsewhere(claim: str, theirs: FigureContext) -> bool:
    """Whether the passage's figure is bounded by a name or a day that the claim does not have: "80 flights from
    Heathrow", "on Sunday 3,000"."""
    return bool(theirs.names) and not theirs.names & read_text(claim).senses


def _of_a_part(claim: str, ours: FigureContext, passage: str, theirs: FigureContext) -> bool:
    """Whether the passage speaks of something of what the claim speaks of: "the company" and "its plant in Velm", "the
    festival" and "the first day of the festival"."""
    mine, others = subject(claim, ours.clause.span), subject(passage, theirs.clause.span)
    if not mine or len(others) < 2:
        return False
    head, *beside = meaning(others[-1]), *map(meaning, others[:-1])
    if meaning(mine[-1]) != head:
        return meaning(mine[-1]) in beside
    owners = {meaning(match[1]) for match in _OWNER.finditer(passage, *theirs.clause.span)} & set(beside)
    return not owners <= read_text(claim).senses


def _covered(ours: FigureContext, theirs: FigureContext, passage: str) -> float:
    """The weighed part of the claim's clause in the passage's sentence, its names wherever in the passage."""
    everywhere = read_text(passage).senses
    total = sum(weight for _, weight in ours.weights)
    held = sum(
        weight
        for word, weight in ours.weights
        if word in theirs.sentence.senses or (word in ours.names and word in everywhere)
    )
    return held / total if total else 0.0


def _same_event(ours: FigureContext, theirs: FigureContext, covered: float) -> bool:
    """Whether the same is said of both: a word beside what is counted, the same turn, or the same fate."""
    one, other = ours.figure, theirs.figure
    counted = {meaning(word) for figure in (one, other) for word in figure.noun.split()}
    shared = (ours.about & theirs.about) - counted
    if not ours.near & theirs.near:
        return False
    if (ours.events & theirs.events) - counted or (len(shared) > 1 and covered >= _HALF):
        return True
    others_deed = (
        ours.events and theirs.events and not ours.events & theirs.events
    )  # sold for one sum, valued at another
    sized = one.kind is not FigureKind.NUMBER or is_measured(one)
    if sized and not others_deed and covered >= _EVEN and ours.about & theirs.about & ours.near & theirs.near:
        return True  # a rate, a sum or a size is of what it is said of; a count is of what happened to those counted
    if not _evolves(ours) and not others_deed and len(ours.about & theirs.about) >= _MOST * max(len(ours.about), 1):
        return True
    fates = [({*map(meaning, each.figure.noun.split())} | each.near) & _EVOLVING for each in (ours, theirs)]
    return bool(fates[0] & fates[1]) or one.direction == other.direction != 0 or one.unit.endswith("of age")
