"""From an article to its stored claims.

Invariant: what is stored becomes visible one article at a time and whole. A run that was stopped
anywhere and is run again ends in the state that an undisturbed run ends in.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from factcheck import claims, evidence, quotes, store
from factcheck.checking import drafts, quotations, rereading, wordings
from factcheck.checking.drafts import TextOrigin
from factcheck.checking.evidence import Checker, find
from factcheck.checking.precedents import keep_vectors, vectors_for
from factcheck.checking.rereading import Reread
from factcheck.desk import log, standing
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
) -> Reread:
    """Read, search, judge and store one article, in one transaction. What was read in it before is not read anew
    unless ``again`` asks for it; either way the answer says what has changed. With ``origin`` it takes the place of an
    earlier draft, if it is a new one."""
    with checker.database.reading() as session:
        before = quotations.stored(session, article)
    reading = before if before is not None and not again else quotations.read(article)
    found = claims.find(article, reading.quotations, minimum=checker.settings.minimum_checkworthiness)
    progress("claims encoded", 0, len(found))
    queries = [evidence.queries_for(claim) for claim in found]
    vectors = checker.encoder.encode([query for some in queries for query in some])
    ends = list(itertools.accumulate((len(some) for some in queries), initial=0))
    searches = []
    with checker.searcher.snapshot() as snapshot:
        readings = quotations.Readings(snapshot.session)
        library = wordings.Library(readings)
        for done, (claim, asked) in enumerate(zip(found, queries, strict=True), start=1):
            own = vectors[ends[done - 1] : ends[done]]
            made = find(checker, snapshot, article, claim, asked, own, readings)
            nearest = [key for key, _ in made.stages.dense[: wordings.DOCUMENTS]]
            words = wordings.for_claim(library, snapshot.session, article, claim, nearest)
            searches.append(replace(made.search, wording=words))
            progress("claims searched", done, len(found))
    own_vectors = {some[0]: vectors[end] for some, end in zip(queries, ends, strict=False)}
    kept = vectors_for(checker.encoder, found, own_vectors)
    with checker.database.writing() as session:
        earlier = drafts.earlier(session, article, origin) if origin is not None else None
        store.desk.put_article(session, article)
        if reading != before:
            store.quotations.put_article(session, article.id, reading)
        store.quotations.put_documents(session, readings.fresh)
        store.desk.put_claims(session, article.id, found)
        keep_vectors(session, checker.encoder.key, kept)
        keys = store.desk.passage_keys(session, (item.passage.id for search in searches for item in search.evidence))
        for search in searches:
            store.desk.put_search(session, search, keys, log.now())
        standing.refresh_article(session, article.id)
        if origin is not None and earlier is not None:
            drafts.settle(session, article, origin, earlier.article_id)
    return rereading.compare(article.id, article.text, before, reading)
