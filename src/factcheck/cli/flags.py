"""`flags`: what unattended runs have flagged, whose it is, and what nobody wants to hear of."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common
from factcheck.domain import MuteKind
from factcheck.domain.text import counted
from factcheck.errors import UsageError
from factcheck.report.paint import Paint
from factcheck.report.plain import clean, columns, fitted, one_line

if TYPE_CHECKING:
    from factcheck.store.mutes import KeptMute
    from factcheck.workspace.flags import FlagState, ListedFlag

_WIDEST, _NARROWEST = 200, 40  # columns
_GAP = "  "
_ALL = 1_000_000  # flags of a digest that are looked at
_reviewer = click.option(
    "--as", "by", metavar="NAME", callback=common.storable, help="Who does it [env: FACTCHECK_USER]."
)


@click.group(invoke_without_command=True)
@click.option("--rule", metavar="NAME", callback=common.storable, help="Only flags by this rule.")
@click.option("--since", metavar="DAY|TIME", help="Only flags raised since: 2026-11-29, yesterday, 2026-11-29T18:00.")
@click.option("--taken", is_flag=True, help="Only those that are somebody's.")
@click.option("--muted", is_flag=True, help="Only those that are muted.")
@click.option("--all", "every", is_flag=True, help="Muted ones too, and those of claims that wait for nobody.")
@click.option("--limit", "-n", default=20, show_default=True, type=click.IntRange(1), help="Flags shown.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Flags skipped.")
@common.as_json
@click.pass_context
def flags(
    ctx: click.Context,
    rule: str | None,
    since: str | None,
    taken: bool,
    muted: bool,
    every: bool,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """List what unattended runs have flagged; take it, mute it, write a digest.

    Open flags come first, then those that somebody has taken; the newest first. A flag is done with once its claim
    is: decided, dismissed, closed with its article. Muting hides flags and leaves the claim in the queue.

    \b
    Examples:
      factcheck flags --since yesterday
      factcheck flags --rule known-false --json
      factcheck flags take 17 --as ana
      factcheck flags mute speaker "Dana Orlov" --until 2026-12-24 --note "weekly statement" --as ana
    """
    if ctx.invoked_subcommand:
        return
    if taken + muted + every > 1:
        raise UsageError("--taken, --muted and --all exclude each other.")
    states = _states("taken" if taken else "muted" if muted else "all" if every else "")
    with common.workspace(ctx) as workspace:
        found, total = workspace.flags(states, rule=rule, since=_since(since), limit=limit, offset=offset)
        if as_json:
            from factcheck.workspace.as_json.flags import flags_as_dict

            common.print_json(flags_as_dict(found, workspace.flagged(found), total))
            return
    for line in _table(found, _width(), Paint(common.colour())):
        click.echo(line)
    shown = f", {offset + 1} to {offset + len(found)} shown" if found and len(found) < total else ""
    common.notice(f"{counted(total, 'flag')}{shown}")


def _states(wanted: str) -> Sequence[FlagState]:
    from factcheck.workspace.flags import FlagState

    known = {"taken": (FlagState.TAKEN,), "muted": (FlagState.MUTED,), "all": tuple(FlagState)}
    return known.get(wanted, (FlagState.OPEN, FlagState.TAKEN))


def _since(asked: str | None) -> date | datetime | None:
    """The day or time that is meant. Raises UsageError."""
    return None if asked is None else _moment(asked, "today or yesterday", today=0, yesterday=-1)


def _moment(asked: str, words: str, **named: int) -> date | datetime:
    if asked.lower() in named:
        return date.today() + timedelta(days=named[asked.lower()])
    try:
        return date.fromisoformat(asked) if len(asked) == 10 else datetime.fromisoformat(asked)
    except ValueError as problem:
        raise UsageError(f"'{asked}' is no day or time. Write 2026-12-01, {words}, or 2026-12-01T14:30.") from problem


# -- the table ----------------------------------------------------------------------------


def _width() -> int:
    return max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def _table(found: Sequence[ListedFlag], width: int, paint: Paint) -> list[str]:
    if not found:
        return []
    rows = [("FLAG", "CLAIM", "SINCE", "STATE", "RULES", "WHO", "WORDS"), *map(_cells, found)]
    most = (
        12,
        12,
        16 if width >= 100 else 0,
        14 if width >= 72 else 0,
        20 if width >= 60 else 8,
        0 if width < 88 else 24,
    )
    widths = [min(room, max(columns(row[at]) for row in rows)) for at, room in enumerate(most)]
    taken = sum(each + len(_GAP) for each in widths if each)
    widths.append(max(6, width - taken))
    head, *lines = (
        _GAP.join(fitted(cell, each) for cell, each in zip(row, widths, strict=True) if each).rstrip() for row in rows
    )
    return [paint.faint(head), *lines]


def _cells(one: ListedFlag) -> tuple[str, ...]:
    claim = one.line.claim
    who = claim.speaker.name if claim.speaker else "outlet"
    state = f"at {one.line.assigned}" if one.state == "taken" else one.line.state if one.state == "done" else one.state
    rules = ", ".join(flag.rule for flag in one.flags)
    return (str(one.line.key), claim.id, _local(one.line.at), state, rules, who, claim.text)


def _local(at: str) -> str:
    """A time in UTC as this machine's clock has it."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return at


