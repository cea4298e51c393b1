"""Claims that were checked before, as they are looked up: by words, by vectors, by key.

Invariant: nothing is written here, and nothing of SQLAlchemy is needed (see ``plain``). Nothing here is a
passage: what a ClaimReview says can be found as an earlier check and never as evidence.

A claim and its title have a vector each. In the index the claim's has the key ``2 × key``, the
title's ``2 × key + 1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain import ClaimReview, Verdict, fingerprint
from factcheck.store import full_text
from factcheck.store.dialects import elements
from factcheck.store.plain import batches, matrix, rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.store.plain import Row, Source

_REMEMBERED = (
    "SELECT precedents.key, precedents.id, claim, precedents.title, precedents.claim_id, rating, precedents.publisher, "
    'precedents.url, claimant, precedents.published AS "published/date", precedents.verdict, claims.article_id, '
    "articles.title AS article_title, articles.url AS article_url FROM precedents "
    "LEFT JOIN claims ON claims.id = precedents.claim_id LEFT JOIN articles ON articles.id = claims.article_id "
    "WHERE precedents.current AND precedents.key IN :keys"
)
_MATCHING = (
    "SELECT precedents.key, score FROM {found} AS found JOIN precedents ON precedents.key = found.key "
    "WHERE precedents.current {among} ORDER BY score DESC, precedents.key LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A claim that was checked before: one of our own, or what a ClaimReview reviews."""

    key: int
    claim: str
    title: str | None
    claim_id: str | None = None
    article_id: str | None = None
    article_title: str | None = None
    article_url: str | None = None
    review: ClaimReview | None = None


# -- by key and by words ------------------------------------------------------------------


def any_beside(source: Source, article_id: str) -> bool:
    """Whether there are earlier checks beside those of an article's own claims."""
    statement = (
        "SELECT 1 AS one FROM precedents LEFT JOIN claims ON claims.id = precedents.claim_id "
        "WHERE precedents.current AND (claims.id IS NULL OR claims.article_id <> :id) LIMIT 1"
    )
    return bool(rows(source, statement, id=article_id))


def ids(source: Source, keys: Sequence[int]) -> dict[int, str]:
    """The ids of precedents by key: a claim's, or a ClaimReview's."""
    found: dict[int, str] = {}
    for some in batches(keys):
        known = rows(source, "SELECT key, id FROM precedents WHERE key IN :keys", keys=some)
        found.update({row.key: row.id for row in known})
    return found


def remembered(source: Source, keys: Iterable[int]) -> dict[int, Remembered]:
    """The current precedents of ``keys``."""
    found = {}
    for some in batches(sorted(set(keys))):
        for row in rows(source, _REMEMBERED, keys=some):
            made = None if row.claim_id else review(row)
            found[row.key] = Remembered(
                row.key, row.claim, row.title, row.claim_id, row.article_id, row.article_title, row.article_url, made
            )
    return found


def review(row: Row) -> ClaimReview:
    """The ClaimReview that a row of the table holds."""
    return ClaimReview(
        id=row.id,
        claim=row.claim,
        rating=row.rating,
        publisher=row.publisher,
        url=row.url,
        title=row.title,
        claimant=row.claimant,
        published=row.published,
        verdict=Verdict(row.verdict) if row.verdict else None,
    )


def search_text(source: Source, query: str, limit: int, among: Sequence[int] | None = None) -> dict[int, float]:
    """BM25 of the current precedents that share words with ``query``, at most ``limit``, best first;
    of those in ``among`` only, if that is given."""
    match = full_text.expression(source, "precedents_text", query)
    if not match:
        return {}
    given: dict[str, object] = {"match": match, "limit": limit}
    within = ""
    if among is not None:
        within = f"AND precedents.key IN (SELECT CAST(value AS bigint) FROM {elements(source, ':among')} AS among)"  # noqa: S608
        given["among"] = str(list(among))
    asked = _MATCHING.format(found=full_text.found(source, "precedents_text"), among=within)
    return {row.key: row.score for row in rows(source, asked, **given)}


# -- by vectors ---------------------------------------------------------------------------


def state(source: Source) -> str:
    """Names the set of current claims and titles: the same name, the same set, for nothing is ever deleted."""
    last = rows(source, "SELECT key, id, claim_sha256, title_sha256 FROM precedents ORDER BY key DESC LIMIT 1")
    gone = rows(source, "SELECT key FROM precedents WHERE NOT current ORDER BY key")
    # The newest tells a database that was put back and grew again from what it was before.
    mark = [(row.id, row.claim_sha256, row.title_sha256) for row in last]
    return f"{last[0].key if last else 0}:{fingerprint(str(([row.key for row in gone], mark)))}"


def changes(_source: Source, _since: str) -> None:
    """Never told: there are few enough to read the keys of all."""


def keys(source: Source) -> list[int]:
    """The index keys of all current claims and titles, whether they have a vector or not."""
    current = rows(source, "SELECT key, title_sha256 FROM precedents WHERE current")
    return [*(2 * row.key for row in current), *(2 * row.key + 1 for row in current if row.title_sha256)]


def vectors(source: Source, encoder: str, keys: Sequence[int], dimension: int) -> tuple[list[int], NDArray[np.float32]]:
    """Those of the index ``keys`` that ``encoder`` has a vector for, and the vectors, a row of ``dimension`` each."""
    found: list[tuple[int, bytes]] = []
    for offset, column in enumerate(("claim_sha256", "title_sha256")):
        statement = (
            f"SELECT key, vector FROM precedents JOIN vectors ON vectors.sha256 = {column} "  # noqa: S608
            "AND encoder = :encoder WHERE key IN :keys"
        )
        for some in batches([key // 2 for key in keys if key % 2 == offset]):
            known = rows(source, statement, encoder=encoder, keys=some)
            found.extend((2 * row.key + offset, row.vector) for row in known)
    return [key for key, _ in found], matrix([vector for _, vector in found], dimension)


def vectors_of_texts(source: Source, encoder: str, hashes: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
    """The vectors of texts by their fingerprints, as far as there are any."""
    import numpy as np

    found = {}
    statement = "SELECT sha256, vector FROM vectors WHERE encoder = :encoder AND sha256 IN :hashes"
    for some in batches(hashes):
        known = rows(source, statement, encoder=encoder, hashes=some)
        found.update({row.sha256: np.frombuffer(row.vector, "<f2").astype(np.float32) for row in known})
    return found
