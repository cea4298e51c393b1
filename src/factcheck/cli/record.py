"""`verify`, `backup`, `restore`, `export`, `import`, `doctor`, `history`: the record and its keeping."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.desk_gold import corrections
from factcheck.domain import LogEntry
from factcheck.domain.text import counted
from factcheck.errors import IntegrityError, StaleError, UsageError
from factcheck.report.desk_json import entry_as_dict
from factcheck.report.plain import clean, wrap
from factcheck.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from factcheck.store.backups import Contents
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
@click.option("--as", "who", metavar="NAME", help="Who looks [env: FACTCHECK_USER].")
@common.as_json
@click.pass_context
def history(ctx: click.Context, about: str | None, who: str | None, as_json: bool) -> None:
    """Tell what was done with a claim, an article, or all.

    Oldest first; of an article, what was done with its claims too. Entries that were taken back are told as well. What
    was decided on a claim that you have still to check blind is left out.
    Times are UTC. --json gives the entries of the log with their hashes.

    \b
    Examples:
      factcheck history 3f2a
      factcheck history story.html
      factcheck history --json
    """
    with common.workspace(ctx) as workspace:
        asked = workspace.which(about) if about is not None else {}
        by = who or workspace.settings.user
        if as_json:
            common.print_json([entry_as_dict(entry) for entry in workspace.history(**asked, by=by)])
            return
        lines = workspace.story(**asked, by=by)
    for line in lines:
        click.echo("\n".join(wrap(clean(line), common.width(), hanging="    ")))
    if len(lines) <= bool(asked):
        common.notice("nothing was done yet")


def print_entry(workspace: Workspace, entry: LogEntry, as_json: bool) -> None:
    """Say what was just entered."""
    if as_json:
        common.print_json(entry_as_dict(entry))
        return
    told = workspace.story(entry.claim_id, None if entry.claim_id else entry.article_id)
    click.echo(clean(told[0]))
    click.echo("\n".join(wrap(clean(told[-1]), common.width(), hanging="    ")))


# -- copies of it -------------------------------------------------------------------------


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@common.as_json
@click.pass_context
def backup(ctx: click.Context, path: Path, as_json: bool) -> None:
    """Copy a workspace, whole and checked, while it is in use.

    PATH is a new folder. It gets the database and the settings; the copy is put back into a temporary place and
    verified there before it takes its name. It overwrites nothing.

    \b
    Example:
      factcheck backup backups/2026-11-29
    """
    with common.workspace(ctx) as workspace:
        held = workspace.backup(path)
    if as_json:
        common.print_json({"path": str(path), **held._asdict()})
    else:
        click.echo(clean(f"{path}: {_held(held)}; put back and verified"))


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--over", is_flag=True, help="In place of what the workspace holds, which is kept beside it.")
@common.as_json
@click.pass_context
def restore(ctx: click.Context, path: Path, over: bool, as_json: bool) -> None:
    """Put a backup back.

    PATH is a folder that `backup` made, or the .bak file that an upgrade left. It is verified in a temporary place
    first, and then takes the place of the database at once; who is interrupted in the middle has what was there.
    Its settings come with it, but for `database_url`: where the database of this workspace is, no backup changes.

    \b
    Examples:
      factcheck -w new-desk restore backups/2026-11-29
      factcheck restore backups/2026-11-29 --over
    """
    with common.workspace(ctx) as workspace:
        made = workspace.restore(path, over=over)
        settings_file = workspace.settings.workspace / SETTINGS_FILE
    if as_json:
        kept = [str(file) for file in made.kept]
        common.print_json({**made.held._asdict(), "kept": kept, "place": made.place, "place_kept": made.place_kept})
        return
    click.echo(clean(f"restored into {made.place}: {_held(made.held)}"))
    if made.place_kept:
        common.notice(
            f"{settings_file}: has the settings of the backup, except for `database_url`: the database of this "
            "workspace stays where it was"
        )
    for file in made.kept:
        common.notice(f"what was there before is kept: {file}")


def _held(held: Contents) -> str:
    last = f", the last {held.last_hash[:12]}" if held.last_hash else ""
    counts = [(held.articles, "article"), (held.claims, "claim"), (held.documents, "document")]
    entries = f"{held.entries:,} entr{'y' if held.entries == 1 else 'ies'} of the log{last}"
    return ", ".join([*(counted(number, noun) for number, noun in counts), entries])


class _ExportGroup(click.Group):
    """`export FILE` is `export all FILE`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = args and args[0] in self.commands
        return super().resolve_command(ctx, args if known else ["all", *args])


@click.group(cls=_ExportGroup)
def export() -> None:
    """Write all that is stored as JSON lines.

    \b
    Examples:
      factcheck export desk.jsonl
      factcheck export all - | gzip > desk.jsonl.gz
      factcheck export corrections -o gold.jsonl
    """


@export.command(name="all", short_help="Write everything: texts, claims, searches, the log.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--vectors", is_flag=True, help="With the vectors, which are made again otherwise.")
@click.pass_context
def export_all(ctx: click.Context, file: Path, vectors: bool) -> None:
    """Write articles, claims, documents, searches and the log as JSON lines.

    FILE is a new file, or - for standard output. The first line says what is to come, the last has the SHA-256 of
    all before it. `import` reads it into an empty workspace, with the same hashes.
    """
    with common.workspace(ctx) as workspace:
        if str(file) == "-":
            for line in workspace.export_lines(vectors=vectors):
                click.echo(line, nl=False)
            return
        written = workspace.export(file, vectors=vectors)
    common.notice(f"{file}: {counted(written, 'line')}")


export.add_command(corrections)


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common.as_json
@click.pass_context
def import_(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Read an export into an empty workspace.

    It is stored whole or not at all: a line that cannot be used is named and ends it. Vectors that the file does
    not hold are made again.

    \b
    Example:
      FACTCHECK_WORKSPACE=new-desk factcheck import desk.jsonl
    """
    with common.workspace(ctx) as workspace:
        counts = workspace.import_(file)
    if as_json:
        common.print_json(counts)
    else:
        click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()) or "nothing was in it")


# -- before a day's work ------------------------------------------------------------------


@click.command()
@common.as_json
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Say what to know before a day's work.

    The database and its file, the disk, the last backup, stale verdicts, work that lapsed, the models. Each line is
    ok, warn or fail, the last two with what to do. Exits with 1 if anything is fail. Nothing is changed.

    \b
    Example:
      factcheck doctor
    """
    from factcheck.checking.health import Diagnosis, Health

    try:
        with common.workspace(ctx) as workspace:
            found = workspace.doctor()
    except UsageError as problem:  # of the settings, without which nothing else can be looked at
        found = [Diagnosis("settings", Health.FAIL, str(problem))]
    if as_json:
        common.print_json([asdict(one) for one in found])
    for one in [] if as_json else found:
        words = f"{one.what}: {one.words}{'.' if one.remedy else ''} {one.remedy}"
        click.echo("\n".join(wrap(clean(words), common.width(), f"{one.health:<4}  ", " " * 6)))
    return int(any(one.health is Health.FAIL for one in found))
