"""Where within a sentence somebody is said to have said it.

Invariant: what is found is a contiguous stretch at the beginning or the end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.domain import Span

_SAYING = r"""(?:said|says|told\ \w+(?:\ \w+)?|announced|reported|claimed|claims|warned|added|stated|argued|confirmed
    |insisted|wrote|writes|estimates|estimated|found|believes?|thinks?|admitted|acknowledged|suggested|showed?|shows)"""
# "The mayor said that …"
_LEADING = re.compile(rf"(?:[\w’'.-]+,?\ ){{1,9}}?{_SAYING}\ that\ (?=\w)", re.VERBOSE | re.IGNORECASE)
# "…, the mayor said." and "…, according to the mayor."
_TRAILING = re.compile(
    rf",\ (?:according\ to\ [^,;]{{3,80}}|(?:[\w’'.-]+\ ){{1,7}}{_SAYING}(?:\ (?:on\ )?\w+day)?)[.”\"]*$",
    re.VERBOSE | re.IGNORECASE,
)


def attributions(text: str, sentence: Span) -> Iterator[int]:
    """Where what is said begins behind who says it, and where who says it begins behind what is said."""
    if leading := _LEADING.match(text, sentence.start, sentence.end):
        yield leading.end()
    if trailing := _TRAILING.search(text, sentence.start, sentence.end):
        yield trailing.start() + 2
