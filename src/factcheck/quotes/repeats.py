"""Pull quotes: words set apart that repeat a quotation of the same article are whose that one is.

Invariant: only a floating quotation is a repeat, and only of one with a cue; none is left out, and
the time is linear in the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from factcheck.domain import Quotation, Span

RULE = "repeated quotation"
_WORD = re.compile(r"\w+")
_RUN = 6  # words in a row that two people seldom choose alike
_MOST = 0.8  # of the runs of a repeat stand in the quotation it repeats
_CONFIDENCE = 0.8


def with_repeats(text: str, quotations: Sequence[Quotation], floating: str) -> list[Quotation]:
    """``quotations`` of ``text``; those by the rule ``floating`` that repeat another are given its speaker."""
    told: dict[tuple[str, ...], int] = {}
    for at, said in enumerate(quotations):
        if said.cue is not None and said.rule != floating:
            told.update(dict.fromkeys(_runs(text, said.content), at))
    return [
        said
        if said.rule != floating or (number := _repeated(text, said, told)) is None
        else replace(
            said,
            speaker=quotations[number].speaker,
            source=quotations[number].source,
            rule=RULE,
            confidence=_CONFIDENCE if quotations[number].speaker else said.confidence,
        )
        for said in quotations
    ]


def _repeated(text: str, said: Quotation, told: dict[tuple[str, ...], int]) -> int | None:
    runs = list(_runs(text, said.content))
    found = Counter(told[run] for run in runs if run in told)
    return found.most_common(1)[0][0] if runs and found.total() >= _MOST * len(runs) else None


def _runs(text: str, content: Iterable[Span]) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for span in content for word in _WORD.findall(span.of(text))]
    yield from (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
