"""`show`, `mark`, `reopen`: the review desk, one command at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.domain import Attribution, Citation, Decision, State, UnverifiedReason, Verdict
from factcheck.report.plain import one_line, shorten

if TYPE_CHECKING:
    from factcheck.workspace.desk import NamedClaim

in_article = click.option(
    "--article", metavar="ARTICLE", help="The article that CLAIM is a number in: its file, or the beginning of its id."
)
reviewer = click.option(
    "--as", "by", metavar="NAME", callback=common.storable, help="Who decides [env: FACTCHECK_USER]."
)
expected = click.option(
    "--after", type=click.IntRange(0), metavar="N", help="Refuse if the claim's log has more than N entries by now."
)


@click.command()
@click.argument("claim")
@in_article
@click.option(
    "--as", "by", metavar="NAME", callback=common.storable, help="Who looks, and may decide [env: FACTCHECK_USER]."
)
@common.as_json
@click.pass_context
def show(ctx: click.Context, claim: str, article: str | None, by: str | None, as_json: bool) -> None:
    """Show one claim with its evidence and history.

    CLAIM is the beginning of a claim's id, or its number in the report: 8 with --article ARTICLE, or
    ARTICLE#8. The numbers before the evidence can be cited, and words copied from it. Whoever may be
    the second of two to decide, neither knowing of the other, is not shown what the first one decided.

    \b
    Examples:
      factcheck show 3f2a
      factcheck show story.html#8
    """
    from factcheck import report

    with common.workspace(ctx) as workspace:
        stored, item = workspace.show(meant(claim, article), by=by or workspace.settings.user)
    if as_json:
        common.print_json(report.claim_as_dict(stored, item))
    else:
        click.echo(report.render_claim(stored, item, common.width(), common.colour()), nl=False)


def meant(claim: str, article: str | None) -> str:
    """The claim that is named with or without an article, as the verbs want it."""
    return claim if article is None else f"{article}#{claim}"


@click.command()
@click.argument("claim")
@click.argument("verdict", type=click.Choice([item.value for item in Verdict]), metavar="[VERDICT]", required=False)
@in_article
@click.option(
    "--attribution", type=click.Choice([item.value for item in Attribution]), help="Whether the speaker said this."
)
@click.option(
    "--cite",
    multiple=True,
    metavar="PASSAGE[:WORDS]",
    help="What it rests on: a passage's id, or the number that `show` gives it, and if not all of it the words; or "
    "DOCUMENT:words. May be repeated.",
)
@click.option("--reason", type=click.Choice([item.value for item in UnverifiedReason]), help="Why it is unverified.")
@click.option("--note", default="", callback=common.storable, help="A remark that is kept with the verdict.")
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
    article: str | None,
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

    A quotation has two answers. VERDICT is on substance: supported, contradicted or unverified. The
    first two need a citation whose words stand in the passage, the last needs a reason. --attribution
    is whether its speaker said this; without it, what became of the words in the record decides, but
    for a misquoted claim, where it is asked for. Either may be given alone. What stands in the
    outlet's own voice has a verdict only.

    A decision is added to the log and never overwrites another; the same one again adds nothing. That
    of a colleague is overruled with --over and a --note only. With --reuse the citations of an earlier
    verdict, as `show` lists them under Before, are verified anew and cited again.

    \b
    Examples:
      factcheck mark 3f2a supported --cite 1 --as ana
      factcheck mark story.html#8 contradicted --cite 'iq-003#0:250 to 300' --note "earlier version"
      factcheck mark 8 unverified --reason no-evidence --article story.html --as ana
      factcheck mark 3f2a --attribution said-otherwise --cite '2:nearly doubled' --as ana
      factcheck mark 3f2a contradicted --reuse 0b77 --as ana
    """
    with common.workspace(ctx) as workspace:
        named = workspace.claim(meant(claim, article))
        made = workspace.mark(
            named.claim.id,
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
        if made.number <= named.standing.entries:
            common.notice("nothing was added: this decision stands already")
        _print_decision(workspace.claim(named.claim.id), made, as_json)


@click.command()
@click.argument("claim")
@in_article
@click.option("--note", required=True, callback=common.storable, help="Why.")
@reviewer
@expected
@common.as_json
@click.pass_context
def reopen(
    ctx: click.Context, claim: str, article: str | None, note: str, by: str | None, after: int | None, as_json: bool
) -> None:
    """Put a decided claim back into the queue.

    \b
    Example:
      factcheck reopen 3f2a --note "the ministry has corrected its figure" --as leo
    """
    with common.workspace(ctx) as workspace:
        named = workspace.claim(meant(claim, article))
        made = workspace.reopen(named.claim.id, note=note, by=by or "", after=after)
        _print_decision(named, made, as_json)


def _print_citations(citations: Sequence[Citation]) -> None:
    for citation in citations:
        click.echo(f"    {one_line(citation.passage_id)}: “{shorten(citation.exact, 80)}”")


def _print_decision(named: NamedClaim, made: Decision, as_json: bool) -> None:
    """What was decided, behind the words that it was decided on."""
    if as_json:
        from factcheck.workspace.as_json.desk import decided_as_dict

        common.print_json(decided_as_dict(named, made))
        return
    from factcheck.report import phrases

    note = f" – {made.note}" if made.note else ""
    lines = [*_echo(named), f"    {one_line(phrases.history(made) + note)}  [{made.hash[:12]}]"]
    if waits := _WAITS.get(named.standing.state):
        lines.append(f"    {waits}")
    click.echo("\n".join(lines))
    _print_citations(made.citations)


_WAITS = {
    State.SECOND: "second check: waits for somebody else",
    State.DISPUTED: "the second check differs: an editor decides",
}


def _echo(named: NamedClaim) -> list[str]:
    """Which claim was meant: its place, who said it, its words."""
    claim, title = named.claim, named.article_title or "an article without a headline"
    who = claim.speaker.name if claim.speaker else "outlet" if claim.kind == "assertion" else "speaker not named"
    return [
        one_line(f"{claim.id}  #{named.number} of “{title}” (article {named.article_id})"),
        f"    {one_line(who)}: {one_line(claim.text)}",
    ]
