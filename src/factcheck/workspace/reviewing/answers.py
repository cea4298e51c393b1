"""The answers that a person can give, in words.

Invariant: every answer that the desk knows is here with what it means.
"""

from __future__ import annotations

from factcheck.domain import Attribution, Decision, DismissalReason, UnverifiedReason

UNVERIFIED = {
    UnverifiedReason.NO_EVIDENCE: "nothing was found that speaks to it",
    UnverifiedReason.CONFLICTING: "what was found disagrees",
    UnverifiedReason.NOT_CHECKABLE: "an opinion, a forecast, a plan: nothing could show it",
    UnverifiedReason.AWAITING_REPLY: "somebody was asked and has not answered",
}
DISMISSED = {
    DismissalReason.NO_CLAIM: "nothing in it can be checked",
    DismissalReason.DUPLICATE: "another claim of the article says the same",
    DismissalReason.MISREAD: "it was cut wrongly, or never said",
    DismissalReason.NOT_OURS: "not for this desk: an agency's caption, an advertisement",
    DismissalReason.TRIVIAL: "nobody needs it checked",
}
ATTRIBUTED = {
    Attribution.SAID_SO: "the speaker said this",
    Attribution.SAID_OTHERWISE: "the speaker said something else",
    Attribution.NOT_SAID: "the speaker did not say it",
    Attribution.NOT_FOUND: "nothing holds it, and nobody could be asked",
}


def in_words(made: Decision) -> str:
    answers = " · ".join(filter(None, (made.attribution and spoken(made.attribution), made.verdict)))
    return f"{answers} ({made.reason.replace('-', ' ')})" if made.reason else answers


def spoken(attribution: Attribution) -> str:
    return attribution.replace("-", " ")


def without_remedy(problem: str) -> str:
    """What a refusal says, without what would be typed on a command line."""
    return problem.partition(" Nothing was stored")[0]
