"""Where the figures compared stand, in the claim and in the passage."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("figures", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
