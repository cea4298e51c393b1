"""What the outlet says in its own voice: sentences and clauses that nobody is quoted for.

Invariant: an assertion never overlaps a quotation's content, cue or speaker, and lies in one
sentence of a title, standfirst or body block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.claims import lexicon
from factcheck.domain import BODY_KINDS, Article, Block, BlockKind, Quotation, Span
from factcheck.language.sentences import sentences

SOURCES = BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|do|will|would|can|could|may|might|must|should|shall"
    r"|became|began|brought|built|came|cut|fell|found|gave|went|grew|held|kept|left|led|lost|made|met|paid|put|ran|rose"
    r"|sent|set|shot|shut|sold|spent|stood|struck|took|told|won|withdrew|\w{2,}ed|\w+n['’]t)\b",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:the|a|an|this|these|those|it|he|she|they|we|its|his|her|their"
    r"|most|some|many|all|both|more|about|[A-Z]\w*|\d[\d,.]*)"
)
_PART = r"(?:the|a|an|its|their|most|more|many|some|all|both|half|nearly|about|around|over|only|\d[\d,.]*)"
# Where one statement ends and another that can be checked alone begins.
_JOINT = re.compile(
    rf";\s+(?:and\s+|but\s+)?|,\s+(?:and|but|while|although|though|whereas)\s+(?={_SUBJECT}\b)"
    rf"|,\s+(?=with\s+{_PART}\s[^,;]{{3,120}}?ing\b)"
)
_ABSOLUTE = re.compile(r"with\s", re.IGNORECASE)
_MARKED = re.compile(r"“(?:[^“”’]|’(?!’))*(?:”|’’)?|\"[^\"]*\"?")
_FEWEST_WORDS = 4
_REACH = 300  # characters on either side of a joint in which a verb is looked for


class Assertion(NamedTuple):
    block: BlockKind
    span: Span


def find(article: Article, quotations: Sequence[Quotation]) -> Iterator[Assertion]:
    """The checkable statements of the outlet's own, in text order."""
    text = article.flow
    taken = _taken(quotations)
    for block in article.blocks:
        if block.kind in SOURCES:
            for sentence in sentences(text, block.span):
                if not _is_spoken(text, block.span.start, sentence):
                    for span in _statements(text, sentence, taken):
                        yield Assertion(block.kind, span)


def _taken(quotations: Sequence[Quotation]) -> list[Span]:
    parts = ((*q.content, q.cue, q.source, q.addressee) for q in quotations)
    return sorted(span for spans in parts for span in spans if span is not None)


def _is_spoken(text: str, start: int, sentence: Span) -> bool:
    """Whether quotation marks hold most of ``sentence``: words of somebody, even if nobody was found to own them."""
    before = text[start : sentence.start]
    if before.count("“") > before.count("”") + before.count("’’") or before.count('"') % 2:
        return True
    marked = sum(len(match.group()) for match in _MARKED.finditer(text, *sentence))
    return marked > (sentence.end - sentence.start) / 2


def _statements(text: str, sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The statements of ``sentence`` that stand outside every quotation."""
    if not is_checkable(sentence.of(text)):
        return
    clauses = list(_clauses(text, sentence))
    quoted = [span for span in taken if span.overlaps(sentence)]
    if not quoted:
        yield from clauses
        return
    whole = Span(quoted[0].start, max(span.end for span in quoted))  # the frame lies between its parts
    for clause in clauses:
        if not clause.overlaps(whole) and _stands_alone(clause.of(text)):
            yield clause


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """``sentence`` whole, or its parts where a joint outside brackets and marks has a statement on either side."""
    start = scanned = sentence.start
    brackets = marks = 0
    for joint in _JOINT.finditer(text, sentence.start, sentence.end):
        stretch, scanned = text[scanned : joint.start()], joint.start()
        brackets += sum(map(stretch.count, "(“")) - sum(map(stretch.count, ")”"))
        marks += stretch.count('"')
        before = text[max(start, joint.start() - _REACH) : joint.start()]
        after = text[joint.end() : min(joint.end() + _REACH, sentence.end)]
        if brackets == 0 and marks % 2 == 0 and _FINITE.search(before) and _stands_alone(after):
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, sentence.end)


def _stands_alone(clause: str) -> bool:
    """Whether ``clause`` has a subject and near it its verb, or is a "with the bulk of it doing so"."""
    if len(clause.split()) < _FEWEST_WORDS:
        return False
    if _ABSOLUTE.match(clause):
        return True
    verb = _FINITE.search(clause.split(",")[0])
    return verb is not None and verb.start() > 0


def is_checkable(sentence: str) -> bool:
    """Whether ``sentence`` states something: no question, order, teaser, wish, or scrap of words."""
    bare = sentence.strip().rstrip("\"'”’)]")
    return not (
        bare.endswith("?")
        or len(bare.split()) < _FEWEST_WORDS
        or lexicon.TEASER.match(bare)
        or lexicon.FEELING.match(bare)
        or re.search(r"\w", bare) is None
    )


def block_of(article: Article, span: Span) -> Block | None:
    """The block in which ``span`` begins."""
    return next((block for block in article.blocks if block.span.start <= span.start < block.span.end), None)
