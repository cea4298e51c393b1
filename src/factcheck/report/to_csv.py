"""The report as a table for a spreadsheet: a row a claim.

Invariant: every claim has one row, what was dismissed as none too, with its state; a claim whose decision is kept from
the reader has its row without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from factcheck.domain import Action, Decision, Passage
from factcheck.report import log, phrases
from factcheck.report.holding import reasons
from factcheck.report.links import web_address
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.spreadsheet import csv_text

_NEITHER = "no address of the web: "


def render_csv(report: ArticleReport) -> str:
    """The claims in the order of the text, as CSV; see ``spreadsheet.csv_text``.

    What a claim has several of stands on lines of one cell, those of one citation under the same number: "[2]".
    """
    items = sorted((*report.claims, *report.dismissed), key=lambda item: (item.claim.spans, item.number))
    return csv_text([tuple(_COLUMNS), *(_row(report, item) for item in items)])


def _row(report: ArticleReport, item: ClaimReport) -> list[str]:
    return [write(report, item) for write in _COLUMNS.values()]


Write = Callable[[ArticleReport, ClaimReport], str]


def _decided(what: Callable[[Decision], str]) -> Write:
    """What is written of the decision that stands; nothing where there is none."""
    return lambda _, item: what(item.decision) if item.decision else ""


def _cited(what: Callable[[Passage], str | None]) -> Write:
    """What is written of each passage that is cited."""
    return lambda _, item: _lines(_of_passages(item, what))


def _of_passages(item: ClaimReport, what: Callable[[Passage], str | None]) -> Iterator[str]:
    for citation in item.decision.citations if item.decision else ():
        passage = item.cited.get(citation.passage_id)
        yield (what(passage) if passage else None) or ""


def _exact(_: ArticleReport, item: ClaimReport) -> str:
    return _lines(citation.exact for citation in (item.decision.citations if item.decision else ()))


def _lines(parts: Iterator[str]) -> str:
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return "\n".join(f"[{number}] {part}".rstrip() for number, part in enumerate(found, start=1))


def _place(_: ArticleReport, item: ClaimReport) -> str:
    return item.claim.block.value


def _holds(_: ArticleReport, item: ClaimReport) -> str:
    return "; ".join(item.blockers)


def _signed(report: ArticleReport, item: ClaimReport) -> str:
    """Each reason to hold that an editor has signed off, on the claim or for the whole article, with who and why."""
    told = (
        f"{blocker}: {one['by']}, {one['at']}, {one['note']}"
        for blocker in reasons(item)
        if (one := item.signed_off(blocker) or report.signed_off(blocker))
    )
    return "\n".join(told)


def _notes(_: ArticleReport, item: ClaimReport) -> str:
    """The note of the decision that stands, and what was noted beside it."""
    decided = item.decision.note if item.decision else ""
    noted = (f"{entry.note} ({entry.by}, {entry.at})" for entry in item.log(Action.NOTED))
    return "\n".join(filter(None, (decided, log.dismissal(item), *noted)))


def _second(report: ArticleReport, item: ClaimReport) -> str:
    about = log.about_claim(item, report.article.text)
    return "\n".join(remark.text for remark in about if remark.label == log.SECOND)


def _proposal(_: ArticleReport, item: ClaimReport) -> str:
    """What the machine proposed. Nobody has confirmed it."""
    made = item.search.suggestion if item.search else None
    return made.verdict.value if made and made.verdict else ""


def _link(passage: Passage) -> str:
    if not passage.url:
        return ""
    return web_address(passage.url) or f"{_NEITHER}{passage.url}"


_COLUMNS: Final[Mapping[str, Write]] = {
    "number": lambda _, item: str(item.number),
    "words": lambda report, item: phrases.GAP.join(span.of(report.article.text) for span in item.claim.spans),
    "kind": lambda _, item: item.claim.kind.value,
    "place": _place,
    "speaker": lambda _, item: item.claim.speaker.name if item.claim.speaker else "",
    "role": lambda _, item: (item.claim.speaker.role or "") if item.claim.speaker else "",
    "attribution": lambda _, item: phrases.ATTRIBUTIONS[item.attribution] if item.attribution else "",
    "verdict": lambda _, item: item.status.value,
    "reason": _decided(lambda made: phrases.reason(made.reason)),
    "holds": _holds,
    "signed off": _signed,
    "state": lambda _, item: item.state.value,
    "decided by": _decided(lambda made: made.by),
    "decided at": _decided(lambda made: made.at),
    "note": _notes,
    "cited words": _exact,
    "publisher": _cited(lambda passage: passage.publisher),
    "date": _cited(lambda passage: passage.published.isoformat() if passage.published else None),
    "link": _cited(_link),
    "passage id": lambda _, item: _lines(one.passage_id for one in (item.decision.citations if item.decision else ())),
    "second check": _second,
    "reply": lambda _, item: "\n".join(map(log.reply, item.standing.replies)),
    "proposal": _proposal,
    "claim id": lambda _, item: item.claim.id,
    "article id": lambda report, _: report.article.id,
}
