"""`check`: articles in, claims out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from factcheck.cli import common
from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.report import ArticleReport


def about_the_article(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say what a file may not: its title, publisher, date and address."""
    for option in (
        click.option("--url", help="Where the article was published."),
        click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When, as YYYY-MM-DD."),
        click.option("--publisher", help="By whom."),
        click.option("--title", help="Its headline."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@about_the_article
@common.as_json
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    as_json: bool,
    title: str | None,
    publisher: str | None,
    published: datetime | None,
    url: str | None,
) -> int:
    """Find the claims of articles, search the record, fill the queue.

    Each FILE is text, Markdown or HTML; - is standard input. Every quotation with its speaker and
    every checkable assertion of the outlet is searched in the corpus and put into the review
    queue. One file that fails does not stop the others.

    \b
    Examples:
      factcheck check story.html
      factcheck check draft.txt --publisher "The Example" --published 2025-11-01
      cat draft.md | factcheck check - --json
    """
    from factcheck import report
    from factcheck.cli.reading import article_in

    given = _given(title, publisher, published, url)
    shown, failed = [], 0
    with common.workspace(ctx) as workspace:
        for name in files:
            try:
                shown.append(workspace.check(article_in(name, given, workspace.settings.max_bytes)))
            except FactcheckError as problem:
                if len(files) == 1:
                    raise
                common.warn(str(problem))
                failed += 1
    if as_json:
        reports = [report.as_dict(item) for item in shown]
        common.print_json(reports[0] if len(files) == 1 else reports)
    else:
        click.echo("\n".join(report.render_brief(item, common.width(), common.colour()) for item in shown), nl=False)
    for item in shown:
        _remark(item)
        common.notice(
            f"next: factcheck queue --article {item.article.id[:6]}, or factcheck report {item.article.id[:6]}"
        )
    return _outcome(len(files), failed)


def _given(title: str | None, publisher: str | None, published: datetime | None, url: str | None) -> Metadata:
    from factcheck.articles import Metadata
    from factcheck.checking import publication

    day = published.date() if published else None
    publication.check_given(day, date.today())
    return Metadata(title=title, publisher=publisher, published=day, url=url)


def _remark(report: ArticleReport) -> None:
    article = report.article
    for limit in report.limits:
        common.notice(f"{article.source or 'standard input'}: {limit}")
    if article.published is None:
        common.notice(
            f"{article.source or 'standard input'}: no publication date found. Give --published YYYY-MM-DD, "
            "or evidence from after the article cannot be told apart."
        )
    elif article.published_from not in ("given", "metadata"):
        common.notice(
            f"publication date {article.published} was read from the {article.published_from}; "
            "--published YYYY-MM-DD sets it."
        )


def _outcome(asked: int, failed: int) -> int:
    if failed == 0:
        return 0
    return common.SOME_FAILED if failed < asked else 1
