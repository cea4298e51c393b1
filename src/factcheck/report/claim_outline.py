"""One claim as headings and facts: all that is known of it, what an editor needs of it, or two lines.

Invariant: whatever stands in the short form stands in the whole one; what people decided goes before what a machine
proposes.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Citation, Evidence, Passage, Precedent, Search
from factcheck.domain.text import counted
from factcheck.fetching.address import sent_to
from factcheck.report import beside, log, phrases, wordings
from factcheck.report.best import best
from factcheck.report.excerpts import excerpt
from factcheck.report.model import ArticleReport, ClaimReport, Status
from factcheck.report.nodes import Heading, ListItem, Node, Quote


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


def needed_outline(report: ArticleReport, item: ClaimReport) -> Iterator[Node]:
    """What an editor needs of a claim that holds the article: what was decided, or else the passages to begin with."""
    claim = item.claim
    yield Heading(3, f"#{item.number} {phrases.mark(item)} {phrases.status(item)}", item)
    yield Quote(phrases.quoted(claim, report.article.text))
    yield ListItem("Holds for", ", ".join(report.blockers_of(item)))
    who = " – ".join(filter(None, (phrases.speaker(claim), phrases.said(claim))))
    yield ListItem("Said", ", ".join(filter(None, (phrases.kind(claim), who))))
    for told in item.within:
        yield ListItem("Within it", phrases.told(told, report.article.text))
    if restated := phrases.restatement(report, claim):
        yield ListItem("Warning", restated)
    if item.decision or item.decisions:
        yield from _verdict(item)
    for done in log.about_claim(item, report.article.text):
        yield ListItem(done.label.capitalize(), done.text)
    yield from _wording(item, report.article.text)
    for precedent in item.precedents:
        yield ListItem("Before", f"{phrases.precedent(precedent)}, {phrases.precedent_place(precedent)}")
    if item.search:
        yield from _proposed(item, item.search)


def _proposed(item: ClaimReport, search: Search) -> Iterator[Node]:
    """The proposal, and the passages to begin with while nobody has decided; what was searched of an unverified one."""
    found = best(search.evidence) if item.verdict is None and not item.hidden else []
    known = [evidence.passage.id for evidence in found]
    yield ListItem("Machine's proposal, not a verdict", phrases.proposal(search, known))
    for evidence in found:
        yield from _evidence(item.claim.text, evidence, numbers=False)
    rest = len(search.evidence) - len(found)
    if item.status is Status.UNVERIFIED or not search.evidence:
        yield ListItem("Searched", phrases.searched(search))
    elif rest:
        yield ListItem("Not shown here", counted(rest, "other passage") if found else counted(rest, "passage"))


def folded_outline(report: ArticleReport, item: ClaimReport) -> Iterator[Node]:
    """A claim that holds nothing: its words, how it was decided and by whom; what that rests on; what was done."""
    decision = item.decision
    words = phrases.quoted(item.claim, report.article.text)
    yield ListItem(f"#{item.number} {phrases.mark(item)} {phrases.status(item)}", words)
    if decision:
        note = f": {decision.note}" if decision.note else ""
        yield ListItem("Decided", f"{phrases.history(decision, item.draft)}{note}", 1)
    for citation in decision.citations if decision else ():
        passage = item.cited.get(citation.passage_id)
        yield ListItem("Cited", f"“{citation.exact}” – {_origin_of(passage, citation.passage_id)}", 1)
        if passage and passage.url:
            yield ListItem("Link", passage.url, 1)
    if found := wordings.stands(item.search.wording if item.search else None):
        yield ListItem("Wording, compared by machine", found, 1)
    for done in log.about_claim(item, report.article.text):
        yield ListItem(done.label.capitalize(), done.text, 1)


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


def _evidence(claim: str, evidence: Evidence, *, numbers: bool = True) -> Iterator[Node]:
    passage = evidence.passage
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    yield ListItem(f"Passage {evidence.rank}", f"{_origin_of(passage, passage.id)}{flags}")
    for remark in beside.remarks(claim, evidence):
        yield ListItem(remark.label.capitalize(), remark.text, 1)
    yield ListItem("Words", beside.in_words(evidence, excerpt(evidence)), 1)
    if passage.url:
        yield ListItem("Link", passage.url, 1)
    if numbers:
        yield ListItem("Found by", phrases.found_by(evidence), 1)


def _origin(passage: Passage | None, passage_id: str) -> Iterator[Node]:
    yield ListItem("Source", _origin_of(passage, passage_id), 1)
    if passage and passage.url:
        yield ListItem("Link", passage.url, 1)


def _origin_of(passage: Passage | None, passage_id: str) -> str:
    if passage is None:
        return "the passage is not in the corpus"
    title = f", “{passage.title}”" if passage.title else ""
    return f"{phrases.origin(passage)}{title} · {passage_id}"
