"""`correct`, `split`, `join`, `add`, `dismiss`, `note`, `undo`: claims are the desk's, not the machine's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from factcheck.cli import common
from factcheck.domain import Claim, ClaimKind, DismissalReason, LogEntry
from factcheck.report.plain import clean, one_line, shorten

if TYPE_CHECKING:
    from factcheck.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., object])

_KINDS = click.Choice([item.value for item in ClaimKind])

who = click.option("--as", "by", metavar="NAME", default="", help="Who does it [env: FACTCHECK_USER].")
why = click.option("--note", default="", callback=common.storable, help="Why; kept with the entry.")
unsearched = click.option("--no-search", is_flag=True, help="Do not look for evidence for the words as they are now.")
seen = click.option(
    "--after", type=click.IntRange(0), metavar="N", help="Refuse if the claim's log has more than N entries by now."
)


def _place(command: Command) -> Command:
    """The options that say which words are meant."""
    spans = click.option(
        "--span", "spans", type=(int, int), multiple=True, metavar="START END", help="Offsets instead of words."
    )
    nth = click.option(
        "--nth", type=click.IntRange(1), metavar="N", help="Which place, where the words stand in several."
    )
    return spans(nth(command))


@click.command()
@click.argument("claim")
@click.option("--speaker", metavar="NAME", callback=common.storable, help='Who says it; "" for nobody who is named.')
@click.option("--role", metavar="WORDS", callback=common.storable, help='What the speaker is; "" for nothing said.')
@click.option("--kind", type=_KINDS, help="What it is: a quotation in marks, partly, not at all, or our own words.")
@click.option("--words", metavar="WORDS", help='Which words it is, as the article has them; " … " leaves some out.')
@_place
@why
@who
@seen
@unsearched
@common.as_json
@click.pass_context
def correct(
    ctx: click.Context,
    claim: str,
    speaker: str | None,
    role: str | None,
    kind: str | None,
    words: str | None,
    spans: tuple[tuple[int, int], ...],
    nth: int | None,
    note: str,
    by: str,
    after: int | None,
    no_search: bool,
    as_json: bool,
) -> None:
    """Correct who says a claim, in what role, what it is, or which words.

    What was found stays in the record beside it. A verdict on the claim becomes stale, and the
    claim returns to the queue.

    \b
    Examples:
      factcheck correct 3f2a --speaker "Gareth Pugh" --role MP --as ana
      factcheck correct 3f2a --words "The wall is 350 km long" --as ana
      factcheck correct 3f2a --kind assertion --note "nobody is quoted" --as ana
    """
    with common.workspace(ctx) as workspace:
        before = workspace.show(claim)[1].claim
        made = workspace.correct(
            claim,
            speaker=speaker,
            role=role,
            kind=kind,
            words=words,
            spans=spans or None,
            nth=nth,
            by=by,
            note=note,
            after=after,
        )
        if made == before:
            common.notice(f"claim {made.id} stands so already; nothing was changed")
        _done(workspace, [made], as_json, search=made.spans != before.spans and not no_search)


@click.command()
@click.argument("claim")
@click.argument("parts", nargs=-1, required=True, metavar="WORDS...")
@why
@who
@seen
@unsearched
@common.as_json
@click.pass_context
def split(
    ctx: click.Context,
    claim: str,
    parts: tuple[str, ...],
    note: str,
    by: str,
    after: int | None,
    no_search: bool,
    as_json: bool,
) -> None:
    """Make several claims of one.

    WORDS are those of each part, or, given once, those with which the second begins. The new claims
    are open and have numbers of their own; the old one leaves the queue.

    \b
    Examples:
      factcheck split 3f2a "and sold it in May" --as ana
      factcheck split 3f2a "the council bought the hall" "sold it in May" --as ana
    """
    with common.workspace(ctx) as workspace:
        made = workspace.split(claim, *parts, by=by, note=note, after=after)
        _done(workspace, made, as_json, search=not no_search)


@click.command()
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM CLAIM...")
@why
@who
@unsearched
@common.as_json
@click.pass_context
def join(ctx: click.Context, claims: tuple[str, ...], note: str, by: str, no_search: bool, as_json: bool) -> None:
    """Make one claim of several of one article.

    \b
    Example:
      factcheck join 3f2a 0b77 --note "one sentence" --as ana
    """
    if len(claims) < 2:
        raise click.UsageError("joining takes two claims or more.")
    with common.workspace(ctx) as workspace:
        made = workspace.join(*claims, by=by, note=note)
        _done(workspace, [made], as_json, search=not no_search)


@click.command()
@click.argument("article")
@click.argument("words", required=False)
@_place
@click.option("--speaker", metavar="NAME", callback=common.storable, help="Who says it.")
@click.option("--role", metavar="WORDS", callback=common.storable, help="What the speaker is.")
@click.option("--kind", type=_KINDS, help="What it is; told by the marks around the words if not given.")
@why
@who
@unsearched
@common.as_json
@click.pass_context
def add(
    ctx: click.Context,
    article: str,
    words: str | None,
    spans: tuple[tuple[int, int], ...],
    nth: int | None,
    speaker: str | None,
    role: str | None,
    kind: str | None,
    note: str,
    by: str,
    no_search: bool,
    as_json: bool,
) -> None:
    """Make a claim of words of an article that nothing found.

    ARTICLE is the beginning of its id, or the file that was checked.

    \b
    Examples:
      factcheck add 9c1e "Forty-two posts will go" --speaker "Ana Ruiz" --as leo
      factcheck add story.html --span 120 168 --as leo
    """
    with common.workspace(ctx) as workspace:
        made = workspace.add_claim(
            article, words, spans=spans or None, nth=nth, speaker=speaker, role=role, kind=kind, by=by, note=note
        )
        _done(workspace, [made], as_json, search=not no_search)


@click.command()
@click.argument("claim")
@click.option(
    "--reason", required=True, type=click.Choice([item.value for item in DismissalReason]), help="Why it is none."
)
@why
@who
@seen
@common.as_json
@click.pass_context
def dismiss(ctx: click.Context, claim: str, reason: str, note: str, by: str, after: int | None, as_json: bool) -> None:
    """Say that something is no claim.

    It leaves the queue, is counted, and comes back with `factcheck reopen`.

    \b
    Example:
      factcheck dismiss 3f2a --reason misread --note "the end of the sentence before" --as ana
    """
    with common.workspace(ctx) as workspace:
        _print_entry(workspace, workspace.dismiss(claim, reason, note=note, by=by, after=after), as_json)


@click.command()
@click.argument("claim")
@click.argument("text", callback=common.storable)
@who
@common.as_json
@click.pass_context
def note(ctx: click.Context, claim: str, text: str, by: str, as_json: bool) -> None:
    """Keep a remark on a claim, without deciding anything.

    \b
    Example:
      factcheck note 3f2a "the ministry calls back at four" --as ana
    """
    with common.workspace(ctx) as workspace:
        _print_entry(workspace, workspace.note(claim, text, by=by), as_json)


@click.command()
@click.argument("claim", required=False)
@click.option("--over", is_flag=True, help="Also if a colleague has gone on from it.")
@why
@who
@common.as_json
@click.pass_context
def undo(ctx: click.Context, claim: str | None, over: bool, note: str, by: str, as_json: bool) -> None:
    """Take back the last thing you did, on CLAIM or on any.

    Verdicts, corrections, claims made, notes and assignments can be undone, each time one more. The
    record keeps both what was done and that it was undone.

    \b
    Examples:
      factcheck undo --as ana
      factcheck undo 3f2a --as ana
    """
    with common.workspace(ctx) as workspace:
        _print_entry(workspace, workspace.undo(claim, by=by, note=note, over=over), as_json)


# -- what is told of it -------------------------------------------------------------------


def _done(workspace: Workspace, made: Sequence[Claim], as_json: bool, *, search: bool) -> None:
    """Tell how claims stand now, with what is found for them."""
    if search:
        for claim in made:
            workspace.search_again(claim.id)
    shown = [(claim, workspace.show(claim.id)[1]) for claim in made]
    if as_json:
        from factcheck.workspace.as_json.desk import claim_as_it_stands

        common.print_json([claim_as_it_stands(claim, item.number) for claim, item in shown])
        return
    for claim, item in shown:
        speaker = claim.speaker
        said = ", ".join(filter(None, (speaker.name, speaker.role))) if speaker else "nobody named"
        told = "the outlet" if claim.kind is ClaimKind.ASSERTION else said
        proposed = item.search.suggestion.verdict if item.search else None
        words = shorten(one_line(claim.text), common.width())
        click.echo(
            clean(f"{claim.id}  #{item.number}  {claim.kind}, {told}  {f'{proposed}?' if proposed else 'no proposal'}")
        )
        click.echo(clean(f"    “{words}”"))


def _print_entry(workspace: Workspace, entry: LogEntry, as_json: bool) -> None:
    if as_json:
        from factcheck.report.desk_json import entry_as_dict

        common.print_json(entry_as_dict(entry))
        return
    reason = entry.content.get("reason") or entry.content.get("action") or ""
    what = f"{entry.action} {reason}".strip()
    why = f" – {entry.note}" if entry.note else ""
    words = workspace.show(entry.claim_id)[1].claim.text if entry.claim_id else ""
    click.echo(clean(one_line(f"{entry.at}  {entry.claim_id}  {what} by {entry.by}{why}  [{entry.hash[:12]}]")))
    click.echo(clean(f"    “{shorten(one_line(words), common.width())}”"))
