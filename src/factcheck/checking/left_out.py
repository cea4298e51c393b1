"""Words in quotation marks that no claim holds, each with the reason.

Invariant: of the words in marks of an article, every stretch of more than a few is in a claim, is what stands around
one ("he said"), or is told of here, so that nobody takes silence about them for a check. Of an article too long to be
read whole, that is said of the part that was read; the article says where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from factcheck.checking import length
from factcheck.domain import BODY_KINDS, Article, Block, BlockKind, Claim, LeftOut, LeftOutReason, Quotation, Span
from factcheck.domain.text import gaps
from factcheck.language import marked_words, marks

_READ = BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")


def left_out(article: Article, claims: Sequence[Claim], quotations: Sequence[Quotation]) -> tuple[LeftOut, ...]:
    """The words in marks of ``article`` that none of its ``claims`` holds, in the order of the text."""
    places = (spans for claim in claims for spans in (claim.spans, *claim.also))
    held = sorted({*(span for spans in places for span in spans), *_around(quotations)})
    told = " ".join(" ".join(_words(claim.text)) for claim in claims)
    unsaid = [span for one in quotations for span in one.content]
    return tuple(
        LeftOut(stretch, block.kind, _reason(article.text, block.kind, stretch, pair, unsaid))
        for block, pair in _in_marks(article)
        for stretch in gaps(pair, held)
        if len(words := _words(stretch.of(article.text))) > marked_words.FEW and " ".join(words) not in told
    )


def _around(quotations: Sequence[Quotation]) -> Iterator[Span]:
    """The cue, source and hearer of each: where a closing mark was forgotten they stand in marks too."""
    parts = (part for one in quotations for part in (one.cue, one.source, one.addressee))
    return (part for part in parts if part is not None)


def _in_marks(article: Article) -> Iterator[tuple[Block, Span]]:
    """What stands in marks, with its block; text between blocks counts as one of its own."""
    at, end = 0, length.end_of_what_was_read(article)
    for block in (*article.blocks, Block(BlockKind.OTHER, Span(end, end))):
        between = Block(BlockKind.OTHER, Span(at, max(at, block.span.start)))
        for one in (between, block):
            for line in _LINE.finditer(article.text, *one.span):
                yield from ((one, pair.inner) for pair in marks.quoted(article.text, Span(*line.span())))
        at = max(at, block.span.end)


def _reason(text: str, kind: BlockKind, stretch: Span, pair: Span, unsaid: Iterable[Span]) -> LeftOutReason:
    if kind not in _READ:
        return LeftOutReason.OUTSIDE
    if any(span.overlaps(stretch) for span in unsaid):
        return LeftOutReason.NOT_SAID
    before = marks.before(text, pair)
    if marked_words.is_name(pair.of(text), before):
        return LeftOutReason.NAME
    return LeftOutReason.UNREAD if marked_words.is_statement(stretch.of(text), before) else LeftOutReason.PHRASE


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
