"""Searches for claims as they stand: all of an article when it is checked, and one again when a person has changed it.

Invariant: what is searched for a claim is the same whoever asks: evidence, stance, and what became of its words in
quotation marks. A suggestion that a decision stands beside stays.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck import evidence, store
from factcheck.checking import quotations, wordings
from factcheck.checking.evidence import Checker, find, query_of
from factcheck.checking.precedents import keep_vectors, vectors_for
from factcheck.desk import corrections, log, standing
from factcheck.domain import Article, Claim, ClaimStanding, Progress, Reading, Search, silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.store import Session
    from factcheck.store.dossier import Version


SEARCHED = "claims searched"  # what progress hears then; nothing is being written, and nobody waits for this thread


@dataclass(frozen=True, slots=True)
class Made:
    """Searches for claims, not yet stored: with what documents were read into for them, and vectors of the claims."""

    searches: Sequence[Search]
    readings: Mapping[Version, Reading]
    vectors: Mapping[str, NDArray[np.float32]]


def search_for(checker: Checker, article: Article, claims: Sequence[Claim], progress: Progress = silent) -> Made:
    """Search and judge for claims of an article; nothing is stored."""
    progress("claims encoded", 0, len(claims))
    queries = [evidence.queries_for(claim) for claim in claims]
    vectors = checker.encoder.encode([query for some in queries for query in some])
    ends = list(itertools.accumulate((len(some) for some in queries), initial=0))
    searches = []
    with checker.searcher.snapshot() as snapshot:
        readings = quotations.Readings(snapshot.session)
        library = wordings.Library(readings)
        for done, (claim, asked) in enumerate(zip(claims, queries, strict=True), start=1):
            own = vectors[ends[done - 1] : ends[done]]
            made = find(checker, snapshot, article, claim, asked, own, readings)
            nearest = [key for key, _ in made.stages.dense[: wordings.DOCUMENTS]]
            words = wordings.for_claim(library, snapshot.session, article, claim, nearest)
            searches.append(replace(made.search, wording=words))
            progress(SEARCHED, done, len(claims))
    own_vectors = {some[0]: vectors[end] for some, end in zip(queries, ends, strict=False)}
    return Made(searches, readings.fresh, vectors_for(checker.encoder, claims, own_vectors))


def keep(session: Session, checker: Checker, made: Made) -> None:
    """Store searches of claims that are stored."""
    store.quotations.put_documents(session, made.readings)
    keep_vectors(session, checker.encoder.key, made.vectors)
    keys = store.desk.passage_keys(session, (item.passage.id for search in made.searches for item in search.evidence))
    for search in made.searches:
        store.desk.put_search(session, search, keys, log.now())


def search_again(checker: Checker, claim_id: str, progress: Progress = silent) -> None:
    """Search and judge anew for a stored claim as it stands."""
    with checker.database.reading() as session:
        claim, _ = store.dossier.claim(session, claim_id)
        article = store.dossier.article(session, claim.article_id)
    made = search_for(checker, article, [claim], progress)
    with checker.database.writing() as session:
        keep(session, checker, made)
        standing.refresh(session, [claim_id])


def search_for_changed(checker: Checker, article: Article, progress: Progress = silent) -> None:
    """Search for the claims of a stored article that a person made or corrected, where that was not done for their
    words as they stand: in a new draft they are known once the earlier one's are carried over."""
    with checker.database.reading() as session:
        _, own = corrections.beside(session, article, [])
        known = store.dossier.searches(session, [claim.id for claim in own])
        stands = standing.claims(session, [claim.id for claim in own])
    asked = [claim for claim in own if _is_asked(claim, known.get(claim.id), stands[claim.id])]
    if not asked:
        return
    made = search_for(checker, article, asked, progress)
    with checker.database.writing() as session:
        keep(session, checker, made)
        standing.refresh(session, [claim.id for claim in asked])


def _is_asked(claim: Claim, search: Search | None, stands: ClaimStanding) -> bool:
    frozen = stands.decision is not None and not stands.problems
    return search is None or (search.query != query_of(claim) and not frozen)
