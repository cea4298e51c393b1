"""What the API answers: the dictionaries that `--json` prints, and one shape of refusal.

Invariant: an answer is JSON in which nothing could act on a terminal; its schema names the keys that are always there,
and more may be there.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from factcheck.report.plain import json_text

JSON = "application/json"


class Refusal(BaseModel):
    """Why nothing was done: `error` in words, with the remedy, and `code`, the exit code of the command line."""

    error: str
    code: int


class _Answer(BaseModel):
    model_config = ConfigDict(extra="allow")


class EntryAnswer(_Answer):
    """An entry of the log; `content` says the rest, by its action."""

    action: str
    article_id: str
    claim_id: str | None
    number: int
    by: str
    at: str
    note: str
    content: dict[str, Any]
    hash: str


class DoneAnswer(_Answer):
    """What was entered into the log: null if it stood so already, and nothing was."""

    done: bool
    entry: EntryAnswer | None


class QueueLineAnswer(_Answer):
    """A claim of the queue. `entries` is what `after` wants."""

    id: str
    article_id: str
    number: int
    kind: str
    text: str
    speaker: str | None
    flags: list[str]
    state: str
    verdict: str | None
    attribution: str | None
    by: str | None
    held_by: str | None
    entries: int


class QueueAnswer(_Answer):
    """A page of the queue; `total` is how many there are in all, `waiting` whose they are."""

    total: int
    claims: list[QueueLineAnswer]
    waiting: dict[str, Any]


class TakenAnswer(_Answer):
    """A claim that is yours until `until`, with what you had noted and not decided when you last let go; null where
    none is left."""

    claim: QueueLineAnswer | None
    until: str | None
    attempt: int | None
    work: dict[str, Any] | None


class LeaseAnswer(_Answer):
    """Who is at a claim, and until when."""

    claim_id: str
    by: str
    taken: str
    until: str
    attempt: int


class ClaimAnswer(_Answer):
    """A claim with its evidence and what was decided."""

    id: str
    number: int
    kind: str
    text: str
    state: str
    status: str
    verdict: str | None
    attribution: str | None
    article: dict[str, Any]
    evidence: list[dict[str, Any]]
    decision: dict[str, Any] | None
    standing: dict[str, Any]


class DecisionAnswer(_Answer):
    """What stands now. `added` is false where it stood so already."""

    number: int
    verdict: str | None
    attribution: str | None
    reason: str | None
    by: str
    at: str
    citations: list[dict[str, Any]]
    hash: str
    claim: dict[str, Any]
    added: bool


class MadeClaimAnswer(_Answer):
    """A claim as it stands now."""

    id: str
    article_id: str
    number: int
    kind: str
    text: str
    spans: list[list[int]]
    origin: str


class ArticleAnswer(_Answer):
    """An article as it stands: whether it should run as it is, and why not."""

    id: str
    title: str | None
    draft: int
    retired: bool
    closed: bool
    hold: bool | None
    why: str
    claims: int
    open: int
    stale: int


class PassageAnswer(_Answer):
    """A passage, with where it is from."""

    passage_id: str
    document_id: str
    text: str
    sha256: str


class JobAnswer(_Answer):
    """Long work. `result` is where the API has what came of it, `answer` what `--json` would have printed."""

    id: str
    kind: str
    what: str
    by: str
    state: str
    progress: dict[str, Any]
    problem: str | None
    result: str | None
    notices: list[str]
    answer: dict[str, Any] | None


def answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """``value`` as JSON."""
    return Response(json_text(value, None).encode(), status, headers, JSON)


_REFUSALS = {
    401: "Nobody said who asks, or the token is nobody's.",
    403: "It was sent from a page of another site, or is not for whoever asks.",
    404: "There is nothing of that name.",
    409: "Somebody else was there first, or is at it.",
    413: "It is too large.",
    422: "The request is wrong: its shape, or by the rules of the desk.",
    500: "Something is wrong with what is stored, or with the machine.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals that an address may answer with, for the description: ``statuses``, and those that any may."""
    wanted = sorted({401, 403, 422, 500, *statuses})
    named: dict[int | str, dict[str, Any]] = {
        status: {"model": Refusal, "description": _REFUSALS[status]} for status in wanted
    }
    others = {"model": Refusal, "description": "Whatever else is wrong: the address, its method, how it was sent."}
    return {**named, "4XX": others, "5XX": others}
