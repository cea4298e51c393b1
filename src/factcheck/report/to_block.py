"""An article in a few lines: what a person sees of each of many that were checked.

Invariant: whether it can run and how many claims need a look stand there whatever the width; plain lines in which
nothing from outside can act on the terminal.
"""

from __future__ import annotations

from factcheck.domain import Verdict
from factcheck.domain.text import counted
from factcheck.report.lines import TerminalLines
from factcheck.report.model import ArticleReport
from factcheck.report.paint import Paint

_INDENT = "  "


def render_block(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    """Headline, where it was read, how many claims, what is wrong with them, and whether it can run."""
    article, form = report.article, TerminalLines(width, Paint(colour))
    lines = [form.paint.strong(line) for line in form.cut(article.title or "Article without a headline", 1, "")]
    lines += form.cut(f"{article.source or 'standard input'} · article {article.id}", 2, _INDENT, _INDENT)
    lines += form.all(", ".join(_counts(report)), _INDENT)
    lines += [form.paint.hold(line, report.holds) for line in form.cut(report.hold_line, 2, _INDENT)]
    return "\n".join(lines) + "\n"


def _counts(report: ArticleReport) -> list[str]:
    """ "12 claims", "2 contradicted by evidence (proposed)", "1 misquoted": those that are not none."""
    suggested = [item.search.suggestion.verdict for item in report.claims if item.search and not item.decision]
    against = sum(verdict is Verdict.CONTRADICTED for verdict in suggested)
    misquoted = sum(item.misquoted for item in report.claims)
    told = [f"{against:,} contradicted (proposed)" * bool(against), f"{misquoted:,} misquoted" * bool(misquoted)]
    return [counted(len(report.claims), "claim"), *filter(None, told)]
