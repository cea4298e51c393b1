"""`evaluate checkworthiness`: the order of the queue beside a gold file, in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing

if TYPE_CHECKING:
    from factcheck.evaluate.checkworthiness import CheckworthyScores, Sentence


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@showing.run_out("Write each sentence with its score and reasons, as JSONL.")
@common.as_json
def checkworthiness(files: tuple[Path, ...], run_out: Path | None, as_json: bool) -> int:
    """Score how well sentences worth checking come first.

    Each FILE is JSONL, or its .gz, with text and label (1: worth checking, 0: not). The program's
    order stands beside two plain ones: by the number of figures, and by length. Intervals: 95 %,
    1000 draws of sentences.

    \b
    Example:
      factcheck evaluate checkworthiness sentences.jsonl
    """
    from factcheck.evaluate.checkworthiness import read_gold, run, score

    sentences, failed = showing.readable(item for file in files for item in read_gold(file))
    showing.write_rows(run_out, _rows(sentences))
    scores = score(sentences, run(sentences))
    showing.show(as_json, lambda: _as_dict(scores), lambda: _as_lines(scores))
    return showing.exit_code(failed)


def _rows(sentences: Sequence[Sentence]) -> Iterator[dict[str, object]]:
    from factcheck.claims import worth

    for sentence in sentences:
        score, reasons = worth.of(sentence.text)
        yield {"text": sentence.text, "score": score, "reasons": list(reasons)}


def _as_dict(scores: CheckworthyScores) -> dict[str, object]:
    return {
        "sentences": scores.sentences,
        "worth_checking": scores.worthy,
        "orders": {
            name: {
                "average_precision": round(one.average_precision.value, 4),
                "interval": showing.interval(one.average_precision),
                "precision_at": {str(top): round(value, 4) for top, value in one.at.items()},
            }
            for name, one in scores.rankings.items()
        },
        "scores": [{"from": one.low, "sentences": one.sentences, "worth_checking": one.worthy} for one in scores.bins],
    }


def _as_lines(scores: CheckworthyScores) -> Iterator[str]:
    yield f"{scores.sentences:,} sentences, {scores.worthy:,} of them worth checking\n"
    tops = next(iter(scores.rankings.values())).at
    heads = "".join(f"{f'first {top}':>11}" for top in tops)
    yield f"{'ordered by':<12}{'average precision':>18}   {'95 % interval':<16}{heads}"
    for name, one in scores.rankings.items():
        precision = one.average_precision
        firsts = "".join(f"{value:>11.3f}" for value in one.at.values())
        yield f"{name:<12}{precision.value:>18.3f}   {showing.interval_words(precision):<16}{firsts}"
    yield f"\n{'score':<12}{'sentences':>10}   worth checking"
    for part in scores.bins:
        share = f"{part.worthy / part.sentences:.2f}" if part.sentences else "–"
        yield f"{f'from {part.low:.1f}':<12}{part.sentences:>10,}   {share}"
