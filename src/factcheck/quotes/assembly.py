"""From attributions to quotations: speakers resolved, pieces joined, floating quotations given a speaker.

Invariant: quotations come in the order of their first words; what a paragraph holds depends on
the paragraphs before it only through who spoke last and a quotation left open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from factcheck.domain import (
    BODY_KINDS,
    Article,
    BlockKind,
    Quotation,
    QuotationKind,
    Reported,
    Span,
    Speaker,
    SpeakerKind,
)
from factcheck.language import function_words
from factcheck.language.identification import is_english
from factcheck.quotes.foreign import reading
from factcheck.quotes.grammar import marks
from factcheck.quotes.grammar.endings import Range
from factcheck.quotes.grammar.phrases import is_verb, phrase_before
from factcheck.quotes.grammar.statements import Statement, read_statements
from factcheck.quotes.lexicon import roles
from factcheck.quotes.nested import reported
from factcheck.quotes.people.genders import learn_genders
from factcheck.quotes.people.mentions import Mention, names_in, read
from factcheck.quotes.people.speakers import Cast, Member
from factcheck.quotes.people.topics import topic
from factcheck.quotes.pull_quotes import without_pull_quotes
from factcheck.quotes.rules.attribution import attributions
from factcheck.quotes.rules.found import Found
from factcheck.quotes.rules.questions import RULE as QUESTION
from factcheck.quotes.turns import RULE as SPEAKER_LABEL
from factcheck.quotes.turns import Turn, find_turns

HEADLINES = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
Watch = Callable[[Mention, Cast, int], None]  # told of a mention, before the cast resolves it in a statement
AFTER_INDIRECT = "quotation after indirect speech"
FLOATING = "floating quotation"
SIGNED = "name behind a dash"
PULL_QUOTE = "pull quote"
RULES = {  # what the assembly joins by itself
    AFTER_INDIRECT: "``Ana Ruiz said the bridge is safe. “We tested it twice.”`` By the same speaker",
    FLOATING: "``“We tested it twice.”`` Alone in its statement, it is whose words stand before it",
    SIGNED: "``“We tested it twice.” — Ana Ruiz, engineer`` Alone in its statement, with a name behind a dash",
    PULL_QUOTE: "``“We tested it twice.”`` Set apart, it is left out if the article quotes the same words elsewhere",
}
_LONGEST_SIGNATURE = 14  # tokens of a dash, a name and a role
_FLOATING_WORDS = 4  # fewer words in marks without a cue are a name or a scare quote


def extract(article: Article, without: Collection[str] = (), watch: Watch | None = None) -> tuple[Quotation, ...]:
    """Every quotation of ``article``'s title, standfirst and body, in the order of the text.

    A quotation whose source cannot be named is returned with ``speaker`` None. ``without`` names
    rules to leave out (see ``attribution``), to measure what each is worth; ``watch`` sees the cast
    at every mention of a source (see ``explaining``). A text that is not English is read by ``foreign``.
    """
    if not is_english(article.text):
        return _in_marks(article, reading.read(article, without))
    body = list(chain.from_iterable(map(_signature_apart, read_statements(article, BODY_KINDS))))
    heads = list(read_statements(article, HEADLINES))
    names = {statement.span: list(names_in(statement.text, statement.tokens)) for statement in (*body, *heads)}
    cast = Cast(mention for found in names.values() for _, mention in found)
    learn_genders(cast, body, names)
    turns = find_turns(body, cast) if SPEAKER_LABEL not in without else {}
    found = [*_Reader(cast, names, without, watch, turns).read(body), *_Reader(cast, names, without, watch).read(heads)]
    if PULL_QUOTE not in without:
        found = without_pull_quotes(article.text, found, FLOATING)
    return _in_marks(article, sorted(found, key=lambda quotation: quotation.content[0]))


def _in_marks(article: Article, found: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """``found``, each told which parts of its content stand in quotation marks."""
    return tuple(replace(one, parts=marks.parts(article, one.kind, one.content)) for one in found)


@dataclass(slots=True)
class _Draft:
    """A quotation whose content may still grow."""

    quotation: Quotation
    content: list[Span]
    within: list[Reported] = field(default_factory=list)

    def parts_behind(self, start: int) -> list[Span]:
        """What of the content stands behind ``start``, in the order of the text."""
        first = bisect_right(self.content, start, key=lambda part: part.end)
        return [Span(max(part.start, start), part.end) for part in self.content[first:]]

    def finished(self) -> Quotation:
        return replace(self.quotation, content=tuple(self.content), within=tuple(self.within))


@dataclass(slots=True)
class _Reader:
    """Goes through statements in order, remembering who spoke last and what is still open."""

    cast: Cast
    names: Mapping[Span, list[tuple[int, Mention]]]  # by statement, with their tokens
    without: Collection[str]
    watch: Watch | None = None
    turns: Mapping[int, Turn] = field(default_factory=dict)  # by paragraph
    number: int = 0
    drafts: list[_Draft] = field(default_factory=list)
    place: Statement | None = None  # where the last quotation stands
    awaiting: Quotation | None = None  # announced by a colon at the end of a statement

    def read(self, statements: Iterable[Statement]) -> list[Quotation]:
        for statement in self._looked_into(statements):
            self.number += 1
            if (turn := self.turns.get(statement.paragraph)) is not None:
                self._take_turn(statement, turn)
                continue
            hits = attributions(statement, self.without)
            if SIGNED not in self.without and self._take_signature(statement):
                continue
            set_off = statement.block is BlockKind.BLOCK_QUOTE and (
                self.awaiting is not None or self._in_block_quote(statement) or not any(hit.content for hit in hits)
            )
            loose = _loose_quotation(statement, set_off) if set_off or not any(hit.content for hit in hits) else None
            if loose is not None:
                self._take_loose(statement, loose)
                continue
            quotations = self._quotations(statement, hits)
            whole = [quotation for quotation in quotations if quotation.content]
            before = self._left_open_before(statement, whole)
            self.drafts.extend(_Draft(quotation, list(quotation.content)) for quotation in whole)
            if before is not None:
                self._open_with(before, len(whole))
            self.place = statement if whole else self.place
            self.awaiting = next((quotation for quotation in quotations if not quotation.content), None)
        return [draft.finished() for draft in self.drafts]

    def _looked_into(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """``statements``; once one is read, what its quotations tell of others is added to them."""
        for statement in statements:
            yield statement
            if (about := topic(statement)) is not None:
                self.cast.is_about(about, self.number)
            for draft in reversed(self.drafts):
                if draft.content[-1].end <= statement.span.start:
                    break
                for place in draft.parts_behind(statement.span.start):
                    speaker = draft.quotation.speaker
                    draft.within += reported(statement, place, speaker, self.cast, self.number, self.without)

    def _take_turn(self, statement: Statement, turn: Turn) -> None:
        """A statement of a transcript: a new turn by its label, or the last one going on."""
        self.place, self.awaiting = statement, None
        start = statement.tokens[turn.start if statement.first else 0].start
        span = _without_marks(statement, Span(start, statement.span.end))
        last = self.drafts[-1] if self.drafts else None
        if last is not None and not statement.first:
            last.content[-1] = Span(last.content[-1].start, span.end)
        elif last is not None and turn.mention is None:
            last.content.append(span)
        elif turn.mention is not None:
            speaker = self._labelled(statement, turn, turn.mention)
            source, confidence = turn.mention.span, 0.9 if speaker else 0.45
            said = Quotation(QuotationKind.DIRECT, (), None, source, None, speaker, SPEAKER_LABEL, confidence)
            self.drafts.append(_Draft(said, [span]))

    def _labelled(self, statement: Statement, turn: Turn, label: Mention) -> Speaker | None:
        """Whose label it is; an "A" is the only person that the text before has spoken of, if there is one."""
        if turn.asks:
            return Speaker("interviewer", label.span.of(statement.text), None, SpeakerKind.ANONYMOUS)
        if turn.answers:
            return self.cast.only_person(label.span.of(statement.text), self.number)
        self.cast.is_person(label)
        return self.cast.resolve(label, self.number, statement.text)

    def _take_loose(self, statement: Statement, span: Span) -> None:
        """A statement all in marks: what a colon announced, what goes on from before, or a floating quotation."""
        last = next((draft for draft in self.drafts[-1:-4:-1] if draft.quotation.rule != QUESTION), None)
        if self.awaiting is not None:
            self.drafts.append(_Draft(replace(self.awaiting, kind=QuotationKind.DIRECT), [span]))
            self.awaiting = None
        elif last is not None and self._goes_on(statement) and last.quotation.kind is not QuotationKind.INDIRECT:
            last.content.append(span)
        elif last is not None and self._goes_on(statement) and AFTER_INDIRECT not in self.without:
            after = replace(last.quotation, kind=QuotationKind.DIRECT, rule=AFTER_INDIRECT)
            self.drafts.append(_Draft(after, [span]))
        elif FLOATING in self.without or len(span.of(statement.text).split()) < _FLOATING_WORDS:
            return
        else:
            near = self.place is not None and statement.paragraph - self.place.paragraph <= 1
            known = last is not None and (near or statement.block is not BlockKind.BLOCK_QUOTE)
            speaker, source = (
                (last.quotation.speaker, last.quotation.source) if last is not None and known else (None, None)
            )
            confidence = 0.5 if speaker else 0.2
            floating = Quotation(QuotationKind.DIRECT, (), None, source, None, speaker, FLOATING, confidence)
            self.drafts.append(_Draft(floating, [span]))
        self.place = statement

    def _goes_on(self, statement: Statement) -> bool:
        """Whether the last quotation stands in this paragraph, or was left open at the end of the one before."""
        if self.place is None:
            return False
        if self.place.paragraph == statement.paragraph or self._in_block_quote(statement):
            return True
        return self._left_open(statement)

    def _left_open(self, statement: Statement) -> bool:
        """Whether marks were left open at the end of the paragraph before ``statement``, which opens its own."""
        if self.place is None or not self.place.quotes or self.place.quotes[-1].closed:
            return False
        return self.place.paragraph + 1 == statement.paragraph and statement.first

    def _in_block_quote(self, statement: Statement) -> bool:
        """Whether the last quotation stands in a block quote that goes on with ``statement``."""
        if self.place is None or not self.place.block is statement.block is BlockKind.BLOCK_QUOTE:
            return False
        return self.place.paragraph + 1 >= statement.paragraph

    def _left_open_before(self, statement: Statement, found: Sequence[Quotation]) -> _Draft | None:
        """A quotation left open at the end of the paragraph before, for which nobody was named yet."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not found or last.quotation.rule != FLOATING or not self._left_open(statement):
            return None
        opens = found[0].content[0].start - statement.span.start <= 1 and statement.tokens[0].quote >= 0
        return last if opens and found[0].kind is QuotationKind.DIRECT else None

    def _open_with(self, before: _Draft, count: int) -> None:
        """Puts the words of ``before`` in front of the first of the last ``count`` drafts."""
        first = self.drafts[-count]
        first.content[:0] = before.content
        first.within[:0] = before.within
        del self.drafts[-count - 1]

    def _take_signature(self, statement: Statement) -> bool:
        """A name behind a dash, alone behind a quotation for which nobody is named: "— Ana Ruiz, engineer"."""
        last = self.drafts[-1] if self.drafts else None
        tokens = statement.tokens
        beside = self.place is not None and statement.paragraph - self.place.paragraph <= 1
        if last is None or last.quotation.rule != FLOATING or not (tokens[0].dash and beside and len(tokens) > 1):
            return False
        mention = read(statement.text, tokens, 1, len(tokens) - (tokens[-1].low == "."))
        if not mention.name or any(is_verb(tokens, at) for at in range(1, len(tokens))):
            return False
        speaker = self.cast.resolve(mention, self.number, statement.text)
        last.quotation = replace(last.quotation, source=mention.span, speaker=speaker, rule=SIGNED, confidence=0.8)
        return True

    def _quotations(self, statement: Statement, hits: list[Found]) -> list[Quotation]:
        mark = self.cast.mark()
        outside, inside = self._named_in(statement, hits)
        self._note(outside)
        quotations = [self._quotation(statement, hit) for hit in hits]
        with self.cast.before(mark):
            self._note(inside)
        return quotations

    def _quotation(self, statement: Statement, hit: Found) -> Quotation:
        mention = read(statement.text, statement.tokens, *hit.source) if hit.source else None
        speaker = self._speaker(statement, hit, mention)
        return Quotation(
            kind=_kind_of(statement, hit.content),
            content=tuple(_without_marks(statement, statement.span_of(*part)) for part in hit.content),
            cue=statement.span_of(*hit.cue) if hit.cue else None,
            source=mention.span if mention else None,
            addressee=statement.span_of(*hit.hearer) if hit.hearer else None,
            speaker=speaker,
            rule=hit.rule,
            confidence=hit.confidence if speaker else hit.confidence / 2,
        )

    def _speaker(self, statement: Statement, hit: Found, mention: Mention | None) -> Speaker | None:
        if mention is None or hit.source is None:
            return None
        if mention.pronoun and mention.head in function_words.RELATIVES:
            end = hit.source[0] - (hit.source[0] > 0 and statement.tokens[hit.source[0] - 1].low == ",")
            start = phrase_before(statement.tokens, end, 0) if end else None
            if start is None:
                return None
            mention = replace(read(statement.text, statement.tokens, start, end), span=mention.span)
        if statement.block in HEADLINES and mention.head in roles.OFFICES and not mention.name:
            mention = replace(mention, definite=True, kind=SpeakerKind.PERSON)  # headlines leave out "the"
        if self.watch is not None:
            self.watch(mention, self.cast, self.number)
        return self.cast.resolve(mention, self.number, statement.text)

    def _named_in(self, statement: Statement, hits: list[Found]) -> tuple[list[Member], list[Member]]:
        """Whom the statement names: outside of contents, marks and hearers, and inside them.

        They are kept apart since "he" is seldom one of those inside.
        """
        outside: list[Member] = []
        inside: list[Member] = []
        parts = [part for hit in hits for part in (*hit.content, hit.hearer or (0, 0))]
        for at, mention in self.names[statement.span]:
            member = self.cast.find(mention)
            if member is not None:
                hidden = statement.tokens[at].quote >= 0 or any(start <= at < end for start, end in parts)
                (inside if hidden else outside).append(member)
        return outside, inside

    def _note(self, members: Sequence[Member]) -> None:
        """Puts ``members`` on the cast's trail, the first named last."""
        for member in reversed(members):
            self.cast.saw(self.number, member)


