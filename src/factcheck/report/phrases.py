"""The words that all forms of the report share.

Invariant: a machine's proposal is always named as one, and a number is never given
without what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from factcheck.domain import (
    Article,
    BlockKind,
    Citation,
    Claim,
    ClaimKind,
    Decision,
    Evidence,
    LeftOut,
    Passage,
    Precedent,
    Reported,
    Search,
    SpeakerKind,
    Stance,
)
from factcheck.domain.text import counted
from factcheck.domain.voices import Voice, Voices
from factcheck.report.model import ArticleReport, ClaimReport, Status, hashed
from factcheck.report.sources import IndependentSource, SourceDocument
from factcheck.report.wordings import LEGEND

MARKS = {Status.SUPPORTED: "✓", Status.CONTRADICTED: "✗", Status.UNVERIFIED: "?", Status.UNCHECKED: "○"}
STANCE_MARKS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "−", None: "·"}
STALE = "!"  # in place of the verdict's mark: it must not look as if it held
GAP = " … "  # between the parts of a quotation that its speaker's name cuts in two

METHOD = (
    "A verdict is a person's. Supported and contradicted rest on words cited from the reference corpus, checked "
    "again by their hash when this report was made; unverified means that somebody looked and gives the reason; "
    "not yet checked means that nobody has decided.",
    "Everything marked as a proposal was made by a machine and has been confirmed by nobody. The rank score only "
    "orders the passages found for one claim: it joins the places in a list by meaning and a list by words, is not "
    "a probability and cannot be compared between claims.",
    "Beside each passage stands first where it differs from the claim and what both have: figures, dates, names, "
    "words, negations; in its words, what differs stands between »…« or is red. That was found by comparing the two "
    "texts, and says nothing about whether the passage itself is true. Supports and contradicts are said only where "
    "that was measured to be right often enough, and contradicts never without something that differs. Where neither "
    "is said, the passage is on the subject of the claim and was not judged.",
    "Only the reference corpus named here was searched. Nothing found means nothing found there, not that there is "
    "nothing to find.",
    "Words in quotation marks were compared word by word with the documents that share the rarest of them. That says "
    "whether somebody said this, never whether it is true. " + LEGEND,
    "HOLD is said for every claim that is contradicted, is misquoted (a difference that changes what was said, or the "
    "words of somebody else, and nobody has cited the place), rests on a citation that no longer holds, restates an "
    "opinion as fact without being supported, has no decision, is the outlet's own and unverified although checkable, "
    "or is supported by one publisher only. HOLD is said too where no claim was found, and where a statement in "
    "quotation marks is in no claim. Other words in quotation marks, more than a few, that are in no claim are listed "
    "as left out, each with the reason.",
)

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


def mark(item: ClaimReport) -> str:
    """The one sign for where the claim stands."""
    return STALE if item.stale else MARKS[item.status]


def status(item: ClaimReport) -> str:
    """Where the claim stands, with what an editor must not overlook."""
    reason = item.decision.reason if item.decision else None
    return "".join(
        (
            "reopened, " if item.reopened else "",
            item.status,
            f": {reason.replace('-', ' ')}" if reason else "",
            " – STALE CITATION" if item.stale else "",
        )
    )


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
    found = f"{counted(shown, 'passage')} shown" if shown else "nothing found"
    means = f"encoder {search.encoder}, stance by {search.stance_basis}, index {search.index_version}"
    return f"“{search.query}” – {found} ({means})"


def sent(hosts: Sequence[str]) -> str:
    """That text left this machine, and where it went; empty if none did."""
    return f"Passages and claims were sent to {', '.join(hosts)} to be judged." if hosts else ""


def history(entry: Decision) -> str:
    """One line of the decision log: what, who, when."""
    change = entry.verdict.value if entry.verdict else "reopened"
    if entry.verdict and entry.reason:
        change += f" ({entry.reason.replace('-', ' ')})"
    before = f", was {entry.previous_verdict}" if entry.previous_verdict else ""
    cited = ", ".join(dict.fromkeys(citation.passage_id for citation in entry.citations))
    return f"{change} by {entry.by}, {moment(entry.at)}{before}{f', citing {cited}' if cited else ''}"


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
    """The words before and behind the cited ones, with an ellipsis where the passage goes on."""
    opens = citation.span.start <= len(citation.prefix)
    closes = passage is not None and citation.span.end + len(citation.suffix) >= len(passage.text)
    return ("" if opens else "…") + citation.prefix, citation.suffix + ("" if closes else "…")


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
