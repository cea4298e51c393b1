"""A claim to its evidence: searched in several ways, ranked, read, grouped, judged and flagged.

Invariant: what is found depends on the claim, the article, the corpus, the models and the settings
alone. Each stage of the ranking is a function here, so that what is measured is what is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from factcheck import claims, evidence, quotes, stance, store
from factcheck.domain import (
    Article,
    Block,
    BlockKind,
    Claim,
    CrossEncoder,
    Encoder,
    Evidence,
    Index,
    Passage,
    Scored,
    Search,
    Span,
)
from factcheck.evidence import Candidate, Listed, Ranking
from factcheck.language.speakers import may_be_named
from factcheck.settings import Settings
from factcheck.store import Database, Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN_QUERIES = " | "  # in the search ledger


@dataclass(frozen=True, slots=True)
class Checker:
    """What a check needs besides the article."""

    database: Database
    encoder: Encoder
    index: Index
    index_version: str
    settings: Settings
    cross_encoder: CrossEncoder | None = None


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage of a search found, as keys of passages and scores, best first.

    ``fused`` is found with the claim's own words, ``ranked`` with its contexts as well; ``passages`` holds all of them.
    """

    dense: Listed
    lexical: Listed
    fused: Listed
    ranked: tuple[Candidate, ...]
    passages: Mapping[int, Passage]


# -- ranking ------------------------------------------------------------------------------


def search(
    checker: Checker, session: Session, queries: Sequence[str], vectors: NDArray[np.float32], day: date | None = None
) -> Stages:
    """The passages for ``queries`` and their unit vectors, shape ``(len(queries), dimension)``.

    The first query is the claim's own; the others count less. ``day`` is when the claim was made.
    """
    lists: list[Ranking] = []
    for number, (query, vector) in enumerate(zip(queries, vectors, strict=True)):
        weight = evidence.CONTEXT_WEIGHT if number else 1.0
        near = checker.index.search(vector, evidence.CANDIDATES)
        lists.append(Ranking([(key, round(cosine, 6)) for key, cosine in near], weight))  # more is the machine's own
        lists.append(Ranking(store.corpus.search_text(session, query, evidence.CANDIDATES), weight))
    dense, lexical = lists[0].found, lists[1].found
    scores = evidence.fuse(lists)
    passages = store.corpus.passages_by_key(session, scores)
    similarity = dict(dense) | _similarities(checker, session, vectors[0], scores.keys() - dict(dense).keys())
    place = {key: number for number, (key, _) in enumerate(lexical, start=1)}
    found = [Candidate(key, score, similarity[key], place.get(key)) for key, score in scores.items()]
    own = evidence.fuse(lists[:2])
    return Stages(
        dense=dense,
        lexical=lexical,
        fused=sorted(own.items(), key=lambda item: (-item[1], item[0])),
        ranked=tuple(evidence.ordered(found, later_keys(passages, day))),
        passages=passages,
    )


def _similarities(
    checker: Checker, session: Session, vector: NDArray[np.float32], keys: Iterable[int]
) -> dict[int, float]:
    wanted = sorted(keys)
    held = store.corpus.vectors(session, checker.encoder.key, wanted, checker.encoder.dimension)
    return {key: round(cosine, 6) for key, cosine in zip(wanted, (held @ vector).tolist(), strict=True)}


def later_keys(passages: Mapping[int, Passage], day: date | None) -> frozenset[int]:
    return frozenset(key for key, passage in passages.items() if evidence.is_later(passage, day))


def rerank(
    cross_encoder: CrossEncoder,
    query: str,
    candidates: Sequence[Candidate],
    passages: Mapping[int, Passage],
    day: date | None = None,
) -> list[Candidate]:
    """``candidates``, best first, the first of them (``evidence.RERANKED``) in the order that reading them gives."""
    head, tail = candidates[: evidence.RERANKED], candidates[evidence.RERANKED :]
    scored = cross_encoder.score([(query, passages[one.key].text) for one in head])
    read = evidence.reranked(head, [one.relevance for one in scored])
    return [*evidence.ordered(read, later_keys(passages, day)), *tail]


# -- from a claim to what is shown --------------------------------------------------------


def find(checker: Checker, session: Session, article: Article, claim: Claim, vectors: NDArray[np.float32]) -> Search:
    """Search for ``claim`` by ``evidence.queries_for`` it, whose unit vectors are given; judge, choose and suggest."""
    queries = evidence.queries_for(claim)
    stages = search(checker, session, queries, vectors, article.published)
    least = checker.settings.minimum_similarity
    ranked = [one for one in stages.ranked if one.similarity >= least]
    model = _Remembering(checker.cross_encoder) if checker.cross_encoder else None
    if model:
        # What the claim points back to is read with it; what it says itself is judged alone, below.
        ranked = rerank(model, queries[-1], ranked, stages.passages, article.published)
    later = later_keys(stages.passages, article.published)
    groups = evidence.grouped(ranked[: evidence.CANDIDATES], stages.passages, later)
    shown = _shown(article, claim, groups, stages.passages, checker.settings.evidence_shown, model)
    basis, sure = (model.name, model.sure) if model else (stance.RULES, stance.RULES_SURE)
    return Search(
        claim_id=claim.id,
        query=_BETWEEN_QUERIES.join(queries),
        encoder=checker.encoder.key,
        stance_basis=basis,
        index_version=checker.index_version,
        evidence=shown,
        suggestion=stance.suggest(shown, basis, sure=sure, denied=claims.DENIED in claim.flags),
    )


def _shown(
    article: Article,
    claim: Claim,
    groups: Sequence[Candidate],
    passages: Mapping[int, Passage],
    count: int,
    model: CrossEncoder | None,
) -> tuple[Evidence, ...]:
    questions = [
        stance.Question(
            claim.text, passages[one.key].text, article.published, passages[one.key].published, one.similarity
        )
        for one in groups
    ]
    judgements = stance.judge(questions, model)
    flags = [_flags(article, claim, passages[one.key]) for one in groups]
    witness = [not evidence.NO_WITNESS & set(each) for each in flags]
    places, countered = evidence.shown(judgements, witness, count)
    return tuple(
        Evidence(
            passage=passages[groups[place].key],
            rank=rank,
            score=groups[place].score,
            similarity=groups[place].similarity,
            lexical_rank=groups[place].lexical_rank,
            judgement=judgements[place],
            relevance=groups[place].relevance,
            flags=(*flags[place], evidence.COUNTER_EVIDENCE) if countered and rank == len(places) else flags[place],
            copies=tuple(passages[key].id for key in groups[place].copies),
        )
        for rank, place in enumerate(places, start=1)
    )


def _flags(article: Article, claim: Claim, passage: Passage) -> tuple[str, ...]:
    found = evidence.flags_for(passage, article)
    if claim.speaker is None or not may_be_named(claim.speaker, passage.text):
        return found
    whole = Article(passage.text, (Block(BlockKind.PARAGRAPH, Span(0, len(passage.text))),))
    again = evidence.says_again(claim, passage.text, quotes.extract(whole))
    return (*found, evidence.SAME_SPEAKER) if again else found


class _Remembering:
    """A cross-encoder that reads each pair once, though it is asked first how relevant and then on which side it is."""

    def __init__(self, model: CrossEncoder) -> None:
        self.name, self.sure = model.name, model.sure
        self._model = model
        self._read: dict[tuple[str, str], Scored] = {}

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scored]:
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._read]
        self._read.update(zip(fresh, self._model.score(fresh), strict=True))
        return [self._read[pair] for pair in pairs]