# -- taking -------------------------------------------------------------------------------


@flags.command()
@click.argument("flag", metavar="FLAG|CLAIM")
@click.option("--over", is_flag=True, help="Though it is somebody else's.")
@_reviewer
@common.as_json
@click.pass_context
def take(ctx: click.Context, flag: str, over: bool, by: str | None, as_json: bool) -> None:
    """Take a flagged claim: it is assigned to you, and others are not given it.

    FLAG is its number in the list, CLAIM the beginning of the claim's id. `factcheck assign CLAIM --nobody` gives it
    back.

    \b
    Examples:
      factcheck flags take 17 --as ana
      factcheck flags take 3f2a --as ana --over
    """
    with common.workspace(ctx) as workspace:
        made = workspace.take_flag(flag, by=by or "", over=over)
    if as_json:
        from factcheck.report.desk_json import entry_as_dict

        common.print_json(None if made is None else entry_as_dict(made))
    elif made is None:
        common.notice("it is so already; nothing was stored")
    else:
        click.echo(clean(one_line(f"{made.at} {made.claim_id} taken by {made.by} [{made.hash[:12]}]")))


# -- muting -------------------------------------------------------------------------------


@flags.command()
@click.argument("what", type=click.Choice([kind.value for kind in MuteKind]))
@click.argument("value", metavar="CLAIM|NAME|TEXT", callback=common.storable)
@click.option(
    "--until", metavar="DAY", help="The last day that it holds: 2026-12-24, today, tomorrow. For good, if not given."
)
@click.option("--note", default="", callback=common.storable, help="Why.")
@_reviewer
@common.as_json
@click.pass_context
def mute(
    ctx: click.Context, what: str, value: str, until: str | None, note: str, by: str | None, as_json: bool
) -> None:
    """Want no flags of a claim, a speaker, by a rule, or of claims with these words.

    It hides what was flagged and what will be; the claims stay in the queue. A speaker is meant in any form of the
    name; words are found in any form that they have, next to each other; a rule takes its own flags away and leaves a
    claim that met others. `factcheck flags mutes` lists what is muted, `unmute` lifts it.

    \b
    Examples:
      factcheck flags mute claim 3f2a --note "checked by phone" --as ana
      factcheck flags mute speaker "Dana Orlov" --until 2026-12-24 --as ana
      factcheck flags mute rule check-worthy --as eva
      factcheck flags mute words "weather warning" --as eva
    """
    last = _day(until) if until else None
    with common.workspace(ctx) as workspace:
        made = workspace.mute(what, value, until=last, note=note, by=by or "")
        kept = next(one for one in workspace.mutes() if one.mute.key == made.key)
    _tell(kept, as_json)


def _day(asked: str) -> date:
    """Raises UsageError."""
    meant = _moment(asked, "today or tomorrow", today=0, tomorrow=1)
    if isinstance(meant, datetime):
        raise UsageError("--until is a day, which counts whole: 2026-12-24.")
    return meant


