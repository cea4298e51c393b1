"""The rules of the desk: who may decide what, on which words, and how it is remembered.

Invariant: fail closed. *Supported* and *contradicted* rest on at least one citation whose
exact words stand in a current passage whose hash matches; *unverified* gives a reason. A
decision is appended with the hash of the one before it and is never edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import Citation, Decision, MatchLevel, Passage, Span, UnverifiedReason, Verdict, fingerprint
from factcheck.domain.text import counted
from factcheck.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from factcheck.store import Session

GENESIS = "0" * 64  # the previous hash of the first decision
CONTEXT = 32  # characters of prefix and suffix kept with a citation


# -- deciding ---------------------------------------------------------------------------


def decide(
    session: Session,
    claim_id: str,
    verdict: Verdict,
    *,
    by: str,
    cite: Sequence[str] = (),
    reason: UnverifiedReason | None = None,
    note: str = "",
    after: int | None = None,
    reuse: str | None = None,
) -> Decision:
    """Append a verdict on a claim.

    ``cite`` holds ``PASSAGE`` or ``PASSAGE:exact words``. ``after`` is the number of the last
    decision the reviewer saw (0 for none); if another has been made since, nothing is stored.
    ``reuse`` is the id of another claim whose verdict is taken over with its citations, after each
    was verified anew; the note says so.

    Raises UsageError if the rules of the desk are not met, ConflictError for a stale ``after``.
    """
    reused: tuple[Citation, ...] = ()
    if reuse is not None:
        earlier = reusable(session, claim_id, verdict, reuse)
        _explained(session, claim_id, reuse, note)
        reused, reason = earlier.citations, reason or earlier.reason
        note = f"{note.strip()} {provenance(earlier)}".strip()
    if verdict is Verdict.UNVERIFIED and reason is None:
        raise UsageError(f"unverified needs a reason: --reason {'|'.join(UnverifiedReason)}.")
    if verdict is not Verdict.UNVERIFIED and reason is not None:
        raise UsageError(f"--reason is for unverified claims only, not for {verdict}. Put remarks into --note.")
    citations = (*(resolve(session, request) for request in cite), *reused)
    if verdict is not Verdict.UNVERIFIED and not citations:
        raise UsageError(
            f"{verdict} needs at least one citation: --cite PASSAGE or --cite 'PASSAGE:exact words'. "
            f"`factcheck show {claim_id}` lists passages."
        )
    return _append(session, claim_id, verdict, by=by, citations=citations, reason=reason, note=note, after=after)


def reusable(session: Session, claim_id: str, verdict: Verdict, earlier_id: str) -> Decision:
    """The standing decision on another claim, fit to be taken over as ``verdict`` on ``claim_id``.

    Raises UsageError if it is none, another verdict, or rests on words that no longer hold.
    """
    past = store.dossier.decisions(session, [earlier_id])
    if earlier_id == claim_id:
        raise UsageError(f"claim {claim_id} cannot reuse its own verdict. Name another claim.")
    if not past or past[-1].verdict is None:
        raise UsageError(f"claim {earlier_id} has no standing verdict, so there is nothing to reuse.")
    earlier = past[-1]
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


def reopen(session: Session, claim_id: str, *, by: str, note: str, after: int | None = None) -> Decision:
    """Put a decided claim back into the queue, saying why. Raises UsageError if none stands."""
    if not note.strip():
        raise UsageError("reopening needs a reason for those who decided: --note 'why'.")
    past = store.dossier.decisions(session, [claim_id])
    if not past or past[-1].verdict is None:
        raise UsageError(f"claim {claim_id} has no standing verdict, so there is nothing to reopen.")
    return _append(session, claim_id, None, by=by, citations=(), reason=None, note=note, after=after)


def _append(
    session: Session,
    claim_id: str,
    verdict: Verdict | None,
    *,
    by: str,
    citations: tuple[Citation, ...],
    reason: UnverifiedReason | None,
    note: str,
    after: int | None,
) -> Decision:
    if not by.strip():
        raise UsageError("a decision needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
    past = store.dossier.decisions(session, [claim_id])
    if after is not None and after != len(past):
        raise ConflictError(
            f"claim {claim_id} has {counted(len(past), 'decision')}, not the {after} you saw; "
            f"{past[-1].by if past else 'nobody'} was here first. `factcheck history {claim_id}` shows them. "
            "Nothing was stored."
        )
    decision = Decision(
        claim_id=claim_id,
        number=len(past) + 1,
        verdict=verdict,
        previous_verdict=past[-1].verdict if past else None,
        reason=reason,
        note=note.strip(),
        by=by.strip(),
        at=now(),
        citations=citations,
        previous_hash=store.desk.last_hash(session) or GENESIS,
        hash="",
    )
    decision = replace(decision, hash=decision_hash(decision))
    store.desk.append_decision(session, decision)
    store.precedents.remember(session, claim_id)
    return decision


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def decision_hash(decision: Decision) -> str:
    """SHA-256 over every field of a decision but its own hash, as canonical JSON."""
    fields = asdict(decision)
    del fields["hash"]
    return fingerprint(json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


# -- citing -----------------------------------------------------------------------------


def resolve(session: Session, request: str) -> Citation:
    """Turn ``PASSAGE`` or ``PASSAGE:exact words`` into a citation.

    Raises UsageError if there is no such passage, if it is no longer current, or if the
    words do not stand in it exactly once: two equally good places are no place.
    """
    passage, words = _passage_and_words(session, request)
    if not passage.current:
        current = ", ".join(item.id for item in store.corpus.passages_of(session, passage.document_id)) or "none"
        raise UsageError(f"{passage.id}: its document was replaced or removed since. Current passages: {current}.")
    if not words:
        return cite(passage, Span(0, len(passage.text)))
    found = passage.text.count(words)
    if found != 1:
        how = "do not stand" if found == 0 else f"stand {found} times"
        remedy = "Copy them letter by letter" if found == 0 else "Quote more of them"
        raise UsageError(f"{passage.id}: the words “{words}” {how} in it. {remedy}:\n{passage.text}")
    start = passage.text.index(words)
    return cite(passage, Span(start, start + len(words)))


def cite(passage: Passage, span: Span) -> Citation:
    return Citation(
        passage_id=passage.id,
        passage_sha256=passage.sha256,
        exact=span.of(passage.text),
        prefix=passage.text[max(0, span.start - CONTEXT) : span.start],
        suffix=passage.text[span.end : span.end + CONTEXT],
        span=span,
    )


def _passage_and_words(session: Session, request: str) -> tuple[Passage, str]:
    # A document's own id may hold colons (a URL does), so the longest known passage wins.
    colons = [len(request), *(at for at in range(len(request) - 1, 0, -1) if request[at] == ":")]
    known = store.dossier.passages_by_id(session, [request[:at] for at in colons])
    for at in colons:
        if request[:at] in known:
            return known[request[:at]], request[at + 1 :].strip()
    raise UsageError(
        f"no passage '{request}'. A passage's id looks like DOCUMENT#0; `factcheck corpus search` finds them."
    )


# -- verifying --------------------------------------------------------------------------


def citation_problem(citation: Citation, passages: Mapping[str, Passage]) -> str | None:
    """Why a citation no longer holds, in words, or None if it does."""
    passage = passages.get(citation.passage_id)
    if passage is None:
        return f"passage {citation.passage_id} is gone"
    if passage.sha256 != citation.passage_sha256:
        return f"passage {citation.passage_id} is not the text that was cited"
    if citation.span.of(passage.text) != citation.exact:
        return f"the cited words do not stand at their place in {citation.passage_id}"
    if not passage.current:
        return f"the document of {citation.passage_id} was changed or removed after it was cited"
    return None


def chain_problems(decisions: Sequence[Decision]) -> Iterator[str]:
    """Breaks in the log of decisions, oldest first."""
    previous = GENESIS
    for place, decision in enumerate(decisions, start=1):
        where = f"decision {place} (claim {decision.claim_id}, by {decision.by}, {decision.at})"
        if decision.previous_hash != previous:
            yield f"{where}: does not follow the decision before it; one was removed, added or reordered"
        if decision_hash(decision) != decision.hash:
            yield f"{where}: its content is not what was signed"
        previous = decision.hash


def problems(session: Session) -> Iterator[str]:
    """Everything stored that no longer matches its fingerprints, in words: articles, the corpus,
    the chain of decisions, and each citation of a standing verdict."""
    for article, sha256 in store.dossier.articles(session):
        if article.sha256 != sha256:
            yield f"article {article.id}: its text is not what was stored"
    yield from corpus_problems(session)
    log = store.dossier.decisions(session)
    yield from chain_problems(log)
    yield from _citation_problems(session, log)


def corpus_problems(session: Session) -> Iterator[str]:
    """Documents and ClaimReviews against their hashes, passages against hash and place, full text against both."""
    for document, version, sha256 in store.corpus.all_documents(session, current=False):
        if document.sha256 != sha256:
            yield f"document {document.id}, version {version}: not what was stored"
    for passage, sha256, words in store.corpus.all_passages(session):
        if passage.sha256 != sha256 or passage.text != words:
            yield f"passage {passage.id}: not the words at its place in the document"
    for item, version, sha256 in store.precedents.all_reviews(session, current=False):
        if item.sha256 != sha256:
            yield f"ClaimReview {item.id}, version {version}: not what was stored"
    if unindexed := store.corpus.unindexed_passages(session) + store.precedents.unindexed(session):
        yield f"full-text search: {unindexed} passages or earlier checks too few or too many"


def _citation_problems(session: Session, log: Sequence[Decision]) -> Iterator[str]:
    standing = {decision.claim_id: decision for decision in log}.values()
    passages = store.dossier.passages_by_id(session, (item.passage_id for one in standing for item in one.citations))
    for decision in standing:
        for citation in decision.citations:
            if problem := citation_problem(citation, passages):
                yield f"claim {decision.claim_id}, {decision.verdict} by {decision.by}: {problem}"
