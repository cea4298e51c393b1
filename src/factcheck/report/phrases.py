"""The words that all forms of the report share.

Invariant: a machine's proposal is always named as one, and a number is never given
without what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from factcheck.domain import (
    Action,
    Article,
    Attribution,
    BlockKind,
    Citation,
    Claim,
    ClaimKind,
    Decision,
    DecisionKind,
    Evidence,
    LeftOut,
    Passage,
    Precedent,
    Reported,
    Search,
    SpeakerKind,
    Stance,
    State,
)
from factcheck.domain.text import counted
from factcheck.domain.voices import Voice, Voices
from factcheck.report import wordings
from factcheck.report.cutting import begin_behind, end_before
from factcheck.report.model import ArticleReport, ClaimReport, Status, hashed
from factcheck.report.plain import shorten
from factcheck.report.sources import IndependentSource, SourceDocument

ATTRIBUTIONS = {
    Attribution.SAID_SO: "said so",
    Attribution.SAID_OTHERWISE: "said otherwise",
    Attribution.NOT_SAID: "not said",
    Attribution.NOT_FOUND: "not found",
}
MARKS = {
    "supported": "✓",
    "contradicted": "✗",
    "unverified": "?",
    "unchecked": "○",
    "pending": "◐",
    "stale": "!",  # it must not look as if it held
    "dismissed": "–",
}
LEGEND = {
    "supported": "supported",
    "contradicted": "contradicted, or not said so",
    "unverified": "unverified",
    "unchecked": "not yet checked",
    "pending": "second check pending",
    "stale": "stale or disputed",
}
STANCE_MARKS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "−", None: "·"}
_QUERY = 120  # columns of the words searched for, where they are not given in full
GAP = " … "  # between the parts of a quotation that its speaker's name cuts in two

_KINDS = {
    ClaimKind.DIRECT: "direct quotation",
    ClaimKind.MIXED: "partly quoted",
    ClaimKind.INDIRECT: "indirect quotation",
    ClaimKind.ASSERTION: "own assertion",
}
_BLOCKS = {BlockKind.TITLE: "headline", BlockKind.STANDFIRST: "standfirst"}
_DATE_ORIGINS = {
    "given": "as given",
    "metadata": "from the file itself",
    "JSON-LD": "from the file itself",
    "dateline": "from the dateline",
    "address": "inferred from its address",
    "image address": "inferred from an image address",
}
_ANSWERS = {DecisionKind.SECOND: ", as second check", DecisionKind.ADJUDICATED: ", deciding between two"}
_MONTHS = "January February March April May June July August September October November December".split()


def day(value: date) -> str:
    """12 March 2025, in English whatever the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(at: str) -> str:
    """2025-03-12T09:30:00Z as 2025-03-12 09:30 UTC; anything else as it stands."""
    for ending in ("Z", "+00:00"):
        if at.endswith(ending) and len(at) == 19 + len(ending) and at[10] == "T":
            return f"{at[:10]} {at[11:16]} UTC"
    return at


def published(article: Article) -> str:
    """The article's date and where it was read, for a guessed date must be visible as one."""
    if article.published is None:
        return "no date found"
    origin = article.published_from
    return (
        f"{day(article.published)} ({_DATE_ORIGINS.get(origin, f'from {origin}') if origin else 'origin not recorded'})"
    )


def kind(claim: Claim) -> str:
    """ "direct quotation", "own assertion in the headline"."""
    place = _BLOCKS.get(claim.block)
    return f"{_KINDS[claim.kind]} in the {place}" if place else _KINDS[claim.kind]


def quoted(claim: Claim, text: str) -> str:
    """The claim's words as they stand in the article's text, parts joined by an ellipsis.

    Quotation marks stand around direct quotations only: no other words are certain to be the speaker's.
    """
    opened, closed = "“”" if claim.kind is ClaimKind.DIRECT else ("", "")
    return GAP.join(f"{opened}{span.of(text)}{closed}" for span in claim.spans)


