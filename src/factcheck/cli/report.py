"""`report`: what an editor asks for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.domain.text import counted
from factcheck.errors import FactcheckError, IntegrityError, UsageError
from factcheck.report import FORMATS

if TYPE_CHECKING:
    from factcheck.report import ArticleReport

HELD = 6
_PDF = "pdf"
_JSON = ("json", "claimreview")
_BYTES = ("html", "csv")  # in UTF-8 wherever they go, their lines ended as they are
_FORMATS = tuple(dict.fromkeys((*FORMATS, _PDF)))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for: in which form, all of it or not, and where it goes."""

    format: str
    full: bool
    output: str | None
    paged: bool
    opened: bool
    browser: str = ""  # what prints a PDF, where the settings name it


@click.command()
@click.argument("article")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(_FORMATS),
    help="text, unless --open asks for html.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write to this file, not to standard output.")
@click.option("--full", is_flag=True, help="As text, all that is known, claims in the order of the article.")
@click.option("--no-pager", is_flag=True, help="Do not page text that is longer than the terminal.")
@click.option("--open", "opened", is_flag=True, help="Show the report as HTML in the browser.")
@click.option("--exit-code", is_flag=True, help=f"Exit with {HELD} if the article is held, with 0 if it is clear.")
@click.option("--since", metavar="WHEN", help="Tell what was done since this day or time, not since your last report.")
@click.option(
    "--as",
    "by",
    metavar="NAME",
    envvar="FACTCHECK_USER",
    default="",
    callback=common.storable,
    help="Who reads it [env: FACTCHECK_USER].",
)
@click.pass_context
def report(
    ctx: click.Context,
    article: str,
    format_: str | None,
    output: str | None,
    full: bool,
    no_pager: bool,
    opened: bool,
    exit_code: bool,
    since: str | None,
    by: str,
) -> int:
    """Write the report on one article.

    ARTICLE is the file that was checked, or the beginning of the article's id as `factcheck
    articles` lists it. As text it is short: whether the article can run and why not, what was done since
    the reader's last report, and the claims in the order of need; --full has everything. On a terminal it is
    paged by what PAGER names. A PDF is printed by a Chromium, Chrome or Edge that is installed.

    That the report was given is kept in the log, so that the next one tells what was done since. A reader who gives
    a name and may be the second of two to decide a claim, neither knowing of the other, is not shown what the first
    one decided; without a name all is shown, and to editors.

    \b
    Examples:
      factcheck report story.html
      factcheck report 9c1e --format html -o report.html
      factcheck report 9c1e --open
      factcheck report 9c1e --exit-code --no-pager && publish story.html
    """
    wanted = _wanted(format_, full, output, paged=not no_pager, opened=opened)
    with common.workspace(ctx) as workspace:
        wanted = replace(wanted, browser=workspace.settings.browser)
        made = workspace.report(article, by=by, since=since)
        known = since is None and made.since is not None and not made.since.lines  # that it was given is in the log
        given = _Once(None if known else lambda: workspace.reported(made, by=by))
        _give(made, wanted, given)
        given()
    return HELD if exit_code and made.holds else 0


def _wanted(format_: str | None, full: bool, output: str | None, *, paged: bool, opened: bool) -> _Wanted:
    """What was asked for, if it goes together. Raises UsageError."""
    if opened and format_ not in (None, "html"):
        raise UsageError(f"--open shows the report as HTML: leave out --format {format_}.")
    wanted = _Wanted(format_ or ("html" if opened else "text"), full, output, paged, opened)
    if full and wanted.format != "text":
        raise UsageError(f"--full is said of text; as {wanted.format} the report is whole. Leave it out.")
    if wanted.format == _PDF and output is None and _on_a_terminal():
        raise UsageError("a PDF is nothing for a terminal: name a file with -o FILE, or pipe it.")
    return wanted


