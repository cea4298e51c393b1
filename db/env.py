"""Run migrations over the connection that the store hands in, on SQLite in one transaction each, on PostgreSQL in one.

``alembic`` on the command line works too: it opens the database of FACTCHECK_DATABASE_URL
or of the workspace, as every other command does.
"""

from alembic import context
from sqlalchemy import text
from sqlalchemy.engine import Connection

from factcheck import settings
from factcheck.store.database import make_engine
from factcheck.store.location import url_of
from factcheck.store.tables import Base


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text tables and their shadows, and the tables of pgvector, are each database's own business."""
    derived = ("passages_text", "precedents_text", "appearances_text", "vector_index")
    return not (kind == "table" and (name or "").startswith(derived))


def _schema(connection: Connection) -> str | None:
    """Where the table of the revision is: on PostgreSQL another schema on the search_path may have one too."""
    return None if connection.dialect.name == "sqlite" else connection.scalar(text("SELECT current_schema()"))


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=is_ours,
        render_as_batch=True,
        transaction_per_migration=connection.dialect.name == "sqlite",
        version_table_schema=_schema(connection),
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    migrate(handed_in)
else:
    engine = make_engine(url_of(settings.load()))
    with engine.execution_options(writing=True).connect() as connection:
        migrate(connection)
