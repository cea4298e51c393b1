"""Which documents are no longer current, without reading them all."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The words of the condition are those of the queries: SQLite takes a partial index only where they are the same.
    condition = "NOT current" if op.get_bind().dialect.name == "postgresql" else "current = 0"
    op.execute(f"CREATE INDEX ix_documents_superseded ON documents (key) WHERE {condition}")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
