"""The verb of moving house: all that is stored, from one database into another.

Invariant: what is moved is only read, and nobody can use the new place before it holds the same, row by row.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.domain.text import counted
from factcheck.errors import ConflictError, IntegrityError, UsageError
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.store import Database
    from factcheck.store.stored import Digests, StoredState

HERE = "."  # the database of the workspace, whatever it is
_IN_WORDS = {
    "articles": ("article", "articles"),
    "claims": ("claim", "claims"),
    "documents": ("document", "documents"),
    "entries": ("entry of the log", "entries of the log"),
}


class MovedTable(NamedTuple):
    """A table of both databases, as it is in either: SHA-256 of its rows in the order of their keys."""

    name: str
    rows: int
    sha256: str


class Moved(NamedTuple):
    """What two databases hold alike."""

    source: str
    target: str
    tables: tuple[MovedTable, ...]
    entries: int  # of the log, whose chain was verified in the target
    last_hash: str  # of its newest; "" of an empty log
    copied: bool  # False where the target held all of it before
    setting: str  # what ``database_url`` is to be; "" where the target is the workspace's own file, which needs none
    secret: bool  # whether ``setting`` lacks a password, which no settings file should have


class MovingVerbs(OpenWorkspace):
    """The verb of moving house."""

    def migrate(self, target: str, source: str = HERE) -> Moved:
        """Copy all that the database ``source`` holds into the database ``target``, compare them row by row and verify
        the copy. Both are URLs, or "." for the workspace's own. Stopped anywhere and called again, it goes on.

        Raises UsageError if there is nothing to copy or the target holds something else, InputError for a row that it
        cannot hold, ConflictError if the source was written meanwhile (call it again: what was added is copied then),
        IntegrityError where the copy is not the same or the record is damaged. Until all is well nobody else can use
        the target.
        """
        from factcheck.checking.index_file import MANY
        from factcheck.store import copying, stored
        from factcheck.store.remedies import without_password

        here, there = self._place(source), self._place(target)
        if copying.same_place(here, there):
            words = f"{without_password(target)}: what is to be moved is there already. Name another place."
            raise UsageError(words)
        if not store.exists(here):
            raise store.nothing_there(here)
        with (
            closing(store.open_database(here, self._notice)) as old,
            closing(store.open_database(there, self._notice, unfinished=True)) as new,
        ):
            new.check_writable()
            with new.reading() as session:
                finished, held = not copying.is_unfinished(session), stored.state(session)
            if finished and not held.empty:
                return self._named(self._compared(old, new, held), there)
            copying.begin(new)
            with old.reading() as session:
                before = stored.state(session)
                found = copying.copy(session, new, self.progress, old.place)
            with old.reading() as session:
                _check_unchanged(before, stored.state(session), old.place)
                _check_the_same(found, stored.digests(session, self.progress), old.place)
            moved = self._verified(found, old, new, copied=True)
            copying.finish(new)
            if not new.is_file and found["passages"].rows >= MANY:
                self._notice("searches there are many times as fast once `factcheck corpus compact` was run there")
            return self._named(moved, there)

    def _place(self, asked: str) -> Settings:
        return self.settings if asked == HERE else replace(self.settings, database_url=asked)

    def _named(self, moved: Moved, target: Settings) -> Moved:
        """With the setting that names the target."""
        from factcheck.store import copying, location
        from factcheck.store.remedies import without_password

        url = target.database_url
        if not url or copying.same_place(replace(self.settings, database_url=""), target):
            return moved
        return moved._replace(setting=location.as_setting(url), secret=without_password(url) != url)

    def _compared(self, old: Database, new: Database, held: StoredState) -> Moved:
        """That ``new``, which somebody may be using, holds what ``old`` holds. Raises UsageError if it does not."""
        from factcheck.store import stored

        with old.reading() as session:
            before = stored.state(session)
            if before != held:
                with new.reading() as there:
                    same_desk = stored.same_desk(session, there)
                went_on = stored.has_entry(session, held.last_hash)
                raise _differs(old.place, new.place, before, held, went_on) if same_desk else _another(new.place, held)
            digests = stored.digests(session, self.progress)
        found = {name: digest for name, digest in digests.items() if name not in stored.PASSING}  # new is being used
        return self._verified(found, old, new, copied=False)

    def _verified(self, found: Digests, old: Database, new: Database, *, copied: bool) -> Moved:
        """What both hold. Raises IntegrityError if that is not the same, or is damaged."""
        from factcheck.desk import verifying
        from factcheck.store import stored

        with new.reading() as session:
            there = stored.digests(session, self.progress)
            if wrong := [name for name, digest in found.items() if there[name] != digest]:
                tables = ", ".join(f"{name} ({found[name].rows:,} and {there[name].rows:,} rows)" for name in wrong)
                raise IntegrityError(f"{new.place}: not the same as {old.place}: {tables}. Run the command again.")
            self.progress("verifying", 0, 0)
            verified = verifying.verify(session)
        if verified.damage:
            raise IntegrityError(
                f"{new.place}: the same as {old.place}, and damaged as that is: {verified.damage[0]}"
                f"{_more(len(verified.damage) - 1)}. Restore a backup there, and run the command again."
            )
        moved = tuple(MovedTable(name, *digest) for name, digest in found.items())
        return Moved(old.place, new.place, moved, verified.entries, verified.last_hash, copied, "", False)


def _another(place: str, held: StoredState) -> UsageError:
    known = [(held.rows[name], words) for name, words in _IN_WORDS.items() if held.rows[name]]
    said = ", ".join(f"{number:,} {words[number != 1]}" for number, words in known)
    said = said or counted(sum(held.rows.values()), "row")
    return UsageError(f"{place}: holds something else ({said}). Name a place that holds nothing.")


def _differs(here: str, there: str, mine: StoredState, held: StoredState, earlier: bool) -> UsageError:
    """That the target was a copy of the same desk once. ``earlier``: it has no entry that the source lacks."""
    told = [
        f"{name}: {number:,} there, {mine.rows[name]:,} here"
        for name, number in held.rows.items()
        if mine.rows[name] != number
    ]
    what = f"{there}: holds this desk at another time ({'; '.join(told) or 'what is current differs'})."
    if earlier:
        return UsageError(
            f"{what} To put what is here in its place, `factcheck backup` this desk, and `factcheck restore --over` "
            "where `database_url` names that place; what it holds is kept. Or name a place that holds nothing."
        )
    return UsageError(
        f"{what} It has entries of the log that {here} lacks, and two logs are not made one: go on with one of the "
        "two, or name a place that holds nothing."
    )


def _check_unchanged(before: StoredState, now: StoredState, place: str) -> None:
    if now == before:
        return
    changed = [
        f"{name} by {now.rows[name] - number:+,}" for name, number in before.rows.items() if now.rows[name] != number
    ]
    raise _written_meanwhile(place, ", ".join(changed) or "what is current has changed")


def _check_the_same(before: Digests, now: Digests, place: str) -> None:
    """Also of what is written in the place of something else, of which no number tells."""
    from factcheck.store import stored

    if changed := [name for name, digest in before.items() if now[name] != digest and name not in stored.PASSING]:
        raise _written_meanwhile(place, f"rows of {', '.join(changed)} have changed")


def _written_meanwhile(place: str, what: str) -> ConflictError:
    return ConflictError(
        f"{place}: was written while it was copied ({what}). Let nobody work there and run the command again: what has "
        "changed since is copied then."
    )


def _more(number: int) -> str:
    return f", and {counted(number, 'more problem')}" if number else ""
