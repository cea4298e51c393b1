# mypy: ignore-errors
# ruff: noqa
"""Stand-ins for verbs of the desk that are made elsewhere: a mixin behind all others, so that the real ones go first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from factcheck import store
from factcheck.desk import log, standing
from factcheck.domain import Action, ClaimOrigin, DismissalReason, LogEntry
from factcheck.domain.claims import Claim, ClaimKind
from factcheck.domain.text import Span
from factcheck.report.model import ClaimReport
from factcheck.store.queue import Filters, QueueItem
from factcheck.workspace.opened import OpenWorkspace


class StandIns(OpenWorkspace):
    def take(
        self,
        claim: str | None = None,
        *,
        by: str = "",
        wanted: Filters | None = None,
        article: str | Path | None = None,
        after_claim: str | None = None,
    ) -> QueueItem | None:
        items, _ = self.queue(wanted, article=article, limit=1000)
        if claim is not None:
            return next((one for one in items if one.claim.id == claim), None)
        names = [one.claim.id for one in items]
        if after_claim is None:
            self.__dict__.setdefault("_order", names)
            return items[0] if items else None
        known = self.__dict__.setdefault("_order", [])
        known += [name for name in names if name not in known]
        behind = known[known.index(after_claim) + 1 :] if after_claim in known else names
        return next((one for name in behind for one in items if one.claim.id == name), None)

    def renew(self, claim: str, *, by: str = "", work: Mapping[str, Any] | None = None) -> Any:
        from types import SimpleNamespace

        kept = self.__dict__.setdefault("_kept_work", {})
        if work is not None:
            kept[claim] = work
        return SimpleNamespace(expires=2e9, work=kept.get(claim))

    def waiting(self, article: str | None = None, *, by: str = "") -> Any:
        from types import SimpleNamespace

        return SimpleNamespace(article=self.queue(article=article, limit=1)[1] if article else 0, today=0)

    def release(self, claim: str, *, by: str = "") -> None: ...

    def _append(self, action: Action, claim: str, by: str, after: int | None = None, **given: Any) -> LogEntry:
        with self.database.writing() as session:
            claim_id = self._claim_id(session, claim)
            article_id = store.dossier.claim(session, claim_id)[0].article_id
            return log.append(session, action, article_id, claim_id, by=by or self.settings.user, after=after, **given)

    def note(self, claim: str, text: str, *, by: str = "") -> LogEntry:
        return self._append(Action.NOTED, claim, by, note=text)

    def dismiss(
        self, claim: str, reason: DismissalReason | str, *, note: str = "", by: str = "", after: int | None = None
    ) -> LogEntry:
        return self._append(Action.DISMISSED, claim, by, after, note=note, content={"reason": str(reason)})

    def undo(self, claim: str | None = None, *, by: str = "", note: str = "") -> LogEntry:
        entries = self.history(claim)
        who = by or self.settings.user
        gone = {(one.claim_id, one.content["undoes"]) for one in entries if one.action is Action.UNDONE}
        mine = [
            one
            for one in entries
            if one.by == who and one.action is not Action.UNDONE and (one.claim_id, one.number) not in gone
        ]
        if not mine:
            from factcheck.errors import UsageError

            raise UsageError("nothing to take back.")
        return self._append(Action.UNDONE, mine[-1].claim_id or "", who, content={"undoes": mine[-1].number})

    def correct(
        self,
        claim: str,
        *,
        speaker: str | None = None,
        role: str | None = None,
        kind: str | None = None,
        words: str | None = None,
        spans: Any = None,
        by: str = "",
        note: str = "",
        after: int | None = None,
    ) -> Claim:
        found, _ = self._look(lambda source: store.dossier.claim(source, self._claim_id(source, claim)))
        article = self._look(lambda source: store.dossier.article(source, found.article_id))
        changed: dict[str, Any] = {}
        if speaker or role:
            was = found.speaker
            changed["speaker"] = {
                "name": speaker or (was.name if was else ""),
                "mention": was.mention if was else "",
                "role": role or (was.role if was else None),
                "kind": "person",
            }
        if words:
            at = article.text.index(words)
            spans = (Span(at, at + len(words)),)
        if spans:
            changed["spans"] = [list(one) for one in spans]
            changed["text"] = " ".join(Span(*one).of(article.text) for one in spans)
        self._append(Action.CORRECTED, claim, by, after, note=note, content={"changed": changed, "before": {}})
        return self._look(lambda source: store.dossier.claim(source, found.id))[0]

    def _put(self, made: Claim, number: int, by: str, origin: list[str]) -> Claim:
        with self.database.writing() as session:
            store.desk.put_claim(session, made, number)
            log.append(
                session, Action.ADDED, made.article_id, made.id, by=by or self.settings.user, content={"origin": origin}
            )
            standing.refresh_article(session, made.article_id)
        return made

    def _made(self, base: Claim, spans: tuple[Span, ...]) -> Claim:
        article = self._look(lambda source: store.dossier.article(source, base.article_id))
        text = " ".join(one.of(article.text) for one in spans)
        return replace(base, spans=spans, text=text, origin=ClaimOrigin.DESK, first_known="")

    def split(self, claim: str, *parts: Any, by: str = "") -> list[Claim]:
        found, number = self._look(lambda source: store.dossier.claim(source, self._claim_id(source, claim)))
        made = [self._put(self._made(found, tuple(part)), number, by, [found.id]) for part in parts]
        self._append(Action.REPLACED, found.id, by, content={"into": [one.id for one in made]})
        return made

    def join(self, claim: str, other: str, *more: str, by: str = "") -> Claim:
        both = [self._look(lambda source, name=name: store.dossier.claim(source, name)) for name in (claim, other)]  # type: ignore[misc]
        spans = tuple(sorted(span for one, _ in both for span in one.spans))
        made = self._put(self._made(both[0][0], spans), both[0][1], by, [one.id for one, _ in both])
        for one, _ in both:
            self._append(Action.REPLACED, one.id, by, content={"into": [made.id]})
        return made

    def add_claim(
        self,
        article: str,
        words: str | None = None,
        *,
        spans: Any = None,
        speaker: str | None = None,
        role: str | None = None,
        kind: str | None = None,
        by: str = "",
        note: str = "",
    ) -> Claim:
        base = Claim(article_id=article, kind=ClaimKind.ASSERTION, text="", spans=(), checkworthiness=0.5)
        return self._put(self._made(base, tuple(spans)), 99, by, [])

    def search_again(self, claim: str) -> ClaimReport:
        return self.show(claim)[1]
