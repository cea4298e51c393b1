"""The verbs of the record: what was done, whether it is still what was stored, and its keeping.

Invariant: nothing that was stored is changed by looking at it.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.domain import DECIDING, Action, LogEntry
from factcheck.errors import IntegrityError, UsageError
from factcheck.report.story import ClaimNames, tell
from factcheck.settings import SETTINGS_FILE
from factcheck.workspace.replying import ReplyVerbs

if TYPE_CHECKING:
    from factcheck.checking.health import Diagnosis
    from factcheck.desk.replies import Subject
    from factcheck.desk.verifying import Verified
    from factcheck.store import Source
    from factcheck.store.backups import Contents

TELLING = DECIDING | {Action.NOTED, Action.SIGNED_OFF, Action.RELEASED}
"""What tells, or may tell, how somebody has decided a claim."""


class RecordVerbs(ReplyVerbs):
    """The verbs of the record: what was done, whether it is still what was stored, and its keeping."""

    # -- what was done

    def history(self, claim: str | None = None, article: str | Path | None = None, *, by: str = "") -> list[LogEntry]:
        """The log, oldest first: what was done with one claim, with an article and its claims, or all of it.

        Named, ``by`` is told no decision on a claim that he has still to check blind.
        """
        return self._look(lambda source: self._entries(source, self._asked(source, claim, article), by))

    def story(self, claim: str | None = None, article: str | Path | None = None, *, by: str = "") -> list[str]:
        """The same in words, a line an entry, after a line that says what it is about. Times are UTC."""

        def look(source: Source) -> list[str]:
            about = self._asked(source, claim, article)
            entries = self._entries(source, about, by)
            names = names_of(source, entries)
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

    def _entries(self, source: Source, about: Subject | None, by: str) -> list[LogEntry]:
        if about is None:
            found = store.dossier.entries(source)
        elif about.claim_id is None:
            found = store.dossier.entries_about(source, about.article_id)
        else:
            found = store.dossier.entries(source, [about.claim_id])
        return _not_hidden_from(by, found) if by else found

    # -- whether it is still what was stored

    def verify(self) -> Verified:
        """Everything stored that no longer matches its own fingerprints, and the verdicts that are stale, in words.
        Of what was fetched, the bytes in the archive are compared too."""
        from factcheck.checking import fetched
        from factcheck.desk import verifying

        with self.database.reading() as session:
            found = verifying.verify(session)
            return found._replace(damage=(*found.damage, *fetched.problems(session, self.settings.workspace)))

    def doctor(self) -> list[Diagnosis]:
        """What a person should know before a day's work, each thing with what to do about it. Nothing is changed."""
        from factcheck.checking import health

        return health.look(self.settings)

    # -- copies of it

    def backup(self, path: str | Path) -> Contents:
        """Copy the database, the settings and what was fetched into a new folder while they may be in use, put the copy
        of the database back into a temporary place, verify it there, and say what it holds.

        Raises UsageError if ``path`` is there, IntegrityError where the copy would hold damage; no backup is made then.
        """
        from factcheck.store import backups

        target = Path(path)
        with backups.made_whole(target) as folder:
            backups.copy_out(self.database, self.settings, folder, self.progress)
            with backups.temporary_place(folder.parent) as place:
                held = self._tried(folder, place)
            backups.copy_archive(self.settings.workspace, folder)
            backups.write_manifest(folder, held)
        backups.remember(self.settings.workspace, target)
        return held

    def restore(self, path: str | Path, *, over: bool = False) -> Restored:
        """Put a backup in the place of what the workspace holds: nothing, or with ``over`` whatever it is, which is
        kept beside it. The backup is verified in a temporary place first; an older one is upgraded there. Who has a
        token stays as it is here, so that a backup lets nobody in who was removed since; so does where the database
        is, whatever the settings of the backup say.

        Raises UsageError if the workspace holds something, IntegrityError for a backup with damage, InputError for
        settings that are no TOML.
        """
        from factcheck.checking.index_file import PASSAGES, PRECEDENTS
        from factcheck.store import backups, restoring, settings_text

        source, target = Path(path), restoring.placed(self.settings)
        settings_file, (_, backed_up) = self.settings.workspace / SETTINGS_FILE, backups.files_of(source)
        if not over and not target.is_free():
            words = f"{target.name}: there is a database. --over puts the backup in its place and keeps it beside."
            raise UsageError(words)
        for folder in (self.settings.workspace, target.folder):
            folder.mkdir(parents=True, exist_ok=True)
        with backups.temporary_place(target.folder) as place:
            copy = place / store.plain.DATABASE_FILE
            held = self._tried(source, place)
            settings = settings_text.in_place_of(settings_file, backed_up) if backed_up else None
            kept = [aside] if (aside := target.keep_aside()) else []
            restoring.keep_people(target.people(), copy)
            self.close()
            for index in (PASSAGES, PRECEDENTS):
                shutil.rmtree(self.settings.workspace / index, ignore_errors=True)
            if source.is_dir():
                backups.copy_archive(source, self.settings.workspace)
            target.put_back(copy)
        if settings is not None:
            aside = backups.put_settings(settings.text, settings_file)
            kept += [aside] if aside else []
        for opened in ("database", "searcher", "checker", "_precedents_file"):
            self.__dict__.pop(opened, None)
        return Restored(held, tuple(kept), target.name, settings is not None and settings.place_kept)

    def export_lines(self, *, vectors: bool = False) -> Iterator[str]:
        """All that is stored as JSON lines, of one state of the database."""
        from factcheck.store import exporting
        from factcheck.version import __version__

        with self.database.reading() as session:
            yield from exporting.lines(session, version=__version__, vectors=vectors)

    def export(self, path: str | Path, *, vectors: bool = False) -> int:
        """Write all that is stored to a new file, and say how many lines that took.

        Raises UsageError if the file is there, FactcheckError if it cannot be written.
        """
        from factcheck.store import backups

        written = 0
        with backups.new_file(Path(path)) as file:
            for line in self.export_lines(vectors=vectors):
                file.write(line.encode())
                written += 1
        return written

    def import_(self, path: str | Path) -> Mapping[str, int]:
        """Read an export into a workspace that holds nothing, verify it, and make the vectors that it lacks. How many
        rows there were of each table.

        Raises UsageError if the workspace holds something, InputError with the line that cannot be used,
        IntegrityError where what was read does not match its own fingerprints. Nothing is stored then.
        """
        from factcheck.checking import precedents
        from factcheck.checking.encoding import encode_missing
        from factcheck.desk import standing, verifying
        from factcheck.store import exporting

        with Path(path).open("rb") as file, self._to_fill().writing() as session:
            counts, unchanged = exporting.read(session, file, str(path))
            try:
                for article_id in store.dossier.article_ids(session):
                    standing.refresh_article(session, article_id)
            except verifying.UNREADABLE as problem:
                words = f"{path}: holds what factcheck never writes ({problem!r}). Nothing was stored."
                raise IntegrityError(words) from problem
            if damage := verifying.verify(session).damage:
                raise IntegrityError(f"{path}: {damage[0]}. Nothing was stored.")
            if not unchanged:
                raise IntegrityError(
                    f"{path}: its lines are not those that were exported (their SHA-256 differs). Nothing was stored."
                )
        if counts.get("passages") or counts.get("precedents"):
            encode_missing(self.database, self.encoder, self.progress)
            precedents.encode_missing(self.database, self.encoder, self.progress)
        return counts

    def _tried(self, backup: Path, place: Path) -> Contents:
        """Put a backup into ``place``, upgrade it there if it is older, and say what it holds. Raises IntegrityError
        for damage."""
        from factcheck.desk import verifying
        from factcheck.store import backups

        backups.check_files(backup) if backup.is_dir() else None
        copy = place / store.plain.DATABASE_FILE
        shutil.copyfile(backups.files_of(backup)[0], copy)
        problems = backups.page_problems(copy)
        if not problems:
            database = store.open_database(backups.beside(self.settings, place))
            with closing(database), database.reading() as session:
                problems = list(verifying.verify(session).damage)
        if problems:
            raise IntegrityError(
                f"{backup}: holds damage: {'; '.join(problems[:3])}. Nothing was stored; `factcheck verify` says more."
            )
        return backups.contents(copy)


