"""`verify`, `backup`, `restore`, `export`, `import`, `doctor`, `history`: the record and its keeping."""

from __future__ import annotations

import click

from factcheck.cli import common
from factcheck.domain.text import counted
from factcheck.errors import IntegrityError, StaleError


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
