"""`evaluate retrieval`: each stage of the search beside what people judged to be the answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.evaluate.intervals import Estimate
    from factcheck.evaluate.retrieval import Collection
    from factcheck.evaluate.retrieval.places import Places
    from factcheck.workspace import Workspace

Figures = Mapping[str, Mapping[str, "Estimate"]]  # stage → measure → figure


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--split", default="", metavar="NAME", help="Use queries_NAME and qrels_NAME, such as test.")
@showing.run_out("Write what each stage finds, in TREC format, to FILE with .STAGE.")
@common.as_json
@click.pass_context
def retrieval(ctx: click.Context, folder: Path, split: str, run_out: Path | None, as_json: bool) -> None:
    """Score the stages of the search.

    FOLDER is a collection in BEIR's layout: corpus.jsonl (_id, title, text), queries.jsonl
    (_id, text) and qrels.tsv (query, document, score), each maybe with .gz. Its documents are put
    into a temporary workspace, or into the one that --workspace names, to be used again.

    bm25 is bm25s with Snowball stemming, for comparison; dense and lexical are the two lists,
    fused is both, ranked the order that a check shows. The measures are trec_eval's; intervals:
    95 %, 1000 draws of queries.

    Or FOLDER holds an article.txt, a reference.jsonl and a gold.json with claims (n, content,
    char_start, char_end, evidence_ids): then shown is, for each claim, the place of the first of
    its evidence_ids at each stage.

    \b
    Examples:
      factcheck evaluate retrieval scifact --split test --run-out scifact.run
      factcheck -w scifact-workspace evaluate retrieval scifact --split test --json
      factcheck evaluate retrieval one-article
    """
    with _workspace(ctx) as desk:
        if not (folder / "gold.json").is_file():
            _collection(desk, folder, split, run_out, as_json)
        elif run_out is None:
            _article(desk, folder, as_json)
        else:
            raise UsageError("--run-out is for collections with queries; this folder has gold.json.")


@contextmanager
def _workspace(ctx: click.Context) -> Iterator[Workspace]:
    options = ctx.find_root().obj
    with tempfile.TemporaryDirectory() as folder:
        named = options["workspace"]
        options["workspace"] = named or folder
        try:
            with common.workspace(ctx) as desk:
                if not named:
                    desk.make()
                yield desk
        finally:
            options["workspace"] = named


# -- collections --------------------------------------------------------------------------


def _collection(desk: Workspace, folder: Path, split: str, run_out: Path | None, as_json: bool) -> None:
    from factcheck.evaluate.retrieval import read_gold, score, trec_lines

    collection = read_gold(folder, split)
    runs = desk.evaluate_retrieval(collection)
    for stage, run in runs.items() if run_out else ():
        showing.write_lines(Path(f"{run_out}.{stage}"), trec_lines(stage, run))
    figures = {stage: score(run, collection.judged) for stage, run in runs.items()}
    showing.show(as_json, lambda: _as_dict(collection, figures), lambda: _as_lines(collection, figures))


def _as_dict(collection: Collection, figures: Figures) -> dict[str, object]:
    stages = {
        stage: {name: {"value": round(one.value, 4), "interval": showing.interval(one)} for name, one in row.items()}
        for stage, row in figures.items()
    }
    return {"documents": len(collection.documents), "queries": len(collection.queries), "stages": stages}


def _as_lines(collection: Collection, figures: Figures) -> Iterator[str]:
    from factcheck.evaluate.retrieval import MEASURES

    yield f"{len(collection.documents):,} documents, {len(collection.queries):,} queries"
    yield f"{'':<10}" + "".join(f"{name:>22}" for name in MEASURES)
    for stage, row in figures.items():
        cells = (f"{one.value:.3f} ({one.low:.3f}–{one.high:.3f})" for one in row.values())
        yield f"{stage:<10}" + "".join(f"{cell:>22}" for cell in cells)


# -- one article --------------------------------------------------------------------------


def _article(desk: Workspace, folder: Path, as_json: bool) -> None:
    from factcheck.evaluate.retrieval import places

    gold = places.read_gold(folder / "gold.json")
    desk.corpus_add(folder / "reference.jsonl")
    found = desk.evaluate_places(folder / "article.txt", gold)
    hits = places.score(found)
    showing.show(as_json, lambda: _places_as_dict(found, hits), lambda: _places_as_lines(found, hits))


def _places_as_dict(found: Sequence[Places], hits: Mapping[str, int]) -> dict[str, object]:
    rows = [{"claim": one.gold.number, "claims": one.claims, "first": dict(one.first)} for one in found]
    return {"claims": rows, "among_first_five": dict(hits)}


def _places_as_lines(found: Sequence[Places], hits: Mapping[str, int]) -> Iterator[str]:
    from factcheck.report.plain import one_line

    yield f"{'claim':<6}" + "".join(f"{stage:>10}" for stage in hits)
    for one in found:
        places = "".join(f"{one.first[stage] or '–':>10}" for stage in hits)
        yield f"{one.gold.number:<6}{places}  {one_line(one.gold.text)[:60]}"
    yield f"{'≤ 5':<6}" + "".join(f"{count:>10}" for count in hits.values()) + f"  of {len(found)}"