def speaker(claim: Claim) -> str:
    """Who said it and as what: "Ada Ferro (harbour master)"; "" for the outlet's own voice."""
    if claim.speaker is None:
        return "" if claim.kind is ClaimKind.ASSERTION else "speaker not named"
    return f"{claim.speaker.name} ({claim.speaker.role})" if claim.speaker.role else claim.speaker.name


def mention(claim: Claim) -> str:
    """The article's own words for the speaker at this place, or "" if they are the name."""
    who = claim.speaker
    return who.mention if who and who.mention.casefold() != who.name.casefold() else ""


def said(claim: Claim) -> str:
    """The article's cue and the addressee: “told”, to the Courier; "" if there is neither."""
    return ", ".join(filter(None, (claim.cue and f"“{claim.cue}”", claim.addressee and f"to {claim.addressee}")))


def told(one: Reported, text: str) -> str:
    """What the speaker tells of somebody else: the mayor “had told” that the bridge is safe."""
    source = one.source.of(text) if one.source else "somebody"
    who = f"{source} ({one.speaker.name})" if one.speaker and one.speaker.name not in source else source
    words = GAP.join(span.of(text) for span in one.content)
    return f"{who} “{one.cue.of(text)}” {words}" if one.cue else f"{who}: {words}"


def left_out(one: LeftOut, text: str) -> str:
    """Words in marks that no claim holds, and why: “The Long Way” – a name or a title."""
    return f"“{one.span.of(text)}” – {one.reason}"


def tone(item: ClaimReport) -> str:
    """What the look of a claim follows: "supported", "contradicted", "unverified" or "unchecked"; or "stale" where
    nothing stands that could be relied on, "pending" before the second check, "dismissed" of what is no claim."""
    if item.left:
        return "dismissed"
    if item.state in (State.STALE, State.DISPUTED):
        return "stale"
    if item.state is State.SECOND:
        return "pending"
    accused = item.attribution in (Attribution.NOT_SAID, Attribution.SAID_OTHERWISE)
    return "contradicted" if accused else item.status.name.lower()


def mark(item: ClaimReport) -> str:
    """The one sign for where the claim stands."""
    return MARKS[tone(item)]


def status(item: ClaimReport) -> str:
    """Where the claim stands, with what an editor must not overlook."""
    if item.left:
        return f"{item.standing.state}{f': {reason(item.standing.dismissed)}' if item.standing.dismissed else ''}"
    second = item.standing.second
    stands = answers(item.decision) if item.decision else item.status.value
    if item.state is State.DISPUTED and item.decision and second:
        stands = f"disputed: {stands} ({item.decision.by}) – {answers(second)} ({second.by})"
    warnings = {
        f" – STALE: {stale(item)}": item.stale,
        " – SECOND CHECK PENDING": item.state is State.SECOND,
        " – MISQUOTED": item.misquoted,
    }
    told = "".join(words for words, holds in warnings.items() if holds)
    if item.hidden and item.state is not State.OPEN:
        stands = "decided by one"
    return f"{'reopened, ' if item.reopened else ''}{stands}{told}"


def stale(item: ClaimReport) -> str:
    """What has changed since a claim was decided: "its words changed", "claim corrected, source changed"."""
    since = item.decision.number if item.decision else 0
    later = [entry for entry in item.log(Action.STALE, Action.CORRECTED) if entry.number > since]
    before = [entry.content["before"] for entry in later if entry.action is Action.STALE and "before" in entry.content]
    told = {
        "its words changed": any(words != item.claim.text for words in before),
        "its speaker or kind changed": bool(before) and all(words == item.claim.text for words in before),
        "claim corrected": any(entry.action is Action.CORRECTED for entry in later),
        "source changed": any(entry.action is Action.STALE and "before" not in entry.content for entry in later)
        or not set(item.problems) <= set(item.standing.problems),
    }
    return ", ".join(words for words, so in told.items() if so) or "source changed"


def answers(made: Decision) -> str:
    """Both answers of a decision: "said so · supported", "not found · unverified: awaiting reply", "contradicted"."""
    substance = made.verdict.value if made.verdict else Status.UNCHECKED.value
    why = f": {reason(made.reason)}" if made.reason else ""
    return " · ".join(filter(None, (made.attribution and ATTRIBUTIONS[made.attribution], f"{substance}{why}")))


