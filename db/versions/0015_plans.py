"""Up to where an encoder has seen everything, and indices for what the desk asks of large tables."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BETWEEN_TWO = "state NOT IN ('decided', 'disputed') AND \"by\" IS NOT NULL AND second_by IS NULL"


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "encoded",
        sa.Column("encoder", sa.Text(collation="C" if postgres else None), nullable=False),
        *(sa.Column(name, key, nullable=False) for name in ("passage", "changed", "precedent")),
        sa.PrimaryKeyConstraint("encoder", name=op.f("pk_encoded")),
    )
    if not postgres:
        listed = ["id", "version", "title", "publisher", "published", "published_from", "publisher_from", "current"]
        op.create_index("ix_documents_listed", "documents", listed, sqlite_where=sa.text("current"))
    op.create_index("ix_entries_of_people", "entries", ["by", "key"])
    _partial(
        "ix_claim_standing_decided",
        "claim_standing",
        ["urgency", "rank", "due", "article_id", "number", "state", "verdict", "claim_id"],
        "verdict IS NOT NULL",
    )
    _partial("ix_claim_standing_between_two", "claim_standing", ["claim_id"], BETWEEN_TWO)
    _partial("ix_precedents_superseded", "precedents", ["key"], "NOT current")
    op.create_index(op.f("ix_precedents_claim_id"), "precedents", ["claim_id"])


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
