"""`evaluate quotes`: quotations and speakers beside a gold file, in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from factcheck.domain import Quotation
    from factcheck.evaluate import Convention, GoldDocument, RuleWorth, Scores, Tally

_CHANGES = ("exact", "relaxed", "with the right source")  # figures shown for a rule that is off


@click.command()
@click.argument("gold", metavar="GOLD")
@click.option("--without", multiple=True, metavar="RULE", help="Leave a rule out; may be given again.")
@click.option("--speech-only", is_flag=True, help="Do not ask for beliefs, wishes and decrees.")
@click.option("--pieces", is_flag=True, help="Cut quotations at the ends of paragraphs first.")
@click.option("--rules", is_flag=True, help="Also switch the rules off, one at a time.")
@click.option(
    "--run-out", type=click.Path(dir_okay=False), metavar="FILE", help="Write the quotations found, as JSONL."
)
@common.as_json
@click.pass_context
def quotes(
    ctx: click.Context,
    gold: str,
    without: tuple[str, ...],
    speech_only: bool,
    pieces: bool,
    rules: bool,
    run_out: str | None,
    as_json: bool,
) -> int:
    """Score quotations and their sources.

    GOLD is JSONL, or its .gz, with a document a line: doc_id, text and quotes, each with content,
    cue and source as pairs of offsets in code points, and maybe kind, speaker and cue_class.

    Exact: the same stretches of text but for marks and punctuation at the edges. Relaxed: four
    fifths of all words shared. Words: words of quotations, however they are cut. Source: it
    overlaps the gold one or ends in the same word. Cut elsewhere: missed, but most of its words
    were found in a quotation with other edges. Intervals: 95 %, 1000 draws of documents.

    \b
    Examples:
      factcheck evaluate quotes gold.jsonl --speech-only --pieces
      factcheck evaluate quotes gold.jsonl.gz --rules
      factcheck evaluate quotes gold.jsonl --without participle --json
    """
    from factcheck.evaluate import Convention, extract_all, score, worth_of_rules

    _check_names(without)
    documents, failed = _read(ctx, gold)
    convention = Convention(speech_only, pieces)
    found = extract_all(documents, without)
    if run_out is not None:
        _write(Path(run_out), documents, found)
    scores = score(documents, found, convention)
    worth = worth_of_rules(documents, without, convention) if rules else None
    if as_json:
        common.print_json(_as_dict(scores, convention, without, worth))
    else:
        for line in _as_lines(scores, convention, without, worth):
            click.echo(line)
    return common.SOME_FAILED if failed else 0


def _check_names(without: Sequence[str]) -> None:
    from factcheck.quotes import RULES

    known = [rule.name for rule in RULES]
    for name in without:
        if name not in known:
            raise UsageError(f"--without {name!r}: no such rule. There are: {', '.join(known)}.")


def _read(ctx: click.Context, gold: str) -> tuple[list[GoldDocument], int]:
    """The documents and how many lines were none, each of those named. Raises InputError if there is no document."""
    from factcheck import settings
    from factcheck.evaluate import read_gold

    max_bytes = settings.load({"workspace": ctx.find_root().obj["workspace"]}).max_bytes
    documents: list[GoldDocument] = []
    failed = 0
    for item in read_gold(gold, max_bytes):
        if isinstance(item, InputError):
            common.warn(str(item))
            failed += 1
        else:
            documents.append(item)
    if not documents:
        raise InputError(f"{gold}: no gold document in it. Give JSONL with doc_id, text and quotes, one a line.")
    return documents, failed


def _write(file: Path, documents: Sequence[GoldDocument], found: Sequence[Sequence[Quotation]]) -> None:
    from factcheck.cli.quotations import as_dict
    from factcheck.report.plain import json_text

    with file.open("w", encoding="utf-8", newline="\n") as out:
        for document, quotations in zip(documents, found, strict=True):
            out.write(json_text(as_dict(document.id, document.article, quotations), indent=None))


# -- as JSON ------------------------------------------------------------------------------


def _as_dict(
    scores: Scores, convention: Convention, without: Sequence[str], worth: Iterator[RuleWorth] | None
) -> dict[str, object]:
    ranges = {name: [round(low, 4), round(high, 4)] for name, (low, high) in scores.intervals.items()}
    shown: dict[str, object] = {
        "documents": scores.documents,
        "speech_only": convention.speech_only,
        "pieces": convention.pieces,
        "without": list(without),
        "figures": {name: {**_figure(t), "interval": ranges.get(name)} for name, t in scores.figures.items()},
        "shares": {name: {**_share(t), "interval": ranges.get(name)} for name, t in scores.shares.items()},
        "classes": {
            name: {
                "recall": _share(tally),
                "source": _share(scores.class_sources[name]),
                "cut_elsewhere": _share(scores.class_edges[name]),
            }
            for name, tally in scores.classes.items()
        },
    }
    if worth is not None:
        shown["rules"] = [
            {"rule": one.name, "fired": one.fired, "without": {n: _figure(one.without.figures[n]) for n in _CHANGES}}
            for one in worth
        ]
    return shown


def _figure(tally: Tally) -> dict[str, float]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {name: round(value, 4) for name, value in ratios.items()} | {"gold": tally.gold, "found": tally.predicted}


def _share(tally: Tally) -> dict[str, float | None]:
    return {"share": round(tally.recall, 4) if tally.gold else None, "of": tally.gold}


# -- as lines -----------------------------------------------------------------------------


def _as_lines(
    scores: Scores, convention: Convention, without: Sequence[str], worth: Iterator[RuleWorth] | None
) -> Iterator[str]:
    told = [f"{scores.documents:,} document{'s' if scores.documents != 1 else ''}"]
    told += ["speech only"] if convention.speech_only else []
    told += ["piece by piece"] if convention.pieces else []
    yield ", ".join([*told, *(f"without {name}" for name in without)])
    yield from _figure_lines(scores)
    yield from _class_lines(scores)
    if worth is not None:
        yield from _rule_lines(scores, worth)


def _figure_lines(scores: Scores) -> Iterator[str]:
    yield f"\n{'':<26}{'precision':>9} {'recall':>8} {'F1':>8}   {'95 % interval':<16} {'gold':>7} {'found':>7}"
    for name, tally in scores.figures.items():
        ratios = f"{tally.precision:>9.3f} {tally.recall:>8.3f} {tally.f1:>8.3f}"
        yield f"{name:<26}{ratios}   {_range(scores, name):<16} {tally.gold:>7,} {tally.predicted:>7,}"
    yield f"\n{'of what was matched':<26}{'right':>9} {'':>17}   {'95 % interval':<16} {'of':>7}"
    for name, tally in scores.shares.items():
        if tally.gold:
            yield f"{name:<26}{tally.recall:>9.3f} {'':>17}   {_range(scores, name):<16} {tally.gold:>7,}"


def _range(scores: Scores, name: str) -> str:
    low, high = scores.intervals.get(name, (None, None))
    return f"{low:.3f} to {high:.3f}" if low is not None else "–"


def _class_lines(scores: Scores) -> Iterator[str]:
    columns = f"{'gold':>9} {'recall':>8} {'source right':>14} {'missed':>8} {'cut elsewhere':>15}"
    yield f"\n{'where it is hard':<26}{columns}"
    for name, tally in scores.classes.items():
        if tally.gold:
            source, edges = scores.class_sources[name], scores.class_edges[name]
            right = f"{source.recall:.3f}" if source.gold else "–"
            yield f"{name:<26}{tally.gold:>9,} {tally.recall:>8.3f} {right:>14} {edges.gold:>8,} {edges.found:>15,}"


def _rule_lines(scores: Scores, worth: Iterator[RuleWorth]) -> Iterator[str]:
    yield f"\n{'F1 lost without the rule':<32}{'fired':>6}" + "".join(f"  {name:>12}" for name in _CHANGES)
    for one in worth:
        lost = [scores.figures[name].f1 - one.without.figures[name].f1 for name in _CHANGES]
        columns = "".join(f"  {value:>{max(12, len(name))}.4f}" for name, value in zip(_CHANGES, lost, strict=True))
        yield f"{one.name:<32}{one.fired:>6,}{columns}"
