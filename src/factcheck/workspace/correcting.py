"""The verbs of claims as a person has them: corrected, split, joined, added, dismissed, and all that undone.

Invariant: each is an entry of the log, or several in one transaction; what the machine found stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import corrections, making, undoing
from factcheck.domain import Claim, ClaimKind, DismissalReason, LogEntry
from factcheck.workspace.opened import OpenWorkspace, one_of

if TYPE_CHECKING:
    from factcheck.desk.making import Part
    from factcheck.evaluate.quotes.desk import CorrectionScores
    from factcheck.report.model import ClaimReport
    from factcheck.store import Source


class CorrectionVerbs(OpenWorkspace):
    """The verbs of claims as a person has them."""

    def correct(
        self,
        claim: str,
        *,
        speaker: str | None = None,
        role: str | None = None,
        kind: ClaimKind | str | None = None,
        words: str | None = None,
        spans: Sequence[Sequence[int]] | None = None,
        nth: int | None = None,
        by: str = "",
        note: str = "",
        after: int | None = None,
        attempt: int | None = None,
    ) -> Claim:
        """Correct who says a claim, in what role, what it is, or which words it is; the claim as it stands then.

        What is None stays; an empty ``speaker`` or ``role`` says that there is none. ``words`` stand in the article,
        white space, quotation marks and dashes of whatever kind; ``spans`` are pairs of code points into its text,
        ``nth`` says which place is meant where words stand in several. See :func:`factcheck.desk.corrections.correct`.
        """
        with self.database.writing() as session:
            return corrections.correct(
                session,
                self._claim_id(session, claim),
                speaker=speaker,
                role=role,
                kind=one_of(ClaimKind, "kind", kind) if kind else None,
                words=words,
                spans=spans,
                nth=nth,
                by=by or self.settings.user,
                note=note,
                after=after,
                attempt=attempt,
            )

    def split(self, claim: str, *parts: Part, by: str = "", note: str = "", after: int | None = None) -> list[Claim]:
        """Make several claims of one, by the words of each, by pairs of offsets, or by the words with which the second
        begins; see :func:`factcheck.desk.making.split`."""
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            return making.split(session, claim_id, parts, by=by or self.settings.user, note=note, after=after)

    def join(self, claim: str, other: str, *more: str, by: str = "", note: str = "") -> Claim:
        """Make one claim of several of one article; see :func:`factcheck.desk.making.join`."""
        with self.database.writing() as session:
            ids = [self._claim_id(session, one) for one in (claim, other, *more)]
            return making.join(session, ids, by=by or self.settings.user, note=note)

    def add_claim(
        self,
        article: str | Path,
        words: str | None = None,
        *,
        spans: Sequence[Sequence[int]] | None = None,
        nth: int | None = None,
        speaker: str | None = None,
        role: str | None = None,
        kind: ClaimKind | str | None = None,
        by: str = "",
        note: str = "",
    ) -> Claim:
        """Make a claim of words of an article that the machine missed; see :func:`factcheck.desk.making.add`."""
        with self.database.writing() as session:
            return making.add(
                session,
                self._article_id(session, article),
                words,
                spans=spans,
                nth=nth,
                speaker=speaker,
                role=role,
                kind=one_of(ClaimKind, "kind", kind) if kind else None,
                by=by or self.settings.user,
                note=note,
            )

    def dismiss(
        self,
        claim: str,
        reason: DismissalReason | str,
        *,
        note: str = "",
        by: str = "",
        after: int | None = None,
        attempt: int | None = None,
    ) -> LogEntry:
        """Say that something is no claim, and why: it leaves the queue and is counted. ``reopen`` brings it back."""
        why = one_of(DismissalReason, "reason", reason)
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            who, editors = by or self.settings.user, self.settings.editors
            return corrections.dismiss(
                session, claim_id, why, note=note, by=who, after=after, attempt=attempt, editors=editors
            )

    def note(self, claim: str, text: str, *, by: str = "") -> LogEntry:
        """Keep a remark on a claim, without deciding anything."""
        with self.database.writing() as session:
            return corrections.note(session, self._claim_id(session, claim), text, by=by or self.settings.user)

    def undo(self, claim: str | None = None, *, by: str = "", note: str = "", over: bool = False) -> LogEntry:
        """Take back the newest thing that this person did, on one claim or on any; the entry that says so.

        Raises UsageError if there is nothing, ConflictError if a colleague has gone on from it, but for ``over``.
        """
        with self.database.writing() as session:
            claim_id = None if claim is None else self._claim_id(session, claim)
            who, editors = by or self.settings.user, self.settings.editors
            return undoing.undo(session, claim_id, by=who, note=note, over=over, editors=editors)

    def search_again(self, claim: str) -> ClaimReport:
        """Search and judge anew for a claim as it stands now, and show it. What stands beside a decision stays."""
        from factcheck.checking import again
        from factcheck.checking.reporting import claim_reports

        claim_id = self._look(lambda source: self._claim_id(source, claim))
        again.search_again(self.checker, claim_id, self.progress)
        with self.database.reading() as session:
            found, number = store.dossier.claim(session, claim_id)
            article = store.dossier.article(session, found.article_id)
            (item,) = claim_reports(session, article, [(found, number)], self._precedents_file, unused=self._unused)
        return item

    def export_corrections(self, article: str | Path | None = None) -> Iterator[dict[str, object]]:
        """What the desk knows of who said what in the articles it has looked at, or in one, in the shape of a gold file
        that ``evaluate quotes`` reads; see :mod:`factcheck.evaluate.quotes.desk`."""
        from factcheck.evaluate.quotes import desk

        def look(source: Source) -> list[dict[str, object]]:
            return desk.gold(source, None if article is None else self._article_id(source, article))

        return iter(self._look(look))

    def evaluate_corrections(self, *articles: str | Path) -> CorrectionScores:
        """What was found in articles, those named or all that people are done with, beside what they made of it; see
        :func:`factcheck.evaluate.quotes.desk.score`."""
        from factcheck.evaluate.quotes import desk

        return self._look(lambda source: desk.score(source, [self._article_id(source, one) for one in articles]))
