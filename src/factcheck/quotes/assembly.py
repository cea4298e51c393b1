"""From attributions to quotations: speakers resolved, pieces joined, words set apart given a speaker.

Invariant: quotations come in the order of their first words; what a paragraph holds depends on
the paragraphs before it only through who spoke last and a quotation left open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from factcheck.domain import BODY_KINDS, Article, BlockKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from factcheck.language import function_words, marks
from factcheck.language.identification import is_english
from factcheck.quotes.foreign import reading
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement, read_statements
from factcheck.quotes.lexicon import roles
from factcheck.quotes.nested import reported
from factcheck.quotes.people.genders import learn_genders
from factcheck.quotes.people.members import Member
from factcheck.quotes.people.mentions import Mention, names_in, names_in_headline, read
from factcheck.quotes.people.speakers import Cast
from factcheck.quotes.people.topics import topic
from factcheck.quotes.rules import headlines
from factcheck.quotes.rules.arranging import attributions
from factcheck.quotes.rules.attribution import Attributed
from factcheck.quotes.rules.interviews import ANSWER, find_answers, note_interviewed
from factcheck.quotes.rules.pull_quotes import PULL_QUOTE, without_pull_quotes
from factcheck.quotes.rules.rule import Reads
from factcheck.quotes.rules.set_apart import FLOATING, SIGNED, Story, Unfinished, name_behind_a_dash, words_of_a_post
from factcheck.quotes.rules.table import rule_named, rules_that_read
from factcheck.quotes.rules.transcripts import SPEAKER_LABEL, Turn, find_turns
from factcheck.quotes.unseen import as_seen

HEADLINES = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
_TITLES = frozenset({BlockKind.TITLE})
_STORY = BODY_KINDS | {BlockKind.STANDFIRST}
Watch = Callable[[Mention, Cast, int], None]  # told of a mention, before the cast resolves it in a statement
_LONGEST_SIGNATURE = 14  # tokens of a dash, a name and a role


@as_seen
def extract(article: Article, without: Collection[str] = (), watch: Watch | None = None) -> tuple[Quotation, ...]:
    """Every quotation of ``article``'s title, standfirst and body, in the order of the text.

    A quotation whose source cannot be named is returned with ``speaker`` None. ``without`` names
    rules to leave out (see ``rules.table``), to measure what each is worth; ``watch`` sees the cast
    at every mention of a source (see ``explaining``). A text that is not English is read by ``foreign``.
    """
    if not is_english(article.text):
        return _in_marks(article, reading.read(article, without))
    body = list(chain.from_iterable(map(_signature_apart, read_statements(article, _STORY))))
    heads = list(read_statements(article, _TITLES))
    names = {statement.span: list(names_in(statement.text, statement.tokens)) for statement in body}
    beside = read_statements(article, frozenset({BlockKind.CAPTION}))
    told = [*names.values(), *(list(names_in(statement.text, statement.tokens)) for statement in beside)]
    known = {mention.name for found in told for _, mention in found}
    names |= {statement.span: list(names_in_headline(statement.text, statement.tokens, known)) for statement in heads}
    told += [names[statement.span] for statement in heads]
    cast = Cast(mention for found in told for _, mention in found)
    learn_genders(cast, body, names)
    note_interviewed(article, body, names, cast)
    turns = find_turns(body, cast, bool(article.of_kind(BlockKind.QUESTION))) if SPEAKER_LABEL not in without else {}
    if not turns and ANSWER not in without:
        turns = find_answers(article, body, names, cast)
    in_body = _Reader(Story(cast), names, without, watch, turns).read(body)
    in_heads = _Reader(Story(cast), names, without, watch).read(heads)
    found = headlines.borne_out(article, _in_marks(article, [*in_body, *in_heads]))
    if PULL_QUOTE not in without:
        found = without_pull_quotes(article.text, found)
    return tuple(sorted(found, key=lambda quotation: quotation.content[0]))


def _in_marks(article: Article, found: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """``found``, each told which parts of its content stand in quotation marks."""
    return tuple(replace(one, parts=marks.parts(article, one.kind, one.content)) for one in found)


@dataclass(slots=True)
class _Reader:
    """Goes through statements in order and tells the story what is quoted."""

    story: Story
    names: Mapping[Span, list[tuple[int, Mention]]]  # by statement, with their tokens
    without: Collection[str]
    watch: Watch | None = None
    turns: Mapping[int, Turn] = field(default_factory=dict)  # by paragraph

    @property
    def cast(self) -> Cast:
        return self.story.cast

    def read(self, statements: Iterable[Statement]) -> list[Quotation]:
        for statement in self._looked_into(statements):
            self.story.number += 1
            self._take(statement)
            self.story.before = statement
        return [draft.finished() for draft in self.story.drafts]

    def _take(self, statement: Statement) -> None:
        """What one statement quotes: as a turn, a signature, words set apart, or by its attributions."""
        if (turn := self.turns.get(statement.paragraph)) is not None:
            self._take_turn(statement, turn)
            return
        hits = attributions(statement, self.without)
        if self._take_signature(statement):
            return
        words = self._words_apart(statement, hits)
        if words is not None:
            self._take_words(statement, words)
        else:
            self._take_attributions(statement, hits)

    def _take_attributions(self, statement: Statement, hits: list[Attributed]) -> None:
        story = self.story
        quotations = self._quotations(statement, hits)
        whole = [quotation for quotation in quotations if quotation.content]
        before = self._left_open_before(statement, whole)
        story.drafts.extend(Unfinished(quotation, list(quotation.content)) for quotation in whole)
        if before is not None:
            self._open_with(before, len(whole))
        story.place = statement if whole else story.place
        story.awaiting = next((quotation for quotation in quotations if not quotation.content), None)

    def _looked_into(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """``statements``; once one is read, what its quotations tell of others is added to them."""
        for statement in statements:
            about = topic(statement)
            subject = self.cast.subject(about, self.story.number) if about is not None else None
            trail, mark = self.cast.trail, self.cast.trail.mark()
            trail.opens_with(subject)
            yield statement
            if subject is not None:
                with trail.before(mark):  # "A boy | ran off, police said. He …"
                    trail.is_about(self.story.number, subject)
                    trail.saw(self.story.number, subject)
            for draft in reversed(self.story.drafts):
                if draft.content[-1].end <= statement.span.start:
                    break
                for place in draft.parts_behind(statement.span.start):
                    speaker = draft.quotation.speaker
                    draft.within += reported(statement, place, speaker, self.cast, self.story.number, self.without)

    def _take_turn(self, statement: Statement, turn: Turn) -> None:
        """A statement of a transcript: a new turn by its label, or the last one going on."""
        if turn.asks and turn.bare:
            return
        self.story.place, self.story.awaiting = statement, None
        start = statement.tokens[turn.start if statement.first else 0].start
        span = _without_marks(statement, Span(start, statement.span.end))
        last = self.story.last
        if last is not None and not statement.first:
            last.content[-1] = Span(last.content[-1].start, span.end)
        elif last is not None and turn.mention is None and not turn.bare:
            last.content.append(span)
        else:
            speaker = self._labelled(statement, turn, turn.mention) if turn.mention is not None else None
            source = turn.mention.span if turn.mention is not None and not turn.bare else None
            rule = rule_named(ANSWER if turn.bare else SPEAKER_LABEL)
            confidence = rule.confidence_for(speaker)
            said = Quotation(QuotationKind.DIRECT, (), None, source, None, speaker, rule.name, confidence)
            self.story.drafts.append(Unfinished(said, [span]))

    def _labelled(self, statement: Statement, turn: Turn, label: Mention) -> Speaker | None:
        """Whose label it is; an "A" is the only person that the text before has spoken of, if there is one."""
        if turn.asks:
            return Speaker("interviewer", label.span.of(statement.text), None, SpeakerKind.ANONYMOUS)
        if turn.answers:
            return self.cast.only_person(label.span.of(statement.text), self.story.number)
        self.cast.is_person(label)
        return self.cast.resolve(label, self.story.number, statement.text)

    def _words_apart(self, statement: Statement, hits: Collection[Attributed]) -> Span | None:
        """The words of a statement that is set apart: all in marks and not attributed, or part of a block quote.

        A block quote is somebody's words throughout, and what is told in it as well, unless it says itself whose
        words in marks it holds and no colon announced it.
        """
        if statement.block is not BlockKind.BLOCK_QUOTE:
            return None if any(hit.content for hit in hits) else _all_in_marks(statement)
        announced = self.story.awaiting is not None or self.story.is_in_block_quote(statement)
        marked = any(statement.tokens[start].quote >= 0 for hit in hits for start, _ in hit.content)
        if marked and not announced:
            return None
        words = words_of_a_post(statement.text, _without_marks(statement, statement.span))
        return words if words.start < words.end else None

    def _take_words(self, statement: Statement, words: Span) -> None:
        """Words set apart: what a colon announced, what goes on from before, or what a rule finds in them."""
        story, last = self.story, self.story.last_said
        if story.awaiting is not None:
            story.drafts.append(Unfinished(replace(story.awaiting, kind=QuotationKind.DIRECT), [words]))
            story.awaiting = None
        elif last is not None and story.goes_on(statement) and last.quotation.kind is not QuotationKind.INDIRECT:
            last.content.append(words)
        elif (found := self._quotation_apart(statement, words)) is not None:
            story.drafts.append(Unfinished(found, [words]))
        else:
            return
        story.place = statement

    def _quotation_apart(self, statement: Statement, words: Span) -> Quotation | None:
        """What the first rule that fits makes of words set apart; one without a confidence leaves it as it was."""
        for rule in rules_that_read(Reads.WORDS_APART, self.without):
            found: Quotation | None = rule.func(self.story, statement, words)
            if found is not None:
                confidence = rule.certainty(found.speaker is not None) or found.confidence
                return replace(found, rule=rule.name, confidence=confidence)
        return None

    def _take_signature(self, statement: Statement) -> bool:
        """Whether the statement only signs the quotation before it."""
        signed = name_behind_a_dash(self.story, statement) if SIGNED not in self.without else None
        if signed is not None and self.story.last is not None:
            confidence = rule_named(SIGNED).confidence
            self.story.last.quotation = replace(signed, rule=SIGNED, confidence=confidence)
        return signed is not None

    def _left_open_before(self, statement: Statement, found: Sequence[Quotation]) -> Unfinished | None:
        """A quotation left open at the end of the paragraph before, for which nobody was named yet."""
        last = self.story.last
        if last is None or not found or last.quotation.rule != FLOATING or not self.story.is_left_open(statement):
            return None
        opens = found[0].content[0].start - statement.span.start <= 1 and statement.tokens[0].quote >= 0
        return last if opens and found[0].kind is QuotationKind.DIRECT else None

    def _open_with(self, before: Unfinished, count: int) -> None:
        """Puts the words of ``before`` in front of the first of the last ``count`` drafts."""
        first = self.story.drafts[-count]
        first.content[:0] = before.content
        first.within[:0] = before.within
        del self.story.drafts[-count - 1]

    def _quotations(self, statement: Statement, hits: list[Attributed]) -> list[Quotation]:
        mark = self.cast.trail.mark()
        outside, inside = self._named_in(statement, hits)
        self._note(outside)
        quotations = [self._quotation(statement, hit) for hit in hits]
        with self.cast.trail.before(mark):
            self._note(inside)
        return quotations

    def _quotation(self, statement: Statement, hit: Attributed) -> Quotation:
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

    def _speaker(self, statement: Statement, hit: Attributed, mention: Mention | None) -> Speaker | None:
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
            self.watch(mention, self.cast, self.story.number)
        return self.cast.resolve(mention, self.story.number, statement.text)

    def _named_in(self, statement: Statement, hits: list[Attributed]) -> tuple[list[Member], list[Member]]:
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
            self.cast.trail.saw(self.story.number, member)


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


def _all_in_marks(statement: Statement) -> Span | None:
    """The words of a statement that stands in marks as a whole."""
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
