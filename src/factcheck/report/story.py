"""What was done with claims and articles, told in words, a sentence an entry.

Invariant: every entry of the log is told, those that were taken back too; nothing is told that the entries do not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from factcheck.domain import Action, Citation, LogEntry
from factcheck.report.plain import one_line, shorten

_WORDS = 80  # letters shown of a citation or a claim


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """How claims are called in a story: by their words, with their place; and of which draft a claim was."""

    claims: Mapping[str, str] = field(default_factory=dict)  # id → "#8 “words”"
    drafts: Mapping[str, int] = field(default_factory=dict)  # id of a claim → number of its draft

    def of(self, claim_id: str | None) -> str:
        return self.claims.get(claim_id or "", f"claim {claim_id}")


def tell(entries: Sequence[LogEntry], names: ClaimNames, *, naming: bool = False) -> list[str]:
    """A line for each of ``entries``, oldest first: when, who, what. ``naming`` says which claim each is about."""
    told: dict[tuple[str, str | None], _Telling] = {}
    lines = []
    gone = _taken_back(entries)
    for entry in entries:
        about = (entry.article_id, entry.claim_id)
        telling = told.setdefault(about, _Telling(names))
        words = telling.sentence(entry)
        back = " (taken back since)" if (*about, entry.number) in gone else ""
        which = f"{names.of(entry.claim_id)}: " if naming and entry.claim_id else ""
        lines.append(one_line(f"{_moment(entry.at)} {which}{words}{back}"))
    return lines


def _taken_back(entries: Sequence[LogEntry]) -> set[tuple[str, str | None, int]]:
    """Which entries were undone, by article, claim and number."""
    gone: set[tuple[str, str | None, int]] = set()
    for entry in reversed(entries):
        about = (entry.article_id, entry.claim_id)
        if entry.action is Action.UNDONE and (*about, entry.number) not in gone:
            gone.add((*about, entry.content["undoes"]))
    return gone


class _Telling:
    """The story of one claim, or of an article itself, as far as it was told."""

    def __init__(self, names: ClaimNames) -> None:
        self.names = names
        self.said: dict[int, str] = {}  # by the number of the entry
        self.decided_by = ""  # whose decision stood last

    def sentence(self, entry: LogEntry) -> str:
        words = self._from_before(entry) + _proof(entry) + _note(entry)
        self.said[entry.number] = words
        if entry.action in (Action.DECIDED, Action.CARRIED):
            self.decided_by = entry.content.get("by", entry.by)
        return words

    def _from_before(self, entry: LogEntry) -> str:
        """What an entry tells; of one that was carried from an earlier draft, who did it there and when."""
        content, tell = entry.content, _TELL.get(entry.action, _other)
        if entry.action is Action.CARRIED or "hash" not in content:
            return tell(self, entry)
        words = tell(self, replace(entry, by=content["by"], at=content["at"]))
        return f"carried from {self._draft(content.get('origin'))}: {words}, on {_moment(content['at'])}"

    def _draft(self, origin: object) -> str:
        draft = self.names.drafts.get(origin) if isinstance(origin, str) else None
        return f"draft {draft}" if draft else "an earlier draft"

    # -- what it is answered with

    def decided(self, entry: LogEntry) -> str:
        found = f"{_found(entry)}{_citing(entry.citations)}"
        match entry.content.get("answer"):
            case "second":
                words = f"{entry.by}, as the second to look, {found}"
            case "adjudicated":
                words = f"{entry.by} settled it between the two and {found}"
            case _:
                words = f"{entry.by} {found}"
        return f"{words}, overruling {self.decided_by}" if entry.content.get("over") and self.decided_by else words

    def carried(self, entry: LogEntry) -> str:
        content = entry.content
        who = content.get("by", entry.by)
        when = _moment(content.get("at", entry.at))
        where = self._draft(content.get("origin"))
        return f"carried from {where}: {who} {_found(entry)} on {when}{_citing(entry.citations)}"

    def stale(self, entry: LogEntry) -> str:
        content = entry.content
        problems = list(content.get("problems", ()))
        if not problems and "before" in content:
            problems = [f"its words were {_quoted(str(content['before']))} in the draft before"]
        return f"the verdict went stale: {'; '.join(problems) or 'what it rests on has changed'}"

    def undone(self, entry: LogEntry) -> str:
        number = entry.content["undoes"]
        return f"{entry.by} took back: {self.said.get(number, f'entry {number}')}"

    # -- what it is

    def corrected(self, entry: LogEntry) -> str:
        changed, before = entry.content["changed"], entry.content.get("before", {})
        names = [name for name in changed if not (name == "spans" and "text" in changed)]
        told = [
            f"{_FIELDS.get(name, name)} from {_value(before.get(name))} to {_value(changed[name])}" for name in names
        ]
        return f"{entry.by} corrected {'; '.join(told) or 'its place'}"

    def added(self, entry: LogEntry) -> str:
        origin = entry.content.get("origin") or []
        made_of = [origin] if isinstance(origin, str) else origin
        return f"{entry.by} made this claim" + (f" of {self._named(made_of)}" if made_of else "")

    def replaced(self, entry: LogEntry) -> str:
        into = entry.content["into"]
        if entry.claim_id is None:
            return f"a later draft took its place: article {', '.join(into)}"
        return f"{entry.by} put in its place {self._named(into)}"

    def correction_published(self, entry: LogEntry) -> str:
        content = entry.content
        about = f" on {self.names.of(content['claim'])}" if content.get("claim") else ""
        when = _day(content.get("when"), entry)
        return f"{entry.by} entered the correction published {when}{about}: {_quoted(content['text'], 400)}"

    def _named(self, claim_ids: Sequence[str]) -> str:
        return " and ".join(self.names.of(claim_id) for claim_id in claim_ids)


# -- what needs no memory -----------------------------------------------------------------


def _found(entry: LogEntry) -> str:
    reason = f" ({entry.reason.replace('-', ' ')})" if entry.reason else ""
    if entry.verdict is None:
        return f"answered on attribution alone: {_said(entry)}" if entry.attribution else "decided nothing"
    said = f" ({_said(entry)})" if entry.attribution else ""
    return f"found it {entry.verdict}{reason}{said}"


def _said(entry: LogEntry) -> str:
    return (entry.attribution or "").replace("-", " ")


def _citing(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    return ", citing " + " and ".join(f"{item.passage_id} {_quoted(item.exact)}" for item in citations)


def _proof(entry: LogEntry) -> str:
    """By what whoever did it has proved who they are, where somebody had to."""
    proof = entry.content.get("authenticated")
    return f" (signed in with a {proof})" if proof else ""


def _note(entry: LogEntry) -> str:
    return f" – {entry.note}" if entry.note and entry.action is not Action.NOTED else ""


def _quoted(words: str, most: int = _WORDS) -> str:
    short = shorten(words, most)
    return short if words[:1] in _MARKS and words[-1:] in _MARKS else f"“{short}”"


def _value(value: Any) -> str:
    """The value of a claim's field for a person."""
    if isinstance(value, Mapping):
        role = f", {value['role']}" if value.get("role") else ""
        return f"“{value.get('name')}{role}”"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Sequence):
        return ", ".join(f"{start}–{end}" for start, end in value)
    return "nobody" if value is None else str(value)


