"""`evaluate reading`: saved pages and what people marked in them, in figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.errors import InputError
from factcheck.report.plain import one_line, shorten

if TYPE_CHECKING:
    from factcheck.evaluate.reading import PageScores, PageSet, ReadingScores, Told
    from factcheck.evaluate.reading.gold import Half

_SHOWN = 90  # columns of what is marked or found


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--half",
    type=click.Choice(["all", "even", "odd"]),
    default="all",
    show_default=True,
    help="Only pages whose names have an even or odd CRC-32: look at one half, keep the other unseen.",
)
@click.option("--english", is_flag=True, help="Only pages whose paragraphs are in English.")
@click.option("--verbose", "-v", is_flag=True, help="Name each page that was read otherwise than it is marked.")
@common.as_json
def reading(folder: Path, half: Half, english: bool, verbose: bool, as_json: bool) -> None:
    """Score how saved pages are read.

    FOLDER holds pages and what people marked in them, in the layout of
    scrapinghub/article-extraction-benchmark (ground-truth.json, html/), mozilla/readability (its
    test/ or test-pages/) or adbar/trafilatura (its tests/: evaldata.json, cache/, eval/). Where
    trafilatura is installed, its own result for the same bytes stands beside.

    \b
    Story: paragraphs, headings, lists, quotations, rows and places, without title, byline and
      credits; with standfirst (mozilla, trafilatura) and captions (mozilla) where the marking has
      them. Shingles of 4 words, F1 of mean precision and mean recall.
    Captions: <figcaption> of 5 words or more that no paragraph repeats, leaking if its first 12
      stand in the story in a row.
    Title: right if four fifths of the words agree, or if one has no more than the outlet on top.
    Author: right if the same names and nothing else, whatever their case, order and degrees.
    Date: right if the same day. Intervals: 95 %, 1000 draws of pages.

    \b
    Examples:
      factcheck evaluate reading article-extraction-benchmark/
      factcheck evaluate reading readability/test --english --half even -v
      factcheck evaluate reading trafilatura/tests --json
    """
    from factcheck.evaluate.reading import read_gold, readers, run, score

    pages = read_gold(folder, half)
    progress = common.progress()
    outcomes = []
    for number, outcome in enumerate(run(pages, readers(), english=english), start=1):
        outcomes.append(outcome)
        progress("pages read", number, len(pages.pages))
    progress.clear()
    if not outcomes:
        raise InputError(f"{folder}: no page of it is in English. Leave --english out.")
    scores = score(outcomes)
    showing.show(as_json, lambda: _as_dict(pages, scores), lambda: _as_lines(pages, scores, verbose))


# -- JSON -----------------------------------------------------------------------------------------


def _as_dict(pages: PageSet, scores: ReadingScores) -> dict[str, object]:
    return {
        "layout": pages.layout,
        "pages": scores.count,
        "missing": pages.missing,
        "readers": {name: _scores(one) for name, one in scores.readers.items()},
        "misses": [
            {"page": miss.page, "what": miss.what, "marked": miss.marked, "found": miss.found} for miss in scores.misses
        ],
    }


def _scores(one: PageScores) -> dict[str, object]:
    body = one.body and {
        name: {"value": round(figure.value, 4), "interval": showing.interval(figure)}
        for name, figure in zip(("precision", "recall", "f1"), one.body, strict=True)
    }
    chunks = one.chunks and {
        name: {"right": right, "of": of} for name, (right, of) in zip(("held", "avoided"), one.chunks, strict=True)
    }
    return {
        "story": body,
        "chunks": chunks,
        "captions": {"leaking": one.captions[0], "of": one.captions[1]},
        **{
            name: {"right": told.right, "wrong": told.wrong, "missing": told.missing, "of": told.marked}
            for name, told in (("titles", one.titles), ("authors", one.authors), ("dates", one.dates))
        },
        "failed": one.failed,
        "milliseconds": {"median": round(one.time_median, 1), "p95": round(one.time_p95, 1)},
    }


# -- a table --------------------------------------------------------------------------------------


def _as_lines(pages: PageSet, scores: ReadingScores, verbose: bool) -> Iterator[str]:
    missing = f", {pages.missing:,} without a file" if pages.missing else ""
    yield f"{scores.count:,} pages in the layout of {pages.layout}{missing}"
    for name, one in scores.readers.items():
        yield f"\n{name}"
        yield from (f"  {label:<10}{words}" for label, words in _rows(one))
    own, *others = scores.readers.values()
    for name, other in zip(list(scores.readers)[1:], others, strict=True):
        yield f"\ntime a page as a ratio to {name}: {own.time_median / other.time_median:.2f}"
    if verbose and scores.misses:
        yield f"\nread otherwise by {next(iter(scores.readers))}:"
        for miss in scores.misses:
            yield f"  {miss.what:<12}{one_line(miss.page)}"
            yield f"    marked  {shorten(miss.marked, _SHOWN)}"
            yield f"    found   {shorten(miss.found, _SHOWN)}"


def _rows(one: PageScores) -> Iterator[tuple[str, str]]:
    if one.body:
        exact, complete, f1 = one.body
        both = f"precision {exact.value:.3f}, recall {complete.value:.3f}"
        yield "story", f"F1 {f1.value:.3f} ({showing.interval_words(f1)}), {both}"
    if one.chunks:
        (held, of), (avoided, of_others) = one.chunks
        yield "chunks", f"{held:,} of {of:,} held, {avoided:,} of {of_others:,} avoided, F1 {_f1(one.chunks):.3f}"
    if one.captions[1]:
        yield "captions", f"{one.captions[0]:,} of {one.captions[1]:,} leaking"
    for label, told in (("titles", one.titles), ("authors", one.authors), ("dates", one.dates)):
        if told.marked:
            yield label, _told(told)
    if one.failed:
        yield "failed", f"{one.failed:,} pages without a story"
    yield "time", f"{one.time_median:.0f} ms a page, 95th percentile {one.time_p95:.0f} ms"


def _told(told: Told) -> str:
    return f"{told.right:,} of {told.marked:,} right, {told.wrong:,} wrong, {told.missing:,} missing"


def _f1(chunks: tuple[tuple[int, int], tuple[int, int]]) -> float:
    (held, of), (avoided, of_others) = chunks
    return 2 * held / max(1, held + (of_others - avoided) + of)
