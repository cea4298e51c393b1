"""`evaluate matching`: claims beside a collection of checked ones, in figures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing

if TYPE_CHECKING:
    from factcheck.evaluate.matching import Answers, MatchingScores, MatchingTask


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--split", default="dev", show_default=True, help="Which queries: queries_SPLIT and qrels_SPLIT.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep the encoded collection here; the next run is quick.",
)
@showing.run_out("Write the answers in TREC's format.")
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
    from factcheck.evaluate.matching import read_gold, score, trec_lines

    task = read_gold(folder, split)
    found = _answers(ctx, task, keep)
    showing.write_lines(run_out, trec_lines(found))
    scores = score(task, found)
    showing.show(as_json, lambda: _as_dict(scores), lambda: _as_lines(scores))


def _answers(ctx: click.Context, task: MatchingTask, keep: Path | None) -> Answers:
    """What a workspace answers that holds the checked claims of ``task`` and nothing else."""
    from factcheck.checking.precedents import add_reviews
    from factcheck.evaluate.matching import run
    from factcheck.workspace import Workspace

    progress = ctx.find_root().obj["progress"]
    with ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-")))
        desk = stack.enter_context(Workspace(place, notice=common.notice, progress=progress))
        desk.make()
        list(add_reviews(desk.database, task.checked, "evaluation"))
        return run(task, desk.precedents_of)


def _as_dict(scores: MatchingScores) -> dict[str, object]:
    figures = {
        name: {"mean": round(mean.value, 4), "interval": showing.interval(mean)}
        for name, mean in scores.figures.items()
    }
    return {"queries": scores.queries, "checked_claims": scores.checked, "figures": figures}


def _as_lines(scores: MatchingScores) -> Iterator[str]:
    yield f"{scores.queries:,} queries, {scores.checked:,} checked claims\n"
    yield f"{'':<16}{'mean':>6}   95 % interval"
    for name, one in scores.figures.items():
        yield f"{name:<16}{one.value:>6.3f}   {showing.interval_words(one)}"
