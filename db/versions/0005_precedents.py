"""What was checked before: own claims with a decision, imported ClaimReviews, full text over both."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    precedents = op.create_table(
        "precedents",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("claim_id", sa.String(length=12), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("claim_sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_sha256", sa.String(length=64), nullable=True),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("claimant", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_precedents_claim_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_precedents")),
        sa.UniqueConstraint("id", "version", name=op.f("uq_precedents_id_version")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE precedents_text (key bigint PRIMARY KEY, words tsvector NOT NULL, size integer NOT NULL)"
        )
        op.execute("CREATE INDEX precedents_text_words ON precedents_text USING gin (words)")
        return  # no database there is of an age to have decisions without precedents
    # Contentless: the words stand in `precedents` already; rowid is precedents.key.
    op.execute(
        "CREATE VIRTUAL TABLE precedents_text USING fts5("
        "claim, title, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    _remember_decided_claims(precedents)


def _remember_decided_claims(precedents: sa.Table) -> None:
    connection = op.get_bind()
    decided = connection.execute(
        sa.text("SELECT id, text FROM claims WHERE id IN (SELECT claim_id FROM decisions) ORDER BY id")
    )
    for claim_id, words in decided.all():
        claim = " ".join(words.split())
        sha256 = hashlib.sha256(claim.encode("utf-8", "surrogatepass")).hexdigest()
        row = {
            "id": claim_id,
            "version": 1,
            "current": True,
            "claim_id": claim_id,
            "sha256": sha256,
            "claim": claim,
            "claim_sha256": sha256,
            "rating": "",
            "publisher": "",
            "source": "",
        }
        (key,) = connection.execute(precedents.insert().values(row)).inserted_primary_key
        connection.execute(
            sa.text("INSERT INTO precedents_text (rowid, claim, title) VALUES (:key, :claim, '')"),
            {"key": key, "claim": claim},
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that the upgrade made.")
