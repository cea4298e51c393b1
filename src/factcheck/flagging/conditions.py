"""What a rule can ask of a claim, and what is said where the claim meets it.

Invariant: a condition that is met says what was found in this claim, in words that a person can check; what a machine
found is never said to be so. Every condition that a rules file can name stands in ``CONDITIONS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from factcheck.claims import DENIED
from factcheck.domain import (
    REPEATS,
    Article,
    Aspect,
    Claim,
    ClaimKind,
    DiffPart,
    Evidence,
    MatchLevel,
    PassageFlag,
    Point,
    Precedent,
    Span,
    Stance,
    Verdict,
    Wording,
)
from factcheck.flagging import phrases
from factcheck.flagging.naming import is_outlet, is_speaker
from factcheck.flagging.surroundings import around
from factcheck.language.doubting import DENIALS, DOUBTS, OPINIONS
from factcheck.language.negation import is_negation
from factcheck.language.tokens import whole_words
from factcheck.precedents import Dated, cleaned, unlike
from factcheck.report.model import ClaimReport
from factcheck.report.phrases import checkworthiness, speaker
from factcheck.report.plain import one_line, shorten

Values = Mapping[str, Any]
"""What a rule wants, by the condition's name: texts, kinds, a number, or True."""

_QUOTED = 80  # columns of words that are quoted in a reason
_MOST = 3  # differences that are told
_KINDS = {
    ClaimKind.DIRECT: "a direct quotation",
    ClaimKind.MIXED: "a quotation in part",
    ClaimKind.INDIRECT: "an indirect quotation",
    ClaimKind.ASSERTION: "the outlet's own statement",
}
# In these a word of each side is marked that is mostly the same, and what turns it round stands around it.
_TURNED = (Aspect.NEGATION, Aspect.DENIAL)
_IN_MARKS = (ClaimKind.DIRECT, ClaimKind.MIXED)


class ValueKind(StrEnum):
    """What is written behind a condition in a rules file."""

    TEXTS = "a list of texts"
    CLAIM_KINDS = "a list of kinds"
    SHARE = "a number from 0 to 1"
    TRUE = "true"


@dataclass(frozen=True, slots=True)
class Condition:
    """``found(item, article, value)`` says in words what meets the condition in this claim; "" where nothing does."""

    wants: ValueKind
    found: Callable[[ClaimReport, Article, Any], str]


def found(wanted: Values, item: ClaimReport, article: Article) -> str:
    """What meets all conditions of ``wanted``, in words; "" where one is not met."""
    told = [CONDITIONS[name].found(item, article, value) for name, value in wanted.items()]
    return "; ".join(dict.fromkeys(told)) if all(told) else ""


def any_met(wanted: Values, item: ClaimReport, article: Article) -> bool:
    """Whether one of the conditions of ``wanted`` is met."""
    return any(CONDITIONS[name].found(item, article, value) for name, value in wanted.items())


# -- who, what, where ---------------------------------------------------------------------


def _speakers(item: ClaimReport, _article: Article, names: tuple[str, ...]) -> str:
    who = item.claim.speaker
    if who is None or not any(is_speaker(name, who) for name in names):
        return ""
    return f"said by {one_line(f'{who.name} ({who.role})' if who.role else who.name)}"


def _roles(item: ClaimReport, _article: Article, roles: tuple[str, ...]) -> str:
    who = item.claim.speaker
    if who is None or not who.role or not any(phrases.find(role, who.role) for role in roles):
        return ""
    return f"said by {one_line(who.name)}, {one_line(who.role)}"


def _topics(item: ClaimReport, article: Article, topics: tuple[str, ...]) -> str:
    places = (("the claim", item.claim.text), ("the headline", article.title or ""))
    for name, text in places:
        if words := list(_words(topics, text)):
            return f"{', '.join(words)} in {name}"
    return ""


def _words(topics: tuple[str, ...], text: str) -> Iterator[str]:
    spans = {span: None for topic in topics if (span := phrases.find(topic, text))}
    yield from (_quoted(span.of(text)) for span in sorted(spans))


def _outlets(_item: ClaimReport, article: Article, names: tuple[str, ...]) -> str:
    publisher = article.publisher
    met = publisher is not None and any(is_outlet(name, publisher) for name in names)
    return f"published by {one_line(publisher or '')}" if met else ""


