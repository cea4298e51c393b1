"""`queue`, `assign` and `due`: what waits, whose it is, and until when."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import click

from factcheck.cli import common
from factcheck.cli.desk import reviewer
from factcheck.domain import WAITING, LogEntry, State, Verdict
from factcheck.domain.text import counted
from factcheck.errors import UsageError
from factcheck.report.paint import Paint
from factcheck.report.plain import clean, fitted, one_line
from factcheck.store.queue import Filters, QueueItem, Waiting

_STATES = {state.value.replace(" ", "-"): state for state in State if state in WAITING}
_WIDEST, _NARROWEST = 200, 40  # columns
_GAP = "  "


@click.command()
@click.option("--article", metavar="ARTICLE", help="Only this article: the beginning of its id, or the file.")
@click.option("--speaker", metavar="NAME", help="Only what this speaker said; part of the name will do.")
@click.option("--status", type=click.Choice(list(_STATES)), help="Only claims that wait for this reason.")
@click.option("--flag", metavar="FLAG", help="Only claims with this flag: misquoted, restated, opinion, no-source, …")
@click.option(
    "--proposal", type=click.Choice([*(verdict.value for verdict in Verdict), "none"]), help="Only with this proposal."
)
@click.option("--person", metavar="NAME", help="Only what is assigned to this person.")
@click.option("--mine", is_flag=True, help="Only what waits for you: not what you have decided, nor what is others'.")
@click.option("--decided", is_flag=True, help="Claims with a verdict that stands, stale or not, instead.")
@click.option("--limit", "-n", default=20, show_default=True, type=click.IntRange(1), help="Claims shown.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Claims skipped.")
@reviewer
@common.as_json
@click.pass_context
def queue(
    ctx: click.Context,
    /,
    article: str | None,
    status: str | None,
    mine: bool,
    limit: int,
    offset: int,
    by: str | None,
    as_json: bool,
    **filters: Any,
) -> None:
    """List the claims that wait for a person.

    Misquoted and restated claims come first (marked !), then those most worth checking, then the nearest deadline,
    then article by article. What a blind second check hides from you is not shown.

    \b
    Examples:
      factcheck queue
      factcheck queue --article story.html --json
      factcheck queue --mine --as ana --flag misquoted
      factcheck queue --status stale
    """
    wanted = Filters(state=_STATES[status] if status else None, **filters)
    with common.workspace(ctx) as workspace:
        if mine:
            wanted = workspace.waits_for(by or "", wanted)
        items, total = workspace.queue(wanted, article=article, limit=limit, offset=offset, by=by or "")
        left = workspace.waiting(article, by=by or "")
    if as_json:
        from factcheck.workspace.as_json import desk

        told = {"total": total, "claims": [desk.item_as_dict(item) for item in items]}
        common.print_json({**told, "waiting": desk.waiting_as_dict(left)})
        return
    for line in _table(items, _width(), Paint(common.colour())):
        click.echo(line)
    last = offset + len(items)
    what = f"{counted(total, 'claim')} {'decided' if wanted.decided else 'waiting'}"
    what += f", {offset + 1} to {last} shown" if items and len(items) < total else ""
    common.notice(what + ("" if wanted.decided else _whose(left, total)))


def _whose(left: Waiting, listed: int) -> str:
    """What is left in all, and whose it is, in words; nothing where there is nothing to tell."""
    told = [f"in all {left.total:,}"] if left.total != listed else []
    if left.mine != left.total:
        told.append(f"{left.mine:,} for you")
    if left.today:
        told.append(f"{left.today:,} due today")
    given = {name: number for name, number in left.assigned.items() if name is not None}
    if given:
        told.append(f"assigned: {_each(given)}, to nobody {left.assigned.get(None, 0):,}")
    if left.held:
        told.append(f"at work: {_each(left.held)}")
    return "".join(f" · {each}" for each in told)


def _each(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{one_line(name)} {number:,}" for name, number in sorted(numbers.items()))


# -- the table ----------------------------------------------------------------------------


def _width() -> int:
    return max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def _table(items: Sequence[QueueItem], width: int, paint: Paint) -> list[str]:
    """The queue as lines of at most ``width`` columns, a header before them; no line where there is no claim.

    On a narrow screen the speaker gives way first, then the article.
    """
    if not items:
        return []
    rows = [("", "CLAIM", "STANDS", "ARTICLE", "SPEAKER", "WORDS"), *map(_cells, items)]
    title, speaker = (0 if width < 64 else min(28, width // 6)), (0 if width < 80 else min(24, width // 8))
    widths = [1, 12, 18 if width >= 100 else 14 if width >= 60 else 10, title, speaker]
    taken = sum(each + len(_GAP) for each in widths if each)
    widths.append(max(8, width - taken))
    lines = [_GAP.join(fitted(cell, each) for cell, each in zip(row, widths, strict=True) if each) for row in rows]
    urgent = [False, *(item.urgent for item in items)]
    head, *rest = (line.rstrip() for line in lines)
    return [
        paint.faint(head),
        *(paint.warning(line) if at else line for line, at in zip(rest, urgent[1:], strict=True)),
    ]


def _cells(item: QueueItem) -> tuple[str, ...]:
    claim = item.claim
    who = claim.speaker.name if claim.speaker else "outlet"
    title = item.article_title or claim.article_id
    return ("!" if item.urgent else "", claim.id, _stands(item), f"#{item.number} {title}", who, claim.text)


def _stands(item: QueueItem) -> str:
    """What a claim waits for, and what is known already."""
    if item.held_by:
        return f"at {item.held_by}"
    if item.state is State.STALE:
        return f"stale {item.verdict or ''}"
    if item.state in (State.SECOND, State.DISPUTED, State.REOPENED):
        return item.state.value
    return item.verdict or (f"{item.suggested}?" if item.suggested else "no proposal")


# -- whose it is, and until when ----------------------------------------------------------


@click.command()
@click.argument("what", metavar="CLAIM|ARTICLE")
@click.argument("person", required=False)
@click.option("--nobody", is_flag=True, help="Give it back to everybody.")
@reviewer
@common.as_json
@click.pass_context
def assign(ctx: click.Context, what: str, person: str | None, nobody: bool, by: str | None, as_json: bool) -> None:
    """Give a claim or an article to somebody.

    The first argument is the beginning of an id, ARTICLE#8 for a claim, or the file that was checked. What is
    assigned is not given to others by `review`.

    \b
    Examples:
      factcheck assign 3f2a leo
      factcheck assign story.html ana --as mia
      factcheck assign story.html --nobody
    """
    if nobody == bool(person):
        raise UsageError("assign wants either a PERSON or --nobody.")
    with common.workspace(ctx) as workspace:
        made = workspace.assign(what, person, by=by or "")
    _tell(made, f"assigned to {person or 'nobody'}", as_json)


@click.command()
@click.argument("article")
@click.argument("when", required=False, metavar="DAY|TIME")
@click.option("--none", "nothing", is_flag=True, help="There is no deadline.")
@reviewer
@common.as_json
@click.pass_context
def due(ctx: click.Context, article: str, when: str | None, nothing: bool, by: str | None, as_json: bool) -> None:
    """Say until when an article has to be checked.

    A day is 2026-12-01, today or tomorrow; a time is 14:30 (today) or 2026-12-01T14:30, in this machine's time zone.

    \b
    Examples:
      factcheck due story.html 14:30
      factcheck due 9c1e 2026-12-01 --as mia
      factcheck due 9c1e --none
    """
    if nothing == bool(when):
        raise UsageError("due wants either a DAY or TIME, or --none.")
    until = _moment(when) if when else None
    with common.workspace(ctx) as workspace:
        made = workspace.due(article, until, by=by or "")
    _tell(
        made, f"due {until:%Y-%m-%d %H:%M}" if isinstance(until, datetime) else f"due {until or 'at no time'}", as_json
    )


def _moment(asked: str, today: date | None = None) -> date | datetime:
    """The day or time that is meant. Raises UsageError."""
    now = today or date.today()
    named = {"today": now, "tomorrow": now + timedelta(days=1)}
    if asked.lower() in named:
        return named[asked.lower()]
    try:
        return date.fromisoformat(asked) if len(asked) == 10 else datetime.fromisoformat(asked)
    except ValueError:
        pass
    try:
        return datetime.combine(now, datetime.strptime(asked, "%H:%M").time())
    except ValueError as problem:
        raise UsageError(
            f"'{asked}' is no day or time. Write 2026-12-01, today, tomorrow, 14:30 or 2026-12-01T14:30."
        ) from problem


def _tell(made: LogEntry | None, words: str, as_json: bool) -> None:
    if as_json:
        from factcheck.report.desk_json import entry_as_dict

        common.print_json(None if made is None else entry_as_dict(made))
    elif made is None:
        common.notice("it is so already; nothing was stored")
    else:
        about = f"{made.claim_id or made.article_id}"
        click.echo(clean(one_line(f"{made.at}  {about}  {words} by {made.by}  [{made.hash[:12]}]")))
