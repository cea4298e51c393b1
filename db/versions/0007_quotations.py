"""Texts are read into quotations once: what was found in an article or a document version, and by which reader.

Texts that are stored already stay unread: what finds quotations is no part of a migration. The first command that
stores what it needs of them reads them, and so does `factcheck corpus reread`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=True),
        sa.Column("document_key", sa.Integer(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.CheckConstraint("(article_id IS NULL) <> (document_key IS NULL)", name=op.f("ck_readings_one_text")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_readings_article_id")),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_readings_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_readings")),
        sa.UniqueConstraint("article_id", name=op.f("uq_readings_article_id")),
        sa.UniqueConstraint("document_key", name=op.f("uq_readings_document_key")),
    )
    op.create_table(
        "quotations",
        sa.Column("reading_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("cue", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("addressee", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("speaker", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("within", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_quotations_kind")),
        sa.ForeignKeyConstraint(["reading_key"], ["readings.key"], name=op.f("fk_quotations_reading_key")),
        sa.PrimaryKeyConstraint("reading_key", "number", name=op.f("pk_quotations")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
