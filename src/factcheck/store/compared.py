"""Evidence and what it was compared with: rows to values of the domain, and back.

Invariant: nothing is computed here; a value that is stored and read again is the same value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from factcheck.domain import (
    Aspect,
    Comparison,
    Evidence,
    Fact,
    Likeness,
    Passage,
    Point,
    Span,
    Stance,
    StanceJudgement,
    Standing,
)
from factcheck.store import values
from factcheck.store.values import Row


def evidence_columns(search_id: str, item: Evidence, keys: Mapping[str, int]) -> dict[str, Any]:
    judged = item.judgement
    return {
        "search_id": search_id,
        "rank": item.rank,
        "passage_key": keys[item.passage.id],
        "score": item.score,
        "similarity": item.similarity,
        "lexical_rank": item.lexical_rank,
        "stance": judged.stance,
        "probability": judged.probability,
        "basis": judged.basis,
        "reasons": list(judged.reasons),
        "exact": list(judged.exact) if judged.exact else None,
        "flags": list(item.flags),
        "copies": list(item.copies),
        "scores": dict(judged.scores) if judged.scores is not None else None,
        "comparison": asdict(judged.comparison) if judged.comparison is not None else None,
        "shown": judged.shown,
    }


def evidence(row: Row, passages: Mapping[int, Passage]) -> Evidence:
    exact = Span(*row.exact) if row.exact else None
    return Evidence(
        passage=passages[row.passage_key],
        rank=row.rank,
        score=row.score,
        similarity=row.similarity,
        lexical_rank=row.lexical_rank,
        flags=tuple(row.flags),
        copies=tuple(row.copies),
        judgement=StanceJudgement(
            Stance(row.stance),
            row.probability,
            row.basis,
            tuple(row.reasons),
            exact,
            scores={Stance(name): score for name, score in row.scores.items()} if row.scores else None,
            comparison=_comparison(row.comparison) if row.comparison else None,
            shown=Stance(row.shown) if row.shown else None,
        ),
    )


def _comparison(fields: Mapping[str, Any]) -> Comparison:
    return Comparison(
        points=tuple(map(_point, fields["points"])),
        facts=tuple(map(_fact, fields["facts"])),
        sentence=values.span(fields["sentence"]),
    )


def _point(fields: Mapping[str, Any]) -> Point:
    return Point(
        aspect=Aspect(fields["aspect"]),
        likeness=Likeness(fields["likeness"]),
        words=fields["words"],
        claim=values.spans(fields["claim"]),
        passage=values.spans(fields["passage"]),
        sure=fields["sure"],
    )


def _fact(fields: Mapping[str, Any]) -> Fact:
    return Fact(Span(*fields["span"]), Standing(fields["standing"]), values.span(fields["sentence"]))
