"""Unattended runs: items, flags, mutes, and what was fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetches",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("archive", sa.Text(), nullable=True),
        sa.Column("offset", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fetches")),
    )
    op.create_index(op.f("ix_fetches_sha256"), "fetches", ["sha256"])
    op.create_index(op.f("ix_fetches_url"), "fetches", ["url"])

    op.create_table(
        "mutes",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("what IN ('claim', 'speaker', 'rule', 'words')", name=op.f("ck_mutes_what")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mutes")),
    )
    op.create_table(
        "fetched_articles",
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("fetch_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_fetched_articles_article_id")),
        sa.ForeignKeyConstraint(["fetch_key"], ["fetches.key"], name=op.f("fk_fetched_articles_fetch_key")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_fetched_articles")),
    )
    op.create_index(op.f("ix_fetched_articles_fetch_key"), "fetched_articles", ["fetch_key"])

    op.create_table(
        "fetched_documents",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("fetch_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_fetched_documents_document_key")),
        sa.ForeignKeyConstraint(["fetch_key"], ["fetches.key"], name=op.f("fk_fetched_documents_fetch_key")),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_fetched_documents")),
    )
    op.create_index(op.f("ix_fetched_documents_fetch_key"), "fetched_documents", ["fetch_key"])

    op.create_table(
        "items",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('done', 'failed')", name=op.f("ck_items_state")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_items_article_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_article_id"), "items", ["article_id"])

    op.create_table(
        "appearances",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=12), nullable=False),
        sa.Column("first_id", sa.String(length=12), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_appearances_claim_id")),
        sa.ForeignKeyConstraint(["first_id"], ["claims.id"], name=op.f("fk_appearances_first_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_appearances")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_appearances_claim_id")),
    )
    op.create_index(op.f("ix_appearances_first_id"), "appearances", ["first_id"])
    # Of those that say it first alone: the words stand in `claims` already; rowid is appearances.key.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE appearances_text (key bigint PRIMARY KEY, words tsvector NOT NULL, size integer NOT NULL)"
        )
        op.execute("CREATE INDEX appearances_text_words ON appearances_text USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE appearances_text USING fts5("
            "claim, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )

    op.create_table(
        "flags",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=12), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_flags_claim_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_flags")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_flags_claim_id")),
    )
    op.create_table(
        "deliveries",
        sa.Column("flag_key", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["flag_key"], ["flags.key"], name=op.f("fk_deliveries_flag_key")),
        sa.PrimaryKeyConstraint("flag_key", "channel", name=op.f("pk_deliveries")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
