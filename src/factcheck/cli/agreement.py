"""`second-check` and `agreement`: two people for one claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.cli.desk import reviewer
from factcheck.domain.text import counted
from factcheck.report.plain import clean, one_line, shorten

if TYPE_CHECKING:
    from factcheck.domain import Decision
    from factcheck.evaluate.agreement import Agreement, Measure

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("second-check")
@click.argument("claim")
@click.option("--blind/--open", "blind", default=None, help="Hide the first decision from the second person, or not.")
@reviewer
@common.as_json
@click.pass_context
def second_check(ctx: click.Context, claim: str, blind: bool | None, by: str | None, as_json: bool) -> None:
    """Want a second person's decision on a claim.

    Which claims want one without being asked, and whether it is blind, is set in factcheck.toml: second_check,
    second_check_share, second_check_blind. Where two disagree, one of the editors decides. Names identify people;
    they prove nothing.

    \b
    Example:
      factcheck second-check 3f2a --as mia
    """
    with common.workspace(ctx) as workspace:
        made = workspace.second_check(claim, by=by or "", blind=blind)
    if as_json:
        from factcheck.report.desk_json import entry_as_dict

        common.print_json(entry_as_dict(made))
        return
    how = "blind" if made.content["blind"] else "open"
    click.echo(
        clean(one_line(f"{made.at}  {made.claim_id}  second check wanted ({how}) by {made.by}  [{made.hash[:12]}]"))
    )


@click.command()
@click.option("--since", type=_DAY, metavar="DAY", help="Second decisions from this day on.")
@click.option("--until", type=_DAY, metavar="DAY", help="Second decisions up to this day, which counts.")
@click.option("--pair", nargs=2, metavar="NAME NAME", help="These two alone.")
@common.as_json
@click.pass_context
def agreement(
    ctx: click.Context,
    since: datetime | None,
    until: datetime | None,
    pair: tuple[str, str] | None,
    as_json: bool,
) -> None:
    """Show how often two people who decided the same claims agreed.

    For the desk and each pair, on attribution and on substance: how many were answered alike, Cohen's κ of a pair, and
    Krippendorff's α with the ends of its 95 % interval (bootstrap over claims). Below stand the claims that they
    answered differently, and what the editor decided.

    \b
    Examples:
      factcheck agreement
      factcheck agreement --since 2026-11-01 --pair ana leo
    """
    with common.workspace(ctx) as workspace:
        found = workspace.agreement(since=_day(since), until=_day(until), pair=pair)
    if as_json:
        from factcheck.workspace.as_json.agreement import agreement_as_dict

        common.print_json(agreement_as_dict(found))
        return
    for line in _lines(found):
        click.echo(clean(line))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _lines(found: Agreement) -> Iterator[str]:
    period = "".join(f", {word} {day}" for word, day in (("since", found.since), ("until", found.until)) if day)
    yield f"Decided by two people: {counted(found.claims, 'claim')}, {found.blind} of them blind{period}"
    if not found.claims:
        return
    yield ""
    yield f"{'':<24}  {'claims':>6}  {'alike':>12}  {'κ':>5}  α (95 %)"
    for name, measures in (
        ("the desk", found.desk),
        *((" and ".join(pair), each) for pair, each in found.pairs.items()),
    ):
        for measure in measures:
            yield f"{shorten(one_line(name), 12):<12}{measure.question:<12}  {_figures(measure)}"
    if not found.disagreements:
        return
    yield ""
    yield f"Answered differently: {counted(len(found.disagreements), 'claim')}"
    for one in found.disagreements:
        yield f"  {one.claim_id}  {shorten(one.text, max(20, common.width() - 16))}"
        yield f"      {_said(one.first)}; {_said(one.second)}" + (
            f"; {_said(one.editor)}, who decided" if one.editor else ""
        )


def _figures(measure: Measure) -> str:
    alike = "–" if measure.raw is None else f"{measure.agreed} ({measure.raw:.0%})"
    kappa = "–" if measure.kappa is None else f"{measure.kappa:.2f}"
    alpha = measure.alpha and f"{measure.alpha.value:.2f} ({measure.alpha.low:.2f} to {measure.alpha.high:.2f})"
    return f"{measure.claims:>6}  {alike:>12}  {kappa:>5}  {alpha or '–'}" + (
        f"  {measure.remark}" if measure.remark else ""
    )


def _said(made: Decision) -> str:
    what = " and ".join(filter(None, (made.attribution, made.verdict)))
    return one_line(f"{made.by}: {what}" + (f" – {made.note}" if made.note else ""))
