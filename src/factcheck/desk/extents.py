"""Words of an article to the places where they stand.

Invariant: what is returned slices out of the article's text, without the quotation marks around it. Words that stand
nowhere or in several places are no extent; the error says what stands there instead, or how to name one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from factcheck.domain import Article, ClaimKind, Span
from factcheck.errors import UsageError
from factcheck.language import marks
from factcheck.language.folding import seen

_MARKS = '"“”„«»‹›‟「」＂'
_SINGLE = "'’‘ʼ`"
_DASHES = "-‐‑‒–—−"
_GAP = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s+")  # "the wall … is 350 km long": two pieces
_QUOTED_SINGLY = re.compile(r"['‘](?P<inner>.*)['’]", re.DOTALL)
_JOINT = re.compile(r"[\s,;–—]*(?:\b(?:and|but|or|while)\b)?\s*", re.IGNORECASE)
_JOINT_BEHIND = re.compile(r"[\s,;–—]*(?:\s(?:and|but|or|while))?\s*$", re.IGNORECASE)
_AROUND = 30  # characters shown on either side of a place
_FEW = 5  # places that are listed


def find(
    article: Article, words: str, *, within: Span | None = None, near: Span | None = None, nth: int | None = None
) -> tuple[Span, ...]:
    """The spans of ``words`` in an article; white space, quotation marks and dashes match any of their kind, and
    " … " leaves out what stands between. ``within`` is where to look, ``near`` the place that is meant if it is one
    of several, ``nth`` which of the places, from 1.

    Raises UsageError if they stand nowhere there, or in several places and none is named.
    """
    asked = _unmarked(words, Span(0, len(words))).of(words)
    if not asked:
        raise UsageError("no words were given, and a claim is words of the article.")
    where = within or Span(0, len(article.text))
    found = [(span,) for span in _places(article.text, asked, where)] or _in_pieces(article.text, asked, where)
    if not found:
        inside = "the claim" if within else f"article {article.id}"
        raise UsageError(f"the words “{asked}” do not stand in {inside}. Copy them from the article's text.")
    if nth is not None:
        if not 1 <= nth <= len(found):
            raise UsageError(f"the words “{asked}” stand {len(found)} times in the article; there is no place {nth}.")
        return found[nth - 1]
    close = [spans for spans in found if near and spans[0].start < near.end and near.start < spans[-1].end]
    if len(found) > 1 and len(close) != 1:
        raise UsageError(_several(article.text, asked, found))
    return close[0] if len(found) > 1 else found[0]


def _several(text: str, asked: str, found: Sequence[tuple[Span, ...]]) -> str:
    lines = [
        f"  {number}: …{_line(text[max(0, spans[0].start - _AROUND) : spans[-1].end + _AROUND])}…"
        for number, spans in enumerate(found[:_FEW], start=1)
    ]
    told = "\n".join([*lines, *(["  …"] if len(found) > _FEW else [])])
    return f"the words “{asked}” stand {len(found)} times. Give more of them, or say which place with --nth:\n{told}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _places(text: str, asked: str, where: Span) -> list[Span]:
    found = re.compile(_pattern(asked)).finditer(text, where.start, where.end)
    return [Span(*match.span()) for match in found]


def _in_pieces(text: str, asked: str, where: Span) -> list[tuple[Span, ...]]:
    """Each place where the pieces of ``asked`` follow one another in one paragraph."""
    pieces = [piece for piece in _GAP.split(asked) if piece.strip()]
    if len(pieces) < 2:
        return []
    found = []
    for first in _places(text, pieces[0], where):
        spans, end = [first], min(where.end, (text + "\n\n").index("\n\n", first.start))
        for piece in pieces[1:]:
            spans += _places(text, piece, Span(spans[-1].end, end))[:1]
        if len(spans) == len(pieces):
            found.append(tuple(spans))
    return found


def _pattern(words: str) -> str:
    """A pattern of ``words`` and no longer ones; what stands at their edges may go on."""
    pattern = "".join(_of_char(piece) for piece in re.findall(r"\s+|\S", seen(words)))
    return (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")


def _of_char(char: str) -> str:
    if char.isspace():
        return r"\s+"
    for kind in (_MARKS, _SINGLE, _DASHES):
        if char in kind:
            return f"[{re.escape(kind)}]"
    return re.escape(char)


def checked(article: Article, spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """``spans`` in order, without white space and marks at their edges. Raises UsageError if they are none of the
    article's text, empty, or overlap."""
    found = []
    for start, end in sorted(Span(*span) for span in spans):
        if not 0 <= start < end <= len(article.text):
            raise UsageError(
                f"{start}–{end} is no stretch of article {article.id}, which has {len(article.text):,} characters; "
                "offsets count code points."
            )
        found.append(_unmarked(article.text, Span(start, end)))
    if not found or any(not span.of(article.text).strip() for span in found):
        raise UsageError("a claim needs words of the article, and there are none at the places given.")
    if any(one.overlaps(other) for one, other in pairwise(found)):
        raise UsageError("the places given overlap. A claim holds each word once.")
    return tuple(found)


def _unmarked(text: str, span: Span) -> Span:
    """``span`` without white space at its edges, and without the quotation marks there if it has no others."""
    words = span.of(text)
    core = words.strip()
    inner = core.strip(f"{_MARKS} \t\n")
    if not any(mark in inner for mark in _MARKS):
        core = inner
    if (singly := _QUOTED_SINGLY.fullmatch(core)) and not any(mark in singly["inner"] for mark in "‘"):
        core = singly["inner"].strip()
    start = span.start + words.index(core)
    return Span(start, start + len(core))


def without_joint(text: str, spans: Sequence[Span]) -> list[Span]:
    """``spans`` without an "and" or a comma at their end, which only joins what follows."""
    *others, last = spans or [Span(0, 0)]
    end = last.start + len(_JOINT_BEHIND.sub("", last.of(text)))
    return [*others, Span(last.start, end)] if end > last.start else others


def merged(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those made one that overlap or that nothing but white space, a comma or an "and" parts."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or _JOINT.fullmatch(text, found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def words_at(article: Article, spans: Sequence[Span]) -> str:
    """The words at ``spans`` as a claim has them: joined by a space, in one line."""
    return " ".join(seen(" ".join(span.of(article.text) for span in spans)).split())


def same_words(text: str, one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two extents hold the same words at the same place, whatever marks and stops stand at their edges."""
    return _held(text, one) == _held(text, other)


def _held(text: str, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(*span) if text[at].isalnum())


def marked(article: Article, spans: Sequence[Span]) -> ClaimKind:
    """What kind of quotation the words at ``spans`` are, by what of them stands in quotation marks."""
    inside = marks.inside(article.text, _paragraphs(article), spans)
    if not inside:
        return ClaimKind.INDIRECT
    outside = _held(article.text, spans) - _held(article.text, inside)
    return ClaimKind.MIXED if outside else ClaimKind.DIRECT


def _paragraphs(article: Article) -> list[Span]:
    return [block.span for block in article.blocks] or [Span(0, len(article.text))]
