"""`check`: articles in, claims out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from factcheck.cli import common, fetched
from factcheck.errors import UsageError
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.domain import DraftChanges
    from factcheck.report import ArticleReport
    from factcheck.workspace import Workspace

# Where a file says its date for whoever reads it.
_SAID = ("given", "metadata", "JSON-LD", "front matter", "mail header")


def about_the_article(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say what a file may not: its title, publisher, date and address."""
    for option in (
        click.option("--url", callback=common.storable, help="Where the article was published."),
        click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When, as YYYY-MM-DD."),
        click.option("--publisher", callback=common.storable, help="By whom."),
        click.option("--title", callback=common.storable, help="Its headline."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@fetched.allow_network
@click.option("--again", is_flag=True, help="Read articles that were checked anew, and say what that changes.")
@click.option("--draft-of", metavar="ARTICLE", help="The article that FILE is a new draft of.")
@about_the_article
@common.encoding
@common.as_json
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    allow_network: bool | None,
    again: bool,
    draft_of: str | None,
    as_json: bool,
    title: str | None,
    publisher: str | None,
    published: datetime | None,
    url: str | None,
    encoding: str | None,
) -> int:
    """Find the claims of articles, search the record, fill the queue.

    Each FILE is text, Markdown, HTML, PDF, Word, OpenDocument, Excel, CSV, subtitles, mail, or news as agencies send
    it (ninjs, NewsML-G2, NITF); - is standard input. With --allow-network it may be an address (http, https).
    Every quotation with its speaker and every checkable assertion of the outlet is searched in the
    corpus and put into the review queue. One file that fails does not stop the others.

    An article is read once: checked again, it has the quotations that were found the first time, so
    that a report does not change because factcheck did. With --again, FILE may also be the
    beginning of an article's id; the stored text is read by the rules of today, what that changes
    is said, and verdicts stay.

    A file that was edited since, or another text from the same address, is a new draft: verdicts on claims that
    say the same are kept, those on changed ones are stale, and the earlier draft leaves the queue. With --draft-of
    that is said of any FILE, also of standard input.

    \b
    Examples:
      factcheck check story.html
      factcheck check draft.txt --publisher "The Example" --published 2025-11-01
      cat draft.md | factcheck check - --json
      factcheck check --allow-network https://courier.example/news/1
      factcheck check --again 9c1e
      factcheck check story-final.docx --draft-of 9c1e
    """
    if again:
        if title or publisher or published or url or encoding or draft_of:
            raise UsageError(
                "--again reads what is stored: leave out --title, --publisher, --published, --url, --encoding and "
                "--draft-of."
            )
        return _again(ctx, files, as_json)
    if draft_of and len(files) > 1:
        raise UsageError("--draft-of is said of one FILE; check the others without it.")
    given = _given(title, publisher, published, url)
    with common.workspace(ctx, allow_network=allow_network) as workspace:
        made, failed = common.each(files, lambda name: _check(workspace, name, given, encoding, draft_of))
    reports = [report for report, _ in made]
    _print(made, alone=len(files) == 1, as_json=as_json)
    for report in reports:
        _remark(report)
    return common.outcome(len(reports), failed)


def _check(
    workspace: Workspace, name: str, given: Metadata, encoding: str | None, draft_of: str | None
) -> tuple[ArticleReport, DraftChanges | None]:
    with common.progress().step(f"reading {name}"):
        article, fetch = fetched.article_and_fetch(workspace, name, given, encoding)
        report = workspace.check(article, draft_of=draft_of, fetch=fetch)
        return report, workspace.draft_changes(report.article.id)


def _print(made: Sequence[tuple[ArticleReport, DraftChanges | None]], *, alone: bool, as_json: bool) -> None:
    from factcheck.report import as_dict, render_brief
    from factcheck.report.drafts import draft_as_dict, draft_line

    if as_json:
        told = [{**as_dict(report), "draft": draft and draft_as_dict(draft)} for report, draft in made]
        common.print_json(told[0] if alone else told)
        return
    for number, (report, draft) in enumerate(made):
        click.echo(("\n" if number else "") + render_brief(report, common.width(), common.colour()), nl=False)
        if draft is not None:
            click.echo("\n" + clean(draft_line(draft)))


def _again(ctx: click.Context, articles: tuple[str, ...], as_json: bool) -> int:
    from factcheck.cli import rereading

    with common.workspace(ctx) as workspace:
        made, failed = common.each(articles, workspace.check_again)
    if as_json:
        from factcheck.workspace.as_json.articles import reread_as_dict

        common.print_json([reread_as_dict(item) for item in made])
    else:
        click.echo("\n".join(line for item in made for line in rereading.lines(item)))
    return common.outcome(len(made), failed)


def _given(title: str | None, publisher: str | None, published: datetime | None, url: str | None) -> Metadata:
    from factcheck.articles import Metadata
    from factcheck.checking import publication

    day = published.date() if published else None
    publication.check_given(day, date.today())
    return Metadata(title=title, publisher=publisher, published=day, url=url)


def _remark(report: ArticleReport) -> None:
    article = report.article
    for notice in article.notices:
        common.notice(f"{article.source or 'standard input'}: {notice}")
    for limit in report.limits:
        common.notice(f"{article.source or 'standard input'}: {limit}")
    if article.published is None:
        common.notice(
            f"{article.source or 'standard input'}: no publication date found. Give --published YYYY-MM-DD, "
            "or evidence from after the article cannot be told apart."
        )
    elif article.published_from not in _SAID:
        common.notice(
            f"publication date {article.published} was read from the {article.published_from}; "
            "--published YYYY-MM-DD sets it."
        )
    common.notice(f"next: factcheck queue --article {article.id[:6]}, or factcheck report {article.id[:6]}")
