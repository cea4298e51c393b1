"""The verbs of the record: what was done, whether it is still what was stored, and its keeping.

Invariant: nothing that was stored is changed by looking at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import LogEntry
from factcheck.report.story import Names, tell
from factcheck.workspace.replying import ReplyVerbs

if TYPE_CHECKING:
    from factcheck.desk.replies import Subject
    from factcheck.desk.verifying import Verified
    from factcheck.store import Source


class RecordVerbs(ReplyVerbs):
    """The verbs of the record: what was done, whether it is still what was stored, and its keeping."""

    # -- what was done

    def history(self, claim: str | None = None, article: str | Path | None = None) -> list[LogEntry]:
        """The log, oldest first: what was done with one claim, with an article and its claims, or all of it."""
        return self._look(lambda source: self._entries(source, self._asked(source, claim, article)))

    def story(self, claim: str | None = None, article: str | Path | None = None) -> list[str]:
        """The same in words, a line an entry, after a line that says what it is about. Times are UTC."""

        def look(source: Source) -> list[str]:
            about = self._asked(source, claim, article)
            entries = self._entries(source, about)
            names = _names(source, entries)
            lines = tell(entries, names, naming=about is None or about.claim_id is None)
            return [*_head(source, about), *lines]

        return self._look(look)

    def which(self, about: str | Path) -> dict[str, str]:
        """Whether ``about`` means a claim or an article: the keyword for ``history`` and ``story``."""
        subject = self._look(lambda source: self._subject(source, about))
        return {"claim": subject.claim_id} if subject.claim_id else {"article": subject.article_id}

    def _asked(self, source: Source, claim: str | None, article: str | Path | None) -> Subject | None:
        from factcheck.desk.replies import Subject

        if claim is not None:
            claim_id = self._claim_id(source, claim)
            return Subject(store.dossier.claim(source, claim_id)[0].article_id, claim_id)
        return None if article is None else Subject(self._article_id(source, article))

    def _entries(self, source: Source, about: Subject | None) -> list[LogEntry]:
        if about is None:
            return store.dossier.entries(source)
        if about.claim_id is None:
            return store.dossier.entries_about(source, about.article_id)
        return store.dossier.entries(source, [about.claim_id])

    # -- whether it is still what was stored

    def verify(self) -> Verified:
        """Everything stored that no longer matches its own fingerprints, and the verdicts that are stale, in words."""
        from factcheck.desk import verifying

        with self.database.reading() as session:
            return verifying.verify(session)


def _names(source: Source, entries: Sequence[LogEntry]) -> Names:
    """How the claims are called that ``entries`` are about or speak of."""
    from factcheck.report.plain import shorten

    ids = {entry.claim_id for entry in entries if entry.claim_id}
    ids |= {claim_id for entry in entries for claim_id in _spoken_of(entry)}
    found = store.dossier.claims(source, sorted(ids))
    claims = {claim.id: f"#{number} “{shorten(claim.text, 80)}”" for claim, number in found}
    drafts = store.standing.articles(source, sorted({claim.article_id for claim, _ in found}))
    return Names(
        claims,
        {claim.id: drafts[claim.article_id].draft for claim, _ in found if claim.article_id in drafts},
    )


def _spoken_of(entry: LogEntry) -> list[str]:
    """The claims that an entry names."""
    content = entry.content
    named = [content.get("origin"), content.get("claim"), *(content.get("into") or ())]
    flat = [one for some in named for one in (some if isinstance(some, list) else [some])]
    return [one for one in flat if isinstance(one, str)]


def _head(source: Source, about: Subject | None) -> list[str]:
    if about is None:
        return []
    article = store.dossier.article(source, about.article_id)
    title = f"“{article.title}” ({about.article_id})" if article.title else f"article {about.article_id}"
    if about.claim_id is None:
        return [title]
    claim, number = store.dossier.claim(source, about.claim_id)
    who = f", {claim.speaker.name}" if claim.speaker else ""
    return [f"#{number} “{' '.join(claim.text.split())}”{who} – claim {claim.id} of {title}"]
