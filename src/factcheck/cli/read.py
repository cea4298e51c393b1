"""`read`: a file as it is read, every block with its kind and the rule that decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError
from factcheck.files import FileKind, explained, kind_of, standard_input
from factcheck.report.plain import clean, one_line, wrap

if TYPE_CHECKING:
    from factcheck.articles import Inspected, Printed

_COLUMN = 13  # columns of the kind
_STRUCK, _FAINT, _PLAIN = "\x1b[9m", "\x1b[2m", "\x1b[0m"
_DROPPED = "left out"
_SHOWN = 400  # characters of what is left out: a site's menus are long


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--encoding", metavar="NAME", help="What FILE is written in, where it says otherwise: cp1250, mac-roman, …"
)
@common.as_json
@click.pass_context
def read(ctx: click.Context, file: str, encoding: str | None, as_json: bool) -> None:
    """Show how a file is read, and why.

    Every block of FILE in order, with its kind and the rule that decided; what is left out is struck
    through, or stands between ~~ and ~~ where there is no colour, and is cut short where it is long;
    --json has it whole. Before it what the file says of itself, and where. Nothing is stored; - is
    standard input.

    \b
    Examples:
      factcheck read story.html
      factcheck read saved.html --encoding cp1250 | less
      cat story.html | factcheck read - --json
    """
    from factcheck import settings

    inspected = _inspected(file, settings.load({"workspace": ctx.find_root().obj["workspace"]}).max_bytes, encoding)
    if as_json:
        common.print_json(_as_dict(inspected))
        return
    for line in _lines(inspected, common.width(), common.colour()):
        click.echo(line)


def _inspected(file: str, max_bytes: int, encoding: str | None) -> Inspected:
    from factcheck import articles

    if kind_of(file) is FileKind.JSON_LINES:
        raise InputError(
            f"{file}: JSON lines hold many documents and no article. `factcheck quotes` reads each of them."
        )
    if file != "-":
        return articles.inspect(file, max_bytes=max_bytes, encoding=encoding)
    with explained("standard input"):
        data = standard_input().read(max_bytes + 1)
    return articles.inspect(data, max_bytes=max_bytes, encoding=encoding)


def _facts(inspected: Inspected) -> Iterator[tuple[str, str | None, str | None]]:
    """What the file says of itself: its name, its value, and where it was read where that is known."""
    article = inspected.article
    yield "title", article.title, None
    yield "byline", article.byline, None
    yield "publisher", article.publisher, article.publisher_from
    yield "published", article.published.isoformat() if article.published else None, article.published_from
    yield "address", article.url, None


def _as_dict(inspected: Inspected) -> dict[str, object]:
    facts = {name: {"value": value, "from": place} for name, value, place in _facts(inspected)}
    blocks = [
        {"kind": stretch.kind, "words": stretch.words, "why": stretch.why or None, "left_out": stretch.kind is None}
        for stretch in inspected.stretches
    ]
    return {**facts, "notices": list(inspected.article.notices), "blocks": blocks}


def _lines(inspected: Inspected, width: int, colour: bool) -> Iterator[str]:
    for name, value, place in _facts(inspected):
        said = f"{one_line(value)} ({one_line(place)})" if value and place else one_line(value or "–")
        yield from wrap(said, width, f"{name:<{_COLUMN}}", " " * _COLUMN)
    for notice in inspected.article.notices:
        yield from wrap(one_line(notice), width, f"{'notice':<{_COLUMN}}", " " * _COLUMN)
    for stretch in inspected.stretches:
        yield ""
        yield from _block(stretch, width, colour)


def _block(stretch: Printed, width: int, colour: bool) -> Iterator[str]:
    kind = str(stretch.kind) if stretch.kind else _DROPPED
    yield _styled(kind + (f"  ({one_line(stretch.why)})" if stretch.why else ""), _FAINT, colour)
    is_dropped = stretch.kind is None
    words = clean(stretch.words)
    if is_dropped and len(words) > _SHOWN:
        words = f"{words[:_SHOWN].rsplit(' ', 1)[0]} … ({len(words):,} characters in all)"
    if is_dropped and not colour:
        words = f"~~{words.strip()}~~"
    for line in words.split("\n"):
        for row in wrap(line, width, "  "):
            yield f"  {_styled(row.removeprefix('  '), _STRUCK, colour and is_dropped)}"


def _styled(words: str, style: str, wanted: bool) -> str:
    return f"{style}{words}{_PLAIN}" if wanted else words
