"""What the measures share on the command line: reading on past bad lines, files of runs, figures and their intervals.

Invariant: a figure has four digits in JSON and three in a table, whatever it measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from factcheck.cli import common
from factcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from factcheck.evaluate.intervals import Estimate
    from factcheck.evaluate.quotes import GoldDocument, Tally

Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., object])


def run_out(help_text: str) -> Callable[[Command], Command]:
    """The option that has what was found written to a file, in a folder that is there."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--run-out", type=kind, metavar="FILE", callback=_in_a_folder, help=help_text)


def _in_a_folder(_ctx: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    """``file``, refused before the work and not after it if it cannot be written."""
    if file is not None and not file.parent.is_dir():
        raise UsageError(f"--run-out {file}: there is no folder {file.parent}. Make it first, or name another.")
    return file


def readable(items: Iterable[Item | InputError]) -> tuple[list[Item], int]:
    """The items that could be read and how many could not, each of those named on standard error."""
    found: list[Item] = []
    failed = 0
    for item in items:
        if isinstance(item, InputError):
            common.warn(str(item))
            failed += 1
        else:
            found.append(item)
    return found, failed


def gold_documents(ctx: click.Context, gold: str) -> tuple[list[GoldDocument], int]:
    """The documents of a gold file of quotations, and how many of its lines were none."""
    from factcheck import settings
    from factcheck.evaluate.quotes import read_gold

    return readable(read_gold(gold, settings.load({"workspace": ctx.find_root().obj["workspace"]}).max_bytes))


def exit_code(failed: int) -> int:
    return common.SOME_FAILED if failed else 0


def write_rows(file: Path | None, rows: Iterable[Mapping[str, object]]) -> None:
    """``rows`` as JSONL, if there is a file to write them to."""
    from factcheck.report.plain import json_text

    write_lines(file, (json_text(row, indent=None).rstrip("\n") for row in rows))


def write_lines(file: Path | None, lines: Iterable[str]) -> None:
    if file is not None:
        with file.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{line}\n" for line in lines)


def show(as_json: bool, dictionary: Callable[[], Mapping[str, object]], lines: Callable[[], Iterator[str]]) -> None:
    """One of the two on standard output, lines as they are made."""
    if as_json:
        common.print_json(dictionary())
    else:
        for line in lines():
            click.echo(line)


# -- figures ------------------------------------------------------------------------------


def interval(estimate: Estimate) -> list[float]:
    """Both ends, for JSON."""
    return [round(estimate.low, 4), round(estimate.high, 4)]


def interval_words(estimate: Estimate) -> str:
    return f"{estimate.low:.3f} to {estimate.high:.3f}"


def tally_as_dict(tally: Tally) -> dict[str, float]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {name: round(value, 4) for name, value in ratios.items()} | {"gold": tally.gold, "found": tally.predicted}


def share_as_dict(tally: Tally) -> dict[str, float | None]:
    """A share, None where there was nothing to find, and of how many."""
    return {"share": round(tally.recall, 4) if tally.gold else None, "of": tally.gold}


def tally_words(tally: Tally) -> str:
    """Precision, recall and F1 as columns of a table."""
    return f"{tally.precision:>9.3f} {tally.recall:>8.3f} {tally.f1:>8.3f}"
