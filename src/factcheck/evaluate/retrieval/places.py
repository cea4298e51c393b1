"""Where in the search for each claim of an article its known evidence stands, stage by stage.

Invariant: a place is that of a document, counted from 1 in the order of its best passage.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.checking.evidence import Checker, find
from factcheck.domain import Article, Claim, Span
from factcheck.errors import InputError
from factcheck.evaluate.retrieval.ranking import ranked_documents
from factcheck.evidence import queries_for

SHOWN = 5  # places a person sees
_SHAPE = '{"claims": [{"n", "content", "char_start", "char_end", "evidence_ids"}]}'


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a person marked it in the article, and the documents that bear on it."""

    number: str
    text: str
    span: Span
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Places:
    """The place of a gold claim's first known document at each stage, None where it is not in that list.

    ``claims`` counts the claims found that cover the gold one; the best place of any of them counts.
    """

    gold: GoldClaim
    claims: int
    first: Mapping[str, int | None]


def read_gold(file: Path) -> list[GoldClaim]:
    """The gold claims of a JSON file. Raises InputError if it has another shape."""
    try:
        return [
            GoldClaim(
                str(item["n"]),
                str(item["content"]),
                Span(int(item["char_start"]), int(item["char_end"])),
                frozenset(map(str, item["evidence_ids"])),
            )
            for item in json.loads(file.read_text(encoding="utf-8"))["claims"]
        ]
    except OSError as problem:
        raise InputError(f"{file}: cannot be read ({problem.strerror}).") from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise InputError(f"{file}: not gold claims ({problem}). Write {_SHAPE}.") from problem


def run(checker: Checker, article: Article, found: Sequence[Claim], gold: Sequence[GoldClaim]) -> list[Places]:
    """For each gold claim the places of its documents in the searches for the claims ``found`` that cover it."""
    by_claim = [_documents(checker, article, claim) for claim in found]
    covering = [[lists for claim, lists in zip(found, by_claim, strict=True) if covers(claim, one)] for one in gold]
    stages = list(dict.fromkeys(stage for lists in by_claim for stage in lists))
    return [
        Places(one, len(searches), {stage: _first(stage, searches, one.evidence) for stage in stages})
        for one, searches in zip(gold, covering, strict=True)
    ]


def score(found: Sequence[Places]) -> dict[str, int]:
    """At each stage, the gold claims of which a known document is among the first SHOWN."""
    stages = found[0].first if found else ()
    return {stage: sum((one.first[stage] or SHOWN + 1) <= SHOWN for one in found) for stage in stages}


def covers(claim: Claim, gold: GoldClaim) -> bool:
    """Whether at least half of the shorter one's characters lie in the other."""
    shared = sum(max(0, min(gold.span.end, end) - max(gold.span.start, start)) for start, end in claim.spans)
    shorter = min(gold.span.end - gold.span.start, sum(end - start for start, end in claim.spans))
    return shared >= 0.5 * shorter


def _documents(checker: Checker, article: Article, claim: Claim) -> dict[str, list[str]]:
    queries = queries_for(claim)
    vectors = checker.encoder.encode(queries)
    with checker.searcher.snapshot() as snapshot:
        made = find(checker, snapshot, article, claim, queries, vectors)
    return ranked_documents(made.stages) | {"shown": [item.passage.document_id for item in made.search.evidence]}


def _first(stage: str, searches: Sequence[Mapping[str, Sequence[str]]], wanted: frozenset[str]) -> int | None:
    places = [place for lists in searches for place, document in enumerate(lists[stage], start=1) if document in wanted]
    return min(places, default=None)
