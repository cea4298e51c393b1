"""`evaluate retrieval`: each stage of the search beside what people judged to be the answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.evaluate.retrieval.places import Places
    from factcheck.evaluate.retrieval.ranking import Estimate, Run
    from factcheck.workspace import Workspace

_SHOWN = 5  # places a person sees


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False))
@click.option("--split", default="", metavar="NAME", help="Use queries_NAME and qrels_NAME, such as test.")
@click.option("--run-out", metavar="FILE", help="Write what each stage finds, in TREC format, to FILE with .STAGE.")
@common.as_json
@click.pass_context
def retrieval(ctx: click.Context, folder: str, split: str, run_out: str | None, as_json: bool) -> int:
    """Score the stages of the search.

    FOLDER is a collection in BEIR's layout: corpus.jsonl (_id, title, text), queries.jsonl
    (_id, text) and qrels.tsv (query, document, score), each maybe with .gz. Its documents are put
    into a temporary workspace, or into the one that --workspace names, to be used again.

    bm25 is bm25s with Snowball stemming, for comparison; dense and lexical are the two lists,
    fused is both, reranked what the cross-encoder of the settings makes of them. The measures are
    trec_eval's; intervals: 95 %, 1000 draws of queries.

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
        if (Path(folder) / "gold.json").is_file():
            if run_out:
                raise UsageError("--run-out is for collections with queries; this folder has gold.json.")
            _places(desk, Path(folder), as_json)
        else:
            _runs(desk, Path(folder), split, run_out, as_json)
    return 0


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


def _runs(desk: Workspace, folder: Path, split: str, run_out: str | None, as_json: bool) -> None:
    from factcheck.evaluate.retrieval import beir, ranking

    collection = beir.read_collection(folder, split)
    runs = desk.evaluate_retrieval(collection)
    if run_out is not None:
        _write(run_out, runs)
    figures = {stage: ranking.score(run, collection.judged) for stage, run in runs.items()}
    documents, queries = len(collection.documents), len(collection.queries)
    if as_json:
        scores = {stage: {name: _as_dict(figure) for name, figure in row.items()} for stage, row in figures.items()}
        common.print_json({"documents": documents, "queries": queries, "stages": scores})
        return
    click.echo(f"{documents:,} documents, {queries:,} queries")
    click.echo(f"{'':<10}" + "".join(f"{name:>22}" for name in ranking.MEASURES))
    for stage, row in figures.items():
        click.echo(f"{stage:<10}" + "".join(f"{_as_words(figure):>22}" for figure in row.values()))


def _write(run_out: str, runs: Mapping[str, Run]) -> None:
    from factcheck.evaluate.retrieval import ranking

    for stage, run in runs.items():
        with Path(f"{run_out}.{stage}").open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in ranking.trec_lines(stage, run))


def _as_words(figure: Estimate) -> str:
    return f"{figure.mean:.3f} ({figure.low:.3f}–{figure.high:.3f})"


def _as_dict(figure: Estimate) -> dict[str, object]:
    return {"value": round(figure.mean, 4), "interval": [round(figure.low, 4), round(figure.high, 4)]}


# -- one article --------------------------------------------------------------------------


def _places(desk: Workspace, folder: Path, as_json: bool) -> None:
    from factcheck.evaluate.retrieval import places

    gold = places.read_gold_claims(folder / "gold.json")
    desk.corpus_add(folder / "reference.jsonl")
    found = desk.evaluate_places(folder / "article.txt", gold)
    stages = list(found[0].first) if found else []
    hits = {stage: sum((one.first[stage] or _SHOWN + 1) <= _SHOWN for one in found) for stage in stages}
    if as_json:
        rows = [{"claim": one.gold.number, "claims": one.claims, "first": dict(one.first)} for one in found]
        common.print_json({"claims": rows, "among_first_five": hits})
        return
    for line in _table(found, stages, hits):
        click.echo(line)


def _table(found: Sequence[Places], stages: Sequence[str], hits: Mapping[str, int]) -> Iterator[str]:
    from factcheck.report.plain import one_line

    yield f"{'claim':<6}" + "".join(f"{stage:>10}" for stage in stages)
    for one in found:
        places = "".join(f"{one.first[stage] or '–':>10}" for stage in stages)
        yield f"{one.gold.number:<6}{places}  {one_line(one.gold.text)[:60]}"
    yield f"{'≤ 5':<6}" + "".join(f"{hits[stage]:>10}" for stage in stages) + f"  of {len(found)}"
