"""A workspace with as many claims as are wanted, written without a model, for the benchmarks of the desk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import (
    Article,
    Claim,
    ClaimKind,
    Document,
    Search,
    Span,
    Suggestion,
    Verdict,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.store import corpus, desk, tables, values

PER_ARTICLE = 50
TOWNS = "Ashby Brindle Corfe Denham Elstow Fenwick Garth Holme Ilsham Jevington Kelso Lydd Marlow Naseby Orford".split()
THINGS = (
    "bridges schools buses nurses orchards ferries libraries kilns lamps wells gardens markets mills towers".split()
)
NOTES = [Document(id=f"note-{number}", text=f"Note {number}: the town has 12 bridges.") for number in range(20)]
PASSAGE = "note-0#0"
_BATCH = 5_000  # rows


def fill(folder: Path, claims: int, *, rules: str = "") -> list[str]:
    """Make a workspace in ``folder`` with ``claims`` claims that wait, ``rules`` in its factcheck.toml, and return
    the ids of its articles. Each claim has a search with two passages; one in ten is misquoted."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "factcheck.toml").write_text(rules, encoding="utf-8")
    draw = random.Random(0)
    with Workspace(folder, user="bench") as workspace:
        workspace.make()
        with workspace.database.writing() as session:
            for note in NOTES:
                corpus.add_version(session, note, 1, [Span(0, len(note.text))], "bench.jsonl")
            keys = list(desk.passage_keys(session, (f"{note.id}#0" for note in NOTES)).values())
        articles = [_article(number) for number in range(-(-claims // PER_ARTICLE))]
        made = [
            (_claim(article, number, draw), number + 1)
            for place, article in enumerate(articles)
            for number in range(min(PER_ARTICLE, claims - place * PER_ARTICLE))
        ]
        rows: dict[type[tables.Base], Iterator[dict[str, Any]]] = {
            tables.ArticleRow: (values.article_columns(one) for one in articles),
            tables.ClaimRow: (values.claim_columns(claim, number) for claim, number in made),
            tables.SearchRow: (_search(claim, draw) for claim, _ in made),
            tables.SuggestionRow: ({"claim_id": one.id, "search_id": f"s{one.id}"} for one, _ in made),
            tables.EvidenceRow: (row for one, _ in made for row in _evidence(one, draw.sample(keys, 2))),
        }
        with workspace.database.writing() as session:
            for table, all_of_it in rows.items():
                while some := list(islice(all_of_it, _BATCH)):
                    session.execute(insert(table), some)
            for article in articles:
                standing.refresh_article(session, article.id)
    return [article.id for article in articles]


def _article(number: int) -> Article:
    draw = random.Random(number)
    numbers = (place * 200 + draw.randrange(2, 200) for place in range(PER_ARTICLE))  # each once
    said = (f"{draw.choice(TOWNS)} has {number} {draw.choice(THINGS)}" for number in numbers)
    return Article(text=". ".join((f"Story {number}", *said)) + ".", blocks=(), title=f"Story {number}")


def _claim(article: Article, number: int, draw: random.Random) -> Claim:
    words = article.text.rstrip(".").split(". ")[number + 1]
    start = article.text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        article.id, ClaimKind.ASSERTION, span.of(article.text), (span,), checkworthiness=round(draw.random(), 3)
    )


def _search(claim: Claim, draw: random.Random) -> dict[str, Any]:
    elsewhere = WordingPlace("note-0", Span(0, 4), "Note", same_speaker=False)
    wording = Wording(WordingFinding.VERBATIM, (elsewhere,)) if draw.random() < 0.1 else None
    suggested = draw.choice([None, *Verdict])
    search = Search(claim.id, claim.text, "bench", "rules", "i", (), Suggestion(suggested, None, ()), wording)
    return {
        "id": f"s{claim.id}",
        "claim_id": claim.id,
        "query": search.query,
        "encoder": search.encoder,
        "stance_basis": search.stance_basis,
        "index_version": search.index_version,
        "verdict": suggested,
        "probability": None,
        "reasons": [],
        "wording": values.wording_column(wording),
        "at": "2026-01-01T00:00:00+00:00",
    }


def _evidence(claim: Claim, keys: list[int]) -> Iterator[dict[str, Any]]:
    for rank, key in enumerate(keys, start=1):
        yield {
            "search_id": f"s{claim.id}",
            "rank": rank,
            "passage_key": key,
            "score": 0.5,
            "similarity": 0.5,
            "stance": "neutral",
            "probability": 0.5,
            "basis": "rules",
            "reasons": [],
            "flags": [],
            "shown": "neutral",
        }
