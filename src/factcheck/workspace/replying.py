"""The verbs around publication: right of reply, signing off, corrections.

Invariant: each is one entry of the log, on a claim or on an article itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import releasing, replies
from factcheck.desk.replies import Subject
from factcheck.domain import LogEntry
from factcheck.errors import UnknownError, UsageError
from factcheck.report.holding import ArticleBlocker, HoldRule, rule_named
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.store import Source


class ReplyVerbs(OpenWorkspace):
    """The verbs around publication: right of reply, signing off, corrections.

    ``about`` is a claim (the beginning of its id) or an article (the beginning of its id, or the file that was
    checked). ``when`` is an ISO day or time; now, if nothing is given.
    """

    def ask(self, about: str | Path, whom: str, *, way: str, when: str | None = None, by: str = "") -> LogEntry:
        """Enter that ``whom`` was asked for a reply, and by which way. Raises UsageError if one is missing."""
        with self.database.writing() as session:
            subject = self._subject(session, about)
            return replies.ask(session, subject, whom, way=way, when=when, by=by or self.settings.user)

    def answered(
        self, about: str | Path, answer: str, *, whom: str | None = None, when: str | None = None, by: str = ""
    ) -> LogEntry:
        """Enter what was answered. Raises UsageError if nobody, or somebody else, was asked."""
        with self.database.writing() as session:
            subject = self._subject(session, about)
            return replies.answered(session, subject, answer, whom=whom, when=when, by=by or self.settings.user)

    def sign_off(self, about: str | Path, blocker: str | None = None, *, note: str, by: str = "") -> LogEntry:
        """Clear a reason to hold, by the name of its rule, or with None all of them, and say why. Raises UsageError
        without a ``note``, for a rule that does not exist, that nobody may sign off or that is switched off,
        and for anybody but an editor where the desk has named its editors."""
        who, editors = by or self.settings.user, self.settings.editors
        with self.database.writing() as session:
            subject = self._subject(session, about)
            held = blocker if blocker is None else _signable(blocker, subject, self._unused)
            return replies.sign_off(session, subject, held, note=note, by=who, editors=editors)

    def release_verdict(
        self, claim: str, *, note: str = "", by: str = "", withdraw: bool = False, article: str | Path | None = None
    ) -> LogEntry:
        """Let the verdict on a claim be published as a ClaimReview, or with ``withdraw`` no more. ``note`` is published
        with it, in the place of the decision's. ``article`` is the one that ``claim`` is a number in.

        Raises UsageError where the claim is not decided as it has to be (see ``desk.releasing``), is released already
        or, to be withdrawn, is not; and for anybody but an editor where the desk has named its editors.
        """
        who, editors = by or self.settings.user, self.settings.editors
        act = releasing.withdraw if withdraw else releasing.release
        with self.database.writing() as session:
            return act(session, self._claim_id(session, claim, article), note=note, by=who, editors=editors)

    def publish_correction(
        self, article: str | Path, text: str, *, claim: str | None = None, when: str | None = None, by: str = ""
    ) -> LogEntry:
        """Enter a correction that was published after the article. Raises UsageError for a claim of another article."""
        with self.database.writing() as session:
            article_id = self._article_id(session, article)
            claim_id = self._claim_id(session, claim) if claim else None
            if claim_id and store.dossier.claim(session, claim_id)[0].article_id != article_id:
                raise UsageError(f"claim {claim_id} is not of article {article_id}. Nothing was stored.")
            return replies.publish_correction(
                session, article_id, text, claim_id=claim_id, when=when, by=by or self.settings.user
            )

    def _subject(self, source: Source, asked: str | Path) -> Subject:
        """The claim or article that is meant. Raises UsageError if it could be none or both."""
        name = str(asked)
        if self.names_file(asked):
            return Subject(self._article_id(source, asked))
        claims = [] if "#" in name else store.dossier.find_claims(source, name)
        articles = [] if "#" in name else store.dossier.find_articles(source, name)
        if name and claims and articles:
            raise UsageError(f"'{name}' could be claim {claims[0]} or article {articles[0]}. Give more of it.")
        if articles:
            return Subject(self._article_id(source, asked))
        if name and not claims and "#" not in name:
            raise UnknownError(
                f"no claim and no article '{name}' is known. `factcheck queue` lists claims, `factcheck articles` "
                "articles."
            )
        claim_id = self._claim_id(source, name)
        return Subject(store.dossier.claim(source, claim_id)[0].article_id, claim_id)


def _signable(asked: str, about: Subject, unused: Sequence[HoldRule]) -> str:
    """What the rule that is meant by ``asked`` is called in the log. Raises UsageError if it cannot be signed off."""
    rule = rule_named(asked)
    if rule.undecided:
        raise UsageError(
            f"'{rule.name}' cannot be signed off, because nobody has decided. It holds until {rule.clears}."
        )
    if rule in unused:
        raise UsageError(
            f"'{rule.name}' holds nothing here: [hold] in factcheck.toml has switched it off, so there is nothing to "
            "sign off."
        )
    if about.claim_id and isinstance(rule.says, ArticleBlocker):
        raise UsageError(f"{about}: '{rule.name}' holds an article as a whole. Name the article.")
    return rule.says.value
