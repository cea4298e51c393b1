"""What a passage shares with a claim and where it differs, which stance is shown, and proposals that are none.

What was found before stays as it is, compared with nothing, and no stance of it is shown. The places of figures that
were compared go: a comparison has them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("scores", sa.JSON(none_as_null=True), nullable=True))
        evidence.add_column(sa.Column("comparison", sa.JSON(none_as_null=True), nullable=True))
        evidence.add_column(sa.Column("shown", sa.Text(), nullable=True))
        evidence.drop_column("figures")
        evidence.drop_column("relevance")  # no model puts passages in order any more
    with op.batch_alter_table("searches") as searches:
        searches.alter_column("verdict", existing_type=sa.Text(), nullable=True)
        searches.alter_column("probability", existing_type=sa.Double(), nullable=True)
    op.execute("UPDATE searches SET verdict = NULL, probability = NULL WHERE verdict = 'unverified'")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
