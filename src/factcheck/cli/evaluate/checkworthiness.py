"""`evaluate checkworthiness`: the order of the queue beside a gold file, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.evaluate.checkworthiness import CheckworthyScores


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--run-out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write each sentence with its score and reasons, as JSONL.",
)
@common.as_json
def checkworthiness(files: tuple[Path, ...], run_out: Path | None, as_json: bool) -> int:
    """Score how well sentences worth checking come first.

    Each FILE is JSONL, or its .gz, with text and label (1: worth checking, 0: not). The program's
    order stands beside two plain ones: by the number of figures, and by length. Intervals: 95 %,
    200 draws of sentences.

    \b
    Example:
      factcheck evaluate checkworthiness sentences.jsonl
    """
    from factcheck.evaluate.checkworthiness import read_sentences, score_sentences

    items = [item for file in files for item in read_sentences(file)]
    sentences = [item for item in items if not isinstance(item, InputError)]
    for problem in (item for item in items if isinstance(item, InputError)):
        common.warn(str(problem))
    if run_out is not None:
        _write(run_out, [sentence.text for sentence in sentences])
    scores = score_sentences(sentences)
    if as_json:
        common.print_json(_as_dict(scores))
    else:
        _print(scores)
    return common.SOME_FAILED if len(sentences) < len(items) else 0


def _write(file: Path, texts: list[str]) -> None:
    from factcheck.claims import worth
    from factcheck.report.plain import json_text

    with file.open("w", encoding="utf-8", newline="\n") as out:
        for text in texts:
            score, reasons = worth.of(text)
            out.write(json_text({"text": text, "score": score, "reasons": list(reasons)}, indent=None))


def _as_dict(scores: CheckworthyScores) -> dict[str, object]:
    return {
        "sentences": scores.sentences,
        "worth_checking": scores.worthy,
        "orders": {
            name: {
                "average_precision": round(one.average_precision, 4),
                "interval": [round(end, 4) for end in one.interval],
                "precision_at": {str(top): round(value, 4) for top, value in one.at.items()},
            }
            for name, one in scores.rankings.items()
        },
        "scores": [{"from": one.low, "sentences": one.sentences, "worth_checking": one.worthy} for one in scores.bins],
    }


def _print(scores: CheckworthyScores) -> None:
    click.echo(f"{scores.sentences:,} sentences, {scores.worthy:,} of them worth checking\n")
    tops = next(iter(scores.rankings.values())).at
    heads = "".join(f"{f'first {top}':>11}" for top in tops)
    click.echo(f"{'ordered by':<12}{'average precision':>18}   {'95 % interval':<16}{heads}")
    for name, one in scores.rankings.items():
        low, high = one.interval
        firsts = "".join(f"{value:>11.3f}" for value in one.at.values())
        click.echo(f"{name:<12}{one.average_precision:>18.3f}   {f'{low:.3f} to {high:.3f}':<16}{firsts}")
    click.echo(f"\n{'score':<12}{'sentences':>10}   worth checking")
    for part in scores.bins:
        share = f"{part.worthy / part.sentences:.2f}" if part.sentences else "–"
        click.echo(f"{f'from {part.low:.1f}':<12}{part.sentences:>10,}   {share}")
