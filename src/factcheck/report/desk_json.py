"""What people decided and did, as JSON, for programs.

Invariant: both answers of a decision stand beside each other, null where one was not given; whatever was done names who
did it and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from factcheck.domain import Action, ArticleStanding, Citation, Decision, LogEntry, Passage
from factcheck.report.evidence_json import origin_as_dict
from factcheck.report.log import changed_words
from factcheck.report.model import ClaimReport


def decision_as_dict(entry: Decision) -> dict[str, Any]:
    """A decision; ``number`` is that of its entry on the claim."""
    return {
        "claim_id": entry.claim_id,
        "number": entry.number,
        "attribution": entry.attribution.value if entry.attribution else None,
        "verdict": entry.verdict.value if entry.verdict else None,
        "previous_attribution": entry.previous_attribution.value if entry.previous_attribution else None,
        "previous_verdict": entry.previous_verdict.value if entry.previous_verdict else None,
        "reason": entry.reason.value if entry.reason else None,
        "answer": entry.answer.value,
        "over": entry.over,
        "origin": entry.origin,
        "note": entry.note,
        "by": entry.by,
        "at": entry.at,
        "citations": [citation_as_dict(citation, None) for citation in entry.citations],
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def citation_as_dict(citation: Citation, passage: Passage | None) -> dict[str, Any]:
    """The selectors of a citation; ``passage`` says where it is from, null if that is not known here."""
    return {
        "passage_id": citation.passage_id,
        "passage_sha256": citation.passage_sha256,
        "exact": citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "span": list(citation.span),
        "retrieved": citation.retrieved,
        "passage": origin_as_dict(passage) if passage else None,
    }


def claim_standing_as_dict(item: ClaimReport) -> dict[str, Any]:
    """What was done about a claim beside deciding it. ``entries`` is what ``--after`` wants: the number of the newest
    entry; ``changed`` the words of the draft before and those of now."""
    standing, before = item.standing, changed_words(item)
    dismissals = item.log(Action.DISMISSED) if standing.dismissed else ()
    return {
        "entries": standing.entries,
        "second_wanted": standing.second_wanted,
        "blind": standing.blind,
        "hidden": item.hidden,
        "carried_from_draft": item.draft,
        "changed": {"before": before[0], "now": before[1]} if before else None,
        "corrections": [_entry(one) for one in item.log(Action.CORRECTED)],
        "dismissed": _entry(dismissals[-1]) if dismissals else None,
        "replaced_by": list(standing.replaced_by),
        "assigned": standing.assigned,
        "notes": [_entry(one) for one in item.log(Action.NOTED)],
        "replies": _told(standing.replies),
        "signed_off": _told(standing.signed_off),
        "released": dict(standing.released) if standing.released else None,
    }


def article_standing_as_dict(standing: ArticleStanding) -> dict[str, Any]:
    """Which draft of which story an article is, and what the desk does with it."""
    return {
        "story_id": standing.story_id,
        "draft": standing.draft,
        "previous_id": standing.previous_id,
        "retired": standing.retired,
        "closed": standing.closed,
        "due": standing.due,
        "assigned": standing.assigned,
        "notes": list(standing.notes),
        "replies": _told(standing.replies),
        "signed_off": _told(standing.signed_off),
        "corrections": _told(standing.corrections),
    }


def _entry(entry: LogEntry) -> dict[str, Any]:
    return {"number": entry.number, **entry.content, "by": entry.by, "at": entry.at, "note": entry.note}


def _told(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(one) for one in entries]
