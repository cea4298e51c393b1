"""One compact block a claim: what a person sees in the terminal after a check.

Invariant: plain lines of the given width, in which nothing from outside can act on the
terminal; colour only repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Evidence, Precedent, WordingFinding
from factcheck.report import beside, log, phrases
from factcheck.report.best import best
from factcheck.report.lines import INDENT, TerminalLines, words_of
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.paint import Paint
from factcheck.report.plain import columns

_BEST = 2  # passages, and earlier checks, a claim
_BRIEFLY = (beside.SHARES, beside.LACKS, beside.PARTS, beside.SAID, beside.COMPARED)  # of what stands beside a passage


def render_brief(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    """A list of the claims for the terminal: who said what, what the machine proposes, and the best evidence."""
    form, text = TerminalLines(width, Paint(colour)), report.article.text
    lines = [*form.head(report), *form.about_article(report)]
    for item in report.claims:
        lines += ["", *_claim(report, item, form)]
    for item in report.dismissed:
        words = f"dismissed: {phrases.quoted(item.claim, text)} – {log.dismissal(item)}"
        lines += ["", *form.all(words, f"{item.number:>3}  ", INDENT)]
    for one in report.left_out:
        lines += ["", *form.all(f"left out: {phrases.left_out(one, text)}", "  –  ", INDENT)]
    return "\n".join(lines) + "\n"


def _claim(report: ArticleReport, item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    claim, paint, text = item.claim, form.paint, report.article.text
    who = " – ".join(filter(None, (phrases.speaker(claim), phrases.said(claim))))
    heading = " · ".join(filter(None, (phrases.kind(claim), who)))
    yield from (paint.strong(line) for line in form.all(heading, f"{item.number:>3}  ", INDENT))
    yield from form.all(phrases.quoted(claim, text), INDENT)
    yield from _standing(item, form)
    for problem in log.stale_because(item):
        yield from map(paint.warning, form.cut(f"stale: {problem}", 2))
    for done in log.about_claim(item, text):
        yield from form.cut(f"{done.label}: {done.text}", 2)
    flags = "; ".join(filter(None, (phrases.restatement(report, claim), *phrases.flags(claim))))
    yield from (paint.warning(line) for line in form.all(flags, f"{INDENT}! ", f"{INDENT}  "))
    wording = item.search.wording if item.search else None
    if wording and wording.finding is not WordingFinding.NOT_FOUND:  # which is the usual case
        yield from form.wording(wording, text)
    for precedent in item.precedents[:_BEST]:
        yield from _precedent(precedent, form)
    if item.search:
        found = best(item.search.evidence, _BEST)
        proposal = phrases.proposal(item.search, [evidence.passage.id for evidence in found])  # they tell it themselves
        yield from form.cut(f"machine proposes: {proposal}", 2)
        if not item.search.evidence:
            yield f"{INDENT}· {phrases.nothing(item.search)} in the corpus"
        for evidence in found:
            yield from _evidence(claim.text, evidence, form)


def _standing(item: ClaimReport, form: TerminalLines) -> Iterator[str]:
    """Where the claim stands, and in the same line, if it fits, its id."""
    name = f" · claim {item.claim.id}"
    lines = form.all(f"{phrases.mark(item)} {phrases.status(item)}", INDENT, f"{INDENT}  ")
    fits = columns(lines[-1]) + len(name) <= form.width
    *before, last = (form.paint.status(line, item) for line in lines)
    yield from before
    yield last + form.paint.faint(name) if fits else last
    if not fits:
        yield form.paint.faint(f"{INDENT}{name}")


def _precedent(precedent: Precedent, form: TerminalLines) -> Iterator[str]:
    differs = f" · {'; '.join(precedent.differs)}" if precedent.differs else ""
    yield from form.cut(f"BEFORE {phrases.precedent_id(precedent)} {phrases.precedent(precedent)}{differs}", 2)


def _evidence(claim: str, evidence: Evidence, form: TerminalLines) -> Iterator[str]:
    """Where it is from; what differs; what both have, and what the passage lacks; the words, behind the stance that
    rests on them if one is shown."""
    shown, inner = evidence.judgement.shown, INDENT + " " * 4
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    origin = f"{phrases.origin(evidence.passage)} · {evidence.passage.id}{flags}"
    yield from form.cut(f"[{evidence.rank}] {origin}", 1)
    differs = [*form.differs(claim, evidence, inner)]
    yield from differs
    told = {remark.label: f"{remark.label}: {remark.text}" for remark in beside.remarks(claim, evidence)}
    if beside.PARTS in told:
        told[beside.PARTS] = told[beside.PARTS].removeprefix(f"{beside.PARTS}: ")
        told.pop(beside.LACKS, None)
    yield from form.cut(" · ".join(told[label] for label in _BRIEFLY if label in told), 1 if differs else 2, inner)
    words = words_of(evidence)
    lines = form.cut(f"{shown}: “{words}”" if shown else f"“{words}”", 2 if shown else 1, inner)
    yield from (form.paint.stance(line, shown) if shown else form.paint.faint(line) for line in lines)
