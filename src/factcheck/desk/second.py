"""Two people for one claim: which claims want a second check, who may answer next, and what is hidden from whom.

Invariant: nobody checks himself. A second answer is that of another person than the first, and where two disagree an
editor decides, or, where none is named, a third. Names identify; they prove nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Attribution,
    Claim,
    ClaimStanding,
    Decision,
    DecisionKind,
    LogEntry,
    State,
    Verdict,
    Wording,
    fingerprint,
)
from factcheck.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.store import Session

ALL, MISQUOTED, RESTATED = "all", "misquoted", "restated"
KNOWN = (
    ALL,
    MISQUOTED,
    RESTATED,
    *("anonymous-source", "denied", "no-source", "opinion", "recommendation", "restated-opinion", "unnamed-speaker"),
)
"""What ``second_check`` in factcheck.toml can name: a test compares it with the flags that claims have."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The desk's rule of two: ``wanted`` names flags of claims, and "misquoted", "restated", "all"; of all others
    ``share`` (0 to 1) are checked twice. ``editors`` decide where two disagree; none are named: any third person."""

    wanted: tuple[str, ...] = ()
    share: float = 0.0
    blind: bool = True
    editors: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Policy:
        """The policy in factcheck.toml. Raises UsageError for what claims are never flagged with: a rule that was
        mistyped would want nothing, and nobody would know."""
        for name in settings.second_check:
            if name not in KNOWN:
                raise UsageError(f"factcheck.toml: second_check knows no '{name}'. It takes {', '.join(KNOWN)}.")
        return cls(settings.second_check, settings.second_check_share, settings.second_check_blind, settings.editors)

    def wants(self, claim: Claim, wording: Wording | None) -> bool:
        """Whether two people decide a claim. The same claim is always answered alike."""
        named = {ALL, *claim.flags}
        if claim.restates:
            named.add(RESTATED)
        if wording is not None and wording.misquoted:
            named.add(MISQUOTED)
        return bool(named & set(self.wanted)) or _lot(claim.id) < self.share

    def adjudicates(self, by: str) -> bool | None:
        """Whether ``by`` decides where two disagree; None: unless he is one of the two."""
        return by.strip() in self.editors if self.editors else None


NO_POLICY = Policy()


def _lot(claim_id: str) -> float:
    """A number in 0..1 that depends on the claim's id alone."""
    return int(fingerprint(f"second check|{claim_id}")[:8], 16) / 0x1_0000_0000


# -- asking for one -----------------------------------------------------------------------


def ask(session: Session, claim_id: str, *, by: str, blind: bool, editors: Sequence[str] = ()) -> LogEntry:
    """Want a second check of a claim, decided or not. Raises UsageError if one is wanted already or of no use, and for
    who would open a blind one that may be theirs to make."""
    stands = standing.claims(session, [claim_id])[claim_id]
    if stands.state in (State.DISMISSED, State.REPLACED):
        raise UsageError(f"claim {claim_id} is {stands.state}: nobody decides it.")
    if stands.decision is not None and stands.decision.answer is DecisionKind.ADJUDICATED:
        raise UsageError(f"claim {claim_id}: {stands.decision.by} has decided between two already.")
    if stands.second is not None:
        raise UsageError(f"claim {claim_id} was checked by two already: {stands.second.by} was the second.")
    if stands.second_wanted and stands.blind == blind:
        how = "blind" if blind else "open"
        raise UsageError(f"claim {claim_id} has a second check already ({how}).")
    check_unveiling(claim_id, stands, "Opening the second check", by=by, editors=editors)
    article_id = store.dossier.claim(session, claim_id)[0].article_id
    return log.append(session, Action.SECOND_WANTED, article_id, claim_id, by=by, content={"blind": blind})


def ask_by_rule(
    session: Session, claim: Claim, wording: Wording | None, stands: ClaimStanding, policy: Policy, *, by: str
) -> None:
    """Want a second check where the desk's rule does, before ``by`` decides a claim."""
    if not stands.second_wanted and policy.wants(claim, wording):
        log.append(
            session,
            Action.SECOND_WANTED,
            claim.article_id,
            claim.id,
            by=by,
            content={"blind": policy.blind, "rule": True},
            refresh=False,
        )


# -- who answers next ---------------------------------------------------------------------


def answer(
    claim_id: str, stands: ClaimStanding, policy: Policy, *, by: str, over: bool = False, note: str = ""
) -> DecisionKind:
    """Which answer a decision of ``by`` is on a claim that stands so.

    Raises ConflictError where a colleague's decision stands or an editor has to decide, UsageError where overruling
    lacks a note.
    """
    who, first, second = by.strip(), stands.decision, stands.second
    _check_spelling(claim_id, who, first, second)
    if first is None or not first.decided or stands.problems:
        return DecisionKind.FIRST
    if stands.state is State.DISPUTED and _adjudicates(policy, who, first, second, over):
        return DecisionKind.ADJUDICATED
    if first.by == who:
        return DecisionKind.ADJUDICATED if first.answer is DecisionKind.ADJUDICATED else DecisionKind.FIRST
    if stands.state is State.SECOND or (second is not None and second.by == who):
        return DecisionKind.SECOND
    if stands.state is State.DISPUTED and not over:
        whom = f"an editor ({', '.join(policy.editors)})" if policy.editors else "a third person"
        raise ConflictError(
            f"claim {claim_id}: {_names(first, second)} disagree, and {whom} decides. Nothing was stored."
        )
    if hidden_from(stands, who) and not over:
        raise ConflictError(
            f"claim {claim_id}: somebody is deciding this claim; you are its second, and decide it once it waits for a "
            "second check. Nothing was stored. --over with a --note takes it over knowingly."
        )
    return _overruling(claim_id, first, second, policy, who, over, note)


