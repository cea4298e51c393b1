"""`reply`, `sign-off`, `release`, `correction`: what is done with people outside, and after publication."""

from __future__ import annotations

import click

from factcheck.cli import common
from factcheck.cli.desk import in_article, meant
from factcheck.cli.record import entry_as_dict, print_entry
from factcheck.domain import LogEntry
from factcheck.domain.text import counted

_by = click.option("--as", "by", metavar="NAME", callback=common.storable, help="Who enters it [env: FACTCHECK_USER].")
_when = click.option("--when", metavar="TIME", help="When it was: 2026-11-29 or 2026-11-29T14:30. Now, if not given.")


@click.group()
def reply() -> None:
    """Right of reply: who was asked for one, and what they answered.

    \b
    Example:
      factcheck reply ask 3f2a "Dana Orlov" --way email --as ana
    """


@reply.command()
@click.argument("about", metavar="CLAIM|ARTICLE")
@click.argument("whom", callback=common.storable)
@click.option("--way", required=True, callback=common.storable, help="How they were asked: phone, email, letter, …")
@_when
@_by
@common.as_json
@click.pass_context
def ask(ctx: click.Context, about: str, whom: str, way: str, when: str | None, by: str | None, as_json: bool) -> None:
    """Enter that somebody was asked for a reply.

    \b
    Example:
      factcheck reply ask 3f2a "Dana Orlov" --way email --when 2026-11-28 --as ana
    """
    with common.workspace(ctx) as workspace:
        print_entry(workspace, workspace.ask(about, whom, way=way, when=when, by=by or ""), as_json)


@reply.command()
@click.argument("about", metavar="CLAIM|ARTICLE")
@click.argument("answer", callback=common.storable)
@click.option("--whom", callback=common.storable, help="Whose answer it is, where several were asked.")
@_when
@_by
@common.as_json
@click.pass_context
def answer(
    ctx: click.Context, about: str, answer: str, whom: str | None, when: str | None, by: str | None, as_json: bool
) -> None:
    """Enter what was answered, in the words that were used.

    \b
    Examples:
      factcheck reply answer 3f2a "We stand by the figure." --as ana
      factcheck reply answer 9c1e "No comment." --whom "Example Office" --as ana
    """
    with common.workspace(ctx) as workspace:
        print_entry(workspace, workspace.answered(about, answer, whom=whom, when=when, by=by or ""), as_json)


@click.command(name="sign-off")
@click.argument("about", metavar="CLAIM|ARTICLE")
@click.argument("blocker", required=False)
@click.option("--note", required=True, callback=common.storable, help="Why it need not hold.")
@_by
@common.as_json
@click.pass_context
def sign_off(ctx: click.Context, about: str, blocker: str | None, note: str, by: str | None, as_json: bool) -> None:
    """Clear a reason to hold, saying why.

    BLOCKER is the reason as the report's hold line names it, such as "single source"; without it, whatever holds the
    claim or the article. A new decision on the claim takes the signature away.

    \b
    Example:
      factcheck sign-off 3f2a "single source" --note "the register is the only source there is" --as eva
    """
    with common.workspace(ctx) as workspace:
        print_entry(workspace, workspace.sign_off(about, blocker, note=note, by=by or ""), as_json)


@click.command()
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@in_article
@click.option("--withdraw", is_flag=True, help="It is to be published no more.")
@click.option(
    "--note", default="", callback=common.storable, help="Published with the verdict, in the place of its own note."
)
@_by
@common.as_json
@click.pass_context
def release(
    ctx: click.Context,
    claims: tuple[str, ...],
    article: str | None,
    withdraw: bool,
    note: str,
    by: str | None,
    as_json: bool,
) -> int:
    """Let decided claims be published as ClaimReviews.

    `factcheck report ARTICLE --format claimreview` writes what was released and still stands. Released is what is
    decided on substance and waits for nobody; a quotation also has to be said so, or said otherwise. A new decision, a
    correction, a source that changed and a new draft end it. Where factcheck.toml names editors, it is one of them who
    releases. Of several claims each is released by itself: exits with 3 if some could not be.

    \b
    Examples:
      factcheck release 3f2a --as eva
      factcheck release 2 5 8 --article story.html --note "checked against the register" --as eva
      factcheck release 3f2a --withdraw --note "the register was corrected" --as eva
    """
    with common.workspace(ctx) as workspace:

        def act(claim: str) -> LogEntry:
            made = workspace.release_verdict(meant(claim, article), note=note, by=by or "", withdraw=withdraw)
            if not as_json:
                print_entry(workspace, made, as_json=False)
            return made

        made, failed = common.each(claims, act)
    if as_json:
        common.print_json([entry_as_dict(entry) for entry in made])
    if len(claims) > 1:
        common.notice(f"{counted(len(made), 'claim')} {'withdrawn' if withdraw else 'released'}, {failed} refused")
    return common.outcome(len(made), failed)


@click.command()
@click.argument("article")
@click.argument("text", callback=common.storable)
@click.option("--claim", help="The claim that it corrects.")
@_when
@_by
@common.as_json
@click.pass_context
def correction(
    ctx: click.Context, article: str, text: str, claim: str | None, when: str | None, by: str | None, as_json: bool
) -> None:
    """Enter a correction that was published after the article.

    \b
    Example:
      factcheck correction 9c1e "An earlier version said 412 metres. It is 431." --claim 3f2a --as eva
    """
    with common.workspace(ctx) as workspace:
        made = workspace.publish_correction(article, text, claim=claim, when=when, by=by or "")
        print_entry(workspace, made, as_json)
