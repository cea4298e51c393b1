"""The tables, as they stand at the newest revision in ``db/versions``.

Invariant: what the machine proposes (searches, evidence, suggestions) and what a person does
(entries, citations) never share a table, and no row of the log is written twice. What can be
derived of the log (claim_standing, article_standing) has tables of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# Claims that one has answered, if not wholly, and another may have still to check; as statements write it.
BETWEEN_TWO = "state NOT IN ('decided', 'disputed') AND \"by\" IS NOT NULL AND second_by IS NULL"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it)
        str: Text,
        int: BigInteger().with_variant(Integer, "sqlite"),  # whose integers have 64 bits, and count up under that name
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class ArticleRow(Base):
    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    blocks: Mapped[list[Any]]  # [kind, start, end] each
    title: Mapped[str | None]
    standfirst: Mapped[str | None]
    byline: Mapped[str | None]
    publisher: Mapped[str | None]
    published: Mapped[date | None]
    published_from: Mapped[str | None]
    url: Mapped[str | None] = mapped_column(index=True)
    source: Mapped[str | None]
    publisher_from: Mapped[str | None]
    places: Mapped[list[Any]] = mapped_column(server_default="[]")  # [start, name] each
    notices: Mapped[list[Any]] = mapped_column(server_default="[]")
    file: Mapped[str | None] = mapped_column(index=True)  # where it was read last, from the root
    file_sha256: Mapped[str | None] = mapped_column(String(64))  # of the file's bytes then


class DocumentRow(Base):
    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("id", "version"),
        Index("ix_documents_superseded", "key", sqlite_where=text("current = 0"), postgresql_where=text("NOT current")),
        # To list and count them on SQLite, which would read every text on the way to what stands behind it.
        Index(
            "ix_documents_listed",
            *("id", "version", "title", "publisher", "published", "published_from", "publisher_from", "current"),
            sqlite_where=text("current"),
        ).ddl_if(dialect="sqlite"),
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]  # the corpus's own
    version: Mapped[int]
    current: Mapped[bool]  # False once a newer version was added or the document was removed
    changed: Mapped[int] = mapped_column(server_default="0", index=True)  # see store.corpus: counts up at each change
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    title: Mapped[str | None]
    publisher: Mapped[str | None]
    url: Mapped[str | None]
    published: Mapped[date | None]
    extra: Mapped[dict[str, Any]]
    source: Mapped[str]  # the file it came from
    published_from: Mapped[str | None]
    publisher_from: Mapped[str | None]
    places: Mapped[list[Any]] = mapped_column(server_default="[]")  # [start, name] each


class PassageRow(Base):
    __tablename__ = "passages"
    __table_args__ = (UniqueConstraint("id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    document_key: Mapped[int] = mapped_column(ForeignKey("documents.key"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    encoded_sha256: Mapped[str] = mapped_column(String(64), server_default="")  # of its words with the title
    place: Mapped[str | None]  # page, time or row, where the document has such


class VectorRow(Base):
    """A unit vector as little-endian float16, of one text by one model."""

    __tablename__ = "vectors"

    encoder: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class EncodedRow(Base):
    """Up to where an encoder has seen everything (see ``store.encoded``). Can always be found anew."""

    __tablename__ = "encoded"

    encoder: Mapped[str] = mapped_column(primary_key=True)
    passage: Mapped[int]
    changed: Mapped[int]
    precedent: Mapped[int]


class ReadingRow(Base):
    """That a text was read for quotations, and by which version of the reader. A text without one is unread."""

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("article_id"),
        UniqueConstraint("document_key"),
        CheckConstraint("(article_id IS NULL) <> (document_key IS NULL)", name="one_text"),
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    document_key: Mapped[int | None] = mapped_column(ForeignKey("documents.key"))
    reader: Mapped[str]


class QuotationRow(Base):
    """What was found in a text when it was read. Places are [start, end] in the whole text."""

    __tablename__ = "quotations"
    __table_args__ = (CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name="kind"),)

    reading_key: Mapped[int] = mapped_column(ForeignKey("readings.key"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1, in text order
    kind: Mapped[str]
    content: Mapped[list[Any]]
    parts: Mapped[list[Any]]  # of the content, what stands in quotation marks
    cue: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    addressee: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    speaker: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    rule: Mapped[str]
    confidence: Mapped[float]
    within: Mapped[list[Any]]


class ClaimRow(Base):
    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    number: Mapped[int]  # from 1, in text order when the article was first checked; given once
    active: Mapped[bool]  # False if the newest extraction of the article no longer finds it
    kind: Mapped[str]
    block: Mapped[str]
    text: Mapped[str]
    spans: Mapped[list[Any]]
    speaker: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    cue: Mapped[str | None]
    addressee: Mapped[str | None]
    flags: Mapped[list[Any]]
    checkworthiness: Mapped[float] = mapped_column(index=True)
    reasons: Mapped[list[Any]]
    restates: Mapped[str | None]
    attribution_rule: Mapped[str | None]
    context: Mapped[list[Any]] = mapped_column(server_default="[]")
    also: Mapped[list[Any]] = mapped_column(server_default="[]")  # further places that say the same
    origin: Mapped[str] = mapped_column(server_default="machine")


class SearchRow(Base):
    """The search ledger, with what the machine suggested on the strength of each search."""

    __tablename__ = "searches"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # fingerprint of all that follows
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), index=True)
    query: Mapped[str]
    encoder: Mapped[str]
    stance_basis: Mapped[str]
    index_version: Mapped[str]
    verdict: Mapped[str | None]  # None: nothing is proposed
    probability: Mapped[float | None]
    reasons: Mapped[list[Any]]
    wording: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of words in quotation marks
    at: Mapped[str]


class EvidenceRow(Base):
    __tablename__ = "evidence"

    search_id: Mapped[str] = mapped_column(ForeignKey("searches.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    passage_key: Mapped[int] = mapped_column(ForeignKey("passages.key"), index=True)
    score: Mapped[float]
    similarity: Mapped[float | None]
    lexical_rank: Mapped[int | None]
    stance: Mapped[str]  # as computed
    probability: Mapped[float]
    basis: Mapped[str]
    reasons: Mapped[list[Any]]
    exact: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    flags: Mapped[list[Any]]
    copies: Mapped[list[Any]] = mapped_column(server_default="[]")  # ids of passages
    scores: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # stance → probability
    comparison: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None before revision 0009
    shown: Mapped[str | None]  # the stance that a person is told


class SuggestionRow(Base):
    """Which search's suggestion a claim shows. Frozen while a decision stands."""

    __tablename__ = "suggestions"

    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    search_id: Mapped[str] = mapped_column(ForeignKey("searches.id"), index=True)


