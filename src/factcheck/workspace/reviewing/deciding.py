"""Deciding a claim in one go, and taking it back.

Invariant: the rules are those of ``desk``; here a person is asked before they would refuse, and told the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from factcheck import store
from factcheck.domain import (
    Action,
    Attribution,
    ClaimKind,
    DismissalReason,
    Evidence,
    Span,
    Stance,
    UnverifiedReason,
    Verdict,
)
from factcheck.errors import ConflictError
from factcheck.report import phrases
from factcheck.workspace.reviewing.answers import ATTRIBUTED, DISMISSED, UNVERIFIED, in_words, spoken, without_remedy
from factcheck.workspace.reviewing.citing import Citing
from factcheck.workspace.reviewing.former import Former
from factcheck.workspace.reviewing.here import Here, Left
from factcheck.workspace.reviewing.outcomes import Answered, Asking, Option, Outcome, RefusedError
from factcheck.workspace.reviewing.pending import Chosen, Pending, chosen, deciding

_STANCES = {Verdict.SUPPORTED: Stance.SUPPORTS, Verdict.CONTRADICTED: Stance.CONTRADICTS}
_PLACES_LOOKED_AT = 4
_DONE = frozenset({Action.DECIDED, Action.DISMISSED})  # what counts as a claim done


class Deciding(Citing):
    """Deciding the claim at hand and going on to the next."""

    def decide(self, verdict: Verdict, reason: UnverifiedReason | None = None) -> Outcome:
        """Decide on substance, and with a quotation on attribution what goes without saying; then go on.

        Asks for the reason of *unverified*; for the passage, where only one carries the stance; and of a misquoted
        claim found *supported*, whether the words were meant or the substance. The verdict that went stale is kept
        with what it rests on, unless something else is chosen; where two disagree, what one of them found is offered.
        Raises RefusedError without a citation.
        """
        here = self._to_change()
        if verdict is Verdict.UNVERIFIED and reason is None:
            return self._reasons()
        if not (reason or self.pending.cited or self.pending.attribution) and (
            before := self._as_before(here, verdict)
        ):
            return before
        said, misquoted, cited = self.pending.attribution, self._misquoted(), bool(self.pending.cited)
        if misquoted and verdict is Verdict.SUPPORTED and said is None:
            return self._meant()
        if misquoted and not cited and said in (None, Attribution.SAID_OTHERWISE):
            return self._offer_place(verdict, reason)
        if verdict is not Verdict.UNVERIFIED and not cited:
            return self._offer(verdict)
        return self._mark(verdict, reason)

    def _as_before(self, here: Here, verdict: Verdict) -> Outcome | None:
        """What comes of a verdict that was made before, where nothing else is chosen for it: the one that went stale is
        kept, and one of two is offered. None where there is none."""
        if here.former and here.former.decision.verdict is verdict and not here.former.lost:
            return self.keep()
        with_one = [one for one in here.sides if one.decision.verdict is verdict and not one.lost]
        return self._with_one_of_two(verdict, with_one) if with_one else None

    def attribute(self, attribution: Attribution | None = None) -> Outcome:
        """Say whether the speaker said this; it is kept for the verdict, or decided alone by ``enter``."""
        if self._to_change().claim.kind is ClaimKind.ASSERTION:
            raise RefusedError("this is the outlet's own statement: nobody is quoted, so it has a verdict alone.")
        if attribution is None:
            options = (Option(one, words, self._attributing(one)) for one, words in ATTRIBUTED.items())
            return Asking("Did the speaker say this?", tuple(options))
        self.pending.attribution = attribution
        return self._say(f"{spoken(attribution)}: kept for the verdict, or Enter decides it alone")

    def enter(self) -> Outcome:
        """Decide what goes without saying: the attribution that was said, and leave the substance open; or keep the
        verdict whose source went stale. Raises RefusedError where there is neither, and where the claim itself says
        something else since."""
        here = self._to_change()
        if self.pending.attribution is not None:
            return self._mark(None, None)
        if here.former is not None and here.former.reworded:
            raise RefusedError(
                f"the claim says something else since it was found {here.former.decision.verdict}: decide it by a key.",
                "support",
                "contradict",
                "unverified",
            )
        if here.former is not None:
            return self.keep()
        raise RefusedError("nothing to decide yet: give a verdict, or say whether the speaker said this.", "attribute")

    def keep(self) -> Outcome:
        """Decide as before the source or the claim changed, on the same words where they stand today, and what was
        chosen besides. Raises RefusedError where there is no such verdict, and where words of it stand nowhere."""
        before = self._to_change().former
        if before is None:
            raise RefusedError("no verdict of this claim went stale, so there is none to keep.")
        if before.lost:
            raise RefusedError(
                f"{before.decision.verdict} rested on “{before.lost[0]}”, which stands nowhere any more. Cite what it "
                "rests on today.",
                "cite",
                "search",
                "add",
            )
        return self._mark(before.decision.verdict, before.decision.reason, kept=before)

    def note(self, words: str) -> Answered:
        """Write a note: it is kept with the verdict, or by itself if the claim is left without one."""
        self._to_change()
        self.pending.note = words.strip()
        return self._say("noted: kept with the verdict, or by itself" if self.pending.note else "no note")

    def dismiss(self, reason: DismissalReason | None = None) -> Outcome:
        """Say that this is no claim, and why; then go on. What is written as a note is kept with it."""
        here = self._to_change()
        if reason is None:
            options = (Option(one, words, self._dismissing(one)) for one, words in DISMISSED.items())
            return Asking("Why is this no claim?", tuple(options))
        pending = self.pending
        try:
            self.workspace.dismiss(
                here.claim.id, reason, note=pending.note, by=self.by, after=here.seen, attempt=self.attempt
            )
        except ConflictError as problem:
            return self._refused_for_another(problem, None)
        self._known = {}
        return self._on(f"#{here.report.number} dismissed: {reason.replace('-', ' ')}")

    def undo(self) -> Answered:
        """Take back the last thing this person did, by an entry of its own, and show the claim it was done with."""
        if self.only_looking:
            self._to_change()
        entry = self.workspace.undo(by=self.by, note="")
        undone = entry.content.get("action")
        self.left = replace(self.left, done=max(0, self.left.done - (undone in _DONE)))
        self._known, self.uncounted = {}, True
        if undone == Action.CORRECTED and entry.claim_id:
            self.to_search.append(entry.claim_id)
        words = f"taken back: {str(undone).replace('-', ' ')}; it stays in the history"
        if entry.claim_id is None:
            return self._say(words)
        return self.go(entry.claim_id, words)

    # -- questions -----------------------------------------------------------------------------

    def _reasons(self) -> Asking:
        options = (Option(one, words, self._unverified(one)) for one, words in UNVERIFIED.items())
        return Asking("Unverified: why?", tuple(options))

    def _offer(self, verdict: Verdict) -> Asking:
        """Offer the one passage that carries the verdict's stance. Raises RefusedError where there is not one alone."""
        carrying = self._carrying(verdict)
        if len(carrying) != 1:
            several = f"{len(carrying)} passages would carry it. " if carrying else ""
            raise RefusedError(
                f"{verdict} rests on nothing yet. {several}Cite what it rests on.", "cite", "search", "add"
            )
        number, evidence = carrying[0]
        words = chosen(evidence.passage, deciding(evidence)).words

        def take() -> Outcome:
            self.cite(number)
            return self.decide(verdict)

        return Asking(f"{verdict.capitalize()}, resting on [{number}]?", (Option("yes", f"“{words}”", take),), True)

    def _with_one_of_two(self, verdict: Verdict, found: Sequence[Former]) -> Asking:
        """Offer what one of two who disagree has found, with what it rests on."""

        def take(one: Former) -> Callable[[], Outcome]:
            return lambda: self._mark(verdict, one.decision.reason, kept=one)

        def words(one: Former) -> str:
            resting = "; ".join(f"“{place.words}”" for place in one.places)
            return f"{in_words(one.decision)}{f', resting on {resting}' if resting else ''}"

        options = (Option(one.decision.by.casefold().replace(" ", "-"), words(one), take(one)) for one in found)
        return Asking(f"{verdict.capitalize()}, with one of the two?", tuple(options), True)

    def _offer_place(self, verdict: Verdict, reason: UnverifiedReason | None) -> Asking:
        """Offer the place where the words of a misquoted claim stand otherwise."""
        place = self._place()
        if place is None:
            raise RefusedError("it is misquoted, and the place where the words stand is gone. Cite another.", "search")

        def take() -> Outcome:
            self.pending.cited[place.passage.id] = place
            return self.decide(verdict, reason)

        asked = f"{verdict.capitalize()}; said otherwise, resting on “{place.words}”?"
        return Asking(asked, (Option("yes", phrases.origin(place.passage), take),), True)

    def _place(self) -> Chosen | None:
        """Where the words stand that a quotation was made of, as a passage to be cited."""
        search = self._here().report.search
        places = search.wording.places if search and search.wording else ()
        with self.workspace.database.reading() as session:
            known = {
                place: store.corpus.passages_of(session, place.document_id) for place in places[:_PLACES_LOOKED_AT]
            }
        holding = (
            (passage, place.exact) for place, some in known.items() for passage in some if place.exact in passage.text
        )
        passage, words = next(holding, (None, ""))
        return chosen(passage, Span(at := passage.text.index(words), at + len(words))) if passage else None

    def _carrying(self, verdict: Verdict) -> list[tuple[int, Evidence]]:
        """The passages that carry a verdict: of the stance that is shown, and no copy of the claim itself."""
        wanted = _STANCES.get(verdict)
        return [
            (number, one)
            for number, one in enumerate(self.evidence, start=1)
            if one.judgement.shown is wanted and one.counts
        ]

    def _meant(self) -> Asking:
        wording = self._here().report.search
        altered = ", ".join(wording.wording.alterations) if wording and wording.wording else ""

        def meant(attribution: Attribution) -> Callable[[], Outcome]:
            def act() -> Outcome:
                self.pending.attribution = attribution
                return self.decide(Verdict.SUPPORTED)

            return act

        return Asking(
            f"It is misquoted ({altered or 'somebody else says it'}). What is supported?",
            (
                Option(
                    "substance", "the substance: borne out, though otherwise said", meant(Attribution.SAID_OTHERWISE)
                ),
                Option("words", "the words: said so, whatever was compared", meant(Attribution.SAID_SO)),
            ),
        )

    def _misquoted(self) -> bool:
        report = self._here().report
        wording = report.search.wording if report.search else None
        decided = report.decision is not None and report.decision.attribution is not None and not report.problems
        return wording is not None and wording.misquoted and not decided

    # -- storing -------------------------------------------------------------------------------

    def _mark(
        self,
        verdict: Verdict | None,
        reason: UnverifiedReason | None,
        over: str | None = None,
        kept: Former | None = None,
    ) -> Outcome:
        here, pending = self._to_change(), self.pending
        said = kept.decision.attribution if kept and here.claim.kind is not ClaimKind.ASSERTION else None
        try:
            made = self.workspace.mark(
                here.claim.id,
                verdict,
                attribution=pending.attribution or said,
                cite=[*dict.fromkeys((*(kept.requests if kept else ()), *pending.requests))],
                reason=reason,
                note=over or pending.note,
                by=self.by,
                after=here.seen,
                over=over is not None,
                attempt=self.attempt,
            )
        except ConflictError as problem:
            return self._refused_for_another(problem, lambda note: self._mark(verdict, reason, note, kept))
        if verdict is None and made.verdict is None:
            self._pending[here.claim.id] = Pending(taken=pending.taken)
            self.reload()
            return self._say(f"#{here.report.number} {in_words(made)}; its substance is open")
        return self._on(f"#{here.report.number} {in_words(made)}")

    def _on(self, words: str) -> Answered:
        """Count one done, forget what was chosen for it, and go to the next."""
        here = self._here()
        self._pending.pop(here.claim.id, None)
        left = self.left
        article = None if left.article is None else max(0, left.article - 1)
        self.left = Left(article, max(0, left.all - 1), left.today, left.done + 1)
        self._arrive(after=here.claim.id)
        if self.here is None:
            self._arrive()
        return self._say(words)

    def _refused_for_another(self, problem: ConflictError, overrule: Callable[[str], Outcome] | None) -> Outcome:
        """Show the claim anew if it has changed; ask for a reason if a colleague's decision would be overruled."""
        if said := self.follow_draft():
            return said
        before = self._here()
        self.here = self._shown(before.claim.id, before.item)
        if self.here.seen != before.seen:
            return self._say(f"nothing was stored: {self._changed(before.claim.id, before.seen)}", problem=True)
        if overrule is None:
            raise problem

        def told(note: str) -> Outcome:
            if not note:
                return self._say("left as it is")
            return overrule(note)

        return Asking(f"{without_remedy(str(problem))} To overrule it say why (nothing: leave it)", told=told)

    def _unverified(self, reason: UnverifiedReason) -> Callable[[], Outcome]:
        return lambda: self.decide(Verdict.UNVERIFIED, reason)

    def _attributing(self, attribution: Attribution) -> Callable[[], Outcome]:
        return lambda: self.attribute(attribution)

    def _dismissing(self, reason: DismissalReason) -> Callable[[], Outcome]:
        return lambda: self.dismiss(reason)
