"""What adding to the corpus came to: counts, failures, and what a person should know.

Invariant: remarks are a function of what was counted, each said once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.checking import provenance
from factcheck.desk.staleness import StaleVerdict
from factcheck.domain.text import counted
from factcheck.report.plain import shorten

_NAMED = 3  # documents named in a remark; more are counted
_LISTED = 10  # verdicts named that went stale
_PLACES = {"": "none", provenance.GIVEN: "given"}


@dataclass(frozen=True, slots=True)
class Failure:
    """One item of a batch that could not be used: where it stands and why."""

    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document whose newest version came from another file than the one before."""

    id: str
    file: str
    before: str


@dataclass(slots=True)
class Added:
    """What adding to the corpus came to, by document, and by ClaimReview for the memory.

    ``renamed`` has the ids of new documents that are named by more of their path than was given, because another
    file holds the shorter name. ``not_read`` counts what feeds hold beside ClaimReviews, by its type.
    ``published_from`` and ``publisher_from`` count where the days and publishers of new and changed files were
    read, "" where there is none; ``kept`` has the ids of documents that keep what a person gave before, and
    ``doubted`` says of days that lie ahead what was made of them. ``stale`` are the verdicts that cite a document
    which has changed; ``valid_again`` counts those whose document is back as it was cited.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reviews: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    not_read: dict[str, int] = field(default_factory=dict)
    published_from: dict[str, int] = field(default_factory=dict)
    publisher_from: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # how a file was read, and which were not
    stale: list[StaleVerdict] = field(default_factory=list)
    valid_again: int = 0

    def remarks(self) -> Iterator[str]:
        """What a person should know of how documents were read, dated and told apart, a sentence each."""
        yield from self.notices
        yield from self.doubted
        if self.kept:
            yield f"publisher or date given before kept for {_some(self.kept)}; --publisher and --published change it"
        if self.published_from:
            yield self._where_read()
        for kind, count in sorted(self.not_read.items()):
            judged = "it judges" if count == 1 else "they judge"
            yield f"{counted(count, kind)} not read: what {judged} is no claim in words"
        if self.renamed:
            yield f"other files hold the shorter names of {_some(self.renamed)}"
        for (before, file), some in itertools.groupby(self.replaced, key=lambda one: (one.before, one.file)):
            yield f"{file} replaces what came from {before}: {_some([one.id for one in some])}"
        yield from stale_remarks(self.stale)
        if self.valid_again:
            yield f"{counted(self.valid_again, 'verdict')} no longer stale: what they cite is back as it was"

    def _where_read(self) -> str:
        places = {*self.published_from, *self.publisher_from}
        remedy = "; --published and --publisher say them" if "" in places else ""
        if places == {""}:
            return f"no date and no publisher found{remedy}"
        return f"dates: {_counted(self.published_from)}; publishers: {_counted(self.publisher_from)}{remedy}"


def stale_remarks(stale: Sequence[StaleVerdict]) -> Iterator[str]:
    """Which verdicts went stale and why, a line each after one that counts them."""
    if not stale:
        return
    yield f"{counted(len(stale), 'verdict')} stale now, back in the queue:"
    for one in stale[:_LISTED]:
        what = f"{one.article_id}#{one.number} “{shorten(one.text, 60)}”, {one.verdict or 'decided'} by {one.by}"
        yield f"  {what}: {'; '.join(one.problems)}"
    if len(stale) > _LISTED:
        yield f"  and {len(stale) - _LISTED} more; `factcheck verify` lists them all"


def _counted(places: Mapping[str, int]) -> str:
    """Where something was read, the commonest place first: "from the text 2, none 1"."""
    ordered = sorted(places.items(), key=lambda place: (not place[0], -place[1], place[0]))
    return ", ".join(f"{_PLACES.get(place, f'from the {place}')} {count:,}" for place, count in ordered)


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
