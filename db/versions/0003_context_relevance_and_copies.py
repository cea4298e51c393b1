"""Vectors of passages with their titles; what claims are searched with; how relevant evidence is, and its copies."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("context", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("passages") as passages:
        passages.add_column(sa.Column("encoded_sha256", sa.String(64), server_default="", nullable=False))
    _fingerprint_with_titles()
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("relevance", sa.Double(), nullable=True))
        evidence.add_column(sa.Column("copies", sa.JSON(), server_default="[]", nullable=False))


def _fingerprint_with_titles() -> None:
    """Passages with a title get their vectors anew when the corpus is next opened; the old ones go."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT passages.key, documents.title, passages.text "
            "FROM passages JOIN documents ON documents.key = passages.document_key"
        )
    ).all()
    for key, title, text in rows:
        words = f"{title.rstrip('. ')}. {text}" if title and title.strip() else text
        fingerprint = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        connection.execute(
            sa.text("UPDATE passages SET encoded_sha256 = :fingerprint WHERE key = :key"),
            {"fingerprint": fingerprint, "key": key},
        )
    op.execute("DELETE FROM vectors WHERE sha256 NOT IN (SELECT encoded_sha256 FROM passages)")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
