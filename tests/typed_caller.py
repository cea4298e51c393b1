"""A program that calls the package, for `make types`: whoever writes one has its types."""

import factcheck

with factcheck.Workspace("desk") as desk:
    report: factcheck.ArticleReport = desk.check(desk.article("Words.", title="A wall"))
    decision: factcheck.Decision = desk.mark("abcd", factcheck.Verdict.SUPPORTED, cite="1:words")
