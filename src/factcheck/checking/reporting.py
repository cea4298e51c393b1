"""What is known of an article and its claims, gathered for a report.

Invariant: nothing is written, and of what was proposed and decided nothing is computed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking import last_reports
from factcheck.checking.last_reports import Reader
from factcheck.checking.left_out import left_out
from factcheck.desk import draft_changes, second, standing
from factcheck.desk.citing import citation_problem
from factcheck.domain import (
    DECIDING,
    Action,
    Article,
    Claim,
    ClaimKind,
    ClaimStanding,
    Decision,
    DecisionKind,
    LogEntry,
    Passage,
    Quotation,
    Search,
    State,
)
from factcheck.evidence.copies import grouped
from factcheck.fetching.address import sent_to
from factcheck.language import identification
from factcheck.report.drafts import draft_lines
from factcheck.report.holding import Blocker, HoldRule
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.checking.index_file import IndexFile
    from factcheck.store import Source

Hidden = Callable[[ClaimStanding], bool]
"""Whether the reader, who is to decide too, may not know how somebody has decided."""

_TELLING = DECIDING | {Action.NOTED, Action.SIGNED_OFF, Action.RELEASED}
"""What tells, or may tell, how somebody has decided."""


def nothing(_: ClaimStanding) -> bool:
    """Everybody may know everything."""
    return False


def article_report(
    source: Source,
    article_id: str,
    precedents_file: IndexFile[Source] | None,
    hidden: Hidden = nothing,
    reader: Reader | None = None,
    unused: tuple[HoldRule, ...] = (),
) -> ArticleReport:
    """The report on a stored article; ``precedents_file`` has the vectors of earlier checks, which are left out
    without it. ``hidden`` tells which decisions the reader may not know yet, ``reader`` who is told what has changed
    since when, ``unused`` which rules of the hold line the desk does without."""
    article = store.dossier.article(source, article_id)
    claims = store.dossier.claims_of(source, article_id)
    items = claim_reports(source, article, claims, precedents_file, hidden, unused)
    search = next((item.search for item in items if item.search), None)
    changes = draft_changes.changes(source, article_id)
    withdrawn = {item.claim.id for item in items if item.standing.state == "withdrawn"}
    return ArticleReport(
        article=article,
        claims=tuple(item for item in items if not item.left),
        tool_version=__version__,
        encoder=search.encoder if search else "",
        stance_basis=search.stance_basis if search else "",
        index_version=search.index_version if search else "",
        documents=store.dossier.count_documents(source),
        left_out=left_out(
            article, [claim for claim, _ in claims if claim.id not in withdrawn], _quotations(source, article)
        ),
        limits=tuple(filter(None, (identification.limits(article.text),))),
        standing=standing.article(source, article_id),
        sent_to=tuple(dict.fromkeys(filter(None, map(sent_to, store.dossier.stance_bases(source, article_id))))),
        dismissed=tuple(item for item in items if item.standing.state is State.DISMISSED),
        changes=tuple(draft_lines(changes)) if changes else (),
        replaced=sum(item.standing.state is State.REPLACED for item in items),
        unused=unused,
        since=last_reports.since(store.dossier.entries_about(source, article_id), items, reader) if reader else None,
    )


def claim_reports(
    source: Source,
    article: Article,
    claims: Sequence[tuple[Claim, int]],
    precedents_file: IndexFile[Source] | None,
    hidden: Hidden = nothing,
    unused: tuple[HoldRule, ...] = (),
) -> tuple[ClaimReport, ...]:
    """Claims and their numbers with all that is known of them, earlier checks of the like included."""
    without = frozenset(rule.says for rule in unused if isinstance(rule.says, Blocker))
    items = tuple(replace(item, unused=without) for item in _without_precedents(source, article, claims, hidden))
    if precedents_file is None or not store.remembered.any_beside(source, article.id):
        return items
    from factcheck.checking import precedents

    encoder = next((item.search.encoder for item in items if item.search), "")
    found = precedents.for_claims(source, precedents_file, [item.claim for item in items], encoder)
    return tuple(replace(item, precedents=found.get(item.claim.id, ())) for item in items)


def _without_precedents(
    source: Source, article: Article, claims: Sequence[tuple[Claim, int]], hidden: Hidden
) -> tuple[ClaimReport, ...]:
    ids = [claim.id for claim, _ in claims]
    searches = store.dossier.searches(source, ids)
    log: dict[str, list[LogEntry]] = {claim_id: [] for claim_id in ids}
    for entry in store.dossier.entries(source, ids):
        log[entry.claim_id or ""].append(entry)
    cited = store.dossier.passages_by_id(
        source, (item.passage_id for entries in log.values() for entry in entries for item in entry.citations)
    )
    restated = _restated(source, article, claims)
    quoted = _quotations(source, article)
    told = {(item.kind.value, item.content[-1].end): item.within for item in quoted if item.within}
    reports = (
        _claim_report(claim, number, searches.get(claim.id), log[claim.id], cited, hidden) for claim, number in claims
    )
    return tuple(
        replace(
            item,
            within=told.get((item.claim.kind.value, item.claim.spans[-1].end), ()),
            draft=_draft(source, item.decision),
            restated=restated.get(item.claim.restates or ""),
        )
        for item in reports
    )


def _restated(source: Source, article: Article, claims: Sequence[tuple[Claim, int]]) -> dict[str, Claim]:
    """The claims of the article that ``claims`` repeat as fact, by their ids."""
    wanted = {claim.restates for claim, _ in claims if claim.restates}
    if not wanted:
        return {}
    known = (claim for claim, _ in store.dossier.claims_of(source, article.id))
    return {one: claim for claim in known for one in wanted.intersection(_ids(claim))}


def _ids(claim: Claim) -> Iterator[str]:
    """The id of a claim, and those of the claims that were found to say the same and became places of it."""
    yield claim.id
    for spans in claim.also:
        yield from (replace(claim, kind=kind, spans=spans, first_known="").id for kind in ClaimKind)


def _draft(source: Source, decision: Decision | None) -> int | None:
    """The draft on which a decision was made that was carried over, perhaps through several."""
    draft = None
    while decision and decision.answer is DecisionKind.CARRIED and decision.origin:
        claim, _ = store.dossier.claim(source, decision.origin)
        draft = standing.article(source, claim.article_id).draft
        before = standing.claims(source, [claim.id])[claim.id].decisions
        decision = next((one for one in reversed(before) if (one.by, one.at) == (decision.by, decision.at)), None)
    return draft


def _quotations(source: Source, article: Article) -> tuple[Quotation, ...]:
    """The quotations of a stored article: as they were read then, or now where the article is of a version of
    factcheck that did not keep them."""
    reading = store.dossier.reading_of(source, article.id)
    if reading is not None:
        return reading.quotations
    from factcheck import quotes

    return quotes.extract(article)


def _claim_report(
    claim: Claim,
    number: int,
    search: Search | None,
    entries: Sequence[LogEntry],
    cited: Mapping[str, Passage],
    hidden: Hidden,
) -> ClaimReport:
    stands = standing.of_claim(entries)
    if hidden(stands):
        stands = second.veiled(stands)
        entries = [entry for entry in entries if entry.action not in _TELLING]
    resting = stands.decision.citations if stands.decision else ()
    found = (citation_problem(item, cited) for item in resting)
    used = {item.passage_id for decision in stands.decisions for item in decision.citations}
    return ClaimReport(
        number=number,
        claim=claim,
        search=search,
        standing=stands,
        cited={name: cited[name] for name in sorted(used & set(cited))},
        problems=stands.problems or tuple(filter(None, found)),
        entries=tuple(entries),
        undone=standing.undone(entries),
        copies=_copies([cited[name] for name in sorted(used & set(cited))]),
    )


def _copies(passages: Sequence[Passage]) -> tuple[frozenset[str], ...]:
    """Which of the cited passages are copies of one text: ids, a set for each text that stands in several."""
    if len(passages) < 2:
        return ()
    groups = grouped([passage.text for passage in passages], len(passages))
    return tuple(frozenset(passages[place].id for place in group) for group in groups if len(group) > 1)
