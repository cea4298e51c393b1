"""What the commands share: opening the workspace, notices, JSON, names on the screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.cli import streams
from factcheck.cli.progress import ProgressLine
from factcheck.errors import FactcheckError, UsageError
from factcheck.report.plain import clean, json_text

if TYPE_CHECKING:
    from factcheck.workspace import Workspace

Result = TypeVar("Result")

SOME_FAILED = 3
NAMED_FAILURES = 10  # more than these are counted, not listed

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def codec(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Python's name of the encoding that an option names."""
    from factcheck.articles.decoding import known_codec
    from factcheck.errors import InputError, UsageError

    try:
        return None if value is None else known_codec(value)
    except InputError as problem:
        raise UsageError(str(problem)) from problem


encoding = click.option(
    "--encoding", metavar="NAME", callback=codec, help="What the files are written in, such as windows-1250."
)


workers = click.option(
    "--workers", type=click.IntRange(1, 1_000), metavar="N", help="Processes, one model each [1; on Ray all its cores]."
)
on = click.option("--on", default="local", metavar="PLACE", help="local, ray, or a Ray cluster's address [local].")


@contextmanager
def workspace(ctx: click.Context, **flags: Any) -> Iterator[Workspace]:
    """The workspace that the command line names, closed when the command is done."""
    # Nothing that an import makes is garbage, and looking for it costs a tenth of a short command.
    gc.disable()
    from factcheck.workspace import Workspace

    gc.enable()
    options = ctx.find_root().obj
    try:
        with Workspace(options["workspace"], progress=options["progress"], notice=notice, **flags) as opened:
            yield opened
    finally:
        options["progress"].clear()


def progress() -> ProgressLine:
    """What hears how far this command is."""
    line: ProgressLine = click.get_current_context().find_root().obj["progress"]
    return line


def notice(words: str) -> None:
    """Something a person may want to know, on standard error unless --quiet was given."""
    if not click.get_current_context().find_root().obj["quiet"]:
        warn(words)


def warn(words: str) -> None:
    """Something a person must know, on standard error."""
    progress().hide()
    click.echo(f"factcheck: {clean(words)}", err=True)


def each(names: Sequence[str], act: Callable[[str], Result]) -> tuple[list[Result], int]:
    """What ``act`` makes of each, and how many it could make nothing of, each of those named.

    Raises the FactcheckError of one that was given alone.
    """
    results: list[Result] = []
    for name in names:
        try:
            results.append(act(name))
        except FactcheckError as problem:
            if len(names) == 1:
                raise
            warn(str(problem))
    return results, len(names) - len(results)


def storable(_ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What was given for an option, if it is text that can be stored. Raises UsageError."""
    if value is not None and any("\ud800" <= char <= "\udfff" for char in value):
        raise UsageError(f"{option.opts[0]}: not UTF-8. Write it anew, in a terminal that is set to UTF-8.")
    return value


def outcome(used: int, failed: int) -> int:
    """The exit code when ``failed`` of the items that were given could not be used, and ``used`` could."""
    if failed == 0:
        return 0
    return SOME_FAILED if used else 1


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
