"""`migrate`: all that is stored, from one database into another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import UsageError
from factcheck.report.plain import clean
from factcheck.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.workspace.moving import Moved

_SHOWN = 16  # of the digits of a SHA-256


@click.command()
@click.argument("places", nargs=-1, metavar="[SOURCE] TARGET")
@common.as_json
@click.pass_context
def migrate(ctx: click.Context, places: tuple[str, ...], as_json: bool) -> None:
    """Copy all that is stored into another database, and prove that it is the same.

    SOURCE and TARGET are URLs: sqlite:////srv/desk/factcheck.db, postgresql+psycopg://user@host/database; or . for the
    database of the workspace, which SOURCE is if it is left out. SOURCE is only read. TARGET holds nothing, or the
    beginning of the same copy: stopped anywhere and run again, this goes on where it was. Until it has come to its end
    nobody else can use TARGET.

    At the end each table is read in both, its rows are counted and hashed, and the log is verified in TARGET.
    The folder of the workspace, with its settings and its archive, stays where it is.

    \b
    Examples:
      factcheck migrate postgresql+psycopg://desk@db.example/desk
      factcheck migrate postgresql+psycopg://desk@db.example/desk sqlite:////srv/desk/factcheck.db
    """
    from factcheck.workspace.moving import HERE

    if len(places) not in (1, 2):
        raise UsageError("from where, and where to? Give [SOURCE] TARGET, as URLs; . is the workspace's own.")
    *source, target = places
    with common.workspace(ctx) as workspace:
        moved = workspace.migrate(target, *source)
        settings = workspace.settings
    if as_json:
        common.print_json({**moved._asdict(), "tables": [table._asdict() for table in moved.tables]})
    else:
        _print(moved)
    if target != HERE:
        _say_how_to_work_there(moved, settings)
        common.notice("the folder of the workspace stays: its settings, and its archive of what was fetched")


def _say_how_to_work_there(moved: Moved, settings: Settings) -> None:
    file = settings.workspace / SETTINGS_FILE
    if moved.setting:
        line = f"database_url = {json.dumps(moved.setting, ensure_ascii=False)}"
        common.notice(f"to work there, put this into {file}, in the first line, above any [table]: {line}")
    elif settings.database_url:
        common.notice(
            f"to work there, remove `database_url` from {file} (or FACTCHECK_DATABASE_URL from the environment): it is "
            "the workspace's own file, which needs none"
        )
    if moved.secret:
        common.notice("the password is left out of that line: put it into ~/.pgpass, which PostgreSQL reads")


def _print(moved: Moved) -> None:
    width = max(len(table.name) for table in moved.tables)
    click.echo(f"{'table':<{width}}  {'rows':>12}  SHA-256 in both")
    for table in moved.tables:
        click.echo(f"{table.name:<{width}}  {table.rows:>12,}  {table.sha256[:_SHOWN]}")
    last = f", the last {moved.last_hash[:12]}" if moved.last_hash else ""
    done = "copied and compared" if moved.copied else "was copied before; compared"
    entries = f"{moved.entries:,} entr{'y' if moved.entries == 1 else 'ies'} of the log"
    click.echo(clean(f"{moved.target}: {done}; {entries}{last}, verified"))
