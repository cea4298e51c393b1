"""`quotes`: articles in; who said what out, in context, as a table, or as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from factcheck.cli import common
from factcheck.errors import InputError, UsageError
from factcheck.files import FileKind, kind_of, stem

if TYPE_CHECKING:
    from factcheck.domain import Article, Quotation
    from factcheck.quotes.explaining import Explanation
    from factcheck.quotes.profile import Profile

FORMATS = ("context", "table", "jsonl", "labelling")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), default="context", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl.")
@click.option("--explain", is_flag=True, help="Say which rule fired and what else was considered.")
@click.option("--profile", is_flag=True, help="Say who is quoted, how much, and how they spoke.")
@common.encoding
@click.pass_context
def quotes(
    ctx: click.Context,
    files: tuple[str, ...],
    format_: str,
    as_json: bool,
    explain: bool,
    profile: bool,
    encoding: str | None,
) -> int:
    """Find who said what, and nothing else.

    Nothing is searched or stored. FILE is an article, - for standard input, or JSONL (.jsonl or
    .ndjson, maybe with .gz) with a document a line (doc_id and text). The paragraphs that hold
    quotations are shown with the words quoted, the source and the cue marked, and with whose words
    they are. As JSONL, one line a document; offsets are code points, and --explain and --profile
    add to it. As labelling, one document for a person to judge, for `factcheck evaluate quotes
    --labelled`: fill in span, speaker_is and role_is of each finding.

    \b
    Examples:
      factcheck quotes story.html
      factcheck quotes story.html --explain
      factcheck quotes story.html --profile
      factcheck quotes documents.jsonl --json > quotations.jsonl
      factcheck quotes story.html --format labelling > labelled/story.json
    """
    form = "jsonl" if as_json else format_
    many = len(files) > 1 or kind_of(files[0]) is FileKind.JSON_LINES
    _refuse(form, explain, profile, many)
    shown, failed, limited = 0, 0, dict[str, list[str]]()
    with common.workspace(ctx) as workspace:
        for item in _read(files, workspace.settings.max_bytes, encoding, explain, profile):
            if isinstance(item, InputError):
                failed += 1
                common.warn(str(item))
                continue
            shown += 1
            for notice in item.article.notices:
                common.notice(f"{item.article.source or 'standard input'}: {notice}")
            if item.limits is not None:
                limited.setdefault(item.limits, []).append(item.article.source or item.name)
            _print(form, item, many)
    _remark(limited)
    return common.outcome(shown, failed)


class _Read(NamedTuple):
    """A document with its quotations, and what was asked for beside them."""

    name: str
    article: Article
    quotations: Sequence[Quotation]
    explained: Sequence[Explanation]
    profiled: Profile | None
    limits: str | None


def _read(
    files: Sequence[str], max_bytes: int, encoding: str | None, explain: bool, profile: bool
) -> Iterator[_Read | InputError]:
    """The documents of all files in order, an error in the place of each that cannot be read."""
    from factcheck.cli.reading import documents_in

    progress = common.progress()
    for file in files:
        progress(f"reading {file}", 0, 0)
        for done, item in enumerate(documents_in(file, max_bytes, encoding), start=1):
            yield _quotations(*item, explain, profile) if isinstance(item, tuple) else item
            progress(f"reading {file}", done, 0)
    progress.clear()


def _quotations(name: str, article: Article, explaining: bool, profiling: bool) -> _Read:
    from factcheck.quotes import explain, extract, limits, profile

    explained = explain(article) if explaining else ()
    found = [one.quotation for one in explained] if explaining else extract(article)
    profiled = profile(article, found) if profiling else None
    return _Read(name, article, found, explained, profiled, limits(article.text))


def _refuse(form: str, explain: bool, profile: bool, many: bool) -> None:
    if form in ("table", "labelling") and (explain or profile):
        raise UsageError(f"a {form} has no room for --explain or --profile: leave out --format {form}.")
    if form == "labelling" and many:
        raise UsageError("a labelling holds one document: give one FILE that is an article.")
    if form == "context" and explain and profile:
        raise UsageError("give --explain or --profile, one at a time; with --json both can be given.")


def _print(form: str, read: _Read, many: bool) -> None:
    from factcheck.cli.quoted import in_context, in_table, of_profile
    from factcheck.report.paint import Paint
    from factcheck.report.plain import one_line

    common.progress().hide()
    if form == "jsonl":
        from factcheck.workspace.as_json.quotations import quotations_as_dict

        made = quotations_as_dict(read.name, read.article, read.quotations, read.explained, read.profiled)
        common.print_json(made, indent=None)
        return
    if form == "labelling":
        click.echo("\n".join(_labelling(read)))
        return
    paint, width = Paint(common.colour()), common.width()
    lines = [paint.strong(f"== {one_line(_heading(read))} =="), ""] if many else []
    if read.profiled is not None:
        lines += of_profile(read.article, read.profiled, width, paint)
    elif form == "table":
        lines += in_table(read.article, read.quotations, width, paint)
    else:
        lines += in_context(read.article, read.quotations, read.explained, width, paint)
    click.echo("\n".join((*lines, "") if many else lines))


def _labelling(read: _Read) -> Iterator[str]:
    """The document as JSON with a finding a line: its blocks as plain text, which is what a measure reads."""
    from factcheck import articles
    from factcheck.domain import BlockKind
    from factcheck.quotes import extract
    from factcheck.report.plain import json_text

    def line(value: object) -> str:
        return json_text(value, indent=None).rstrip("\n")

    blocks = (block.span for block in read.article.blocks if block.kind is not BlockKind.OTHER)
    text = "\n\n".join(span.of(read.article.text) for span in blocks)
    article = articles.parse(text.encode(), format="text")
    yield f'{{"doc_id": {line(stem(read.article.source or read.name))},'
    yield f' "text": {line(article.text)},'
    found = [line(_to_judge(article, quotation)) for quotation in extract(article)]
    yield ' "found": [' + ",".join(f"\n  {one}" for one in found) + "\n ],"
    yield ' "missed": []}'


def _to_judge(article: Article, quotation: Quotation) -> dict[str, Any]:
    """A finding with its words, and a place for what a person says of words, speaker and role."""
    speaker = quotation.speaker
    return {
        "span": None,
        "kind": quotation.kind,
        "words": " … ".join(span.of(article.text) for span in quotation.content),
        "speaker": speaker.name if speaker else None,
        "speaker_is": None,
        "role": speaker.role if speaker else None,
        "role_is": None,
        "content": [list(span) for span in quotation.content],
    }


def _heading(read: _Read) -> str:
    """What to call one of several documents."""
    article = read.article
    return " · ".join(filter(None, (article.source, read.name if read.name != article.id else article.title)))


def _remark(limited: Mapping[str, Sequence[str]]) -> None:
    """Each limit once, with the documents it holds for."""
    for limits, names in limited.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        common.notice(f"{names[0]}{more}: {limits}")