def _check_spelling(claim_id: str, who: str, *decided: Decision | None) -> None:
    """Raises ConflictError for a name that is that of somebody who has decided, but for capitals and what nobody sees:
    it would be a second person."""
    for one in decided:
        if one is not None and one.by != who and _seen_as(one.by) == _seen_as(who):
            raise ConflictError(
                f"claim {claim_id}: {one.by} has decided it, and '{who}' is the same name. Act as '{one.by}', or by a "
                "name that tells you apart. Nothing was stored."
            )


def _seen_as(name: str) -> str:
    """A name without what two people could not be told apart by."""
    letters = "".join(
        letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter)[0] != "C"
    )
    return " ".join(letters.casefold().split())


def _adjudicates(policy: Policy, who: str, first: Decision, second: Decision | None, over: bool) -> bool:
    """Whether ``who`` decides between two who disagree. An editor who is one of them says so with ``over``."""
    involved = who in (first.by, second.by if second else first.by)
    return (who in policy.editors or not policy.editors) and (not involved or (over and bool(policy.editors)))


def _overruling(
    claim_id: str, first: Decision, second: Decision | None, policy: Policy, who: str, over: bool, note: str
) -> DecisionKind:
    if not over:
        what = " and ".join(filter(None, (first.attribution, first.verdict)))
        raise ConflictError(
            f"claim {claim_id}: {_names(first, second)} decided {what} ({first.at}). Nothing was stored. --over with a "
            "--note overrules it knowingly."
        )
    if not note.strip():
        raise UsageError(f"overruling {_names(first, second)} needs a reason: --note 'why'.")
    if first.answer is not DecisionKind.ADJUDICATED:
        return DecisionKind.FIRST
    if policy.editors and who not in policy.editors:
        raise ConflictError(
            f"claim {claim_id}: {first.by} decided it between two who disagreed; an editor "
            f"({', '.join(policy.editors)}) overrules that. Nothing was stored."
        )
    return DecisionKind.ADJUDICATED


def _names(first: Decision, second: Decision | None) -> str:
    return f"{first.by} and {second.by}" if second else first.by


def own(stands: ClaimStanding, kind: DecisionKind) -> Decision | None:
    """The decision that one of ``kind`` takes the place of, and whose other answer stays where only one is given.

    A second person takes nothing over from the first, and who decides between two only what both say.
    """
    if stands.problems:
        return None
    if kind is DecisionKind.SECOND:
        return stands.second
    first, second = stands.decision, stands.second
    if kind is not DecisionKind.ADJUDICATED or first is None or second is None:
        return first
    return replace(
        first,
        attribution=first.attribution if first.attribution is second.attribution else None,
        verdict=first.verdict if first.verdict is second.verdict else None,
        reason=first.reason if first.verdict is second.verdict else None,
        citations=first.citations if first.verdict is second.verdict else (),
    )


def check_answers_all(
    claim_id: str, stands: ClaimStanding, kind: DecisionKind, attribution: Attribution | None, verdict: Verdict | None
) -> None:
    """Raises UsageError where who decides between two leaves open what they disagree on."""
    first, second = stands.decision, stands.second
    if kind is not DecisionKind.ADJUDICATED or first is None or second is None:
        return
    if attribution is None and first.attribution is not second.attribution:
        raise UsageError(
            f"claim {claim_id}: {_names(first, second)} disagree on whether it was said ({first.attribution}, "
            f"{second.attribution}): decide that too, with --attribution."
        )
    if verdict is None and first.verdict is not second.verdict:
        raise UsageError(
            f"claim {claim_id}: {_names(first, second)} disagree on the substance ({first.verdict}, {second.verdict}): "
            "give a verdict."
        )


# -- what is hidden -----------------------------------------------------------------------


def hidden_from(stands: ClaimStanding, by: str) -> bool:
    """Whether what was decided on a claim is kept from ``by``, who may be the second to decide it. It is a courtesy
    to an independent mind and no secret: a report that nobody asks for by name tells it, and an export of the log."""
    return stands.hidden_from(by)


def check_unveiling(claim_id: str, stands: ClaimStanding, doing: str, *, by: str, editors: Sequence[str]) -> None:
    """Raises UsageError for who may be the second to decide, and by ``doing`` so would be shown what the first has
    decided. Editors may."""
    if not hidden_from(stands, by) or by.strip() in editors:
        return
    whom = f"an editor ({', '.join(editors)})" if editors else "whoever decided it"
    raise UsageError(
        f"claim {claim_id}: somebody has decided it, and you may be its second, who does not know how. {doing} is not "
        f"yours to do until then: decide it, or ask {whom}. Nothing was stored."
    )


def veiled(stands: ClaimStanding) -> ClaimStanding:
    """A standing without what others decided and noted with it, as it is shown to a blind second person."""
    return replace(
        stands, decision=None, second=None, decisions=(), notes=(), signed_off=(), released=None, veiled=True
    )