def reason(value: str | None) -> str:
    """ "no evidence" for the reason no-evidence."""
    return (value or "").replace("-", " ")


def restatement(report: ArticleReport, claim: Claim) -> str:
    """Which quotation this claim repeats as fact, or ""."""
    if claim.restates is None:
        return ""
    number = report.number_of(claim.restates)
    return "restates as fact what is quoted " + (f"in #{number}" if number else "elsewhere in the article")


def flags(claim: Claim) -> tuple[str, ...]:
    """The claim's flags in words, but the one that ``restatement`` says better."""
    return tuple(flag.replace("-", " ") for flag in claim.flags if not (claim.restates and flag == "restated-opinion"))


def proposal(search: Search, known: Iterable[str] = ()) -> str:
    """What the machine proposes and why, without reasons that speak of passages ``known`` by their ids.

    Only to be shown under words that say whose proposal it is.
    """
    made = search.suggestion
    old = made.verdict and any(item.judgement.comparison is None for item in search.evidence)
    what = f"{made.verdict or 'nothing'}{', by an earlier version of factcheck' if old else ''}"
    told = [reason for reason in made.reasons if not any(passage in reason for passage in known)]
    return f"{what} – {'; '.join(told)}" if told else what


def found_by(evidence: Evidence) -> str:
    """How a passage was found: numbers for those who ask for them. What a judge computed of it and may not be shown
    stays in JSON."""
    return "; ".join((f"rank score {evidence.score:.4f}", *evidence.found_by))


def origin(passage: Passage) -> str:
    """Publisher and date of a passage, which are said to be missing where they are; and its page, time or row."""
    at = f", {passage.place}" if passage.place else ""
    return f"{passage.publisher or 'publisher not given'}, {passage.published or 'no date'}{at}"


def searched(search: Search) -> str:
    """One line of the search ledger."""
    shown = len(search.evidence)
    found = f"{counted(shown, 'passage')} shown" if shown else nothing(search)
    means = f"encoder {search.encoder}, stance by {search.stance_basis}, index {search.index_version}"
    return f"“{search.query}” – {found} ({means})"


def nothing(search: Search) -> str:
    """What is said of a search that has no passage: its words may have been found all the same."""
    return "no passage found" if wordings.stands(search.wording) else "nothing found"


def looked(search: Search, report: ArticleReport) -> str:
    """What was searched for a claim, for a reader: the words, how many documents, what of them was shown. Where its
    words stand is said by ``wordings.stands``."""
    where = f"in {counted(report.documents, 'document')}"
    if report.index_version and search.index_version != report.index_version:
        where = f"in the corpus as it was then ({counted(report.documents, 'document')} now)"
    shown = search.evidence
    names = dict.fromkeys(one.passage.publisher or one.passage.title or one.passage.document_id for one in shown)
    found = f"{counted(len(shown), 'passage')} shown, of {', '.join(names)}" if shown else nothing(search)
    compared = search.wording.compared if search.wording and not wordings.stands(search.wording) else ()
    words = f"; its words compared with {counted(len(compared), 'document')}" if compared else ""
    return f"“{shorten(search.query, _QUERY)}” {where}: {found}{words}"


def sent(hosts: Sequence[str]) -> str:
    """That text left this machine, and where it went; empty if none did."""
    return f"Passages and claims were sent to {', '.join(hosts)} to be judged." if hosts else ""


def history(entry: Decision, draft: int | None = None) -> str:
    """One line of the decision log: what, who, when; and on which ``draft`` if it was carried over from there."""
    return f"{answers(entry) if entry.decided else 'reopened'}, {made(entry, draft)}"


def made(entry: Decision, draft: int | None = None, *, citing: bool = True) -> str:
    """Who made a decision, when, how, and (if ``citing``) on which passages."""
    cited = ", ".join(dict.fromkeys(citation.passage_id for citation in entry.citations)) if citing else ""
    where = f" on draft {draft}" if draft else " on an earlier draft"
    told = (
        f"by {entry.by}{where if entry.answer is DecisionKind.CARRIED else ''}",
        moment(entry.at) + _ANSWERS.get(entry.answer, ""),
        "overruling a colleague" if entry.over else "",
        f"was {entry.previous_verdict}" if entry.previous_verdict and entry.answer is not DecisionKind.SECOND else "",
        f"citing {cited}" if cited else "",
    )
    return ", ".join(filter(None, told))


