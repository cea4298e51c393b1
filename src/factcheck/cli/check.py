"""`check`: articles in, claims out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import common, fetched, reading
from factcheck.domain.text import counted
from factcheck.errors import FactcheckError, InputError, UsageError
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.domain import DraftChanges
    from factcheck.report import ArticleReport

_MANY = 3  # files, beyond which each is shown in a few lines
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
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@fetched.allow_network
@click.option("--again", is_flag=True, help="Read articles that were checked anew, and say what that changes.")
@click.option("--draft-of", metavar="ARTICLE", help="The article that FILE is a new draft of.")
@click.option("--full", is_flag=True, help="Every claim, also of a folder or of many files.")
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
    full: bool,
    as_json: bool,
    title: str | None,
    publisher: str | None,
    published: datetime | None,
    url: str | None,
    encoding: str | None,
) -> int:
    """Find the claims of articles, search the record, fill the queue.

    Each FILE is text, Markdown, HTML, PDF, Word, OpenDocument, Excel, CSV, subtitles, mail, or news as agencies send
    it (ninjs, NewsML-G2, NITF); - is standard input. With --allow-network it may be an address (http, https). Of a
    FOLDER every file below it is read, and of a file with an article a line every line; what is no article is named.
    Every quotation with its speaker and every checkable assertion of the outlet is searched in the
    corpus and put into the review queue. One file that fails does not stop the others.

    An article is read once: checked again, it has the quotations that were found the first time, so
    that a report does not change because factcheck did. With --again, FILE may also be the
    beginning of an article's id; the stored text is read by the rules of today, what that changes
    is said, and verdicts stay.

    A file that was edited since, or another text from the same address, is a new draft: verdicts on claims that
    say the same are kept, those on changed ones are stale, and the earlier draft leaves the queue. With --draft-of
    that is said of any FILE, also of standard input.

    Of a folder, or of more than three files, each article is shown in a few lines; --full shows every claim. `check`
    looks at all that it is given and shows all of it. `factcheck flag` is for runs that nobody watches: it remembers
    what it has seen, passes over what has not changed, and tells only new claims that are worth a look.

    With --json one FILE is an object. A folder, or several, are a list in their order, in which what failed is
    {"file", "problem"}.

    \b
    Examples:
      factcheck check story.html
      factcheck check stories/ --json
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
    alone = len(files) == 1 and not reading.holds_many(files[0])
    if draft_of and not alone:
        raise UsageError("--draft-of is said of one FILE; check the others without it.")
    given = _given(title, publisher, published, url)
    many = not alone and (len(files) > _MANY or any(map(reading.holds_many, files)))
    shown = _Shown(as_json=as_json, briefly=many and not full)
    with common.workspace(ctx, allow_network=allow_network) as workspace:
        at_address = fetched.reader(workspace, given, encoding)
        content_at = fetched.content_at(workspace)
        most = workspace.settings.max_bytes
        for name, make in reading.articles_in(files, given, most, encoding, at_address, content_at):
            try:
                with common.progress().about(name) if many else common.progress().step(f"reading {name}"):
                    article, fetch = make()
                    report = workspace.check(article, draft_of=draft_of, fetch=fetch)
                    draft = workspace.draft_changes(report.article.id)
            except FactcheckError as problem:
                if alone:
                    raise
                shown.failure(name, str(problem))
            else:
                shown.article(report, draft)
    shown.finish(alone=alone, many=many)
    return common.outcome(shown.articles, shown.failed)


class _Shown:
    """What was shown of the articles so far: each at once, or with ``as_json`` all at the end."""

    def __init__(self, *, as_json: bool, briefly: bool) -> None:
        self.articles = self.failed = self.claims = self.undated = 0
        self._as_json, self._briefly = as_json, briefly
        self._told: list[dict[str, Any]] = []

    def article(self, report: ArticleReport, draft: DraftChanges | None) -> None:
        from factcheck.report import as_dict, render_block, render_brief
        from factcheck.report.drafts import draft_as_dict, draft_line

        self.articles += 1
        self.claims += len(report.claims)
        self.undated += report.article.published is None
        if self._as_json:
            self._told.append({**as_dict(report), "draft": draft and draft_as_dict(draft)})
        else:
            common.progress().hide()
            made = (render_block if self._briefly else render_brief)(report, common.width(), common.colour())
            click.echo(("\n" if self.articles > 1 else "") + made, nl=False)
            if draft is not None:
                click.echo(("" if self._briefly else "\n") + clean(draft_line(draft)))
        _remark(report, briefly=self._briefly)

    def failure(self, name: str, problem: str) -> None:
        self.failed += 1
        common.warn(problem)
        self._told.append({"file": name, "problem": problem})

    def finish(self, *, alone: bool, many: bool) -> None:
        """What is known when all is read. Raises InputError where there was nothing to read."""
        if not self.articles and not self.failed:
            raise InputError("no file to read in what was named. Name the folder that has the articles.")
        if self._as_json:
            common.print_json(self._told[0] if alone else self._told)
        if many:
            failed = f", {self.failed:,} failed" if self.failed else ""
            undated = f", {self.undated:,} without a publication date" if self.undated else ""
            found = f"{counted(self.articles, 'article')} checked{failed}{undated}, {counted(self.claims, 'claim')}"
            common.notice(f"{found}. Next: factcheck queue, or factcheck report ARTICLE")


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


def _remark(report: ArticleReport, *, briefly: bool) -> None:
    article = report.article
    for notice in article.notices:
        common.notice(f"{article.source or 'standard input'}: {notice}")
    for limit in report.limits:
        common.notice(f"{article.source or 'standard input'}: {limit}")
    if briefly:
        return
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
