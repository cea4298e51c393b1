"""`export corrections`: what the desk knows of who said what, as a gold file."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import common
from factcheck.domain.text import counted
from factcheck.report.plain import json_text


@click.command(short_help="Write who said what, as people corrected it.")
@click.argument("article", required=False)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it there instead."
)
@click.pass_context
def corrections(ctx: click.Context, article: str | None, output: Path | None) -> None:
    """Write who said what, as people corrected it, as JSONL that `evaluate quotes` reads.

    Without ARTICLE it is all that are closed or whose claims are all decided, dismissed or replaced.

    \b
    Examples:
      factcheck export corrections -o gold.jsonl
      factcheck evaluate quotes gold.jsonl --speech-only
    """
    with common.workspace(ctx) as workspace:
        lines = [json_text(item, indent=None).rstrip("\n") for item in workspace.export_corrections(article)]
    text = "".join(f"{line}\n" for line in lines)
    if output is None:
        common.print_made_json(text)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    common.notice(f"{counted(len(lines), 'article')} that people have looked at")
