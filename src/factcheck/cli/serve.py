"""`serve`: the desk in a browser."""

from __future__ import annotations

import click

from factcheck.cli import common


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--as", "by", metavar="NAME", callback=common.storable, help="The name that a browser is offered.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, by: str | None) -> None:
    """The desk and the reports in a browser.

    \b
    Examples:
      factcheck serve
    """
    from factcheck.web.serving import run

    with common.workspace(ctx) as workspace:
        common.warn(f"http://{host}:{port}/  (Ctrl-C ends it)")
        run(workspace, host, port, by or workspace.settings.user)
