"""What is known of an article: its text and quotations, its claims, what was proposed and what was decided.

Invariant: nothing is written here, and nothing of SQLAlchemy is needed (see ``plain``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from factcheck.domain import (
    Article,
    Citation,
    Claim,
    ClaimOrigin,
    Evidence,
    LogEntry,
    Passage,
    Quotation,
    Reading,
    Search,
)
from factcheck.store import compared, values
from factcheck.store.plain import MOST_PARAMETERS, batches, rows

if TYPE_CHECKING:
    from factcheck.store.plain import Row, Source

Version = tuple[str, int]
"""A document's id and which version of it."""

_MOST_NAMED = 9  # ids given for a beginning that several share
_ARTICLE = (
    'SELECT id, sha256, text, blocks AS "blocks/json", title, standfirst, byline, publisher, '
    'published AS "published/date", published_from, url, source, publisher_from, places AS "places/json", '
    'notices AS "notices/json" FROM articles'
)
_CLAIM = (
    'SELECT id, claims.article_id, claims.number, kind, block, text, spans AS "spans/json", '
    'speaker AS "speaker/json", cue, addressee, flags AS "flags/json", checkworthiness, reasons AS "reasons/json", '
    'restates, attribution_rule, context AS "context/json", also AS "also/json", origin, active AS "active/bool", '
    'corrected AS "corrected/json" FROM claims LEFT JOIN claim_standing ON claim_standing.claim_id = claims.id'
)
_SEARCH = (
    "SELECT searches.id, searches.claim_id, query, encoder, stance_basis, index_version, verdict, probability, "
    'reasons AS "reasons/json", wording AS "wording/json" '
    "FROM searches JOIN suggestions ON suggestions.search_id = searches.id WHERE suggestions.claim_id IN :ids"
)
_EVIDENCE = (
    "SELECT evidence.search_id, rank, passage_key, score, similarity, lexical_rank, stance, probability, basis, "
    'reasons AS "reasons/json", exact AS "exact/json", flags AS "flags/json", copies AS "copies/json", '
    'scores AS "scores/json", comparison AS "comparison/json", shown '
    "FROM evidence JOIN suggestions ON suggestions.search_id = evidence.search_id "
    "WHERE suggestions.claim_id IN :ids ORDER BY rank"
)
_PASSAGE = (
    'SELECT passages.key, passages.id, passages.text, passages.start, passages."end", place, '
    "documents.id AS document_id, "
    'documents.version, documents.title, documents.publisher, documents.url, documents.published AS "published/date", '
    'documents.current AS "current/bool" FROM passages JOIN documents ON documents.key = passages.document_key'
)
_ENTRY = (
    'SELECT key, form, action, article_id, claim_id, number, attribution, verdict, reason, note, "by", at, '
    'content AS "content/json", previous_hash, hash FROM entries'
)
_CITATION = (
    'SELECT entry_key, passage_id, passage_sha256, exact, prefix, suffix, start, "end", retrieved FROM citations '
    "JOIN entries ON entries.key = citations.entry_key"
)
_QUOTATION = (
    'SELECT reading_key, kind, content AS "content/json", parts AS "parts/json", cue AS "cue/json", '
    'source AS "source/json", addressee AS "addressee/json", speaker AS "speaker/json", rule, confidence, '
    'within AS "within/json" FROM quotations WHERE reading_key IN :keys ORDER BY reading_key, number'
)


# -- articles and claims ------------------------------------------------------------------


def find_articles(source: Source, prefix: str) -> list[str]:
    """Ids of the articles whose id starts with ``prefix``."""
    return _starting(source, "articles", prefix)


def find_claims(source: Source, prefix: str, article_id: str | None = None) -> list[str]:
    """Ids of the claims, of one article or of all, whose id starts with ``prefix``."""
    if article_id is None:
        return _starting(source, "claims", prefix)
    return _starting(source, "claims", prefix, "article_id = :article_id AND", article_id=article_id)


def _starting(source: Source, table: str, prefix: str, also: str = "", **given: object) -> list[str]:
    first, last = prefix.lower(), f"{prefix.lower()}\U0010ffff"
    where = f"WHERE {also} id BETWEEN :first AND :last ORDER BY id LIMIT {_MOST_NAMED}"
    statement = f"SELECT id FROM {table} {where}"  # noqa: S608
    return [row.id for row in rows(source, statement, first=first, last=last, **given)]


def numbered(source: Source, article_id: str, number: int) -> str | None:
    """The id of the claim that an article's report shows as ``number``; None if there is none."""
    found = rows(
        source,
        "SELECT id FROM claims LEFT JOIN claim_standing ON claim_id = id "
        "WHERE claims.article_id = :article_id AND claims.number = :number AND (active OR entries > 0)",
        article_id=article_id,
        number=number,
    )
    return found[0].id if found else None


