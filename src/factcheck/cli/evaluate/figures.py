"""`evaluate figures`: what comparing figures adds to a stance, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError
from factcheck.files import stem

if TYPE_CHECKING:
    from factcheck.evaluate.figures import Answer, Gain


@click.command()
@click.argument("sources", metavar="FOLDER|FILE...", nargs=-1, required=True)
@click.option("--scores", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="A model's scores, JSONL.")
@click.option("--run-out", type=click.Path(dir_okay=False), metavar="FILE", help="Write both answers to each pair.")
@common.as_json
def figures(sources: tuple[str, ...], scores: str | None, run_out: str | None, as_json: bool) -> int:
    """Measure what comparing figures adds to a stance.

    Pairs are JSONL, or its .gz: id, claim, evidence and label (supported, contradicted, unverified);
    those without a label are left out. Each is judged by the rules with figures left aside, or by
    the scores of a model, and again with its figures compared. FILE of --scores has a line a pair,
    {"id", "scores": {"supports", "contradicts", "neutral"}}; pairs that it lacks are left out. The
    likeliest stance is the answer.

    "figures" are pairs whose claim holds a figure, "moved" those among them whose scores changed;
    "rest" are the others, where nothing may change.
    Intervals: 95 %, paired bootstrap, 1000 draws of pairs.

    \b
    Examples:
      factcheck evaluate figures dev/
      factcheck evaluate figures dev/ --scores model.jsonl --run-out answers.jsonl
    """
    from factcheck.evaluate.figures import gains

    answers, failed = _answers(sources, scores)
    if run_out is not None:
        _write(Path(run_out), answers)
    found = gains(answers)
    if as_json:
        common.print_json({"base": scores or "rules without figures", "sets": [_as_dict(gain) for gain in found]})
    else:
        for line in _as_lines(found):
            click.echo(line)
    return common.SOME_FAILED if failed else 0


def _answers(sources: Sequence[str], scores: str | None) -> tuple[list[Answer], int]:
    """Every pair judged twice, and how many lines held none, each of those named."""
    from factcheck.evaluate.figures import answer, read_scores, stance_files
    from factcheck.stance.pairs import read_pairs

    given = read_scores(scores) if scores else None
    answers: list[Answer] = []
    failed = 0
    for path in stance_files(sources):
        name = stem(path)
        for pair in read_pairs(path):
            if isinstance(pair, InputError):
                common.warn(str(pair))
                failed += 1
            elif pair.label and (given is None or pair.id in given):
                answers.append(answer(name, pair, given[pair.id] if given else None))
    if not answers:
        raise InputError("no labelled pair to measure with in what was given. See factcheck evaluate figures --help.")
    return answers, failed


def _write(file: Path, answers: Sequence[Answer]) -> None:
    from factcheck.evaluate.figures import likeliest
    from factcheck.report.plain import json_text

    with file.open("w", encoding="utf-8", newline="\n") as out:
        for each in answers:
            row = {
                "id": each.pair.id,
                "set": each.set,
                "label": each.label.value,
                "figures": each.numeric,
                "without": likeliest(each.before).value,
                "with": likeliest(each.after).value,
                "scores": {stance.value: round(chance, 6) for stance, chance in each.after.items()},
            }
            out.write(json_text(row, indent=None))


def _as_dict(gain: Gain) -> dict[str, object]:
    return {
        "set": gain.set,
        "part": gain.part,
        "pairs": gain.pairs,
        **{
            name: {"without": round(before, 4), "with": round(after, 4), "interval": [round(end, 4) for end in ends]}
            for name, (before, after), ends in (
                ("accuracy", gain.accuracy, gain.accuracy_interval),
                ("macro_f1", gain.f1, gain.f1_interval),
            )
        },
        "changed": {"answers": gain.changed, "right_before": gain.right_before, "right_after": gain.right_after},
    }


def _as_lines(found: Sequence[Gain]) -> Iterator[str]:
    """A line a set and part; parts in which no answer changed have no difference to show."""
    yield f"{'':<28}{'':<8}{'':>7}   {'accuracy':^31}   {'macro-F1':^31}   {'answers changed':^24}"
    columns = f"{'without':>7} {'with':>6}  {'95 % of change':<15}"
    yield f"{'set':<28}{'claims':<8}{'pairs':>7}   {columns}   {columns}   {'all':>6} {'was right':>9} {'is':>6}"
    for gain in found:
        yield (
            f"{gain.set:<28}{gain.part:<8}{gain.pairs:>7,}   {_change(gain.accuracy, gain.accuracy_interval)}   "
            f"{_change(gain.f1, gain.f1_interval)}   {gain.changed:>6,} {gain.right_before:>9,} {gain.right_after:>6,}"
        )


def _change(figures: tuple[float, float], interval: tuple[float, float]) -> str:
    ends = f"{interval[0]:+.3f} to {interval[1]:+.3f}" if any(interval) else "no change"
    return f"{figures[0]:>7.3f} {figures[1]:>6.3f}  {ends:<16}"
