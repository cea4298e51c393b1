"""The passages for a claim in lines: from whom, what differs, what both have, and the words.

Invariant: each passage stands under the number that cites it; a stance is named only where it may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Evidence, Span, Stance
from factcheck.report import beside, phrases
from factcheck.report.excerpts import excerpt
from factcheck.tui.pieces import Line, Styled, wrapped
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.here import Here
from factcheck.workspace.reviewing.pending import deciding

_INNER = " " * 4
_SIDES = {
    Stance.SUPPORTS: ("FOR", "for"),
    Stance.CONTRADICTS: ("AGAINST", "against"),
    Stance.NEUTRAL: ("NEUTRAL", "dim"),
}
_TOLD = (beside.DIFFERS, beside.MAY_DIFFER, beside.SHARES, beside.LACKS, beside.SAID, beside.PARTS)
_BEARS_NOTHING = "bears out none"  # of the claim's parts, which need not be told one by one then
_LOOKS = {beside.DIFFERS: "differs", beside.MAY_DIFFER: "may-differ"}


def evidence_lines(review: Review, here: Here, width: int) -> Iterator[Line]:
    """All passages for the claim at hand, behind one line that counts them and one that says what is proposed."""
    shown = review.evidence
    speaks, against = (
        sum(one.judgement.shown is side for one in shown) for side in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    counts = f"FOR {speaks}  AGAINST {against}  on the subject {len(shown) - speaks - against}"
    told = counts if shown else "nothing was found in the corpus"
    yield from wrapped([Styled(told)], width, Styled("EVIDENCE  ", "label"))
    if here.report.search is not None and here.report.search.suggestion.verdict:
        proposal = phrases.proposal(here.report.search, [one.passage.id for one in shown])
        yield from wrapped([Styled(f"the machine proposes: {proposal}", "dim")], width, "", _INNER)
    for number, one in enumerate(shown, start=1):
        yield from passage_lines(here.claim.text, one, number, width, cited=one.passage.id in review.pending.cited)


def passage_lines(claim: str, evidence: Evidence, number: int, width: int, *, cited: bool = False) -> Iterator[Line]:
    """One passage: its number, stance and origin; what differs and what both have; the words that matter."""
    side, look = _SIDES.get(evidence.judgement.shown, ("", "")) if evidence.judgement.shown else ("", "")
    flags = f" · {', '.join(evidence.flags)}" if evidence.flags else ""
    copies = f" · {len(evidence.copies)} cop{'y' if len(evidence.copies) == 1 else 'ies'}" if evidence.copies else ""
    title = f" · {evidence.passage.title}" if evidence.passage.title else ""
    yield from wrapped(
        [
            Styled(f"[{number}]{'✓' if cited else ''} ", "cited" if cited else "number"),
            Styled(f"{side} " if side else "", look),
            Styled(f"{phrases.origin(evidence.passage)}{title}"),
            Styled(f"{flags}{copies}", "warning" if evidence.flags else "dim"),
        ],
        width,
        "",
        _INNER,
    )
    told = {remark.label: remark.text for remark in beside.remarks(claim, evidence)}
    parts: list[Styled] = []
    for label in _TOLD:
        if label in told and not told[label].startswith(_BEARS_NOTHING):
            text = told[label].removeprefix(f"{label}: ")
            parts += [Styled(" · " if parts else "", "dim"), Styled(f"{label}: {text}", _LOOKS.get(label, "dim"))]
    if parts:
        yield from wrapped(parts, width, _INNER)
    yield from wrapped(list(_words(evidence)), width, _INNER)


def _words(evidence: Evidence) -> Iterator[Styled]:
    """The words that matter, what differs between »…«; where none do, the passage's beginning."""
    span = deciding(evidence) or excerpt(evidence).after
    text = evidence.passage.text
    yield Styled(f"“{'…' if text[: span.start].strip() else ''}", "dim")
    yield from _marked(evidence, span, "")
    yield Styled(f"{'…' if text[span.end :].strip() else ''}”", "dim")


def _marked(evidence: Evidence, span: Span, usual: str) -> Iterator[Styled]:
    for one in beside.in_passage(evidence, span):
        if one.kind in (beside.DIFFERS, beside.MAY_DIFFER):
            yield Styled(f"»{one.words}«", "differs")
        else:
            yield Styled(one.words, "shares" if one.kind else usual)


def whole(evidence: Evidence) -> list[Styled]:
    """A whole passage with what it shares with the claim and where it differs."""
    return list(_marked(evidence, Span(0, len(evidence.passage.text)), ""))
