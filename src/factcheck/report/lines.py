"""What the short forms for a terminal share: lines that fit, the head of a report, a passage in few lines.

Invariant: plain lines of the given width, in which nothing from outside can act on the terminal; colour only repeats
what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.domain import Evidence, Wording
from factcheck.report import beside, log, phrases, wordings
from factcheck.report.excerpts import excerpt
from factcheck.report.model import ArticleReport
from factcheck.report.paint import Paint
from factcheck.report.plain import columns, one_line, shorten, wrap

INDENT = " " * 5  # behind the number of a claim
_DIFFERENCES = (beside.DIFFERS, beside.MAY_DIFFER, beside.NOT_COMPARABLE)  # gravest first


@dataclass(frozen=True, slots=True)
class TerminalLines:
    """Lines of a terminal that is ``width`` columns wide."""

    width: int
    paint: Paint

    def all(self, text: str, indent: str = "", hanging: str | None = None) -> list[str]:
        """The whole of ``text``."""
        return wrap(one_line(text), self.width, indent, hanging)

    def cut(self, text: str, rows: int, indent: str = INDENT, hanging: str | None = None) -> list[str]:
        """``text`` in so many lines, the last one ending with an ellipsis if there is more."""
        hanging = f"{indent}  " if hanging is None else hanging
        lines = wrap(one_line(text), self.width, indent, hanging)
        if len(lines) <= rows:
            return lines
        start = indent if rows == 1 else hanging
        rest = " ".join((lines[rows - 1].removeprefix(start), *(line.strip() for line in lines[rows:])))
        kept = [*lines[: rows - 1], start + shorten(rest, self.width - columns(start) - 1)]
        opened = sum(line.count("“") - line.count("”") for line in kept) > 0
        return [*kept[:-1], kept[-1] + "”" * opened]

    def head(self, report: ArticleReport) -> Iterator[str]:
        """The headline, where the article is from, whether it can run, and where its claims stand."""
        article, paint = report.article, self.paint
        yield from (paint.strong(line) for line in self.all(article.title or "Article without a headline"))
        facts = (article.publisher or "publisher not known", phrases.published(article), f"article {article.id}")
        yield from self.all(" · ".join(facts))
        short = (limit.partition(":")[0] for limit in report.limits)
        told = filter(None, (phrases.sent(report.sent_to), *short))
        yield from (paint.warning(line) for each in told for line in self.all(each, "! ", "  "))
        yield from (paint.hold(line, report.holds) for line in self.all(report.hold_line))
        if report.holds and report.claims:
            yield from self.all(report.counts_line)

    def about_article(self, report: ArticleReport) -> Iterator[str]:
        """What was done about the article as a whole."""
        for done in log.about_article(report):
            yield from self.all(f"{done.label}: {done.text}", "", "  ")

    def wording(self, wording: Wording, text: str, rows: int | None = None) -> Iterator[str]:
        """What became of the words of a quotation in ``text``; its differences in brief, in few ``rows``, or whole."""
        line = f"wording: {wordings.summary(wording)} · {wordings.origin(wording.places[0])}"
        colour = self.paint.warning if wording.misquoted or wording.warnings else self.paint.faint
        sign = "≠" if wording.misquoted else "="
        yield from map(colour, self.cut(line, rows or len(line), f"{INDENT}{sign} ", f"{INDENT}  "))
        if wordings.differs(wording):
            inner = f"{INDENT}  "
            shown = wordings.in_brief(wording, text) if rows else wordings.in_line(wording, text)
            yield from self.paint.diff(self.cut(shown, rows + 1 if rows else len(shown), inner, inner))

    def differs(self, claim: str, evidence: Evidence, indent: str) -> Iterator[str]:
        """In a line what of a passage differs from the words of ``claim``, or may, or cannot be compared with them."""
        told = {remark.label: remark.text for remark in beside.remarks(claim, evidence)}
        label = next((label for label in _DIFFERENCES if label in told), None)
        yield from map(self.paint.warning, self.cut(f"{label}: {told[label]}", 1, indent) if label else ())


def words_of(evidence: Evidence) -> str:
    """The words of a passage that come closest to the claim, what differs between »…«."""
    part = excerpt(evidence)
    return one_line(beside.marked(evidence, part.exact) or beside.in_words(evidence, part))
