"""Has this been checked before: ClaimReviews into the memory, and what it holds for a claim.

Invariant: precedents are looked up when they are shown and are stored nowhere, so that a
verdict that was made, reopened or went stale a minute ago shows as that.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck import precedents, store
from factcheck.checking import encoded
from factcheck.checking.index_file import IndexFile
from factcheck.desk import standing
from factcheck.desk.citing import citation_problem
from factcheck.domain import (
    Claim,
    ClaimReview,
    Decision,
    Encoder,
    Index,
    MatchLevel,
    Precedent,
    Progress,
    State,
    fingerprint,
)
from factcheck.language.folding import folded_words
from factcheck.store.remembered import Remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.store import Database, Session, Source
    from factcheck.store.precedents import KnownReview

    Vectors = Mapping[str, NDArray[np.float32]]

BATCH = 256  # ClaimReviews stored, or texts encoded, in one transaction
SHOWN = 3  # precedents of a claim, of our own and of others each
_UNCONFIRMED = frozenset({State.SECOND, State.DISPUTED})
MINIMUM_SIMILARITY = 0.5  # cosine below which nothing is shown


# -- learning -----------------------------------------------------------------------------


def add_reviews(database: Database, reviews: Iterable[ClaimReview], source: str) -> Iterator[str]:
    """Store the ClaimReviews of a feed, yielding "new", "changed" or "unchanged" for each: a batch a transaction.

    A review is known by its address and what was claimed, so that none takes the place of another's, whatever order
    they come in. Of two that a feed has of one claim at one address the newer is stored.
    """
    newest: dict[tuple[str, str], ClaimReview] = {}
    count = 0
    for count, item in enumerate(reviews, start=1):  # noqa: B007
        place = item.id, _folded(item.claim)
        newest[place] = max(newest.get(place, item), item, key=lambda one: (str(one.published or ""), one.sha256))
    iterator = iter(newest.values())
    while batch := list(itertools.islice(iterator, BATCH)):
        with database.writing() as session:
            known = store.precedents.at_addresses(session, (item.id for item in batch))
            outcomes = [_add(session, item, known[item.id], source) for item in batch]
        yield from outcomes
    yield from itertools.repeat("unchanged", count - len(newest))


def _folded(claim: str) -> str:
    """What was claimed, without regard to case, marks, markup and white space."""
    return " ".join(folded_words(precedents.plain_words(claim))) or claim


def _add(session: Session, item: ClaimReview, known: list[KnownReview], source: str) -> str:
    asked = _folded(item.claim)
    before = min((one for one in known if _folded(one.claim) == asked), key=lambda one: not one.current, default=None)
    item = replace(item, id=before.id if before else _free(item.id, {one.id for one in known}))
    if before and before.sha256 == item.sha256:
        if before.current:
            return "unchanged"
        store.precedents.restore_review(session, item.id, before.version)
        return "changed"
    version = before.version + 1 if before else 1
    store.precedents.add_review(session, item, version, source)
    now = store.precedents.KnownReview(item.id, version, item.sha256, True, item.claim)
    known[:] = [*(one for one in known if one.id != item.id), now]
    return "changed" if before else "new"


def _free(address: str, taken: set[str]) -> str:
    """The id of a review at ``address`` that none there has yet."""
    further = (store.precedents.further_id(address, number) for number in itertools.count(2))
    return address if address not in taken else next(one for one in further if one not in taken)


def encode_missing(database: Database, encoder: Encoder, progress: Progress) -> None:
    """Give every remembered claim and title its vector, a batch a transaction."""
    for done in itertools.count(BATCH, BATCH):
        with database.reading() as session:
            wanted = store.precedents.without_vector(session, encoder.key, BATCH)
        if not wanted:
            break
        vectors = encoder.encode(list(wanted.values()))
        with database.writing() as session:
            store.corpus.add_vectors(session, encoder.key, list(wanted), vectors)
        progress("earlier claims encoded", done, 0)
    encoded.note(database, store.precedents, encoder.key)


def query_for(claim: Claim) -> str:
    return precedents.cleaned(claim.text)


def vectors_for(encoder: Encoder, claims: Sequence[Claim], known: Vectors) -> Vectors:
    """The vectors that ``claims`` are asked with, by fingerprint of the words asked.

    ``known`` are vectors of this encoder that were made already, by their text.
    """
    texts = sorted({query_for(claim) for claim in claims})
    fresh = [text for text in texts if text not in known]
    made = {**known, **dict(zip(fresh, encoder.encode(fresh), strict=True))}
    return {fingerprint(text): made[text] for text in texts}


def keep_vectors(session: Session, encoder: str, vectors: Vectors) -> None:
    """Store the vectors that claims are asked with, so that it can be asked again without a model."""
    store.corpus.add_vectors(session, encoder, list(vectors), vectors.values())


# -- asking -------------------------------------------------------------------------------


def search(
    source: Source, file: IndexFile[Source], encoder: Encoder, texts: Sequence[str], count: int
) -> list[list[tuple[str, float]]]:
    """For each text the best ``count`` earlier checks, of whatever likeness: (id, score), best first."""
    index = file.at(source, encoder.key, encoder.dimension)
    queries = [precedents.cleaned(text) for text in texts]
    answers = []
    for query, vector in zip(queries, encoder.encode(queries), strict=True):
        found = matches(source, index, query, vector, count)
        ids = store.remembered.ids(source, [match.key for match in found])
        answers.append([(ids[match.key], match.score) for match in found])
    return answers


def for_claims(
    source: Source, file: IndexFile[Source], claims: Sequence[Claim], encoder: str
) -> dict[str, tuple[Precedent, ...]]:
    """The earlier checks of each claim, by its id. No model is loaded: the vectors were kept when
    the claims were checked with ``encoder``. Without one, or for other claims, words alone decide."""
    asked = {claim.id: fingerprint(query_for(claim)) for claim in claims}
    vectors = store.remembered.vectors_of_texts(source, encoder, sorted(set(asked.values())))
    dimension = next((len(vector) for vector in vectors.values()), 0)
    index = file.at(source, encoder, dimension) if dimension else None
    stories = {name: store.drafts.story_of(source, name) for name in {claim.article_id for claim in claims}}
    return {
        claim.id: for_claim(source, index, claim, vectors.get(asked[claim.id]), stories[claim.article_id])
        for claim in claims
    }


def matches(
    source: Source, index: Index | None, query: str, vector: NDArray[np.float32] | None, count: int
) -> list[precedents.Match]:
    """The best ``count`` of all earlier checks for a cleaned query; without index or vector by words alone."""
    lexical = store.remembered.search_text(source, query, precedents.CANDIDATES)
    places = index.search(vector, 2 * precedents.CANDIDATES) if index and vector is not None else []
    keys = list(dict.fromkeys((*lexical, *(place // 2 for place, _ in places))))
    lexical |= store.remembered.search_text(source, query, len(keys), among=[key for key in keys if key not in lexical])
    known = store.remembered.remembered(source, keys)
    cosines = _cosines(index, sorted(known), vector)
    found = [
        precedents.EarlierCheck(
            key,
            one.claim,
            one.title or "",
            cosines.get(2 * key, 0.0),
            cosines.get(2 * key + 1, 0.0),
            lexical.get(key, 0.0),
        )
        for key, one in sorted(known.items())
    ]
    return precedents.rank(query, found, count)


def _cosines(index: Index | None, keys: Sequence[int], vector: NDArray[np.float32] | None) -> dict[int, float]:
    """The cosine of every candidate's claim and title with the query, by index key."""
    if index is None or vector is None:
        return {}
    places = sorted(index.holding([place for key in keys for place in (2 * key, 2 * key + 1)]))
    # The last bits are the machine's own.
    return {place: round(cosine, 6) for place, cosine in zip(places, index.cosines(vector, places), strict=True)}


