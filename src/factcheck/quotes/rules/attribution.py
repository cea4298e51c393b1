"""Who said it: the rules tried on a statement, and what they find arranged.

Invariant: only the outermost of nested attributions is returned, contents of one statement never
overlap, and no rule sees more than a statement, so the time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.endings import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.rules import content_first, headlines, questions, source_first
from factcheck.quotes.rules.found import CueRule, Found, StatementRule

CONTENT_FIRST: tuple[CueRule, ...] = (
    content_first.inverted_after_content,
    content_first.source_and_cue_after_content,
    content_first.as_somebody_said,
)
SOURCE_FIRST: tuple[CueRule, ...] = (
    source_first.inverted_before_content,
    source_first.object_relative,
    source_first.cue_before_content,
    source_first.relative_clause,
    source_first.infinitive,
    source_first.participle,
    source_first.wording_of_a_document,
    source_first.second_verb,
)
BETWEEN: tuple[StatementRule, ...] = (content_first.according_to, questions.question_put)
WITHOUT_VERB: tuple[StatementRule, ...] = (
    headlines.headline_with_its_source_last,
    headlines.headline_with_a_dash,
    source_first.colon_before_content,
    source_first.noun_of_saying,
    source_first.passive,
)


@cache
def rule_name(rule: CueRule | StatementRule) -> str:
    """``inverted_after_content`` → "inverted after content", as quotations name it."""
    return rule.__name__.replace("_", " ")


def attributions(statement: Statement, without: Collection[str] = ()) -> list[Found]:
    """The attributions of a statement, in order, none inside another's content.

    A content that stands first takes in the whole sentence before its source, so those rules go
    first; then the rest is read from left to right. ``without`` names rules to leave out.
    """
    found: list[Found] = []
    for cue in statement.cues:
        floor = max((end for hit in found for _, end in hit.parts()), default=0)
        if cue.first >= floor:
            found.extend(_first_hit(CONTENT_FIRST, statement, cue, floor, without))
    for rule in BETWEEN:
        if rule_name(rule) not in without:
            found.extend(_named(hit, rule) for hit in rule(statement, list(found)))
    for cue in statement.cues:
        if not any(start <= cue.verb < end for hit in found for start, end in hit.parts()):
            floor = max(
                (end for part in _main(statement, found) for start, end in part if start <= cue.first), default=0
            )
            hits = [_carried_on(hit, cue, found) for hit in _first_hit(SOURCE_FIRST, statement, cue, floor, without)]
            found.extend(fitted for hit in hits if (fitted := _beside(hit, found)) is not None)
    for rule in WITHOUT_VERB:
        if rule_name(rule) not in without:
            hits = [_named(hit, rule) for hit in rule(statement, list(found))]
            found.extend(fitted for hit in hits if (fitted := _beside(hit, found)) is not None)
    worded = [fitted for hit in found if (fitted := _with_words(statement, hit)) is not None]
    return sorted(worded, key=lambda hit: min(start for start, _ in hit.parts()))


def _with_words(statement: Statement, hit: Found) -> Found | None:
    """``hit`` without the parts of content and hearer that are marks alone; None if no content is left."""
    kept = tuple(part for part in hit.content if _worded(statement, part))
    hearer = hit.hearer if hit.hearer is not None and _worded(statement, hit.hearer) else None
    return None if hit.content and not kept else replace(hit, content=kept, hearer=hearer)


def _worded(statement: Statement, part: Range) -> bool:
    return any(token.word for token in statement.tokens[slice(*part)])


def _first_hit(
    rules: Collection[CueRule], statement: Statement, cue: Cue, floor: int, without: Collection[str]
) -> list[Found]:
    for rule in rules:
        if rule_name(rule) not in without:
            hit = rule(statement, cue, floor)
            if hit is not None:
                return [_named(hit, rule)]
    return []


def _carried_on(hit: Found, cue: Cue, found: Iterable[Found]) -> Found:
    """``hit`` of a participle right behind another attribution, with the source of that: …, he said, | adding …"""
    if hit.rule != rule_name(source_first.participle):
        return hit
    for other in found:
        if other.source and other.cue and max(other.cue[1], other.source[1]) == cue.first - 1:
            return replace(hit, source=other.source)
    return hit


def _named(hit: Found, rule: CueRule | StatementRule) -> Found:
    return Found(hit.content, hit.cue, hit.source, hit.hearer, hit.confidence, rule_name(rule))


def _main(statement: Statement, found: Collection[Found]) -> Iterator[Iterator[Range]]:
    """The parts of all but questions in an aside: "Ruiz, asked about the cost, | said no"."""
    for hit in found:
        aside = hit.rule == questions.RULE and hit.cue is not None and hit.cue[0] > 0
        if not (aside and hit.cue is not None and statement.tokens[hit.cue[0] - 1].low == ","):
            yield hit.parts()


def _inside(part: Range, content: Collection[Range]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in content)


def _beside(hit: Found, found: list[Found]) -> Found | None:
    """``hit`` with its content cut where another attribution's parts begin; None if nothing is left."""
    if hit.source is not None:
        holder = next((other for other in found if _inside(hit.source, other.content)), None)
        hit = replace(hit, source=holder.source) if holder is not None else hit  # "…, Ruiz said, | adding that …"
    taken = [part for other in found for part in other.parts()]
    if any(first <= start < last for start, _ in hit.content for first, last in taken):
        return None
    cut = ((start, min([end, *(first for first, _ in taken if first > start)])) for start, end in hit.content)
    return replace(hit, content=tuple(cut))
