"""What a claim is, corrected by a person: who says it, in what role, how far it goes, and what the machine missed.

Invariant: offsets are code points of the article's text, and each correction is one verb of the workspace. What was
changed is searched for anew beside the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factcheck.domain import Claim, Span
from factcheck.errors import UsageError
from factcheck.workspace.reviewing.deciding import Deciding
from factcheck.workspace.reviewing.outcomes import Answered, Asking, Outcome


class Mending(Deciding):
    """Correcting the claim at hand, and adding others."""

    def speaker(self, name: str) -> Answered:
        """Say whose words these are."""
        return self._corrected(speaker=self._given(name, "a name"))

    def role(self, role: str) -> Answered:
        """Say as what the speaker speaks."""
        return self._corrected(role=self._given(role, "a role"))

    def extent(self, spans: Sequence[Span]) -> Answered:
        """Let the claim be the words at ``spans`` of the article's text, narrower or wider than it was."""
        return self._corrected(spans=tuple(spans))

    def extent_by_words(self, words: str) -> Answered:
        """The same by words of the article that stand in it once."""
        return self._corrected(words=self._given(words, "the words"))

    def split_at(self, at: int) -> Answered:
        """Make two claims of it, the second beginning at ``at``, an offset of the article's text.

        Raises UsageError if that leaves one of them empty.
        """
        here = self._to_change()
        second = [Span(max(start, at), end) for start, end in here.claim.spans if end > at]
        if not second or at <= here.claim.spans[0].start:
            raise UsageError("a claim is split within its words: choose the word that the second part begins with.")
        made = self.workspace.split(here.claim.id, second, by=self.by, after=here.seen)
        return self._made(made, f"#{here.report.number} split into {len(made)}")

    def split_before(self, words: str) -> Answered:
        """The same by the words that the second part begins with."""
        here = self._to_change()
        asked = self._given(words, "the words that the second part begins with")
        outer = Span(here.claim.spans[0].start, here.claim.spans[-1].end)
        at = here.article.text.find(asked, outer.start + 1, outer.end)
        if at < 0:
            raise UsageError(f"“{asked}” does not stand in the claim. Copy the words from it.")
        return self.split_at(at)

    def join_next(self) -> Answered:
        """Make one claim of it and the one behind it in the article."""
        here = self._to_change()
        behind = self._behind(here.claim)
        made = self.workspace.join(here.claim.id, behind.id, by=self.by)
        return self._made([made], f"joined with “{behind.text}”")

    def add_claim(self, spans: Sequence[Span]) -> Asking:
        """Add a claim that the machine missed; asks whose words they are."""
        here = self._to_change()
        words = " … ".join(one.of(here.article.text) for one in spans)
        return Asking(f"“{words}”: who says it? (nothing: the outlet itself)", told=lambda name: self._add(spans, name))

    def add_words(self, words: str) -> Outcome:
        """The same by words of the article that stand in it once."""
        text = self._to_change().article.text
        asked = self._given(words, "words of the article")
        if text.count(asked) != 1:
            how = "do not stand" if asked not in text else "stand more than once"
            raise UsageError(f"the words “{asked}” {how} in the article. Copy them from it, with more around them.")
        start = text.index(asked)
        return self.add_claim([Span(start, start + len(asked))])

    def search_changed(self) -> list[str]:
        """Search anew for the claims that were changed, and say which; it takes as long as a search."""
        waiting, self.to_search = list(dict.fromkeys(self.to_search)), []
        for claim_id in waiting:
            self.workspace.search_again(claim_id)
        return waiting

    def show_searched(self, claim_ids: Sequence[str]) -> Answered | None:
        """Show the claim at hand anew if it is one of those; None if it is not."""
        if self.here is None or self.here.claim.id not in claim_ids:
            return None
        self.reload()
        return self._say("searched anew for the claim as it stands now")

    # -- inside --------------------------------------------------------------------------------

    def _add(self, spans: Sequence[Span], name: str) -> Answered:
        here = self._to_change()
        made = self.workspace.add_claim(here.article.id, spans=tuple(spans), speaker=name or None, by=self.by)
        return self._made([made], "added; it waits with the others", stay=True)

    def _corrected(self, **fields: Any) -> Answered:
        here = self._to_change()
        note, seen = self.pending.note, here.seen
        self.workspace.correct(here.claim.id, by=self.by, note=note, after=seen, attempt=self.attempt, **fields)
        self.pending.note = ""
        self._known = {}
        self.to_search.append(here.claim.id)
        self.reload()
        return self._say(f"#{here.report.number} corrected: {' and '.join(fields)}")

    def _made(self, made: Sequence[Claim], words: str, *, stay: bool = False) -> Answered:
        self._known = {}
        self.to_search += [claim.id for claim in made]
        if stay:
            self.reload()
            self.uncounted = True
            return self._say(words)
        self.uncounted = True
        return self.go(made[0].id, words)

    def _behind(self, claim: Claim) -> Claim:
        behind = [one for one in self.claims() if one.spans[0].start > claim.spans[0].start]
        if not behind:
            raise UsageError("it is the last claim of the article: there is none behind it to join it with.")
        return behind[0]

    def _given(self, words: str, what: str) -> str:
        if not words.strip():
            raise UsageError(f"nothing was written: {what} is wanted.")
        return words.strip()