def _claim_kinds(item: ClaimReport, _article: Article, kinds: tuple[ClaimKind, ...]) -> str:
    return _KINDS[item.claim.kind] if item.claim.kind in kinds else ""


def _checkworthy(item: ClaimReport, _article: Article, least: float) -> str:
    return checkworthiness(item.claim) if item.claim.checkworthiness >= least else ""


def _new(item: ClaimReport, _article: Article, _true: bool) -> str:
    who = item.claim.speaker
    return f"{_KINDS[item.claim.kind]}{f' of {one_line(who.name)}' if who else ''} that was not known before"


# -- what the record says -----------------------------------------------------------------


def _contradicted(item: ClaimReport, _article: Article, _true: bool) -> str:
    """A machine's finding, and told as one."""
    against = [one for one in _witnesses(item) if one.judgement.shown is Stance.CONTRADICTS]
    if not against:
        return ""
    told = dict.fromkeys(_against(item, one) for one in against[:_MOST])
    return f"the record may contradict it: {'; '.join(told)}"


def _witnesses(item: ClaimReport) -> Iterator[Evidence]:
    """The passages that do not only say the claim again."""
    for one in item.search.evidence if item.search else ():
        if not REPEATS & set(one.flags):
            yield one


def _against(item: ClaimReport, evidence: Evidence) -> str:
    comparison = evidence.judgement.comparison
    points = comparison.against if comparison else ()
    if points:
        return _sides(item, evidence, points[0])
    span = evidence.judgement.exact
    return f"{_quoted(span.of(evidence.passage.text) if span else evidence.passage.text)} in {_named(evidence)}"


def _figure_differs(item: ClaimReport, _article: Article, _true: bool) -> str:
    told: dict[str, None] = {}
    for one in item.search.evidence if item.search else ():
        comparison = one.judgement.comparison
        if comparison is None or PassageFlag.CIRCULAR in one.flags:
            continue
        points = (point for point in comparison.against if point.aspect in (Aspect.FIGURE, Aspect.DATE))
        told |= dict.fromkeys(_sides(item, one, point) for point in points)
    return "; ".join(list(told)[:_MOST])


def _sides(item: ClaimReport, evidence: Evidence, point: Point) -> str:
    """ "“4 attacks” in iq-112 against “14 attacks”", and what both say where that does not show the difference."""
    theirs = _pieces(point.passage, evidence.passage.text)
    ours = _pieces(point.claim, item.claim.text)
    if ours and theirs and point.aspect not in _TURNED and _bare(ours) != _bare(theirs):
        return f"{theirs} in {_named(evidence)} against {ours}"
    if ours and theirs:
        theirs, ours = around(point.passage, evidence.passage.text), around(point.claim, item.claim.text)
    if not ours or not theirs or _bare(ours) == _bare(theirs):
        return f"{one_line(point.words)}, in {_named(evidence)}"
    told = f"{_named(evidence)} says {_quoted(theirs)}, the claim says {_quoted(ours)}"
    return told if point.aspect in _TURNED else f"{told} ({one_line(point.words)})"


def _bare(text: str) -> str:
    """``text`` without what does not show that it differs from another: marks, case and white space."""
    return " ".join(whole_words(text))


def _pieces(spans: tuple[Span, ...], text: str) -> str:
    return ", ".join(_quoted(span.of(text)) for span in spans)


def _named(evidence: Evidence) -> str:
    """The passage, and what to know before trusting it."""
    about = []
    if PassageFlag.LATER in evidence.flags:
        about.append("published later")
    if PassageFlag.SAME_SPEAKER in evidence.flags:
        about.append("the same speaker")
    return f"{one_line(evidence.passage.id)} ({', '.join(about)})" if about else one_line(evidence.passage.id)


# -- the words ----------------------------------------------------------------------------


def _misquoted(item: ClaimReport, article: Article, _true: bool) -> str:
    wording = item.search.wording if item.search else None
    if wording is None or not item.misquoted:
        return ""
    place = wording.places[0]
    if wording.other_speaker:
        return f"its words are {one_line(place.speaker or 'somebody else')}'s in {one_line(place.document_id)}"
    changes = [_change(part, wording, article.text) for part in wording.diff if part.grave]
    kinds = ", ".join(wording.alterations)
    return f"the record may have other words in {one_line(place.document_id)}: {kinds}: {'; '.join(changes[:_MOST])}"


