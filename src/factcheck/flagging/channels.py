"""Ways to tell somebody of new flags: a command, a webhook, a file.

Invariant: ``send`` has told everything or raises; what a channel is told it can be told again, and knows it again.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from factcheck import settings
from factcheck.domain import Flag
from factcheck.errors import FactcheckError, UsageError
from factcheck.files.writing import put_beside
from factcheck.flagging.digest import Letter, flags_id, mail, markdown, read_letter
from factcheck.report.plain import json_text, one_line, shorten

if TYPE_CHECKING:
    from factcheck.flagging.outcome import FlaggedClaim

OUTPUT = "output"
"""The name under which what was printed is kept, and that no channel has."""

SECONDS = 60.0  # that a command may take
_TAIL = 2_000  # bytes of what a command said last
_SHOWN = 160  # columns of that


class DeliveryError(FactcheckError):
    """Somebody could not be told, and will be with the next run."""


class DigestForm(StrEnum):
    """What a command or a file is given."""

    JSON = "json"  # a line for each claim
    MARKDOWN = "markdown"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending needs to know of the run: the time (UTC), the hosts that texts may be sent to, the secret of
    webhooks, which is asked for where one is told, and who hears what a person must know."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    allowed: Sequence[str] = ()
    key: Callable[[], str] = str
    notice: Callable[[str], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Channel(ABC):
    """Who is told. ``name`` is what is kept of it, so that it is told once; ``rules`` are those it hears of, all if
    there is none."""

    name: str
    rules: frozenset[str] = field(default=frozenset(), kw_only=True)
    most: ClassVar[int] = 1_000  # claims that are told at a time

    @abstractmethod
    def send(self, flagged: Sequence[FlaggedClaim], sending: Sending) -> None:
        """Tell of all of ``flagged``, which is not empty. Raises FactcheckError if that may not have worked."""

    @abstractmethod
    def check(self, sending: Sending) -> None:
        """Raises FactcheckError where it is known before anything is sent that sending cannot work."""

    def wants(self, flags: Sequence[Flag]) -> bool:
        """Whether it hears of a claim that was flagged so."""
        return not self.rules or any(flag.rule in self.rules for flag in flags)


@dataclass(frozen=True, slots=True)
class Command(Channel):
    """A program that reads on its standard input what is new. It is run without a shell."""

    argv: tuple[str, ...]
    form: DigestForm = DigestForm.JSON
    letter: Letter | None = None
    seconds: float = SECONDS

    def check(self, sending: Sending) -> None:  # noqa: ARG002 (as of all channels)
        if shutil.which(self.argv[0]) is None:
            raise DeliveryError(f"{self.name}: there is no program '{self.argv[0]}'. Name one by its whole path.")

    def send(self, flagged: Sequence[FlaggedClaim], sending: Sending) -> None:
        given = written(self.form, flagged, sending.now(), self.letter)
        with tempfile.TemporaryFile() as said:
            code = self._run(given, said)
            if code:
                told = f"exit code {code}" if code > 0 else f"ended by signal {-code}"
                raise DeliveryError(f"{self.name}: '{self.argv[0]}' failed ({told}){_last_words(said)}.")

    def _run(self, given: bytes, said: IO[bytes]) -> int:
        try:
            process = subprocess.Popen(  # noqa: S603 (what the desk's own file names, and no shell)
                self.argv,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                env=settings.environment_without_keys(),
                start_new_session=True,
            )
        except (OSError, ValueError) as problem:
            told = getattr(problem, "strerror", None) or problem
            raise DeliveryError(
                f"{self.name}: '{self.argv[0]}' cannot be run ({told}). Name a program by its whole path."
            ) from problem
        try:
            process.communicate(given, timeout=self.seconds)
        except subprocess.TimeoutExpired as problem:
            raise DeliveryError(f"{self.name}: '{self.argv[0]}' took longer than {self.seconds:g} s.") from problem
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return process.returncode


def _last_words(said: IO[bytes]) -> str:
    size = said.seek(0, os.SEEK_END)
    said.seek(max(0, size - _TAIL))
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return f": {shorten(lines[-1], _SHOWN).rstrip('.')}" if lines else ""


@dataclass(frozen=True, slots=True)
class WebhookChannel(Channel):
    """A server that takes JSON by POST, signed; see ``fetching.webhook``."""

    url: str
    most: ClassVar[int] = 100

    def check(self, sending: Sending) -> None:
        from factcheck.fetching import webhook

        webhook.read_webhook(self.url, self.name, sending.allowed)
        webhook.check_key(sending.key())

    def send(self, flagged: Sequence[FlaggedClaim], sending: Sending) -> None:
        from factcheck.fetching import webhook
        from factcheck.flagging.outcome import as_dict

        there = webhook.read_webhook(self.url, self.name, sending.allowed)
        if there.beyond:
            sending.notice(f"{self.name}: claims leave this machine for {there.beyond}")
        told = {
            "type": "claims.flagged",
            "timestamp": max(one.at for one in flagged),
            "data": {"flags": [as_dict(one) for one in flagged]},
        }
        webhook.send(
            there,
            json_text(told, None).encode(),
            delivery=f"flags_{flags_id(flagged)}",
            key=sending.key(),
            at=sending.now(),
            sleep=sending.sleep,
        )


@dataclass(frozen=True, slots=True)
class DigestChannel(Channel):
    """A file for what is new. None that is there is written over: the next is called "digest-2.md"."""

    path: Path
    form: DigestForm = DigestForm.MARKDOWN
    letter: Letter | None = None
    most: ClassVar[int] = 100_000

    def check(self, sending: Sending) -> None:  # noqa: ARG002
        if not self.path.absolute().parent.is_dir():
            raise DeliveryError(f"{self.name}: there is no folder {self.path.parent}. Make it, or name another.")

    def send(self, flagged: Sequence[FlaggedClaim], sending: Sending) -> None:
        now = sending.now()
        named = self.path.name.replace("{day}", f"{now:%Y-%m-%d}").replace("{time}", f"{now:%H%M}")
        put_beside(self.path.with_name(named), written(self.form, flagged, now, self.letter))


def written(form: DigestForm, flagged: Sequence[FlaggedClaim], at: datetime, letter: Letter | None) -> bytes:
    """What is new, in the form that is wanted."""
    if form is DigestForm.JSON:
        from factcheck.flagging.outcome import as_dict

        return "".join(json_text(as_dict(one), None) for one in flagged).encode()
    if form is DigestForm.MAIL and letter is not None:
        return mail(flagged, at, letter)
    return markdown(flagged, at).encode()


# -- as they are written ------------------------------------------------------------------

KEYS = ("command", "webhook", "digest", "form", "to", "from", "subject", "seconds", "rules")
_WAYS = KEYS[:3]


def read_channel(
    name: str, table: Mapping[str, Any], place: Callable[[str], str] = lambda _: "", folder: Path = Path()
) -> Channel:
    """The channel that a table of ``KEYS`` describes; ``place(key)`` says where a key stands, and paths begin in
    ``folder``. Raises UsageError for a table that describes none."""
    where = place("") or name
    if name == OUTPUT:
        raise UsageError(f"{where}: '{OUTPUT}' is what is printed. Give the channel another name.")
    ways = [way for way in _WAYS if way in table]
    if len(ways) != 1:
        found = f"not {' and '.join(ways)}" if ways else "which this has not"
        raise UsageError(f"{where}: '{name}' wants one of {', '.join(_WAYS)}, {found}.")
    (way,) = ways
    asked = {
        key: _text(key, table[key], place(key) or name)
        for key in (*_WAYS, "form", "to", "from", "subject")
        if key in table
    }
    rules = frozenset(_rules(table.get("rules", []), place("rules") or name))
    if way == "webhook":
        _only(table, ("webhook", "rules"), name, where)
        return WebhookChannel(name, asked["webhook"], rules=rules)
    form = _form(asked.get("form", DigestForm.JSON if way == "command" else DigestForm.MARKDOWN), place("form") or name)
    letter = None
    if form is DigestForm.MAIL:
        if not {"to", "from"} <= asked.keys():
            raise UsageError(f"{where}: a mail wants to and from, each an address.")
        letter = read_letter(asked["to"], asked["from"], asked.get("subject", ""), where)
    else:
        _only(table, (way, "form", "seconds", "rules"), name, where)
    if way == "digest":
        if asked["digest"] == "-":
            raise UsageError(f"{where}: a digest goes into a file here; `factcheck flags digest` prints one.")
        _only(table, ("digest", "form", "to", "from", "subject", "rules"), name, where)
        return DigestChannel(name, folder / Path(asked["digest"]).expanduser(), form, letter, rules=rules)
    seconds = _seconds(table.get("seconds", SECONDS), place("seconds") or name)
    return Command(name, _argv(asked["command"], place("command") or name), form, letter, seconds, rules=rules)


def _only(table: Mapping[str, Any], keys: Sequence[str], name: str, where: str) -> None:
    for key in table:
        if key not in keys:
            raise UsageError(f"{where}: '{key}' means nothing for '{name}'. It takes {', '.join(keys)}.")


def _text(key: str, value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise UsageError(f"{place}: {key} wants a text in quotation marks, not {value!r}.")
    return value


def _rules(value: object, place: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise UsageError(f'{place}: rules wants a list of names of rules, such as rules = ["known-false"].')
    return [one_line(one) for one in value]


def _form(value: str, place: str) -> DigestForm:
    try:
        return DigestForm(value)
    except ValueError as problem:
        raise UsageError(f"{place}: form is one of {', '.join(DigestForm)}, not '{value}'.") from problem


def _seconds(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise UsageError(f"{place}: seconds wants a number above 0, up to 3,600, not {value!r}.")
    return float(value)


def _argv(value: str, place: str) -> tuple[str, ...]:
    try:
        argv = tuple(shlex.split(value))
    except ValueError as problem:
        raise UsageError(f"{place}: the command cannot be read ({problem}). Close the quotation marks.") from problem
    if not argv:
        raise UsageError(f"{place}: the command is empty.")
    return argv
