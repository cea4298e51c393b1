"""A new draft takes the place of the one before it, and what the desk has done is carried over.

Invariant: what is carried is an entry of its own that says whose it was, when, and on which claim; nothing moves. A
verdict holds for a claim that says the same, wherever it stands; on one that has changed it is stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import aligning, extents, log, relocating, standing
from factcheck.desk.carrying import Pairs, carry, carry_of_article, carry_stale, take_back
from factcheck.domain import Action, Article, Claim, ClaimOrigin, LogEntry, State

if TYPE_CHECKING:
    from factcheck.store import Session


def take_over(session: Session, article: Article, previous_id: str, *, by: str) -> None:
    """Let an article, whose claims are stored, be the draft after ``previous_id``, which leaves the queue. ``by`` had
    it checked.

    An article that was a draft of the story before keeps its number; what was done since is carried back to it.
    """
    drafts = store.standing.articles(session, sorted(store.drafts.story_of(session, previous_id)))
    before = drafts[previous_id]
    number = drafts[article.id].draft if article.id in drafts else max(one.draft for one in drafts.values()) + 1
    pairs = _pairs(session, article, store.dossier.article(session, previous_id))
    log.append(session, Action.REPLACED, previous_id, by=by, content={"into": [article.id]}, refresh=False)
    if article.id in drafts:
        log.append(session, Action.RESTORED, article.id, by=by, refresh=False)
    content = {"previous": previous_id, "story": before.story_id, "draft": number, **pairs.told}
    log.append(session, Action.DRAFTED, article.id, by=by, content=content, refresh=False)
    carry_of_article(session, pairs, by)
    standing.keep_article(session, article.id)
    take_back(session, pairs, by)  # first: what a claim became after it was brought back is carried to it then
    for new_id, old_id in pairs.told["kept"].items():
        carry(session, pairs, old_id, new_id, by)
    for new_id, old_id in pairs.told["changed"].items():
        carry_stale(session, pairs, old_id, new_id, by)
    _hand_over_leases(session, pairs, by)
    store.precedents.hand_over(session, {old_id: new_id for new_id, old_id in pairs.told["kept"].items()})
    for article_id in (previous_id, article.id):
        standing.refresh_article(session, article_id)


def _pairs(session: Session, article: Article, before: Article) -> Pairs:
    old, new = _there(session, before.id), _there(session, article.id)
    new = _with_made(session, article, before, old, new)
    matched = aligning.align(old, new)
    corrected = {claim.id: claim for claim, _ in store.dossier.claims(session, [claim.id for claim in old])}
    changed = {new[after].id: old[earlier].id for earlier, after in matched.changed}
    by_id = {claim.id: claim for claim in new}
    settled = {
        new_id for new_id, old_id in changed.items() if not aligning.differences(corrected[old_id], by_id[new_id])
    }
    kept = {new[after].id: old[earlier].id for earlier, after in matched.kept}
    kept |= {new_id: changed.pop(new_id) for new_id in sorted(settled)}
    entries: dict[str, list[LogEntry]] = {claim.id: [] for claim in (*old, *new)}
    for entry in store.dossier.entries(session, list(entries)):
        entries[entry.claim_id or ""].append(entry)
    return Pairs(
        article=article,
        before=before,
        old={claim.id: claim for claim in old},
        new=by_id,
        told={
            "kept": kept,
            "changed": changed,
            "vanished": [old[place].id for place in matched.vanished],
            "new": [new[place].id for place in matched.new],
        },
        settled=frozenset(settled),
        entries=entries,
        stands={claim_id: standing.of_claim(about) for claim_id, about in entries.items()},
        partners={old_id: new_id for new_id, old_id in (*kept.items(), *changed.items())},
    )


def _there(session: Session, article_id: str) -> list[Claim]:
    """The claims of an article as they were found or made, without those that a person made and took back."""
    found = [claim for claim, _ in store.dossier.found_claims_of(session, article_id)]
    stands = standing.claims(session, [claim.id for claim in found])
    return [claim for claim in found if stands[claim.id].state is not State.WITHDRAWN]


def _with_made(
    session: Session, article: Article, before: Article, old: Sequence[Claim], new: Sequence[Claim]
) -> list[Claim]:
    """``new``, and the claims that a person made of the earlier draft, where their words stand in this one and are not
    found there only now."""
    from factcheck import claims  # it reads flags and figures, which takes long to load

    same = dict(aligning.align(old, new).kept)
    only_now = [claim for place, claim in enumerate(new) if place not in same.values()]
    made: list[Claim] = []
    for place, claim in enumerate(old):
        spans = None
        if claim.origin is ClaimOrigin.DESK and place not in same:
            spans = relocating.relocated(claim.spans, before.text, article.text)
        if spans is None or any(extents.same_words(article.text, one.spans, spans) for one in only_now):
            continue
        made.append(claims.weighed(article, relocating.moved(claim, article, spans)))
        store.desk.put_claim(session, made[-1])
    return [*new, *made]


def _hand_over_leases(session: Session, pairs: Pairs, by: str) -> None:
    """Whoever is at a claim is at the one that it has become; work on one that vanished is kept in the log."""
    store.leases.lock(session, [*pairs.partners, *pairs.told["vanished"]])
    store.drafts.move_leases(session, pairs.partners)
    for claim_id, holder, work in store.drafts.end_leases(session, pairs.told["vanished"]):
        content = {"holder": holder, "work": work}
        log.append(session, Action.LAPSED, pairs.before.id, claim_id, by=by, content=content, refresh=False)
