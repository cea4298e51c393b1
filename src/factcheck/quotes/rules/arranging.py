"""Who said it: the rules tried on a statement in the order of the table, and what they find arranged.

Invariant: only the outermost of nested attributions is returned, contents of one statement never
overlap, and no rule sees more than a statement, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.questions import QUESTION_PUT
from factcheck.quotes.rules.rule import Reads, Rule
from factcheck.quotes.rules.source_first import PARTICIPLE
from factcheck.quotes.rules.table import rules_that_read


def attributions(statement: Statement, without: Collection[str] = ()) -> list[Attributed]:
    """The attributions of a statement, in order, none inside another's content.

    A content that stands first takes in the whole sentence before its source, so those rules go
    first; then the rest is read from left to right. ``without`` names rules to leave out.
    """
    found: list[Attributed] = []
    for cue in statement.cues:
        found.extend(_of_cue_behind(statement, cue, found, without))
    for rule in rules_that_read(Reads.STATEMENT, without):
        found.extend(attempt(rule, statement, found))
    for cue in statement.cues:
        found.extend(_fitted(_of_cue_before(statement, cue, found, without), found))
    for rule in rules_that_read(Reads.REMAINDER, without):
        found.extend(_fitted(attempt(rule, statement, found), found))
    worded = [fitted for hit in found if (fitted := _with_words(statement, hit)) is not None]
    return sorted(worded, key=lambda hit: min(start for start, _ in hit.parts()))


def attempt(rule: Rule, statement: Statement, found: Iterable[Attributed] = ()) -> Iterator[Attributed]:
    """What a rule that reads statements finds in one, beside what was ``found`` already."""
    for hit in rule.func(statement, list(found)):
        yield _stamped(hit, rule)


def attempt_at(rule: Rule, statement: Statement, cue: Cue, floor: int = 0) -> Attributed | None:
    """What a rule that reads verbs of saying finds at one, in words from token ``floor`` on."""
    hit = rule.func(statement, cue, floor)
    return None if hit is None else _stamped(hit, rule)


def _stamped(hit: Attributed, rule: Rule) -> Attributed:
    return Attributed(hit.content, hit.cue, hit.source, hit.hearer, hit.sure, rule.name, rule.certainty(hit.sure))


def _of_cue_behind(
    statement: Statement, cue: Cue, found: Iterable[Attributed], without: Collection[str]
) -> list[Attributed]:
    """What was said before ``cue``, in words that no attribution before it has taken."""
    floor = max((end for hit in found for _, end in hit.parts()), default=0)
    if cue.first < floor:
        return []
    return _first_hit(Reads.CUE_BEHIND, statement, cue, floor, without)


def _of_cue_before(
    statement: Statement, cue: Cue, found: Collection[Attributed], without: Collection[str]
) -> list[Attributed]:
    """What is said behind ``cue``, unless the cue itself is part of another attribution."""
    if any(start <= cue.verb < end for hit in found for start, end in hit.parts()):
        return []
    floor = max((end for part in _main(statement, found) for start, end in part if start <= cue.first), default=0)
    hits = _first_hit(Reads.CUE_BEFORE, statement, cue, floor, without)
    return [_carried_on(hit, cue, found) for hit in hits]


def _first_hit(reads: Reads, statement: Statement, cue: Cue, floor: int, without: Collection[str]) -> list[Attributed]:
    for rule in rules_that_read(reads, without):
        hit = attempt_at(rule, statement, cue, floor)
        if hit is not None:
            return [hit]
    return []


def _carried_on(hit: Attributed, cue: Cue, found: Iterable[Attributed]) -> Attributed:
    """``hit`` of a participle right behind another attribution, with the source of that: …, he said, | adding …"""
    if hit.rule != PARTICIPLE:
        return hit
    for other in found:
        if other.source and other.cue and max(other.cue[1], other.source[1]) == cue.first - 1:
            return replace(hit, source=other.source)
    return hit


def _main(statement: Statement, found: Collection[Attributed]) -> Iterator[Iterator[Range]]:
    """The parts of all but questions in an aside: "Ruiz, asked about the cost, | said no"."""
    for hit in found:
        aside = hit.rule == QUESTION_PUT and hit.cue is not None and hit.cue[0] > 0
        if not (aside and hit.cue is not None and statement.tokens[hit.cue[0] - 1].low == ","):
            yield hit.parts()


def _fitted(hits: Iterable[Attributed], found: Collection[Attributed]) -> Iterator[Attributed]:
    """Those of ``hits`` that have room beside what was ``found``, which grows by each before the next, cut to it."""
    for hit in hits:
        fitted = _beside(hit, found)
        if fitted is not None:
            yield fitted


def _beside(hit: Attributed, found: Collection[Attributed]) -> Attributed | None:
    """``hit`` with its content cut where another attribution's parts begin; None if nothing is left."""
    if hit.source is not None:
        holder = next((other for other in found if _inside(hit.source, other.content)), None)
        hit = replace(hit, source=holder.source) if holder is not None else hit  # "…, Ruiz said, | adding that …"
    taken = [part for other in found for part in other.parts()]
    if any(first <= start < last for start, _ in hit.content for first, last in taken):
        return None
    cut = ((start, min([end, *(first for first, _ in taken if first > start)])) for start, end in hit.content)
    return replace(hit, content=tuple(cut))


def _inside(part: Range, content: Collection[Range]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in content)


def _with_words(statement: Statement, hit: Attributed) -> Attributed | None:
    """``hit`` without the parts of content and hearer that are marks alone; None if no content is left."""
    kept = tuple(part for part in hit.content if _worded(statement, part))
    hearer = hit.hearer if hit.hearer is not None and _worded(statement, hit.hearer) else None
    return None if hit.content and not kept else replace(hit, content=kept, hearer=hearer)


def _worded(statement: Statement, part: Range) -> bool:
    return any(token.word for token in statement.tokens[slice(*part)])
