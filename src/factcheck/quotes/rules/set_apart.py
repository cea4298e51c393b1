"""Words set apart from whoever said them: alone in marks, in a block quote, above a name behind a dash.

Invariant: a rule looks back at what was quoted before and never ahead; it returns None rather than a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from factcheck.domain import BlockKind, Quotation, QuotationKind, Reported, Span, SpeakerKind
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import phrase, subject
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.people.mentions import Mention, read
from factcheck.quotes.people.speakers import Cast
from factcheck.quotes.rules.questions import QUESTION_PUT
from factcheck.syntax import FINITE

FLOATING = "floating quotation"
SIGNED = "name behind a dash"
_FEWEST_WORDS = 4  # fewer words in marks without a cue are a name or a scare quote
_ANSWERED = re.compile(r"(?:@\w+\s+)+")
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|(?:\w+\.)+\w+/\S+))+$")
_FULL_NAME = 2  # words
_LOOKED_BACK = 3  # quotations, past a question, to whoever spoke last


@dataclass(slots=True)
class Unfinished:
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
class Story:
    """What was quoted so far, and what of it is still open."""

    cast: Cast
    number: int = 0  # of the statement that is read
    drafts: list[Unfinished] = field(default_factory=list)
    place: Statement | None = None  # where the last quotation stands
    before: Statement | None = None  # what was read last
    awaiting: Quotation | None = None  # announced by a colon at the end of a statement

    @property
    def last(self) -> Unfinished | None:
        return self.drafts[-1] if self.drafts else None

    @property
    def last_said(self) -> Unfinished | None:
        """The last quotation that is not a question put to somebody."""
        recent = self.drafts[-1 : -_LOOKED_BACK - 1 : -1]
        return next((draft for draft in recent if draft.quotation.rule != QUESTION_PUT), None)

    def is_near(self, statement: Statement) -> bool:
        """Whether the last quotation stands in the paragraph of ``statement`` or in the one before."""
        return self.place is not None and statement.paragraph - self.place.paragraph <= 1

    def goes_on(self, statement: Statement) -> bool:
        """Whether the last quotation stands in this paragraph, or was left open at the end of the one before."""
        if self.place is None:
            return False
        if self.place.paragraph == statement.paragraph or self.is_in_block_quote(statement):
            return True
        return self.is_left_open(statement)

    def is_left_open(self, statement: Statement) -> bool:
        """Whether marks were left open at the end of the paragraph before ``statement``, which opens its own."""
        if self.place is None or not self.place.quotes or self.place.quotes[-1].closed:
            return False
        return self.place.paragraph + 1 == statement.paragraph and statement.first

    def is_in_block_quote(self, statement: Statement) -> bool:
        """Whether the last quotation stands in a block quote that goes on with ``statement``."""
        if self.place is None or not self.place.block is statement.block is BlockKind.BLOCK_QUOTE:
            return False
        return self.place.paragraph + 1 >= statement.paragraph


def quotation_after_indirect_speech(story: Story, statement: Statement, _words: Span) -> Quotation | None:
    """Words in marks behind indirect speech in their paragraph are the same speaker's."""
    last = story.last_said
    if last is None or not story.goes_on(statement) or last.quotation.kind is not QuotationKind.INDIRECT:
        return None
    return replace(last.quotation, kind=QuotationKind.DIRECT)


def floating_quotation(story: Story, statement: Statement, words: Span) -> Quotation | None:
    """Words in marks alone in their statement are those of whoever spoke before them, or, less surely, nobody's."""
    if statement.block is not BlockKind.BLOCK_QUOTE and len(words.of(statement.text).split()) < _FEWEST_WORDS:
        return None
    if (acting := _who_acts(story, statement)) is not None:
        speaker = story.cast.resolve(acting, story.number, statement.text)
        return Quotation(QuotationKind.DIRECT, (), None, acting.span, None, speaker, "", 0.0)
    last = story.last_said
    known = last is not None and (story.is_near(statement) or statement.block is not BlockKind.BLOCK_QUOTE)
    speaker, source = (last.quotation.speaker, last.quotation.source) if last is not None and known else (None, None)
    return Quotation(QuotationKind.DIRECT, (), None, source, None, speaker, "", 0.0)


def _who_acts(story: Story, statement: Statement) -> Mention | None:
    """The subject of the sentence right before in the paragraph, if that is somebody: "Ruiz shrugged. | “…”"."""
    before = story.before
    if before is None or not _is_right_behind(statement, before):
        return None
    if story.place is before and story.last is not None and story.last.quotation.rule != QUESTION_PUT:
        return None
    tokens = before.tokens
    root = next((at for at, token in enumerate(tokens) if token.relation == "ROOT" and token.tag in FINITE), None)
    head = None if root is None else subject(tokens, root)
    if head is None or root is None or head > root:
        return None
    start, end = phrase(tokens, head)
    mention = read(before.text, tokens, start, min(end, root))
    person = mention.name or mention.head in ("he", "she") or tokens[head].low in roles.ROLE_NOUNS
    return mention if person and mention.kind is SpeakerKind.PERSON and tokens[0].low != "(" else None


def _is_right_behind(statement: Statement, before: Statement) -> bool:
    """Whether a statement follows in the paragraph, or is a block quote below it."""
    if statement.block is BlockKind.BLOCK_QUOTE:
        return statement.paragraph == before.paragraph + 1 and before.block is BlockKind.PARAGRAPH
    return not statement.first and before.paragraph == statement.paragraph


def name_behind_a_dash(story: Story, statement: Statement) -> Quotation | None:
    """A name behind a dash, or alone below a block quote, signs the words before it that name nobody themselves."""
    last, tokens = story.last, statement.tokens
    start = _signature_start(story, statement)
    end = len(tokens) - (tokens[-1].low == ".")
    if last is None or start is None or start >= end or any(is_verb(tokens, at) for at in range(1, end)):
        return None
    mention = read(statement.text, tokens, start, end)
    described = start > 0 and mention.head in sources.PEOPLE_NOUNS | roles.ROLE_NOUNS
    if len(mention.name) < (1 if start else _FULL_NAME) and not described:
        return None
    speaker = story.cast.resolve(mention, story.number, statement.text)
    return replace(last.quotation, source=mention.span, speaker=speaker)


def _signature_start(story: Story, statement: Statement) -> int | None:
    """The token that a signature would start with: behind a dash or, below a block quote, in a line of its own."""
    last, place, tokens = story.last, story.place, statement.tokens
    if last is None or place is None or not story.is_near(statement):
        return None
    source = last.quotation.source
    named_within = source is not None and source.end > last.content[0].start
    below = place.block is BlockKind.BLOCK_QUOTE and not named_within
    if tokens[0].dash:
        return 1 if below or last.quotation.rule == FLOATING else None
    alone = statement.first and place.paragraph < statement.paragraph and (tokens[-1].word or tokens[-1].low == ")")
    set_off = statement.block is BlockKind.BLOCK_QUOTE or any(token.low == "," for token in tokens)
    return 0 if below and alone and set_off and tokens[0].name else None


def words_of_a_post(text: str, words: Span) -> Span:
    """``words`` without whom a post answers and what it links to: "@lundpost | It is safe. | pic.example.com/ab12"."""
    start, end = words
    if (answered := _ANSWERED.match(text, start, end)) is not None:
        start = answered.end()
    if (linked := _LINKS.search(text, start, end)) is not None:
        end = linked.start()
    return Span(start, end)
