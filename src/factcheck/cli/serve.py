"""`serve`: the desk in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import UsageError
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.workspace import Workspace


@click.command()
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="ADDRESS",
    default=["127.0.0.1"],
    show_default="127.0.0.1",
    help="Where to listen; may be given again for more.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 finds a free one.")
@click.option("--public", metavar="URL", help="Where a proxy in front offers it, such as https://desk.example.org.")
@click.option("--as", "by", metavar="NAME", callback=common.storable, help="The name that a browser is offered.")
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
@click.option("--add-user", metavar="NAME", callback=common.storable, help="Make a token for NAME, print it, and exit.")
@click.option("--remove-user", metavar="NAME", callback=common.storable, help="End NAME's token, and exit.")
@click.option("--users", is_flag=True, help="List who has a token, and exit.")
@common.as_json
@click.pass_context
def serve(
    ctx: click.Context,
    hosts: tuple[str, ...],
    port: int,
    public: str | None,
    by: str | None,
    in_browser: bool,
    add_user: str | None,
    remove_user: str | None,
    users: bool,
    as_json: bool,
) -> int:
    """The desk and the reports in a browser.

    It can be asked on this machine alone, and whoever asks says who they are. Once somebody was given a token with
    --add-user, everybody needs one, and the record says that they have signed in with it. Only then may --host name
    another address. A token is printed once and kept nowhere; --add-user again makes a new one and ends the old.

    Ctrl-C ends it. What is being checked then is dropped; who is at which claim stays.

    \b
    Examples:
      factcheck serve --open
      factcheck serve --add-user ana
      factcheck serve --host 0.0.0.0
    """
    if sum(map(bool, (add_user, remove_user, users))) > 1:
        raise UsageError("--add-user, --remove-user and --users each stand alone.")
    if as_json and not users:
        raise UsageError("--json goes with --users.")
    if add_user is not None or remove_user is not None or users:
        with common.workspace(ctx) as workspace:
            return _manage(workspace, add_user, remove_user, as_json)
    _serve(ctx.find_root().obj, hosts, port, public, by, in_browser)
    return 0


def _serve(
    options: dict[str, object], hosts: tuple[str, ...], port: int, public: str | None, by: str | None, in_browser: bool
) -> None:
    from factcheck.web.serving import checked_public, run
    from factcheck.workspace import Workspace

    offered = checked_public(public) if public else ""

    def ready(addresses: list[str]) -> None:
        _say(f"the desk is at {' and '.join(addresses)} (Ctrl-C ends it)")
        if in_browser:
            _open(addresses[0])

    # What is noticed is noticed in threads, where click knows of no command.
    notice = (lambda _: None) if options["quiet"] else _say
    with Workspace(options["workspace"], notice=notice) as workspace:  # type: ignore[arg-type]
        run(workspace, hosts, port, usual=by or workspace.settings.user, public=offered, ready=ready)


def _say(words: str) -> None:
    click.echo(f"factcheck: {clean(words)}", err=True)


def _open(address: str) -> None:
    """Show the desk in a browser, which may be long in coming."""
    import webbrowser
    from threading import Thread

    def show() -> None:
        if not webbrowser.open(address):
            _say(f"no browser was found. Open {address} in one.")

    Thread(target=show, daemon=True).start()


def _manage(workspace: Workspace, add: str | None, remove: str | None, as_json: bool) -> int:
    if add is not None:
        token = workspace.add_user(add)
        common.notice("this token is shown once. Whoever has it signs in under that name, at /sign-in.")
        click.echo(token)
    elif remove is not None:
        workspace.remove_user(remove)
        common.notice(f"{remove}'s token holds no more. What was done in that name stays.")
    elif as_json:
        common.print_json([{"name": one.name, "since": one.since} for one in workspace.users()])
    else:
        for one in workspace.users():
            click.echo(f"{clean(one.name)}  since {one.since}")
    return 0
