"""One compact block a claim: what a person sees in the terminal after a check.

Invariant: plain lines of the given width, in which nothing from outside can act on the
terminal; colour only repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Evidence, Precedent, Stance, Verdict, WordingFinding
from factcheck.report import phrases, wordings
from factcheck.report.excerpts import excerpt
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.paint import Paint
from factcheck.report.plain import one_line, shorten, wrap

_INDENT = " " * 5
_BEST = 2  # evidence lines, and earlier checks, a claim


def render_brief(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    """A list of the claims for the terminal: who said what, what the machine proposes, and the best evidence."""
    paint = Paint(colour)
    lines = [*_head(report, width, paint)]
    for item in report.claims:
        lines += ["", *_claim(report, item, width, paint)]
    return "\n".join(lines) + "\n"


def _head(report: ArticleReport, width: int, paint: Paint) -> Iterator[str]:
    article = report.article
    title = one_line(article.title or "Article without a headline")
    yield from (paint.strong(line) for line in wrap(title, width))
    facts = (article.publisher or "publisher not known", phrases.published(article), f"article {article.id}")
    yield from wrap(one_line(" · ".join(facts)), width)
    short = (limit.partition(":")[0] for limit in report.limits)
    yield from (paint.warning(line) for limit in short for line in wrap(one_line(limit), width, "! ", "  "))
    yield from (paint.hold(line, report.holds) for line in wrap(report.hold_line, width))
    if report.holds and report.claims:
        yield from wrap(report.counts_line, width)


def _claim(report: ArticleReport, item: ClaimReport, width: int, paint: Paint) -> Iterator[str]:
    claim = item.claim
    who = " – ".join(filter(None, (phrases.speaker(claim), phrases.said(claim))))
    heading = one_line(" · ".join(filter(None, (phrases.kind(claim), who))))
    yield from (paint.strong(line) for line in wrap(heading, width, f"{item.number:>3}  ", _INDENT))
    yield from wrap(one_line(phrases.quoted(claim, report.article.text)), width, _INDENT)
    standing = f"{phrases.mark(item)} {phrases.status(item)}"
    yield f"{_INDENT}{paint.status(standing, item)}{paint.faint(f' · claim {claim.id}')}"
    flags = "; ".join(filter(None, (phrases.restatement(report, claim), *phrases.flags(claim))))
    yield from (paint.warning(line) for line in wrap(one_line(flags), width, f"{_INDENT}! ", f"{_INDENT}  "))
    yield from _wording(report, item, width, paint)
    for precedent in item.precedents[:_BEST]:
        yield from _precedent(precedent, width)
    if item.search:
        made = item.search.suggestion
        proposal = f"machine proposes: {phrases.proposal(made)}"
        yield from _cut(proposal, 1 if made.verdict is Verdict.UNVERIFIED else 2, width, _INDENT)
        if not item.search.evidence:
            yield f"{_INDENT}· nothing found in the corpus"
        for evidence in _best(item.search.evidence):
            yield from _evidence(evidence, width, paint)


def _wording(report: ArticleReport, item: ClaimReport, width: int, paint: Paint) -> Iterator[str]:
    """What became of the words, unless they were found nowhere: that is the usual case."""
    wording = item.search.wording if item.search else None
    if wording is None or wording.finding is WordingFinding.NOT_FOUND:
        return
    line = one_line(f"wording: {wordings.summary(wording)} · {wordings.origin(wording.places[0])}")
    colour = paint.warning if wording.misquoted or wording.warnings else paint.faint
    yield from map(colour, wrap(line, width, f"{_INDENT}≠ " if wording.misquoted else f"{_INDENT}= ", f"{_INDENT}  "))
    if wordings.differs(wording):
        shown = one_line(wordings.in_line(wording, report.article.text))
        yield from paint.diff(wrap(shown, width, f"{_INDENT}  ", f"{_INDENT}  "))


def _precedent(precedent: Precedent, width: int) -> Iterator[str]:
    differs = f" · {'; '.join(precedent.differs)}" if precedent.differs else ""
    before = f"BEFORE {phrases.precedent_id(precedent)} {phrases.precedent(precedent)}{differs}"
    yield from _cut(before, 2, width, _INDENT)


def _best(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """The best ranked of those that take a side, from both sides where there are any; else the first alone."""
    taking = [item for item in evidence if item.judgement.stance is not Stance.NEUTRAL]
    if not taking:
        return list(evidence[:1])
    firsts = [next((item for item in taking if item.judgement.stance is side), None) for side in Stance]
    ordered = [*sorted(filter(None, firsts), key=lambda item: item.rank), *taking]
    return list({item.passage.id: item for item in ordered}.values())[:_BEST]


def _evidence(evidence: Evidence, width: int, paint: Paint) -> Iterator[str]:
    passage = evidence.passage
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    head = one_line(f"{phrases.stance(evidence)} · {phrases.origin(passage)} · {passage.id}{flags}")
    mark = phrases.STANCE_MARKS[evidence.judgement.stance]
    yield from wrap(head, width, f"{_INDENT}{mark} ", f"{_INDENT}  ")
    part = excerpt(evidence)
    rows = 1 if evidence.judgement.stance is Stance.NEUTRAL else 2
    yield from map(paint.faint, _cut(f"“{one_line(part.exact or part.after)}”", rows, width, f"{_INDENT}  "))


def _cut(text: str, rows: int, width: int, indent: str) -> list[str]:
    """``text`` in so many lines, the last one ending with an ellipsis if there is more."""
    lines = wrap(one_line(text), width, indent, f"{indent}  ")
    if len(lines) <= rows:
        return lines
    closing = "”" if text.endswith("”") else ""
    start = indent if rows == 1 else f"{indent}  "
    rest = " ".join(line.strip() for line in lines[rows - 1 :]).removesuffix(closing)
    return [*lines[: rows - 1], start + shorten(rest, width - len(start) - len(closing)) + closing]
