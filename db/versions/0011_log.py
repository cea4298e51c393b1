"""The log of the desk: decisions become entries among others, and where each claim and article stands is kept beside.

Decisions keep their hashes: their form is 1, whose hash covers what a decision held then. Every verdict is one on
substance; nothing is said of attribution. Verdicts whose document has changed since get an entry that says so.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

GUARDED = ("entries", "citations")


def upgrade() -> None:
    _number_once()
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("also", sa.JSON(), server_default="[]", nullable=False))
        claims.add_column(sa.Column("origin", sa.Text(), server_default="machine", nullable=False))
        claims.create_unique_constraint(op.f("uq_claims_article_id_number"), ["article_id", "number"])
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("file", sa.Text(), nullable=True))
        articles.add_column(sa.Column("file_sha256", sa.String(length=64), nullable=True))
        articles.create_index(op.f("ix_articles_url"), ["url"])
        articles.create_index(op.f("ix_articles_file"), ["file"])
    _make_log()
    _move_decisions()
    _enter_stale()
    for table in GUARDED:
        _guard(table)
    _make_standing()
    _fill_standing()


def _guard(table: str) -> None:
    if _on_postgres():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        )


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _number_once() -> None:
    """Of the claims of an article that share a number, let one that is still found keep it; the others get numbers
    that nobody had."""
    op.execute(
        "WITH ranked AS (SELECT id, article_id, number, max(number) OVER (PARTITION BY article_id) AS last, "
        "row_number() OVER (PARTITION BY article_id, number ORDER BY active DESC, id) AS nth FROM claims), "
        "given AS (SELECT id, last + row_number() OVER (PARTITION BY article_id ORDER BY number, id) AS number "
        "FROM ranked WHERE nth > 1) "
        "UPDATE claims SET number = (SELECT number FROM given WHERE given.id = claims.id) "
        "WHERE id IN (SELECT id FROM given)"
    )


def _make_log() -> None:
    op.create_table(
        "entries",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.String(length=12), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('supported', 'contradicted', 'unverified')", name=op.f("ck_entries_verdict")
        ),
        sa.CheckConstraint(
            "verdict <> 'unverified' OR reason IS NOT NULL", name=op.f("ck_entries_unverified_has_reason")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_entries_article_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_entries_claim_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entries")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_entries_claim_id_number")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_entries_previous_hash")),
    )
    op.create_index(
        "ix_entries_of_articles",
        "entries",
        ["article_id", "number"],
        unique=True,
        sqlite_where=sa.text("claim_id IS NULL"),
        postgresql_where=sa.text("claim_id IS NULL"),
    )
    op.create_index(op.f("ix_entries_article_id"), "entries", ["article_id"])


def _move_decisions() -> None:
    before = f"json{'_build' if _on_postgres() else ''}_object('previous_verdict', previous_verdict)"
    op.execute(
        "INSERT INTO entries (key, form, action, article_id, claim_id, number, verdict, reason, "  # noqa: S608
        "note, by, at, content, previous_hash, hash) SELECT "
        "decisions.key, 1, CASE WHEN decisions.verdict IS NULL THEN 'reopened' ELSE "
        "'decided' END, claims.article_id, decisions.claim_id, decisions.number, decisions.verdict, reason, note, by, "
        f"at, {before}, previous_hash, hash FROM decisions "
        "JOIN claims ON claims.id = decisions.claim_id ORDER BY decisions.key"
    )
    if _on_postgres():  # where no two tables have indices of the same name
        op.execute("ALTER INDEX pk_citations RENAME TO pk_citations_before")
    op.create_table(
        "cited",
        sa.Column("entry_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("passage_sha256", sa.String(length=64), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entry_key"], ["entries.key"], name=op.f("fk_citations_entry_key")),
        sa.PrimaryKeyConstraint("entry_key", "number", name=op.f("pk_citations")),
    )
    op.execute(
        'INSERT INTO cited (entry_key, number, passage_id, passage_sha256, exact, prefix, suffix, start, "end") '
        'SELECT decision_key, number, passage_id, passage_sha256, exact, prefix, suffix, start, "end" FROM citations'
    )
    for table in ("citations", "decisions"):
        op.drop_table(table)  # its triggers go with it
    op.rename_table("cited", "citations")
    op.create_index(op.f("ix_citations_passage_id"), "citations", ["passage_id"])


def _make_standing() -> None:
    op.create_table(
        "claim_standing",
        sa.Column("claim_id", sa.String(length=12), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Double(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("second_by", sa.Text(), nullable=True),
        sa.Column("assigned", sa.Text(), nullable=True),
        sa.Column("corrected", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_standing_claim_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_claim_standing_article_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_standing")),
    )
    op.create_index(op.f("ix_claim_standing_article_id"), "claim_standing", ["article_id"])
    op.create_index(
        "ix_claim_standing_queue",
        "claim_standing",
        ["waiting", "urgency", "rank", "due", "article_id", "number", "state", "by", "second_by", "assigned"],
    )
    op.create_table(
        "article_standing",
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("story_id", sa.String(length=16), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.String(length=16), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("assigned", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_standing_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_standing")),
    )
    op.create_index(op.f("ix_article_standing_story_id"), "article_standing", ["story_id"])
    op.create_table(
        "leases",
        sa.Column("claim_id", sa.String(length=12), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("expires", sa.Double(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_leases_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_leases")),
    )
    op.create_index(op.f("ix_leases_by"), "leases", ["by"])


def _fill_standing() -> None:
    """As ``desk.standing`` would, of a log that holds decisions and reopenings only."""
    connection = op.get_bind()
    op.execute(
        "INSERT INTO article_standing (article_id, story_id, draft, retired, closed) "
        "SELECT id, id, 1, false, false FROM articles"
    )
    if rows := list(_standing_rows(connection)):
        standing = sa.table("claim_standing", *(sa.column(name) for name in rows[0]))
        connection.execute(sa.insert(standing), rows)


def _enter_stale() -> None:
    """Enter on each claim whose standing verdict cites what is no longer current that it is stale, as whoever changes
    a document does since."""
    connection = op.get_bind()
    cited = connection.execute(
        sa.text(
            "SELECT entries.key, entries.article_id, entries.claim_id, entries.number, passage_id, "
            "documents.id AS document FROM entries JOIN citations ON citations.entry_key = entries.key "
            "JOIN passages ON passages.id = citations.passage_id "
            "JOIN documents ON documents.key = passages.document_key WHERE NOT documents.current AND entries.number = "
            "(SELECT max(number) FROM entries AS newest WHERE newest.claim_id = entries.claim_id) "
            "ORDER BY entries.key, citations.number"
        )
    )
    stale: dict[int, list[sa.Row[Any]]] = {}
    for row in cited:
        stale.setdefault(row.key, []).append(row)
    for rows in stale.values():
        _enter_one(connection, rows)


def _enter_one(connection: sa.Connection, cited: list[sa.Row[Any]]) -> None:
    first = cited[0]
    problems = [f"{row.document} was changed or removed after {row.passage_id} was cited" for row in cited]
    fields = {
        "action": "stale",
        "article_id": first.article_id,
        "claim_id": first.claim_id,
        "number": first.number + 1,
        "by": "factcheck",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "note": "",
        "attribution": None,
        "verdict": None,
        "reason": None,
        "content": {"problems": list(dict.fromkeys(problems)), "document": first.document, "cite": []},
        "previous_hash": connection.scalar(sa.text("SELECT hash FROM entries ORDER BY key DESC LIMIT 1")),
        "form": 2,
    }
    signed = json.dumps({**fields, "citations": []}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    row = {**fields, "content": json.dumps(fields["content"]), "hash": hashlib.sha256(signed.encode()).hexdigest()}
    connection.execute(sa.insert(sa.table("entries", *(sa.column(name) for name in row))), row)


def _standing_rows(connection: sa.Connection) -> Iterator[dict[str, object]]:
    made = connection.execute(sa.text("SELECT action, claim_id, number, verdict, by FROM entries ORDER BY key")).all()
    last = {row.claim_id: row for row in made if row.action != "stale"}
    stale = {row.claim_id: row for row in made if row.action == "stale"}
    found = connection.execute(
        sa.text(
            "SELECT claims.id, article_id, number, active, checkworthiness, restates, searches.wording FROM claims "
            "LEFT JOIN suggestions ON suggestions.claim_id = claims.id "
            "LEFT JOIN searches ON searches.id = suggestions.search_id ORDER BY claims.id"
        )
    )
    for claim in found:
        entry = last.get(claim.id)
        decided = entry is not None and entry.verdict is not None
        state = ("stale" if claim.id in stale else "decided") if decided else "reopened" if entry else "open"
        yield {
            "claim_id": claim.id,
            "article_id": claim.article_id,
            "number": claim.number,
            "state": state,
            "waiting": bool(claim.active) and state != "decided",
            "urgency": 0 if claim.restates or _misquoted(claim.wording) else 1,
            "rank": round(1 - claim.checkworthiness, 1),
            "due": "9999-12-31",
            "entries": max(row.number for row in (entry, stale.get(claim.id)) if row) if entry else 0,
            "verdict": entry.verdict if decided else None,
            "by": entry.by if decided else None,
        }


def _misquoted(wording: str | None) -> bool:
    known = json.loads(wording) if wording else None
    if known is None or known["finding"] in ("not found", "paraphrased"):
        return False
    altered = known["finding"] != "ambiguous" and any(part["grave"] for part in known["diff"])
    places = known["places"]
    return altered or (bool(places) and all(place["same_speaker"] is False for place in places))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
