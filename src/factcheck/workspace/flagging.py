"""Unattended runs over a workspace.

Invariant: one run at a time. What a run does with an item is what ``check`` does with a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import Content, SourceItem, Unusable
from factcheck.errors import InputError
from factcheck.workspace.fetching import FetchVerbs
from factcheck.workspace.flags import FlagVerbs

if TYPE_CHECKING:
    from factcheck.domain import Article, Flag
    from factcheck.flagging.channels import Channel
    from factcheck.flagging.flag_rule import FlagRule
    from factcheck.flagging.listing import Plan, Work
    from factcheck.flagging.notify import Delivered
    from factcheck.flagging.outcome import FailedItem, FlaggedClaim, Summary
    from factcheck.flagging.running import FlagsOf, RunMeans
    from factcheck.flagging.sources.model import ArticleSource
    from factcheck.report.model import ClaimReport
    from factcheck.workers import Spread

    Wanted = str | Path | ArticleSource | SourceItem | Unusable

_AHEAD = 5_000  # items that are listed before the first is looked at, so that it can be told how many there are


class FlaggingVerbs(FlagVerbs, FetchVerbs):
    """Unattended runs."""

    def flag(
        self,
        sources: Iterable[Wanted],
        plan: Plan | None = None,
        *,
        rules: str | Path | None = None,
        channels: Sequence[Channel] = (),
        wait: float = 0.0,
        stop: Callable[[], bool] = lambda: False,
        looked: Callable[[str, int, int], None] = lambda *_: None,
    ) -> Iterator[FlaggedClaim | FailedItem | Delivered | Summary]:
        """Check what is new or changed in ``sources``, and flag the claims that nobody has seen and that meet a rule.

        A source is a folder, a file, an address, a list or a stream of articles; items may be handed in as well.
        ``rules`` is a file that says what is worth flagging, and who is told; without one every new claim is.
        What was found comes one by one: claims, items that failed, what became of telling ``channels`` and those that
        the rules name; the summary is the last. Whoever takes the next has used the one before: a claim that was
        flagged and not taken is told by the next run. ``stop`` says when to begin no more items; ``looked`` hears the
        place of each that is done, how many are, and of how many (0: not known).

        Raises ConflictError if another run goes on for more than ``wait`` seconds, UsageError for rules that are none,
        for an address where the network is not allowed, and for workers that do not see the workspace's database.
        """
        from factcheck.flagging.listing import Plan
        from factcheck.flagging.lock import run_lock
        from factcheck.flagging.outcome import Summary
        from factcheck.flagging.running import run
        from factcheck.workspace.flag_worker import close_worker

        plan = plan or Plan()
        items, flags_of, told = self._sourced(sources, rules, lambda url: self.fetch(url)[0])
        self._to_fill()
        for problem in self.channel_problems((*channels, *told)):
            self._notice(f"{problem} If that is not mended before the end of the run, what is new is told by the next.")
        summary, done = Summary(), count(1)
        with run_lock(self.settings.workspace, self.settings.user, wait, stop, self.database):
            ahead = [] if plan.at_once else list(islice(items, _AHEAD))
            total = len(ahead) if len(ahead) < _AHEAD else 0
            means = self._means(plan.spread, flags_of, stop, lambda place: looked(place, next(done), total))
            try:
                yield from run(means, chain(ahead, items), plan, summary)
            finally:
                close_worker()
            yield from self.tell((*channels, *told))
        yield summary

    def flag_changes(
        self, sources: Iterable[Wanted], plan: Plan | None = None
    ) -> Iterator[tuple[str, Work] | FailedItem]:
        """Which items a run would look at, "new" or "changed" each, and which it could not read. Nothing is stored."""
        from factcheck.flagging.listing import Listing, Plan
        from factcheck.flagging.outcome import Summary

        items, _, _ = self._sourced(sources, None, self.fetch_unkept)
        known = self._look(store.flags.looked_at) if store.exists(self.settings) else {}
        listing = Listing(items, plan or Plan(), known, Summary(), lambda: False)
        for work in listing.work():
            while listing.failed:
                yield listing.failed.popleft()[0]
            if not self._is_older(work):
                yield "changed" if work.before else "new", work
        while listing.failed:
            yield listing.failed.popleft()[0]

    def _is_older(self, work: Work) -> bool:
        """Whether what an item says of itself is a day that does not matter; what cannot be read says none."""
        from factcheck.workspace.flag_worker import article_in, is_older

        try:
            return bool(work.since) and is_older(article_in(work, self.settings.max_bytes), work)
        except InputError:
            return False

    def _sourced(
        self, sources: Iterable[Wanted], rules: str | Path | None, fetch: Callable[[str], Content]
    ) -> tuple[Iterator[SourceItem | Unusable], FlagsOf, tuple[Channel, ...]]:
        """The items that are named, which rules a claim of theirs meets, and who else is told."""
        from factcheck.fetching.pages import not_allowed
        from factcheck.files import is_address
        from factcheck.flagging.rules import flags_of, read_rules
        from factcheck.flagging.sources.listing import items
        from factcheck.flagging.sources.model import ArticleSource, source_of

        given = list(sources)
        ready = [one for one in given if isinstance(one, SourceItem | Unusable)]
        others = [one for one in given if not isinstance(one, SourceItem | Unusable)]
        named = [one if isinstance(one, ArticleSource) else source_of(str(one)) for one in others]
        allowed = fetch if self.settings.allow_network else None
        if allowed is None and (address := next((str(one) for one in others if is_address(str(one))), None)):
            raise not_allowed(address)
        found = items(named, fetch=allowed, max_bytes=self.settings.max_bytes) if named else iter(())
        usual = _rules(rules)
        of_source = {one.title: read_rules(one.rules) for one in named if one.rules}

        def met(claim: ClaimReport, article: Article, source: str) -> tuple[Flag, ...]:
            return flags_of(of_source.get(source, usual), claim, article)

        return chain(found, ready), met, _channels(rules)

    def _means(
        self, spread: Spread, flags_of: FlagsOf, stop: Callable[[], bool], looked: Callable[[str], None]
    ) -> RunMeans:
        from factcheck.flagging.running import RunMeans
        from factcheck.workspace.flag_worker import begin_elsewhere, check_item, open_worker

        return RunMeans(
            database=self.database,
            precedents_file=self._precedents_file,
            work=check_item,
            start=partial(open_worker, self.settings, self) if spread.is_here else begin_elsewhere(self.settings),
            flags_of=flags_of,
            stop=stop,
            looked=looked,
            notice=self._notice,
            mutes=tuple(one.mute for one in self.mutes()),
        )


def _rules(file: str | Path | None) -> Sequence[FlagRule]:
    from factcheck.flagging.rules import DEFAULT, read_rules

    return DEFAULT if file is None else read_rules(file)


def _channels(file: str | Path | None) -> tuple[Channel, ...]:
    from factcheck.flagging import rules_file

    return () if file is None else rules_file.read(file).channels
