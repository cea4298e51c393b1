"""`evaluate quotes`: quotations and speakers beside a gold file, in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from factcheck.cli import common
from factcheck.cli.evaluate import corrections, showing
from factcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from factcheck.domain import Quotation
    from factcheck.evaluate.quotes import Convention, GoldDocument, LabelledDocument, RuleWorth, Scores

_CHANGES = ("exact", "relaxed", "with the right source")  # figures shown for a rule that is off
_QUOTES = "doc_id, text and quotes"
_LABELLED = "doc_id, text and found"

Read = TypeVar("Read")


@click.command()
@click.argument("gold", nargs=-1, metavar="GOLD...")
@click.option("--desk", is_flag=True, help="Score what was found beside the desk's corrections; GOLD is articles.")
@click.option("--labelled", is_flag=True, help="GOLD holds findings of an earlier run that a person labelled.")
@click.option("--without", multiple=True, metavar="RULE", help="Leave a rule out; may be given again.")
@click.option("--speech-only", is_flag=True, help="Do not ask for beliefs, wishes and decrees.")
@click.option("--pieces", is_flag=True, help="Cut quotations at the ends of paragraphs first.")
@click.option("--rules", is_flag=True, help="Also switch the rules off, one at a time.")
@showing.run_out("Write the quotations found, as JSONL.")
@common.as_json
@click.pass_context
def quotes(
    ctx: click.Context,
    gold: tuple[str, ...],
    desk: bool,
    labelled: bool,
    without: tuple[str, ...],
    speech_only: bool,
    pieces: bool,
    rules: bool,
    run_out: Path | None,
    as_json: bool,
) -> int:
    """Score quotations and their sources.

    GOLD is JSONL, or its .gz, with a document a line, or a .json with one: doc_id, text and quotes,
    each with content, cue and source as pairs of offsets in code points, and maybe kind, speaker
    and cue_class.

    Exact: the same stretches of text but for marks and punctuation at the edges. Relaxed: four
    fifths of all words shared. Words: words of quotations, however they are cut. Source: it
    overlaps the gold one or ends in the same word. Cut elsewhere: missed, but most of its words
    were found in a quotation with other edges. Intervals: 95 %, 1000 draws of documents.

    With --desk, GOLD is articles of the workspace, or nothing: all that are closed or whose claims
    are all decided, dismissed or replaced. Claims dismissed as misread or as no claim were invented,
    those added were missed, and those corrected had the wrong speaker, kind or extent.

    \b
    Examples:
      factcheck evaluate quotes gold.jsonl --speech-only --pieces
      factcheck evaluate quotes gold.jsonl.gz --rules
      factcheck evaluate quotes gold.jsonl --without participle --json
      factcheck evaluate quotes --labelled labelled/*.json
      factcheck evaluate quotes --desk
    """
    from factcheck.evaluate.quotes import Convention, read_gold, run, score, worth_of_rules

    if desk:
        if labelled or without or speech_only or pieces or rules or run_out:
            raise UsageError("--desk goes alone, or with --json: what was found is stored.")
        return corrections.run(ctx, gold, as_json)
    if not gold:
        raise UsageError("no GOLD was named. Give a file of it, or --desk for the workspace's own.")
    _check_names(without)
    if labelled:
        if speech_only or pieces or rules:
            raise UsageError("--labelled goes without --speech-only, --pieces and --rules: labels say nothing of them.")
        return _labelled(ctx, gold, without, run_out, as_json)
    documents, failed = _read(ctx, gold, read_gold, _QUOTES)
    convention = Convention(speech_only, pieces)
    found = run(documents, without)
    showing.write_rows(run_out, _rows(documents, found))
    worth = worth_of_rules(documents, without, convention) if rules else None
    results = score(documents, found, convention), convention, without, worth
    showing.show(as_json, lambda: _as_dict(*results), lambda: _as_lines(*results))
    return showing.exit_code(failed)


def _labelled(
    ctx: click.Context, gold: Sequence[str], without: Sequence[str], run_out: Path | None, as_json: bool
) -> int:
    from factcheck.cli.evaluate import labelled
    from factcheck.evaluate.quotes import read_labelled, run, score_labelled

    documents, failed = _read(ctx, gold, read_labelled, _LABELLED)
    found = run(documents, without)
    showing.write_rows(run_out, _rows(documents, found))
    scores = score_labelled(documents, found)
    showing.show(as_json, lambda: labelled.as_dict(scores), lambda: labelled.as_lines(scores))
    return showing.exit_code(failed)


def _check_names(without: Sequence[str]) -> None:
    from factcheck.quotes import RULES

    known = [rule.name for rule in RULES]
    for name in without:
        if name not in known:
            raise UsageError(f"--without {name!r}: no such rule. There are: {', '.join(known)}.")


def _read(
    ctx: click.Context, files: Sequence[str], reader: Callable[[str, int], Iterator[Read | InputError]], shape: str
) -> tuple[list[Read], int]:
    """The documents and how many lines were none. Raises InputError if there is no document."""
    from factcheck import settings

    limit = settings.load({"workspace": ctx.find_root().obj["workspace"]}).max_bytes
    documents, failed = showing.readable(item for file in files for item in reader(file, limit))
    if not documents:
        raise InputError(f"{', '.join(files)}: no gold document in it. Give JSONL with {shape}, one a line.")
    return documents, failed


def _rows(
    documents: Sequence[GoldDocument | LabelledDocument], found: Sequence[Sequence[Quotation]]
) -> Iterator[Mapping[str, object]]:
    from factcheck.workspace.as_json.quotations import quotations_as_dict

    for document, quotations in zip(documents, found, strict=True):
        yield quotations_as_dict(document.id, document.article, quotations)


# -- as JSON ------------------------------------------------------------------------------


def _as_dict(
    scores: Scores, convention: Convention, without: Sequence[str], worth: Iterator[RuleWorth] | None
) -> dict[str, object]:
    ranges = {name: showing.interval(estimate) for name, estimate in scores.estimates.items()}
    shown: dict[str, object] = {
        "documents": scores.documents,
        "speech_only": convention.speech_only,
        "pieces": convention.pieces,
        "without": list(without),
        "figures": {
            name: {**showing.tally_as_dict(t), "interval": ranges.get(name)} for name, t in scores.figures.items()
        },
        "shares": {
            name: {**showing.share_as_dict(t), "interval": ranges.get(name)} for name, t in scores.shares.items()
        },
        "classes": {
            name: {
                "recall": showing.share_as_dict(tally),
                "source": showing.share_as_dict(scores.class_sources[name]),
                "cut_elsewhere": showing.share_as_dict(scores.class_edges[name]),
            }
            for name, tally in scores.classes.items()
        },
    }
    if worth is not None:
        shown["rules"] = [{"rule": one.name, "fired": one.fired, "without": _changed(one)} for one in worth]
    return shown


def _changed(worth: RuleWorth) -> dict[str, object]:
    return {name: showing.tally_as_dict(worth.without.figures[name]) for name in _CHANGES}


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
        counts = f"{tally.gold:>7,} {tally.predicted:>7,}"
        yield f"{name:<26}{showing.tally_words(tally)}   {_range(scores, name):<16} {counts}"
    yield f"\n{'of what was matched':<26}{'right':>9} {'':>17}   {'95 % interval':<16} {'of':>7}"
    for name, tally in scores.shares.items():
        if tally.gold:
            yield f"{name:<26}{tally.recall:>9.3f} {'':>17}   {_range(scores, name):<16} {tally.gold:>7,}"


def _range(scores: Scores, name: str) -> str:
    return showing.interval_words(scores.estimates[name]) if name in scores.estimates else "–"


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
