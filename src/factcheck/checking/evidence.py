"""A claim to its evidence: searched, read, grouped, judged and flagged.

Invariant: what is found depends on the claim, the article, the corpus, the models and the settings
alone. Each stage of the ranking is a function here, so that what is measured is what is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck import claims, evidence, stance
from factcheck.checking.quotations import Readings
from factcheck.checking.searching import Searcher, Snapshot, Stages, later_keys, search
from factcheck.domain import (
    NO_WITNESS,
    REPEATS,
    Article,
    Claim,
    Encoder,
    Evidence,
    Judge,
    Opinion,
    Passage,
    PassageFlag,
    Question,
    Search,
)
from factcheck.evidence import Candidate
from factcheck.language.speakers import may_be_named
from factcheck.settings import Settings
from factcheck.store import Database

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BETWEEN_QUERIES = " | "  # in the search ledger


@dataclass(frozen=True, slots=True)
class Checker:
    """What a check needs besides the article."""

    database: Database
    encoder: Encoder
    searcher: Searcher
    settings: Settings
    judge: Judge


@dataclass(frozen=True, slots=True)
class Searched:
    """A search as it is recorded, and the stages it came by."""

    search: Search
    stages: Stages


def rerank(
    judge: Judge,
    query: str,
    candidates: Sequence[Candidate],
    passages: Mapping[int, Passage],
    day: date | None = None,
) -> list[Candidate]:
    """``candidates``, best first, the first of them (``evidence.RERANKED``) in the order that reading them gives; all
    as they are if ``judge`` is not fit to put them in order, or has no opinion on one of those."""
    head, tail = candidates[: evidence.RERANKED], candidates[evidence.RERANKED :]
    opinions = judge.judge([_question(query, one, passages, day) for one in head]) if judge.ranks else [None]
    relevance = [one.relevance for one in opinions if one]
    if len(relevance) < len(opinions):
        return [*candidates]
    read = evidence.reranked(head, relevance)
    return [*evidence.ordered(read, later_keys(passages, day)), *tail]


def _question(text: str, one: Candidate, passages: Mapping[int, Passage], day: date | None) -> Question:
    passage = passages[one.key]
    return Question(text, passage.text, day, passage.published, one.similarity)


def find(
    checker: Checker,
    snapshot: Snapshot,
    article: Article,
    claim: Claim,
    queries: Sequence[str],
    vectors: NDArray[np.float32],
    readings: Readings | None = None,
) -> Searched:
    """Search for ``claim`` by ``queries``, those of ``evidence.queries_for`` it, and their unit vectors; judge, choose
    and suggest. ``readings`` remembers from one claim to the next what documents were read into."""
    stages = search(snapshot, queries, vectors, article.published)
    least = checker.settings.minimum_similarity
    ranked = [one for one in stages.ranked if one.similarity >= least]
    judge = _Remembering(checker.judge)
    # What the claim points back to is read with it; what it says itself is judged alone, below.
    ranked = rerank(judge, queries[-1], ranked, stages.passages, article.published)
    later = later_keys(stages.passages, article.published)
    groups = evidence.grouped(ranked[: evidence.CANDIDATES], stages.passages, later)
    readings = readings or Readings(snapshot.session)
    flags = [_flags(article, claim, stages.passages[one.key], readings) for one in groups]
    shown = _shown(article, claim, groups, flags, stages.passages, checker.settings.evidence_shown, judge)
    made = Search(
        claim_id=claim.id,
        query=_BETWEEN_QUERIES.join(queries),
        encoder=checker.encoder.key,
        stance_basis=judge.name,
        index_version=snapshot.index.version,
        evidence=shown,
        suggestion=stance.suggest(claim.text, shown, denied=claims.DENIED in claim.flags),
    )
    return Searched(made, stages)


def _shown(
    article: Article,
    claim: Claim,
    groups: Sequence[Candidate],
    flags: Sequence[tuple[str, ...]],
    passages: Mapping[int, Passage],
    count: int,
    judge: Judge,
) -> tuple[Evidence, ...]:
    questions = [_question(claim.text, one, passages, article.published) for one in groups]
    judgements = [
        replace(judged, shown=None) if REPEATS & set(each) else judged
        for judged, each in zip(stance.judge(questions, judge), flags, strict=True)
    ]
    witness = [not NO_WITNESS & set(each) for each in flags]
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
            flags=(*flags[place], PassageFlag.COUNTER_EVIDENCE) if countered and rank == len(places) else flags[place],
            copies=tuple(passages[key].id for key in groups[place].copies),
        )
        for rank, place in enumerate(places, start=1)
    )


def _flags(article: Article, claim: Claim, passage: Passage, readings: Readings) -> tuple[str, ...]:
    found = evidence.flags_for(passage, article)
    if claim.speaker is None or not may_be_named(claim.speaker, passage.text):
        return found
    again = evidence.says_again(claim, passage.text, readings.of_passage(passage))
    return (*found, PassageFlag.SAME_SPEAKER) if again else found


class _Remembering:
    """A judge that is asked each question once, though its opinion is wanted first for the order and then by itself."""

    def __init__(self, judge: Judge) -> None:
        self.name, self.sure, self.remote, self.ranks = judge.name, judge.sure, judge.remote, judge.ranks
        self._judge = judge
        self._asked: dict[Question, Opinion | None] = {}

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        fresh = [one for one in dict.fromkeys(questions) if one not in self._asked]
        self._asked.update(zip(fresh, self._judge.judge(fresh), strict=True))
        return [self._asked[one] for one in questions]
