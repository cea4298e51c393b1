"""What the commands share: opening the workspace, progress, JSON, names on the screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import streams
from factcheck.report.plain import clean, json_text

if TYPE_CHECKING:
    from factcheck.workspace import Workspace

SOME_FAILED = 3
NAMED_FAILURES = 10  # more than these are counted, not listed

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def workspace(ctx: click.Context, **flags: Any) -> Iterator[Workspace]:
    """The workspace that the command line names, closed when the command is done."""
    # Nothing that an import makes is garbage, and looking for it costs a tenth of a short command.
    gc.disable()
    from factcheck.workspace import Workspace

    gc.enable()
    options = ctx.find_root().obj
    progress = (lambda *_: None) if options["quiet"] else Progress()
    with Workspace(options["workspace"], progress=progress, notice=notice, **flags) as opened:
        yield opened


def notice(words: str) -> None:
    """Something a person may want to know, on standard error unless --quiet was given."""
    if not click.get_current_context().find_root().obj["quiet"]:
        warn(words)


def warn(words: str) -> None:
    """Something a person must know, on standard error."""
    click.echo(f"factcheck: {clean(words)}", err=True)


def print_json(value: object, indent: int | None = 2) -> None:
    """JSON with nothing in it that could act on a terminal."""
    print_made_json(json_text(value, indent))


def print_made_json(text: str) -> None:
    """JSON that was made elsewhere, with escapes where standard output has not every letter."""
    click.echo(text if streams.is_unicode(sys.stdout) else streams.in_ascii(text), nl=False)


def colour() -> bool:
    """Whether standard output is a terminal that wants colour."""
    import os

    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


class Progress:
    """One line on a terminal, overwritten; a line at the start and the end of each step elsewhere."""

    def __init__(self) -> None:
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        count = f"{done:,} of {total:,}" if total else f"{done:,}"
        last = bool(total) and done >= total
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{what}: {count}", err=True, nl=last)
        elif last:
            click.echo(f"{what}: {count}", err=True)
