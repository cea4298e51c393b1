"""A verb's mere object taken for what somebody said: "praised the engineer", "rejected it".

Invariant: what has a verb, a figure or marks of its own, or asks for something, is never a mere object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from factcheck.claims import lexicon
from factcheck.domain import Article, Quotation, QuotationKind, Span
from factcheck.language.sentences import sentences
from factcheck.syntax import Word, children, parse

_SAYS = re.compile(r"[\d“”\"]")
_PRONOUNS = frozenset(("PRP", "DT", "WP", "WDT", "EX"))
_NAMES = frozenset(("NNP", "NNPS"))
_BESIDE = frozenset("punct prep advmod npadvmod mark cc".split())
_DEFINITE = frozenset("the this that these those".split())
_EVENT = re.compile(
    r"(?:[ts]ion|ment|ure|al|[ae]nce|ing|sis|ry|death|birth|loss|sale|rise|fall|start|end|cut|theft|arrest|release|murder"
    r"|purchase|increase|decrease|collapse|defeat|launch|merger)s?$"
)


def is_mere_object(article: Article, quotation: Quotation) -> bool:
    """Whether what an indirect ``quotation`` says only names somebody or something known, and tells nothing of it."""
    if quotation.kind is not QuotationKind.INDIRECT or len(quotation.content) != 1:
        return False
    content = quotation.content[0]
    if _SAYS.search(content.of(article.text)) or lexicon.RECOMMENDATION.search(content.of(article.text)):
        return False
    sentence = _sentence_of(article, content)
    words = parse([sentence.of(article.flow)])[0]
    inside = [
        at
        for at, word in enumerate(words)
        if Span(sentence.start + word.start, sentence.start + word.end).overlaps(content)
    ]
    if not inside or any(words[at].tag.startswith(("VB", "MD")) for at in inside):
        return len(inside) == 1
    return _names_something_known(sentence.of(article.flow), words, inside)


def _names_something_known(text: str, words: Sequence[Word], inside: Sequence[int]) -> bool:
    """Whether the noun at the head of the words ``inside`` is a pronoun, a name, "the …" or "her …", and no event."""
    heads = [at for at in inside if words[at].head not in inside or words[at].head == at]
    head = heads[0] if heads else inside[0]
    judged = [at for at in heads if words[at].relation not in _BESIDE]  # "the plan | a mistake"
    if len(judged) > 1 or next(children(words, head, frozenset(("nsubj",))), None) is not None:
        return False
    if words[head].tag in _PRONOUNS | _NAMES:
        return True
    of = [at for at in children(words, head, frozenset(("prep",))) if _lower(text, words, at) == "of"]
    if of and _EVENT.search(_lower(text, words, head)):
        return False
    determiners = children(words, head, frozenset(("det", "poss")))
    return any(words[at].relation == "poss" or _lower(text, words, at) in _DEFINITE for at in determiners)


def _lower(text: str, words: Sequence[Word], at: int) -> str:
    return text[words[at].start : words[at].end].lower()


def _sentence_of(article: Article, content: Span) -> Span:
    block = next((block.span for block in article.blocks if block.span.overlaps(content)), content)
    return next((one for one in _sentences_in(article.flow, block) if one.overlaps(content)), content)


@lru_cache(maxsize=8)
def _sentences_in(text: str, block: Span) -> Sequence[Span]:
    """A whole text may be one block, with many quotations in it."""
    return sentences(text, block)
