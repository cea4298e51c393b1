"""`report`: what an editor asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from factcheck.cli import common
from factcheck.errors import FactcheckError, IntegrityError
from factcheck.report import FORMATS


@click.command()
@click.argument("article")
@click.option("--format", "-f", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write to this file, not to standard output.")
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
def report(ctx: click.Context, article: str, format_: str, output: str | None, by: str) -> None:
    """Write the report on one article.

    ARTICLE is the file that was checked, or the beginning of the article's id as `factcheck
    articles` lists it. A reader who gives a name and may be the second of two to decide a claim,
    neither knowing of the other, is not shown what the first one decided; without a name all is shown,
    and to editors.

    \b
    Examples:
      factcheck report story.html
      factcheck report 9c1e --format html -o report.html
    """
    from factcheck.report import render

    with common.workspace(ctx) as workspace:
        made = render(workspace.report(article, by=by), format_)
    if output is None:
        _print(made, format_)
        return
    try:
        Path(output).write_text(made, encoding="utf-8")
    except OSError as problem:
        raise FactcheckError(f"{output}: the report cannot be written ({problem.strerror}).") from problem
    common.notice(f"report written to {output}")


def _print(made: str, format_: str) -> None:
    if format_ == "json":
        common.print_made_json(made)
    elif format_ == "html":
        click.echo(made.encode(), nl=False)  # in UTF-8 wherever it goes: the page says of itself that it is
    else:
        click.echo(made, nl=False)


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
