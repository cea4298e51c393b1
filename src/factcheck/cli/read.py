"""`read`: a file as it is read, every block with its kind and the rule that decided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from factcheck.cli import common, fetched
from factcheck.domain import BlockKind
from factcheck.domain.text import counted
from factcheck.errors import InputError
from factcheck.files import FileKind, address, explained, is_address, kind_of, standard_input
from factcheck.report.plain import clean, one_line, shorten, wrap

if TYPE_CHECKING:
    from factcheck.articles import Inspected, Printed
    from factcheck.settings import Settings

_COLUMN = 13  # columns of the kind
_STRUCK, _FAINT, _PLAIN = "\x1b[9m", "\x1b[2m", "\x1b[0m"
_DROPPED = "left out"
_INDENT = "  "
_LEAST = 20  # columns for words beside a rule
_MISSED = ("title", "byline", "published")  # facts that a reader looks for
_CLOSE = (BlockKind.LIST_ITEM, BlockKind.ROW)


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--encoding",
    metavar="NAME",
    callback=common.codec,
    help="What FILE is written in, where it says otherwise: cp1250, mac-roman, …",
)
@fetched.allow_network
@click.option("--all", "whole", is_flag=True, help="All that is left out, in full.")
@common.as_json
@click.pass_context
def read(
    ctx: click.Context, file: str, encoding: str | None, allow_network: bool | None, whole: bool, as_json: bool
) -> None:
    """Show how a file is read, and why.

    Every block of FILE in order, with its kind, its page and the rule that decided; what is left out
    is struck through, or stands between ~~ and ~~ where there is no colour. Before it what the file
    says of itself, and where; after it counts. Nothing is stored; - is standard input. With
    --allow-network FILE may be an address (http, https).

    \b
    Examples:
      factcheck read story.html
      factcheck read saved.html --encoding cp1250 | less
      cat story.html | factcheck read - --json
    """
    from factcheck import settings

    said = {"workspace": ctx.find_root().obj["workspace"], "allow_network": allow_network}
    inspected = _inspected(file, settings.load(said), encoding)
    if as_json:
        from factcheck.workspace.as_json.reading import inspected_as_dict

        common.print_json(inspected_as_dict(inspected))
        return
    for line in _lines(inspected, common.width(), whole, common.colour()):
        click.echo(line)


def _inspected(file: str, known: Settings, encoding: str | None) -> Inspected:
    from factcheck import articles

    if is_address(file):
        from factcheck.workspace.fetching import inspect_address

        return inspect_address(known, address(file), common.notice, encoding=encoding)
    max_bytes = known.max_bytes
    if kind_of(file) is FileKind.JSON_LINES:
        raise InputError(
            f"{file}: JSON lines hold many documents and no article. `factcheck quotes` reads each of them."
        )
    if file != "-":
        return articles.inspect(file, max_bytes=max_bytes, encoding=encoding)
    with explained("standard input"):
        data = standard_input().read(max_bytes + 1)
    return articles.inspect(data, max_bytes=max_bytes, encoding=encoding)


def _lines(inspected: Inspected, width: int, whole: bool, colour: bool) -> Iterator[str]:
    from factcheck.workspace.as_json.reading import facts

    for name, value, place in facts(inspected):
        if value or name in _MISSED:
            said = f"{one_line(value)} ({one_line(place)})" if value and place else one_line(value or "–")
            yield from wrap(said, width, f"{name:<{_COLUMN}}", " " * _COLUMN)
    for notice in inspected.article.notices:
        yield from wrap(one_line(notice), width, f"{'notice':<{_COLUMN}}", " " * _COLUMN)
    for (kind, why, place), run in groupby(inspected.stretches, _header):
        yield ""
        yield _styled("  ".join(filter(None, (kind or _DROPPED, one_line(place or ""), _within(why)))), _FAINT, colour)
        if kind is None:
            yield from _left_out(list(run), width, whole, colour)
        else:
            yield from _told([stretch.words for stretch in run], kind, width)
    yield ""
    yield _counts(inspected)


def _header(stretch: Printed) -> tuple[BlockKind | None, str, str | None]:
    """What blocks in a row are shown under: of those left out, each says its rule by itself."""
    return stretch.kind, stretch.why if stretch.kind else "", stretch.place


def _within(why: str) -> str:
    return f"({one_line(why)})" if why else ""


def _told(blocks: list[str], kind: str, width: int) -> Iterator[str]:
    """The words of ``blocks``, a blank line between any two but what stands in a list."""
    for number, words in enumerate(blocks):
        if number and kind not in _CLOSE:
            yield ""
        for line in clean(words).split("\n"):
            yield from wrap(line, width, _INDENT)


def _left_out(stretches: list[Printed], width: int, whole: bool, colour: bool) -> Iterator[str]:
    """What is left out in a row, struck through, each with its rule: its first words, or the ``whole``."""
    mark = "" if colour else "~~"
    for stretch in stretches:
        rule, words = _within(stretch.why), one_line(stretch.words)
        room = max(_LEAST, width - len(_INDENT) - 2 * len(mark) - len(rule) - 2)
        for number, line in enumerate(wrap(words, room) if whole else [shorten(words, room)]):
            struck = _INDENT + mark + _styled(line, _STRUCK, colour) + mark
            yield f"{struck}  {_styled(rule, _FAINT, colour)}" if rule and number == 0 else struck


def _counts(inspected: Inspected) -> str:
    """ "12 blocks read, 31 left out"."""
    gone = sum(stretch.kind is None for stretch in inspected.stretches)
    return f"{counted(len(inspected.stretches) - gone, 'block')} read, {gone:,} left out"


def _styled(words: str, style: str, wanted: bool) -> str:
    return f"{style}{words}{_PLAIN}" if wanted else words
