"""The pages, a module for what each is about.

Invariant: a handler parses what was asked, calls one verb, and shows what it answered or leads on (303).
"""

from __future__ import annotations

from factcheck.web.pages import articles, claims, corpus, help, ledgers, queue, record, report, sign_in  # noqa: A004 (it is a page)

ROUTERS = (
    queue.router,
    claims.router,
    sign_in.router,
    articles.router,
    report.router,
    corpus.router,
    record.router,
    ledgers.router,
    help.router,
)
