"""`stance`: what a text does to a claim, for pairs that stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.domain import StanceJudgement
    from factcheck.stance.pairs import Pair

_CHUNK = 64  # pairs judged before they are printed


@click.command()
@click.argument("pairs", metavar="PAIRS.jsonl", type=click.Path(allow_dash=True))
@click.option("--judge", "--model", metavar="NAME", help="Another judge than that of the settings.")
@click.pass_context
def stance(ctx: click.Context, pairs: str, judge: str | None) -> int:
    """Compare texts with claims and judge them, as JSON lines.

    PAIRS.jsonl, its .gz, or - for standard input has {"id", "claim", "evidence"} a line, and maybe "claim_date" and
    "evidence_date", from which "last year" is read. Out comes, in order,
    {"id", "stance", "comparison", "computed", "reasons", "scores"}: the stance is supports, contradicts or, where
    nothing surer can be said, "on the subject"; comparison has what both share and where they differ, with offsets;
    computed is what the model made of them, right or not, and scores its probability of each stance.

    \b
    Examples:
      factcheck stance pairs.jsonl > stances.jsonl
      factcheck stance - --judge rules < pairs.jsonl
    """
    from factcheck.stance.pairs import read_pairs

    failed = 0
    chunk: list[Pair] = []
    with common.workspace(ctx, judge=judge) as desk:
        for item in read_pairs(pairs):
            if isinstance(item, InputError):
                common.warn(str(item))
                failed += 1
                continue
            chunk.append(item)
            if len(chunk) == _CHUNK:
                _print(chunk, desk.stances([pair.question for pair in chunk]))
                chunk = []
        _print(chunk, desk.stances([pair.question for pair in chunk]) if chunk else [])
    return common.SOME_FAILED if failed else 0


def _print(pairs: list[Pair], judged: list[StanceJudgement]) -> None:
    from factcheck.report.evidence_json import judgement_as_dict

    for pair, one in zip(pairs, judged, strict=True):
        common.print_json(
            {
                "id": pair.id,
                **judgement_as_dict(pair.claim, pair.evidence, one),
                "scores": dict(one.scores or {}),
            },
            indent=None,
        )
