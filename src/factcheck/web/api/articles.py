"""Articles: which there are, checking one, its report and what was done with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from factcheck.desk import second
from factcheck.errors import FactcheckError, UsageError
from factcheck.report import FORMATS, ArticleReport
from factcheck.report.desk_json import entry_as_dict
from factcheck.web.api.answers import ArticleAnswer, DoneAnswer, EntryAnswer, JobAnswer, answer, refusals
from factcheck.web.api.claims import AssignBody, done
from factcheck.web.api.deciding import AskBody, NoteBody, ReplyBody, SignOffBody
from factcheck.web.api.jobs import started
from factcheck.web.api.shapes import ApiBody, ArticleId, Day, Flag, Id, Line, Moment, Note, Words, moment
from factcheck.web.api.texts import TextBody
from factcheck.web.people import Asking, Here, Shared
from factcheck.web.served import Served
from factcheck.workspace import Workspace
from factcheck.workspace.as_json.articles import line_as_dict, reread_as_dict

router = APIRouter(prefix="/articles", tags=["articles"])

_PDF = "pdf"
_Format = Annotated[str, Query(json_schema_extra={"enum": [*FORMATS, _PDF]})]
_TYPES = {"json": "application/json", "html": "text/html", "csv": "text/csv", "md": "text/markdown"}
_TYPES |= {"claimreview": "application/ld+json", "pdf": "application/pdf"}


class CheckBody(TextBody):
    """An article to be checked, with what the text itself may not say."""

    title: Line | None = None
    publisher: Line | None = None
    published: Day | None = None
    url: Line | None = None
    draft_of: Annotated[Id | None, Field(description="The article that it is a new draft of.")] = None


class CloseBody(ApiBody):
    """Whether it is closed though claims wait, and why."""

    over: Flag = False
    note: Note = ""


class DueBody(ApiBody):
    """Until when it has to be checked; null: there is no deadline."""

    when: Moment | None


class CorrectionBody(ApiBody):
    """The words that were published, the claim that they correct, and when: now, if that is not given."""

    text: Words
    claim: Id | None = None
    when: Moment | None = None


@router.get("", response_model=list[ArticleAnswer], responses=refusals())
def list_articles(here: Here, all: bool = False) -> Response:  # noqa: A002 (as the option is called)
    """List the articles that were checked, those still worked on first; with `all` earlier drafts too."""
    return answer([line_as_dict(line) for line in here.articles(retired=all)])


@router.post("", status_code=202, response_model=JobAnswer, responses=refusals(404, 409, 413))
def check_article(here: Here, who: Asking, shared: Shared, body: CheckBody) -> Response:
    """Check an article: find its claims, search the record, fill the queue.

    The answer is a job; `Location` says where it tells how far it is, and then where the article is.
    """
    from factcheck.articles import Metadata
    from factcheck.checking import publication

    publication.check_given(body.published, date.today())
    given = Metadata(title=body.title, publisher=body.publisher, published=body.published, url=body.url)
    article = body.article(here.settings.max_bytes, given)
    draft_of = _line(here, body.draft_of)["id"] if body.draft_of else None

    def work(there: Workspace) -> tuple[str, None]:
        return f"/articles/{there.check(article, draft_of=draft_of).article.id}", None

    return started(shared, who, "check", article.title or article.source or "a text", work)


@router.get("/{article}", response_model=ArticleAnswer, responses=refusals(404))
def show_article(here: Here, article: ArticleId) -> Response:
    """Show where an article stands."""
    return answer(_line(here, article))


@router.get(
    "/{article}/report",
    responses={
        200: {"description": "The report.", "content": {kind: {} for kind in ("text/plain", *_TYPES.values())}},
        **refusals(404),
    },
    response_class=Response,
)
def show_report(
    here: Here,
    who: Asking,
    shared: Shared,
    article: ArticleId,
    format: _Format = "json",  # noqa: A002 (as the option is called)
    since: Moment | None = None,
) -> Response:
    """Write the report on an article. What was done since your last one is told, or since a day or time.

    What a blind second check hides from you is not in it, unless you are an editor.
    """
    from factcheck.report import render

    found = here.report(article, by=who.name, since=since)
    made = _printed(shared, found) if format == _PDF else render(found, format).encode()
    kind = _TYPES.get(format, "text/plain")
    headers = {"content-disposition": f'attachment; filename="report.{format}"'} if format != "json" else {}
    return Response(made, headers=headers, media_type=kind)


@router.post("/{article}/reported", response_model=DoneAnswer, responses=refusals(404, 409))
def enter_reported(here: Here, who: Asking, article: ArticleId) -> Response:
    """Enter that you were given the report, so that your next one tells what was done since."""
    return answer(done(here.reported(here.report(article, by=who.name), by=who.name)))


@router.get("/{article}/history", response_model=list[EntryAnswer], responses=refusals(404))
def article_history(here: Here, who: Asking, article: ArticleId) -> Response:
    """Tell what was done with an article and its claims, oldest first: the entries of the log with their hashes."""
    return answer([entry_as_dict(entry) for entry in here.history(None, article, by=who.name)])


@router.get("/{article}/changes", response_model=dict[str, Any] | None, responses=refusals(404))
def article_changes(here: Here, who: Asking, article: ArticleId) -> Response:
    """Say what became of the claims of the draft before; null of a first draft."""
    from factcheck.report.drafts import draft_as_dict

    found = here.draft_changes(article)
    if found is None:
        return answer(None)
    told = draft_as_dict(found)
    for one in told["changed"]:
        if one["verdict"] and second.hidden_from(here.claim(one["id"]).standing, who.name):
            one.update(verdict=None, by=None)
    return answer(told)


@router.post("/{article}/check-again", status_code=202, response_model=JobAnswer, responses=refusals(404, 409))
def check_again(here: Here, who: Asking, shared: Shared, article: ArticleId) -> Response:
    """Read a checked article anew by the rules of today, and search for what is found now. Verdicts stay."""
    line = _line(here, article)

    def work(there: Workspace) -> tuple[str, dict[str, Any]]:
        return f"/articles/{line['id']}", reread_as_dict(there.check_again(line["id"]))

    return started(shared, who, "check", line["title"] or line["id"], work)


@router.post("/{article}/close", response_model=EntryAnswer, responses=refusals(404, 409))
def close_article(here: Here, who: Asking, article: ArticleId, body: CloseBody | None = None) -> Response:
    """Take an article's claims out of the queue."""
    asked = body or CloseBody()
    return answer(entry_as_dict(here.close_article(article, note=asked.note, by=who.name, over=asked.over)))


