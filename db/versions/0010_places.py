"""Where in its source a text stands (page, time, row), where date and publisher were read, and what was remarked.

Nothing is known of these for what was stored before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("publisher_from", sa.Text(), nullable=True))
        articles.add_column(sa.Column("places", sa.JSON(), server_default="[]", nullable=False))
        articles.add_column(sa.Column("notices", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("published_from", sa.Text(), nullable=True))
        documents.add_column(sa.Column("publisher_from", sa.Text(), nullable=True))
        documents.add_column(sa.Column("places", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("passages") as passages:
        passages.add_column(sa.Column("place", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
