"""Full-text search over passages, and triggers that keep the decision log append-only."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GUARDED = ("decisions", "citations")


# Every word is kept, without stop words, and stemmed as FTS5 does. All kinds of words that letters and digits make.
TEXT_SEARCH = (
    "CREATE TEXT SEARCH DICTIONARY factcheck (TEMPLATE = pg_catalog.snowball, LANGUAGE = 'porter')",
    "CREATE TEXT SEARCH CONFIGURATION factcheck (PARSER = pg_catalog.default)",
    "ALTER TEXT SEARCH CONFIGURATION factcheck ADD MAPPING FOR "
    "asciiword, word, numword, uint, int, float, sfloat, version WITH factcheck",
    "CREATE TABLE passages_text (key bigint PRIMARY KEY, words tsvector NOT NULL, size integer NOT NULL)",
    "CREATE INDEX passages_text_words ON passages_text USING gin (words)",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgres()
        return
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


def _upgrade_postgres() -> None:
    for statement in TEXT_SEARCH:
        op.execute(statement)
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'P0FC1'; END $$"
    )
    for table in GUARDED:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