def articles(source: Source) -> Iterator[tuple[Article, str]]:
    """Every stored article with its stored SHA-256, by id, a few at a time."""
    for some in batches(article_ids(source)):
        for row in rows(source, f"{_ARTICLE} WHERE id IN :ids ORDER BY id", ids=some):
            yield values.article(row), row.sha256


def article_ids(source: Source) -> list[str]:
    """The ids of all articles, in their order."""
    return [row.id for row in rows(source, "SELECT id FROM articles ORDER BY id")]


def article(source: Source, article_id: str) -> Article:
    (row,) = rows(source, f"{_ARTICLE} WHERE id = :id", id=article_id)
    return values.article(row)


def known_article(source: Source, article_id: str) -> Article | None:
    """The article of that id if one is stored."""
    return next((values.article(row) for row in rows(source, f"{_ARTICLE} WHERE id = :id", id=article_id)), None)


def claim(source: Source, claim_id: str) -> tuple[Claim, int]:
    """A claim and its number in the article."""
    (row,) = rows(source, f"{_CLAIM} WHERE id = :id", id=claim_id)
    return values.claim(row), row.number


def claims(source: Source, claim_ids: Iterable[str]) -> list[tuple[Claim, int]]:
    """Claims with their numbers in their articles, in no order."""
    asked = batches(list(claim_ids))
    return [
        (values.claim(row), row.number)
        for some in asked
        for row in rows(source, f"{_CLAIM} WHERE id IN :ids", ids=some)
    ]


def claims_of(source: Source, article_id: str) -> list[tuple[Claim, int]]:
    """The active claims of an article, and those inactive ones that somebody did something with, in text order and
    with their numbers, which are in that order only while nobody has added or moved one."""
    return _in_text_order(_claim_rows(source, article_id))


def found_claims_of(source: Source, article_id: str, *, newest: bool = False) -> list[tuple[Claim, int]]:
    """The same claims as they were found or made, whatever was corrected since. With ``newest`` those alone that the
    newest reading found."""
    found = _claim_rows(source, article_id)
    if newest:
        found = [row for row in found if row.active and row.origin == ClaimOrigin.MACHINE]
    for row in found:
        row.corrected = None
    return _in_text_order(found)


def stored_claims_of(source: Source, article_id: str) -> Iterator[tuple[str, Claim]]:
    """All claims of an article as they were found or made, with the ids under which they are stored."""
    for row in rows(source, f"{_CLAIM} WHERE claims.article_id = :id ORDER BY claims.number, id", id=article_id):
        row.corrected = None
        yield row.id, values.claim(row)


def _claim_rows(source: Source, article_id: str) -> list[Row]:
    return rows(source, f"{_CLAIM} WHERE claims.article_id = :id AND (active OR entries > 0)", id=article_id)


def _in_text_order(found: Iterable[Row]) -> list[tuple[Claim, int]]:
    made = [(values.claim(row), row.number) for row in found]
    return sorted(made, key=lambda one: (one[0].spans, one[1]))


# -- what the machine proposed, what people decided ---------------------------------------


def searches(source: Source, claim_ids: Iterable[str]) -> dict[str, Search]:
    """The search whose suggestion each claim shows, with its evidence."""
    made: list[Row] = []
    shown: list[Row] = []
    for some in batches(list(claim_ids)):
        made += rows(source, _SEARCH, ids=some)
        shown += rows(source, _EVIDENCE, ids=some)
    passages = passages_by_key(source, (row.passage_key for row in shown))
    found: dict[str, list[Evidence]] = {row.id: [] for row in made}
    for item in shown:
        found[item.search_id].append(compared.evidence(item, passages))
    return {row.claim_id: values.search(row, found[row.id]) for row in made}


def stance_bases(source: Source, article_id: str) -> list[str]:
    """Whatever has judged for any claim of an article in any search, also in earlier ones, by name."""
    statement = "SELECT DISTINCT stance_basis FROM searches JOIN claims ON claims.id = claim_id WHERE article_id = :id"
    return sorted(row.stance_basis for row in rows(source, statement, id=article_id))


def entries(source: Source, claim_ids: Iterable[str] | None = None, *, article_id: str | None = None) -> list[LogEntry]:
    """The log, oldest first: all of it, or what is about ``claim_ids``, or about an article itself."""
    made: list[Row] = []
    cited: dict[int, list[Citation]] = {}
    for which, given in _of(claim_ids, article_id):
        made += rows(source, f"{_ENTRY} {which}", **given)
        for row in rows(source, f"{_CITATION} {which} ORDER BY entry_key, citations.number", **given):
            cited.setdefault(row.entry_key, []).append(values.citation(row))
    return [values.entry(row, cited.get(row.key, ())) for row in sorted(made, key=lambda row: row.key)]


