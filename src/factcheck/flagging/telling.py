"""Flags as they are told: each with its claim, its article, earlier checks and all places where it was said.

Invariant: nothing is written, and what is told is what is known when it is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking.reporting import claim_reports
from factcheck.flagging.outcome import FlaggedClaim, telling
from factcheck.store.flags import StoredFlag

if TYPE_CHECKING:
    from factcheck.checking.index_file import IndexFile
    from factcheck.domain import Appearance
    from factcheck.report.model import ClaimReport
    from factcheck.store import Source


def flagged_claims(
    source: Source, flags: Sequence[StoredFlag], precedents_file: IndexFile[Source] | None
) -> list[FlaggedClaim]:
    """Flags as they are told, in their order. ``precedents_file`` has the vectors of earlier checks, which are left
    out without it."""
    found: dict[int, FlaggedClaim] = {}
    by_article: defaultdict[str, list[StoredFlag]] = defaultdict(list)
    for flag in flags:
        by_article[flag.article_id].append(flag)
    places = store.flags.appearances(source, [flag.flagged_id for flag in flags])
    for article_id, some in by_article.items():
        article = store.dossier.article(source, article_id)
        claims = store.dossier.claims(source, [flag.claim_id for flag in some])
        reports = {item.claim.id: item for item in claim_reports(source, article, claims, precedents_file)}
        item = store.flags.item_of(source, article_id)
        where = (item.source, item.place) if item else (article.source, None)
        for flag in some:
            found[flag.key] = _flagged(flag, reports[flag.claim_id], places.get(flag.flagged_id, ()), where)
    return [found[flag.key] for flag in flags]


def _flagged(
    flag: StoredFlag,
    report: ClaimReport,
    places: tuple[Appearance, ...],
    where: tuple[str | None, str | None],
) -> FlaggedClaim:
    first = places[0]
    return FlaggedClaim(
        key=flag.key,
        claim=report.claim,
        article_id=flag.article_id,
        title=first.title,
        publisher=first.publisher,
        published=first.published,
        url=first.url,
        source=where[0],
        place=where[1],
        flags=flag.flags,
        known=telling(report.precedents),
        appearances=places,
        suggestion=report.search.suggestion if report.search else None,
        at=flag.at,
    )
