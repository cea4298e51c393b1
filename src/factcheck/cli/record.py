"""`verify`, `backup`, `restore`, `export`, `import`, `doctor`, `history`: the record and its keeping."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common
from factcheck.domain import LogEntry
from factcheck.domain.text import counted
from factcheck.errors import IntegrityError, StaleError
from factcheck.report.plain import clean, wrap

if TYPE_CHECKING:
    from factcheck.workspace import Workspace


@click.command()
@common.as_json
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Check every stored fingerprint, citation and entry of the log.

    Damage is what nobody did at the desk: a text, a passage or an entry that is not what was stored. Exits
    with 5 then. A stale verdict is no damage: what it cites, or its claim, has changed since, and it waits in the
    queue. Exits with 7 if there are only such.

    \b
    Example:
      factcheck verify --json
    """
    with common.workspace(ctx) as workspace:
        found = workspace.verify()
    if as_json:
        common.print_json(found._asdict())
    for problem in found.damage:
        common.warn(f"damage: {problem}")
    for problem in found.stale:
        common.warn(f"stale: {problem}")
    if found.damage:
        more = f", and {counted(len(found.stale), 'stale verdict')}" if found.stale else ""
        raise IntegrityError(
            f"{counted(len(found.damage), 'problem')} found{more}. `factcheck restore` puts a backup back."
        )
    if found.stale:
        raise StaleError(f"{counted(len(found.stale), 'stale verdict')}, no damage. `factcheck queue` has the claims.")
    if not as_json:
        click.echo("everything matches its fingerprint")


@click.command()
@click.argument("about", metavar="[CLAIM|ARTICLE]", required=False)
@common.as_json
@click.pass_context
def history(ctx: click.Context, about: str | None, as_json: bool) -> None:
    """Tell what was done with a claim, an article and its claims, or all, oldest first.

    Entries that were taken back are told too. Times are UTC. --json gives the entries of the log with their
    hashes.

    \b
    Examples:
      factcheck history 3f2a
      factcheck history story.html
      factcheck history --json
    """
    with common.workspace(ctx) as workspace:
        asked = workspace.which(about) if about is not None else {}
        if as_json:
            common.print_json([entry_as_dict(entry) for entry in workspace.history(**asked)])
            return
        lines = workspace.story(**asked)
    for line in lines:
        click.echo("\n".join(wrap(clean(line), common.width(), hanging="    ")))
    if len(lines) <= bool(asked):
        common.notice("nothing was done yet")


def entry_as_dict(entry: LogEntry) -> dict[str, Any]:
    """An entry of the log as JSON has it."""
    fields = asdict(entry)
    fields["citations"] = [{**citation, "span": list(citation["span"])} for citation in fields["citations"]]
    return fields


def print_entry(workspace: Workspace, entry: LogEntry, as_json: bool) -> None:
    """Say what was just entered."""
    if as_json:
        common.print_json(entry_as_dict(entry))
        return
    told = workspace.story(entry.claim_id, None if entry.claim_id else entry.article_id)
    click.echo(clean(told[0]))
    click.echo("\n".join(wrap(clean(told[-1]), common.width(), hanging="    ")))
