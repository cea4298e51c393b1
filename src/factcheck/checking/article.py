"""From an article to its stored claims.

Invariant: what is stored becomes visible one article at a time and whole. A run that was stopped
anywhere and is run again ends in the state that an undisturbed run ends in.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from factcheck import claims, evidence, quotes, store
from factcheck.checking import wordings
from factcheck.checking.evidence import Checker, find
from factcheck.checking.precedents import keep_vectors, vectors_for
from factcheck.desk import decisions
from factcheck.domain import Article, Claim, Progress, silent
from factcheck.settings import Settings


def find_claims(article: Article, settings: Settings) -> tuple[Claim, ...]:
    """Every quotation and checkable assertion of an article, in text order."""
    return claims.find(article, quotes.extract(article), minimum=settings.minimum_checkworthiness)


def check(checker: Checker, article: Article, progress: Progress = silent) -> None:
    """Extract, search, judge and store one article, in one transaction."""
    found = find_claims(article, checker.settings)
    progress("claims encoded", 0, len(found))
    queries = [evidence.queries_for(claim) for claim in found]
    vectors = checker.encoder.encode([query for some in queries for query in some])
    ends = list(itertools.accumulate((len(some) for some in queries), initial=0))
    searches = []
    library = wordings.Library()
    with checker.searcher.snapshot() as snapshot:
        for done, (claim, asked) in enumerate(zip(found, queries, strict=True), start=1):
            made = find(checker, snapshot, article, claim, asked, vectors[ends[done - 1] : ends[done]])
            nearest = [key for key, _ in made.stages.dense[: wordings.DOCUMENTS]]
            words = wordings.for_claim(library, snapshot.session, article, claim, nearest)
            searches.append(replace(made.search, wording=words))
            progress("claims searched", done, len(found))
    own_vectors = {some[0]: vectors[end] for some, end in zip(queries, ends, strict=False)}
    kept = vectors_for(checker.encoder, found, own_vectors)
    with checker.database.writing() as session:
        store.desk.put_article(session, article)
        store.desk.put_claims(session, article.id, found)
        keep_vectors(session, checker.encoder.key, kept)
        keys = store.desk.passage_keys(session, (item.passage.id for search in searches for item in search.evidence))
        for search in searches:
            store.desk.put_search(session, search, keys, decisions.now())
