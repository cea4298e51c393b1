"""Words of a page to segments of lines, and those to regions in the order in which a person reads them.

Invariant: every word of the page is in exactly one region. Columns are read one after the other, what spans them before
or between; the rows of a table stay together.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factcheck.articles.pdf.words import PageWord

_SAME_LINE = 0.3  # of the size of type
_GAP = 2.0  # sizes of type between words that surely are of two columns
_GUTTER = 0.7  # the least gap of a column that many lines leave free
_LINES_BY_A_GUTTER = 4
_MARKER = re.compile(r"[•▪●◦‣∙■□–*!·-]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,5})[.)]")
_MARKER_GAP = 5.0  # between what marks an item of a list, and the item
_LEADING = 2.2  # sizes of type between lines of one region
_FAR = 150.0  # points within which the next line of any type is found
_LEAST_OVERLAP = 0.3
_CELL_WORDS = 4
_TABLE_ROWS = 3
_MOST_ORDERED = 200  # regions put in order by what lies between them; more are read from the top


class Segment(NamedTuple):
    """Words beside each other on a line, with no column's gap between them."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float  # the width of its first word
    is_right_to_left: bool = False

    @property
    def top(self) -> float:
        return self.base - self.size


class Region(NamedTuple):
    """Segments below each other, or the rows of a table, and their outermost edges."""

    segments: tuple[Segment, ...]
    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...] = ()


def _region(found: Sequence[Segment], rows: Iterable[tuple[str, ...]] = ()) -> Region:
    return Region(
        tuple(found),
        min(one.left for one in found),
        max(one.right for one in found),
        min(one.top for one in found),
        max(one.base for one in found),
        tuple(rows),
    )


def mirrored(region: Region) -> Region:
    """A region of lines that begin at the right, as if they began at the left."""
    return _region([one._replace(left=-one.right, right=-one.left) for one in region.segments])


def segments(words: Sequence[PageWord]) -> list[list[Segment]]:
    """The lines of a page from the top, each as its segments from the left."""
    lines = _lines(words)
    gutters = _gutters(lines)
    return [[_segment(part) for part in _parts(line, gutters)] for line in lines]


def regions(lines: Sequence[Sequence[Segment]]) -> list[Region]:
    """The regions of a page in the order of reading."""
    tables: list[Region] = []
    loose: list[Segment] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end - at >= _TABLE_ROWS:
            tables.append(_table(lines[at:end]))
            at = end
        else:
            loose.extend(lines[at])
            at += 1
    return _in_order([*_chained(loose), *tables])


# -- lines ------------------------------------------------------------------------------


def _lines(words: Sequence[PageWord]) -> list[list[PageWord]]:
    lines: list[list[PageWord]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if not lines or word.base - base > _SAME_LINE * max(min(size, word.size), 1.0):
            lines.append([])
            base, size = word.base, word.size
        lines[-1].append(word)
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _gutters(lines: Sequence[Sequence[PageWord]]) -> list[float]:
    """Where many lines leave a gap at one place, and few have words: the middles of those gaps."""
    gaps = [
        (one.right, other.left)
        for line in lines
        for one, other in pairwise(line)
        if other.left - one.right >= _GUTTER * max(one.size, other.size)
    ]
    free, crossed = _covering(gaps), _covering([(word.left, word.right) for line in lines for word in line])
    found: list[float] = []
    for start, end in gaps:
        middle = (start + end) / 2
        if not any(start <= gutter <= end for gutter in found):
            count = free(middle)
            if count >= _LINES_BY_A_GUTTER and count > crossed(middle):
                found.append(middle)
    return found


def _covering(intervals: Sequence[tuple[float, float]]) -> Callable[[float], int]:
    """How many of the intervals a place lies in."""
    starts, ends = (sorted(side) for side in zip(*intervals, strict=True)) if intervals else ([], [])
    return lambda place: bisect_right(starts, place) - bisect_left(ends, place)


def _parts(line: Sequence[PageWord], gutters: Sequence[float]) -> Iterator[list[PageWord]]:
    part = [line[0]]
    for before, word in pairwise(line):
        gap = word.left - before.right
        size = max(before.size, word.size)
        is_gutter = gap >= _GUTTER * size and any(before.right <= gutter <= word.left for gutter in gutters)
        is_marker = len(part) == 1 and gap < _MARKER_GAP * size and _MARKER.fullmatch(before.text)
        if (gap >= _GAP * size or is_gutter) and not is_marker:
            yield part
            part = []
        part.append(word)
    yield part


def _segment(words: Sequence[PageWord]) -> Segment:
    main = max(words, key=lambda word: len(word.text))
    is_right_to_left = sum(map(_is_right_to_left, words)) * 2 > len(words)
    if is_right_to_left:
        words = words[::-1]
    return Segment(
        _spaced(words),
        min(word.left for word in words),
        max(word.right for word in words),
        statistics.median_low(word.base for word in words),
        main.size,
        all(word.bold for word in words),
        words[0].right - words[0].left,
        is_right_to_left,
    )


def _spaced(words: Sequence[PageWord]) -> str:
    """The words with spaces, but where type changes within a word."""
    text = words[0].text
    for before, word in pairwise(words):
        glued = -0.2 * word.size < word.left - before.right < 0.08 * word.size and before.size != word.size
        text += ("" if glued else " ") + word.text
    return text


def _is_right_to_left(word: PageWord) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in word.text)


