"""`evaluate stance`: stances beside gold labels, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common
from factcheck.errors import InputError
from factcheck.files import stem

if TYPE_CHECKING:
    from factcheck.domain import StanceJudgement
    from factcheck.evaluate.stance import Point, StanceScores
    from factcheck.stance.pairs import Pair
    from factcheck.workspace import Workspace

_CHUNK = 256  # pairs between two words on how far it is


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="PAIRS...", type=click.Path())
@click.option("--model", metavar="NAME", help="Another cross-encoder than that of the settings; 'rules': none.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N pairs of each file only.")
@click.option("--run-out", type=click.Path(dir_okay=False), metavar="FILE", help="Write the stances found, as JSONL.")
@common.as_json
@click.pass_context
def stance(
    ctx: click.Context,
    files: tuple[str, ...],
    model: str | None,
    limit: int | None,
    run_out: str | None,
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
      factcheck evaluate stance dev.jsonl --model cross-encoder/nli-deberta-v3-base --run-out run.jsonl
    """
    import numpy as np

    from factcheck.evaluate import stance as measures

    failed = 0
    results: dict[str, dict[str, StanceScores]] = {}
    everything = []
    with common.workspace(ctx, cross_encoder=model) as desk, _opened(run_out) as out:
        for file in files:
            pairs, bad = _read(file, limit)
            failed += bad
            judged = list(_judged(desk, file, pairs, out))
            chances = np.array([[(one.scores or {})[stance] for stance in measures.STANCES] for one in judged])
            said = np.array([measures.STANCES.index(one.stance) for one in judged])
            gold = np.array([measures.STANCES.index(measures.STANCE_OF[pair.label]) for pair in pairs if pair.label])
            texts = [(pair.claim, pair.evidence) for pair in pairs]
            results[_name(file)] = {
                "model": measures.score(gold, chances, said),
                "majority": measures.score(gold, measures.majority(gold)),
                "word overlap": measures.score(gold, measures.word_overlap(texts)),
            }
            everything.append((gold, chances, said))
    gold, chances, said = (np.concatenate(column) for column in zip(*everything, strict=True))
    whole, temperature = measures.score(gold, chances, said), measures.best_temperature(gold, chances)
    if as_json:
        sets = {name: {who: _as_dict(one) for who, one in found.items()} for name, found in results.items()}
        common.print_json({"sets": sets, "all": _as_dict(whole), "best_temperature": temperature})
    else:
        for line in _as_lines(results, whole, temperature):
            click.echo(line)
    return common.SOME_FAILED if failed else 0


def _read(file: str, limit: int | None) -> tuple[list[Pair], int]:
    """The labelled pairs and how many lines were none, each of those named."""
    from itertools import islice

    from factcheck.stance.pairs import read_pairs

    pairs, failed = [], 0
    for item in islice(read_pairs(file), limit):
        if isinstance(item, InputError):
            common.warn(str(item))
            failed += 1
        elif item.label is not None:
            pairs.append(item)
    if not pairs:
        raise InputError(f"{file}: no labelled pair in it. Give JSONL with claim, evidence and label, one a line.")
    return pairs, failed


def _judged(desk: Workspace, file: str, pairs: Sequence[Pair], out: Any) -> Iterator[StanceJudgement]:
    from factcheck.report.plain import json_text

    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        for pair, one in zip(chunk, desk.stances([pair.question for pair in chunk]), strict=True):
            if out:
                out.write(json_text({"id": pair.id, "stance": one.stance, "scores": one.scores}, indent=None))
            yield one
        desk.progress(f"pairs of {_name(file)}", min(start + _CHUNK, len(pairs)), len(pairs))


def _opened(run_out: str | None) -> Any:
    from contextlib import nullcontext

    return Path(run_out).open("w", encoding="utf-8", newline="\n") if run_out else nullcontext()


def _name(file: str) -> str:
    return stem(file)


def _as_dict(scores: StanceScores) -> dict[str, object]:
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


def _point(point: Point) -> dict[str, float | None]:
    right = None if point.accuracy is None else round(point.accuracy, 4)
    return {"threshold": point.threshold, "coverage": round(point.coverage, 4), "accuracy": right}


def _as_lines(results: dict[str, dict[str, StanceScores]], whole: StanceScores, temperature: float) -> Iterator[str]:
    yield (
        f"{'set':<30}{'pairs':>6} {'accuracy':>9} {'macro-F1':>9} {'ECE':>6}   {'F1: sup':>8} {'con':>5} {'neu':>5}"
        f"   {'majority':>9} {'overlap':>8}"
    )
    for name, found in results.items():
        one = found["model"]
        baselines = f"   {found['majority'].macro_f1:>9.3f} {found['word overlap'].macro_f1:>8.3f}"
        yield _row(name, one) + baselines
    yield _row("all", whole)
    yield f"\nbest temperature on top: {temperature}"
    yield f"\n{'threshold':<12}{'coverage':>9} {'accuracy':>9}     {'contradicts':>11} {'precision':>10}"
    for point, against in zip(whole.curve, whole.contradicts, strict=True):
        right, sure = (f"{one.accuracy:.3f}" if one.accuracy is not None else "–" for one in (point, against))
        yield f"{point.threshold:<12}{point.coverage:>9.3f} {right:>9}     {against.coverage:>11.3f} {sure:>10}"


def _row(name: str, one: StanceScores) -> str:
    each = [score.f1 for score in one.classes.values()]
    return (
        f"{name:<30}{one.pairs:>6} {one.accuracy:>9.3f} {one.macro_f1:>9.3f} {one.calibration_error:>6.3f}   "
        f"{each[0]:>8.3f} {each[1]:>5.3f} {each[2]:>5.3f}"
    )