@router.post("/{article}/reopen", response_model=EntryAnswer, responses=refusals(404, 409))
def reopen_article(here: Here, who: Asking, article: ArticleId, body: NoteBody | None = None) -> Response:
    """Bring a closed article back into the queue; or, as a story of its own, one that a later draft has replaced."""
    return answer(entry_as_dict(here.reopen_article(article, note=body.note if body else "", by=who.name)))


@router.post("/{article}/assign", response_model=DoneAnswer, responses=refusals(404, 409))
def assign_article(here: Here, who: Asking, article: ArticleId, body: AssignBody) -> Response:
    """Give an article to somebody, or with null back to everybody."""
    return answer(done(here.assign(_line(here, article)["id"], body.to, by=who.name)))


@router.post("/{article}/due", response_model=DoneAnswer, responses=refusals(404, 409))
def set_due(here: Here, who: Asking, article: ArticleId, body: DueBody) -> Response:
    """Say until when an article has to be checked, in this machine's time zone if the time names none."""
    when = None if body.when is None else moment(body.when)
    return answer(done(here.due(article, when, by=who.name)))


@router.post("/{article}/sign-off", response_model=EntryAnswer, responses=refusals(404, 409))
def sign_off_article(here: Here, who: Asking, article: ArticleId, body: SignOffBody) -> Response:
    """Clear what holds an article, saying why."""
    about = _line(here, article)["id"]
    return answer(entry_as_dict(here.sign_off(about, body.blocker, note=body.note, by=who.name)))


@router.post("/{article}/ask", response_model=EntryAnswer, responses=refusals(404, 409))
def ask_about_article(here: Here, who: Asking, article: ArticleId, body: AskBody) -> Response:
    """Enter that somebody was asked for a reply to an article."""
    about = _line(here, article)["id"]
    return answer(entry_as_dict(here.ask(about, body.whom, way=body.way, when=body.when, by=who.name)))


@router.post("/{article}/answered", response_model=EntryAnswer, responses=refusals(404, 409))
def answered_article(here: Here, who: Asking, article: ArticleId, body: ReplyBody) -> Response:
    """Enter what was answered to an article."""
    about = _line(here, article)["id"]
    return answer(entry_as_dict(here.answered(about, body.answer, whom=body.whom, when=body.when, by=who.name)))


@router.post("/{article}/corrections", status_code=201, response_model=EntryAnswer, responses=refusals(404, 409))
def add_correction(here: Here, who: Asking, article: ArticleId, body: CorrectionBody) -> Response:
    """Enter a correction that was published after the article."""
    made = here.publish_correction(article, body.text, claim=body.claim, when=body.when, by=who.name)
    return answer(entry_as_dict(made), 201)


def _printed(shared: Served, found: ArticleReport) -> bytes:
    """The report on paper. Raises UsageError where no browser is installed that prints."""
    from factcheck.report import printing

    try:
        printing.found(shared.workspace.settings.browser)
    except FactcheckError as problem:
        raise UsageError(f"format: {problem}") from problem
    return shared.printed(found)


def _line(here: Workspace, article: str) -> dict[str, Any]:
    """The article that is meant. Raises UsageError if it could be none or several."""
    (line,) = here.articles(retired=True, article=article)
    return line_as_dict(line)