class EntryRow(Base):
    """The log of the desk, whose columns are those of ``domain.LogEntry``. Triggers forbid UPDATE and DELETE."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("claim_id", "number"),
        UniqueConstraint("previous_hash"),  # the chain never forks
        CheckConstraint("verdict IS NULL OR verdict IN ('supported', 'contradicted', 'unverified')", name="verdict"),
        CheckConstraint("verdict <> 'unverified' OR reason IS NOT NULL", name="unverified_has_reason"),
        Index(
            "ix_entries_of_articles",
            "article_id",
            "number",
            unique=True,
            sqlite_where=text("claim_id IS NULL"),
            postgresql_where=text("claim_id IS NULL"),
        ),
        Index("ix_entries_of_people", "by", "key"),
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[int]
    action: Mapped[str]
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claims.id"))
    number: Mapped[int]
    attribution: Mapped[str | None]
    verdict: Mapped[str | None]
    reason: Mapped[str | None]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    content: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class CitationRow(Base):
    """The exact words an entry rests on. Triggers forbid UPDATE and DELETE."""

    __tablename__ = "citations"

    entry_key: Mapped[int] = mapped_column(ForeignKey("entries.key"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[str] = mapped_column(index=True)
    passage_sha256: Mapped[str] = mapped_column(String(64))
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    retrieved: Mapped[str | None]


class ClaimStandingRow(Base):
    """Where a claim stands: derived from the log, the claim and its suggestion, for the queue. Can always be made anew.

    ``waiting`` says that the state is one that waits for somebody, of an active claim of an article that is neither
    retired nor closed. ``urgency`` is 0 for misquoted and restated claims, else 1; ``rank`` is 1 less its
    check-worthiness, to a tenth; ``due`` comes after all days where none is set; ``corrected`` is what a person
    corrected (see ``domain.ClaimStanding.changed``).
    """

    __tablename__ = "claim_standing"
    # What follows the place in the queue is there so that nothing but the index is read to find and to count.
    __table_args__ = (
        Index(
            "ix_claim_standing_queue",
            "waiting",
            "urgency",
            "rank",
            "due",
            "article_id",
            "number",
            "state",
            "by",
            "second_by",
            "assigned",
        ),
        Index(
            "ix_claim_standing_decided",
            *("urgency", "rank", "due", "article_id", "number", "state", "verdict", "claim_id"),
            sqlite_where=text("verdict IS NOT NULL"),
            postgresql_where=text("verdict IS NOT NULL"),
        ),
        Index(
            "ix_claim_standing_between_two",
            "claim_id",
            sqlite_where=text(BETWEEN_TWO),
            postgresql_where=text(BETWEEN_TWO),
        ),
    )

    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    number: Mapped[int]
    state: Mapped[str]
    waiting: Mapped[bool]
    urgency: Mapped[int]
    rank: Mapped[float]
    due: Mapped[str]
    entries: Mapped[int]
    attribution: Mapped[str | None]
    verdict: Mapped[str | None]
    by: Mapped[str | None]
    second_by: Mapped[str | None]
    assigned: Mapped[str | None]
    corrected: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ArticleStandingRow(Base):
    """Where an article stands, its columns those of ``domain.ArticleStanding``: derived from the log."""

    __tablename__ = "article_standing"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    story_id: Mapped[str] = mapped_column(String(16), index=True)
    draft: Mapped[int]
    previous_id: Mapped[str | None] = mapped_column(String(16))
    retired: Mapped[bool]
    closed: Mapped[bool]
    due: Mapped[str | None]
    assigned: Mapped[str | None]


class LeaseRow(Base):
    """Who is at a claim, and until when (seconds since 1970). Of no lasting worth, but for the work."""

    __tablename__ = "leases"

    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    by: Mapped[str] = mapped_column(index=True)
    taken: Mapped[str]
    expires: Mapped[float]
    attempt: Mapped[int] = mapped_column(server_default="1")  # another whenever it is taken; who has another is late
    work: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # note and citations, not yet decided


class PersonRow(Base):
    """Who has a token for the desk in a browser. The token itself is nowhere."""

    __tablename__ = "people"

    name: Mapped[str] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64))
    since: Mapped[str]  # when the token was made


class ItemRow(Base):
    """Something that an unattended run was given: a file, a page, a line of a stream; and what became of it last.

    ``key`` tells it from every other item of every source; ``sha256`` is of its bytes, and of what was said of them.
    """

    __tablename__ = "items"
    __table_args__ = (CheckConstraint("state IN ('done', 'failed')", name="state"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(server_default="0", index=True)  # in the order in which they were met
    source: Mapped[str]
    place: Mapped[str]  # where it stands, for people: "wire.jsonl, line 17"
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str]
    problem: Mapped[str]
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"), index=True)
    stamp: Mapped[str | None]  # different whenever the item is, and known without reading it
    about: Mapped[dict[str, Any]]  # what this item says of its article, which others may have word for word
    at: Mapped[str]


class AppearanceRow(Base):
    """That a claim says what an earlier one said first, or is itself the first that says it (``first_id`` its own)."""

    __tablename__ = "appearances"
    __table_args__ = (UniqueConstraint("claim_id"),)

    key: Mapped[int] = mapped_column(primary_key=True)  # in the order in which they were found
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"))
    first_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), index=True)
    at: Mapped[str]


class FlagRow(Base):
    """That an unattended run found a claim worth a person's time, and by which rules. One a claim, for good."""

    __tablename__ = "flags"
    __table_args__ = (UniqueConstraint("claim_id"),)

    key: Mapped[int] = mapped_column(primary_key=True)  # in the order in which they were raised
    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"))
    rules: Mapped[list[Any]]  # {"rule", "why"} each
    at: Mapped[str]