_MARKS = ("“", "”", '"')  # in which somebody put the words already
_FIELDS = {"spans": "place", "text": "words", "cue": "how it is said"}
_DISMISSED = {
    "no-claim": "nothing in it can be checked",
    "duplicate": "another claim says the same",
    "misread": "misread by the machine",
    "not-ours": "not for this desk",
    "trivial": "trivial",
}


def _moment(at: str) -> str:
    """An ISO time to the minute; as it is where it is none."""
    return at[:16].replace("T", " ")


def _day(when: str | None, entry: LogEntry) -> str:
    return _moment(when or entry.at)


def _elsewhen(entry: LogEntry) -> str:
    """When something was that was not entered at once."""
    when = _day(entry.content.get("when"), entry)
    return "" if when == _moment(entry.at) else f", {when}"


def _reopened(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} reopened it"


def _second_wanted(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} wants a second check{', blind' if entry.content.get('blind') else ''}"


def _dismissed(_: _Telling, entry: LogEntry) -> str:
    reason = str(entry.content["reason"])
    return f"{entry.by} dismissed it as no claim: {_DISMISSED.get(reason, reason)}"


def _restored(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} brought it back"


def _noted(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} noted: {entry.note}"


def _assigned(_: _Telling, entry: LogEntry) -> str:
    to = entry.content["to"]
    return f"{entry.by} gave it to {to}" if to else f"{entry.by} gave it to nobody"


