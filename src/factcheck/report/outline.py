"""The report as a plain sequence of headings, lines and items, for forms without layout.

Invariant: text and Markdown show the same facts in the same order, because both only lay
out what ``outline`` yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.domain import BlockKind, Citation, Evidence, Passage, Precedent
from factcheck.domain.voices import Voices
from factcheck.fetching.address import sent_to
from factcheck.report import beside, log, phrases, wordings
from factcheck.report.excerpts import excerpt
from factcheck.report.marking import marked, numbered
from factcheck.report.method import METHOD
from factcheck.report.model import ArticleReport, ClaimReport, hashed
from factcheck.report.sources import IndependentSource, sources

LABELLED = {
    BlockKind.SECTION: "Section",
    BlockKind.BYLINE: "Byline",
    BlockKind.DATELINE: "Dateline",
    BlockKind.CAPTION: "Caption",
    BlockKind.CREDIT: "Credit",
    BlockKind.QUESTION: "Question",
    BlockKind.ROW: "Table",
    BlockKind.OTHER: "Not part of the story",
}
PLACES = {BlockKind.TITLE: "Headline", BlockKind.STANDFIRST: "Standfirst", BlockKind.HEADING: "Heading"} | LABELLED


class Heading(NamedTuple):
    level: int
    text: str
    item: ClaimReport | None = None  # the claim it is about


class TextLine(NamedTuple):
    """A paragraph of its own. ``hold`` is given for the line that says whether the article can run."""

    text: str
    hold: bool | None = None


class Quote(NamedTuple):
    """Words of the article or of a source, set apart."""

    text: str


class ListItem(NamedTuple):
    """One fact. ``depth`` is 0 for facts of their own, 1 for those that belong to the one before."""

    label: str
    text: str
    depth: int = 0


Node = Heading | TextLine | Quote | ListItem


def outline(report: ArticleReport) -> Iterator[Node]:
    """Everything an editor is told, in reading order."""
    yield from _head(report)
    yield Heading(2, "The article")
    blocks = marked(report)
    yield from (_block(block.kind, numbered(block)) for block in blocks if not block.aside)
    if aside := [numbered(block).strip() for block in blocks if block.aside]:
        yield ListItem(LABELLED[BlockKind.OTHER], " · ".join(aside))
    yield from _voices(report.voices)
    yield Heading(2, "The claims")
    for item in report.claims:
        yield from claim_outline(report, item)
    if report.dismissed:
        yield Heading(2, "Dismissed: no claims")
    for item in report.dismissed:
        yield ListItem(f"#{item.number}", f"{phrases.quoted(item.claim, report.article.text)} – {log.dismissal(item)}")
    if report.left_out:
        yield Heading(2, "In quotation marks and left out")
    for one in report.left_out:
        yield ListItem(PLACES.get(one.block, "Story"), phrases.left_out(one, report.article.text))
    yield Heading(2, "Sources by publisher")
    for source in sources(report):
        yield from _source(source)
    yield Heading(2, "How to read this report")
    for paragraph in METHOD:
        yield TextLine(paragraph)


def _head(report: ArticleReport) -> Iterator[Node]:
    article = report.article
    yield Heading(1, article.title or "Article without a headline")
    yield TextLine(report.hold_line, report.holds)
    if report.holds and report.claims:
        yield TextLine(report.counts_line)
    for done in log.about_article(report):
        yield ListItem(done.label.capitalize(), done.text)
    for limit in report.limits:
        yield ListItem("Limits", limit)
    for notice in article.notices:
        yield ListItem("Reading", notice)
    if left := phrases.sent(report.sent_to):
        yield ListItem("Left this machine", left)
    yield ListItem("Publisher", article.publisher or "not known")
    yield ListItem("Published", phrases.published(article))
    if article.byline:
        yield ListItem("Byline", article.byline)
    if article.url:
        yield ListItem("Address", article.url)
    if article.source:
        yield ListItem("File", article.source)
    yield ListItem("Version", f"sha256 {article.sha256[:12]} (article {article.id})")
    yield ListItem("Checked by", ", ".join(report.checkers) or "nobody yet")
    yield ListItem("Made with", phrases.made_with(report))


def _block(kind: BlockKind, words: str) -> Node:
    if kind is BlockKind.HEADING:
        return Heading(3, words)
    if kind is BlockKind.BLOCK_QUOTE:
        return Quote(words)
    label = LABELLED.get(kind)
    return ListItem(label, words) if label else TextLine(f"• {words}" if kind is BlockKind.LIST_ITEM else words)


def _voices(voices: Voices) -> Iterator[Node]:
    yield Heading(2, "Who is quoted")
    yield TextLine(phrases.quoted_total(voices))
    for warning in voices.warnings:
        yield ListItem("Warning", warning)
    for voice in voices.voices:
        yield ListItem(phrases.voice(voice), f"{voice.counts} in {hashed(voice.places)}")


def claim_outline(report: ArticleReport, item: ClaimReport) -> Iterator[Node]:
    """Everything about one claim of the report."""
    claim = item.claim
    yield Heading(3, f"#{item.number} {phrases.mark(item)} {phrases.status(item)}", item)
    yield Quote(phrases.quoted(claim, report.article.text))
    yield ListItem("Kind", phrases.kind(claim))
    if who := phrases.speaker(claim):
        mention = phrases.mention(claim)
        yield ListItem("Speaker", f"{who}, here “{mention}”" if mention else who)
    if said := phrases.said(claim):
        yield ListItem("Cue", said)
    for told in item.within:
        yield ListItem("Within it", phrases.told(told, report.article.text))
    if restated := phrases.restatement(report, claim):
        yield ListItem("Warning", restated)
    if flags := phrases.flags(claim):
        yield ListItem("Flags", "; ".join(flags))
    yield from _verdict(item)
    for done in log.about_claim(item, report.article.text):
        yield ListItem(done.label.capitalize(), done.text)
        for citation in item.standing.second.citations if item.standing.second and done.label == log.SECOND else ():
            yield from _citation(citation, item.cited.get(citation.passage_id))
    yield from _wording(item, report.article.text)
    for precedent in item.precedents:
        yield from _precedent(precedent)
    yield from _proposal(item)
    yield ListItem("Claim", f"{claim.id}, {phrases.checkworthiness(claim)}")


def _verdict(item: ClaimReport) -> Iterator[Node]:
    decision = item.decision
    if decision is None and not item.hidden:
        yield ListItem("Verdict", "none, the claim was reopened" if item.reopened else "none, nobody has decided yet")
    for problem in log.stale_because(item):
        yield ListItem("Stale", problem)
    if decision:
        yield ListItem("Decided", phrases.history(decision, item.draft))
        if decision.note:
            yield ListItem("Note", decision.note)
        for citation in decision.citations:
            yield from _citation(citation, item.cited.get(citation.passage_id))
    for entry in item.decisions if len(item.decisions) > 1 or decision is None else ():
        note = f": {entry.note}" if entry.note else ""
        undone = " – taken back" if entry.number in item.undone else ""
        yield ListItem(f"Decision {entry.number}", phrases.history(entry, item.draft) + note + undone)


def _citation(citation: Citation, passage: Passage | None) -> Iterator[Node]:
    before, behind = phrases.around(citation, passage)
    yield ListItem("Cited", f"{before}»{citation.exact}«{behind}")
    yield from _origin(passage, citation.passage_id)
    yield ListItem("Passage", phrases.identity(citation, passage), 1)


def _wording(item: ClaimReport, text: str) -> Iterator[Node]:
    wording = item.search.wording if item.search else None
    if wording is None:
        return
    yield ListItem("Wording, compared by machine", wordings.summary(wording))
    if wordings.differs(wording):
        yield ListItem("Comparison", wordings.in_line(wording, text), 1)
    for place in wordings.shown_places(wording):
        yield ListItem("Place", f"“{wordings.exact(place)}” – {wordings.origin(place)}", 1)
    if because := wordings.because(wording):
        yield ListItem("Because", "; ".join(because), 1)
    if not wording.places:
        yield ListItem("Compared with", wordings.compared(wording), 1)


def _precedent(precedent: Precedent) -> Iterator[Node]:
    yield ListItem("Before", phrases.precedent(precedent))
    yield ListItem("Claim then", precedent.claim, 1)
    if precedent.differs:
        yield ListItem("Differs", "; ".join(precedent.differs), 1)
    for problem in precedent.problems:
        yield ListItem("Stale", problem, 1)
    yield ListItem("Where", phrases.precedent_place(precedent), 1)


def _proposal(item: ClaimReport) -> Iterator[Node]:
    search = item.search
    if search is None:
        yield ListItem("Search", "none recorded")
        return
    yield ListItem("Machine's proposal, not a verdict", phrases.proposal(search))
    for evidence in search.evidence:
        yield from _evidence(item.claim.text, evidence)
    yield ListItem("Searched", phrases.searched(search))
    if host := sent_to(search.stance_basis):
        yield ListItem("Left this machine", phrases.sent((host,)))


def _evidence(claim: str, evidence: Evidence) -> Iterator[Node]:
    passage = evidence.passage
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    title = f", “{passage.title}”" if passage.title else ""
    yield ListItem(f"Passage {evidence.rank}", f"{phrases.origin(passage)}{title} · {passage.id}{flags}")
    for remark in beside.remarks(claim, evidence):
        yield ListItem(remark.label.capitalize(), remark.text, 1)
    yield ListItem("Words", beside.in_words(evidence, excerpt(evidence)), 1)
    if passage.url:
        yield ListItem("Link", passage.url, 1)
    yield ListItem("Found by", phrases.found_by(evidence), 1)


def _origin(passage: Passage | None, passage_id: str) -> Iterator[Node]:
    if passage is None:
        yield ListItem("Source", "the passage is not in the corpus", 1)
        return
    title = f", “{passage.title}”" if passage.title else ""
    yield ListItem("Source", f"{phrases.origin(passage)}{title} · {passage_id}", 1)
    if passage.url:
        yield ListItem("Link", passage.url, 1)


def _source(source: IndependentSource) -> Iterator[Node]:
    yield ListItem(source.publisher or "Publisher not given", phrases.source_count(source))
    for document in source.documents:
        passage = document.passage
        facts = (passage.title, str(passage.published or "no date"), phrases.uses(document))
        yield ListItem(passage.document_id, " · ".join(filter(None, facts)), 1)
