"""`evaluate matching`: claims beside a collection of checked ones, in figures."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common

if TYPE_CHECKING:
    from factcheck.evaluate.matching import MatchingScores, MatchingTask

_RUN_DEPTH = 100  # answers written for a query


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--split", default="dev", show_default=True, help="Which queries: queries_SPLIT and qrels_SPLIT.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep the encoded collection here; the next run is quick.",
)
@click.option(
    "--run-out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the answers in TREC's format.",
)
@common.as_json
@click.pass_context
def matching(
    ctx: click.Context, folder: Path, split: str, keep: Path | None, run_out: Path | None, as_json: bool
) -> None:
    """Score how well earlier checks of a claim are found.

    FOLDER holds corpus.jsonl (_id, text, maybe title and subtitle), queries_SPLIT.jsonl (_id, text)
    and qrels_SPLIT.tsv, or their .gz. The collection is put into a workspace of its own and asked
    as `check` asks it. Intervals: 95 %, 1000 draws of queries.

    \b
    Examples:
      factcheck evaluate matching snopes/
      factcheck evaluate matching snopes/ --split test --run-out snopes.run
    """
    from factcheck.evaluate.matching import read_matching, score_matching

    task = read_matching(folder, split)
    found = _answers(ctx, task, keep)
    if run_out is not None:
        _write(run_out, found)
    scores = score_matching(task, {query: [name for name, _ in answers] for query, answers in found.items()})
    if as_json:
        common.print_json(_as_dict(scores))
    else:
        _print(scores)


def _answers(ctx: click.Context, task: MatchingTask, keep: Path | None) -> dict[str, list[tuple[str, float]]]:
    from factcheck.checking import precedents
    from factcheck.workspace import Workspace

    quiet = ctx.find_root().obj["quiet"]
    with ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-")))
        progress = {} if quiet else {"progress": common.Progress()}
        desk = stack.enter_context(Workspace(place, notice=common.notice, **progress))
        desk.make()
        list(precedents.add_reviews(desk.database, task.checked, "evaluation"))
        answers = desk.precedents_of(list(task.queries.values()), _RUN_DEPTH)
    return dict(zip(task.queries, answers, strict=True))


def _write(file: Path, found: Mapping[str, Sequence[tuple[str, float]]]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for query, answers in found.items():
            for rank, (name, score) in enumerate(answers, start=1):
                out.write(f"{query} Q0 {name} {rank} {score:.6f} factcheck\n")


def _as_dict(scores: MatchingScores) -> dict[str, object]:
    figures = {
        name: {"mean": round(mean, 4), "interval": [round(low, 4), round(high, 4)]}
        for name, (mean, low, high) in scores.figures.items()
    }
    return {"queries": scores.queries, "checked_claims": scores.checked, "figures": figures}


def _print(scores: MatchingScores) -> None:
    click.echo(f"{scores.queries:,} queries, {scores.checked:,} checked claims\n")
    click.echo(f"{'':<16}{'mean':>6}   95 % interval")
    for name, (mean, low, high) in scores.figures.items():
        click.echo(f"{name:<16}{mean:>6.3f}   {low:.3f} to {high:.3f}")
