"""From attributions to quotations: speakers resolved, pieces joined, floating quotations given a speaker.

Invariant: quotations come in the order of their first words; what a paragraph holds depends on
the paragraphs before it only through who spoke last and a quotation left open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from factcheck.domain import BODY_KINDS, Article, BlockKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from factcheck.quotes import words
from factcheck.quotes.attribution import attributions
from factcheck.quotes.cast import Cast, Member
from factcheck.quotes.endings import Range
from factcheck.quotes.found import Found
from factcheck.quotes.genders import learn_genders
from factcheck.quotes.language import in_marks, is_english
from factcheck.quotes.mentions import Mention, names_in, read
from factcheck.quotes.phrases import phrase_before
from factcheck.quotes.questions import RULE as QUESTION
from factcheck.quotes.repeats import with_repeats
from factcheck.quotes.statements import Statement, read_statements
from factcheck.quotes.turns import RULE as SPEAKER_LABEL
from factcheck.quotes.turns import Turn, find_turns

HEADLINES = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
Watch = Callable[[Mention, Cast, int], None]  # told of a mention, before the cast resolves it in a statement
FLOATING = "floating quotation"
_FLOATING_WORDS = 4  # fewer words in marks without a cue are a name or a scare quote


def extract(article: Article, without: Collection[str] = (), watch: Watch | None = None) -> tuple[Quotation, ...]:
    """Every quotation of ``article``'s title, standfirst and body, in the order of the text.

    A quotation whose source cannot be named is returned with ``speaker`` None. ``without`` names
    rules to leave out (see ``attribution``), to measure what each is worth; ``watch`` sees the cast
    at every mention of a source (see ``explaining``). A text that is not English is read by its marks alone.
    """
    if not is_english(article.text):
        return tuple(in_marks(article))
    body = list(read_statements(article, BODY_KINDS))
    heads = list(read_statements(article, HEADLINES))
    names = {statement.span: list(names_in(statement.text, statement.tokens)) for statement in (*body, *heads)}
    cast = Cast(mention for found in names.values() for _, mention in found)
    learn_genders(cast, body, names)
    turns = find_turns(body, cast) if SPEAKER_LABEL not in without else {}
    found = [*_Reader(cast, names, without, watch, turns).read(body), *_Reader(cast, names, without, watch).read(heads)]
    return tuple(sorted(with_repeats(article.text, found, FLOATING), key=lambda quotation: quotation.content[0]))


@dataclass(slots=True)
class _Draft:
    """A quotation whose content may still grow."""

    quotation: Quotation
    content: list[Span]

    def finished(self) -> Quotation:
        return replace(self.quotation, content=tuple(self.content))


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
        for statement in statements:
            self.number += 1
            if (turn := self.turns.get(statement.paragraph)) is not None:
                self._take_turn(statement, turn)
                continue
            hits = attributions(statement, self.without)
            set_off = statement.block is BlockKind.BLOCK_QUOTE and (self.awaiting is not None or self._in_block_quote())
            loose = _loose_quotation(statement, set_off) if set_off or not any(hit.content for hit in hits) else None
            if loose is not None:
                self._take_loose(statement, loose)
                continue
            quotations = self._quotations(statement, hits)
            whole = [quotation for quotation in quotations if quotation.content]
            self.drafts.extend(_Draft(quotation, list(quotation.content)) for quotation in whole)
            self.place = statement if whole else self.place
            self.awaiting = next((quotation for quotation in quotations if not quotation.content), None)
        return [draft.finished() for draft in self.drafts]

    def _take_turn(self, statement: Statement, turn: Turn) -> None:
        """A statement of a transcript: a new turn by its label, or the last one going on."""
        self.place, self.awaiting = statement, None
        span = Span(statement.tokens[turn.start if statement.first else 0].start, statement.span.end)
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
        elif last is not None and self._goes_on(statement):
            if last.quotation.kind is not QuotationKind.INDIRECT:
                last.content.append(span)
            else:
                after = replace(last.quotation, kind=QuotationKind.DIRECT, rule="quotation after indirect speech")
                self.drafts.append(_Draft(after, [span]))
        elif len(span.of(statement.text).split()) < _FLOATING_WORDS:
            return
        else:
            speaker, source = (last.quotation.speaker, last.quotation.source) if last is not None else (None, None)
            confidence = 0.5 if speaker else 0.2
            floating = Quotation(QuotationKind.DIRECT, (), None, source, None, speaker, FLOATING, confidence)
            self.drafts.append(_Draft(floating, [span]))
        self.place = statement

    def _goes_on(self, statement: Statement) -> bool:
        """Whether the last quotation stands in this paragraph, or was left open at the end of the one before."""
        if self.place is None:
            return False
        if self.place.paragraph == statement.paragraph or (
            statement.block is BlockKind.BLOCK_QUOTE and self._in_block_quote()
        ):
            return True
        left_open = bool(self.place.quotes) and not self.place.quotes[-1].closed
        return self.place.paragraph + 1 == statement.paragraph and left_open and statement.first

    def _in_block_quote(self) -> bool:
        """Whether the last quotation stands in a block quote, which may go on."""
        return self.place is not None and self.place.block is BlockKind.BLOCK_QUOTE

    def _quotations(self, statement: Statement, hits: list[Found]) -> list[Quotation]:
        mark = self.cast.mark()
        names = self.names[statement.span]
        self._note_names(statement, names, hits, inside=False)
        quotations = [self._quotation(statement, hit) for hit in hits]
        with self.cast.before(mark):
            self._note_names(statement, names, hits, inside=True)
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
        if mention.pronoun and mention.head in words.RELATIVES:
            end = hit.source[0] - (hit.source[0] > 0 and statement.tokens[hit.source[0] - 1].low == ",")
            start = phrase_before(statement.tokens, end, 0) if end else None
            if start is None:
                return None
            mention = replace(read(statement.text, statement.tokens, start, end), span=mention.span)
        if self.watch is not None:
            self.watch(mention, self.cast, self.number)
        return self.cast.resolve(mention, self.number, statement.text)

    def _note_names(
        self, statement: Statement, names: list[tuple[int, Mention]], hits: list[Found], inside: bool
    ) -> None:
        """Puts the statement's own names on the cast's trail, its first name last.

        Those ``inside`` contents, marks and hearers are kept apart: "he" is seldom one of them.
        """
        members: list[Member] = []
        parts = [part for hit in hits for part in (*hit.content, hit.hearer or (0, 0))]
        for at, mention in names:
            member = self.cast.find(mention)
            hidden = statement.tokens[at].quote >= 0 or any(start <= at < end for start, end in parts)
            if member is not None and hidden is inside:
                members.append(member)
        for member in reversed(members):
            self.cast.saw(self.number, member)


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
