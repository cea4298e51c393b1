"""What a claim was searched with beside its words; how relevant evidence is, and its copies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("context", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("relevance", sa.Float(), nullable=True))
        evidence.add_column(sa.Column("copies", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
