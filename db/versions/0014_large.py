"""What changed in the corpus since a moment, without reading all of it; which holder of a claim a lease is of; in which
order items were met. On PostgreSQL texts are in the order of their bytes and integers have 64 bits, as on SQLite."""

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
    op.add_column("items", sa.Column("number", sa.Integer(), server_default="0", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "UPDATE items SET number = met.place FROM "
            "(SELECT key, row_number() OVER (ORDER BY at, key) AS place FROM items) AS met WHERE met.key = items.key"
        )
        _as_sqlite_has_them()
    else:
        op.execute("UPDATE items SET number = rowid")
    op.create_index(op.f("ix_items_number"), "items", ["number"])


def _as_sqlite_has_them() -> None:
    connection = op.get_bind()
    columns = connection.execute(
        sa.text(
            "SELECT table_name, column_name, data_type, character_maximum_length AS most, "
            "pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name <> 'alembic_version' "
            "AND data_type IN ('integer', 'text', 'character varying') ORDER BY table_name, ordinal_position"
        )
    ).all()
    changes: dict[str, list[str]] = {}
    for column in columns:
        kind = {"integer": "bigint", "text": 'text COLLATE "C"'}.get(
            column.data_type, f'varchar({column.most}) COLLATE "C"'
        )
        changes.setdefault(column.table_name, []).append(f'ALTER COLUMN "{column.column_name}" TYPE {kind}')
        if column.sequence:
            op.execute(f"ALTER SEQUENCE {column.sequence} AS bigint")
    for table, some in changes.items():
        op.execute(f"ALTER TABLE {table} {', '.join(some)}")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
