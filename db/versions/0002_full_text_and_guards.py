"""Full-text search over passages, and triggers that keep the decision log append-only."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GUARDED = ("decisions", "citations")


def upgrade() -> None:
    # Contentless: the words stand in `passages` already; rowid is passages.key.
    op.execute(
        "CREATE VIRTUAL TABLE passages_text USING fts5("
        "title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(
        "INSERT INTO passages_text (rowid, title, text) "
        "SELECT passages.key, coalesce(documents.title, ''), passages.text "
        "FROM passages JOIN documents ON documents.key = passages.document_key"
    )
    for table in GUARDED:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
            )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
