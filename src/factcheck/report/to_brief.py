"""One compact block a claim: what a person sees in the terminal after a check.

Invariant: plain lines of the given width, in which nothing from outside can act on the
terminal; colour only repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Evidence, Precedent, Stance, WordingFinding
from factcheck.report import beside, log, phrases, wordings
from factcheck.report.excerpts import excerpt
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.paint import Paint
from factcheck.report.plain import columns, one_line, shorten, wrap

_INDENT = " " * 5
_BEST = 2  # passages, and earlier checks, a claim
_BRIEFLY = (beside.SHARES, beside.LACKS, beside.PARTS, beside.SAID, beside.COMPARED)  # of what stands beside a passage


def render_brief(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    """A list of the claims for the terminal: who said what, what the machine proposes, and the best evidence."""
    paint = Paint(colour)
    lines = [*_head(report, width, paint)]
    for item in report.claims:
        lines += ["", *_claim(report, item, width, paint)]
    for item in report.dismissed:
        words = f"dismissed: {phrases.quoted(item.claim, report.article.text)} – {log.dismissal(item)}"
        lines += ["", *wrap(one_line(words), width, f"{item.number:>3}  ", _INDENT)]
    for one in report.left_out:
        lines += [
            "",
            *wrap(one_line(f"left out: {phrases.left_out(one, report.article.text)}"), width, "  –  ", _INDENT),
        ]
    return "\n".join(lines) + "\n"


def _head(report: ArticleReport, width: int, paint: Paint) -> Iterator[str]:
    article = report.article
    title = one_line(article.title or "Article without a headline")
    yield from (paint.strong(line) for line in wrap(title, width))
    facts = (article.publisher or "publisher not known", phrases.published(article), f"article {article.id}")
    yield from wrap(one_line(" · ".join(facts)), width)
    short = (limit.partition(":")[0] for limit in report.limits)
    told = filter(None, (phrases.sent(report.sent_to), *short))
    yield from (paint.warning(line) for each in told for line in wrap(one_line(each), width, "! ", "  "))
    yield from (paint.hold(line, report.holds) for line in wrap(report.hold_line, width))
    if report.holds and report.claims:
        yield from wrap(report.counts_line, width)
    for done in log.about_article(report):
        yield from wrap(one_line(f"{done.label}: {done.text}"), width, "", "  ")


def _claim(report: ArticleReport, item: ClaimReport, width: int, paint: Paint) -> Iterator[str]:
    claim = item.claim
    who = " – ".join(filter(None, (phrases.speaker(claim), phrases.said(claim))))
    heading = one_line(" · ".join(filter(None, (phrases.kind(claim), who))))
    yield from (paint.strong(line) for line in wrap(heading, width, f"{item.number:>3}  ", _INDENT))
    yield from wrap(one_line(phrases.quoted(claim, report.article.text)), width, _INDENT)
    yield from _standing(item, width, paint)
    for problem in log.stale_because(item):
        yield from map(paint.warning, _cut(f"stale: {problem}", 2, width, _INDENT))
    for done in log.about_claim(item, report.article.text):
        yield from _cut(f"{done.label}: {done.text}", 2, width, _INDENT)
    flags = "; ".join(filter(None, (phrases.restatement(report, claim), *phrases.flags(claim))))
    yield from (paint.warning(line) for line in wrap(one_line(flags), width, f"{_INDENT}! ", f"{_INDENT}  "))
    yield from _wording(report, item, width, paint)
    for precedent in item.precedents[:_BEST]:
        yield from _precedent(precedent, width)
    if item.search:
        best = _best(item.search.evidence)
        proposal = phrases.proposal(item.search, [evidence.passage.id for evidence in best])  # they tell it themselves
        yield from _cut(f"machine proposes: {proposal}", 2, width, _INDENT)
        if not item.search.evidence:
            yield f"{_INDENT}· nothing found in the corpus"
        for evidence in best:
            yield from _evidence(claim.text, evidence, width, paint)


def _standing(item: ClaimReport, width: int, paint: Paint) -> Iterator[str]:
    """Where the claim stands, and in the same line, if it fits, its id."""
    name = f" · claim {item.claim.id}"
    lines = wrap(one_line(f"{phrases.mark(item)} {phrases.status(item)}"), width, _INDENT, f"{_INDENT}  ")
    fits = columns(lines[-1]) + len(name) <= width
    *before, last = (paint.status(line, item) for line in lines)
    yield from before
    yield last + paint.faint(name) if fits else last
    if not fits:
        yield paint.faint(f"{_INDENT}{name}")


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
    """The best ranked of those that a stance is shown of, from both sides where there are any; else the one that shares
    most with the claim, of those that may count."""
    taking = [item for item in evidence if item.judgement.shown and item.counts]
    if not taking:
        return [item for item in sorted(evidence, key=_place)[:1] if not item.counts or any(_closeness(item))]
    firsts = [next((item for item in taking if item.judgement.shown is side), None) for side in Stance]
    ordered = [*sorted(filter(None, firsts), key=lambda item: item.rank), *taking]
    return list({item.passage.id: item for item in ordered}.values())[:_BEST]


def _place(item: Evidence) -> tuple[bool, int, int, int]:
    parts, points = _closeness(item)
    return not item.counts, -parts, -points, item.rank


def _closeness(item: Evidence) -> tuple[int, int]:
    return item.judgement.comparison.closeness if item.judgement.comparison else (0, 1)


def _evidence(claim: str, evidence: Evidence, width: int, paint: Paint) -> Iterator[str]:
    """Where it is from; what differs; what both have, and what the passage lacks; the words, behind the stance that
    rests on them if one is shown."""
    shown, inner = evidence.judgement.shown, _INDENT + " " * 4
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    origin = f"{phrases.origin(evidence.passage)} · {evidence.passage.id}{flags}"
    yield from _cut(f"[{evidence.rank}] {origin}", 1, width, _INDENT)
    told = {remark.label: f"{remark.label}: {remark.text}" for remark in beside.remarks(claim, evidence)}
    if beside.PARTS in told:
        told[beside.PARTS] = told[beside.PARTS].removeprefix(f"{beside.PARTS}: ")
        told.pop(beside.LACKS, None)
    differs = told.get(beside.DIFFERS) or told.get(beside.MAY_DIFFER, "")
    yield from map(paint.warning, _cut(differs, 1, width, inner))
    rest = [told[label] for label in _BRIEFLY if label in told]
    yield from _cut(" · ".join(rest), 1 if differs else 2, width, inner)
    part = excerpt(evidence)
    words = one_line(beside.marked(evidence, part.exact) or beside.in_words(evidence, part))
    lines = _cut(f"{shown}: “{words}”" if shown else f"“{words}”", 2 if shown else 1, width, inner)
    yield from (paint.stance(line, shown) if shown else paint.faint(line) for line in lines)


def _cut(text: str, rows: int, width: int, indent: str) -> list[str]:
    """``text`` in so many lines, the last one ending with an ellipsis if there is more."""
    lines = wrap(one_line(text), width, indent, f"{indent}  ")
    if len(lines) <= rows:
        return lines
    start = indent if rows == 1 else f"{indent}  "
    rest = " ".join(line.strip() for line in lines[rows - 1 :])
    kept = [*lines[: rows - 1], start + shorten(rest, width - len(start) - 1)]
    opened = sum(line.count("“") - line.count("”") for line in kept) > 0
    return [*kept[:-1], kept[-1] + "”" * opened]
