"""The verbs of flags: what unattended runs have flagged, taking it, muting it, telling others of it.

Invariant: where a flag stands follows from mutes, the log and the claim, and is kept nowhere; muting takes no claim out
of the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log
from factcheck.domain import WAITING, Action, Flag, LogEntry, Mute, MuteKind
from factcheck.errors import ConflictError, FactcheckError, UnknownError, UsageError
from factcheck.store.flag_lines import FlagLine
from factcheck.store.mutes import KeptMute
from factcheck.workspace.opened import OpenWorkspace, at_least

if TYPE_CHECKING:
    from factcheck.flagging.channels import Channel, Sending
    from factcheck.flagging.notify import Delivered
    from factcheck.flagging.outcome import FlaggedClaim
    from factcheck.store import Source

_DIGITS = 19  # from which on a number is that of no row


class FlagState(StrEnum):
    """Where a flag stands."""

    OPEN = "open"
    TAKEN = "taken"  # the claim, or its article, is somebody's
    MUTED = "muted"
    DONE = "done"  # the claim waits for nobody: decided, dismissed, closed, of an earlier draft


@dataclass(frozen=True, slots=True)
class ListedFlag:
    """A flag in a list. ``flags`` are the rules that are not muted, or all where ``mutes`` take all of them away."""

    line: FlagLine
    state: FlagState
    flags: tuple[Flag, ...]
    mutes: tuple[Mute, ...] = ()


class FlagVerbs(OpenWorkspace):
    """The verbs of flags. A flag is named by its number or by its claim."""

    # -- what there is --------------------------------------------------------------------

    def flags(
        self,
        states: Iterable[FlagState] = (FlagState.OPEN, FlagState.TAKEN),
        *,
        rule: str | None = None,
        since: date | datetime | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[list[ListedFlag], int]:
        """A page of the flags in ``states``, by state and the newest first, and how many there are in all. A day or
        time without a zone is of this machine's.

        Raises UsageError for a ``limit`` below 1 and a negative ``offset``.
        """
        at_least(1, limit=limit)
        at_least(0, offset=offset)
        wanted, begin = frozenset(states), _utc(since) if since else ""
        found = self._look(lambda source: _listed(source, begin, done=FlagState.DONE in wanted))
        name = rule.casefold() if rule else None
        kept = [
            one
            for one in found
            if one.state in wanted and (name is None or name in (flag.rule.casefold() for flag in one.flags))
        ]
        order = list(FlagState)
        kept.sort(key=lambda one: order.index(one.state))
        return kept[offset : offset + limit], len(kept)

    def flagged(self, listed: Sequence[ListedFlag]) -> list[FlaggedClaim]:
        """What is told of flags wherever they are told, without what is muted of them."""
        from factcheck.flagging.telling import flagged_claims
        from factcheck.store.flags import StoredFlag

        asked = [
            StoredFlag(
                one.line.key, one.line.claim.id, one.line.article_id, one.flags, one.line.at, one.line.flagged_id
            )
            for one in listed
        ]
        return self._look(lambda source: flagged_claims(source, asked, self._precedents_file))

    # -- taking ---------------------------------------------------------------------------

    def take_flag(self, what: str, *, by: str = "", over: bool = False) -> LogEntry | None:
        """Assign the claim of a flag to ``by``. None if it is theirs already.

        Raises ConflictError where it is somebody else's, unless ``over``; UsageError where it waits for nobody.
        """
        who = by.strip() or self.settings.user
        with self.database.writing() as session:
            line = self._flag_line(session, what)
            claim_id = line.claim.id
            if not line.waiting:
                raise UsageError(
                    f"claim {claim_id} waits for nobody: {_why_not(line)}. `factcheck flags` lists those that do."
                )
            if line.assigned == who:
                return None
            if line.assigned and not over:
                raise ConflictError(f"claim {claim_id} is {line.assigned}'s. Ask them, or take it with --over.")
            return log.append(session, Action.ASSIGNED, line.article_id, claim_id, by=who, content={"to": who})

    # -- muting ---------------------------------------------------------------------------

    def mute(
        self, what: MuteKind | str, value: str, *, until: date | None = None, note: str = "", by: str = ""
    ) -> Mute:
        """Want no flags of a claim, of a speaker, by a rule, or of claims that hold these words, up to the day
        ``until``.

        Raises UsageError for a value that can name nothing, a day that is over, and what is muted already.
        """
        kind, who = MuteKind(what), self._somebody(by)
        if until is not None and until < date.today():
            raise UsageError(f"{until.isoformat()} is over. Give the last day on which nothing shall be flagged.")
        with self.database.writing() as session:
            named = self._muted_value(session, kind, value)
            for one in store.mutes.kept(session):
                same = one.mute.what is kind and one.mute.value.casefold() == named.casefold()
                if same and (one.mute.until is None or one.mute.until >= date.today()):
                    raise UsageError(
                        f"{kind} '{named}' is muted already, by {one.mute.by}: mute {one.mute.key}. To change it, lift "
                        f"that first: factcheck flags unmute {one.mute.key}"
                    )
            return store.mutes.put(session, kind, named, note=note.strip(), by=who, at=log.now(), until=until)

    def mutes(self, *, lifted: bool = False) -> list[KeptMute]:
        """Those that nobody has lifted, run out or not, oldest first; with ``lifted`` all."""
        return self._look(lambda source: store.mutes.kept(source, lifted=lifted))

    def unmute(self, key: int, *, by: str = "") -> KeptMute:
        """Lift a mute, which stays and says by whom. Raises UsageError if there is none, or none that holds."""
        at_least(1, mute=key)
        who = self._somebody(by)
        with self.database.writing() as session:
            found = store.mutes.of(session, key)
            if found is None:
                raise UnknownError(f"there is no mute {key}. `factcheck flags mutes` lists them.")
            if found.lifted_by:
                raise UsageError(f"mute {key} was lifted by {found.lifted_by} already, at {found.lifted_at}.")
            store.mutes.lift(session, key, by=who, at=log.now())
            return store.mutes.of(session, key) or found

    # -- telling --------------------------------------------------------------------------

    def tell(self, channels: Iterable[Channel]) -> tuple[Delivered, ...]:
        """Tell each channel of the open flags that it has not accepted yet; what it accepts is kept at once.

        Flags that are taken, muted or done are told to nobody.
        """
        from factcheck.flagging.notify import deliver

        asked = list(channels)
        if not asked:
            return ()
        untold = {channel.name: self._untold(channel) for channel in asked}
        keys = set().union(*untold.values())
        flagged = self.flagged([one for one in self._open() if one.line.key in keys])
        told = {name: {one.key for one in flagged} - left for name, left in untold.items()}
        return deliver(asked, flagged, self._sending, told=told.__getitem__, accept=self._accept)

    def channel_problems(self, channels: Iterable[Channel]) -> list[str]:
        """What is known to be wrong with channels before anything is sent, in words."""
        found = []
        for channel in channels:
            try:
                channel.check(self._sending)
            except FactcheckError as problem:
                found.append(str(problem))
        return found

    @property
    def _sending(self) -> Sending:
        from factcheck.flagging.channels import Sending
        from factcheck.settings import webhook_key

        return Sending(allowed=self.settings.allow_endpoint, key=webhook_key, notice=self._notice)

    def _open(self) -> list[ListedFlag]:
        """The open flags, oldest first."""
        found = self._look(lambda source: _listed(source, ""))
        return [one for one in reversed(found) if one.state is FlagState.OPEN]

    def _untold(self, channel: Channel) -> set[int]:
        """The keys of the flags that a channel wants and was not told of."""
        found = self._look(lambda source: store.flags.untold(source, channel.name))
        return {one.key for one in found if channel.wants(one.flags)}

    def _accept(self, channel: str, keys: Sequence[int]) -> None:
        with self.database.writing() as session:
            store.flags.put_told(session, keys, channel, log.now())

    # -- helpers --------------------------------------------------------------------------

    def _somebody(self, by: str) -> str:
        who = by.strip() or self.settings.user
        if not who:
            raise UsageError("a mute needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
        return who

    def _flag_line(self, source: Source, asked: str) -> FlagLine:
        """The flag that is meant. Raises UsageError for what is none, and what could be two."""
        is_number = asked.isascii() and asked.isdecimal()
        is_key = is_number and len(asked) < _DIGITS
        numbered = store.flag_lines.claim_of(source, int(asked)) if is_key else None
        claim_id = (
            _unless_unknown(lambda: self._claim_id(source, asked)) if is_number else self._claim_id(source, asked)
        )
        if not numbered and not claim_id:
            raise UnknownError(f"there is no flag {asked}. `factcheck flags --all` lists them.")
        if numbered and claim_id and numbered != claim_id:
            raise UsageError(
                f"'{asked}' is the number of a flag (of claim {numbered}) and begins the id of claim {claim_id}. Give "
                "the whole id of the claim that is meant."
            )
        found = numbered or claim_id or ""
        lines = store.flag_lines.of_claims(source, [found])
        if not lines:
            raise UnknownError(
                f"claim {found} was not flagged. `factcheck assign` and `factcheck review` take any claim."
            )
        return lines[0]

    def _muted_value(self, source: Source, kind: MuteKind, value: str) -> str:
        from factcheck.flagging import phrases
        from factcheck.flagging.rules import DEFAULT

        if kind is MuteKind.CLAIM:
            return self._flag_line(source, value).flagged_id
        named = " ".join(value.split())
        if not phrases.has_words(named):
            raise UsageError(f"there is no word in {value!r}. Name a {kind}.")
        if kind is MuteKind.RULE:
            known = store.flag_lines.rule_names(source) | {rule.name for rule in DEFAULT}
            if named.casefold() not in {name.casefold() for name in known}:
                near = get_close_matches(named, known, n=1)
                hint = f" Did you mean '{near[0]}'?" if near else ""
                self._notice(f"no claim was flagged by a rule '{named}' so far.{hint}")
        return named


def _listed(source: Source, since: str, *, done: bool = False) -> list[ListedFlag]:
    """The flags of waiting claims, newest first; with ``done`` all."""
    from factcheck.flagging.muting import muted_by, unmuted

    today = date.today()
    mutes = [one.mute for one in store.mutes.kept(source)]
    found = []
    for line in store.flag_lines.lines(source, since=since, waiting=not done):
        claim = replace(line.claim, first_known=line.flagged_id)  # by which it is muted
        left = unmuted(mutes, claim, line.flags, today)
        muted = () if left else muted_by(mutes, claim, line.flags, today)
        found.append(ListedFlag(line, _state(line, muted=not left), left or line.flags, muted))
    return found


def _state(line: FlagLine, *, muted: bool) -> FlagState:
    if not line.waiting:
        return FlagState.DONE
    if line.assigned:
        return FlagState.TAKEN
    return FlagState.MUTED if muted else FlagState.OPEN


def _why_not(line: FlagLine) -> str:
    """Why the claim of a flag waits for nobody."""
    if line.state in WAITING:
        return "its article is closed, or was replaced by a draft that no longer says it"
    return f"it is {line.state}"


def _unless_unknown(find: Callable[[], str]) -> str | None:
    try:
        return find()
    except UsageError:
        return None


def _utc(since: date | datetime) -> str:
    """The beginning of a day, or a time, as flags have it. Raises UsageError for one that the calendar has not."""
    begin = since if isinstance(since, datetime) else datetime.combine(since, datetime.min.time())
    try:
        return begin.astimezone(UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError) as problem:
        raise UsageError(f"{since}: no time that the calendar has.") from problem
