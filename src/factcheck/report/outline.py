"""The report as a plain sequence of headings, lines and items, for forms without layout.

Invariant: what is told in the order of need is told in the whole outline too; forms only lay out what is yielded here.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import BlockKind
from factcheck.domain.voices import Voices
from factcheck.report import log, phrases
from factcheck.report.claim_outline import claim_outline, folded_outline, needed_outline
from factcheck.report.marking import marked, numbered
from factcheck.report.method import method
from factcheck.report.model import ArticleReport, Since, hashed
from factcheck.report.need import NOTHING_HOLDS, by_need
from factcheck.report.nodes import Heading, ListItem, Node, Quote, TextLine
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


def outline(report: ArticleReport, *, needed: bool = False) -> Iterator[Node]:
    """Everything an editor is told, in reading order; or what is ``needed``: the claims in the order of need, with the
    best of their passages, and those that hold nothing in two lines."""
    yield from _head(report)
    yield Heading(2, "The article")
    blocks = marked(report)
    yield from (_block(block.kind, numbered(block)) for block in blocks if not block.aside)
    if aside := [numbered(block).strip() for block in blocks if block.aside]:
        yield ListItem(LABELLED[BlockKind.OTHER], " · ".join(aside))
    yield from _voices(report.voices)
    yield from _needed(report) if needed else _claims(report)
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
    for paragraph in method(report):
        yield TextLine(paragraph)


def _claims(report: ArticleReport) -> Iterator[Node]:
    yield Heading(2, "The claims")
    for item in report.claims:
        yield from claim_outline(report, item)


def _needed(report: ArticleReport) -> Iterator[Node]:
    for group in by_need(report):
        title = group.reason.capitalize() if group.reason else NOTHING_HOLDS
        yield Heading(2, f"{title} ({len(group.items)})")
        for item in group.items:
            yield from folded_outline(report, item) if group.reason is None else needed_outline(report, item)


def since_title(since: Since) -> str:
    """Since when changes are told: "Since your report of 2025-03-14 09:30 UTC: nothing was done"."""
    begin = f"your report of {phrases.moment(since.at)}" if since.hold else phrases.moment(since.at)
    return f"Since {begin}{'' if since.lines else ': nothing was done'}"


def _since(since: Since, now: str) -> Iterator[Node]:
    yield ListItem("What is new", since_title(since))
    if since.hold and since.hold != now:
        yield ListItem("Then", since.hold, 1)
    yield from (ListItem("Done", line, 1) for line in since.lines)


def _head(report: ArticleReport) -> Iterator[Node]:
    article = report.article
    yield Heading(1, article.title or "Article without a headline")
    yield TextLine(report.hold_line, report.holds)
    if report.holds and report.claims:
        yield TextLine(report.counts_line)
    for done in log.about_article(report):
        yield ListItem(done.label.capitalize(), done.text)
    if report.since:
        yield from _since(report.since, report.hold_line)
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


def _source(source: IndependentSource) -> Iterator[Node]:
    yield ListItem(source.publisher or "Publisher not given", phrases.source_count(source))
    for document in source.documents:
        passage = document.passage
        facts = (passage.title, str(passage.published or "no date"), phrases.uses(document))
        yield ListItem(passage.document_id, " · ".join(filter(None, facts)), 1)
