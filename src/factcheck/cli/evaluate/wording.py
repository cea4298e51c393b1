"""`evaluate wording`: real quotations altered in known ways, and what is made of them, in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing
from factcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from factcheck.evaluate.quotes import Tally
    from factcheck.evaluate.wording import Case, WordingScores


@click.command()
@click.argument("gold", metavar="GOLD")
@click.option(
    "--cases",
    "per_kind",
    default=60,
    show_default=True,
    type=click.IntRange(1),
    metavar="N",
    help="Cases of each kind, as far as there are quotations for them.",
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this way of altering; may be given again.")
@click.option(
    "--others",
    default=9,
    show_default=True,
    type=click.IntRange(0),
    metavar="N",
    help="Documents searched beside the right one.",
)
@click.option("--seed", default=20251101, show_default=True, type=int, help="Another seed makes other cases.")
@showing.run_out("Write the cases, as JSONL.")
@common.as_json
@click.pass_context
def wording(
    ctx: click.Context,
    gold: str,
    per_kind: int,
    kinds: tuple[str, ...],
    others: int,
    seed: int,
    run_out: Path | None,
    as_json: bool,
) -> int:
    """Score the comparison of wordings on quotations altered in known ways.

    GOLD is JSONL, or its .gz, with a document a line, as for `evaluate quotes`. Its direct
    quotations are altered in known ways (a negation dropped, a figure changed, two places spliced,
    …) and each is looked for in the document it is from and in others. Nothing is stored.

    Precision and recall are given for each finding and each kind of alteration; an alteration that
    is named beside the one that was made counts against it. Place: found in the document, and
    near the place, that the quotation was taken from.

    \b
    Examples:
      factcheck evaluate wording gold.jsonl.gz
      factcheck evaluate wording gold.jsonl --cases 200 --json
      factcheck evaluate wording gold.jsonl --kind "from elsewhere" --others 60
    """
    from factcheck.evaluate.wording import run, score

    _check_names(kinds)
    documents, failed = showing.gold_documents(ctx, gold)
    cases = list(run(documents, per_kind, seed, kinds=kinds, others=others))
    if not cases:
        raise InputError(f"{gold}: no direct quotation in it that could be altered. Give a gold file of quotations.")
    showing.write_rows(run_out, map(_row, cases))
    scores = score(cases)
    showing.show(as_json, lambda: _as_dict(scores, seed), lambda: _as_lines(scores))
    return showing.exit_code(failed)


def _check_names(kinds: Sequence[str]) -> None:
    from factcheck.evaluate.wording import KINDS

    known = [kind.name for kind in KINDS]
    for name in kinds:
        if name not in known:
            raise UsageError(f"--kind {name!r}: no such way of altering. There are: {', '.join(known)}.")


def _row(case: Case) -> dict[str, object]:
    from factcheck.report.to_json import wording_as_dict

    return {
        "kind": case.kind,
        "doc_id": case.home,
        "quotation": case.quotation,
        "expected": case.expected.value,
        "alteration": case.alteration.value if case.alteration else None,
        "grave": case.grave,
        "found": wording_as_dict(case.found),
    }


def _as_dict(scores: WordingScores, seed: int) -> dict[str, object]:
    return {
        "cases": scores.cases,
        "seed": seed,
        "findings": {name: showing.tally_as_dict(tally) for name, tally in scores.findings.items()},
        "alterations": {name: showing.tally_as_dict(tally) for name, tally in scores.alterations.items()},
        "changes_meaning": showing.tally_as_dict(scores.grave),
        "right_place": {"share": round(scores.places.recall, 4), "of": scores.places.gold},
        "kinds": {name: {"right": tally.found, "of": tally.gold} for name, tally in scores.kinds.items()},
        "confusion": [
            {"expected": expected, "found": found, "cases": count}
            for (expected, found), count in sorted(scores.confusion.items())
        ],
    }


def _as_lines(scores: WordingScores) -> Iterator[str]:
    yield f"{scores.cases:,} cases"
    yield f"\n{'finding':<26}{'precision':>9} {'recall':>8} {'F1':>8} {'cases':>7} {'found':>7}"
    yield from (_line(name, tally) for name, tally in scores.findings.items())
    yield f"\n{'alteration':<26}{'precision':>9} {'recall':>8} {'F1':>8} {'cases':>7} {'found':>7}"
    yield from (_line(name, tally) for name, tally in scores.alterations.items() if tally.gold or tally.predicted)
    yield _line("changes what was said", scores.grave)
    yield f"\nright place: {scores.places.recall:.3f} of {scores.places.gold:,}"
    yield f"\n{'way of altering':<26}{'right':>9} {'of':>8}"
    yield from (f"{name:<26}{tally.found:>9,} {tally.gold:>8,}" for name, tally in scores.kinds.items())
    names = list(scores.findings)
    yield f"\n{'expected, down; found:':<26}" + "".join(f"{name:>14}" for name in names)
    for expected in names:
        yield f"{expected:<26}" + "".join(f"{scores.confusion.get((expected, found), 0):>14,}" for found in names)


def _line(name: str, tally: Tally) -> str:
    return f"{name:<26}{showing.tally_words(tally)} {tally.gold:>7,} {tally.predicted:>7,}"
