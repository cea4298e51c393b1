"""What an editor does about an article, each by its verb.

Invariant: nothing is decided here: a form is read, one verb is called, and what it refuses is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import FormData

from factcheck.domain import Progress
from factcheck.errors import UsageError
from factcheck.report.holding import Blocker
from factcheck.report.model import ArticleReport
from factcheck.web.asked import line, moment, words
from factcheck.web.people import Person
from factcheck.web.served import Served
from factcheck.web.working import Notice, Work
from factcheck.workspace import Workspace

DONE: Mapping[str, str] = {
    "sign-off": "Signed off. The report says who, and why.",
    "assign": "Assigned.",
    "due": "The deadline is set.",
    "close": "Closed: its claims wait for nobody.",
    "reopen": "Back on the desk.",
    "ask": "Entered: who was asked, and how.",
    "answered": "Entered: what was answered.",
    "correction": "Entered: the correction that was published.",
    "release": "Released: the verdict may be published as a ClaimReview.",
    "withdraw": "Withdrawn: the verdict is no longer released.",
    "second-check": "A second check is wanted.",
    "checked": "The article was read and checked again.",
}
"""What is said when an act was done, by its name."""

_Act = Callable[[Workspace, ArticleReport, FormData], object]


def act(here: Workspace, report: ArticleReport, do: str, form: FormData) -> None:
    """Do what a form asks for. Raises UsageError and ConflictError as the verbs do."""
    if do not in _ACTS:
        raise UsageError(f"'{do}' is nothing that can be done here.")
    _ACTS[do](here, report, form)


def checking_again(shared: Served, who: Person, article_id: str) -> Work:
    """Reading and checking an article anew, as ``who``."""

    def work(progress: Progress, notice: Notice) -> str:
        here = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        found = here.check_again(article_id)
        if found.changes:
            notice(f"{len(found.changes)} of its quotations are read otherwise now.")
        return f"/articles/{article_id}?done=checked"

    return work


def _about(report: ArticleReport, form: FormData) -> str:
    """The id of the claim that is named by its number, or else of the article."""
    asked = line(form, "claim").removeprefix("#")
    return _claim_id(report, asked) if asked else report.article.id


def _claim_id(report: ArticleReport, asked: str) -> str:
    """The id of the claim with a number. Raises UsageError if there is none."""
    for item in (*report.claims, *report.dismissed):
        if str(item.number) == asked.removeprefix("#"):
            return item.claim.id
    raise UsageError(
        f"this article has no claim '{asked}'. Write the number that the report gives it."
        if asked
        else "which claim? Write its number."
    )


def _sign_off(here: Workspace, report: ArticleReport, form: FormData) -> object:
    asked = line(form, "rule")
    if asked and asked not in {blocker.value for blocker in Blocker}:
        raise UsageError(f"no reason '{asked}'. One of {', '.join(Blocker)}.")
    return here.sign_off(_about(report, form), asked or None, note=words(form, "note").strip())


def _assign(here: Workspace, report: ArticleReport, form: FormData) -> object:
    claim = line(form, "claim")
    about = f"{report.article.id}#{_number(report, claim)}" if claim else report.article.id
    return here.assign(about, line(form, "to") or None)


def _number(report: ArticleReport, asked: str) -> str:
    _claim_id(report, asked)
    return asked.removeprefix("#")


def _due(here: Workspace, report: ArticleReport, form: FormData) -> object:
    return here.due(report.article.id, moment(form, "day", "time"))


def _close(here: Workspace, report: ArticleReport, form: FormData) -> object:
    return here.close_article(report.article.id, note=words(form, "note").strip(), over=bool(line(form, "over")))


def _reopen(here: Workspace, report: ArticleReport, form: FormData) -> object:
    return here.reopen_article(report.article.id, note=words(form, "note").strip())


def _ask(here: Workspace, report: ArticleReport, form: FormData) -> object:
    return here.ask(_about(report, form), line(form, "whom"), way=line(form, "way"), when=line(form, "when") or None)


def _answered(here: Workspace, report: ArticleReport, form: FormData) -> object:
    whom, when = line(form, "whom") or None, line(form, "when") or None
    return here.answered(_about(report, form), words(form, "answer").strip(), whom=whom, when=when)


def _correction(here: Workspace, report: ArticleReport, form: FormData) -> object:
    number = line(form, "claim")
    claim = _claim_id(report, number) if number else None
    text = words(form, "text").strip()
    return here.publish_correction(report.article.id, text, claim=claim, when=line(form, "when") or None)


def _release(here: Workspace, report: ArticleReport, form: FormData, *, withdraw: bool = False) -> object:
    claim = _claim_id(report, line(form, "claim"))
    return here.release_verdict(claim, note=words(form, "note").strip(), by=here.settings.user, withdraw=withdraw)


def _withdraw(here: Workspace, report: ArticleReport, form: FormData) -> object:
    return _release(here, report, form, withdraw=True)


def _second_check(here: Workspace, report: ArticleReport, form: FormData) -> object:
    blind = {"blind": True, "open": False}.get(line(form, "how"))
    return here.second_check(_claim_id(report, line(form, "claim")), blind=blind)


_ACTS: Mapping[str, _Act] = {
    "sign-off": _sign_off,
    "assign": _assign,
    "due": _due,
    "close": _close,
    "reopen": _reopen,
    "ask": _ask,
    "answered": _answered,
    "correction": _correction,
    "release": _release,
    "withdraw": _withdraw,
    "second-check": _second_check,
}
