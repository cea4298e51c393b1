"""What is known of an article and its claims, gathered for a report.

Invariant: nothing is written, and of what was proposed and decided nothing is computed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking.left_out import left_out
from factcheck.desk import standing
from factcheck.desk.citing import citation_problem
from factcheck.domain import Article, Claim, ClaimStanding, Passage, Quotation, Search
from factcheck.fetching.address import sent_to
from factcheck.language import identification
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.checking.index_file import IndexFile
    from factcheck.store import Source


def article_report(source: Source, article_id: str, precedents_file: IndexFile[Source] | None) -> ArticleReport:
    """The report on a stored article; ``precedents_file`` has the vectors of earlier checks, which are left out
    without it."""
    article = store.dossier.article(source, article_id)
    claims = store.dossier.claims_of(source, article_id)
    items = claim_reports(source, article, claims, precedents_file)
    made = next((item.search for item in items if item.search), None)
    return ArticleReport(
        article=article,
        claims=items,
        tool_version=__version__,
        encoder=made.encoder if made else "",
        stance_basis=made.stance_basis if made else "",
        index_version=made.index_version if made else "",
        documents=store.dossier.count_documents(source),
        left_out=left_out(article, [claim for claim, _ in claims], _quotations(source, article)),
        limits=tuple(filter(None, (identification.limits(article.text),))),
        standing=standing.article(source, article_id),
        sent_to=tuple(dict.fromkeys(filter(None, map(sent_to, store.dossier.stance_bases(source, article_id))))),
    )


def claim_reports(
    source: Source, article: Article, claims: Sequence[tuple[Claim, int]], precedents_file: IndexFile[Source] | None
) -> tuple[ClaimReport, ...]:
    """Claims and their numbers with all that is known of them, earlier checks of the like included."""
    items = _without_precedents(source, article, claims)
    if precedents_file is None or not store.remembered.any_beside(source, article.id):
        return items
    from factcheck.checking import precedents

    encoder = next((item.search.encoder for item in items if item.search), "")
    found = precedents.for_claims(source, precedents_file, [item.claim for item in items], encoder)
    return tuple(replace(item, precedents=found.get(item.claim.id, ())) for item in items)


def _without_precedents(
    source: Source, article: Article, claims: Sequence[tuple[Claim, int]]
) -> tuple[ClaimReport, ...]:
    ids = [claim.id for claim, _ in claims]
    searches = store.dossier.searches(source, ids)
    stands = standing.claims(source, ids)
    cited = store.dossier.passages_by_id(
        source, (item.passage_id for one in stands.values() for made in one.decisions for item in made.citations)
    )
    quoted = _quotations(source, article)
    told = {(item.kind.value, item.content[-1].end): item.within for item in quoted if item.within}
    reports = (
        _claim_report(claim, number, searches.get(claim.id), stands[claim.id], cited) for claim, number in claims
    )
    return tuple(
        replace(item, within=told.get((item.claim.kind.value, item.claim.spans[-1].end), ())) for item in reports
    )


def _quotations(source: Source, article: Article) -> tuple[Quotation, ...]:
    """The quotations of a stored article: as they were read then, or now where the article is of a version of
    factcheck that did not keep them."""
    reading = store.dossier.reading_of(source, article.id)
    if reading is not None:
        return reading.quotations
    from factcheck import quotes

    return quotes.extract(article)


def _claim_report(
    claim: Claim, number: int, search: Search | None, stands: ClaimStanding, cited: Mapping[str, Passage]
) -> ClaimReport:
    resting = stands.decision.citations if stands.decision else ()
    found = (citation_problem(item, cited) for item in resting)
    used = {item.passage_id for decision in stands.decisions for item in decision.citations}
    return ClaimReport(
        number=number,
        claim=claim,
        search=search,
        standing=stands,
        cited={name: cited[name] for name in sorted(used & set(cited))},
        problems=tuple(dict.fromkeys((*stands.problems, *filter(None, found)))),
    )
