"""The pages, a module for what each is about.

Invariant: a handler parses what was asked, calls one verb, and shows what it answered or leads on (303).
"""

from __future__ import annotations

from factcheck.web.pages import articles, corpus, help, jobs, ledgers, new_article, queue, record, report, sign_in  # noqa: A004

ROUTERS = (
    queue.router,
    sign_in.router,
    new_article.router,
    jobs.router,
    articles.router,
    report.router,
    corpus.router,
    record.router,
    ledgers.router,
    help.router,
)
