"""What a new draft has changed, in lines and for programs.

Invariant: every verdict that no longer holds is named with what was found and what has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.domain import DraftChanges, DraftClaim
from factcheck.domain.drafts import WORDS_CHANGED, in_line
from factcheck.report.model import hashed
from factcheck.report.plain import one_line, shorten

_WORDS = 120  # letters of a claim that vanished


def draft_line(made: DraftChanges) -> str:
    """ "draft 3 of “A wall”: 22 verdicts kept, 2 stale (#4, #9), 1 vanished, 1 new (#25)"."""
    return one_line(f"draft {made.draft} of “{made.title or made.article_id}”: {_counts(made)}")


def draft_lines(made: DraftChanges) -> Iterator[str]:
    """What changed: how much of it, then each claim that changed, with its words, and each that vanished."""
    yield _counts(made)
    for one in made.changed:
        further = [why for why in one.why if why != WORDS_CHANGED]  # which the diff shows
        yield one_line(f"changed: #{one.number} {'; '.join((in_line(one.diff) + _found(one), *further))}")
    for one in made.vanished:
        who = f" – {one.claim.speaker.name}" if one.claim.speaker else ""
        yield one_line(f"vanished: #{one.number} of the earlier draft, “{shorten(one.claim.text, _WORDS)}”{who}")
    for signed in made.lapsed:
        what = f"“{signed['blocker']}”" if signed["blocker"] else "all that held it"
        yield one_line(f"{signed['by']} signed off {what} for the whole draft before, not for this one")


def _counts(made: DraftChanges) -> str:
    undecided = len(made.kept) - made.verdicts - sum(one.stale for one in made.kept)
    own = sum(one.decision is not None and not one.stale for one in made.changed)
    otherwise = len(made.changed) - own - sum(one.stale for one in made.changed)
    counts = (
        (made.verdicts, f"{made.verdicts} verdict{'' if made.verdicts == 1 else 's'} kept"),
        (len(made.stale), f"{len(made.stale)} stale ({hashed(made.stale)})"),
        (undecided, f"{undecided} unchanged without a verdict"),
        (own, f"{own} with a verdict on these words"),
        (otherwise, f"{otherwise} changed"),
        (len(made.vanished), f"{len(made.vanished)} vanished"),
        (len(made.new), f"{len(made.new)} new ({hashed(one.number for one in made.new)})"),
    )
    return ", ".join(words for number, words in counts if number) or "no claim in either"


def _found(one: DraftClaim) -> str:
    """What was found of a claim, before it changed or of the words that it has."""
    if one.decision is None:
        return ""
    verdict = one.decision.verdict or one.decision.attribution
    return (
        f" (was {verdict} by {one.decision.by})" if one.stale else f" ({verdict} by {one.decision.by}, on these words)"
    )


def draft_as_dict(made: DraftChanges) -> dict[str, Any]:
    """What a new draft has changed, in dictionaries, lists, strings and numbers only."""
    return {
        "draft": made.draft,
        "previous": made.previous_id,
        "previous_draft": made.previous_draft,
        "verdicts_kept": made.verdicts,
        "stale": list(made.stale),
        "kept": [{"id": one.claim.id, "number": one.number, "before": _id(one)} for one in made.kept],
        "changed": [_changed(one) for one in made.changed],
        "vanished": [_named(one) for one in made.vanished],
        "new": [_named(one) for one in made.new],
        "sign_offs_lapsed": [dict(one) for one in made.lapsed],
    }


def _changed(one: DraftClaim) -> dict[str, Any]:
    decision = one.decision
    return {
        **_named(one),
        "before": _id(one),
        "text_before": one.before.text if one.before else None,
        "why": list(one.why),
        "diff": [[edit.kind.value, edit.words] for edit in one.diff],
        "stale": one.stale,
        "verdict": decision.verdict.value if decision and decision.verdict else None,
        "by": decision.by if decision else None,
    }


def _named(one: DraftClaim) -> dict[str, Any]:
    speaker = one.claim.speaker.name if one.claim.speaker else None
    return {"id": one.claim.id, "number": one.number, "text": one.claim.text, "speaker": speaker}


def _id(one: DraftClaim) -> str | None:
    return one.before.id if one.before else None