def entries_about(source: Source, article_id: str) -> list[LogEntry]:
    """The log of an article and of its claims, oldest first."""
    given = {"id": article_id}
    cited: dict[int, list[Citation]] = {}
    which = "WHERE article_id = :id"
    for row in rows(source, f"{_CITATION} {which} ORDER BY entry_key, citations.number", **given):
        cited.setdefault(row.entry_key, []).append(values.citation(row))
    made = rows(source, f"{_ENTRY} {which} ORDER BY key", **given)
    return [values.entry(row, cited.get(row.key, ())) for row in made]


def each_entry(source: Source) -> Iterator[LogEntry]:
    """The whole log, oldest first, a few hundred entries at a time."""
    last = 0
    while made := rows(source, f"{_ENTRY} WHERE key > :last ORDER BY key LIMIT {MOST_PARAMETERS}", last=last):
        cited: dict[int, list[Citation]] = {}
        keys = [row.key for row in made]
        for row in rows(
            source, f"{_CITATION} WHERE entry_key IN :keys ORDER BY entry_key, citations.number", keys=keys
        ):
            cited.setdefault(row.entry_key, []).append(values.citation(row))
        yield from (values.entry(row, cited.get(row.key, ())) for row in made)
        last = keys[-1]


def _of(claim_ids: Iterable[str] | None, article_id: str | None) -> Iterator[tuple[str, dict[str, object]]]:
    if article_id is not None:
        yield "WHERE article_id = :id AND claim_id IS NULL", {"id": article_id}
    elif claim_ids is None:
        yield "", {}
    else:
        for some in batches(list(claim_ids)):
            yield "WHERE claim_id IN :ids", {"ids": some}


# -- passages -----------------------------------------------------------------------------


def passages_by_key(source: Source, keys: Iterable[int]) -> dict[int, Passage]:
    asked = batches(sorted(set(keys)))
    found = (row for some in asked for row in rows(source, f"{_PASSAGE} WHERE passages.key IN :keys", keys=some))
    return {row.key: values.passage(row) for row in found}


def passages_by_id(source: Source, ids: Iterable[str]) -> dict[str, Passage]:
    asked = batches(sorted(set(ids)))
    found = (row for some in asked for row in rows(source, f"{_PASSAGE} WHERE passages.id IN :ids", ids=some))
    return {row.id: values.passage(row) for row in found}


def neighbours(source: Source, passage_id: str) -> tuple[Passage | None, Passage | None]:
    """The passages before and behind one in its version of its document."""
    (own,) = rows(source, "SELECT document_key, start FROM passages WHERE id = :id", id=passage_id)
    beside = (("start < :start ORDER BY start DESC"), ("start > :start ORDER BY start"))
    found = (
        rows(
            source,
            f"{_PASSAGE} WHERE document_key = :key AND passages.{where} LIMIT 1",
            key=own.document_key,
            start=own.start,
        )
        for where in beside
    )
    before, behind = (values.passage(some[0]) if some else None for some in found)
    return before, behind


def count_documents(source: Source) -> int:
    """How many documents are current."""
    return int(rows(source, "SELECT count(*) AS number FROM documents WHERE current")[0].number)


def current_versions(source: Source) -> list[Version]:
    """The current version of every document, by id."""
    found = rows(source, "SELECT id, version FROM documents WHERE current ORDER BY id")
    return [(row.id, row.version) for row in found]


# -- quotations ---------------------------------------------------------------------------


def reading_of(source: Source, article_id: str) -> Reading | None:
    """What was read in an article; None if nobody has read it yet."""
    found = rows(source, "SELECT key, reader FROM readings WHERE article_id = :id", id=article_id)
    return next(iter(_readings(source, found).values()), None)


def readings_of(source: Source, versions: Iterable[Version]) -> dict[Version, Reading]:
    """What was read in versions of documents. Those that nobody has read yet are left out."""
    wanted, found = set(versions), {}
    for some in batches(sorted({document_id for document_id, _ in wanted})):
        known = rows(
            source,
            "SELECT readings.key, reader, id, version FROM readings JOIN documents ON documents.key = document_key "
            "WHERE documents.id IN :ids",
            ids=some,
        )
        known = [row for row in known if (row.id, row.version) in wanted]
        read = _readings(source, known)
        found.update({(row.id, row.version): read[row.key] for row in known})
    return found


def _readings(source: Source, found: list[Row]) -> dict[int, Reading]:
    """The readings of rows that name their key and reader, by key."""
    quotations: dict[int, list[Quotation]] = {row.key: [] for row in found}
    for some in batches(list(quotations)):
        for row in rows(source, _QUOTATION, keys=some):
            quotations[row.reading_key].append(values.quotation(row))
    return {row.key: Reading(row.reader, tuple(quotations[row.key])) for row in found}
