"""The verbs of the desk: what one person does with one claim.

Invariant: each is one entry of the log, and refused whole where the rules of ``desk`` refuse it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.desk import decisions, second, standing
from factcheck.desk.references import by_rank, check_reusable
from factcheck.domain import Article, Attribution, Claim, ClaimStanding, Decision, UnverifiedReason, Verdict
from factcheck.report.model import ClaimReport
from factcheck.workspace.opened import OpenWorkspace, one_of

if TYPE_CHECKING:
    from factcheck.store import Source


class NamedClaim(NamedTuple):
    """A claim with what tells a person that it is the one they mean, and where it stands."""

    claim: Claim
    number: int
    article_id: str
    article_title: str | None
    standing: ClaimStanding


class DeskVerbs(OpenWorkspace):
    """The verbs of the desk: what one person does with one claim.

    A claim is named by the beginning of its id, or as ``ARTICLE#8`` by its number in the report on an article, which is
    named by the beginning of its id or by its file.
    """

    def claim(self, claim: str) -> NamedClaim:
        """Which claim is meant, and where it stands. Raises UsageError if it could be none or several."""

        def look(source: Source) -> NamedClaim:
            claim_id = self._claim_id(source, claim)
            found, number = store.dossier.claim(source, claim_id)
            article = store.dossier.article(source, found.article_id)
            stands = standing.claims(source, [claim_id])[claim_id]
            return NamedClaim(found, number, article.id, article.title, stands)

        return self._look(look)

    def show(self, claim: str, *, by: str = "") -> tuple[Article, ClaimReport]:
        """One claim with its evidence and decisions. ``claim`` may be a unique beginning of its id.

        Named, ``by`` is shown no decision where a blind second check waits for him (see ``desk.second.hidden_from``).
        """
        from factcheck.checking.reporting import claim_reports

        hidden, unused = self._hidden_from(by), self._unused

        def look(source: Source) -> tuple[Article, ClaimReport]:
            claim_id = self._claim_id(source, claim)
            found, number = store.dossier.claim(source, claim_id)
            article = store.dossier.article(source, found.article_id)
            (item,) = claim_reports(source, article, [(found, number)], self._precedents_file, hidden, unused)
            return article, item

        return self._look(look)

    def mark(
        self,
        claim: str,
        verdict: Verdict | str | None = None,
        *,
        attribution: Attribution | str | None = None,
        cite: str | Sequence[str] = (),
        reason: UnverifiedReason | str | None = None,
        note: str = "",
        by: str = "",
        after: int | None = None,
        reuse: str | None = None,
        over: bool = False,
        attempt: int | None = None,
    ) -> Decision:
        """Decide a claim; see :func:`factcheck.desk.decisions.decide` for the rules. ``cite`` is one citation or
        several: ``PASSAGE`` or ``PASSAGE:exact words``, a passage being known by its id or by the number that
        ``show`` gives it. ``reuse`` names the other claim as ``claim`` names this one. ``attempt`` is that of the lease
        with which the claim was taken.

        Raises UsageError if the rules are not met or there is no such verdict, attribution or reason, ConflictError
        for a stale ``after``, where a colleague's decision stands, and where the claim was taken since ``attempt``.
        """
        cited = [cite] if isinstance(cite, str) else cite
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            if reuse:
                check_reusable(session, reuse)
            return decisions.decide(
                session,
                claim_id,
                one_of(Verdict, "verdict", verdict) if verdict else None,
                attribution=one_of(Attribution, "attribution", attribution) if attribution else None,
                cite=by_rank(session, claim_id, cited),
                reason=one_of(UnverifiedReason, "reason", reason) if reason else None,
                note=note,
                by=by or self.settings.user,
                after=after,
                reuse=self._claim_id(session, reuse) if reuse else None,
                over=over,
                attempt=attempt,
                policy=second.Policy.of(self.settings),
            )

    def reopen(self, claim: str, *, note: str, by: str = "", after: int | None = None) -> Decision:
        """Put a decided claim back into the queue."""
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            who, editors = by or self.settings.user, self.settings.editors
            return decisions.reopen(session, claim_id, note=note, by=who, after=after, editors=editors)
