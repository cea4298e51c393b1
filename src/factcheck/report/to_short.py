"""The report on a screen: whether the article can run, what has changed, and the claims in the order of need.

Invariant: every claim is there, each that holds the article with its reasons; what is left out is counted, with the
command that shows it. Lines fit the width, and nothing from outside can act on the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Citation, ClaimKind, Decision, Evidence, Search
from factcheck.domain.text import counted
from factcheck.report import beside, log, phrases, wordings
from factcheck.report.best import best, sides
from factcheck.report.holding import Blocker, reasons, unanswered
from factcheck.report.lines import INDENT, TerminalLines, words_of
from factcheck.report.method import not_used
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.need import NOTHING_HOLDS, by_need
from factcheck.report.outline import since_title
from factcheck.report.paint import Paint

_MOST_CHANGES = 8
_NARROW = 64  # columns below which a stretch of words gets one line more
_ID = 8  # letters of an article's id in a command


def render_short(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    """The claims in a few lines each, those that hold nothing in the fewest."""
    form = TerminalLines(width, Paint(colour))
    lines = [*form.head(report), *form.about_article(report), *_since(report, form)]
    for group in by_need(report):
        title = group.reason.capitalize() if group.reason else NOTHING_HOLDS
        lines += ["", form.paint.strong(f"{title} ({len(group.items)})")]
        for place, item in enumerate(group.items):
            if group.reason is None:
                lines += _folded(report, item, form)
            else:
                lines += [*([""] if place else []), *_claim(report, item, group.reason, form)]
    lines += ["", *_more(report, form)]
    return "\n".join(lines) + "\n"


def _since(report: ArticleReport, form: TerminalLines) -> Iterator[str]:
    since = report.since
    if since is None:
        return
    yield ""
    yield from map(form.paint.strong, form.all(since_title(since), "", "  "))
    if since.hold and since.hold != report.hold_line:
        yield from form.cut(f"It said {since.hold}", 2, "  ")
    for line in since.lines[-_MOST_CHANGES:]:
        yield from form.cut(line, 2, "  ")
    if len(since.lines) > _MOST_CHANGES:
        yield f"  and {len(since.lines) - _MOST_CHANGES:,} more before"


def _claim(report: ArticleReport, item: ClaimReport, reason: Blocker, form: TerminalLines) -> Iterator[str]:
    """A claim that holds the article: who says it, what it holds for beside ``reason``, its words, what it rests on."""
    further = [blocker for blocker in report.blockers_of(item) if blocker is not reason]
    also = f" · also {', '.join(further)}" if further else ""
    heading = f"{phrases.mark(item)} {_who(item)}{also}"
    yield from (form.paint.status(line, item) for line in form.cut(heading, 2, _number(item), INDENT))
    yield from form.cut(phrases.quoted(item.claim, report.article.text), _rows(form), INDENT, INDENT)
    yield from _because(report, item, form)
    if item.decision:
        yield from _decided(item.decision, item, form)
    if not item.misquoted:
        yield from _wording(item, form)
    if item.verdict is None and not item.hidden and not item.misquoted:
        yield from _evidence(item, form)


def _rows(form: TerminalLines) -> int:
    return 2 + (form.width < _NARROW)


def _who(item: ClaimReport) -> str:
    claim = item.claim
    return phrases.kind(claim) if claim.kind is ClaimKind.ASSERTION else phrases.speaker(claim)


def _because(report: ArticleReport, item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """What the reasons rest on that no verdict tells."""
    if restated := phrases.restatement(report, item.claim):
        yield from map(form.paint.warning, form.cut(f"! {restated}", 1))
    for problem in log.stale_because(item):
        yield from map(form.paint.warning, form.cut(f"stale: {problem}", 2))
    told = {remark.label: remark for remark in log.about_claim(item, report.article.text)}
    for label in (log.SINCE, log.SECOND):
        if label in told:
            yield from form.cut(f"{label}: {told[label].text}", 2)
    if Blocker.AWAITING_REPLY in report.blockers_of(item):
        for whom in unanswered(item.standing.replies):
            yield from form.cut(f"{whom} was asked and has not answered", 1)
    if item.misquoted and item.search and item.search.wording:
        yield from form.wording(item.search.wording, report.article.text, _rows(form))


def _decided(decision: Decision, item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """What somebody decided, and the words that it rests on."""
    note = f": {decision.note}" if decision.note else ""
    yield from form.cut(f"{phrases.answers(decision)}, by {decision.by}, {phrases.moment(decision.at)}{note}", 2)
    if decision.citations:
        yield from form.cut(_cited(decision.citations, item), _rows(form))


def _cited(citations: tuple[Citation, ...], item: ClaimReport) -> str:
    """The words that a decision rests on, the first of several, behind who published them."""
    first = citations[0]
    passage = item.cited.get(first.passage_id)
    origin = phrases.origin(passage) if passage else "the passage is not in the corpus"
    more = f" (and {len(citations) - 1} more)" if len(citations) > 1 else ""
    return f"{origin}{more}: “{first.exact}”"


def _evidence(item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """The passage to begin with, or that none was found; one of each side where both are."""
    if item.search is None:
        return
    found = best(item.search.evidence)
    if not found:
        yield from form.cut(f"· {_none(item.search)}", 1)
    for evidence in sides(found) or found[:1]:
        yield from form.differs(item.claim.text, evidence, INDENT)
        lines = form.cut(f"[{evidence.rank}] {_origin(evidence)}: “{words_of(evidence)}”", _rows(form))
        shown = evidence.judgement.shown
        yield from (form.paint.stance(line, shown) if shown else form.paint.faint(line) for line in lines)


def _none(search: Search) -> str:
    """Why no passage of a search is shown."""
    count = len(search.evidence)
    if not count:
        return f"{phrases.nothing(search)} in the corpus"
    return f"{counted(count, 'passage')} found, with nothing that is the claim's too"


def _wording(item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """In a line where the words of a quotation stand, if they were found."""
    found = wordings.stands(item.search.wording if item.search else None)
    yield from map(form.paint.faint, form.cut(f"= {found}", 1) if found else ())


def _origin(evidence: Evidence) -> str:
    """Who published a passage and when, and which side it is on: "Office for Statistics, 2025-01-02, contradicts"."""
    passage = evidence.passage
    where = phrases.origin(passage) if passage.publisher else f"{passage.document_id}, {passage.published or 'no date'}"
    return ", ".join((where, beside.stance(evidence.judgement), *evidence.flags))


def _folded(report: ArticleReport, item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """A claim that holds nothing: its words in one line; in two at most how it was decided, by whom, and what that
    rests on; and where the words of a quotation stand."""
    decision = item.decision
    words = f"{phrases.mark(item)} {phrases.quoted(item.claim, report.article.text)}"
    yield from (form.paint.status(line, item) for line in form.cut(words, 1, _number(item)))
    by, rests = f", by {decision.by}" if decision else "", ""
    if decision:
        rests = _cited(decision.citations, item) if decision.citations else decision.note
    stands = "; ".join((phrases.status(item) + by, *_signed_off(report, item)))
    yield from form.cut(" – ".join(filter(None, (stands, rests))), 2)
    yield from _wording(item, form)


def _signed_off(report: ArticleReport, item: ClaimReport) -> Iterator[str]:
    """Which reasons to hold the article for a claim were signed off, and by whom."""
    for blocker in reasons(item):
        if signed := item.signed_off(blocker) or report.signed_off(blocker):
            yield f"{blocker}, signed off by {signed['by']}"


def _number(item: ClaimReport) -> str:
    return f"{f'#{item.number}':>4} "


def _more(report: ArticleReport, form: TerminalLines) -> Iterator[str]:
    """What is left out, and how to see it."""
    searches = [item.search for item in report.claims if item.search]
    counts = (
        (sum(len(search.evidence) for search in searches), "passage found", "passages found"),
        (len(searches), "proposal of the machine", "proposals of the machine"),
        (sum(len(item.precedents) for item in report.claims), "earlier check", "earlier checks"),
        (len(report.dismissed), "dismissed claim", "dismissed claims"),
        (len(report.left_out), "phrase in quotation marks", "phrases in quotation marks"),
    )
    told = [f"{number:,} {one if number == 1 else many}" for number, one, many in counts if number]
    yield from form.all(f"In full: {', '.join((*told, 'the article, who is quoted, sources, method'))}.", "", "  ")
    if report.unused:
        yield from form.all(not_used(report), "", "  ")
    name = report.article.id[:_ID]
    number = next((item.number for item in report.claims), 1)
    yield from form.all(
        f"See it: factcheck report {name} --full · one claim: factcheck show {name}#{number} · in a browser: "
        f"factcheck report {name} --open",
        "",
        "  ",
    )
