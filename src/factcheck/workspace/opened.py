"""What every verb needs: the settings, the database, the models, each opened when it is first needed.

Invariant: nothing is opened that no verb has asked for, and what was opened is closed with the workspace.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from factcheck import settings, store
from factcheck.desk import references
from factcheck.desk.references import the_one
from factcheck.domain import Progress
from factcheck.errors import UsageError
from factcheck.files import written
from factcheck.report import holding
from factcheck.report.holding import HoldRule

if TYPE_CHECKING:
    from factcheck.checking.evidence import Checker
    from factcheck.checking.index_file import IndexFile
    from factcheck.checking.searching import Searcher
    from factcheck.domain import ClaimStanding, Encoder, Judge
    from factcheck.settings import Settings
    from factcheck.store import Database, Source

_MOST = 2**63 - 1  # that a database counts to
Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")


def _ignore(*_: object) -> None:
    """Neither progress nor notices are wanted."""


class once(cached_property[T]):  # noqa: N801 (it is used as its parent is)
    """A property that is made when it is first asked for, once, however many threads ask for it at a time."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None or self.attrname in instance.__dict__:
            return super().__get__(instance, owner)
        with instance._opening:
            return super().__get__(instance, owner)


class OpenWorkspace:
    """A workspace that is open: what every verb needs. Models and the index are opened when a verb first needs them."""

    def __init__(
        self,
        folder: str | Path | None = None,
        *,
        progress: Progress = _ignore,
        notice: Callable[[str], None] = _ignore,
        **flags: Any,
    ) -> None:
        self._begin(settings.load({"workspace": folder, **flags}, notice=notice), progress, notice)

    def _begin(self, made: Settings, progress: Progress, notice: Callable[[str], None]) -> None:
        self.settings = made
        self.progress = progress
        self._notice = notice
        self._opened: Self | None = None  # where this is the same workspace for somebody else
        self._opening = RLock()
        self._connections: store.plain.Connections | None = None  # where many read
        self._listener: store.listening.Listener | None = None
        self._answers: store.kept.Answers | None = None
        self._authenticated = ""

    def beside(
        self,
        user: str,
        *,
        authenticated: str = "",
        progress: Progress = _ignore,
        notice: Callable[[str], None] = _ignore,
    ) -> Self:
        """The same workspace for another person, or another task, of this program: database, models and index are
        those of this one, which must stay open. ``authenticated`` says by what the person has proved who they are; it
        is kept with whatever they do. A file's name says nothing to them: they may sit elsewhere."""
        other = object.__new__(type(self))
        other.settings = replace(self.settings, user=user)
        other.progress, other._notice = progress, notice
        other._opened, other._authenticated = self._opened or self, authenticated
        other._opening = self._opening
        return other

    def share(self) -> None:
        """Keep what is needed to read open, for a program in which many use this workspace at once."""
        if self._connections is None:
            self._connections = store.plain.Connections(self.settings)
            if store.on_server(self.settings):
                self._listener = store.listening.Listener(self.settings)
            self._answers = store.kept.Answers(self._listener or self._connections)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and say what asking a judge elsewhere cost; leaving the ``with`` block does it."""
        if self._opened is not None:
            return
        if "judge" in self.__dict__:
            from factcheck.stance import remarks

            for remark in remarks(self.judge):
                self._notice(remark)
        if self._connections is not None:
            self._connections.close()
        if self._listener is not None:
            self._listener.close()
        if "database" in self.__dict__:
            self.database.close()

    @once
    def database(self) -> Database:
        """The database. Raises UsageError if there is none."""
        if self._opened is not None:
            return self._opened.database.of_somebody(self.settings.user, self._authenticated)
        if not store.exists(self.settings):
            raise store.nothing_there(self.settings)
        return store.open_database(self.settings, self._notice)

    def make(self) -> bool:
        """Make the workspace if there is none, and say whether there was none."""
        if "database" in self.__dict__ or store.exists(self.settings):
            return False
        self.database = store.open_database(self.settings, self._notice)
        return True

    def _to_fill(self) -> Database:
        """The database for a verb that puts something in, made if there is none."""
        if self.make():
            self._notice(f"a new workspace was made: {self.settings.workspace}")
        self.database.check_writable()
        return self.database

    @once
    def encoder(self) -> Encoder:
        if self._opened is not None:
            return self._opened.encoder
        from factcheck import encoder

        return encoder.load(self.settings, progress=self._notice)

    @once
    def judge(self) -> Judge:
        if self._opened is not None:
            return self._opened.judge
        from factcheck import stance

        return stance.load(self.settings, notice=self._notice)

    @once
    def searcher(self) -> Searcher:
        """The corpus to be searched. It opens the index when it is first asked, and sees what is added later."""
        if self._opened is not None:
            return self._opened.searcher
        from factcheck.checking.searching import Searcher

        return Searcher(
            self.database,
            self.encoder,
            self.settings.workspace,
            self.progress,
            self._notice,
            index=self.settings.index,
        )

    @once
    def checker(self) -> Checker:
        """What checks an article; one for the life of the workspace, whatever is added to the corpus meanwhile."""
        from factcheck.checking.evidence import Checker

        return Checker(self.database, self.encoder, self.searcher, self.settings, self.judge)

    @once
    def _precedents_file(self) -> IndexFile[Source]:
        if self._opened is not None:
            return self._opened._precedents_file
        from factcheck.checking.index_file import FEW, PRECEDENTS, IndexFile

        return IndexFile(self.settings.workspace / PRECEDENTS, store.remembered, FEW, notice=self._notice)

    def _claim_id(self, source: Source, asked: str, article: str | Path | None = None) -> str:
        """The id of the claim that is meant by ``asked``: the beginning of its id, or with an article (``ARTICLE#8``,
        or ``8`` and ``article``) its number in the report. Raises UsageError if it could be none or several."""
        if article is None and "#" in asked:
            article, _, asked = asked.rpartition("#")
        article_id = None if article is None else self._article_id(source, article)
        return references.claim(source, asked, article_id)

    def _article_id(self, source: Source, asked: str | Path) -> str:
        """The id of the article that is meant by the beginning of it, or by the file that was checked.

        Raises UsageError if that could be none or several, and for a file that was edited since.
        """
        if self.names_file(asked):
            from factcheck.checking import checked_files

            return checked_files.article_in(source, asked, self.settings.max_bytes)
        found = store.dossier.find_articles(source, str(asked)) if str(asked) else []
        by_file = not found and bool(str(asked)) and self._opened is None
        gone = store.drafts.current_at(source, file=written(Path(asked).resolve())) if by_file else []
        return the_one(found or gone, "article", str(asked))

    def names_file(self, asked: str | Path) -> bool:
        """Whether a file of this machine is meant. People beside the one who opened the workspace may sit elsewhere:
        none of its files is theirs to name."""
        try:
            return self._opened is None and Path(asked).is_file()
        except (OSError, ValueError):  # a text is no name of a file
            return False

    def _hidden_from(self, by: str) -> Callable[[ClaimStanding], bool]:
        """What tells which decisions ``by`` may not know yet. Whoever gives no name may know all."""
        from factcheck.desk import second

        return lambda stands: bool(by.strip()) and second.hidden_from(stands, by)

    def check_rules(self) -> None:
        """Raises UsageError for rules of the desk in factcheck.toml that are none."""
        from factcheck.desk import second

        second.Policy.of(self.settings)
        _ = self._unused

    @property
    def _unused(self) -> tuple[HoldRule, ...]:
        """The rules of the hold line that the desk does without. Raises UsageError for a table that names no rule."""
        return holding.unused(self.settings.hold, str(self.settings.workspace / settings.SETTINGS_FILE))

    def _look(self, at: Callable[[Source], T]) -> T:
        """What ``at`` finds in one state of the database: without SQLAlchemy, if that will do.

        A session is opened where the database must be upgraded or is broken, which it says.
        """
        kept = (self._opened or self)._connections
        if kept is not None or "database" not in self.__dict__:
            with suppress(store.plain.Error), kept.opened() if kept else store.plain.opened(self.settings) as source:
                if source is not None:
                    return at(source)
        with self.database.reading() as session:
            return at(session)

    def _look_once(self, key: Hashable, at: Callable[[Source], T]) -> T:
        """As ``_look``; where many ask the same, what was found is kept until the database changes. ``key`` says all
        that the answer depends on. What it returns is shared, and nobody may change it."""
        kept = (self._opened or self)._answers
        return self._look(at) if kept is None else kept.get(key, lambda: self._look(at))


def one_of(choices: type[Choice], what: str, asked: Choice | str) -> Choice:
    try:
        return choices(asked)
    except ValueError as problem:
        raise UsageError(f"no {what} {asked!r}. One of {', '.join(choices)}.") from problem


def at_least(least: int, **given: int) -> None:
    for name, number in given.items():
        if number < least:
            raise UsageError(f"{name} is {number}; it wants {least} or more.")
        if number > _MOST:
            raise UsageError(f"{name} is {number}; it wants {_MOST} or less.")
