"""How often words stand in full text, on PostgreSQL: three thousand of them are counted when a table is analysed."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FULL_TEXT = ("passages_text", "precedents_text", "appearances_text")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # FTS5 is asked itself
    for table in FULL_TEXT:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN words SET STATISTICS 300")
        op.execute(f"ANALYZE {table}")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
