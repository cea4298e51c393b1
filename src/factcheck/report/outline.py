"""The report as a plain sequence of headings, lines and items, for forms without layout.

Invariant: text and Markdown show the same facts in the same order, because both only lay
out what ``outline`` yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.domain import BlockKind, Citation, Evidence, Passage, Precedent
from factcheck.domain.voices import Voices
from factcheck.report import phrases, wordings
from factcheck.report.excerpts import excerpt
from factcheck.report.marking import marked, numbered
from factcheck.report.model import ArticleReport, ClaimReport, hashed
from factcheck.report.sources import Source, sources

LABELLED = {
    BlockKind.SECTION: "Section",
    BlockKind.BYLINE: "Byline",
    BlockKind.DATELINE: "Dateline",
    BlockKind.CAPTION: "Caption",
    BlockKind.CREDIT: "Credit",
    BlockKind.OTHER: "Not part of the story",
}


class Heading(NamedTuple):
    level: int
    text: str
    item: ClaimReport | None = None  # the claim it is about


class Line(NamedTuple):
    """A paragraph of its own. ``hold`` is given for the line that says whether the article can run."""

    text: str
    hold: bool | None = None


class Quote(NamedTuple):
    """Words of the article or of a source, set apart."""

    text: str


class Item(NamedTuple):
    """One fact. ``depth`` is 0 for facts of their own, 1 for those that belong to the one before."""

    label: str
    text: str
    depth: int = 0


Node = Heading | Line | Quote | Item


def outline(report: ArticleReport) -> Iterator[Node]:
    """Everything an editor is told, in reading order."""
    yield from _head(report)
    yield Heading(2, "The article")
    blocks = marked(report)
    yield from (_block(block.kind, numbered(block)) for block in blocks if not block.aside)
    if aside := [numbered(block).strip() for block in blocks if block.aside]:
        yield Item(LABELLED[BlockKind.OTHER], " · ".join(aside))
    yield from _voices(report.voices)
    yield Heading(2, "The claims")
    for item in report.claims:
        yield from claim_outline(report, item)
    yield Heading(2, "Sources by publisher")
    for source in sources(report):
        yield from _source(source)
    yield Heading(2, "How to read this report")
    for paragraph in phrases.METHOD:
        yield Line(paragraph)


def _head(report: ArticleReport) -> Iterator[Node]:
    article = report.article
    yield Heading(1, article.title or "Article without a headline")
    yield Line(report.hold_line, report.holds)
    if report.holds and report.claims:
        yield Line(report.counts_line)
    for limit in report.limits:
        yield Item("Limits", limit)
    yield Item("Publisher", article.publisher or "not known")
    yield Item("Published", phrases.published(article))
    if article.byline:
        yield Item("Byline", article.byline)
    if article.url:
        yield Item("Address", article.url)
    if article.source:
        yield Item("File", article.source)
    yield Item("Version", f"sha256 {article.sha256[:12]} (article {article.id})")
    yield Item("Checked by", ", ".join(report.checkers) or "nobody yet")
    yield Item("Made with", phrases.made_with(report))


def _block(kind: BlockKind, words: str) -> Node:
    if kind is BlockKind.HEADING:
        return Heading(3, words)
    if kind is BlockKind.BLOCK_QUOTE:
        return Quote(words)
    label = LABELLED.get(kind)
    return Item(label, words) if label else Line(f"• {words}" if kind is BlockKind.LIST_ITEM else words)


def _voices(voices: Voices) -> Iterator[Node]:
    yield Heading(2, "Who is quoted")
    yield Line(phrases.quoted_total(voices))
    for warning in voices.warnings:
        yield Item("Warning", warning)
    for voice in voices.voices:
        yield Item(phrases.voice(voice), f"{voice.counts} in {hashed(voice.places)}")


def claim_outline(report: ArticleReport, item: ClaimReport) -> Iterator[Node]:
    """Everything about one claim of the report."""
    claim = item.claim
    yield Heading(3, f"#{item.number} {phrases.mark(item)} {phrases.status(item)}", item)
    yield Quote(phrases.quoted(claim, report.article.text))
    yield Item("Kind", phrases.kind(claim))
    if who := phrases.speaker(claim):
        mention = phrases.mention(claim)
        yield Item("Speaker", f"{who}, here “{mention}”" if mention else who)
    if said := phrases.said(claim):
        yield Item("Cue", said)
    for told in item.within:
        yield Item("Within it", phrases.told(told, report.article.text))
    if restated := phrases.restatement(report, claim):
        yield Item("Warning", restated)
    if flags := phrases.flags(claim):
        yield Item("Flags", "; ".join(flags))
    yield from _verdict(item)
    yield from _wording(item, report.article.text)
    for precedent in item.precedents:
        yield from _precedent(precedent)
    yield from _proposal(item)
    yield Item("Claim", f"{claim.id}, {phrases.checkworthiness(claim)}")


def _verdict(item: ClaimReport) -> Iterator[Node]:
    decision = item.decision
    if decision is None:
        yield Item("Verdict", "none, the claim was reopened" if item.reopened else "none, nobody has decided yet")
    else:
        yield Item("Verdict", phrases.history(decision))
        if decision.note:
            yield Item("Note", decision.note)
        for problem in item.problems:
            yield Item("Stale", problem)
        for citation in decision.citations:
            yield from _citation(citation, item.cited.get(citation.passage_id))
    for entry in item.decisions if len(item.decisions) > 1 or item.reopened else ():
        note = f": {entry.note}" if entry.note else ""
        yield Item(f"Decision {entry.number}", phrases.history(entry) + note)


def _citation(citation: Citation, passage: Passage | None) -> Iterator[Node]:
    before, behind = phrases.around(citation, passage)
    yield Item("Cited", f"{before}»{citation.exact}«{behind}")
    yield from _origin(passage, citation.passage_id)
    yield Item("Passage", phrases.identity(citation, passage), 1)


def _wording(item: ClaimReport, text: str) -> Iterator[Node]:
    wording = item.search.wording if item.search else None
    if wording is None:
        return
    yield Item("Wording, compared by machine", wordings.summary(wording))
    if wordings.differs(wording):
        yield Item("Comparison", wordings.in_line(wording, text), 1)
    for place in wordings.shown_places(wording):
        yield Item("Place", f"“{wordings.exact(place)}” – {wordings.origin(place)}", 1)
    if wording.reasons:
        yield Item("Because", "; ".join(wording.reasons), 1)
    if not wording.places:
        yield Item("Compared with", wordings.compared(wording), 1)


def _precedent(precedent: Precedent) -> Iterator[Node]:
    yield Item("Before", phrases.precedent(precedent))
    yield Item("Claim then", precedent.claim, 1)
    if precedent.differs:
        yield Item("Differs", "; ".join(precedent.differs), 1)
    for problem in precedent.problems:
        yield Item("Stale", problem, 1)
    yield Item("Where", phrases.precedent_place(precedent), 1)


def _proposal(item: ClaimReport) -> Iterator[Node]:
    search = item.search
    if search is None:
        yield Item("Search", "none recorded")
        return
    yield Item("Machine's proposal, not a verdict", phrases.proposal(search.suggestion))
    for evidence in search.evidence:
        yield from _evidence(evidence)
    yield Item("Searched", phrases.searched(search))


def _evidence(evidence: Evidence) -> Iterator[Node]:
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    part = excerpt(evidence)
    yield Item(f"Proposed {evidence.rank}", f"{phrases.stance(evidence)} · rank score {evidence.score:.4f}{flags}")
    yield Item("Words", f"{part.before}{part.exact}{part.after}", 1)
    yield from _origin(evidence.passage, evidence.passage.id)
    yield Item("Because", "; ".join(evidence.reasons) or "no reason recorded", 1)


def _origin(passage: Passage | None, passage_id: str) -> Iterator[Node]:
    if passage is None:
        yield Item("Source", "the passage is not in the corpus", 1)
        return
    title = f", “{passage.title}”" if passage.title else ""
    yield Item("Source", f"{phrases.origin(passage)}{title} · {passage_id}", 1)
    if passage.url:
        yield Item("Link", passage.url, 1)


def _source(source: Source) -> Iterator[Node]:
    yield Item(source.publisher or "Publisher not given", phrases.source_count(source))
    for document in source.documents:
        passage = document.passage
        facts = (passage.title, str(passage.published or "no date"), phrases.uses(document))
        yield Item(passage.document_id, " · ".join(filter(None, facts)), 1)
