"""The pages, a module for what each is about.

Invariant: a handler parses what was asked, calls one verb, and shows what it answered or leads on (303).
"""

from __future__ import annotations

from factcheck.web.pages import (
    articles,
    claims,
    corpus,
    help,  # noqa: A004 (it is a page)
    jobs,
    ledgers,
    new_article,
    queue,
    record,
    report,
    sign_in,
)

# ``new_article`` before ``articles``: "new" is no article.
ROUTERS = (
    queue.router,
    claims.router,
    sign_in.router,
    new_article.router,
    articles.router,
    report.router,
    jobs.router,
    corpus.router,
    record.router,
    ledgers.router,
    help.router,
)
