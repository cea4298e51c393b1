"""What may be decided, on which words, by whom.

Invariant: fail closed. *Supported* and *contradicted* rest on at least one citation whose exact words stand in a
current passage whose hash matches; *unverified* gives a reason; what accuses a speaker or a reporter rests on words or
a note. Attribution and substance are two answers, and an assertion has substance only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import leases, log, second, standing
from factcheck.desk.citing import citation_problem, resolve
from factcheck.domain import (
    Action,
    Attribution,
    Citation,
    Claim,
    ClaimKind,
    ClaimStanding,
    Decision,
    DecisionKind,
    MatchLevel,
    PassageFlag,
    Search,
    State,
    UnverifiedReason,
    Verdict,
    Wording,
    WordingFinding,
)
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session

_ACCUSES = frozenset({Attribution.SAID_OTHERWISE, Attribution.NOT_SAID})
_USUAL = {
    WordingFinding.VERBATIM: Attribution.SAID_SO,
    WordingFinding.PARAPHRASED: Attribution.SAID_SO,
    WordingFinding.ALTERED: Attribution.SAID_SO,  # where nothing of it changes what was said
    WordingFinding.IN_PART: Attribution.SAID_SO,
}


# -- deciding ---------------------------------------------------------------------------


def decide(
    session: Session,
    claim_id: str,
    verdict: Verdict | None,
    *,
    by: str,
    attribution: Attribution | None = None,
    cite: Sequence[str] = (),
    reason: UnverifiedReason | None = None,
    note: str = "",
    after: int | None = None,
    reuse: str | None = None,
    over: bool = False,
    attempt: int | None = None,
    policy: second.Policy = second.NO_POLICY,
) -> Decision:
    """Append a decision on a claim: on substance (``verdict``), on attribution, or on both.

    Where a quotation is given a verdict alone, its attribution is the usual one (``usual``), or stays what this person
    said; where it is given an attribution alone, its verdict stays, with its reason and citations.

    ``cite`` holds ``PASSAGE`` or ``PASSAGE:exact words``. ``after`` is the number of the newest entry on the claim
    that the person has seen (0 for none); if there is a newer one, nothing is stored. ``reuse`` is the id of another
    claim whose answers are taken over with their citations, after each was verified anew; the note says so. ``over``
    overrules a colleague, which wants a note, and passes over a colleague's lease. ``attempt`` is that of the lease
    with which ``by`` took the claim. ``policy`` says which claims two people decide (see ``desk.second``). The same
    decision again by the same person is the one that stands.

    Raises UsageError if the rules of the desk are not met, ConflictError for a stale ``after``, where a colleague is at
    the claim or it was taken since ``attempt``, and where a colleague's decision stands.
    """
    claim, _ = store.dossier.claim(session, claim_id)
    stands = standing.claims(session, [claim_id])[claim_id]
    log.check_seen(session, claim.article_id, claim_id, after, by=by)
    standing.check_live(claim_id, stands)
    leases.make_way(session, claim_id, by=by, over=over, attempt=attempt)
    kind = second.answer(claim_id, stands, policy, by=by, over=over, note=note)
    before = None if kind is DecisionKind.FIRST and second.hidden_from(stands, by) else second.own(stands, kind)
    reused: tuple[Citation, ...] = ()
    if reuse is not None:
        earlier = reusable(session, claim_id, verdict, reuse, by=by)
        _explained(session, claim_id, reuse, note)
        reused, reason = earlier.citations, reason or earlier.reason
        if claim.kind is not ClaimKind.ASSERTION:
            attribution = attribution or earlier.attribution
        note = f"{note.strip()} {provenance(earlier)}".strip()
    citations = (*(resolve(session, request) for request in cite), *reused)
    search = store.dossier.searches(session, [claim_id]).get(claim_id)
    wording = search.wording if search else None
    second.check_answers_all(claim_id, stands, kind, attribution, verdict)
    if verdict is None:
        _attribution_alone(attribution, reason)
        if before and before.verdict:
            verdict, reason, citations = before.verdict, before.reason, (*before.citations, *citations)
    else:
        attribution = attribution or _attributed(claim, before, search, verdict, citations)
    _check_verdict(claim_id, verdict, reason, citations)
    _check_attribution(claim, attribution, citations, note)
    if same := _same(stands, by, attribution, verdict, reason, citations, note):
        return same
    second.ask_by_rule(session, claim, wording, stands, policy, by=by)
    entry = log.append(
        session,
        Action.DECIDED,
        claim.article_id,
        claim_id,
        by=by,
        note=note,
        attribution=attribution,
        verdict=verdict,
        reason=reason,
        citations=citations,
        content={"answer": kind.value, "over": over},
    )
    leases.end(session, claim_id, by=by)
    store.precedents.remember(session, claim_id)
    return made_by(session, claim_id, entry.number)


def made_by(session: Session, claim_id: str, number: int) -> Decision:
    """The decision that is entry ``number`` on a claim."""
    stands = standing.claims(session, [claim_id])[claim_id]
    return next(one for one in stands.decisions if one.number == number)


def usual(claim: Claim, wording: Wording | None, *, said_again: bool = False) -> Attribution | None:
    """The attribution that goes without saying when a quotation is given a verdict: what became of its words in the
    documents that may hold them; or *said so* where it is found supported by its own speaker, who is cited
    (``said_again``). None for an assertion, and for a misquoted claim, where it does not go without saying."""
    if claim.kind is ClaimKind.ASSERTION or (wording is not None and wording.misquoted):
        return None
    otherwise = Attribution.SAID_SO if said_again else Attribution.NOT_FOUND
    return _USUAL.get(wording.finding, otherwise) if wording is not None else otherwise


def _attributed(
    claim: Claim, before: Decision | None, search: Search | None, verdict: Verdict, citations: Sequence[Citation]
) -> Attribution | None:
    """What to say of attribution where only a verdict was given. Raises UsageError for a misquoted claim that is to be
    supported; of another nothing is said for the person who cites nothing."""
    if claim.kind is ClaimKind.ASSERTION:
        return None
    if before and before.attribution:
        return before.attribution
    wording = search.wording if search else None
    if wording is not None and wording.misquoted:
        if verdict is Verdict.SUPPORTED:
            altered = ", ".join(wording.alterations) or "somebody else says it"
            raise UsageError(
                f"claim {claim.id} is misquoted: {altered}. Say what is supported: "
                "--attribution said-otherwise if the substance is borne out though the words are not, "
                "--attribution said-so if these are the words."
            )
        return Attribution.SAID_OTHERWISE if citations else None
    cited = {item.passage_id for item in citations}
    again = [one for one in search.evidence if PassageFlag.SAME_SPEAKER in one.flags] if search else []
    said_again = verdict is Verdict.SUPPORTED and any(one.passage.id in cited for one in again)
    return usual(claim, wording, said_again=said_again)


def _attribution_alone(attribution: Attribution | None, reason: UnverifiedReason | None) -> None:
    if attribution is None:
        raise UsageError("nothing was decided: give a verdict, or --attribution, or both.")
    if reason is not None:
        raise UsageError("--reason is for the verdict unverified only.")


def _check_verdict(
    claim_id: str, verdict: Verdict | None, reason: UnverifiedReason | None, citations: Sequence[Citation]
) -> None:
    if verdict is Verdict.UNVERIFIED and reason is None:
        raise UsageError(f"unverified needs a reason: --reason {'|'.join(UnverifiedReason)}.")
    if verdict is not Verdict.UNVERIFIED and reason is not None:
        raise UsageError(f"--reason is for unverified claims only, not for {verdict}. Put remarks into --note.")
    if verdict not in (None, Verdict.UNVERIFIED) and not citations:
        raise UsageError(
            f"{verdict} needs at least one citation: --cite PASSAGE or --cite 'PASSAGE:exact words'. "
            f"`factcheck show {claim_id}` lists passages."
        )


def _check_attribution(claim: Claim, attribution: Attribution | None, citations: Sequence[Citation], note: str) -> None:
    if attribution is None:
        return
    if claim.kind is ClaimKind.ASSERTION:
        raise UsageError(
            f"claim {claim.id} is the outlet's own assertion: nobody is quoted, so it has a verdict and no attribution."
        )
    if attribution in _ACCUSES and not citations and not note.strip():
        raise UsageError(
            f"{attribution} needs the words it rests on (--cite PASSAGE:words) or a note that says how it is known "
            "(--note)."
        )


def _same(
    stands: ClaimStanding,
    by: str,
    attribution: Attribution | None,
    verdict: Verdict | None,
    reason: UnverifiedReason | None,
    citations: Sequence[Citation],
    note: str,
) -> Decision | None:
    """The decision of this person that stands and says the same already."""
    for one in (stands.decision, stands.second):
        if one is None or one.by != by.strip() or stands.problems:
            continue
        places = {(item.passage_id, item.span) for item in one.citations}
        if (one.attribution, one.verdict, one.reason) != (attribution, verdict, reason):
            continue
        if note.strip() in ("", one.note) and {(item.passage_id, item.span) for item in citations} <= places:
            return one
    return None


def reusable(session: Session, claim_id: str, verdict: Verdict | None, earlier_id: str, *, by: str) -> Decision:
    """The standing decision on another claim, fit to be taken over as ``verdict`` on ``claim_id``.

    Raises UsageError if it is none, or one that is hidden from ``by``, another verdict, or rests on
    words that no longer hold.
    """
    if earlier_id == claim_id:
        raise UsageError(f"claim {claim_id} cannot reuse its own verdict. Name another claim.")
    stands = standing.claims(session, [earlier_id])[earlier_id]
    if second.hidden_from(stands, by):
        raise UsageError(
            f"claim {earlier_id} is not decided yet: it waits for a second person, so there is nothing to reuse."
        )
    earlier = stands.decision
    if earlier is None or earlier.verdict is None:
        raise UsageError(f"claim {earlier_id} has no standing verdict, so there is nothing to reuse.")
    if earlier.verdict is not verdict:
        raise UsageError(f"claim {earlier_id} was found {earlier.verdict}, not {verdict}. Decide without --reuse.")
    passages = store.dossier.passages_by_id(session, (item.passage_id for item in earlier.citations))
    stale = [problem for item in earlier.citations if (problem := citation_problem(item, passages))]
    if stale:
        raise UsageError(f"the verdict on claim {earlier_id} is stale and cannot be reused: {'; '.join(stale)}.")
    return earlier


def _explained(session: Session, claim_id: str, earlier_id: str, note: str) -> None:
    """Raises UsageError if the two claims differ and nobody says why one verdict holds for both."""
    from factcheck import precedents  # comparing figures takes long to load

    claim, earlier = (store.dossier.claim(session, name)[0].text for name in (claim_id, earlier_id))
    found = precedents.compare(claim, earlier, 0.0)
    if found.level is not MatchLevel.SAME and not note.strip():
        differs = "; ".join(found.differs) or "they are worded differently"
        raise UsageError(
            f"claim {earlier_id} is not the same claim ({differs}). Say in --note why its verdict holds here too."
        )


def provenance(earlier: Decision) -> str:
    """Where a reused verdict comes from, for the note that is kept with the new one."""
    return f"[reuses {earlier.claim_id}, {earlier.verdict} by {earlier.by}, {earlier.at}, {earlier.hash[:12]}]"


def reopen(
    session: Session, claim_id: str, *, by: str, note: str, after: int | None = None, editors: Sequence[str] = ()
) -> Decision:
    """Put a decided claim back into the queue, saying why, or bring back one that was dismissed, with what was
    decided of it before. Raises UsageError if nothing stands, and for who may be its second and has not decided."""
    if not note.strip():
        raise UsageError("reopening needs a reason for those who decided: --note 'why'.")
    stands = standing.claims(session, [claim_id])[claim_id]
    article_id = store.dossier.claim(session, claim_id)[0].article_id
    log.check_seen(session, article_id, claim_id, after, by=by)
    if stands.state is State.DISMISSED:
        entry = log.append(session, Action.RESTORED, article_id, claim_id, by=by, note=note)
        return standing.decision(entry, stands.decision)
    standing.check_live(claim_id, stands)
    if stands.decision is None or not stands.decision.decided:
        raise UsageError(f"claim {claim_id} has no standing verdict, so there is nothing to reopen.")
    second.check_unveiling(claim_id, stands, "Reopening", by=by, editors=editors)
    entry = log.append(session, Action.REOPENED, article_id, claim_id, by=by, note=note)
    return made_by(session, claim_id, entry.number)
