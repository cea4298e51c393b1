"""Which claims of an article were said before, by another article or by an earlier draft of it.

Invariant: the first that says something stays the first, whichever article comes later; what cannot be told by rule is
new. Candidates come from full text, so that an article costs the same however many there were before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.claims.across import compared, says_same, unchanged
from factcheck.domain import Article, Claim

if TYPE_CHECKING:
    from factcheck.claims.grouping import ComparedClaim
    from factcheck.store import Source

CANDIDATES = 20  # earlier claims that are compared with one


def firsts(source: Source, article: Article, claims: Sequence[Claim]) -> dict[str, str]:
    """For each claim that no run has looked at yet, the id of the claim that said first what it says: its own if it is
    new."""
    known = store.flags.firsts(source, [claim.id for claim in claims])
    fresh = [claim for claim in claims if claim.id not in known]
    earlier = _of_earlier_drafts(source, article) if fresh else {}
    found = {claim.id: first for claim in fresh if (first := earlier.get(unchanged(claim)))}
    asked = [claim for claim in fresh if claim.id not in found]
    candidates = {claim.id: store.flags.like(source, claim.text, CANDIDATES) for claim in asked}
    read = _read(source, article, {one for some in candidates.values() for one in some})
    for claim in asked:
        one = compared(claim, article.published)
        others = (read[other] for other in candidates[claim.id] if other in read)
        found[claim.id] = next((other.claim.id for other in others if says_same(one, other)), claim.id)
    return {claim.id: found[claim.id] for claim in fresh}


def _of_earlier_drafts(source: Source, article: Article) -> dict[tuple[str, str, tuple[str, ...]], str]:
    """Who said first what the earlier drafts of an article say, by what is the same while the words do not change."""
    drafts = sorted(store.drafts.story_of(source, article.id) - {article.id})
    claims = [claim for draft in drafts for _, claim in store.dossier.stored_claims_of(source, draft)]
    known = store.flags.firsts(source, [claim.id for claim in claims])
    return {unchanged(claim): known[claim.id] for claim in claims if claim.id in known}


def _read(source: Source, article: Article, claim_ids: Iterable[str]) -> Mapping[str, ComparedClaim]:
    """Claims of other articles, read to be compared."""
    claims = [claim for claim, _ in store.dossier.claims(source, sorted(claim_ids)) if claim.article_id != article.id]
    days = store.flags.published_on(source, sorted({claim.article_id for claim in claims}))
    return {claim.id: compared(claim, days[claim.article_id]) for claim in claims}
