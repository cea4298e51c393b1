"""Why a quotation is given to its speaker: the rule that fired, and what else was considered.

Invariant: the quotations explained are those of ``extract``; explaining them changes none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from factcheck.domain import BODY_KINDS, Article, Quotation, Span, SpeakerKind
from factcheck.quotes.assembly import HEADLINES, extract
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement, read_statements
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.mentions import Mention
from factcheck.quotes.people.names import Gender
from factcheck.quotes.people.speakers import Cast
from factcheck.quotes.rules.arranging import attempt, attempt_at, attributions
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.rule import Reads
from factcheck.quotes.rules.set_apart import FLOATING
from factcheck.quotes.rules.table import rule_named, rules_that_read
from factcheck.quotes.unseen import as_seen

_SHOWN = 6  # rivals and candidates of a quotation
_BY_CUE = (Reads.CUE_BEHIND, Reads.CUE_BEFORE)
_BY_STATEMENT = (Reads.STATEMENT, Reads.REMAINDER)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another attribution of the same words that some rule proposed, and why it lost."""

    rule: str
    cue: Span | None
    source: Span | None
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """Somebody a pronoun or a short name could have stood for, and why he or she was chosen or not."""

    name: str
    why: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """``example`` is the first of the rule's own, on one line."""

    quotation: Quotation
    example: str
    rivals: tuple[Rival, ...]
    candidates: tuple[SpeakerCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mention and whom the cast could have chosen at the moment it was asked."""

    mention: Mention
    recent: tuple[Member, ...]  # the last spoken of first
    namesakes: tuple[Member, ...]


@as_seen
def explain(article: Article, without: Collection[str] = ()) -> tuple[Explanation, ...]:
    """``extract(article, without)``, each quotation with its reasons."""
    asked: dict[Span, _Asked] = {}

    def watch(mention: Mention, cast: Cast, sentence: int) -> None:
        recent = tuple(dict.fromkeys(member for _, member in cast.trail.recent(sentence))) if mention.pronoun else ()
        namesakes = tuple(cast.namesakes(mention.name)) if mention.name else ()
        asked.setdefault(mention.span, _Asked(mention, recent, namesakes))

    quotations = extract(article, without, watch)
    rivalry = _Rivalry(sorted(read_statements(article, BODY_KINDS | HEADLINES), key=lambda item: item.span), without)
    return tuple(
        Explanation(
            quotation,
            rule_named(quotation.rule).examples[0].line,
            tuple(rivalry.of(quotation))[:_SHOWN],
            tuple(_candidates(quotation, asked.get(quotation.source) if quotation.source else None))[:_SHOWN],
        )
        for quotation in quotations
    )


# -- rival attributions -------------------------------------------------------------------


class _Rivalry:
    """All that the rules would find in a statement if each were alone."""

    def __init__(self, statements: Sequence[Statement], without: Collection[str]) -> None:
        self._statements = statements
        self._without = without
        self._read: tuple[Statement, list[Attributed], set[tuple[str, Range | None]]] | None = None

    def of(self, quotation: Quotation) -> Iterator[Rival]:
        """What was proposed for words of ``quotation`` and is no attribution of the article."""
        statement = self._statement((quotation.cue or quotation.source or quotation.content[0]).start)
        borrowed = quotation.rule == FLOATING  # its source stands elsewhere
        if statement is None or borrowed or not (quotation.cue or quotation.source):
            return
        hits, won = self._alone(statement)
        for hit in hits:
            cue = statement.span_of(*hit.cue) if hit.cue else None
            content = [statement.span_of(*part) for part in hit.content]
            shared = any(part.overlaps(own) for part in content for own in quotation.content)
            if (hit.rule, hit.cue) in won or not (shared or (cue and cue == quotation.cue)):
                continue
            source = statement.span_of(*hit.source) if hit.source else None
            yield Rival(hit.rule, cue, source, _why_lost(quotation, cue))

    def _statement(self, offset: int) -> Statement | None:
        at = bisect_right(self._statements, offset, key=lambda statement: statement.span.start) - 1
        return self._statements[at] if at >= 0 and offset < self._statements[at].span.end else None

    def _alone(self, statement: Statement) -> tuple[list[Attributed], set[tuple[str, Range | None]]]:
        if self._read is None or self._read[0] is not statement:
            won = {(hit.rule, hit.cue) for hit in attributions(statement, self._without)}
            self._read = (statement, list(_each_alone(statement, self._without)), won)
        return self._read[1:]


def _each_alone(statement: Statement, without: Collection[str]) -> Iterator[Attributed]:
    for rule in chain.from_iterable(rules_that_read(reads, without) for reads in _BY_CUE):
        hits = (attempt_at(rule, statement, cue) for cue in statement.cues)
        yield from (hit for hit in hits if hit is not None)
    for rule in chain.from_iterable(rules_that_read(reads, without) for reads in _BY_STATEMENT):
        yield from attempt(rule, statement)


def _why_lost(quotation: Quotation, cue: Span | None) -> str:
    if cue is not None and cue == quotation.cue:
        return "the rule that fired is tried before it on the same cue"
    if cue is not None and any(content.contains(cue) for content in quotation.content):
        return "its cue stands inside the words quoted, and the outermost attribution counts"
    return "the words it would take were taken before it"


# -- candidates of the cast ---------------------------------------------------------------


def _candidates(quotation: Quotation, asked: _Asked | None) -> Iterator[SpeakerCandidate]:
    """Whom the words for the source could have meant; nobody for a name in full or a common noun."""
    name = quotation.speaker.name if quotation.speaker else None
    if quotation.rule == FLOATING or asked is None:
        if name is not None and (quotation.rule == FLOATING or quotation.source is None):
            yield SpeakerCandidate(name, "spoke last before these words", True)
    elif asked.mention.pronoun:
        yield from _of_pronoun(asked, name)
    elif len(asked.namesakes) > 1 or any(member.name != asked.mention.name for member in asked.namesakes):
        yield from _of_name(asked, name)


def _of_pronoun(asked: _Asked, chosen: str | None) -> Iterator[SpeakerCandidate]:
    pronoun, decided = asked.mention.head, False
    for member in asked.recent:
        if member.full == chosen and not decided:
            decided = True
            yield SpeakerCandidate(member.full, f"the last spoken of that “{pronoun}” can mean{_because(member)}", True)
            continue
        unfit = _unfit(pronoun, member)
        later = "spoken of longer ago" if decided else f"“{pronoun}” cannot mean this"
        yield SpeakerCandidate(member.full, unfit or later, False)
    if chosen is not None and not decided:
        yield SpeakerCandidate(chosen, f"what the text was about last that “{pronoun}” can mean", True)


def _because(member: Member) -> str:
    return {Gender.FEMALE: ": a woman", Gender.MALE: ": a man", None: ""}[member.gender]


def _unfit(pronoun: str, member: Member) -> str:
    """Why ``member`` cannot be meant by the pronoun, "" if nothing speaks against it."""
    thing = member.kind in (SpeakerKind.BODY, SpeakerKind.DOCUMENT)
    if pronoun == "it":
        return "" if thing else "a person" if member.human else "not known to be a body"
    if pronoun == "they":
        single = "one person" if member.human else "not known to be a body or several people"
        return single if member.kind is SpeakerKind.PERSON else ""
    if thing:
        return f"a {member.kind}"
    if member.gender is (Gender.MALE if pronoun == "she" else Gender.FEMALE):
        return _because(member).removeprefix(": ")
    known = member.human or member.kind is SpeakerKind.ANONYMOUS
    return "" if known else "nothing but a capital says that this is a person"


def _of_name(asked: _Asked, chosen: str | None) -> Iterator[SpeakerCandidate]:
    words = " ".join(asked.mention.name)
    bearers = f"the only bearer of “{words}”" if len(asked.namesakes) == 1 else "the one that fits, last spoken of"
    for member in asked.namesakes:
        if member.full == chosen:
            yield SpeakerCandidate(member.full, bearers, True)
        else:
            yield SpeakerCandidate(member.full, _unlike(asked.mention, member), False)


def _unlike(mention: Mention, member: Member) -> str:
    if len(mention.name) > 1:
        return "another given name"
    if mention.gender is not None and member.gender not in (None, mention.gender):
        return _because(member).removeprefix(": ")
    return "spoken of longer ago"
