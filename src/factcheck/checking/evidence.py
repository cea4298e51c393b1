"""A claim to its evidence: searched, grouped, judged and flagged.

Invariant: what is found depends on the claim, the article, the corpus, the models and the settings
alone. No model changes the order: a judge's opinion of a passage is no sign that it bears on the claim.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    Passage,
    PassageFlag,
    Question,
    Search,
    StanceJudgement,
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


def _question(text: str, one: Candidate, passages: Mapping[int, Passage], day: date | None) -> Question:
    passage = passages[one.key]
    return Question(text, passage.text, day, passage.published, one.similarity)


def query_of(claim: Claim) -> str:
    """What a search for a claim as it stands is recorded to have asked."""
    return _in_ledger(evidence.queries_for(claim))


def _in_ledger(queries: Sequence[str]) -> str:
    return _BETWEEN_QUERIES.join(queries)


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
    # What shares words with a short claim may be far from it in meaning, by its cosine.
    ranked = [one for one in stages.ranked if one.similarity >= least or one.lexical_rank]
    later = later_keys(stages.passages, article.published)
    groups = evidence.grouped(ranked[: evidence.CANDIDATES], stages.passages, later)
    readings = readings or Readings(snapshot.session)
    flags = [_flags(article, claim, stages.passages[one.key], readings) for one in groups]
    shown = _shown(article, claim, groups, flags, stages.passages, checker.settings.evidence_shown, checker.judge)
    made = Search(
        claim_id=claim.id,
        query=_in_ledger(queries),
        encoder=checker.encoder.key,
        stance_basis=checker.judge.name,
        index_version=snapshot.index.version,
        evidence=shown,
        suggestion=stance.suggest(claim.text, shown, denied=claims.DENIED in claim.flags),
    )
    return Searched(made, stages)


def _shown(
    article: Article,
    claim: Claim,
    groups: Sequence[Candidate],
    flags: Sequence[tuple[PassageFlag, ...]],
    passages: Mapping[int, Passage],
    count: int,
    judge: Judge,
) -> tuple[Evidence, ...]:
    questions = [_question(claim.text, one, passages, article.published) for one in groups]
    # Words and figures tell what may speak against the claim; a judge, which takes longer, reads what is shown.
    witness = [not NO_WITNESS & set(each) for each in flags]
    places, countered = evidence.shown(stance.judge(questions), witness, count)
    judgements = dict(zip(places, stance.judge([questions[place] for place in places], judge), strict=True))
    return tuple(
        Evidence(
            passage=passages[groups[place].key],
            rank=rank,
            score=groups[place].score,
            similarity=groups[place].similarity,
            lexical_rank=groups[place].lexical_rank,
            judgement=_taking_sides(judgements[place], flags[place]),
            flags=(*flags[place], PassageFlag.COUNTER_EVIDENCE) if countered and rank == len(places) else flags[place],
            copies=tuple(passages[key].id for key in groups[place].copies),
        )
        for rank, place in enumerate(places, start=1)
    )


def _taking_sides(judged: StanceJudgement, flags: Collection[PassageFlag]) -> StanceJudgement:
    """``judged``, without a side for a passage that only repeats the claim."""
    return replace(judged, shown=None) if REPEATS & set(flags) else judged


def _flags(article: Article, claim: Claim, passage: Passage, readings: Readings) -> tuple[PassageFlag, ...]:
    found = evidence.flags_for(passage, article)
    if claim.speaker is None or not may_be_named(claim.speaker, passage.text):
        return found
    again = evidence.says_again(claim, passage.text, readings.of_passage(passage))
    return (*found, PassageFlag.SAME_SPEAKER) if again else found