class _Once:
    """Enters that the report was given, once. It was given whatever becomes of that: a workspace that is being written
    or cannot be is passed over."""

    def __init__(self, enter: Callable[[], object] | None) -> None:
        self._enter = enter

    def __call__(self) -> None:
        enter, self._enter = self._enter, None
        if enter is not None:
            with suppress(FactcheckError, OSError):
                enter()


def _give(made: ArticleReport, wanted: _Wanted, given: _Once) -> None:
    """The report where it was asked for. ``given`` is called as soon as it is there, not when a pager is left."""
    if wanted.output is not None or wanted.opened:
        _to_file(made, wanted)
    elif wanted.format == "text":
        _to_screen(made, wanted, given)
    else:
        data, _ = _rendered(made, wanted)
        _remark_unreleased(made, wanted)
        if wanted.format in _JSON:
            common.print_made_json(data.decode())
        else:
            click.echo(data if wanted.format in (*_BYTES, _PDF) else data.decode(), nl=False)


def _rendered(made: ArticleReport, wanted: _Wanted) -> tuple[bytes, str]:
    """The report for a file or a pipe, and a remark on it. Raises FactcheckError where nothing can print a PDF."""
    from factcheck.report import render, render_text

    if wanted.format == "text":
        return render_text(made, full=wanted.full).encode(), ""
    if wanted.format != _PDF:
        return render(made, wanted.format).encode(), ""
    from factcheck.report.printing import printed

    paper = printed(render(made, "html"), wanted.browser)
    return paper.data, f" ({counted(paper.pages, 'page')})"


def _to_file(made: ArticleReport, wanted: _Wanted) -> None:
    data, remark = _rendered(made, wanted)
    _remark_unreleased(made, wanted)
    path = Path(wanted.output) if wanted.output is not None else _private_file()
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise FactcheckError(f"{path}: the report cannot be written ({problem.strerror}).") from problem
    common.notice(f"report written to {path}{remark}")
    if wanted.opened:
        _open(path)


def _remark_unreleased(made: ArticleReport, wanted: _Wanted) -> None:
    """Say why there is no ClaimReview where none was made, and what else one would want."""
    if wanted.format != "claimreview":
        return
    from factcheck.report.to_claimreview import released

    if not released(made):
        lacking = [name for name in ("outlet", "outlet_url") if not getattr(made, name).strip()]
        also = f" {' and '.join(lacking)} in factcheck.toml will be wanted too." if lacking else ""
        common.notice(f"no verdict of this article is released: `factcheck release CLAIM` does that.{also}")


def _private_file() -> Path:
    """A new file that nobody else can read. It stays, because the browser reads it when it will."""
    import os
    import tempfile

    try:
        handle, name = tempfile.mkstemp(".html", "factcheck-report-")
    except OSError as problem:
        raise FactcheckError(f"no temporary file can be made ({problem.strerror}). Name one with -o FILE.") from problem
    os.close(handle)
    return Path(name)


def _open(path: Path) -> None:
    import webbrowser

    with suppress(webbrowser.Error):
        if webbrowser.open(path.resolve().as_uri()):
            return
    raise FactcheckError(f"no browser could be opened. Open {path} in one, or name one in the variable BROWSER.")


def _to_screen(made: ArticleReport, wanted: _Wanted, given: _Once) -> None:
    import shutil

    from factcheck.report import render_text

    text = render_text(made, common.width(), common.colour(), wanted.full)
    fits = text.count("\n") < shutil.get_terminal_size().lines
    if fits or not (wanted.paged and _on_a_terminal() and sys.stdin and sys.stdin.isatty()):
        click.echo(text, nl=False)
        return

    def shown() -> Iterator[str]:
        yield text.removesuffix("\n")  # click adds one
        given()  # what is done while somebody reads is new to them

    click.echo_via_pager(shown())


def _on_a_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def print_problems(problems: Sequence[str], as_json: bool) -> None:
    """Raises IntegrityError if there are any."""
    if as_json:
        common.print_json({"problems": list(problems)})
    for problem in problems:
        common.warn(problem)
    if problems:
        raise IntegrityError(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found.")
    if not as_json:
        click.echo("everything matches its fingerprint")