@flags.command()
@click.option("--lifted", is_flag=True, help="Those that were lifted, too.")
@common.as_json
@click.pass_context
def mutes(ctx: click.Context, lifted: bool, as_json: bool) -> None:
    """List what is muted: by whom, since when, until when, and why.

    \b
    Example:
      factcheck flags mutes --lifted
    """
    with common.workspace(ctx) as workspace:
        found = workspace.mutes(lifted=lifted)
    if as_json:
        from factcheck.workspace.as_json.flags import mute_as_dict

        common.print_json([mute_as_dict(one) for one in found])
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        common.notice("nothing is muted")


@flags.command()
@click.argument("mute", metavar="N", type=click.IntRange(1))
@_reviewer
@common.as_json
@click.pass_context
def unmute(ctx: click.Context, mute: int, by: str | None, as_json: bool) -> None:
    """Lift a mute, by its number in `factcheck flags mutes`. It stays in the record.

    \b
    Example:
      factcheck flags unmute 3 --as ana
    """
    with common.workspace(ctx) as workspace:
        _tell(workspace.unmute(mute, by=by or ""), as_json)


def _tell(kept: KeptMute, as_json: bool) -> None:
    if as_json:
        from factcheck.workspace.as_json.flags import mute_as_dict

        common.print_json(mute_as_dict(kept))
    else:
        click.echo(_line(kept))


def _line(kept: KeptMute) -> str:
    mute = kept.mute
    until = "" if mute.until is None else f" until {mute.until}"
    over = " (over)" if mute.until is not None and mute.until < date.today() else ""
    lifted = f", lifted by {kept.lifted_by} at {kept.lifted_at}" if kept.lifted_by else ""
    note = f": {mute.note}" if mute.note else ""
    return clean(
        one_line(f"{mute.key} {mute.what} “{mute.value}”{until}{over}, by {mute.by} at {mute.at}{lifted}{note}")
    )


# -- a digest -----------------------------------------------------------------------------


@flags.command()
@click.option("--form", type=click.Choice(["markdown", "mail"]), default="markdown", show_default=True)
@click.option("--to", metavar="ADDRESS", help="Whom a mail is to.")
@click.option("--from", "sender", metavar="ADDRESS", help="Whom it is from.")
@click.option("--subject", default="", help="Its subject; how many claims, if not given.")
@click.option("--rule", metavar="NAME", callback=common.storable, help="Only flags by this rule.")
@click.option("--since", metavar="DAY|TIME", help="Only flags raised since: 2026-11-29, yesterday, 2026-11-29T18:00.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it there, whole.")
@click.pass_context
def digest(ctx: click.Context, /, output: Path | None, **asked: Any) -> None:
    """Write the open flags as Markdown, or as a mail that is ready for `sendmail -t`.

    Nothing is written where nothing is open, and the file is left as it was.

    \b
    Examples:
      factcheck flags digest --since yesterday -o morning.md
      factcheck flags digest --form mail --to desk@courier.example --from factcheck@courier.example | sendmail -t
    """
    from factcheck.files.writing import put_whole
    from factcheck.flagging.channels import DigestForm, written
    from factcheck.flagging.digest import read_letter
    from factcheck.workspace.flags import FlagState

    letter = None
    if asked["form"] == DigestForm.MAIL:
        if not (asked["to"] and asked["sender"]):
            raise UsageError("a mail wants --to and --from, each an address.")
        letter = read_letter(asked["to"], asked["sender"], asked["subject"], "digest")
    with common.workspace(ctx) as workspace:
        found, _ = workspace.flags((FlagState.OPEN,), rule=asked["rule"], since=_since(asked["since"]), limit=_ALL)
        flagged = workspace.flagged(found)
    if not flagged:
        common.notice("no open flags")
        return
    data = written(DigestForm(asked["form"]), flagged, datetime.now(UTC), letter)
    if output is None:
        click.echo(data, nl=False)
    else:
        put_whole(output, data)
        common.notice(f"{counted(len(flagged), 'flag')} written to {output}")
