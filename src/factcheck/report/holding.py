"""Why an article is held: the rules of the hold line.

Invariant: every rule stands in ``RULES``. Attribution and substance each hold by themselves. Whatever a person has not
decided, or not decided knowing what stands now, holds; what was decided holds until an editor signs it off with a
reason, or the desk does without the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from factcheck.domain import Action, Attribution, ClaimKind, State, UnverifiedReason, Verdict, Wording
from factcheck.errors import UsageError
from factcheck.report.independence import independent

if TYPE_CHECKING:
    from factcheck.report.model import ClaimReport


class Blocker(StrEnum):
    """Why an article is held, in the order an editor is told."""

    CONTRADICTED = "contradicted"
    NOT_SAID = "not said"
    SAID_OTHERWISE = "said otherwise"
    MISQUOTED = "misquoted"
    STALE = "stale"
    SINGLE_SOURCE = "single source"
    DISPUTED = "disagreement"
    RESTATED = "opinion restated as fact"
    OWN_VOICE = "unverified in our own voice"
    AWAITING_REPLY = "awaiting reply"
    SECOND = "second check pending"
    UNCHECKED = "not yet checked"


class ArticleBlocker(StrEnum):
    """Why an article is held as a whole, whatever its claims."""

    NO_CLAIM = "no claim found"
    IN_NO_CLAIM = "words in no claim"
    REPLY = "awaiting reply on the article"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """A rule of the hold line. ``says`` is what it is called there; settings call it by ``name``.

    What is ``undecided`` nobody has found: no editor can sign it off, and no desk do without the rule.
    """

    says: Blocker | ArticleBlocker
    when: str  # an article is held while …
    clears: str  # … until
    undecided: bool = False

    @property
    def name(self) -> str:
        return self.says.replace(" ", "-")


_ANEW = "it is decided anew"
RULES: Mapping[Blocker | ArticleBlocker, HoldRule] = {
    rule.says: rule
    for rule in (
        HoldRule(Blocker.CONTRADICTED, "a person has found a claim contradicted", _ANEW),
        HoldRule(Blocker.NOT_SAID, "a person has found that its speaker did not say it", _ANEW),
        HoldRule(Blocker.SAID_OTHERWISE, "a person has found that its speaker said otherwise", _ANEW),
        HoldRule(
            Blocker.MISQUOTED,
            "a quotation's words say something else, or are somebody else's, at every place found",
            "its attribution is decided: said otherwise, not said, or, with that place cited, said so",
        ),
        HoldRule(
            Blocker.STALE,
            "what a claim cites, or the claim itself, has changed since it was decided",
            _ANEW,
            undecided=True,
        ),
        HoldRule(
            Blocker.SINGLE_SOURCE,
            "a claim is supported by one publisher only, copies of one text counted once",
            "another is cited that says so independently",
        ),
        HoldRule(Blocker.DISPUTED, "two checkers answer a claim differently", "an editor decides", undecided=True),
        HoldRule(
            Blocker.RESTATED,
            "headline or standfirst gives a quotation as fact, and it is not supported",
            "it is supported",
        ),
        HoldRule(
            Blocker.OWN_VOICE,
            "the outlet's own statement is unverified, though it could be checked",
            "it is supported, or found not to be checkable",
        ),
        HoldRule(
            Blocker.AWAITING_REPLY,
            "somebody was asked about a claim and has not answered, or it is left unverified until they do",
            "they answer, and it is decided",
        ),
        HoldRule(Blocker.SECOND, "somebody else has to decide a claim too", "they have", undecided=True),
        HoldRule(Blocker.UNCHECKED, "nobody has decided whether a claim is borne out", "it is decided", undecided=True),
        HoldRule(ArticleBlocker.NO_CLAIM, "no claim was found, so that nothing has been checked", "a claim is added"),
        HoldRule(
            ArticleBlocker.IN_NO_CLAIM,
            "a statement in quotation marks is in no claim",
            "it is added as a claim",
        ),
        HoldRule(
            ArticleBlocker.REPLY,
            "somebody was asked about the article as a whole and has not answered",
            "they answer",
        ),
    )
}
"""Every rule, in the order of need; those of whole articles last."""

NO_CLAIM = frozenset({"dismissed", "replaced", "withdrawn"})
"""States in which a claim holds nothing: it is none, or others have taken its place."""

REPLY_TO_ALL = ArticleBlocker.REPLY

_ANSWERED = frozenset({Attribution.SAID_OTHERWISE, Attribution.NOT_SAID})  # each holds an article by itself


def rule_named(asked: str) -> HoldRule:
    """The rule that settings or the hold line call ``asked``. Raises UsageError with the one that is near, or all."""
    names = {rule.name: rule for rule in RULES.values()}
    name = "-".join(asked.replace("_", " ").replace("-", " ").casefold().split())
    if name in names:
        return names[name]
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    known = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names)}."
    raise UsageError(f"unknown hold rule '{asked}'. {known}")


def unused(switches: Mapping[str, bool], place: str) -> tuple[HoldRule, ...]:
    """The rules that a desk does without, by the table of ``switches`` in a file, which is the ``place`` to name.

    Raises UsageError for an unknown rule, one that is named twice, and one that holds what nobody has decided.
    """
    found: dict[str, bool] = {}
    for asked, on in switches.items():
        try:
            rule = rule_named(asked)
        except UsageError as problem:
            raise UsageError(f"{place}, [hold]: {problem}") from problem
        if rule.undecided and not on:
            raise UsageError(
                f"{place}, [hold]: '{rule.name}' cannot be switched off: it holds what nobody has decided. Remove the "
                "line."
            )
        if found.setdefault(rule.name, on) != on:
            raise UsageError(f"{place}, [hold]: '{rule.name}' is both true and false. Remove one of the two.")
    return tuple(rule for rule in RULES.values() if not found.get(rule.name, True))


def reasons(item: ClaimReport) -> tuple[Blocker, ...]:
    """Every reason to hold the article for a claim by the rules in use, signed off or not, gravest first.

    A restated opinion stops being one once a person has found it supported by the record.
    An unverified quotation can run with its speaker's name; an unverified assertion is the
    outlet's own word, and only holds nothing up if the desk found it not checkable.
    """
    if item.left:
        return ()
    supported = item.verdict is Verdict.SUPPORTED
    own_voice = item.claim.kind is ClaimKind.ASSERTION and item.verdict is Verdict.UNVERIFIED
    reason = item.decision.reason if item.decision else None
    holds = {
        Blocker.CONTRADICTED: item.verdict is Verdict.CONTRADICTED,
        Blocker.NOT_SAID: item.attribution is Attribution.NOT_SAID,
        Blocker.SAID_OTHERWISE: item.attribution is Attribution.SAID_OTHERWISE,
        Blocker.MISQUOTED: misquoted(item),
        Blocker.STALE: item.stale,
        Blocker.SINGLE_SOURCE: supported and len(independent(item)) < 2,
        Blocker.DISPUTED: item.state is State.DISPUTED,
        Blocker.RESTATED: item.claim.restates is not None and (not supported or item.stale),
        Blocker.OWN_VOICE: own_voice and reason is not UnverifiedReason.NOT_CHECKABLE,
        Blocker.AWAITING_REPLY: reason is UnverifiedReason.AWAITING_REPLY or bool(unanswered(item.standing.replies)),
        Blocker.SECOND: item.state is State.SECOND,
        Blocker.UNCHECKED: item.verdict is None and (not item.hidden or item.state is State.OPEN),
    }
    return tuple(blocker for blocker, so in holds.items() if so and blocker not in item.unused)


def misquoted(item: ClaimReport) -> bool:
    """The words were altered so that they say something else, or are somebody else's, and nobody has said what to make
    of that: that it was said otherwise or not at all, or, citing the place, that these are the words."""
    wording = item.search.wording if item.search else None
    if wording is None or not wording.misquoted or item.attribution in _ANSWERED:
        return False
    answered = item.attribution is Attribution.SAID_SO or item.claim.kind is ClaimKind.ASSERTION
    return not (answered and _cites_a_place_of(wording, item))


def _cites_a_place_of(wording: Wording, item: ClaimReport) -> bool:
    cited = (item.cited.get(citation.passage_id) for citation in (item.decision.citations if item.decision else ()))
    return any(
        passage.document_id == place.document_id and passage.span.overlaps(place.span)
        for passage in cited
        if passage
        for place in wording.places
    )


def unanswered(replies: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Who was asked and has not answered since."""
    waiting: dict[str, None] = {}
    for one in replies:
        if one["action"] == Action.ASKED:
            waiting[one["whom"]] = None
        else:
            waiting.pop(one["whom"], None)
    return tuple(waiting)


def signed(entries: Iterable[Mapping[str, Any]], *blockers: Blocker | ArticleBlocker) -> Mapping[str, Any] | None:
    """Who has signed a reason off: the newest of such ``entries`` that names one of ``blockers``, or all reasons. What
    nobody has decided cannot be."""
    named = [one for one in entries if one["blocker"] in (None, *blockers)]
    return named[-1] if named and not RULES[blockers[0]].undecided else None
