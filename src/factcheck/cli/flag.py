"""`flag`: what is new in folders, feeds, lists and streams, for a job that nobody watches."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common
from factcheck.errors import ConflictError, UsageError
from factcheck.report.plain import one_line, shorten

if TYPE_CHECKING:
    from factcheck.flagging.channels import Channel
    from factcheck.flagging.listing import Plan
    from factcheck.flagging.outcome import FailedItem, FlaggedClaim, Summary
    from factcheck.workspace import Workspace

NEW = 10  # the exit code of --exit-code when there is something new
INTERRUPTED = 130
EVERY = 300.0  # seconds between two looks of --watch
ITEM_SECONDS = 600.0  # that an article may take
_MINUTE = 60.0


class WatchingCommand(click.Command):
    """A command whose --watch may stand without a number before a SOURCE."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for at, word in enumerate(args):
            if word == "--watch" and not _is_number("".join(args[at + 1 : at + 2])):
                args[at] = f"--watch={EVERY}"
        return super().parse_args(ctx, args)


def _is_number(word: str) -> bool:
    try:
        return float(word) > 0
    except ValueError:
        return False


@click.command(cls=WatchingCommand)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--rules", metavar="FILE", help="What is worth flagging, and who is told (TOML); else all that is new.")
@click.option("--watch", type=click.FloatRange(min=1), metavar="[SECONDS]", help="Look again and again [every 300].")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many new or changed articles.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Nothing that is known to be older.")
@click.option("--deadline", metavar="TIME", help="Begin nothing after HH:MM, or after so many minutes.")
@common.workers
@common.on
@click.option(
    "--item-seconds",
    type=click.FloatRange(min=1),
    default=ITEM_SECONDS,
    metavar="N",
    help=f"An article that takes longer has failed [{ITEM_SECONDS:g}].",
)
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="For another run to end.")
@click.option("--dry-run", is_flag=True, help="Say which articles are new or changed, and store nothing.")
@click.option("--retry-failed", is_flag=True, help="Only what failed before.")
@click.option("--publisher", callback=common.storable, help="Whose the articles are, where no source says so.")
@click.option("--allow-network", is_flag=True, help="Fetch addresses.")
@click.option("--notify", metavar="COMMAND", help="Run it with what is new, as JSON lines, on its standard input.")
@click.option("--webhook", metavar="URL", help="Send there what is new, signed.")
@click.option("--digest", metavar="FILE", help="Write what is new there, as Markdown.")
@click.option("--exit-code", is_flag=True, help=f"Exit with {NEW} if there is something new.")
@common.as_json
@click.pass_context
def flag(ctx: click.Context, /, sources: tuple[str, ...], as_json: bool, **options: Any) -> int:
    """Flag what is new: for cron, a timer or CI.

    A SOURCE is a folder, a feed (RSS, Atom, JSON), a sitemap, a list of addresses, an address, a file of articles as
    JSON lines or ninjs, - for standard input, or a .toml file that names several. What did not change since the last
    run costs next to nothing; a run that was stopped or killed goes on with the next. A claim that several articles
    make is flagged once. What fails is named, does not stop the others, and is tried again.

    Standard output has a JSON line for each new claim and each failure; on a terminal a table, unless --json.
    Standard error has the progress and a summary. Exit code 3 if something failed, 4 if another run is at work.

    \b
    Examples:
      factcheck flag inbox/ --rules desk.toml
      factcheck flag --allow-network https://courier.example/feed.xml --digest night.md
      factcheck flag sources.toml --workers 2 --deadline 05:30 --exit-code > new.jsonl
      factcheck flag sources.toml --on ray://head:10001 --workers 64
      factcheck flag inbox/ --watch 60
    """
    network = {"allow_network": True} if options["allow_network"] else {}
    plan = _plan(sources, options)
    lines = as_json or not (sys.stdout is not None and sys.stdout.isatty())
    with _stopping() as stop, common.workspace(ctx, **network) as workspace:
        wanted = _wanted(sources)
        if options["dry_run"]:
            return _dry_run(workspace, wanted, plan, lines=lines)
        run = _Run(workspace, wanted, options, stop, lines=lines)
        code = run.once(plan)
        while options["watch"] and not stop.wait(options["watch"]):
            try:
                code = run.once(plan)
            except ConflictError as problem:
                common.warn(str(problem))
    return INTERRUPTED if stop.is_set() else code


def _wanted(sources: Sequence[str]) -> list[Any]:
    """The sources that are named, those of a sources file one by one."""
    from factcheck.flagging.sources.sources_file import read_sources

    found: list[Any] = []
    for name in sources:
        found += read_sources(name) if name.endswith(".toml") else [name]
    return found


def _plan(sources: Sequence[str], options: dict[str, Any]) -> Plan:
    from factcheck.flagging.listing import Plan
    from factcheck.workers import Spread

    since: datetime | None = options["since"]
    return Plan(
        spread=Spread(options["workers"], options["on"]),
        limit=options["limit"],
        since=since.date() if since else None,
        deadline=_deadline(options["deadline"], datetime.now().astimezone()),
        publisher=options["publisher"],
        only_failed=options["retry_failed"],
        at_once="-" in sources,
        seconds=options["item_seconds"],
    )


