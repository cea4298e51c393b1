"""What a new draft has changed, for the terminal and for programs.

Invariant: every verdict that no longer holds is named with what was found and what has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.domain import DraftChanges, DraftClaim
from factcheck.domain.drafts import WORDS_CHANGED, in_line
from factcheck.report.model import hashed
from factcheck.report.plain import one_line, shorten, wrap


def draft_line(made: DraftChanges) -> str:
    """ "draft 3 of “A wall”: 22 verdicts kept, 2 stale (#4, #9), 1 vanished, 1 new"."""
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
        (len(made.new), f"{len(made.new)} new"),
    )
    told = ", ".join(words for number, words in counts if number) or "no claim in either"
    return one_line(f"draft {made.draft} of “{made.title or made.article_id}”: {told}")


def draft_lines(made: DraftChanges, width: int) -> Iterator[str]:
    """What changed, a claim a line or two: those that changed with their words, then what vanished and what is new."""
    yield from wrap(draft_line(made), width)
    for one in made.changed:
        yield from wrap(one_line(f"{in_line(one.diff)}{_found(one)}"), width, f"  ≠ #{one.number} ", " " * 7)
        further = [why for why in one.why if why != WORDS_CHANGED]  # which the line above shows
        yield from (line for why in further for line in wrap(one_line(why), width, " " * 7))
    for sign, claims in (("−", made.vanished), ("+", made.new)):
        yield from (_line(sign, one, width) for one in claims)
    for signed in made.lapsed:
        what = f"“{signed['blocker']}”" if signed["blocker"] else "all that held it"
        yield from wrap(
            f"{signed['by']} signed off {what} for the whole draft before, not for this one", width, "  ! ", " " * 4
        )


def _found(one: DraftClaim) -> str:
    """What was found of a claim, before it changed or of the words that it has."""
    if one.decision is None:
        return ""
    verdict = one.decision.verdict or one.decision.attribution
    return (
        f" (was {verdict} by {one.decision.by})" if one.stale else f" ({verdict} by {one.decision.by}, on these words)"
    )


def _line(sign: str, one: DraftClaim, width: int) -> str:
    who = f" – {one.claim.speaker.name}" if one.claim.speaker else ""
    gone = " of the earlier draft" if sign == "−" else ""
    head = f"  {sign} #{one.number}{gone} "
    return head + shorten(one_line(one.claim.text), max(20, width - len(head) - len(who))) + one_line(who)


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
