"""What an unattended run says: claims worth a look, items that failed, and how it went in all.

Invariant: one JSON shape for a claim wherever it is told (standard output, a webhook, a digest, the API); keys are
never left out, and everything in it can be written as JSON.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from factcheck.domain import Appearance, Claim, Flag, MatchLevel, Precedent, Suggestion
from factcheck.domain.text import counted
from factcheck.report.evidence_json import suggestion_as_dict
from factcheck.report.to_json import precedent_as_dict, speaker_as_dict


@dataclass(frozen=True, slots=True)
class FlaggedClaim:
    """A claim that nobody had seen before and that met a rule.

    ``key`` is the number of its flag. ``source`` and ``place`` say where its article was first met, ``known`` has the
    earlier checks that say the same or nearly so, ``appearances`` every article that says it, the first first. ``at``
    is when it was flagged (ISO 8601, UTC).
    """

    key: int
    claim: Claim
    article_id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    source: str | None
    place: str | None
    flags: tuple[Flag, ...]
    known: tuple[Precedent, ...]
    appearances: tuple[Appearance, ...]
    suggestion: Suggestion | None
    at: str


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item that could not be read or checked, and what a person reads about it. ``key`` is "" of what is no item."""

    key: str
    source: str
    place: str
    problem: str


@dataclass(slots=True)
class Summary:
    """How a run went. Articles are items here; ``seconds`` go to each step, of all workers together."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    older: int = 0  # than --since
    left: int = 0  # at the deadline, the limit or an interrupt
    claims_new: int = 0
    claims_known: int = 0  # of the new ones: with an earlier verdict or ClaimReview that says the same
    claims_again: int = 0  # said before, by another article
    flagged: int = 0
    told: int = 0
    memory: int = 0  # bytes, the most that a worker held
    stopped: str = ""  # why before the end: "deadline", "limit", "interrupt"
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def held(self, memory: int) -> None:
        """A worker has held so many bytes."""
        self.memory = max(self.memory, memory)


def as_dict(flagged: FlaggedClaim) -> dict[str, Any]:
    """A flagged claim as JSON."""
    claim = flagged.claim
    return {
        "type": "claim",
        "key": flagged.key,
        "id": claim.id,
        "claim": {
            "text": claim.text,
            "kind": claim.kind.value,
            "speaker": speaker_as_dict(claim.speaker),
            "cue": claim.cue,
            "block": claim.block.value,
            "spans": [list(span) for span in claim.spans],
            "flags": list(claim.flags),
            "checkworthiness": round(claim.checkworthiness, 4),
        },
        "article": {
            "id": flagged.article_id,
            "title": flagged.title,
            "publisher": flagged.publisher,
            "published": _day(flagged.published),
            "url": flagged.url,
        },
        "source": flagged.source,
        "place": flagged.place,
        "rules": [{"rule": flag.rule, "why": flag.why} for flag in flagged.flags],
        "known": [precedent_as_dict(one) for one in flagged.known],
        "appearances": [_appearance(one) for one in flagged.appearances],
        "suggestion": suggestion_as_dict(flagged.suggestion) if flagged.suggestion else None,
        "at": flagged.at,
    }


def failure_as_dict(failed: FailedItem) -> dict[str, Any]:
    """A failed item as JSON."""
    return {
        "type": "failure",
        "key": failed.key or None,
        "source": failed.source,
        "place": failed.place,
        "problem": failed.problem,
    }


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """How a run went, as JSON."""
    return {
        "type": "summary",
        "articles": {
            "new": summary.new,
            "changed": summary.changed,
            "unchanged": summary.unchanged,
            "failed": summary.failed,
            "older": summary.older,
            "left": summary.left,
        },
        "claims": {
            "new": summary.claims_new,
            "known": summary.claims_known,
            "again": summary.claims_again,
            "flagged": summary.flagged,
            "told": summary.told,
        },
        "stopped": summary.stopped or None,
        "seconds": {step: round(seconds, 2) for step, seconds in summary.seconds.items()},
    }


def summary_lines(summary: Summary) -> list[str]:
    """How a run went, for people."""
    articles = [
        f"{summary.new:,} new, {summary.changed:,} changed, {summary.unchanged:,} unchanged, {summary.failed:,} failed",
        f"{summary.older:,} from before the day asked for" if summary.older else "",
        f"{summary.left:,} left for the next run ({summary.stopped})" if summary.left else "",
    ]
    claims = [
        f"{summary.claims_new:,} new, {summary.claims_known:,} of them checked before, {summary.flagged:,} flagged",
        f"{counted(summary.claims_again, 'more place')} of what was said before" if summary.claims_again else "",
    ]
    steps = (f"{step} {seconds:.1f} s" for step, seconds in summary.seconds.items() if seconds >= 0.05)
    lines = [f"articles: {', '.join(filter(None, articles))}", f"claims: {', '.join(filter(None, claims))}"]
    time = ", ".join(steps)
    memory = f"at most {summary.memory / 1e6:,.0f} MB a worker" if summary.memory else ""
    return lines + [f"{name}: {words}" for name, words in (("time", time), ("memory", memory)) if words]


def is_known(precedents: tuple[Precedent, ...]) -> bool:
    """Whether an earlier check says the same."""
    return any(one.level is MatchLevel.SAME for one in precedents)


def telling(precedents: tuple[Precedent, ...]) -> tuple[Precedent, ...]:
    """The earlier checks that say the same as a claim, or nearly so."""
    return tuple(one for one in precedents if one.level is not MatchLevel.RELATED)


def _appearance(one: Appearance) -> dict[str, Any]:
    return {
        "claim": one.claim_id,
        "article": one.article_id,
        "title": one.title,
        "publisher": one.publisher,
        "published": _day(one.published),
        "url": one.url,
        "source": one.source,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
