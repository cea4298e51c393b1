"""`wording`: words in quotation marks beside the corpus, or beside files; a diff out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from factcheck.cli import common
from factcheck.errors import InputError
from factcheck.files import ARTICLES, is_address, kind_of

if TYPE_CHECKING:
    from factcheck.checking.wordings import Compared
    from factcheck.domain import Document, Wording
    from factcheck.report.paint import Paint
    from factcheck.workspace import Workspace


class _Asked(NamedTuple):
    """What one argument held: its name, the text, and every quotation in it with what became of it."""

    name: str
    text: str
    compared: Sequence[Compared]


@click.command()
@click.argument("quoted", nargs=-1, required=True, metavar="QUOTATION|ARTICLE...")
@click.option(
    "--in",
    "within",
    multiple=True,
    metavar="FILE",
    help="Compare with this transcript or report instead of "
    "the corpus; JSONL holds a document a line. May be repeated.",
)
@click.option("--speaker", metavar="NAME", help="Whose words a QUOTATION is said to be.")
@common.encoding
@common.as_json
@click.pass_context
def wording(
    ctx: click.Context,
    quoted: tuple[str, ...],
    within: tuple[str, ...],
    speaker: str | None,
    encoding: str | None,
    as_json: bool,
) -> int:
    """Compare quotations word by word with what was said.

    QUOTATION is the words themselves, ARTICLE a file (or - for standard input), of which every word
    in quotation marks is compared. The answer is verbatim, altered (with the words that differ and
    whether they change what was said), paraphrased, ambiguous (two equally good places) or not
    found, and where; and whether the same person says it there. It says nothing about truth.

    In the comparison, [-these words-] stand in the source only and {+these+} in the quotation only.

    \b
    Examples:
      factcheck wording "Crime has doubled since 2019" --speaker "Jana Ruiz"
      factcheck wording story.html
      factcheck wording story.html --in transcript.txt --in agency.txt
      cat draft.md | factcheck wording - --in transcript.txt --json
    """
    with common.workspace(ctx) as workspace:
        documents = list(_documents(within, workspace.settings.max_bytes, encoding)) if within else None
        asked, failed = common.each(quoted, lambda name: _compare(workspace, name, speaker, documents, encoding))
    if as_json:
        from factcheck.workspace.as_json.wording import compared_as_dict

        common.print_json([compared_as_dict(item.name, item.text, item.compared) for item in asked])
    else:
        click.echo("\n".join(line for item in asked for line in _lines(item, len(quoted) > 1)))
    return common.outcome(len(asked), failed)


def _compare(
    workspace: Workspace, name: str, speaker: str | None, documents: Sequence[Document] | None, encoding: str | None
) -> _Asked:
    from factcheck.cli.reading import article_in

    if name == "-" or Path(name).is_file() or is_address(name):
        with common.progress().step(f"reading {name}"):
            article = article_in(name, None, workspace.settings.max_bytes, encoding)
            found = workspace.wording(article, within=documents)
        if not found:
            common.notice(f"{name}: nothing in it stands in quotation marks.")
        return _Asked(name, article.text, found)
    if " " not in name.strip() and kind_of(name) in ARTICLES:
        raise InputError(f"{name}: no such file. Words to be compared are given in quotation marks, as one argument.")
    return _Asked(name, name, workspace.wording(name, speaker=speaker, within=documents))


def _documents(files: Sequence[str], max_bytes: int, encoding: str | None) -> Iterator[Document]:
    from factcheck.checking import wordings

    seen: set[str] = set()
    for name in files:
        for document in wordings.documents_in(Path(name), max_bytes, encoding):
            if document.id in seen:
                raise InputError(
                    f"{name}: '{document.id}' was given already. Documents that are compared need ids that differ."
                )
            seen.add(document.id)
            yield document


# -- as lines -----------------------------------------------------------------------------


def _lines(item: _Asked, headed: bool) -> Iterator[str]:
    from factcheck.report.paint import Paint
    from factcheck.report.plain import one_line, shorten

    paint = Paint(common.colour())
    if headed and item.text != item.name:
        yield paint.strong(f"== {one_line(item.name)} ==")
    for number, one in enumerate(item.compared):
        if number or headed:
            yield ""
        who = f" – {one_line(one.speaker.name)}" if one.speaker else ""
        words = " … ".join(span.of(item.text) for span in one.parts)
        yield paint.strong(f"“{shorten(words, 2 * common.width())}”{who}")
        yield from _finding(one.wording, item.text, paint)


def _finding(found: Wording, text: str, paint: Paint) -> Iterator[str]:
    from factcheck.report import wordings
    from factcheck.report.plain import one_line, wrap

    width, indent = common.width(), " " * 4
    colour = paint.warning if found.misquoted or found.warnings else paint.strong if found.places else paint.faint
    yield from map(colour, wrap(one_line(wordings.summary(found)), width, "  "))
    if wordings.differs(found):
        yield from paint.diff(wrap(one_line(wordings.in_line(found, text)), width, indent))
    for place in wordings.shown_places(found):
        yield from wrap(one_line(f"in {wordings.origin(place)}"), width, indent, f"{indent}  ")
    for reason in wordings.because(found):
        yield from map(paint.faint, wrap(one_line(reason), width, indent, f"{indent}  "))
    if not found.places:
        line = f"compared with {wordings.compared(found)}"
        yield from map(paint.faint, wrap(one_line(line), width, indent, f"{indent}  "))
