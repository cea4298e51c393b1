"""`articles`, `close`, `reopen-article`: the articles that the desk has, and whether they are done with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.report.plain import clean, columns, one_line, shorten

if TYPE_CHECKING:
    from factcheck.domain import LogEntry
    from factcheck.workspace import ArticleLine

_HEADER = ("ARTICLE", "DRAFT", "STATE", "OPEN", "STALE", "DUE", "HEADLINE")
_LEAST = 20  # columns of a headline, however narrow the terminal
_WHY = 34  # columns of the reasons

reviewer = click.option("--as", "by", metavar="NAME", help="Who does it [env: FACTCHECK_USER].")


@click.command()
@click.option("--all", "every", is_flag=True, help="Drafts that later ones have replaced, too.")
@common.as_json
@click.pass_context
def articles(ctx: click.Context, every: bool, as_json: bool) -> None:
    """List the articles that were checked.

    Each with its draft, whether it can run and if not why, how many claims nobody has decided and how many verdicts
    are stale, and until when it is wanted. Articles that are still worked on come first, by their deadline.

    \b
    Examples:
      factcheck articles
      factcheck articles --all --json
    """
    with common.workspace(ctx) as workspace:
        found = workspace.articles(retired=every)
    if as_json:
        from factcheck.workspace.as_json.articles import line_as_dict

        common.print_json([line_as_dict(line) for line in found])
        return
    for row in _table(found):
        click.echo(clean(row))
    for line in found:
        if line.edited:
            from factcheck.checking.checked_files import edited

            common.warn(edited(_seen_from_here(line.article.file or ""), line.article.draft))
    if not found:
        common.notice("no articles yet: factcheck check FILE")


def _table(found: list[ArticleLine]) -> Iterator[str]:
    """The lines of the list, under a header where there is any; as wide as the terminal."""
    if not found:
        return
    rows = [_HEADER, *map(_cells, found)]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(_HEADER) - 1)]
    left = max(_LEAST, common.width() - sum(widths) - 2 * len(widths))
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join((*cells, shorten(row[-1], left))).rstrip()


def _cells(line: ArticleLine) -> tuple[str, ...]:
    one = line.article
    return (
        one.id,
        f"{one.draft}*" if line.edited else str(one.draft),
        _state(line),
        str(one.open or ""),
        str(one.stale or ""),
        one_line(one.due or ""),
        one_line(" · ".join(filter(None, (one.title or "no title", one.publisher, str(one.published or ""))))),
    )


def _state(line: ArticleLine) -> str:
    if line.article.retired:
        return "replaced"
    state = "closed" if line.article.closed else "HOLD" if line.hold else "CLEAR"
    return shorten(f"{state}: {line.why}", _WHY) if line.why else state


def _seen_from_here(file: str) -> str:
    """A file by the name that it has from the folder one is in, if it is below it."""
    here = Path.cwd().resolve()
    return str(Path(file).relative_to(here)) if Path(file).is_relative_to(here) else file


@click.command()
@click.argument("article")
@click.option("--note", default="", callback=common.storable, help="A remark that is kept; wanted with --over.")
@click.option("--over", is_flag=True, help="Close it though claims wait.")
@reviewer
@common.as_json
@click.pass_context
def close(ctx: click.Context, article: str, note: str, over: bool, by: str | None, as_json: bool) -> None:
    """Take an article's claims out of the queue.

    ARTICLE is the file that was checked, or the beginning of the article's id. Nothing is lost: `factcheck
    reopen-article` brings it back, and a new draft of it is open again.

    \b
    Examples:
      factcheck close story.html --as lea
      factcheck close 9c1e --over --note "not running" --as lea
    """
    with common.workspace(ctx) as workspace:
        _print(workspace.close_article(article, note=note, by=by or "", over=over), as_json)


@click.command(name="reopen-article")
@click.argument("article")
@click.option("--note", default="", callback=common.storable, help="A remark that is kept.")
@reviewer
@common.as_json
@click.pass_context
def reopen_article(ctx: click.Context, article: str, note: str, by: str | None, as_json: bool) -> None:
    """Bring a closed article back into the queue.

    One that a later draft has replaced comes back as a story of its own.

    \b
    Example:
      factcheck reopen-article 9c1e --note "runs on Sunday after all" --as lea
    """
    with common.workspace(ctx) as workspace:
        _print(workspace.reopen_article(article, note=note, by=by or ""), as_json)


def _print(entry: LogEntry, as_json: bool) -> None:
    if as_json:
        from factcheck.report.desk_json import entry_as_dict

        common.print_json(entry_as_dict(entry))
        return
    note = f" – {entry.note}" if entry.note else ""
    what = "closed" if entry.action == "closed" else "in the queue again"
    click.echo(clean(one_line(f"{entry.at}  article {entry.article_id}  {what}, by {entry.by}{note}")))
