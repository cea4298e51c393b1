"""Figures of what readers made of pages.

Invariant: a page counts for whatever is marked in it and for nothing else; a reader that failed at it found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from factcheck.evaluate.intervals import Estimate, estimates
from factcheck.evaluate.reading.agreement import has_author, holds, leaks, matched, plain, same_authors, same_title
from factcheck.evaluate.reading.gold import GoldPage
from factcheck.evaluate.reading.running import PageOutcome, PageReading
from factcheck.language.tokens import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Told:
    """What pages say of themselves: of how many it is marked, for how many it was found right, or not at all."""

    marked: int
    right: int
    missing: int

    @property
    def wrong(self) -> int:
        return self.marked - self.right - self.missing


@dataclass(frozen=True, slots=True)
class PageScores:
    """What one reader's work is worth. Times are milliseconds; figures are None where nothing is marked.

    ``body`` is precision, recall and F1. ``chunks`` are those held, of how many, and those avoided, of how many;
    ``captions`` those that stand in the story, of how many.
    """

    body: tuple[Estimate, Estimate, Estimate] | None
    chunks: tuple[tuple[int, int], tuple[int, int]] | None
    captions: tuple[int, int]
    titles: Told
    authors: Told
    dates: Told
    failed: int
    time_median: float
    time_p95: float


@dataclass(frozen=True, slots=True)
class Miss:
    """Something of a page that one reader found otherwise than it is marked."""

    page: str
    what: str
    marked: str
    found: str


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """``pages`` by reader; ``misses`` are those of the first reader, the worst stories first."""

    count: int
    readers: Mapping[str, PageScores]
    misses: tuple[Miss, ...]


def score(outcomes: Sequence[PageOutcome]) -> ReadingScores:
    """The figures of at least one outcome."""
    names = list(outcomes[0].readings)
    return ReadingScores(
        len(outcomes), {name: _of_reader(outcomes, name) for name in names}, tuple(_misses(outcomes, names[0]))
    )


def _of_reader(outcomes: Sequence[PageOutcome], name: str) -> PageScores:
    read = [(outcome.page, outcome.readings[name]) for outcome in outcomes]
    times = [1000 * outcome.seconds[name] for outcome in outcomes]
    leaked = [one for outcome in outcomes for one in _leaking(outcome, outcome.readings[name])]
    return PageScores(
        body=_body([matched(page.body, reading.story(page.apart)) for page, reading in read if page.body is not None]),
        chunks=_chunks(read),
        captions=(sum(leaked), len(leaked)),
        titles=_told(read, *_TITLE),
        authors=_told(read, *_AUTHORS),
        dates=_told(read, *_DATE),
        failed=sum(reading.failed is not None for _, reading in read),
        time_median=median(times),
        time_p95=quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0],
    )


# -- the story ------------------------------------------------------------------------------------


def _body(shares: Sequence[tuple[float, float, float]]) -> tuple[Estimate, Estimate, Estimate] | None:
    """Precision, recall and F1 as scrapinghub's benchmark has them: F1 of the two means over pages."""
    if not shares:
        return None
    import numpy as np

    both, more, fewer = np.array(shares, dtype=np.float64).T
    precision, recall = _means(both, both + more), _means(both, both + fewer)

    def figures(weights: NDArray[np.int64]) -> NDArray[np.float64]:
        one, other = precision(weights), recall(weights)
        return np.stack([one, other, 2 * one * other / np.maximum(one + other, 1e-12)], axis=1)

    exact, complete, f1 = estimates(len(shares), figures)
    return exact, complete, f1


def _means(right: NDArray[np.float64], of: NDArray[np.float64]) -> Callable[[NDArray[np.int64]], NDArray[np.float64]]:
    """The mean of ``right / of`` over the pages that have anything, weighted."""
    import numpy as np

    counts = of > 0
    ratios = np.divide(right, of, out=np.zeros_like(right), where=counts)
    return lambda weights: (weights @ ratios) / np.maximum(weights @ counts, 1)


def _chunks(read: Sequence[tuple[GoldPage, PageReading]]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    held, avoided = [], []
    for page, reading in read:
        text = plain(reading.story(page.apart))
        held += [holds(text, chunk) for chunk in page.holds]
        avoided += [not holds(text, chunk) for chunk in page.lacks]
    return ((sum(held), len(held)), (sum(avoided), len(avoided))) if held or avoided else None


def _leaking(outcome: PageOutcome, reading: PageReading) -> list[bool]:
    body = f" {' '.join(words(reading.story()))} "
    return [leaks(words(caption), body) for caption in outcome.captions]


# -- what a page says of itself -------------------------------------------------------------------

Marked = Callable[[GoldPage], str]
Found = Callable[[PageReading], str]
Same = Callable[[GoldPage, PageReading], bool]
_TITLE: tuple[Marked, Found, Same] = (
    lambda page: page.title or "",
    lambda reading: reading.title or "",
    lambda page, reading: same_title(page.title or "", reading.title or ""),
)
_AUTHORS: tuple[Marked, Found, Same] = (
    lambda page: "; ".join(page.authors) if has_author(page.authors) else "",
    lambda reading: reading.byline or "",
    lambda page, reading: same_authors(page.authors, reading.byline or ""),
)
_DATE: tuple[Marked, Found, Same] = (
    lambda page: str(page.published or ""),
    lambda reading: str(reading.published or ""),
    lambda page, reading: page.published == reading.published,
)
_FACTS = {"title": _TITLE, "author": _AUTHORS, "date": _DATE}


def _told(read: Sequence[tuple[GoldPage, PageReading]], marked: Marked, found: Found, same: Same) -> Told:
    asked = [(page, reading) for page, reading in read if marked(page)]
    return Told(
        len(asked),
        sum(bool(found(reading)) and same(page, reading) for page, reading in asked),
        sum(not found(reading) for _, reading in asked),
    )


def _misses(outcomes: Sequence[PageOutcome], name: str) -> list[Miss]:
    stories: list[tuple[float, Miss]] = []
    facts: list[Miss] = []
    for outcome in outcomes:
        page, reading = outcome.page, outcome.readings[name]
        stories += _story(page, reading)
        for what, (marked, found, same) in _FACTS.items():
            if marked(page) and not same(page, reading):
                facts.append(Miss(page.name, what, marked(page), found(reading)))
        leaked = zip(outcome.captions, _leaking(outcome, reading), strict=True)
        facts += [Miss(page.name, "caption", "", caption) for caption, leaks_in in leaked if leaks_in]
    return [*(miss for _, miss in sorted(stories, key=lambda one: one[0])), *sorted(facts, key=lambda miss: miss.what)]


def _story(page: GoldPage, reading: PageReading) -> list[tuple[float, Miss]]:
    if page.body is not None:
        both, more, fewer = matched(page.body, reading.story(page.apart))
        f1 = 2 * both / (2 * both + more + fewer) if both + more + fewer else 1.0
        said = f"too much {more:.2f}, too little {fewer:.2f}"
        return [(f1, Miss(page.name, "story", f"F1 {f1:.3f}", reading.failed or said))] if f1 < 1 else []
    text = plain(reading.story(page.apart))
    lost = [Miss(page.name, "story lacks", chunk, "") for chunk in page.holds if not holds(text, chunk)]
    added = [Miss(page.name, "story has", "", chunk) for chunk in page.lacks if holds(text, chunk)]
    return [(0.0, miss) for miss in (*lost, *added)]