class Restored(NamedTuple):
    """What a backup held that was put back, where to, and where what was there before is kept."""

    held: Contents
    kept: tuple[Path, ...]
    place: str  # of the database that was filled, without a password
    place_kept: bool  # whether the settings of the backup named another place, which was left out


def names_of(source: Source, entries: Sequence[LogEntry]) -> ClaimNames:
    """How the claims are called that ``entries`` are about or speak of."""
    from factcheck.report.plain import shorten

    ids = {entry.claim_id for entry in entries if entry.claim_id}
    ids |= {claim_id for entry in entries for claim_id in _spoken_of(entry)}
    found = store.dossier.claims(source, sorted(ids))
    claims = {claim.id: f"#{number} “{shorten(claim.text, 80)}”" for claim, number in found}
    drafts = store.standing.articles(source, sorted({claim.article_id for claim, _ in found}))
    return ClaimNames(
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


def _not_hidden_from(by: str, entries: Sequence[LogEntry]) -> list[LogEntry]:
    """``entries`` without what was decided on claims that ``by`` has still to check blind."""
    from factcheck.desk import second, standing

    about: dict[str, list[LogEntry]] = {}
    for entry in entries:
        if entry.claim_id is not None:
            about.setdefault(entry.claim_id, []).append(entry)
    hidden = {claim_id for claim_id, its in about.items() if second.hidden_from(standing.of_claim(its), by)}
    articles = {its[0].article_id for claim_id, its in about.items() if claim_id in hidden}
    return [entry for entry in entries if not _hides(entry, hidden, articles, by)]


def _hides(entry: LogEntry, claims: Collection[str], articles: Collection[str], by: str) -> bool:
    """Whether an entry tells how one of ``claims`` was decided: by itself, or by the hold line of a report that
    somebody else was given on one of ``articles``."""
    if entry.action is Action.REPORTED:
        return entry.article_id in articles and entry.by != by
    return entry.claim_id in claims and entry.action in TELLING
