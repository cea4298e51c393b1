"""`quotes`: articles in; who said what out, in context, as a table, or as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common
from factcheck.errors import FactcheckError, UsageError

if TYPE_CHECKING:
    from factcheck.domain import Article, Quotation, Reported, Span
    from factcheck.quotes.explaining import Explanation
    from factcheck.quotes.profile import Profile, Way

FORMATS = ("context", "table", "jsonl")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), default="context", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl.")
@click.option("--explain", is_flag=True, help="Say which rule fired and what else was considered.")
@click.option("--profile", is_flag=True, help="Say who is quoted, how much, and how they spoke.")
@click.pass_context
def quotes(
    ctx: click.Context, files: tuple[str, ...], format_: str, as_json: bool, explain: bool, profile: bool
) -> int:
    """Find who said what, and nothing else.

    Nothing is searched or stored. FILE is an article, - for standard input, or JSONL with a
    document a line (doc_id and text). The paragraphs that hold quotations are shown with the words
    quoted, the source and the cue marked, and with whose words they are. As JSONL, one line a
    document; offsets are code points, and --explain and --profile add to it.

    \b
    Examples:
      factcheck quotes story.html
      factcheck quotes story.html --explain
      factcheck quotes story.html --profile
      factcheck quotes documents.jsonl --json > quotations.jsonl
    """
    from factcheck import quotes as reading
    from factcheck.cli.reading import documents_in

    form = "jsonl" if as_json else format_
    _refuse(form, explain, profile)
    failed, shown, limited = 0, 0, dict[str, list[str]]()
    many = len(files) > 1 or files[0].endswith(".jsonl")
    with common.workspace(ctx) as workspace:
        for item in chain.from_iterable(documents_in(name, workspace.settings.max_bytes) for name in files):
            if isinstance(item, FactcheckError):
                failed += 1
                common.warn(str(item))
                continue
            name, article = item
            if (limits := reading.limits(article.text)) is not None:
                limited.setdefault(limits, []).append(article.source or name)
            explained = reading.explain(article) if explain else ()
            found = [one.quotation for one in explained] if explain else reading.extract(article)
            profiled = reading.profile(article, found) if profile else None
            if form == "jsonl":
                common.print_json(as_dict(name, article, found, explained, profiled), indent=None)
            else:
                _print(form, _heading(name, article) if many else "", article, found, explained, profiled)
            shown += 1
    _remark(limited)
    if failed == 0:
        return 0
    return common.SOME_FAILED if shown else 1


def _refuse(form: str, explain: bool, profile: bool) -> None:
    if form == "table" and (explain or profile):
        raise UsageError("a table has no room for --explain or --profile: leave out --format table.")
    if form == "context" and explain and profile:
        raise UsageError("give --explain or --profile, one at a time; with --json both can be given.")


def _print(
    form: str,
    heading: str,
    article: Article,
    found: Sequence[Quotation],
    explained: Sequence[Explanation],
    profiled: Profile | None,
) -> None:
    from factcheck.cli.quoted import in_context, in_table, of_profile
    from factcheck.report.paint import Paint
    from factcheck.report.plain import one_line

    paint, width = Paint(common.colour()), common.width()
    lines = [paint.strong(f"== {one_line(heading)} =="), ""] if heading else []
    if profiled is not None:
        lines += of_profile(article, profiled, width, paint)
    elif form == "table":
        lines += in_table(article, found, width, paint)
    else:
        lines += in_context(article, found, explained, width, paint)
    click.echo("\n".join((*lines, "") if heading else lines))


def _heading(name: str, article: Article) -> str:
    """What to call one of several documents."""
    return " · ".join(filter(None, (article.source, name if name != article.id else article.title)))


def _remark(limited: Mapping[str, Sequence[str]]) -> None:
    """Each limit once, with the documents it holds for."""
    for limits, names in limited.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        common.notice(f"{names[0]}{more}: {limits}")


def as_dict(
    document_id: str,
    article: Article,
    quotations: Sequence[Quotation],
    explained: Sequence[Explanation] = (),
    profiled: Profile | None = None,
) -> dict[str, Any]:
    """One article's quotations, with reasons and profile if given; offsets are code points into ``text``.

    ``limits`` is None, or says what holds attribution back in this text.
    """
    from factcheck.quotes import limits, ways

    told = zip(quotations, ways(article, quotations), strict=True)
    made = [_quotation(article, number, *item) for number, item in enumerate(told, start=1)]
    for item, reasons in zip(made, explained, strict=False):
        item["explanation"] = _explanation(reasons)
    return {
        "doc_id": document_id,
        "source": article.source,
        "text": article.text,
        "limits": limits(article.text),
        "quotes": made,
        **({"profile": _profile(profiled)} if profiled is not None else {}),
    }


def _quotation(article: Article, number: int, item: Quotation, spoke: Sequence[Way]) -> dict[str, Any]:
    speaker = item.speaker
    return {
        "id": f"q{number}",
        "kind": item.kind,
        "content": [list(span) for span in item.content],
        "cue": _spans(item.cue),
        "source": _spans(item.source),
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "addressee": item.addressee.of(article.text) if item.addressee else None,
        "spoke": list(spoke),
        "rule": item.rule,
        "confidence": round(item.confidence, 4),
        "within": [_reported(told) for told in item.within],
    }


def _reported(told: Reported) -> dict[str, Any]:
    return {
        "content": [list(span) for span in told.content],
        "cue": _spans(told.cue),
        "source": _spans(told.source),
        "speaker": told.speaker.name if told.speaker else None,
        "role": told.speaker.role if told.speaker else None,
    }


def _spans(span: Span | None) -> list[list[int]]:
    return [list(span)] if span else []


def _explanation(reasons: Explanation) -> dict[str, Any]:
    rivals = [
        {"rule": rival.rule, "cue": _spans(rival.cue), "source": _spans(rival.source), "why": rival.why}
        for rival in reasons.rivals
    ]
    candidates = [{"name": one.name, "chosen": one.chosen, "why": one.why} for one in reasons.candidates]
    return {"example": reasons.example, "rivals": rivals, "candidates": candidates}


def _profile(profiled: Profile) -> dict[str, Any]:
    voices = profiled.voices
    return {
        "quotations": voices.count,
        "words": voices.words,
        "without_speaker": voices.unnamed,
        "anonymous": voices.anonymous,
        "largest_share": round(voices.share, 4),
        "warnings": list(voices.warnings),
        "sources": [
            {
                "name": source.voice.name,
                "kind": source.voice.kind,
                "role": source.voice.role,
                "forms": list(source.forms),
                "quotations": source.voice.count,
                "by_kind": dict(source.voice.kinds),
                "words": source.voice.words,
                "first": source.first,
                "spoke": list(source.ways),
                "to": list(source.hearers),
            }
            for source in profiled.sources
        ],
    }
