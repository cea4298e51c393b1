"""One ArticleReport, computed once, rendered many ways.

Invariant: a renderer is a pure function of the report. The same report gives the same
bytes, and nothing is shown that the report does not hold.
"""
