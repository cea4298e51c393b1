"""From an article to its stored claims.

Invariant: what is stored becomes visible one article at a time and whole. A run that was stopped
anywhere and is run again ends in the state that an undisturbed run ends in.
"""

from __future__ import annotations

from factcheck import claims, quotes, store
from factcheck.checking import drafts, quotations, rereading
from factcheck.checking.again import keep, search_for, search_for_changed
from factcheck.checking.drafts import TextOrigin
from factcheck.checking.evidence import Checker
from factcheck.checking.rereading import Reread
from factcheck.desk import corrections, standing
from factcheck.domain import Article, Claim, Progress, silent
from factcheck.settings import Settings


def find_claims(article: Article, settings: Settings) -> tuple[Claim, ...]:
    """Every quotation and checkable assertion of an article, in text order."""
    return claims.find(article, quotes.extract(article), minimum=settings.minimum_checkworthiness)


def check(
    checker: Checker,
    article: Article,
    progress: Progress = silent,
    *,
    again: bool = False,
    origin: TextOrigin | None = None,
    fetch: int | None = None,
) -> Reread:
    """Read, search, judge and store one article, in one transaction. What was read in it before is not read anew
    unless ``again`` asks for it; either way the answer says what has changed. With ``origin`` it takes the place of an
    earlier draft, if it is a new one. ``fetch`` is the key of the answer that it was read from, if it was fetched."""
    with checker.database.reading() as session:
        before = quotations.stored(session, article)
    reading = before if before is not None and not again else quotations.read(article)
    found = claims.find(article, reading.quotations, minimum=checker.settings.minimum_checkworthiness)
    with checker.database.reading() as session:
        kept, asked = corrections.beside(session, article, found)
    made = search_for(checker, article, asked, progress)
    with checker.database.writing() as session:
        earlier = drafts.earlier(session, article, origin) if origin is not None else None
        store.desk.put_article(session, article)
        if fetch is not None:
            store.fetches.name_article(session, article.id, fetch)
        if reading != before:
            store.quotations.put_article(session, article.id, reading)
        store.desk.put_claims(session, article.id, kept)
        keep(session, checker, made)
        standing.refresh_article(session, article.id)
        if origin is not None and earlier is not None:
            drafts.settle(session, article, origin, earlier.article_id)
    search_for_changed(checker, article, progress)
    return rereading.compare(article.id, article.text, before, reading)
