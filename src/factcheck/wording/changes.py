"""What one change does to a quotation: named, and told grave from harmless.

Invariant: a change is grave only where words can be shown for it: a negation, a qualifier, a
figure, a name, or words of content that are the speaker's on one side only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck import figures
from factcheck.domain import Alteration, Span
from factcheck.language.stems import stem
from factcheck.wording import lexicon
from factcheck.wording.aligning import forms, same
from factcheck.wording.quotation import QuotedWords
from factcheck.wording.tokens import Words, is_number

_CLAUSE = 6  # words: what is left out of more than these had its own negations and qualifiers
_CONTEXT = 60  # characters beside a figure that say what it counts


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``quoted`` of the quotation that stand where the source has its words ``missing``.

    ``marked`` says that the writer put an ellipsis there.
    """

    quotation: QuotedWords
    quoted: range
    text: str  # of the source
    words: Words  # of the source
    missing: range
    marked: bool = False

    @property
    def bracketed(self) -> list[int]:
        return [at for at in self.quoted if at in self.quotation.bracketed]

    @property
    def ours(self) -> list[str]:
        """The keys on the quotation's side."""
        return [self.quotation.words.keys[at] for at in self.quoted]

    @property
    def theirs(self) -> list[str]:
        """The keys on the source's side."""
        return [self.words.keys[at] for at in self.missing]


def alterations(change: Change) -> tuple[tuple[Alteration, ...], bool]:
    """The kinds of difference, and whether any of them changes what was said."""
    found = dict(_found(change))
    return tuple(kind for kind in Alteration if kind in found), any(found.values())


def _found(change: Change) -> Iterator[tuple[Alteration, bool]]:
    bracketed = change.bracketed
    if bracketed:
        yield Alteration.BRACKETS, False
    if change.marked:
        yield Alteration.ELLIPSIS, False
    if len(change.missing) <= _CLAUSE or change.quoted:
        yield from _turned(change)
        yield from _limited(change)
    if bracketed and len(bracketed) == len(change.quoted):
        return  # what the brackets replaced is between the writer and the reader
    if change.quoted and change.missing:
        yield from _replaced(change)
    elif change.missing and not change.marked:
        yield from _dropped(change)
    elif change.quoted:
        yield from _added(change)


def _turned(change: Change) -> Iterator[tuple[Alteration, bool]]:
    """Negations on one side only, also as a prefix: "able" and "unable"."""
    ours, theirs = (sum(key in lexicon.NEGATIONS for key in side) for side in (change.ours, change.theirs))
    if theirs > ours or any(_negates(key, change.ours) for key in change.theirs):
        yield Alteration.DROPPED_NEGATION, True
    if ours > theirs or any(_negates(key, change.theirs) for key in change.ours):
        yield Alteration.ADDED_NEGATION, True


def _negates(key: str, others: Sequence[str]) -> bool:
    plain = (key.removeprefix(prefix) for prefix in lexicon.NEGATIVE_PREFIXES if key.startswith(prefix))
    return any(len(rest) > 2 and rest in others for rest in plain)


def _limited(change: Change) -> Iterator[tuple[Alteration, bool]]:
    ours, theirs = _qualifiers(change.ours), _qualifiers(change.theirs)
    if theirs - ours:
        yield Alteration.DROPPED_QUALIFIER, True
    widened = lexicon.UNIVERSALS.intersection(change.ours) - lexicon.UNIVERSALS.intersection(change.theirs)
    if ours - theirs or widened:
        yield Alteration.ADDED_QUALIFIER, True


def _qualifiers(keys: Sequence[str]) -> Counter[str]:
    line = f" {' '.join(keys)} "
    phrases = [phrase for phrase in lexicon.QUALIFYING_PHRASES if f" {phrase} " in line]
    return Counter([key for key in keys if key in lexicon.QUALIFIERS] + phrases)


def _replaced(change: Change) -> Iterator[tuple[Alteration, bool]]:
    numbers = [any(map(is_number, side)) for side in (change.ours, change.theirs)]
    agree = _figures_agree(change)
    if all(numbers) and agree is not True:
        yield Alteration.CHANGED_FIGURE, True
    if agree is True and not _content(_unlike(change)):
        return  # "12 percent" for "twelve per cent": nothing a listener could hear
    if agree is False and not all(numbers):
        yield Alteration.CHANGED_FIGURE, True
    named = _names(change)
    if named:
        yield Alteration.CHANGED_NAME, True
    ours, theirs = _unlike(change)
    if not ours and not theirs:
        yield Alteration.ADAPTATION, False
    elif ours and not theirs and not all(numbers):
        yield Alteration.ADDED_WORDS, bool(_content((ours, [])))
    elif theirs and not ours and not all(numbers):
        yield from _left_out(theirs)
    elif not named and not all(numbers):
        yield Alteration.CHANGED_WORDS, bool(_content((ours, [])) and _content(([], theirs)))


