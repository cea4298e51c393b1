"""The articles of the desk, and one of them with all that an editor does about it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from factcheck.errors import UsageError
from factcheck.report import log
from factcheck.report.holding import REPLY_TO_ALL, RULES, Blocker
from factcheck.report.marking import marked
from factcheck.report.model import ArticleReport
from factcheck.report.need import by_need
from factcheck.report.outline import LABELLED
from factcheck.report.to_html import BLOCKER_TONES, gravest
from factcheck.web.asked import REFUSALS, address, line, missing, page_number, refusal_status
from factcheck.web.guard import Posted
from factcheck.web.pages import article_acts, report
from factcheck.web.pages.story import part_of
from factcheck.web.people import Asking, Here, Shared
from factcheck.web.showing import page
from factcheck.web.working import address_of
from factcheck.workspace import Workspace

router = APIRouter()
_UNDECIDED = frozenset(rule.says for rule in RULES.values() if rule.undecided)
_A_PAGE = 20  # articles


@router.get("/articles")
def articles(request: Request, here: Here) -> Response:
    asked = request.query_params
    closed, retired, number = "closed" in asked, "drafts" in asked, page_number(request)
    lines, total = here.articles_page(retired=retired, closed=closed, limit=_A_PAGE, offset=(number - 1) * _A_PAGE)
    return page(
        request,
        "articles.html.j2",
        lines=lines,
        total=total,
        closed=closed,
        retired=retired,
        number=number,
        a_page=_A_PAGE,
        address=lambda to: address("/articles", closed=closed and "on", drafts=retired and "on", page=to),
    )


@router.get("/articles/{article_id:id}")
def article(request: Request, here: Here, article_id: str) -> Response:
    made = known(here, article_id)
    if made.article.id != article_id:
        return RedirectResponse(f"/articles/{made.article.id}", 303)
    return _shown(request, here, made, done=article_acts.DONE.get(line(request.query_params, "done"), ""))


@router.post("/articles/{article_id:id}/act")
def act(
    request: Request,
    here: Here,
    who: Asking,
    shared: Shared,
    article_id: str,
    form: Posted,
) -> Response:
    made = known(here, article_id)
    do = str(form.get("do", ""))
    try:
        if do == "check-again":
            work = article_acts.checking_again(shared, who, made.article.id)
            return RedirectResponse(address_of(shared, who, "check", made.article.title or made.article.id, work), 303)
        article_acts.act(here, made, do, form)
    except REFUSALS as problem:
        return _shown(request, here, made, status=refusal_status(problem), problem=str(problem), typed=form)
    return RedirectResponse(address(f"/articles/{made.article.id}", done=do), 303)


def known(here: Workspace, article_id: str) -> ArticleReport:
    """The report on an article as this person may see it. Raises HTTPException 404 if there is none."""
    try:
        return here.report(article_id, by=here.settings.user)
    except UsageError as problem:
        raise missing(problem) from problem


def _shown(
    request: Request,
    here: Workspace,
    made: ArticleReport,
    *,
    status: int = 200,
    done: str = "",
    problem: str = "",
    typed: FormData | None = None,
) -> Response:
    asked = request.query_params
    drafts = here.drafts_of(made.article.id)
    at = next((number for number, draft in enumerate(drafts) if draft.id == made.article.id), 0)
    return page(
        request,
        "article.html.j2",
        status,
        report=made,
        story=part_of(marked(made), page_number(request)),
        needed=by_need(made),
        remarks=list(log.about_article(made)),
        before=drafts[at - 1] if at else None,
        later=drafts[at + 1 :],
        held=here.at_work(made.article.id),
        formats=report.FORMATS_SHOWN,
        gravest=gravest,
        colours=BLOCKER_TONES,
        labels=LABELLED,
        undecided=_UNDECIDED,
        reasons=[one for one in Blocker if one not in _UNDECIDED],
        reply_to_all=REPLY_TO_ALL,
        editors=here.settings.editors,
        typed=typed if typed is not None else asked,
        open=line(typed if typed is not None else asked, "do"),
        done=done,
        problem=problem,
        address=lambda to: address(f"/articles/{made.article.id}", page=to),
    )