def _change(part: DiffPart, wording: Wording, text: str) -> str:
    place = wording.places[part.place]
    at = place.span.start
    theirs = place.exact[max(0, part.source.start - at) : max(0, part.source.end - at)].strip()
    ours = part.quoted.of(text).strip()
    if not theirs or not ours:
        return f"{_quoted(ours)} was added" if ours else f"{_quoted(theirs)} was left out" if theirs else "words moved"
    return f"{_quoted(theirs)} there, {_quoted(ours)} here"


def _restated(item: ClaimReport, _article: Article, _true: bool) -> str:
    """Only what is an opinion by its marks or its words: what officials announce is rightly told as news."""
    below = item.restated
    if below is None or not (below.kind in _IN_MARKS or _is_opinion(below)):
        return ""
    who = f" is what {one_line(speaker(below))} said" if below.speaker else " is a quotation below"
    return f"given as fact; {_quoted(below.text.rstrip(',; '))}{who}"


def _is_opinion(claim: Claim) -> bool:
    """Whether what is told of somebody is an opinion: by its own words, or by those that tell of it ("believes")."""
    return "opinion" in claim.flags or not OPINIONS.isdisjoint(whole_words(claim.cue or ""))


# -- what was checked before --------------------------------------------------------------


def _known_false(item: ClaimReport, article: Article, _true: bool) -> str:
    known = [one for one, but in _false_before(item, article) if not but]
    return "; ".join(f"the same was {_before(one)}: {_quoted(one.claim)}{_own_id(one)}" for one in known[:_MOST])


def _like_false(item: ClaimReport, article: Article, _true: bool) -> str:
    like = [(one, but) for one, but in _false_before(item, article) if but]
    told = (f"like what was {_before(one)}{_own_id(one)}, but: {'; '.join(but[:_MOST])}" for one, but in like[:_MOST])
    return "; ".join(told)


def _false_before(item: ClaimReport, article: Article) -> Iterator[tuple[Precedent, tuple[str, ...]]]:
    """The earlier checks of the same or the like that are plainly false, each with what differs; with nothing where
    the claim says the very same."""
    for one in item.precedents:
        if one.verdict is not Verdict.CONTRADICTED or one.problems or one.level is MatchLevel.RELATED:
            continue
        ours = Dated(cleaned(item.claim.text), article.published)
        but = unlike(ours, Dated(cleaned(one.claim), _day(one.at)))
        if _left_open(item.claim):
            but = (*but, "its speaker does not say that it is so")
        if not but and one.level is MatchLevel.NEAR_MISS:
            but = one.differs or ("the wording",)
        yield one, tuple(shorten(part, _QUOTED) for part in but)


def _left_open(claim: Claim) -> bool:
    """Whether whoever is told to speak of it denies it or leaves it open."""
    words = whole_words(claim.cue or "")
    return DENIED in claim.flags or any(word in DENIALS or word in DOUBTS or is_negation(word) for word in words)


def _day(at: str | None) -> date | None:
    """The day of an ISO day or time; None if it is none."""
    try:
        return date.fromisoformat((at or "")[:10])
    except ValueError:
        return None


def _before(one: Precedent) -> str:
    when = f", {one.at[:10]}" if one.at else ""
    found = "found contradicted" if one.own else f"rated “{one_line(one.rating)}”"
    return f"{found} by {one_line(one.by)}{when}"


def _own_id(one: Precedent) -> str:
    return f" (claim {one.id})" if one.own else ""


def _quoted(text: str) -> str:
    return f"“{shorten(text, _QUOTED)}”"


CONDITIONS: Mapping[str, Condition] = {
    "speakers": Condition(ValueKind.TEXTS, _speakers),
    "roles": Condition(ValueKind.TEXTS, _roles),
    "topics": Condition(ValueKind.TEXTS, _topics),
    "outlets": Condition(ValueKind.TEXTS, _outlets),
    "kinds": Condition(ValueKind.CLAIM_KINDS, _claim_kinds),
    "checkworthiness": Condition(ValueKind.SHARE, _checkworthy),
    "contradicted": Condition(ValueKind.TRUE, _contradicted),
    "figure-differs": Condition(ValueKind.TRUE, _figure_differs),
    "misquoted": Condition(ValueKind.TRUE, _misquoted),
    "restated-opinion": Condition(ValueKind.TRUE, _restated),
    "known-false": Condition(ValueKind.TRUE, _known_false),
    "like-false": Condition(ValueKind.TRUE, _like_false),
    "new": Condition(ValueKind.TRUE, _new),
}
