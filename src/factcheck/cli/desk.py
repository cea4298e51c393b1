"""`show`, `mark`, `reopen`, `history`: the review desk, one command at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from factcheck.cli import common
from factcheck.domain import Attribution, Citation, Decision, LogEntry, UnverifiedReason, Verdict
from factcheck.report.plain import clean, one_line, shorten

reviewer = click.option("--as", "by", metavar="NAME", help="Who decides [env: FACTCHECK_USER].")
expected = click.option(
    "--after", type=click.IntRange(0), metavar="N", help="Refuse if the claim's log has more than N entries by now."
)


@click.command()
@click.argument("claim")
@common.as_json
@click.pass_context
def show(ctx: click.Context, claim: str, as_json: bool) -> None:
    """Show one claim with its evidence and history.

    CLAIM is the beginning of a claim's id. The numbers before the evidence can be cited.

    \b
    Example:
      factcheck show 3f2a
    """
    from factcheck import report

    with common.workspace(ctx) as workspace:
        article, item = workspace.show(claim)
    if as_json:
        common.print_json(report.claim_as_dict(article, item))
    else:
        click.echo(report.render_claim(article, item, common.width(), common.colour()), nl=False)


@click.command()
@click.argument("claim")
@click.argument("verdict", type=click.Choice([item.value for item in Verdict]), metavar="VERDICT", required=False)
@click.option(
    "--attribution", type=click.Choice([item.value for item in Attribution]), help="Whether the speaker said this."
)
@click.option(
    "--cite",
    multiple=True,
    metavar="PASSAGE[:WORDS]",
    help="What it rests on: a passage id, or the number "
    "that `show` gives it, and if not all of it the exact words. May be repeated.",
)
@click.option("--reason", type=click.Choice([item.value for item in UnverifiedReason]), help="Why it is unverified.")
@click.option("--note", default="", help="A remark that is kept with the verdict.")
@click.option("--over", is_flag=True, help="Overrule a colleague's decision; wants a --note.")
@click.option(
    "--reuse", metavar="CLAIM", help="Take over the same verdict on another claim, its citations verified anew."
)
@reviewer
@expected
@common.as_json
@click.pass_context
def mark(
    ctx: click.Context,
    claim: str,
    verdict: str | None,
    attribution: str | None,
    cite: tuple[str, ...],
    reason: str | None,
    note: str,
    over: bool,
    reuse: str | None,
    by: str | None,
    after: int | None,
    as_json: bool,
) -> None:
    """Decide a claim.

    VERDICT is supported, contradicted or unverified. The first two need a citation whose exact
    words stand in the passage, the last needs a reason. A verdict is added to the log and never
    overwrites another. With --reuse the citations of an earlier verdict, as `show` lists them under
    Before, are verified anew and cited again; one of them that no longer holds refuses it.

    \b
    Examples:
      factcheck mark 3f2a supported --cite 1 --as ana
      factcheck mark 3f2a contradicted --cite 'iq-003#0:250 to 300' --note "earlier version" --as ana
      factcheck mark 3f2a unverified --reason no-evidence --as ana
      factcheck mark 3f2a contradicted --reuse 0b77 --as ana
    """
    with common.workspace(ctx) as workspace:
        made = workspace.mark(
            claim,
            verdict,
            attribution=attribution,
            cite=cite,
            reason=reason,
            note=note,
            by=by or "",
            after=after,
            reuse=reuse,
            over=over,
        )
    _print_decision(made, as_json)


@click.command()
@click.argument("claim")
@click.option("--note", required=True, help="Why.")
@reviewer
@expected
@common.as_json
@click.pass_context
def reopen(ctx: click.Context, claim: str, note: str, by: str | None, after: int | None, as_json: bool) -> None:
    """Put a decided claim back into the queue.

    \b
    Example:
      factcheck reopen 3f2a --note "the ministry has corrected its figure" --as leo
    """
    with common.workspace(ctx) as workspace:
        made = workspace.reopen(claim, note=note, by=by or "", after=after)
    _print_decision(made, as_json)


@click.command()
@click.argument("claim", required=False)
@common.as_json
@click.pass_context
def history(ctx: click.Context, claim: str | None, as_json: bool) -> None:
    """Show decisions, oldest first: on one claim, or all.

    \b
    Example:
      factcheck history 3f2a
    """
    with common.workspace(ctx) as workspace:
        entries = workspace.history(claim)
    if as_json:
        common.print_json([_entry(item) for item in entries])
        return
    for item in entries:
        _print_entry(item)
    if not entries:
        common.notice("no decisions yet")


def _entry(item: LogEntry) -> dict[str, Any]:
    fields = asdict(item)
    fields["citations"] = [{**citation, "span": list(citation["span"])} for citation in fields["citations"]]
    return fields


def _print_entry(item: LogEntry) -> None:
    what = " and ".join(filter(None, (item.attribution, item.verdict))) or item.action
    why = f" ({item.reason})" if item.reason else ""
    note = f" – {item.note}" if item.note else ""
    about = item.claim_id or item.article_id
    click.echo(clean(one_line(f"{item.at}  {about}  {what}{why} by {item.by}{note}  [{item.hash[:12]}]")))
    _print_citations(item.citations)


def _print_citations(citations: Sequence[Citation]) -> None:
    for citation in citations:
        click.echo(f"    {one_line(citation.passage_id)}: “{shorten(citation.exact, 80)}”")


def _decision(item: Decision) -> dict[str, Any]:
    fields = asdict(item)
    fields["citations"] = [{**citation, "span": list(citation["span"])} for citation in fields["citations"]]
    return fields


def _print_decision(item: Decision, as_json: bool) -> None:
    if as_json:
        common.print_json(_decision(item))
        return
    what = " and ".join(filter(None, (item.attribution, item.verdict))) or "reopened"
    why = f" ({item.reason})" if item.reason else ""
    note = f" – {item.note}" if item.note else ""
    click.echo(clean(one_line(f"{item.at}  {item.claim_id}  {what}{why} by {item.by}{note}  [{item.hash[:12]}]")))
    _print_citations(item.citations)
