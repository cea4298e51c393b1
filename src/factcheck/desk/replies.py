"""Right of reply, signing off, and corrections after publication.

Invariant: each is an entry of the log that says who, when and in which words. Nobody is said to have answered who was
not asked, and nothing is cleared without a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.desk import log, standing
from factcheck.domain import Action, LogEntry
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session


class Subject(NamedTuple):
    """What an entry is about: an article, or one claim of it."""

    article_id: str
    claim_id: str | None = None

    def __str__(self) -> str:
        return f"claim {self.claim_id}" if self.claim_id else f"article {self.article_id}"


def ask(session: Session, about: Subject, whom: str, *, way: str, when: str | None, by: str) -> LogEntry:
    """Enter that somebody was asked for a reply: who, by which way, when (now, if nothing is given).

    Raises UsageError where one of them is missing or lies ahead.
    """
    content = {"whom": _given(whom, "who was asked"), "way": _given(way, "how they were asked"), "when": moment(when)}
    return _append(session, Action.ASKED, about, by, content)


def answered(session: Session, about: Subject, answer: str, *, whom: str | None, when: str | None, by: str) -> LogEntry:
    """Enter what was answered, in the words of who was asked. ``whom`` goes without saying where one person was asked.

    Raises UsageError where nobody, or somebody else, was asked.
    """
    asked = _asked(replies(session, about))
    if not asked:
        raise UsageError(f"{about}: nobody was asked for a reply. `factcheck reply ask` enters whom, and by which way.")
    if whom is None and len(asked) > 1:
        raise UsageError(f"{about}: {' and '.join(asked)} were asked. Say whose answer it is with --whom.")
    name = next(iter(asked)) if whom is None else asked_name(whom, asked, about)
    content = {"whom": name, "answer": _given(answer, "what was answered"), "when": moment(when)}
    return _append(session, Action.ANSWERED, about, by, content)


def asked_name(whom: str, asked: Iterable[str], about: Subject) -> str:
    """The name under which ``whom`` was asked. Raises UsageError if that was nobody of the kind."""
    names = {name.casefold(): name for name in asked}
    if whom.strip().casefold() not in names:
        raise UsageError(f"{about}: {whom} was not asked, but {' and '.join(names.values())}.")
    return names[whom.strip().casefold()]


def replies(session: Session, about: Subject) -> tuple[Mapping[str, Any], ...]:
    """Who was asked and what was answered, oldest first."""
    if about.claim_id:
        return standing.claims(session, [about.claim_id])[about.claim_id].replies
    return standing.article(session, about.article_id).replies


def _asked(told: Iterable[Mapping[str, Any]]) -> dict[str, None]:
    return dict.fromkeys(one["whom"] for one in told if one["action"] == Action.ASKED)


def sign_off(
    session: Session, about: Subject, blocker: str | None, *, note: str, by: str, editors: Sequence[str] = ()
) -> LogEntry:
    """Enter that a reason to hold (``blocker``, None for all) was looked at and need not hold, and why. Where
    ``editors`` are named, it is one of them who may.

    Raises UsageError without a note, and for somebody else than an editor.
    """
    if editors and by.strip() not in editors:
        raise UsageError(f"{by} is no editor of this desk ({', '.join(editors)}), who sign off what holds an article.")
    if not note.strip():
        raise UsageError("signing off needs a reason for those who read the report: --note 'why'.")
    return _append(session, Action.SIGNED_OFF, about, by, {"blocker": blocker}, note)


def publish_correction(
    session: Session, article_id: str, text: str, *, claim_id: str | None, when: str | None, by: str
) -> LogEntry:
    """Enter the words of a correction that was published after the article, and on which claim.

    Raises UsageError without words.
    """
    content = {"text": _given(text, "what was published"), "when": moment(when), "claim": claim_id}
    return _append(session, Action.CORRECTION_PUBLISHED, Subject(article_id), by, content)


def _append(
    session: Session, action: Action, about: Subject, by: str, content: Mapping[str, Any], note: str = ""
) -> LogEntry:
    return log.append(session, action, about.article_id, about.claim_id, by=by, note=note, content=content)


def _given(words: str, what: str) -> str:
    if not words.strip():
        raise UsageError(f"{what} was not given.")
    return words.strip()


def moment(when: str | None) -> str:
    """An ISO day or time, as it was given; now if nothing was. Raises UsageError for one that is none or lies ahead."""
    if when is None:
        return log.now()
    try:
        day = date.fromisoformat(when) if len(when) == len("2026-11-29") else datetime.fromisoformat(when).date()
    except ValueError as problem:
        raise UsageError(f"--when {when}: no day or time. Write 2026-11-29 or 2026-11-29T14:30.") from problem
    if day > date.today():
        raise UsageError(f"--when {when}: lies ahead. What has not happened cannot be entered.")
    return when