def for_claim(
    source: Source, index: Index | None, claim: Claim, vector: NDArray[np.float32] | None, story: frozenset[str]
) -> tuple[Precedent, ...]:
    """The earlier checks to be shown for a claim: our own standing verdicts first, then others'.

    Verdicts of the articles in ``story``, which are drafts of the claim's own, are left out.
    """
    found = matches(source, index, query_for(claim), vector, precedents.CANDIDATES)
    known = store.remembered.remembered(source, (match.key for match in found))
    log = _standing(source, known.values())
    shown: list[Precedent] = []
    for match in found:
        one = known[match.key]
        made = _precedent(source, claim, one, match.similarity, log) if one.article_id not in story else None
        if made and sum(item.own is made.own for item in shown) < SHOWN:
            shown.append(made)
    order = list(MatchLevel)
    return tuple(sorted(shown, key=lambda item: (not item.own, order.index(item.level))))


def _standing(source: Source, known: Iterable[Remembered]) -> dict[str, Decision]:
    """The decision that stands on each claim of ours, if it has a verdict and nobody has to confirm it any more."""
    stands = standing.claims(source, [one.claim_id for one in known if one.claim_id])
    made = {claim_id: one.decision for claim_id, one in stands.items() if one.state not in _UNCONFIRMED}
    return {claim_id: decision for claim_id, decision in made.items() if decision and decision.verdict is not None}


def _precedent(
    source: Source, claim: Claim, one: Remembered, similarity: float, log: Mapping[str, Decision]
) -> Precedent | None:
    if one.claim_id and one.claim_id not in log:
        return None
    level, differs = precedents.compare(query_for(claim), one.claim, similarity)
    if level is MatchLevel.RELATED and similarity < MINIMUM_SIMILARITY:
        return None
    if one.review is not None:
        return _published(one.review, similarity, level, differs)
    decision = log[str(one.claim_id)]
    passages = store.dossier.passages_by_id(source, (item.passage_id for item in decision.citations))
    problems = (citation_problem(item, passages) for item in decision.citations)
    return Precedent(
        id=decision.claim_id,
        own=True,
        claim=one.claim,
        rating=str(decision.verdict),
        verdict=decision.verdict,
        by=decision.by,
        at=decision.at,
        where=one.article_title,
        url=one.article_url,
        similarity=similarity,
        level=level,
        differs=differs,
        problems=tuple(problem for problem in problems if problem),
    )


def _published(item: ClaimReview, similarity: float, level: MatchLevel, differs: tuple[str, ...]) -> Precedent:
    return Precedent(
        id=item.id,
        own=False,
        claim=item.claim,
        rating=item.rating,
        verdict=item.verdict,
        by=item.publisher,
        at=item.published.isoformat() if item.published else None,
        where=item.title,
        url=item.url,
        similarity=similarity,
        level=level,
        differs=differs,
    )
