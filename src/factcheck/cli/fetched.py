"""Addresses on the command line, and what was fetched from them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.report.plain import clean, one_line

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.domain import Article
    from factcheck.domain.flagging import Content
    from factcheck.workspace import Workspace
    from factcheck.workspace.fetching import PassageSource

_LABEL = 10  # columns

# None where it is not given, so that the workspace's own setting holds.
allow_network = click.option(
    "--allow-network", is_flag=True, default=None, help="Fetch addresses that are given, from the web."
)


def reader(
    workspace: Workspace, given: Metadata | None, encoding: str | None
) -> Callable[[str], tuple[Article, int | None]]:
    """What reads the article at an address: it, and the key of the answer that it was read from."""

    def read(url: str) -> tuple[Article, int | None]:
        content, _ = workspace.fetch(url)
        return workspace.article_in(content, given, encoding=encoding), content.fetch

    return read


def content_at(workspace: Workspace) -> Callable[[str], Content] | None:
    """What gets what stands at an address; None where the network is not allowed."""
    return (lambda url: workspace.fetch(url)[0]) if workspace.settings.allow_network else None


@click.command()
@click.argument("passage")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False), help="Write what was fetched to this file, to the byte."
)
@common.as_json
@click.pass_context
def source(ctx: click.Context, passage: str, output: str | None, as_json: bool) -> None:
    """Show where the document of a passage came from.

    PASSAGE is an id such as iq-003#0. Of a document that was fetched: its address, when, what the server said, the
    SHA-256 of its bytes, and where in the workspace's archive (WARC) they lie. With -o they are written to a file
    after their hash was checked; -o - is standard output.

    \b
    Examples:
      factcheck corpus source 'https://ministry.example/cap#0'
      factcheck corpus source 'https://ministry.example/cap#0' -o cap.html
    """
    with common.workspace(ctx) as workspace:
        found = workspace.corpus_source(passage)
        data = workspace.corpus_source_bytes(passage) if output is not None else b""
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    if output is not None:
        Path(output).write_bytes(data)
        common.notice(f"{len(data):,} bytes as they were fetched: {output}")
    if as_json:
        from factcheck.workspace.as_json.fetched import source_as_dict

        common.print_json(source_as_dict(found))
    elif output is None:
        click.echo("\n".join(f"{label:<{_LABEL}} {clean(one_line(words))}" for label, words in _lines(found)))


def _lines(found: PassageSource) -> Iterator[tuple[str, str]]:
    document, fetched = found.document, found.fetched
    yield "document", f"{document.document_id} (version {document.version})"
    if fetched is None:
        yield "from", document.source or "not known"
        if document.url:
            yield "address", f"{document.url} (given, not fetched)"
        return
    yield "from", fetched.final_url
    if fetched.url != fetched.final_url:
        yield "asked for", fetched.url
    yield "fetched", f"{fetched.at}, status {fetched.status}, {fetched.size:,} bytes"
    yield "sha256", fetched.sha256
    if found.record is not None:
        yield "archive", f"{found.record.archive}, byte {found.record.offset}, record {found.record.record_id}"
    for name, value in fetched.headers:
        yield "header", f"{name}: {value}"
