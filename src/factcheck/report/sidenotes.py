"""What stands beside the article: a line for each claim that needs something, and what it needs; and for each that is
wrong and was signed off.

Invariant: a line says no more than the report says of its claim, and never gives what a machine found as decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from factcheck.domain import DiffOperation, Passage, Point, Span, Stance, Wording
from factcheck.report import phrases, wordings
from factcheck.report.holding import Blocker, reasons, unanswered
from factcheck.report.marking import MarkedBlock
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.plain import one_line, shorten

LENGTH = 140  # columns of what a line says of its claim
_QUOTED = 44  # of words of the article or of a source in it
_SOURCE = 40  # of who said them
_GRAVE = (Blocker.CONTRADICTED, Blocker.NOT_SAID, Blocker.SAID_OTHERWISE, Blocker.MISQUOTED)


class SideNote(NamedTuple):
    """One line: the claims it is about, all of one ``label`` (what they need), and what is to be seen there."""

    items: tuple[ClaimReport, ...]
    label: str
    text: str


def side_notes(report: ArticleReport, block: MarkedBlock) -> tuple[SideNote, ...]:
    """The lines beside a block, in the order of its claims; those of which nothing is to be said share one."""
    placed = [number.item for piece in block.pieces for number in piece.numbers if number.first]
    held = [note(report, item) for item in placed if report.blockers_of(item)]
    found = [*held, *(one for item in placed if (one := _signed_off(report, item)))]
    silent: dict[str, list[ClaimReport]] = {}
    for one in found:
        if not one.text:
            silent.setdefault(one.label, []).extend(one.items)
    together = [SideNote(tuple(items), label, "") for label, items in silent.items()]
    return tuple(sorted([*(one for one in found if one.text), *together], key=lambda one: one.items[0].number))


def note(report: ArticleReport, item: ClaimReport) -> SideNote:
    """The line of a claim that holds the article: its gravest reason and what that rests on."""
    blocker = report.blockers_of(item)[0]
    return SideNote((item,), blocker.value, shorten(_TELL[blocker](report, item), LENGTH))


def _signed_off(report: ArticleReport, item: ClaimReport) -> SideNote | None:
    """The line of a claim that holds nothing because somebody has signed off that it is contradicted, not said so or
    misquoted."""
    grave = next((one for one in reasons(item) if one in _GRAVE), None)
    if grave is None or report.blockers_of(item):
        return None
    signed = item.signed_off(grave) or report.signed_off(grave)
    return SideNote((item,), grave.value, f"signed off by {signed['by']}") if signed else None


# -- what each reason has to show ---------------------------------------------------------


def _contradicted(report: ArticleReport, item: ClaimReport) -> str:
    """What the cited passage has instead, or else the words cited."""
    made = item.decision
    evidence = {one.passage.id: one for one in (item.search.evidence if item.search else ())}
    for citation in made.citations if made else ():
        found = evidence.get(citation.passage_id)
        against = found.judgement.comparison.against if found and found.judgement.comparison else ()
        if found and against:
            return _sourced(_instead(item, found.passage, against[0]), found.passage)
    return _cited(report, item)


def _cited(_: ArticleReport, item: ClaimReport) -> str:
    """The first words cited, and where they stand; without any, the note."""
    made = item.decision
    if made is None or not made.citations:
        return made.note if made else ""
    citation = made.citations[0]
    return _sourced(f"“{shorten(citation.exact, _QUOTED)}”", item.cited.get(citation.passage_id))


def _misquoted(report: ArticleReport, item: ClaimReport) -> str:
    wording = item.search.wording if item.search else None
    if wording is None:
        return ""
    where = wording.places[0] if wording.places else None
    told = alteration(wording, report.article.text) or "the words of somebody else"
    return _from(told, where.publisher or where.title or where.document_id, where.published) if where else told


def _stale(_: ArticleReport, item: ClaimReport) -> str:
    return phrases.stale(item)


def _alone(_: ArticleReport, item: ClaimReport) -> str:
    names = ", ".join(name or "a source without a publisher" for name in item.publishers)
    return f"{names} alone" if names else "nothing is cited"


def _disputed(_: ArticleReport, item: ClaimReport) -> str:
    made = filter(None, (item.decision, item.standing.second))
    return "; ".join(f"{one.by}: {phrases.answers(one)}" for one in made)


def _restated(report: ArticleReport, item: ClaimReport) -> str:
    return phrases.restatement(report, item.claim)


def _own_voice(_: ArticleReport, item: ClaimReport) -> str:
    return phrases.reason(item.decision.reason if item.decision else None)


def _awaiting(_: ArticleReport, item: ClaimReport) -> str:
    return ", ".join(unanswered(item.standing.replies))


def _unchecked(_: ArticleReport, item: ClaimReport) -> str:
    """What surely differs in the first passage in which anything does, or else which is said to support it; both as
    found by machine."""
    found = [one for one in (item.search.evidence if item.search else ()) if one.counts]
    for one in found:
        against = one.judgement.comparison.against if one.judgement.comparison else ()
        if against:
            return _sourced(f"by machine: {_instead(item, one.passage, against[0])}", one.passage)
    supports = next((one.passage for one in found if one.judgement.shown is Stance.SUPPORTS), None)
    if supports is not None:
        return _sourced("by machine: supports", supports)
    if item.search is None or item.search.evidence:
        return ""
    return wordings.stands(item.search.wording) or phrases.nothing(item.search)


_TELL: Mapping[Blocker, Callable[[ArticleReport, ClaimReport], str]] = {
    Blocker.CONTRADICTED: _contradicted,
    Blocker.NOT_SAID: _cited,
    Blocker.SAID_OTHERWISE: _cited,
    Blocker.MISQUOTED: _misquoted,
    Blocker.STALE: _stale,
    Blocker.SINGLE_SOURCE: _alone,
    Blocker.DISPUTED: _disputed,
    Blocker.RESTATED: _restated,
    Blocker.OWN_VOICE: _own_voice,
    Blocker.AWAITING_REPLY: _awaiting,
    Blocker.SECOND: lambda *_: "",
    Blocker.UNCHECKED: _unchecked,
}


# -- in words -----------------------------------------------------------------------------


def alteration(wording: Wording, text: str) -> str:
    """The first change that matters of a quotation in ``text``: "dropped “nearly”", "“can” became “will”"; "" where
    none does."""
    pieces = list(wordings.pieces(wording, text))
    for piece, after in zip_longest(pieces, pieces[1:]):
        words = f"“{shorten(piece.words, _QUOTED)}”"
        if not piece.grave:
            continue
        if piece.operation is DiffOperation.JUMP:
            return "two places made one"
        if piece.operation is DiffOperation.ADDED:
            return f"added {words}"
        if after is not None and after.grave and after.operation is DiffOperation.ADDED:
            return f"{words} became “{shorten(after.words, _QUOTED)}”"
        return f"dropped {words}"
    return ""


def _instead(item: ClaimReport, passage: Passage, point: Point) -> str:
    """ "38,000, not 41,000", in the words of both texts; of what has no words, what the comparison says."""
    ours, theirs = _words(item.claim.text, point.claim), _words(passage.text, point.passage)
    return f"{theirs}, not {ours}" if ours and theirs else one_line(point.words)


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return shorten(", ".join(span.of(text) for span in spans), _QUOTED)


def _sourced(told: str, passage: Passage | None) -> str:
    if passage is None:
        return told
    return _from(told, passage.publisher or passage.title or passage.document_id, passage.published)


def _from(told: str, source: str, day: date | None) -> str:
    return f"{told} – {shorten(source, _SOURCE)}{f', {phrases.day(day)}' if day else ''}"