def _deadline(asked: str | None, now: datetime) -> float | None:
    """When to begin nothing more, in seconds since 1970. Raises UsageError."""
    if asked is None:
        return None
    if _is_number(asked) and not (asked.isdecimal() and len(asked) == 4):  # four digits are a time without its colon
        return now.timestamp() + _MINUTE * float(asked)
    try:
        at = datetime.strptime(asked, "%H:%M")
    except ValueError as problem:
        raise UsageError(f"--deadline {asked}: write a time as HH:MM, or a number of minutes.") from problem
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (today if today > now else today + timedelta(days=1)).timestamp()


def _channels(options: dict[str, Any]) -> list[Channel]:
    from factcheck.flagging.channels import read_channel

    ways = {"--notify": "command", "--webhook": "webhook", "--digest": "digest"}
    asked = ((name, way, options[name.removeprefix("--")]) for name, way in ways.items())
    return [read_channel(_channel_name(name, value), {way: value}) for name, way, value in asked if value]


def _channel_name(option: str, value: str) -> str:
    """What is kept of a channel. Each command and each server is told of its own; digests are one, for each may have a
    file of its own that is one night's."""
    return option if option == "--digest" else f"{option} {value.partition('?')[0]}"


@contextmanager
def _stopping() -> Iterator[Event]:
    """Set by the first interrupt or request to end; a second interrupt ends at once."""
    stop = Event()

    def heard(number: int, _: object) -> None:
        signal.signal(number, signal.default_int_handler)
        stop.set()

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Run:
    """One look after the other at the same sources."""

    def __init__(
        self, workspace: Workspace, wanted: list[Any], options: dict[str, Any], stop: Event, *, lines: bool
    ) -> None:
        self._workspace, self._wanted, self._options, self._stop, self._lines = workspace, wanted, options, stop, lines
        self._channels = _channels(options)

    def once(self, plan: Plan) -> int:
        """Look once, and say what was found; the exit code of it."""
        from factcheck.flagging.outcome import FailedItem, FlaggedClaim, Summary

        failed: list[FailedItem] = []
        untold: list[str] = []
        summary = Summary()
        options = self._options
        for one in self._workspace.flag(
            self._wanted,
            plan,
            rules=options["rules"],
            channels=self._channels,
            wait=options["wait"],
            stop=self._stop.is_set,
            looked=_looked,
        ):
            if isinstance(one, FlaggedClaim):
                _print_claim(one, lines=self._lines)
            elif isinstance(one, FailedItem):
                failed.append(one)
                _print_failure(one, lines=self._lines)
            elif isinstance(one, Summary):
                summary = one
            elif one.problem:
                untold.append(f"{one.problem} ({one.left:,} untold; the next run tries again)")
        _sum_up(summary, failed, untold)
        if failed or untold:
            return common.SOME_FAILED
        return NEW if options["exit_code"] and summary.told else 0


def _looked(place: str, done: int, total: int) -> None:
    common.progress()("articles", done, total, one_line(place))


def _print_claim(one: FlaggedClaim, *, lines: bool) -> None:
    from factcheck.flagging.outcome import as_dict
    from factcheck.report.phrases import speaker

    common.progress().hide()
    if lines:
        common.print_json(as_dict(one), indent=None)
        return
    width = common.width()
    rules = ", ".join(flag.rule for flag in one.flags)
    places = f"{len(one.appearances)} places" if len(one.appearances) > 1 else ""
    known = f"known: {one.known[0].rating} ({one.known[0].by})" if one.known else ""
    where = one.publisher or one.title or one.place or ""
    about = " · ".join(filter(None, (one.article_id[:6], where, speaker(one.claim), places, known)))
    click.echo(f"{shorten(one_line(rules), 24):24}  {shorten(one.claim.text, width - 26)}")
    click.echo(f"{one.claim.id[:6]:24}  {shorten(one_line(about), width - 26)}")


def _print_failure(one: FailedItem, *, lines: bool) -> None:
    from factcheck.flagging.outcome import failure_as_dict

    if lines:
        common.progress().hide()
        common.print_json(failure_as_dict(one), indent=None)


def _sum_up(summary: Summary, failed: Sequence[FailedItem], untold: Sequence[str]) -> None:
    from factcheck.flagging.outcome import summary_lines

    for one in failed:
        named = one.problem.startswith(one.place)
        common.warn(one.problem if named else f"{one.place}: {one.problem}")
    for words in untold:
        common.warn(words)
    for line in summary_lines(summary):
        common.notice(line)


def _dry_run(workspace: Workspace, wanted: list[Any], plan: Plan, *, lines: bool) -> int:
    from factcheck.flagging.outcome import FailedItem

    failed: list[FailedItem] = []
    for one in workspace.flag_changes(wanted, replace(plan, at_once=False)):
        if isinstance(one, FailedItem):
            failed.append(one)
            _print_failure(one, lines=lines)
            continue
        state, work = one
        if lines:
            told = {"type": "article", "state": state, "key": work.key, "source": work.source, "place": work.place}
            common.print_json(told, indent=None)
        else:
            click.echo(f"{state:8} {one_line(work.place)}")
    for one in failed:
        common.warn(f"{one.place}: {one.problem.removeprefix(f'{one.place}: ')}")
    return common.SOME_FAILED if failed else 0
