"""Where a person is at the desk: which claim lies before them, whose it is meanwhile, and what is left.

Invariant: a claim that can be decided here is leased to this person and to nobody else; it is let go on leaving.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import corrections, log
from factcheck.domain import Attribution, Claim, Evidence, LogEntry, Span
from factcheck.domain.text import counted
from factcheck.errors import ConflictError, FactcheckError, UsageError
from factcheck.store.queue import Filters, QueueItem
from factcheck.workspace.reviewing.filters import in_words, parsed
from factcheck.workspace.reviewing.former import former, sides
from factcheck.workspace.reviewing.here import Here, Left
from factcheck.workspace.reviewing.outcomes import Answered, RefusedError
from factcheck.workspace.reviewing.pending import Chosen, Pending, numbered

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.desk.log import LaterDraft
    from factcheck.store import Source
    from factcheck.workspace import Workspace

_RECENT = 500  # claims that can be gone back to


class DeskSession:
    """A person at the desk. ``here`` is None when nothing that is wanted waits."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: Filters,
        article: str | Path | None,
        by: str,
        claim: str | None = None,
        *,
        looking: bool = False,
        attempt: int | None = None,
    ) -> None:
        self.workspace = workspace
        self.by = by
        self.wanted = wanted
        self.here: Here | None = None
        self.left = Left()
        self.last = Answered("")
        self.uncounted = False  # whether what is left is to be counted anew, beside the screen
        self.to_search: list[str] = []  # claims that have changed, to be searched for anew beside the screen
        self._pending: dict[str, Pending] = {}
        self._visited: list[str] = []
        self._kept = False  # whether what is chosen for the claim at hand is kept with its lease
        self._passed = 0  # claims of the queue that were passed over, where nothing can be leased
        self._known: dict[str, list[tuple[Claim, int]]] = {}  # of the article at hand, with their numbers
        self.until: str | None = None  # when the lease runs out
        self.unwritable = self._cannot_write()
        self.only_looking = looking or self.unwritable
        if article is not None:
            chosen = workspace._look(lambda source: workspace._article_id(source, article))
            self.wanted = replace(wanted, article=chosen)
        self._arrive(claim, count=claim is None, attempt=attempt)

    def _cannot_write(self) -> bool:
        try:
            self.workspace.database.check_writable()
        except UsageError:
            raise
        except FactcheckError:
            return True
        if not self.by:
            raise UsageError("deciding needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
        return False

    # -- what lies before the person ---------------------------------------------------------

    @property
    def pending(self) -> Pending:
        """What is chosen for the claim at hand."""
        return self._pending.setdefault(self._here().claim.id, Pending())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages for the claim at hand by their numbers, those found by hand behind the machine's."""
        search = self._here().report.search
        return (*(search.evidence if search else ()), *self.pending.taken)

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the article at hand as they stand, in text order, without those that are none any more."""
        return tuple(claim for claim, _ in self._claims())

    def number_of(self, claim_id: str) -> int | None:
        """The number of a claim of the article at hand."""
        return next((number for claim, number in self._claims() if claim.id == claim_id), None)

    def _claims(self) -> list[tuple[Claim, int]]:
        article_id = self._here().article.id
        if article_id not in self._known:
            found = self.workspace._look(lambda source: corrections.live(source, article_id))
            self._known = {article_id: found}
        return self._known[article_id]

    @property
    def attempt(self) -> int | None:
        """Which lease of the claim at hand this person believes to hold; None where they have none."""
        item = self.here.item if self.here else None
        return item.attempt if item and item.held_by == self.by else None

    @property
    def holds_elsewhere(self) -> bool:
        """Whether this person has taken the claim at hand again in another window, and so cannot act on it in this."""
        here = self.here
        return here is not None and self.workspace.at_work(here.article.id).get(here.claim.id) == self.by

    def _here(self) -> Here:
        if self.here is None:
            raise RefusedError("no claim lies here: nothing that is wanted waits.", "filter", "article", "undo", "quit")
        return self.here

    def _to_change(self) -> Here:
        """The claim at hand, for what stores something. Raises RefusedError where nothing can be stored."""
        if self.only_looking:
            raise RefusedError("this workspace can only be looked at: it cannot be written.", "next", "quit")
        return self._here()

    # -- coming and going --------------------------------------------------------------------

    def next(self) -> Answered:
        """Pass the claim over and go to the one behind it in the queue."""
        before = self.here
        self._arrive(after=before.claim.id if before else None)
        if self.here is None:
            self._passed = 0
            self._arrive()  # from the top: those that were passed over wait still
        if before is not None and self.here is not None and self.here.claim.id == before.claim.id:
            return self._say("this is the only one that waits")
        return self._say("")

    def previous(self) -> Answered:
        """Go back to the claim before, decided or not."""
        before = self.here.claim.id if self.here else None
        while self._visited and self._visited[-1] == before:
            self._visited.pop()
        if not self._visited:
            return self._say("there is none before this one")
        *self._visited, wanted = self._visited
        still_before = self._visited
        self.go(wanted)
        self._visited = still_before  # going back further leads to none of those come back from
        return self.last

    def go(self, claim_id: str, words: str = "") -> Answered:
        """Go to a claim, whatever its state."""
        self._arrive(claim_id)
        return self._say(words or self.last.words)

    def filter(self, words: str) -> Answered:
        """Go by other filters: "speaker=raman flag=misquoted"; "decided" for what was decided; nothing for all.

        Raises UsageError for what is no filter.
        """
        wanted = parsed(words, self.by)
        if wanted.article is not None:
            asked = wanted.article
            found = self.workspace._look(lambda source: self.workspace._article_id(source, asked))
            wanted = replace(wanted, article=found)
        self.wanted, self._passed = wanted, 0
        self._arrive(count=True)
        return self._say(f"{self.left.all} wait by this filter" if words.strip() else f"{self.left.all} wait in all")

    def to_article(self, article_id: str | None) -> Answered:
        """Take claims of one article alone, or (None) of all again."""
        self.wanted, self._passed = replace(self.wanted, article=article_id), 0
        self._arrive(count=True)
        return self._say("")

    def reload(self) -> Answered:
        """Look at the claim at hand anew."""
        here = self._here()
        self.here = self._shown(here.claim.id, here.item)
        return self._say("")

    def refresh(self) -> Answered | None:
        """Keep the lease, and say what somebody else has done with the claim meanwhile; None if nobody has."""
        here = self.here
        if here is None or self.only_looking:
            return None
        self.uncounted = True
        if said := self.follow_draft():
            return said
        if here.item is not None:
            try:
                self._renew(here.claim.id)
            except ConflictError as problem:
                self.here = self._shown(here.claim.id, None)
                return self._say(str(problem), problem=True)
        if self._newest(here.claim.id) == here.seen:
            return None
        self.here = self._shown(here.claim.id, here.item)
        return self._say(self._changed(here.claim.id, here.seen), problem=True)

    def rest(self) -> None:
        """Keep what is chosen with the claim's lease, and the lease, for whoever comes back to this claim: a page in a
        browser, of which each answer begins anew."""
        here = self.here
        if here is None or here.item is None or self.only_looking:
            return
        pending = self.pending
        with suppress(ConflictError):  # it had run out
            self.workspace.renew(here.claim.id, by=self.by, work=pending.work or {}, attempt=self.attempt)

    def close(self) -> None:
        """Let the claim go; a note that was written and not decided with is kept."""
        self._leave()
        self.here = None

    # -- inside ------------------------------------------------------------------------------

    def _arrive(
        self,
        claim_id: str | None = None,
        after: str | None = None,
        *,
        count: bool = False,
        attempt: int | None = None,
    ) -> None:
        before = self.here.article.id if self.here else None
        self._leave()
        self.last = Answered("")
        item = self._taken(claim_id, after, attempt)
        name = item.claim.id if item else claim_id
        self.here = self._shown(name, item) if name else None
        if item is not None and self.only_looking and item.held_by == self.by:
            self._restore(item.work)
            self.until = _time_of_day(item.held_until)
        elif item is not None and not self.only_looking:
            self._resume(item.claim.id)
            if not all(one.passage.current for one in self.evidence):
                self.to_search.append(item.claim.id)  # what was found has changed since, and could not be cited
        if count or self.here is None:
            self.count()
        elif self.here.article.id != before:
            self.left, self.uncounted = replace(self.left, article=None), True

    def _renew(self, claim_id: str) -> Mapping[str, Any] | None:
        """Keep the lease, and with it what is chosen; what was kept before comes back."""
        work = self.pending.work
        told = work if work or self._kept else None
        lease = self.workspace.renew(claim_id, by=self.by, work=told, attempt=self.attempt)
        self._kept = bool(work)
        self.until = _time_of_day(lease.expires)
        kept: Mapping[str, Any] | None = lease.work
        return kept

    def _resume(self, claim_id: str) -> None:
        """Take the claim up where this person left it: with what was chosen, also before the program ended."""
        work = self._renew(claim_id)
        if self._restore(work):
            self._kept = True
            self.last = Answered("taken up where you left it")

    def _restore(self, work: Mapping[str, Any] | None) -> bool:
        """Choose again what was kept with a lease, and say whether there was anything."""
        pending = self.pending
        if not work or pending.work:
            return False
        pending.note = str(work.get("note", ""))
        pending.attribution = Attribution(work["attribution"]) if work.get("attribution") else None
        places = work.get("places", ())
        known = self.workspace._look(lambda source: store.dossier.passages_by_id(source, [one[0] for one in places]))
        for name, start, end in places:
            if name in known:
                pending.cited[name] = Chosen(known[name], None if start is None else Span(start, end))
                pending.rank = numbered(self.evidence, pending, self._here().claim.text, known[name], None)
        return True

    def _taken(self, claim_id: str | None, after: str | None, attempt: int | None) -> QueueItem | None:
        if self.only_looking or self.wanted.decided:
            return self._beside(claim_id, after)
        try:
            return self.workspace.take(claim_id, by=self.by, wanted=self.wanted, after_claim=after, attempt=attempt)
        except ConflictError as problem:
            self.last = Answered(str(problem), problem=True)
        except UsageError:
            if claim_id is None:
                raise
        return None

    def _beside(self, claim_id: str | None, after: str | None) -> QueueItem | None:
        """The next of the queue without a lease; of one claim its line, where nothing can be taken."""
        if claim_id is not None:
            return self._line(claim_id) if self.only_looking else None
        self._passed += after is not None
        found, _ = self.workspace.queue(self.wanted, limit=1, offset=self._passed)
        return found[0] if found else None

    def _line(self, claim_id: str) -> QueueItem:
        def look(source: Source) -> QueueItem:
            found = self.workspace._claim_id(source, claim_id)
            items = store.queue.items(source, [found], now=time.time())
            return self.workspace._shown_to(source, items, self.by)[0]

        return self.workspace._look(look)

    def _shown(self, claim_id: str, item: QueueItem | None) -> Here:
        article, report = self.workspace.show(claim_id, by=self.by)
        stands = self.workspace._look(lambda source: store.standing.articles(source, [article.id])).get(article.id)
        name, where = report.claim.id, report.standing
        before = self.workspace._look(lambda source: former(source, name, where))
        two = self.workspace._look(lambda source: sides(source, name, where))
        self.here = Here(article, report, item, 0, stands.draft if stands else 1, former=before, sides=two)
        claims = self.claims()
        place = next((at for at, one in enumerate(claims, start=1) if one.id == report.claim.id), None)
        return replace(self.here, place=place, of=len(claims))

    def follow_draft(self) -> Answered | None:
        """Go to the claim as it is in the draft that has taken the place of the article at hand, with what was chosen
        for it; None if none has."""
        later = self._later_draft()
        if later is None:
            return None
        self._arrive(later.claim_id, count=True)
        what = "the claim is shown as it stands there" if later.claim_id else "the claim is no more in it"
        return self._say(f"draft {later.draft} has taken the place of the one you looked at: {what}", problem=True)

    def _later_draft(self) -> LaterDraft | None:
        """The draft that has taken the place of the article at hand, which is laid aside then; what was chosen for
        the claim goes along."""
        here = self.here
        if here is None or here.item is None or self.only_looking:
            return None
        later = self.workspace._look(lambda source: log.later_draft(source, here.article.id, here.claim.id))
        if later is None:
            return None
        if later.claim_id is not None:
            self._pending[later.claim_id] = self._pending.pop(here.claim.id, Pending())
        if self.wanted.article == here.article.id:
            self.wanted = replace(self.wanted, article=later.article_id)
        self.here, self._kept, self.until = None, False, None
        return later

    def _leave(self) -> None:
        if self.here is None:
            return
        if later := self._later_draft():
            self._keep_note(later.claim_id)
            return
        claim_id = self.here.claim.id
        self._visited = [*self._visited[-_RECENT:], claim_id]
        if self.only_looking:
            return
        self._keep_note(claim_id)
        pending = self._pending.get(claim_id, Pending())
        if pending == Pending():
            self._pending.pop(claim_id, None)
        if self.here.item is not None:
            with suppress(ConflictError, UsageError):  # it had run out
                if pending.work or self._kept:
                    self.workspace.renew(claim_id, by=self.by, work=pending.work or {}, attempt=self.attempt)
                self.workspace.release(claim_id, by=self.by, attempt=self.attempt)
        self._kept, self.until = False, None

    def _keep_note(self, claim_id: str | None) -> None:
        pending = self._pending.get(claim_id or "")
        if claim_id and pending and pending.note:
            self.workspace.note(claim_id, pending.note, by=self.by)
            pending.note = ""

    def count(self) -> None:
        """Count what is left, which takes a moment where very many claims wait; while claims are decided one after the
        other it is counted down. What was decided while it was counted is counted again."""
        while True:
            self.uncounted = False
            before, article_id = self.left, self.here.article.id if self.here else None
            _, total = self.workspace.queue(self.wanted, limit=1)
            waiting = self.workspace.waiting(article_id, by=self.by)
            if self.left is before:
                self.left = replace(before, article=waiting.article or 0, all=total, today=waiting.today)
                return

    def _newest(self, claim_id: str) -> int:
        return len(self.workspace._look(lambda source: store.dossier.entries(source, [claim_id])))

    def since(self, seen: int) -> str:
        """What was done with the claim at hand since its entry number ``seen``, in words; "" if nothing was."""
        here = self._here()
        return "" if here.seen <= seen else self._changed(here.claim.id, seen)

    def _changed(self, claim_id: str, seen: int) -> str:
        since = [one for one in self._entries(claim_id) if one.number > seen]
        blind = self.here is not None and self.here.blind
        told = "; ".join(
            f"{one.by}: {one.action if blind else one.verdict or one.action} ({one.at[11:16]})" for one in since
        )
        return f"changed since you looked: {told or 'its entries'}. It is shown anew."

    def _entries(self, claim_id: str) -> list[LogEntry]:
        return self.workspace._look(lambda source: store.dossier.entries(source, [claim_id]))

    @property
    def nothing(self) -> str:
        """Why no claim lies here, in words."""
        others = f" for you: {counted(self.left.all, 'claim')} for others" if self.left.all else ""
        asked = f" ({words})" if (words := in_words(self.wanted)) else ""
        return f"Nothing that is wanted{asked} waits{others}."

    def _say(self, words: str, *, problem: bool = False) -> Answered:
        self.last = Answered(words, problem)
        return self.last


def _time_of_day(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment).astimezone().strftime("%H:%M")
