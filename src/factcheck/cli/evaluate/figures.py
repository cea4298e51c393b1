"""`evaluate figures`: what comparing figures adds to a stance, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.evaluate.figures import Answer, Effect, Gain


@click.command()
@click.argument("sources", metavar="FOLDER|FILE...", nargs=-1, required=True)
@click.option("--scores", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="A model's scores, JSONL.")
@showing.run_out("Write both answers to each pair.")
@common.as_json
def figures(sources: tuple[str, ...], scores: str | None, run_out: Path | None, as_json: bool) -> int:
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
    from factcheck.evaluate.figures import read_gold, read_scores, run, score

    given = read_scores(scores) if scores else None
    pairs, failed = showing.readable(read_gold(sources))
    answers = run(pairs, given)
    if not answers:
        raise InputError("no labelled pair to measure with in what was given. See factcheck evaluate figures --help.")
    showing.write_rows(run_out, map(_row, answers))
    gains = score(answers)
    base = scores or "rules without figures"
    showing.show(as_json, lambda: {"base": base, "sets": [*map(_as_dict, gains)]}, lambda: _as_lines(gains))
    return showing.exit_code(failed)


def _row(answer: Answer) -> dict[str, object]:
    from factcheck.stance.rules import likeliest

    return {
        "id": answer.pair.id,
        "set": answer.set,
        "label": answer.label.value,
        "figures": answer.numeric,
        "without": likeliest(answer.before).value,
        "with": likeliest(answer.after).value,
        "scores": {stance.value: round(chance, 6) for stance, chance in answer.after.items()},
    }


def _as_dict(gain: Gain) -> dict[str, object]:
    return {
        "set": gain.set,
        "part": gain.part,
        "pairs": gain.pairs,
        "accuracy": _effect(gain.accuracy),
        "macro_f1": _effect(gain.f1),
        "changed": {"answers": gain.changed, "right_before": gain.right_before, "right_after": gain.right_after},
    }


def _effect(effect: Effect) -> dict[str, object]:
    ends = showing.interval(effect.change)
    return {"without": round(effect.before, 4), "with": round(effect.after, 4), "interval": ends}


def _as_lines(found: Sequence[Gain]) -> Iterator[str]:
    """A line a set and part; parts in which no answer changed have no difference to show."""
    yield f"{'':<28}{'':<8}{'':>7}   {'accuracy':^31}   {'macro-F1':^31}   {'answers changed':^24}"
    columns = f"{'without':>7} {'with':>6}  {'95 % of change':<15}"
    yield f"{'set':<28}{'claims':<8}{'pairs':>7}   {columns}   {columns}   {'all':>6} {'was right':>9} {'is':>6}"
    for gain in found:
        yield (
            f"{gain.set:<28}{gain.part:<8}{gain.pairs:>7,}   {_effect_words(gain.accuracy)}   "
            f"{_effect_words(gain.f1)}   {gain.changed:>6,} {gain.right_before:>9,} {gain.right_after:>6,}"
        )


def _effect_words(effect: Effect) -> str:
    low, high = effect.change.low, effect.change.high
    ends = f"{low:+.3f} to {high:+.3f}" if low or high else "no change"
    return f"{effect.before:>7.3f} {effect.after:>6.3f}  {ends:<16}"
