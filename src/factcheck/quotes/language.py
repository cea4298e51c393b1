"""Whether a text is English, and what can be read of one that is not: its quotation marks.

Invariant: the language of a text is never named, only that it is not English; its quotations are
what stands in its own marks, without a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.domain import BODY_KINDS, Article, BlockKind, Quotation, QuotationKind, Span

RULE = "marks alone"
_SAMPLE = 20_000  # characters looked at
_FEWEST = 40  # words or, in scripts without spaces, twice as many letters: of less nothing is claimed
_ENGLISH = 0.1  # of English words are these; in English news it is a third, in other languages one in a hundred
_FUNCTION_WORDS = frozenset(
    """the of and to that for with on by from said have has had it he she his her they their which who not
    at this be been are were is was but would will as than about after its more""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_LETTER = re.compile(r"[^\W\d_\u0000-\u02af\u1e00-\u1eff]")  # of another alphabet than the Latin
# Each opener is left out of what it opens, so that a million of them are read in one pass.
_MARKED = re.compile(
    r"„([^„“”]+)[“”]|“([^“”]+)”|”([^“”]+)”|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\""
)
_LONG_ENOUGH = 4  # words; fewer are a name or a title
_DENSE = 10  # letters that say as much in scripts without spaces


def is_english(text: str) -> bool:
    """Whether English function words are as frequent as in English. Too short a text passes for English."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    foreign = len(_FOREIGN_LETTER.findall(sample))
    if letters >= 2 * _FEWEST and foreign > letters / 2:
        return False
    return len(words) < _FEWEST or sum(word in _FUNCTION_WORDS for word in words) >= _ENGLISH * len(words)


def in_marks(article: Article) -> Iterator[Quotation]:
    """What stands in quotation marks in ``article``, paragraph by paragraph, speakers unknown."""
    for block in article.blocks:
        if block.kind in BODY_KINDS | {BlockKind.TITLE, BlockKind.STANDFIRST}:
            for found in _MARKED.finditer(article.text, *block.span):
                span = _trimmed(article.text, Span(*found.span(found.lastindex or 0)))
                if _is_long(span.of(article.text)):
                    yield Quotation(QuotationKind.DIRECT, (span,), None, None, None, None, RULE, 0.2)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _is_long(words: str) -> bool:
    return len(words.split()) >= _LONG_ENOUGH or len(_FOREIGN_LETTER.findall(words)) >= _DENSE
