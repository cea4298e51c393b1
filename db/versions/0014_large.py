"""What changed in the corpus since a moment, without reading all of it; and which holder of a claim a lease is of."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added as they are, not by a batch: nothing else of these tables changes, and a large one is not rebuilt.
    op.add_column("documents", sa.Column("changed", sa.Integer(), server_default="0", nullable=False))
    op.create_index(op.f("ix_documents_changed"), "documents", ["changed"])
    op.add_column("leases", sa.Column("attempt", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
