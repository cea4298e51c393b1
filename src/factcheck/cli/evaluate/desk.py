"""`evaluate desk`: a whole check of each of a desk's cases beside what a careful reader made of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.evaluate import showing

if TYPE_CHECKING:
    from factcheck.evaluate.desk import DeskCase, DeskScores, JudgeScores, Outcome
    from factcheck.evaluate.intervals import Estimate
    from factcheck.evaluate.stance import JudgedPairs

Checked = tuple["list[Outcome]", int, "JudgedPairs | None"]  # outcomes, claims besides, what the judge says of pairs
Figures = Mapping[str, tuple["DeskScores", "JudgeScores | None"]]  # case → what was shown, and the judge alone


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="FOLDER...",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--judge", metavar="NAME", help="Another judge than that of the settings.")
@common.as_json
@click.pass_context
def desk(ctx: click.Context, folders: tuple[Path, ...], judge: str | None, as_json: bool) -> None:
    """Score a whole check beside a careful reader's claims.

    FOLDER is a case, or a folder of cases: article.txt (or .html, .md), reference.jsonl, gold.json
    with claims (char_start, char_end, content, speaker, gold_verdict, evidence_ids, maybe
    conflicting_evidence_ids), maybe meta.json (title, publisher, published, url) and pairs.jsonl
    (claim, note_id, stance). Each is checked in a workspace of its own, as `check` does it.

    Found: a claim that shares half of the shorter one's characters. Stances are those shown; right
    is what pairs.jsonl says, or else evidence_ids. The judge is asked the pairs of claim and whole
    note. Intervals: 95 %, 1000 draws of claims.

    \b
    Examples:
      factcheck evaluate desk cases/
      factcheck evaluate desk cases/flood cases/election --json
    """
    from factcheck.evaluate.desk import case_folders, read_gold, score, score_judge

    cases = [read_gold(folder) for folder in case_folders(folders)]
    found: dict[str, Checked] = {}
    for case in cases:
        found[_name(case, cases)] = _checked(ctx, case, {"judge": judge} if judge else {})
    figures = {
        name: (score(outcomes, extra), score_judge([pairs]) if pairs else None)
        for name, (outcomes, extra, pairs) in found.items()
    }
    every = [one for outcomes, _, _ in found.values() for one in outcomes]
    pairs = [one for _, _, one in found.values() if one]
    whole = score(every, sum(extra for _, extra, _ in found.values())), score_judge(pairs) if pairs else None
    figures["all"] = whole
    showing.show(as_json, lambda: _as_dict(figures), lambda: _as_lines(figures))


def _name(case: DeskCase, cases: list[DeskCase]) -> str:
    """The name of a case's folder; with the folder around it where another's is called so too."""
    alone = sum(other.name == case.name for other in cases) == 1
    return case.name if alone else str(case.article.parent)


def _checked(ctx: click.Context, case: DeskCase, given: Mapping[str, str]) -> Checked:
    """A case checked as it is and with more passages shown, and what the judge says of its pairs."""
    from factcheck.evaluate.desk import WIDER, judged, run
    from factcheck.workspace import Workspace

    progress = ctx.find_root().obj["progress"]
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        with Workspace(folder, notice=common.notice, progress=progress, **given) as workspace:
            workspace.make()
            workspace.corpus_add(case.reference)
            shown = workspace.check(case.article, case.given)
            pairs = judged(case, workspace.stances, progress)
        with Workspace(folder, notice=common.notice, progress=progress, evidence_shown=WIDER, **given) as workspace:
            wider = workspace.check(case.article, case.given)
    progress.clear()
    outcomes, extra = run(case, shown, wider)
    return outcomes, extra, pairs


# -- showing ------------------------------------------------------------------------------


def _as_dict(figures: Figures) -> dict[str, object]:
    return {"cases": {name: _case(*scores) for name, scores in figures.items() if name != "all"}} | {
        "all": _case(*figures["all"])
    }


def _case(scores: DeskScores, judge: JudgeScores | None) -> dict[str, object]:
    figures = {
        name: {"count": one.count, "of": one.of} | (_value(one.share) if one.share else {"value": None})
        for name, one in scores.figures.items()
    }
    shown = {"claims": scores.claims, "extra": scores.extra, "stances_unknown": scores.unknown, "figures": figures}
    return shown | ({"judge": _judge(judge)} if judge else {})


def _judge(judge: JudgeScores) -> dict[str, object]:
    return {"pairs": judge.pairs} | {name: _value(one) if one else None for name, one in _estimates(judge).items()}


def _value(estimate: Estimate) -> dict[str, object]:
    return {"value": round(estimate.value, 4), "interval": showing.interval(estimate)}


def _estimates(judge: JudgeScores) -> dict[str, Estimate | None]:
    return {
        "accuracy": judge.accuracy,
        "macro-F1": judge.macro_f1,
        "AUC supports": judge.auc_supports,
        "AUC contradicts": judge.auc_contradicts,
    }


def _as_lines(figures: Figures) -> Iterator[str]:
    for name, (scores, judge) in figures.items():
        besides = f"{scores.extra} found besides, {scores.unknown} stances shown without a label"
        yield f"{name}: {scores.claims} claims, {besides}"
        if name == "all" or len(figures) == 2:
            yield from _in_full(scores, judge)
        else:
            yield "  " + " · ".join(f"{what} {one.count}/{one.of}" for what, one in scores.figures.items() if one.of)


def _in_full(scores: DeskScores, judge: JudgeScores | None) -> Iterator[str]:
    for what, one in scores.figures.items():
        share = f"{one.share.value:.3f}   {showing.interval_words(one.share)}" if one.share else "–"
        yield f"  {what:<31}{one.count:>5} of {one.of:<5}{share}"
    if judge:
        yield f"  the judge, on {judge.pairs:,} pairs"
        for what, estimate in _estimates(judge).items():
            yield f"  {what:<44}{f'{estimate.value:.3f}   {showing.interval_words(estimate)}' if estimate else '–'}"
