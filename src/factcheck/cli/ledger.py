"""`ledger`: what a speaker said, or an outlet wrote, over time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from factcheck.cli import common
from factcheck.errors import UsageError

_day = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--speaker", metavar="NAME", help="Whoever said it: the name in any form, or a part of it.")
@click.option("--outlet", metavar="NAME", help="Whose articles they are.")
@click.option("--since", type=_day, metavar="DAY", help="From this day on: 2026-01-31.")
@click.option("--until", type=_day, metavar="DAY", help="Until this day, which counts too.")
@click.option(
    "--format", "-f", "format_", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True
)
@click.option(
    "--as", "by", metavar="NAME", envvar="FACTCHECK_USER", default="", help="Who reads it [env: FACTCHECK_USER]."
)
@click.pass_context
def ledger(
    ctx: click.Context,
    speaker: str | None,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    format_: str,
    by: str,
) -> None:
    """Tell what a speaker said or an outlet wrote over time, and how it fared.

    Without --speaker and --outlet, list those that there is a ledger of. Names that are surely one person's are joined.
    Told are the claims of current drafts, but for those that were dismissed, on the day of the article's publication,
    or of its first check. What a person found said otherwise, or not said, is misquoted: the outlet's doing, and in
    nobody's ledger a claim of the speaker. There are counts, by month or quarter, and no score.

    \b
    Examples:
      factcheck ledger
      factcheck ledger --speaker "Dana Orlov" --since 2026-01-01
      factcheck ledger --outlet "The Lowmere Courier" --format csv > courier.csv
    """
    asked: dict[str, Any] = {
        "since": since.date() if since else None,
        "until": until.date() if until else None,
    }
    with common.workspace(ctx) as workspace:
        if speaker is None and outlet is None:
            if since or until or format_ == "csv":
                raise UsageError("whose ledger? Give --speaker or --outlet; `factcheck ledger` alone lists both.")
            _print_names(workspace.speakers(), workspace.outlets(), format_)
            return
        made = workspace.ledger(speaker=speaker, outlet=outlet, by=by, **asked)
    _print(made, format_)


def _print(made: Any, format_: str) -> None:
    from factcheck.report.ledger import render_ledger_csv, render_ledger_json
    from factcheck.report.ledger_text import render_ledger_text

    if format_ == "json":
        common.print_made_json(render_ledger_json(made))
    elif format_ == "csv":
        click.echo(render_ledger_csv(made).encode(), nl=False)  # in UTF-8 wherever it goes, as its mark says
    else:
        click.echo(render_ledger_text(made, common.width()), nl=False)


def _print_names(speakers: Any, outlets: Any, format_: str) -> None:
    from factcheck.report.ledger import named_as_dict
    from factcheck.report.ledger_text import render_names_text

    if format_ == "json":
        found = {"speakers": speakers, "outlets": outlets}
        common.print_json({which: [named_as_dict(one) for one in names] for which, names in found.items()})
        return
    click.echo(render_names_text(speakers, outlets, common.width()), nl=False)
    if not speakers and not outlets:
        common.notice("nobody is quoted yet, and no article names its outlet: `factcheck check FILE`")
