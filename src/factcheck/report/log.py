"""What people did with a claim or an article beside deciding it, for people to read.

Invariant: each thing is told with who did it and when, and never as if the machine had found it; what was taken back
is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.domain import Action, ArticleStanding, LogEntry, State
from factcheck.report import changes, phrases
from factcheck.report.beside import Remark
from factcheck.report.holding import reasons
from factcheck.report.model import ArticleReport, ClaimReport, hashed

_FIELDS = {"spans": "extent", "text": "words"}
_NOTHING = "nothing"
SINCE = "since the draft before"
SECOND = "second check"
CORRECTION = "correction"
SIGNED_OFF = "signed off"


def about_claim(item: ClaimReport, text: str) -> Iterator[Remark]:
    """What was done about a claim of an article with ``text``."""
    yield from _second(item)
    for entry in item.log(Action.ADDED):
        yield Remark("added", f"by {_who(entry)}{_because(entry.note)}")
    for entry in item.log(Action.CORRECTED):
        yield Remark("corrected", correction(entry))
    if why := dismissal(item):
        yield Remark("dismissed", why)
    if diff := changed_words(item):
        yield Remark(SINCE, changes.in_line(*diff))
    for entry in item.log(Action.NOTED):
        yield Remark("note", f"{entry.note} ({_who(entry)})")
    yield from (Remark("reply", reply(one)) for one in item.standing.replies)
    for blocker in reasons(item):
        if signed := item.signed_off(blocker):
            yield Remark(SIGNED_OFF, _signed(signed, blocker))
    if item.standing.assigned:
        yield Remark("assigned to", item.standing.assigned)
    for place in item.claim.also:
        yield Remark("said again", phrases.GAP.join(f"“{span.of(text)}”" for span in place))


def about_article(report: ArticleReport) -> Iterator[Remark]:
    """What was done about an article as a whole, what was published of it first."""
    standing = report.standing
    if standing is None:
        return
    for one in standing.corrections:
        claim = report.number_of(one["claim"]) if one.get("claim") else None
        on = f", on {hashed([claim])}" if claim else ""
        yield Remark(CORRECTION, f"published {phrases.moment(one['when'])}{on}: {one['text']} (entered by {one['by']})")
    yield from _drafts(standing)
    yield from (Remark(SINCE, line) for line in report.changes)
    if standing.closed:
        yield Remark("closed", "its claims wait for nobody")
    if standing.due:
        yield Remark("deadline", phrases.moment(standing.due))
    if standing.assigned:
        yield Remark("assigned to", standing.assigned)
    yield from (Remark("reply", reply(one)) for one in standing.replies)
    for one in standing.signed_off:
        yield Remark(SIGNED_OFF, _signed(one, one.get("blocker") or "all reasons"))
    yield from (Remark("note", note) for note in standing.notes)


def signed_off(report: ArticleReport) -> Iterator[tuple[int | None, Remark]]:
    """Each reason that an editor has signed off, with the number of its claim, None for the whole article."""
    for one in report.standing.signed_off if report.standing else ():
        yield None, Remark(SIGNED_OFF, _signed(one, one.get("blocker") or "all reasons"))
    for item in report.claims:
        for blocker in reasons(item):
            if signed := item.signed_off(blocker):
                yield item.number, Remark(SIGNED_OFF, _signed(signed, blocker))


def _drafts(standing: ArticleStanding) -> Iterator[Remark]:
    later = ", and a later one has taken its place" if standing.retired else ""
    if standing.draft > 1 or standing.retired:
        before = f", after article {standing.previous_id}" if standing.previous_id else ""
        yield Remark("draft", f"{standing.draft}{before}{later}")


def _second(item: ClaimReport) -> Iterator[Remark]:
    """What a second person found, or that one is waited for."""
    standing = item.standing
    if item.hidden:
        does = "is deciding" if item.state is State.OPEN else "has decided"
        yield Remark(SECOND, f"somebody {does}; how is shown to whoever decides once they have")
    elif item.state is State.SECOND:
        blind = ", who is not shown the first" if standing.blind else ""
        yield Remark(SECOND, f"waits for somebody else{blind}")
    elif standing.second:
        differs = item.state is State.DISPUTED
        verdict = "differs" if differs else "agrees"
        yield Remark(SECOND, f"{verdict}: {phrases.history(standing.second)}{'; an editor decides' * differs}")


def dismissal(item: ClaimReport) -> str:
    """Why it is no claim, and who says so; empty if it is one."""
    if item.standing.state is not State.DISMISSED:
        return ""
    told = item.log(Action.DISMISSED)
    who = f", by {_who(told[-1])}{_because(told[-1].note)}" if told else ""
    return f"{phrases.reason(item.standing.dismissed)}{who}"


def changed_words(item: ClaimReport) -> tuple[str, str] | None:
    """The words of a claim in the draft before, on which it was decided, and now; None if they are the same."""
    told = item.log(Action.STALE) if item.stale else ()
    before = told[-1].content.get("before") if told else None
    return (before, item.claim.text) if isinstance(before, str) and before != item.claim.text else None


def stale_because(item: ClaimReport) -> tuple[str, ...]:
    """Why what was decided no longer holds, but for a problem that only repeats the words that changed."""
    diff = changed_words(item)
    shown = changes.in_line(*diff) if diff else None
    return tuple(problem for problem in item.problems if shown is None or shown not in problem)


def correction(entry: LogEntry) -> str:
    """What a person corrected: "speaker by ana, 2025-03-14 09:30 UTC: was Ada Ferro, now Joren Vask"."""
    changed, before = entry.content["changed"], entry.content.get("before", {})
    fields = [name for name in changed if name != "spans" or "text" not in changed]
    told = (
        f"{_FIELDS.get(name, name)}: was {_value(before.get(name))}, now {_value(changed[name])}" for name in fields
    )
    return f"by {_who(entry)}: {'; '.join(told)}{_because(entry.note)}"


def reply(one: Mapping[str, Any]) -> str:
    """ "asked the board by mail, 2025-03-12 (ana)", "the board answered, 2025-03-13: “No.” (ana)"."""
    when = phrases.moment(one.get("when") or one["at"])
    if one["action"] == Action.ASKED:
        return f"{one['whom']} was asked ({one['way']}), {when} (entered by {one['by']})"
    return f"{one['whom']} answered, {when}: {one['answer']} (entered by {one['by']})"


def _signed(one: Mapping[str, Any], what: str) -> str:
    return f"{what}, by {one['by']}, {phrases.moment(one['at'])}{_because(one['note'])}"


def _who(entry: LogEntry) -> str:
    return f"{entry.by}, {phrases.moment(entry.at)}"


def _because(note: str) -> str:
    return f": {note}" if note else ""


def _value(value: Any) -> str:
    """A corrected field in words: a speaker by name and role, places by their offsets."""
    if isinstance(value, Mapping):
        return f"{value['name']} ({value['role']})" if value.get("role") else str(value["name"])
    if isinstance(value, list | tuple):
        return ", ".join(f"characters {start}–{end}" for start, end in value)
    return f"“{value}”" if value else _NOTHING
