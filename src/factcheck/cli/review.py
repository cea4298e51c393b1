"""`review`: a day's work at the keyboard."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from factcheck.workspace.reviewing import Review
    from factcheck.workspace.reviewing.keys import Keys


@click.command()
@click.argument("filters", nargs=-1, metavar="[FILTER]…")
@click.option("--article", metavar="ARTICLE", help="Only this article: the beginning of its id, or its file.")
@click.option("--plain", is_flag=True, help="Line by line; so it is where standard input or output is no terminal.")
@click.option("--as", "by", metavar="NAME", callback=common.storable, help="Who decides [env: FACTCHECK_USER].")
@click.pass_context
def review(ctx: click.Context, filters: tuple[str, ...], article: str | None, plain: bool, by: str | None) -> None:
    """Work through the claims that wait, with the keyboard.

    One key decides and goes on: s supported, c contradicted, u unverified; 1 to 9 cite a passage; ? shows all keys.
    FILTER is speaker=, state=, flag=, proposal=, person= with a value, or decided. Line by line (--plain) the same
    keys are read from standard input, several in a line; if one of a file's lines is refused, it is named and the exit
    code is 3.

    \b
    Examples:
      factcheck review
      factcheck review --article council.txt flag=misquoted
      printf '1 s\\nu no-evidence\\n' | factcheck review --plain --as ana
    """
    from factcheck.workspace.reviewing.filters import parsed
    from factcheck.workspace.reviewing.keys import keys

    with common.workspace(ctx) as workspace:
        wanted = parsed(" ".join(filters), by or workspace.settings.user)
        known = keys(workspace.settings.keys)
        desk = workspace.review(wanted, article=article, by=by or "")
        if desk.only_looking:
            common.warn("this workspace cannot be written: it can be looked at, and nothing decided.")
        _when_told_to_leave(_interrupted)
        try:
            if desk.here is None:
                click.echo(desk.nothing)
            elif plain or not _is_terminal():
                _line_by_line(desk, known)
            else:
                _on_the_screen(desk, known)
        finally:
            try:
                _when_told_to_leave(signal.SIG_IGN)
            finally:  # told right here, too
                desk.close()


def _when_told_to_leave(action: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """What a terminal that is closed, a line that drops and a computer that is shut down do to the desk."""
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):  # Windows has not both
            signal.signal(getattr(signal, name), action)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """Leave as by Ctrl-C: what was noted and chosen is kept, and the claim is let go."""
    _when_told_to_leave(signal.SIG_IGN)  # once is enough
    raise KeyboardInterrupt


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _line_by_line(desk: Review, known: Keys) -> None:
    from factcheck.tui.plain import work

    if sys.stdin is None or sys.stdout is None:
        raise UsageError("--plain reads standard input and writes standard output, and one of them is closed.")
    prompt = "> " if sys.stdin.isatty() else ""
    refused = work(desk, known, sys.stdin, sys.stdout, common.width(), prompt)
    if refused and not prompt:  # who types has read it and gone on
        common.warn(f"refused: line {', '.join(map(str, refused))}. What the other lines say was done.")
        click.get_current_context().exit(common.SOME_FAILED)


def _on_the_screen(desk: Review, known: Keys) -> None:
    from factcheck.tui.screen import run

    run(desk, known)
    left = desk.left
    click.echo(f"{left.done} done, {left.all} left.")
