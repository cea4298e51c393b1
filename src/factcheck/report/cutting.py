"""Where a text may be cut.

Invariant: what is kept neither begins nor ends inside a word or a figure, so that no number is parted from its sign,
currency, unit, range or month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

_GAP = re.compile(r"\s+")
_NUMBER = re.compile(r"[\d%‰°£$€¥¼½¾⅓⅔⅛]\Z")  # a comma or full stop behind it would close it
_NUMBER_NEXT = re.compile(r"[(\[“‘\"']?[-+−–±~≈<>£$€¥]*\.?\d")
_BELONGS_TO_IT = re.compile(r"(?:^|[\s(\[“‘\"'])(?:[^\w\s]+|\w{1,4}\.)\Z")  # a sign alone, "No.", "p."
_FURTHEST = 300  # characters that are looked through for a place
_READ = 300  # characters beside them that are read for figures
_NEAR = 60  # characters on either side of a place in which some of a figure's numbers stand


def end_before(text: str, most: int) -> int:
    """The last place, ``most`` or before it, at which ``text`` may end; 0 if there is none near."""
    if most >= len(text):
        return len(text)
    gaps = list(_GAP.finditer(text, max(0, most - _FURTHEST), most + 1))
    return next((gap.start() for gap in reversed(gaps) if gap.start() and _parts(text, gap, most)), 0)


def end_within(text: str, most: int) -> int:
    """``end_before``, or where there is none, a place inside a word that is longer, but before a figure that is."""
    if end := end_before(text, most):
        return end
    return min((start for start, end in _figures(text, most) if start < most < end), default=most)


def begin_behind(text: str, least: int) -> int:
    """The first place, ``least`` or behind it, at which ``text`` may begin; its length if there is none near."""
    if least <= 0:
        return 0
    gaps = _GAP.finditer(text, least - 1, least + _FURTHEST)
    return next((gap.end() for gap in gaps if gap.end() < len(text) and _parts(text, gap, least)), len(text))


def _parts(text: str, gap: re.Match[str], near: int) -> bool:
    """Whether no figure goes on across a gap between words."""
    before, behind = text[max(0, gap.start() - _NEAR) : gap.start()].rstrip(), text[gap.end() :][:_NEAR].lstrip()
    if _NUMBER.search(before) and behind[:1].isalnum():
        return False
    if _NUMBER_NEXT.match(behind) and (_NUMBER.search(before) or _BELONGS_TO_IT.search(before)):
        return False
    if not _numbers().search(f"{before} {behind}"):
        return True
    return not any(start < gap.end() and gap.start() < end for start, end in _figures(text, near))


def _figures(text: str, near: int) -> Iterator[tuple[int, int]]:
    """Where the figures around a place begin and end."""
    low = max(0, near - _FURTHEST - _READ)
    return ((low + start, low + end) for start, end in _found(text[low : near + _FURTHEST + _READ]))


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[tuple[int, int], ...]:
    from factcheck.figures import find

    return tuple((figure.span.start, figure.span.end) for figure in find(text))


@cache
def _numbers() -> re.Pattern[str]:
    """What a figure has in it: a digit, or a word for a number, a part, a multiple or a month."""
    from factcheck.language.calendar import MONTHS
    from factcheck.language.numbers import FRACTIONS, ORDINALS, SCALES, SMALL, TENS

    words = "|".join(sorted({*SMALL, *TENS, *ORDINALS, *FRACTIONS, *MONTHS}, key=len, reverse=True))
    plural = "|".join((*SCALES, "dozen"))
    return re.compile(
        rf"[\d¼½¾⅓⅔⅕⅛]|\b(?:{words}|(?:{plural})s?|tens|few|several|once|twice|thrice|\w+fold"
        r"|(?:doubl|halv|tripl|trebl|quadrupl|quintupl)\w+)\b",
        re.IGNORECASE,
    )
