"""An article is pasted or uploaded, and checked while its reader waits.

Invariant: nothing is fetched; the address of an article is a fact that is given, like its day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, cast

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from factcheck.domain import Article, Progress
from factcheck.errors import FactcheckError, UsageError
from factcheck.report.plain import shorten
from factcheck.web.guard import Uploaded
from factcheck.web.jobs import Notice, Work
from factcheck.web.people import Asking, Here, Person, Shared
from factcheck.web.served import Served
from factcheck.web.showing import page
from factcheck.web.uploads import Upload, file_in, given_in, words_in
from factcheck.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.articles import Metadata

_Format = Literal["text", "markdown", "html"] | None

router = APIRouter()
ENDINGS = ".txt,.md,.html,.htm,.pdf,.docx,.odt,.xlsx,.ods,.csv,.tsv,.srt,.vtt,.eml,.json,.xml"  # offered for choice
FORMATS = ("text", "markdown", "html")
_SAID = ("title", "publisher", "published", "url", "draft_of", "format")
_OFFERED = 200  # articles that a text may be a draft of, by name
_TITLE = 60  # characters of what a job is called


@router.get("/articles/new")
def ask(request: Request, here: Here) -> Response:
    return _form(request, here, {})


@router.post("/articles")
def check(request: Request, here: Here, who: Asking, shared: Shared, form: Uploaded) -> Response:
    try:
        text, file = str(form.get("text", "")), file_in(form)
        if bool(text.strip()) == (file is not None):
            raise UsageError("one of two is wanted: a text that is pasted, or a file.")
        given, kind = given_in(form), _format(form)
        named = words_in(form, "draft_of")
        draft_of = here.find_article(named) if named else None
    except FactcheckError as problem:
        return _form(request, here, form, str(problem), 422)
    what = file.name if file else shorten(given.title or text.strip(), _TITLE)
    read = _uploaded(file, given) if file else _pasted(text, kind, given)
    job = shared.jobs.start("check", what, who, checking(shared, who, read, draft_of))
    return RedirectResponse(f"/jobs/{job.id}", 303)


def checking(shared: Served, who: Person, read: Callable[[Workspace], Article], draft_of: str | None) -> Work:
    """The check of what ``read`` reads, in the name of ``who``; it leads to the article."""

    def work(progress: Progress, notice: Notice) -> str:
        here = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        progress("reading", 0, 0)
        report = here.check(read(here), draft_of=draft_of)
        for told in (*report.article.notices, *report.limits):
            notice(told)
        return f"/articles/{report.article.id}"

    return work


def _uploaded(file: Upload, given: Metadata) -> Callable[[Workspace], Article]:
    return lambda here: here.read_bytes(file.read(), file.name, given)


def _pasted(text: str, kind: _Format, given: Metadata) -> Callable[[Workspace], Article]:
    return lambda here: here.article(
        text, format=kind, title=given.title, publisher=given.publisher, published=given.published, url=given.url
    )


def _format(form: FormData) -> _Format:
    found = words_in(form, "format")
    if found is not None and found not in FORMATS:
        raise UsageError(f"format: one of {', '.join(FORMATS)} is wanted.")
    return cast("_Format", found)


def _form(
    request: Request, here: Workspace, said: Mapping[str, object], problem: str = "", status: int = 200
) -> Response:
    """The page with the form, filled with what was ``said`` before. A file cannot be filled in again."""
    return page(
        request,
        "new_article.html.j2",
        status,
        text=str(said.get("text", "")),
        said={name: str(said.get(name, "")) for name in _SAID},
        formats=FORMATS,
        known=here.current_articles()[:_OFFERED],
        largest=here.settings.max_bytes,
        endings=ENDINGS,
        problem=problem,
    )
