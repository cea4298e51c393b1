"""A claim to its evidence: searched, grouped, judged and flagged.

Invariant: what is found depends on the claim, the article, the corpus, the models and the settings
alone. No model changes the order: a judge's opinion of a passage is no sign that it bears on the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck import claims, evidence, stance
from factcheck.checking.quotations import Readings
from factcheck.checking.searching import Searcher, Snapshot, Stages, later_keys, search
from factcheck.domain import (
    Article,
    Claim,
    CrossEncoder,
    Encoder,
    Evidence,
    Passage,
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
    cross_encoder: CrossEncoder | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """A search as it is recorded, and the stages it came by."""

    search: Search
    stages: Stages


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
    model = checker.cross_encoder
    later = later_keys(stages.passages, article.published)
    groups = evidence.grouped(ranked[: evidence.CANDIDATES], stages.passages, later)
    readings = readings or Readings(snapshot.session)
    flags = [_flags(article, claim, stages.passages[one.key], readings) for one in groups]
    shown = _shown(article, claim, groups, flags, stages.passages, checker.settings.evidence_shown, model)
    basis, sure = (model.name, model.sure) if model else (stance.RULES, stance.RULES_SURE)
    made = Search(
        claim_id=claim.id,
        query=_BETWEEN_QUERIES.join(queries),
        encoder=checker.encoder.key,
        stance_basis=basis,
        index_version=snapshot.index.version,
        evidence=shown,
        suggestion=stance.suggest(shown, basis, sure=sure, denied=claims.DENIED in claim.flags),
    )
    return Searched(made, stages)


def _shown(
    article: Article,
    claim: Claim,
    groups: Sequence[Candidate],
    flags: Sequence[tuple[str, ...]],
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
    # Words and figures tell what may speak against the claim; a model, which takes longer, reads what is shown.
    witness = [not evidence.NO_WITNESS & set(each) for each in flags]
    places, countered = evidence.shown(stance.judge(questions), witness, count)
    judgements = dict(zip(places, stance.judge([questions[place] for place in places], model), strict=True))
    return tuple(
        Evidence(
            passage=passages[groups[place].key],
            rank=rank,
            score=groups[place].score,
            similarity=groups[place].similarity,
            lexical_rank=groups[place].lexical_rank,
            judgement=judgements[place],
            flags=(*flags[place], evidence.COUNTER_EVIDENCE) if countered and rank == len(places) else flags[place],
            copies=tuple(passages[key].id for key in groups[place].copies),
        )
        for rank, place in enumerate(places, start=1)
    )


def _flags(article: Article, claim: Claim, passage: Passage, readings: Readings) -> tuple[str, ...]:
    found = evidence.flags_for(passage, article)
    if claim.speaker is None or not may_be_named(claim.speaker, passage.text):
        return found
    again = evidence.says_again(claim, passage.text, readings.of_passage(passage))
    return (*found, evidence.SAME_SPEAKER) if again else found
