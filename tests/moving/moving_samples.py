"""A workspace with a row in every table, and with what is hard to carry from one database to another."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Span, fingerprint
from factcheck.store import corpus, desk, text_rows
from factcheck.store.tables import Base

ODD = "tab\t, line\nfeed, return\r, \\N, \\., back\\slash, \"quotes\", 'single', ünïcödé, e\u0301, 𝔘, 🏴, \x01, \u2028"
FLOATS = (0.1 + 0.2, 5e-324, -0.0, 1.7976931348623157e308, 1 / 3, 1e22, 123456789.123456789)
EXTRA = {"z": 1.0, "a": [1e22, None, True], "": {"b": 2, "\x00": "nul, escaped"}, "é": ODD}


def put_many(session: Session, count: int) -> None:
    """``count`` documents of one passage each, as ``corpus.add_version`` stores them."""
    documents, passages = [], []
    for at in range(1, count + 1):
        document = Document(id=f"note-{at}", text=f"The harbour wall number {at} is long.", title=f"Note {at}")
        row = {"key": at, "id": document.id, "version": 1, "current": True, "sha256": document.sha256}
        row |= {"text": document.text, "title": document.title, "extra": {}, "source": "notes.jsonl"}
        documents.append(row)
        passage = {"key": at, "id": f"{document.id}#0", "document_key": at, "start": 0, "end": len(document.text)}
        passages.append({**passage, "text": document.text, "sha256": fingerprint(document.text)})
    session.execute(insert(Base.metadata.tables["documents"]), documents)
    session.execute(insert(Base.metadata.tables["passages"]), passages)
    text_rows.fill_all(session)


def make(folder: Path, count: int = 3) -> Workspace:
    """An open workspace of ``count`` plain documents and one odd, with an article, decisions, and all the rest."""
    opened = Workspace(folder, user="ana")
    opened.make()
    text = f"The pier is long. {ODD} The wall is high. The crane is old."
    article = Article(text=text, blocks=(), title="The pier")
    words = ("The pier is long.", "The wall is high.", "The crane is old.")
    claims = [
        Claim(article.id, kind=ClaimKind.ASSERTION, text=each, spans=(Span(at, at + len(each)),))
        for each in words
        for at in [text.index(each)]
    ]
    with opened.database.writing() as session:
        put_many(session, count)
        odd = Document(id="odd", text=f"It says: {ODD}", title=ODD, extra=EXTRA)
        corpus.add_version(session, odd, 1, [Span(0, len(odd.text))], "notes.jsonl")
        corpus.add_version(session, Document(id="odd", text="Another.", title=ODD), 2, [Span(0, 8)], "notes.jsonl")
        desk.put_article(session, article)
        desk.put_claims(session, article.id, claims)
        for table, rows in _rest(article.id, [claim.id for claim in claims], count).items():
            for row in rows:
                session.execute(insert(Base.metadata.tables[table]).values(row))
        standing.refresh_article(session, article.id)
    opened.mark(claims[0].id, "unverified", reason="no-evidence", note=ODD)
    opened.mark(claims[1].id, "supported", cite="note-1#0", note="As the note says.")
    opened.add_user("Zoë")
    for table, column in (("quotations", "speaker"), ("searches", "wording")):
        with closing(sqlite3.connect(opened.database.place)) as knife, knife:
            knife.execute(f"UPDATE {table} SET {column} = 'null'")  # which is not the same as nothing
    return opened


def _rest(article: str, claims: list[str], count: int) -> dict[str, list[dict[str, object]]]:
    one, two, three = claims
    at = "2026-11-30T12:00:00+00:00"
    numbers = random.Random(16)
    vectors = [
        {
            "encoder": "some-model",
            "sha256": hashlib.sha256(str(each).encode()).hexdigest(),
            "vector": numbers.randbytes(768),
        }
        for each in range(min(count, 50))
    ]
    search = {"claim_id": one, "query": ODD, "encoder": "some-model", "stance_basis": "rules", "index_version": "1"}
    evidence = {"search_id": "s" * 64, "passage_key": 1, "similarity": None, "lexical_rank": None, "stance": "supports"}
    evidence |= {"probability": 0.5, "basis": "rules", "reasons": [], "exact": None, "flags": ["z", "a"], "shown": None}
    evidence |= {"copies": [], "scores": {"supports": 1e-300, "contradicts": 0.1}, "comparison": None}
    return {
        "vectors": [*vectors, {"encoder": "empty", "sha256": "", "vector": b""}],
        "encoded": [{"encoder": "some-model", "passage": 1, "changed": 0, "precedent": 0}],
        "readings": [{"key": 7, "article_id": article, "reader": "1"}, {"key": 9, "document_key": 1, "reader": "1"}],
        "quotations": [
            {
                "reading_key": 7,
                "number": 1,
                "kind": "direct",
                "content": [[0, 8]],
                "parts": [],
                "cue": None,
                "source": None,
                "addressee": None,
                "speaker": {"name": ODD, "kind": "person"},
                "rule": "odd",
                "confidence": 1 / 3,
                "within": [],
            }
        ],
        "searches": [
            {
                **search,
                "id": "s" * 64,
                "verdict": None,
                "probability": 1e-17,
                "reasons": [],
                "wording": None,
                "at": at,
            }
        ],
        "evidence": [{**evidence, "rank": rank, "score": score} for rank, score in enumerate(FLOATS)],
        "suggestions": [{"claim_id": one, "search_id": "s" * 64}],
        "items": [
            {
                "key": ODD,
                "source": "wire",
                "place": "wire.jsonl, line 1",
                "sha256": "0" * 64,
                "state": "done",
                "problem": "",
                "article_id": article,
                "stamp": None,
                "about": {"title": ODD, "also": None},
                "at": at,
            }
        ],
        "appearances": [{"claim_id": one, "first_id": one, "at": at}, {"claim_id": two, "first_id": one, "at": at}],
        "flags": [{"claim_id": one, "rules": [{"why": ODD, "rule": "new"}], "at": at}],
        "deliveries": [{"flag_key": 1, "channel": "output", "at": at}],
        "mutes": [{"what": "words", "value": ODD, "note": "", "by": "ana", "at": at, "until": "2026-12-31"}],
        "fetches": [
            {
                "url": "https://courier.example/",
                "final_url": "https://courier.example/",
                "at": at,
                "status": 304,
                "headers": [["ETag", '"1"']],
                "sha256": "0" * 64,
                "size": 0,
            }
        ],
        "fetched_documents": [{"document_key": 1, "fetch_key": 1}],
        "fetched_articles": [{"article_id": article, "fetch_key": 1}],
        "leases": [{"claim_id": three, "by": "ana", "taken": at, "expires": 1.8e9, "work": {"note": ODD}}],
    }


def dump(workspace: Workspace) -> dict[str, tuple[int, str]]:
    """What a workspace holds, table by table."""
    from factcheck.store import stored

    with workspace.database.reading() as session:
        return {name: tuple(found) for name, found in stored.digests(session, lambda *_: None).items()}