class DeliveryRow(Base):
    """That a flag was told somewhere: printed ("output"), or sent to a channel of that name."""

    __tablename__ = "deliveries"

    flag_key: Mapped[int] = mapped_column(ForeignKey("flags.key"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]


class MuteRow(Base):
    """What somebody wants no flags of: a claim, a speaker, a rule, words. Lifted, it stays, and says by whom."""

    __tablename__ = "mutes"
    __table_args__ = (CheckConstraint("what IN ('claim', 'speaker', 'rule', 'words')", name="what"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    value: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    until: Mapped[str | None]  # the last day
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[str | None]


class FetchRow(Base):
    """An answer that was fetched over a network. Its bytes lie in an archive of the workspace, where ``archive`` says;
    an answer that nothing has changed has none."""

    __tablename__ = "fetches"

    key: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(index=True)  # as it was asked for
    final_url: Mapped[str]  # where the redirects led
    at: Mapped[str]
    status: Mapped[int]
    headers: Mapped[list[Any]]  # [name, value] each
    sha256: Mapped[str] = mapped_column(String(64), index=True)  # of the bytes of the body, decompressed
    size: Mapped[int]
    archive: Mapped[str | None]  # a WARC file below the workspace
    offset: Mapped[int | None]
    record_id: Mapped[str | None]


class FetchedDocumentRow(Base):
    """Which answer a version of a document was read from."""

    __tablename__ = "fetched_documents"

    document_key: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    fetch_key: Mapped[int] = mapped_column(ForeignKey("fetches.key"), index=True)


class FetchedArticleRow(Base):
    """Which answer an article was read from last."""

    __tablename__ = "fetched_articles"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    fetch_key: Mapped[int] = mapped_column(ForeignKey("fetches.key"), index=True)


class PrecedentRow(Base):
    """A claim that was checked before: by this desk (``claim_id``; its verdict stands in the log
    and nowhere else), or in a ClaimReview that was imported, version by version.

    Apart from documents on purpose: a ClaimReview repeats what was claimed, and what is not a
    passage can neither be found as evidence nor cited.
    """

    __tablename__ = "precedents"
    __table_args__ = (
        UniqueConstraint("id", "version"),
        Index(
            "ix_precedents_superseded", "key", sqlite_where=text("NOT current"), postgresql_where=text("NOT current")
        ),
    )

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]  # the claim's id, or the ClaimReview's
    version: Mapped[int]
    current: Mapped[bool]
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claims.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    claim: Mapped[str]
    claim_sha256: Mapped[str] = mapped_column(String(64))  # of the words that are encoded
    title: Mapped[str | None]
    title_sha256: Mapped[str | None] = mapped_column(String(64))
    rating: Mapped[str]
    publisher: Mapped[str]
    url: Mapped[str | None]
    claimant: Mapped[str | None]
    published: Mapped[date | None]
    verdict: Mapped[str | None]
    source: Mapped[str]
