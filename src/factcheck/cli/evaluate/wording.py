"""`evaluate wording`: real quotations altered in known ways, and what is made of them, in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from factcheck.evaluate import Tally
    from factcheck.evaluate.wording.scores import Case, WordingScores


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
@click.option("--run-out", type=click.Path(dir_okay=False), metavar="FILE", help="Write the cases, as JSONL.")
@common.as_json
@click.pass_context
def wording(
    ctx: click.Context,
    gold: str,
    per_kind: int,
    kinds: tuple[str, ...],
    others: int,
    seed: int,
    run_out: str | None,
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
    from factcheck import settings
    from factcheck.evaluate import read_gold
    from factcheck.evaluate.wording.scores import cases, score_wordings

    _check_names(kinds)
    max_bytes = settings.load({"workspace": ctx.find_root().obj["workspace"]}).max_bytes
    read = list(read_gold(gold, max_bytes))
    failed = [item for item in read if isinstance(item, InputError)]
    for problem in failed:
        common.warn(str(problem))
    documents = [item for item in read if not isinstance(item, InputError)]
    made = list(cases(documents, per_kind, seed, kinds=kinds, others=others))
    if not made:
        raise InputError(f"{gold}: no direct quotation in it that could be altered. Give a gold file of quotations.")
    if run_out is not None:
        _write(Path(run_out), made)
    scores = score_wordings(made)
    if as_json:
        common.print_json(_as_dict(scores, seed))
    else:
        click.echo("\n".join(_as_lines(scores)))
    return common.SOME_FAILED if failed else 0


def _check_names(kinds: Sequence[str]) -> None:
    from factcheck.evaluate.wording.altering import KINDS

    known = [kind.name for kind in KINDS]
    for name in kinds:
        if name not in known:
            raise UsageError(f"--kind {name!r}: no such way of altering. There are: {', '.join(known)}.")


def _write(file: Path, made: Sequence[Case]) -> None:
    from factcheck.report.plain import json_text
    from factcheck.report.to_json import wording_as_dict

    with file.open("w", encoding="utf-8", newline="\n") as out:
        for case in made:
            expected = {
                "kind": case.kind,
                "doc_id": case.home,
                "quotation": case.quotation,
                "expected": case.expected.value,
                "alteration": case.alteration.value if case.alteration else None,
                "grave": case.grave,
            }
            out.write(json_text({**expected, "found": wording_as_dict(case.found)}, indent=None))


def _as_dict(scores: WordingScores, seed: int) -> dict[str, object]:
    return {
        "cases": scores.cases,
        "seed": seed,
        "findings": {name: _figure(tally) for name, tally in scores.findings.items()},
        "alterations": {name: _figure(tally) for name, tally in scores.alterations.items()},
        "changes_meaning": _figure(scores.grave),
        "right_place": {"share": round(scores.places.recall, 4), "of": scores.places.gold},
        "kinds": {name: {"right": tally.found, "of": tally.gold} for name, tally in scores.kinds.items()},
        "confusion": [
            {"expected": expected, "found": found, "cases": count}
            for (expected, found), count in sorted(scores.confusion.items())
        ],
    }


def _figure(tally: Tally) -> dict[str, float]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {name: round(value, 4) for name, value in ratios.items()} | {"gold": tally.gold, "found": tally.predicted}


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
    ratios = f"{tally.precision:>9.3f} {tally.recall:>8.3f} {tally.f1:>8.3f}"
    return f"{name:<26}{ratios} {tally.gold:>7,} {tally.predicted:>7,}"
