"""Whether everything stored is still what was stored.

Invariant: nothing is mended and nothing moved. Damage is what nobody did; drift is a verdict whose source has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log, standing
from factcheck.desk.citing import citation_problem

if TYPE_CHECKING:
    from factcheck.store import Session


def problems(session: Session) -> Iterator[str]:
    """Everything stored that no longer matches its fingerprints, in words: articles, the corpus,
    the chain of decisions, and each citation of a standing verdict."""
    for article, sha256 in store.dossier.articles(session):
        if article.sha256 != sha256:
            yield f"article {article.id}: its text is not what was stored"
    yield from corpus_problems(session)
    yield from log.problems(store.dossier.entries(session))
    yield from _citation_problems(session)


def corpus_problems(session: Session) -> Iterator[str]:
    """Documents and ClaimReviews against their hashes, passages against hash and place, full text against both."""
    for document, version, sha256 in store.corpus.all_documents(session, current=False):
        if document.sha256 != sha256:
            yield f"document {document.id}, version {version}: not what was stored"
    for passage, sha256, words in store.corpus.all_passages(session):
        if passage.sha256 != sha256 or passage.text != words:
            yield f"passage {passage.id}: not the words at its place in the document"
    for item, version, sha256 in store.precedents.all_reviews(session, current=False):
        if item.sha256 != sha256:
            yield f"ClaimReview {item.id}, version {version}: not what was stored"
    if unindexed := store.corpus.unindexed_passages(session) + store.precedents.unindexed(session):
        yield f"full-text search: {unindexed} passages or earlier checks too few or too many"


def _citation_problems(session: Session) -> Iterator[str]:
    ids = dict.fromkeys(entry.claim_id for entry in store.dossier.entries(session) if entry.claim_id)
    stands = standing.claims(session, ids)
    decisions = [one.decision for one in stands.values() if one.decision]
    passages = store.dossier.passages_by_id(session, (item.passage_id for one in decisions for item in one.citations))
    for decision in decisions:
        for citation in decision.citations:
            if problem := citation_problem(citation, passages):
                yield f"claim {decision.claim_id}, {decision.verdict} by {decision.by}: {problem}"