def _unlike(change: Change) -> tuple[list[str], list[str]]:
    """The words of both sides that are no form of a word of the other side, qualifiers and negations left out."""
    sides = (change.ours, change.theirs)
    for_itself = lexicon.NEGATIONS | lexicon.QUALIFIERS
    left = [
        [key for key in one if key not in for_itself and not any(_alike(key, each) for each in other)]
        for one, other in (sides, sides[::-1])
    ]
    marks = change.bracketed
    ours = [key for key in left[0] if not any(change.quotation.words.keys[at] == key for at in marks)]
    return ours, left[1]


def _alike(one: str, other: str) -> bool:
    return same(one, other) or other in forms(one) or stem(one) == stem(other)


def _content(sides: tuple[Sequence[str], Sequence[str]]) -> list[str]:
    return [key for side in sides for key in side if key not in lexicon.FUNCTION and key not in lexicon.FILLERS]


def _dropped(change: Change) -> Iterator[tuple[Alteration, bool]]:
    yield from _left_out(change.theirs)


def _left_out(keys: Sequence[str]) -> Iterator[tuple[Alteration, bool]]:
    rest = f" {' '.join(keys)} "
    for phrase in (*lexicon.FILLING_PHRASES, *lexicon.QUALIFYING_PHRASES):
        rest = rest.replace(f" {phrase} ", " ")
    others = [key for key in rest.split() if key not in lexicon.FILLERS]
    named = lexicon.NEGATIONS | lexicon.QUALIFIERS
    if not named.isdisjoint(others):
        named |= lexicon.AUXILIARIES  # "do not", "would perhaps"
    if not others:
        if not _qualifiers(keys):
            yield Alteration.FILLERS, False
    elif not named.issuperset(others):
        yield Alteration.OMISSION, False


def _added(change: Change) -> Iterator[tuple[Alteration, bool]]:
    marks = {change.quotation.words.keys[at] for at in change.bracketed}
    keys = [
        key for key in change.ours if key not in lexicon.NEGATIONS | lexicon.QUALIFIERS | lexicon.UNIVERSALS | marks
    ]
    if keys:
        yield Alteration.ADDED_WORDS, bool(_content((keys, [])))


# -- names and figures --------------------------------------------------------------------


def _names(change: Change) -> bool:
    """Whether a name stands on both sides, and not the same one."""
    quoted = change.quotation
    ours = {
        quoted.words.keys[at]
        for at in change.quoted
        if quoted.text[quoted.words.starts[at]].isupper() and at not in quoted.openers and at not in quoted.bracketed
    }
    theirs = {
        change.words.keys[at]
        for at in change.missing
        if change.text[change.words.starts[at]].isupper() and not _opens(change.text, change.words.starts[at])
    }
    ours, theirs = ours - lexicon.FUNCTION, theirs - lexicon.FUNCTION
    return bool(ours - theirs and theirs - ours)


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence, and has its capital from that."""
    before = text[max(0, start - 4) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"


def _figures_agree(change: Change) -> bool | None:
    """Whether the figures at this place are the same on both sides; None if either side has none."""
    ours = _figures(change.quotation.text, change.quotation.words, change.quoted)
    theirs = _figures(change.text, change.words, change.missing)
    if not ours or not theirs:
        return None
    values = {_value(figure) for figure in theirs}  # to the last digit: nobody rounds within quotation marks
    return all(_value(figure) in values for figure in ours)


def _value(figure: figures.Figure) -> tuple[float, float, str]:
    return figure.low, figure.high, figure.unit


def _figures(text: str, words: Words, among: range) -> list[figures.Figure]:
    if not among:
        return []
    here = words.span(among.start, among.stop - 1)
    around = Span(max(0, here.start - _CONTEXT), min(len(text), here.end + _CONTEXT))
    found = figures.find(around.of(text))
    inside = Span(here.start - around.start, here.end - around.start)
    return [figure for figure in found if figure.span.overlaps(inside)]
