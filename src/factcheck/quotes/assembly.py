"""From attributions to quotations: speakers resolved, pieces joined, floating quotations given a speaker.

Invariant: quotations come in the order of their first words; nothing is attributed across a heading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from factcheck.domain import BODY_KINDS, Article, BlockKind, Quotation, QuotationKind, Span, Speaker
from factcheck.quotes import words
from factcheck.quotes.attribution import Found, attributions
from factcheck.quotes.cast import Cast, Member
from factcheck.quotes.mentions import Mention, names_in, read
from factcheck.quotes.phrases import phrase_before
from factcheck.quotes.statements import Statement, read_statements

HEADLINES = frozenset({BlockKind.TITLE, BlockKind.STANDFIRST})
_FLOATING_WORDS = 4  # fewer words in marks without a cue are a name or a scare quote


def extract(article: Article) -> tuple[Quotation, ...]:
    """Every quotation of ``article``'s title, standfirst and body, in the order of the text.

    Quotations without a speaker are returned with ``speaker`` None.
    """
    body = list(read_statements(article, BODY_KINDS))
    heads = list(read_statements(article, HEADLINES))
    cast = Cast(mention for statement in (*body, *heads) for _, mention in names_in(statement.text, statement.tokens))
    found = [*Reader(cast).read(body), *Reader(cast).read(heads)]
    return tuple(sorted(found, key=lambda quotation: quotation.content[0]))


@dataclass(slots=True)
class Reader:
    """Goes through statements in order, remembering who spoke last."""

    cast: Cast
    number: int = 0

    def read(self, statements: Iterable[Statement]) -> list[Quotation]:
        found: list[Quotation] = []
        last: Quotation | None = None
        place: Statement | None = None
        awaiting: Quotation | None = None
        for statement in statements:
            self.number += 1
            hits = attributions(statement)
            mine = self._quotations(statement, hits)
            ready = [quotation for quotation in mine if quotation.content]
            loose = self._loose(statement) if not hits else None
            if loose is not None:
                joined = self._join(statement, loose, last, place, awaiting)
                if joined is not None and last is not None and joined.cue == last.cue and found and found[-1] is last:
                    found[-1] = last = joined
                else:
                    joined = joined or _floating(statement, loose, self._previous(last))
                    found.append(joined)
                    last = joined
                place = statement
            elif ready:
                found.extend(ready)
                last, place = ready[-1], statement
            awaiting = next((quotation for quotation in mine if not quotation.content), None) or (
                awaiting if loose is not None else None
            )
        return found

    def _previous(self, last: Quotation | None) -> Speaker | None:
        return last.speaker if last is not None else None

    def _join(
        self,
        statement: Statement,
        loose: Span,
        last: Quotation | None,
        place: Statement | None,
        awaiting: Quotation | None,
    ) -> Quotation | None:
        """The quotation that ``loose`` goes on: announced by a colon, or begun before in the paragraph or with a repeated mark."""
        if awaiting is not None and (last is None or last.cue != awaiting.cue):
            return replace(awaiting, content=(loose,), kind=QuotationKind.DIRECT)
        if last is None or place is None:
            return None
        same = place.paragraph == statement.paragraph
        follows = place.paragraph + 1 == statement.paragraph and _left_open(place)
        if (same or follows) and last.kind is not QuotationKind.INDIRECT:
            return replace(last, content=(*last.content, loose))
        return None

    def _quotations(self, statement: Statement, hits: list[Found]) -> list[Quotation]:
        mentions = [read(statement.text, statement.tokens, *hit.source) if hit.source else None for hit in hits]
        self._note_names(statement, hits)
        quotations = []
        for hit, mention in zip(hits, mentions, strict=True):
            speaker = self._speaker(statement, hit, mention)
            spans = tuple(_content_span(statement, *part) for part in hit.content)
            quotations.append(
                Quotation(
                    kind=kind_of(statement, hit.content),
                    content=spans,
                    cue=statement.span_of(*hit.cue),
                    source=mention.span if mention else None,
                    addressee=statement.span_of(*hit.hearer) if hit.hearer else None,
                    speaker=speaker,
                    rule=hit.rule,
                    confidence=hit.confidence if speaker else hit.confidence / 2,
                )
            )
        return quotations

    def _speaker(self, statement: Statement, hit: Found, mention: Mention | None) -> Speaker | None:
        if mention is None or hit.source is None:
            return None
        if mention.pronoun and mention.head in words.RELATIVES:
            end = hit.source[0] - (statement.tokens[hit.source[0] - 1].low == ",") if hit.source[0] else 0
            start = phrase_before(statement.tokens, end, 0) if end else None
            if start is None:
                return None
            mention = replace(read(statement.text, statement.tokens, start, end), span=mention.span)
        return self.cast.resolve(mention, self.number, statement.text)

    def _note_names(self, statement: Statement, hits: list[Found]) -> None:
        """Puts the statement's own names on the cast's trail: those in contents first, the subject last."""
        inside: list[Member] = []
        outside: list[Member] = []
        for at, mention in names_in(statement.text, statement.tokens):
            member = self.cast.find(mention)
            if member is None:
                continue
            hearer = any(hit.hearer and hit.hearer[0] <= at < hit.hearer[1] for hit in hits)
            quoted = (
                hearer
                or statement.tokens[at].quote >= 0
                or any(start <= at < end for hit in hits for start, end in hit.content)
            )
            (inside if quoted else outside).append(member)
        for member in reversed(outside):
            self.cast.saw(self.number, member)

    def _loose(self, statement: Statement) -> Span | None:
        """The quoted words of a statement without an attribution, if they are more than a name."""
        inside = [token for token in statement.tokens if token.quote >= 0]
        plain = [token for token in statement.tokens if token.quote < 0 and token.word]
        if not inside or sum(token.word for token in inside) < _FLOATING_WORDS or len(plain) > 0:
            return None
        return _trim_marks(statement, Span(inside[0].start, inside[-1].end))


def _floating(statement: Statement, span: Span, speaker: Speaker | None) -> Quotation:
    return Quotation(
        QuotationKind.DIRECT, (span,), None, None, None, speaker, "floating quotation", 0.5 if speaker else 0.2
    )


def _left_open(statement: Statement) -> bool:
    return bool(statement.quotes) and not statement.quotes[-1].closed


def kind_of(statement: Statement, content: Iterable[tuple[int, int]]) -> QuotationKind:
    told = [token.quote >= 0 for start, end in content for token in statement.tokens[start:end] if token.word]
    if not any(told):
        return QuotationKind.INDIRECT
    return QuotationKind.DIRECT if all(told) else QuotationKind.MIXED


def _content_span(statement: Statement, start: int, end: int) -> Span:
    return _trim_marks(statement, statement.span_of(start, end))


def _trim_marks(statement: Statement, span: Span) -> Span:
    """Without the marks if they are one pair around the whole."""
    for pair in statement.quotes:
        if pair.outer == span:
            return pair.inner
        if pair.outer.start == span.start and pair.outer.end >= span.end:
            return Span(pair.inner.start, min(span.end, pair.inner.end))
        if pair.outer.end == span.end and pair.outer.start <= span.start:
            return Span(span.start, pair.inner.end)
    return span
