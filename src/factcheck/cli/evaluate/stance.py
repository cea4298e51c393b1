"""`evaluate stance`: stances beside gold labels, set by set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.domain import StanceJudgement
    from factcheck.evaluate.stance import CurvePoint, StanceScores
    from factcheck.stance.pairs import Pair

Sets = Mapping[str, Mapping[str, "StanceScores"]]  # set → "model" or a baseline → figures


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="PAIRS...", type=click.Path())
@click.option("--judge", "--model", metavar="NAME", help="Another judge than that of the settings.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N pairs of each file only.")
@showing.run_out("Write the stances found, as JSONL.")
@common.as_json
@click.pass_context
def stance(
    ctx: click.Context,
    files: tuple[str, ...],
    judge: str | None,
    limit: int | None,
    run_out: Path | None,
    as_json: bool,
) -> int:
    """Score stances beside gold labels.

    PAIRS are JSONL files, or their .gz: {"id", "claim", "evidence", "label"} a line, the label one
    of supported, contradicted, unverified.

    Macro-F1: the mean over the classes that stand in the set. ECE: expected calibration error of the
    likeliest class, 15 bins. Beside the model: always the likeliest class, and shared words.

    \b
    Examples:
      factcheck evaluate stance dev/*.jsonl.gz
      factcheck evaluate stance dev.jsonl --judge cross-encoder/nli-deberta-v3-base --run-out run.jsonl
    """
    from factcheck.evaluate.stance import baselines, best_temperature, judged_pairs, run, score, together

    gold = {name: _read(file, limit) for name, file in _named(files).items()}
    with common.workspace(ctx, judge=judge) as desk:
        said = {name: list(run(name, pairs, desk.stances, desk.progress)) for name, (pairs, _) in gold.items()}
    showing.write_rows(run_out, (row for name, (pairs, _) in gold.items() for row in map(_row, pairs, said[name])))
    judged = {name: judged_pairs(pairs, said[name]) for name, (pairs, _) in gold.items()}
    every = together(judged.values())
    sets = {name: {"model": score(one), **baselines(one)} for name, one in judged.items()}
    results = sets, score(every), best_temperature(every.gold, every.chances)
    showing.show(as_json, lambda: _as_dict(*results), lambda: _as_lines(*results))
    return showing.exit_code(sum(failed for _, failed in gold.values()))


def _named(files: Sequence[str]) -> dict[str, str]:
    """The files by the names of their sets; files of one name by their paths."""
    from factcheck.evaluate.stance import set_name

    names = Counter(map(set_name, files))
    return {set_name(file) if names[set_name(file)] == 1 else file: file for file in files}


def _read(file: str, limit: int | None) -> tuple[list[Pair], int]:
    """The labelled pairs and how many lines were none. Raises InputError if there is no labelled pair."""
    from factcheck.evaluate.stance import read_gold

    pairs, failed = showing.readable(read_gold(file, limit))
    if not pairs:
        raise InputError(f"{file}: no labelled pair in it. Give JSONL with claim, evidence and label, one a line.")
    return pairs, failed


def _row(pair: Pair, judgement: StanceJudgement) -> dict[str, object]:
    return {"id": pair.id, "stance": judgement.stance, "scores": judgement.scores}


def _as_dict(sets: Sets, whole: StanceScores, temperature: float) -> dict[str, object]:
    shown = {name: {who: _scores(one) for who, one in found.items()} for name, found in sets.items()}
    return {"sets": shown, "all": _scores(whole), "best_temperature": temperature}


def _scores(scores: StanceScores) -> dict[str, object]:
    return {
        "pairs": scores.pairs,
        "accuracy": round(scores.accuracy, 4),
        "macro_f1": round(scores.macro_f1, 4),
        "calibration_error": round(scores.calibration_error, 4),
        "classes": {
            stance: {
                "precision": round(one.precision, 4),
                "recall": round(one.recall, 4),
                "f1": round(one.f1, 4),
                "gold": one.gold,
            }
            for stance, one in scores.classes.items()
        },
        "curve": [_point(point) for point in scores.curve],
        "contradicts": [_point(point) for point in scores.contradicts],
    }


def _point(point: CurvePoint) -> dict[str, float | None]:
    right = None if point.accuracy is None else round(point.accuracy, 4)
    return {"threshold": point.threshold, "coverage": round(point.coverage, 4), "accuracy": right}


def _as_lines(sets: Sets, whole: StanceScores, temperature: float) -> Iterator[str]:
    yield (
        f"{'set':<30}{'pairs':>6} {'accuracy':>9} {'macro-F1':>9} {'ECE':>6}   {'F1: sup':>8} {'con':>5} {'neu':>5}"
        f"   {'majority':>9} {'overlap':>8}"
    )
    for name, found in sets.items():
        one = found["model"]
        baselines = f"   {found['majority'].macro_f1:>9.3f} {found['word overlap'].macro_f1:>8.3f}"
        yield _line(name, one) + baselines
    yield _line("all", whole)
    yield f"\nbest temperature on top: {temperature}"
    yield f"\n{'threshold':<12}{'coverage':>9} {'accuracy':>9}     {'contradicts':>11} {'precision':>10}"
    for point, against in zip(whole.curve, whole.contradicts, strict=True):
        right, sure = (f"{one.accuracy:.3f}" if one.accuracy is not None else "–" for one in (point, against))
        yield f"{point.threshold:<12}{point.coverage:>9.3f} {right:>9}     {against.coverage:>11.3f} {sure:>10}"


def _line(name: str, one: StanceScores) -> str:
    each = [score.f1 for score in one.classes.values()]
    return (
        f"{name:<30}{one.pairs:>6} {one.accuracy:>9.3f} {one.macro_f1:>9.3f} {one.calibration_error:>6.3f}   "
        f"{each[0]:>8.3f} {each[1]:>5.3f} {each[2]:>5.3f}"
    )
