"""The verbs of ledgers: what a speaker said or an outlet wrote, over time, and how it fared.

Invariant: nothing is written; names are joined only where they are surely one's, and a name that could be several is
refused with those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import LedgerName, SpeakerKind
from factcheck.errors import UnknownError, UsageError
from factcheck.report.ledger import Ledger, LedgerOf
from factcheck.workspace.opened import OpenWorkspace

if TYPE_CHECKING:
    from factcheck.store import Source

_SHOWN = 5  # names that a refusal lists


class LedgerVerbs(OpenWorkspace):
    """The verbs of ledgers: what a speaker said or an outlet wrote, over time, and how it fared."""

    def ledger(
        self,
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        by: str = "",
    ) -> Ledger:
        """What was said by a speaker, or stands in the articles of an outlet, from ``since`` to ``until`` (both days
        included). ``speaker`` and ``outlet`` are a name in any of its forms, or a part of it that one alone has.

        Counted are the claims of current drafts that nobody has dismissed, on the day of the article's publication, or
        where that is not known of its first check. Named, ``by`` is shown no decision that is kept from him (see
        ``desk.second.hidden_from``), unless he is an editor.

        Raises UsageError unless one of the two is given, for a name that is nobody's or several people's, and where
        ``until`` lies before ``since``.
        """
        if (speaker is None) == (outlet is None):
            raise UsageError("a ledger is of a speaker or of an outlet: give one of the two.")
        if since and until and until < since:
            raise UsageError(f"until {until} lies before since {since}. Nothing can be between them.")
        hidden = self._hidden_from("" if by.strip() in self.settings.editors else by)

        def look(source: Source) -> Ledger:
            if speaker is not None:
                named, of = _the_one(_speakers(source), speaker, LedgerOf.SPEAKER), LedgerOf.SPEAKER
                lines = store.ledger.of_speaker(source, named.names)
            else:
                named, of = _the_one(_outlets(source), outlet or "", LedgerOf.OUTLET), LedgerOf.OUTLET
                lines = store.ledger.of_outlet(source, named.names)

            def kept(claim_ids: Sequence[str]) -> set[str]:
                from factcheck.desk import standing

                return {claim_id for claim_id, one in standing.claims(source, claim_ids).items() if hidden(one)}

            told = store.ledger.veiled(store.ledger.within(lines, since, until), kept)
            return Ledger(of, named.name, named.names, tuple(told), since, until)

        return self._look(look)

    def speakers(self) -> list[LedgerName]:
        """Who is quoted under a name: how often, and on which days first and last; whoever is quoted most first."""
        return self._look(lambda source: _most_first(_speakers(source)))

    def outlets(self) -> list[LedgerName]:
        """Which outlets' articles were checked: how many claims, and on which days first and last; the most first."""
        return self._look(lambda source: _most_first(_outlets(source)))


def _speakers(source: Source) -> list[LedgerName]:
    from factcheck.language import namesakes

    found = store.ledger.speakers(source)
    kinds = _usual_kinds(found)
    people = [name for name, kind in kinds.items() if kind is SpeakerKind.PERSON]
    others = [name for name in kinds if kinds[name] is not SpeakerKind.PERSON]
    return [
        *_joined(found, namesakes.people(people), namesakes.fullness),
        *_joined(found, namesakes.bodies(others), namesakes.spelt_out),
    ]


def _outlets(source: Source) -> list[LedgerName]:
    from factcheck.language import namesakes

    found = store.ledger.outlets(source)
    return list(_joined(found, namesakes.bodies(one.name for one in found), namesakes.spelt_out))


def _usual_kinds(found: Iterable[LedgerName]) -> dict[str, SpeakerKind | None]:
    """What each name is in most claims: the reader may have taken it for a person in one article only."""
    most: dict[str, LedgerName] = {}
    for one in found:
        if one.name not in most or most[one.name].claims < one.claims:
            most[one.name] = one
    return {name: one.kind for name, one in most.items()}


def _joined(
    found: Sequence[LedgerName], groups: Iterable[Sequence[str]], fullness: Callable[[str], int]
) -> Iterator[LedgerName]:
    """One name for each group of names of ``found``, under the fullest form, or of such the most usual."""
    by_name: dict[str, list[LedgerName]] = {}
    for one in found:
        by_name.setdefault(one.name, []).append(one)
    for group in groups:
        members = [one for name in group for one in by_name[name]]
        shown = max(members, key=lambda one: (fullness(one.name), one.claims, -len(one.name), one.name))
        yield LedgerName(
            name=shown.name,
            names=tuple(sorted(set(group))),
            claims=sum(one.claims for one in members),
            article_ids=frozenset().union(*(one.article_ids for one in members)),
            first=min((one.first for one in members if one.first), default=None),
            last=max((one.last for one in members if one.last), default=None),
            kind=max(members, key=lambda one: one.claims).kind,
        )


def _most_first(found: Iterable[LedgerName]) -> list[LedgerName]:
    return sorted(found, key=lambda one: (-one.claims, one.name.casefold(), one.name))


def _the_one(found: Sequence[LedgerName], asked: str, of: LedgerOf) -> LedgerName:
    """Who is meant by ``asked``: a name as it was found, another form of one, or a part of it.

    Raises UsageError if that is nobody or several.
    """
    wanted = " ".join(asked.split()).casefold()
    ways: tuple[Callable[[LedgerName], bool], ...] = (
        lambda one: asked in one.names,
        lambda one: any(name.casefold() == wanted for name in one.names),
        lambda one: any(_same(one, name, asked) for name in one.names),
        lambda one: any(wanted in name.casefold() for name in one.names),
    )
    for way in ways if wanted else ():
        meant = [one for one in found if way(one)]
        if len(meant) == 1:
            return meant[0]
        if meant:
            names = "; ".join(one.name for one in _most_first(meant)[:_SHOWN])
            more = f" and {len(meant) - _SHOWN} more" if len(meant) > _SHOWN else ""
            raise UsageError(f"'{asked}' could be {names}{more}. Give more of the name.")
    raise UnknownError(f"no {of} '{asked}' is known here. `factcheck ledger` lists those that are.")


def _same(one: LedgerName, name: str, asked: str) -> bool:
    from factcheck.language.bodies import same_body
    from factcheck.language.people import same_person

    return bool((same_person if one.kind is SpeakerKind.PERSON else same_body)(name, asked))