def _lapsed(_: _Telling, entry: LogEntry) -> str:
    work = entry.content.get("work") or {}
    told = "; ".join(f"{name} {_value(value) if isinstance(value, str) else value}" for name, value in work.items())
    holder = entry.content.get("holder", entry.by)
    return f"the hold of {holder} on it ran out with work undone" + (f": {told}" if told else "")


def _asked(_: _Telling, entry: LogEntry) -> str:
    content = entry.content
    return f"{entry.by} asked {content['whom']} for a reply by {content['way']}{_elsewhen(entry)}"


def _answered(_: _Telling, entry: LogEntry) -> str:
    content = entry.content
    who = content.get("whom") or "whoever was asked"
    return f"{who} answered{_elsewhen(entry)}: {_quoted(content['answer'], 400)} (entered by {entry.by})"


def _signed_off(_: _Telling, entry: LogEntry) -> str:
    blocker = entry.content.get("blocker")
    return f"{entry.by} signed off {_quoted(blocker) if blocker else 'what holds it'}"


def _drafted(_: _Telling, entry: LogEntry) -> str:
    previous = entry.content["previous"]
    return f"checked as draft {entry.content['draft']}, after article {previous}" if previous else "a story of its own"


def _due(_: _Telling, entry: LogEntry) -> str:
    when = entry.content["when"]
    return f"{entry.by} set the deadline to {when}" if when else f"{entry.by} took the deadline away"


def _closed(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} closed it"


def _released(_: _Telling, entry: LogEntry) -> str:
    if entry.content["released"]:
        return f"{entry.by} released its verdict for publication as a ClaimReview"
    return f"{entry.by} withdrew the release of its verdict"


def _reported(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by} was given the report: {entry.content['hold']}"


def _other(_: _Telling, entry: LogEntry) -> str:
    return f"{entry.by}: {entry.action}"


_TELL: Mapping[Action, Callable[[_Telling, LogEntry], str]] = {
    Action.DECIDED: _Telling.decided,
    Action.CARRIED: _Telling.carried,
    Action.STALE: _Telling.stale,
    Action.UNDONE: _Telling.undone,
    Action.CORRECTED: _Telling.corrected,
    Action.ADDED: _Telling.added,
    Action.REPLACED: _Telling.replaced,
    Action.CORRECTION_PUBLISHED: _Telling.correction_published,
    Action.REOPENED: _reopened,
    Action.SECOND_WANTED: _second_wanted,
    Action.DISMISSED: _dismissed,
    Action.RESTORED: _restored,
    Action.NOTED: _noted,
    Action.ASSIGNED: _assigned,
    Action.LAPSED: _lapsed,
    Action.ASKED: _asked,
    Action.ANSWERED: _answered,
    Action.SIGNED_OFF: _signed_off,
    Action.DRAFTED: _drafted,
    Action.DUE: _due,
    Action.CLOSED: _closed,
    Action.ARTICLE_REOPENED: _reopened,
    Action.RELEASED: _released,
    Action.REPORTED: _reported,
}
