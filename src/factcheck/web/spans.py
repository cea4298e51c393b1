"""Places in a text as a page shows it, and in the text itself.

Invariant: what a person selected is what is stored: the words at a place are compared with those that were sent.
"""

from __future__ import annotations

import re
from itertools import islice

from factcheck.domain import Span
from factcheck.errors import UsageError
from factcheck.language.sentences import sentences
from factcheck.report.plain import clean

_SIGN = re.compile("\r\n|.", re.DOTALL)
# What a page shows otherwise, or not at all.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown_at(text: str, span: Span) -> Span:
    """Where words of ``text`` stand in the text as a page shows it, in code points."""
    if not _ODD.search(text, 0, span.end):
        return span
    start = len(clean(text[: span.start]))
    return Span(start, start + len(clean(span.of(text))))


def in_text(text: str, shown: Span) -> Span:
    """Where words of the shown text stand in ``text``. Raises UsageError for a place that is not in it."""
    found = shown
    if _ODD.search(text):
        at = [one.start() for one in _SIGN.finditer(text) for _ in clean(one.group())] + [len(text)]
        if not 0 <= shown.start < shown.end < len(at):
            raise _nowhere(shown)
        found = Span(at[shown.start], at[shown.end - 1] + 1)
    if not 0 <= found.start < found.end <= len(text):
        raise _nowhere(shown)
    return found


def selected(text: str, shown: Span, words: str) -> Span:
    """The same, of words that were selected there, without the white space around them.

    Raises UsageError where other words stand there.
    """
    found = in_text(text, shown)
    there = found.of(text)
    if clean(there).split() != clean(words).split() or not clean(there).strip():
        raise UsageError(f"the words “{clean(words)[:80].strip()}” are not those at this place. Choose them again.")
    start = found.start + len(there) - len(there.lstrip())
    return Span(start, start + len(there.strip()))


def told(written: str) -> Span | None:
    """A place that a button carries: "12-40"; None if it is none."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", written.strip())
    return Span(int(found[1]), int(found[2])) if found else None


def whole_sentences(text: str, within: Span, most: int) -> list[Span]:
    """The sentences of a stretch, at most so many, each without the white space around it."""
    found = [one for one in sentences(text, within) if one.of(text).strip()]
    return found[:most] or [within]


def whole_words(text: str, within: Span, most: int) -> list[Span]:
    """The words of a stretch, at most so many."""
    found = islice(re.finditer(r"\S+", within.of(text)), most)
    return [Span(within.start + one.start(), within.start + one.end()) for one in found]


def _nowhere(shown: Span) -> UsageError:
    return UsageError(f"the place {shown.start}–{shown.end} is not in the text. Choose the words again.")
