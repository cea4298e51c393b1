"""What one change does to a quotation: named, and told grave from harmless.

Invariant: a change is grave only where words can be shown for it: a negation, a qualifier, a
figure, a name, or words of content that are the speaker's on one side only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factcheck.domain import Alteration
from factcheck.language.stems import stem
from factcheck.wording import lexicon
from factcheck.wording.aligning import forms, same
from factcheck.wording.change import Change, opens
from factcheck.wording.scope import lost_condition, narrows
from factcheck.wording.spelt_figures import without_figures
from factcheck.wording.tokens import is_number

_CLAUSE = 6  # words: what is left out of more than these had its own negations and qualifiers


def alterations(change: Change) -> tuple[tuple[Alteration, ...], bool]:
    """The kinds of difference, and whether any of them changes what was said."""
    if _spelled_alike(change.ours, change.theirs):
        return (), False
    rest, differ = without_figures(change)
    if not rest.quoted and not rest.missing and not differ and not change.bracketed:
        return (), False
    found: dict[Alteration, bool] = {}
    for kind, grave in _found(rest, differ, len(change.missing)):
        found[kind] = found.get(kind, False) or grave
    return tuple(kind for kind in Alteration if kind in found), any(found.values())


def _spelled_alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """ "health care" and "healthcare", "10.30" and "10:30"."""
    return bool(ours and theirs) and any(mark.join(ours) == mark.join(theirs) for mark in ("", "."))


def _found(change: Change, differ: bool, left_out: int) -> Iterator[tuple[Alteration, bool]]:
    bracketed = change.bracketed
    if bracketed:
        yield Alteration.BRACKETS, False
    if change.marked:
        yield Alteration.ELLIPSIS, False
    if left_out <= _CLAUSE or change.quoted:
        yield from _turned(change)
        yield from _limited(change)
    elif lost_condition(change):
        yield Alteration.DROPPED_QUALIFIER, True
    if bracketed and len(bracketed) == len(change.quoted):
        return  # what the brackets replaced is between the writer and the reader
    if change.quoted and change.missing:
        yield from _replaced(change, differ)
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
    never = [lexicon.NEVER.intersection(side) for side in (change.ours, change.theirs)]
    denied = not lexicon.NEGATIONS.isdisjoint(change.ours) and not lexicon.NEGATIONS.isdisjoint(change.theirs)
    dropped = theirs - ours
    if set(dropped) == {"can"} and lexicon.NEGATIONS.isdisjoint(change.ours) and _adjoin("can", "not", change.theirs):
        dropped.clear()  # "cannot" is a negation dropped, and no more
    if dropped or (denied and never[1] and not never[0]):
        yield Alteration.DROPPED_QUALIFIER, True
    widened = lexicon.UNIVERSALS.intersection(change.ours) - lexicon.UNIVERSALS.intersection(change.theirs)
    if ours - theirs or widened or (denied and never[0] and not never[1]):
        yield Alteration.ADDED_QUALIFIER, True


def _adjoin(one: str, other: str, keys: Sequence[str]) -> bool:
    return (one, other) in pairwise(keys)


def _qualifiers(keys: Sequence[str]) -> Counter[str]:
    """How often each qualifier stands in ``keys``, those that say the same counted as one."""
    line = f" {' '.join(keys)} "
    found = [phrase for phrase in lexicon.QUALIFYING_PHRASES if f" {phrase} " in line]
    return Counter([lexicon.SAME_QUALIFIER.get(key, key) for key in keys if key in lexicon.QUALIFIERS] + found)


def _replaced(change: Change, differ: bool) -> Iterator[tuple[Alteration, bool]]:
    numbers = [any(map(is_number, side)) for side in (change.ours, change.theirs)]
    if all(numbers) or differ:
        yield Alteration.CHANGED_FIGURE, True
    named = _names(change)
    if named:
        yield Alteration.CHANGED_NAME, True
    ours, theirs = _unlike(change)
    if (not ours and not theirs) or lexicon.FUTURE.issuperset(ours + theirs):
        yield (Alteration.ADAPTATION if _adapted(change) else Alteration.CHANGED_WORDS), False
    elif ours and not theirs and not all(numbers):
        yield Alteration.ADDED_WORDS, bool(_content((ours, [])))
    elif theirs and not ours and not all(numbers):
        yield from _left_out(theirs)
    elif not named and not all(numbers):
        yield Alteration.CHANGED_WORDS, bool(_content((ours, [])) and _content(([], theirs)))


def _adapted(change: Change) -> bool:
    """Whether a word stands in another form on the other side: "walk" for "walked", "he" for "I"."""
    for_itself = lexicon.NEGATIONS | lexicon.QUALIFIERS
    ours, theirs = ([key for key in side if key not in for_itself] for side in (change.ours, change.theirs))
    return any(one != other and _alike(one, other) for one in ours for other in theirs)


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
    if narrows(change):
        yield Alteration.DROPPED_QUALIFIER, True
    else:
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
        if change.text[change.words.starts[at]].isupper() and not opens(change.text, change.words.starts[at])
    }
    ours, theirs = ours - lexicon.FUNCTION, theirs - lexicon.FUNCTION
    return bool(ours - theirs and theirs - ours)