def precedent(item: Precedent) -> str:
    """ "same claim: contradicted (leo, 2024-01-12), similarity 0.93". The rating of others in their own words."""
    stale = " – STALE, cannot be reused" if item.problems else ""
    rating = item.rating if item.own else f"“{item.rating}”"
    when = item.at[:10] if item.at else "no date"
    return f"{item.level}: {rating} ({item.by}, {when}){stale}, similarity {item.similarity:.2f}"


def precedent_id(item: Precedent) -> str:
    """What names an earlier check: "claim 0123456789ab" for our own, its address for others'."""
    return f"claim {item.id}" if item.own else item.url or item.id


def precedent_place(item: Precedent) -> str:
    """Where it was checked: the article of ours or the headline of others, and what names the check."""
    return f"“{item.where}”, {precedent_id(item)}" if item.where else precedent_id(item)


def around(citation: Citation, passage: Passage | None) -> tuple[str, str]:
    """The words before and behind the cited ones, with an ellipsis where the passage goes on; none of them cut, nor a
    figure."""
    text, at = f"{citation.prefix}{citation.exact}{citation.suffix}", len(citation.prefix)
    first, last = 1, len(text) - 1  # it may begin and end inside a word
    if passage is not None and citation.span.of(passage.text) == citation.exact:
        text, at = passage.text, citation.span.start
        first, last = at - len(citation.prefix), at + len(citation.exact) + len(citation.suffix)
    elif citation.span.start <= len(citation.prefix):
        first = 0
    behind = at + len(citation.exact)
    begin, end = min(at, begin_behind(text, first)), max(behind, end_before(text, last))
    closes = passage is not None and end == len(text)
    return f"{'…' if begin else ''}{text[begin:at]}", f"{text[behind:end]}{'' if closes else '…'}"


def identity(citation: Citation, passage: Passage | None) -> str:
    """What makes the cited passage traceable, and whether a newer one has taken its place."""
    old = " · a newer version of the document is in the corpus" if passage and not passage.current else ""
    return f"{citation.passage_id} · sha256 {citation.passage_sha256[:12]}{old}"


def checkworthiness(claim: Claim) -> str:
    """How much the claim asks to be checked, which only orders the queue."""
    reasons = f" ({'; '.join(claim.reasons)})" if claim.reasons else ""
    return f"check-worthiness {claim.checkworthiness:.2f}{reasons}"


def uses(document: SourceDocument) -> str:
    """Which claims a document was cited and proposed for."""
    cited = f"cited for {hashed(document.cited_for)}" if document.cited_for else ""
    only = tuple(number for number in document.proposed_for if number not in document.cited_for)
    proposed = f"proposed for {hashed(only)}" if only else ""
    return ", ".join(filter(None, (cited, proposed)))


def source_count(source: IndependentSource) -> str:
    return counted(len(source.documents), "document") + ("" if source.cited else ", cited by nobody")


def quoted_total(voices: Voices) -> str:
    """Who is quoted, in one line."""
    return voices.summary if voices.count else "Nobody is quoted."


def voice(who: Voice) -> str:
    """ "Ada Ferro (harbour master)", "officials (anonymous)"."""
    about = (who.role, "" if who.kind is SpeakerKind.PERSON else who.kind)
    known = "; ".join(filter(None, about))
    return f"{who.name} ({known})" if known else who.name


def made_with(report: ArticleReport) -> str:
    """Tool, models and corpus in one line."""
    searched = (f"encoder {report.encoder}", f"stance by {report.stance_basis}", f"index {report.index_version}")
    means = searched if report.encoder else ("no search yet",)
    return " · ".join(
        (f"factcheck {report.tool_version}", *means, f"corpus of {counted(report.documents, 'document')}")
    )