# -- regions -----------------------------------------------------------------------------


def _chained(loose: Sequence[Segment]) -> list[Region]:
    """Segments to regions: one goes on with what stands below it if nothing else stands there, and it below nothing
    else."""
    ordered = sorted(loose, key=lambda one: (one.base, one.left))
    below = [_next_below(ordered, at) for at in range(len(ordered))]
    above: dict[int, list[int]] = {}
    for at, found in enumerate(below):
        for other in found:
            above.setdefault(other, []).append(at)
    chains: dict[int, list[Segment]] = {}
    chain_of: dict[int, int] = {}
    for at, one in enumerate(ordered):
        (upper,) = above.get(at, []) if len(above.get(at, [])) == 1 else (None,)
        start = chain_of[upper] if upper is not None and len(below[upper]) == 1 else at
        chain_of[at] = start
        chains.setdefault(start, []).append(one)
    return [_region(chain) for chain in chains.values()]


def _next_below(ordered: Sequence[Segment], at: int) -> list[int]:
    """The segments of the nearest line below, within a region's leading, that stand under this one."""
    one = ordered[at]
    found: list[int] = []
    for other_at in range(at + 1, len(ordered)):
        other = ordered[other_at]
        if other.base - one.base > _FAR:
            break
        if other.base - one.base > _LEADING * max(one.size, other.size) or not _overlap(one, other):
            continue
        if found and other.base - ordered[found[0]].base > _SAME_LINE * other.size:
            break
        if other.base - one.base > _SAME_LINE * one.size:
            found.append(other_at)
    return found


def _overlap(one: Segment | Region, other: Segment | Region) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > _LEAST_OVERLAP * min(one.right - one.left, other.right - other.left)


def _in_order(found: Sequence[Region]) -> list[Region]:
    """From the top within a column, columns from the left, unless something that spans both lies between.

    After T. M. Breuel, High Performance Document Layout Analysis (2003).
    """
    ordered = sorted(found, key=lambda region: (region.top, region.left))
    if len(ordered) > _MOST_ORDERED:
        return ordered
    before = {
        at: {other for other in range(len(ordered)) if _precedes(ordered, other, at)} for at in range(len(ordered))
    }
    done: list[int] = []
    while before:
        free = [at for at, others in before.items() if not others - set(done)]
        at = free[0] if free else min(before)
        if done and len(free) > 1:  # go on below what was just read, if nothing stands against it
            at = next((one for one in free if _overlap(ordered[done[-1]], ordered[one])), at)
        done.append(at)
        del before[at]
    return [ordered[at] for at in done]


def _precedes(ordered: Sequence[Region], one_at: int, other_at: int) -> bool:
    one, other = ordered[one_at], ordered[other_at]
    if one_at == other_at:
        return False
    if _overlap(one, other):
        return (one.top, one.bottom) < (other.top, other.bottom)
    if (one.left + one.right) >= (other.left + other.right):
        return False
    upper, lower = min(one.top, other.top), max(one.top, other.top)
    return not any(
        upper < between.top < lower and _overlap(between, one) and _overlap(between, other)
        for between in ordered
        if between is not one and between is not other
    )


# -- tables -----------------------------------------------------------------------------


def _table_end(lines: Sequence[Sequence[Segment]], start: int) -> int:
    """Behind the last of the lines from ``start`` on that are rows of one table."""
    end = start
    while end < len(lines) and _is_row(lines[end]) and (end == start or _is_close(lines[end - 1], lines[end])):
        end += 1
    return end


def _is_row(line: Sequence[Segment]) -> bool:
    words = [len(one.text.split()) for one in line]
    return len(line) > 1 and sum(words) / len(words) <= _CELL_WORDS


def _is_close(upper: Sequence[Segment], lower: Sequence[Segment]) -> bool:
    return lower[0].base - upper[0].base <= 2 * _LEADING * max(one.size for one in lower)


def _table(lines: Sequence[Sequence[Segment]]) -> Region:
    columns = _columns([one for line in lines for one in line])
    cells = []
    for line in lines:
        row = [""] * len(columns)
        for one in line:
            at = next(at for at, (left, right) in enumerate(columns) if left <= (one.left + one.right) / 2 <= right)
            row[at] = f"{row[at]} {one.text}".strip()
        cells.append(tuple(row))
    return _region([one for line in lines for one in line], cells)


def _columns(found: Iterable[Segment]) -> list[tuple[float, float]]:
    """The edges of the columns, from the left: segments that lie over each other are of one."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((one.left, one.right) for one in found):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns
