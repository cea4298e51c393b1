"""Evidence and proposals as JSON, for programs.

Invariant: what may be shown and what was computed never share a key; every span stands beside the words it cuts out.
"""

from __future__ import annotations

from typing import Any

from factcheck.domain import Comparison, Evidence, Passage, Span, StanceJudgement, Suggestion
from factcheck.report import beside


def evidence_as_dict(claim: str, evidence: Evidence) -> dict[str, Any]:
    """A passage found for the words of ``claim``; see ``judgement_as_dict``."""
    passage = evidence.passage
    return {
        "passage_id": passage.id,
        "document_id": passage.document_id,
        **origin_as_dict(passage),
        "text": passage.text,
        "sha256": passage.sha256,
        "rank": evidence.rank,
        "score": round(evidence.score, 4),
        "similarity": None if evidence.similarity is None else round(evidence.similarity, 4),
        "lexical_rank": evidence.lexical_rank,
        **judgement_as_dict(claim, passage.text, evidence.judgement),
        "found_by": list(evidence.found_by),
        "copies": list(evidence.copies),
        "flags": list(evidence.flags),
    }


def judgement_as_dict(claim: str, passage: str, judgement: StanceJudgement) -> dict[str, Any]:
    """What a passage does to a claim: ``stance`` is what may be shown, ``comparison`` what it rests on, and
    ``computed`` what a judge made of the two, right or not. Spans index the claim's text or the passage's, in code
    points."""
    return {
        "stance": str(beside.stance(judgement)),
        "comparison": _comparison(claim, passage, judgement.comparison) if judgement.comparison else None,
        "computed": {
            "stance": judgement.stance.value,
            "probability": round(judgement.probability, 4),
            "scores": None if judgement.scores is None else {str(one): each for one, each in judgement.scores.items()},
            "basis": judgement.basis,
            "exact": list(judgement.exact) if judgement.exact else None,
        },
        "reasons": list(judgement.reasons),
    }


def _comparison(claim: str, passage: str, found: Comparison) -> dict[str, Any]:
    return {
        "points": [
            {
                "aspect": point.aspect.value,
                "likeness": point.likeness.value,
                "words": point.words,
                "sure": point.sure,
                "claim": [_stretch(claim, span) for span in point.claim],
                "passage": [_stretch(passage, span) for span in point.passage],
            }
            for point in found.points
        ],
        "facts": [
            {
                **_stretch(claim, fact.span),
                "standing": fact.standing.value,
                "sentence": _stretch(passage, fact.sentence) if fact.sentence else None,
            }
            for fact in found.facts
        ],
        "sentence": _stretch(passage, found.sentence) if found.sentence else None,
    }


def _stretch(text: str, span: Span) -> dict[str, Any]:
    return {"text": span.of(text), "span": list(span)}


def suggestion_as_dict(made: Suggestion) -> dict[str, Any]:
    """The machine's proposal; ``verdict`` is null where there is none."""
    return {
        "verdict": made.verdict.value if made.verdict else None,
        "probability": None if made.probability is None else round(made.probability, 4),
        "reasons": list(made.reasons),
    }


def origin_as_dict(passage: Passage) -> dict[str, Any]:
    """Who published a passage, when and where, and its page, time or row in it."""
    published = passage.published.isoformat() if passage.published else None
    return {
        "publisher": passage.publisher,
        "published": published,
        "title": passage.title,
        "url": passage.url,
        "place": passage.place,
    }