def _signature_apart(statement: Statement) -> Iterator[Statement]:
    """A quotation and the name behind its dash as two statements: “It is safe” | — Ana Ruiz."""
    tokens = statement.tokens
    if statement.cues:
        yield statement
        return
    places = range(len(tokens) - 2, max(0, len(tokens) - _LONGEST_SIGNATURE), -1)
    dash = next((at for at in places if tokens[at].dash and tokens[at].quote < 0), 0)
    set_off = statement.block is BlockKind.BLOCK_QUOTE or all(token.quote >= 0 for token in tokens[:dash])
    if not dash or not set_off or not tokens[dash + 1].name:
        yield statement
        return
    for part in (tokens[:dash], tokens[dash:]):
        yield replace(statement, tokens=part, span=Span(part[0].start, part[-1].end), first=part[0] is tokens[0])


def _loose_quotation(statement: Statement, set_off: bool) -> Span | None:
    """The words of a statement that lies in marks as a whole, or is ``set_off`` as a block quote."""
    if set_off:
        return _without_marks(statement, statement.span)
    inside = [token for token in statement.tokens if token.quote >= 0]
    plain = any(token.quote < 0 and token.word for token in statement.tokens)
    if plain or not any(token.word for token in inside):
        return None
    return _without_marks(statement, Span(inside[0].start, inside[-1].end))


def _kind_of(statement: Statement, content: Iterable[Range]) -> QuotationKind:
    told = [token.quote >= 0 for start, end in content for token in statement.tokens[start:end] if token.word]
    if not any(told):
        return QuotationKind.INDIRECT
    return QuotationKind.DIRECT if all(told) else QuotationKind.MIXED


def _without_marks(statement: Statement, span: Span) -> Span:
    """``span`` without the marks at its edges, if one pair holds all of it."""
    place = bisect_right(statement.quotes, span.start, key=lambda pair: pair.outer.start) - 1
    if place < 0 or not statement.quotes[place].outer.contains(span):
        return span
    inner = statement.quotes[place].inner
    return Span(max(span.start, inner.start), min(span.end, inner.end))
