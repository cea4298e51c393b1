"""What lies before a person: the claim in its context, who said it, and what is known of it.

Invariant: a function of the session and the width; what the machine found is named as such, and where somebody decides
blind, nothing of the other answer is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.domain import ClaimKind, DiffOperation, Wording, WordingFinding
from factcheck.report import phrases, wordings
from factcheck.report.beside import DIFFERS, MAY_DIFFER
from factcheck.tui.evidence import evidence_lines
from factcheck.tui.pieces import Line, Styled, wrapped
from factcheck.workspace.reviewing import Review, context
from factcheck.workspace.reviewing.context import ContextPiece
from factcheck.workspace.reviewing.here import Here

_LABEL = 10  # columns
_PARAGRAPH = "  "  # before its first line
_MOST_BEFORE = 3  # earlier checks shown
_DIFFS = {DiffOperation.DROPPED: ("[-", "-]", "dropped"), DiffOperation.ADDED: ("{+", "+}", "added")}


class ClaimSheet(NamedTuple):
    """The claim, and what speaks for and against it: beside each other where there is room, else below."""

    claim: list[Line]
    evidence: list[Line]


def sheet(review: Review, width: int, beside: int | None = None, *, aloud: bool = False) -> ClaimSheet:
    """The claim in lines of ``width`` columns, and the evidence in lines of ``beside`` (default: the same). ``aloud``
    is for those who hear it: the claim comes first and by itself, its context behind who said it and what of it was
    changed, which is told in words."""
    here = review.here
    if here is None:
        return ClaimSheet([], [])
    around = [*_context(review, here, width)]
    claim = [*(_alone(review, here, width) if aloud else (*around, ())), *_who(here, width)]
    claim += [*_flags(review, here, width), *_wording(here, width, aloud)]
    stands = [*_standing(here, width)]
    at = len(around) + 1 if here.former and not aloud else len(claim)
    claim[at:at] = stands if at == len(claim) else [*stands, ()]  # why it waits again comes first
    claim += [*_chosen(review, width), *(_aloud(around) if aloud else ())]
    return ClaimSheet(claim, [*evidence_lines(review, here, beside or width), *_before(here, beside or width)])


# -- the claim ------------------------------------------------------------------------------


def _alone(review: Review, here: Here, width: int) -> list[Line]:
    """The claim's words without those around them."""
    text, marks = here.article.text, context.differences(review, here)
    parts = [
        piece
        for span in here.claim.spans
        for piece in (Styled(phrases.GAP), *map(_styled, context.claimed(text, span, marks)))
    ]
    return _labelled("CLAIM", parts[1:], width)


def _aloud(lines: list[Line]) -> list[Line]:
    return [(Styled("CONTEXT, the paragraphs it stands in and between:", "label"),), *lines]


def _context(review: Review, here: Here, width: int) -> Iterator[Line]:
    """The paragraphs of the claim, and of those before and behind it a part; each begins with an indent."""
    for paragraph in context.paragraphs(review, here):
        pieces = [Styled(paragraph.pieces[0].words, "dim")] if paragraph.aside else map(_styled, paragraph.pieces)
        yield from wrapped(pieces, width, _PARAGRAPH, "")


def _styled(piece: ContextPiece) -> Styled:
    """Words of the article, what differs from the passage at hand between »…«."""
    if not piece.claimed:
        return Styled(piece.words)
    differs = piece.kind in (DIFFERS, MAY_DIFFER)
    look = "claim-differs" if differs else "claim-shares" if piece.kind else "claim"
    return Styled(f"»{piece.words}«" if differs else piece.words, look)


def _who(here: Here, width: int) -> Iterator[Line]:
    claim = here.claim
    if claim.kind is ClaimKind.ASSERTION:
        yield from _labelled("WHO", [Styled("the outlet itself"), Styled(f" · {phrases.kind(claim)}", "dim")], width)
    else:
        who = claim.speaker
        named = f"{who.name}{f' → {who.role}' if who.role else ''}" if who else "speaker not named"
        to = f" · TO {claim.addressee}" if claim.addressee else ""
        cue = f" · “{claim.cue}”" if claim.cue else ""
        yield from _labelled(
            "WHO", [Styled(named, "strong"), Styled(f"{to}{cue} · {phrases.kind(claim)}", "dim")], width
        )
    when = f"{here.article.publisher or 'publisher not known'}, {phrases.published(here.article)}"
    yield from _labelled("WHEN", [Styled(when, "dim")], width)
    if claim.also:
        yield from _labelled("ALSO", [Styled(f"said again at {len(claim.also)} further places of the article")], width)


def _flags(review: Review, here: Here, width: int) -> Iterator[Line]:
    told = list(phrases.flags(here.claim))
    if here.claim.restates:
        number = review.number_of(here.claim.restates)
        told.insert(0, f"restates as fact what is quoted {f'in #{number}' if number else 'elsewhere'}")
    if told:
        yield from _labelled("FLAGS", [Styled(" · ".join(told), "warning")], width)


def _wording(here: Here, width: int, aloud: bool) -> Iterator[Line]:
    wording = here.report.search.wording if here.report.search else None
    if wording is None:
        return
    if wording.finding is WordingFinding.NOT_FOUND:
        yield from _labelled("WORDING", [Styled(f"not found ({wordings.compared(wording)})", "dim")], width)
        return
    look = "warning" if wording.misquoted or wording.warnings else "good"
    misquoted = "MISQUOTED – " if wording.misquoted else ""
    told = [
        Styled(f"{misquoted}{wordings.summary(wording)}", look),
        Styled(f" · {wordings.origin(wording.places[0])}", "dim"),
    ]
    yield from _labelled("WORDING", told, width)
    if wordings.differs(wording):
        diff: list[Styled] = []
        for one in wordings.pieces(wording, here.article.text):
            opening, closing, look = _DIFFS.get(one.operation, ("", "", ""))
            diff += [Styled(f"{opening}{one.words}{closing}", look), Styled(" ")]
        yield from wrapped(diff, width, " " * _LABEL)
        if aloud:
            yield from _labelled("IN WORDS", [Styled(_changes(here, wording))], width)


def _changes(here: Here, wording: Wording) -> str:
    """What was dropped and added, in words."""
    told = [one for one in wordings.pieces(wording, here.article.text) if one.operation in _DIFFS]
    return "; ".join(f"{_DIFFS[one.operation][2]} “{one.words}”" for one in told)


def _standing(here: Here, width: int) -> Iterator[Line]:
    stands = here.report.standing
    if stands.decision is not None and stands.decision.decided:
        yield from _labelled(
            "WAS" if here.former else "DECIDED", [Styled(phrases.history(stands.decision), "strong")], width
        )
    if stands.second is not None:
        yield from _labelled("SECOND", [Styled(phrases.history(stands.second), "strong")], width)
    elif stands.second_wanted:
        how = "wanted, blind: the first answer is not shown" if here.blind else "wanted"
        yield from _labelled("2ND CHECK", [Styled(how, "warning")], width)
    for problem in dict.fromkeys((*stands.problems, *here.report.problems)):
        yield from _labelled("STALE", [Styled(problem, "warning")], width)
    yield from _kept(here, width)
    if stands.dismissed:
        yield from _labelled("DISMISSED", [Styled(stands.dismissed.replace("-", " "), "warning")], width)
    if stands.changed:
        yield from _labelled("MENDED", [Styled(f"by a person: {', '.join(stands.changed)}")], width)
    for reply in stands.replies:
        told = f"{reply.get('action')} {reply.get('whom') or ''} {reply.get('when') or ''} {reply.get('answer') or ''}"
        yield from _labelled("REPLY", [Styled(f"{told} ({reply.get('by')})")], width)
    for note in stands.notes:
        yield from _labelled("NOTED", [Styled(note)], width)
    if stands.assigned:
        yield from _labelled("FOR", [Styled(stands.assigned)], width)


def _kept(here: Here, width: int) -> Iterator[Line]:
    """What Enter does with a verdict that went stale."""
    if here.former is None:
        return
    verdict = here.former.decision.verdict or here.former.decision.attribution or ""
    if here.former.lost:
        told = f"{verdict} cannot be kept: “{here.former.lost[0]}” stands nowhere any more. Cite what it rests on now."
        yield from _labelled("KEEP?", [Styled(told, "warning")], width)
        return
    places = "; ".join(f"“{one.words}” ({one.passage.id})" for one in here.former.places)
    resting = f", resting on {places}" if places else ""
    how = "The claim says something else now; the same verdict again keeps" if here.former.reworded else "Enter keeps"
    yield from _labelled("KEEP?", [Styled(f"{how} {verdict.replace('-', ' ')}{resting}", "cited")], width)


def _chosen(review: Review, width: int) -> Iterator[Line]:
    pending = review.pending
    if pending.attribution:
        yield from _labelled(
            "TOLD", [Styled(f"{pending.attribution.replace('-', ' ')} (not yet decided)", "cited")], width
        )
    numbers = {one.passage.id: number for number, one in enumerate(review.evidence, start=1)}
    for passage_id, made in pending.cited.items():
        words = [Styled(f"[{numbers.get(passage_id, '?')}] ", "number"), Styled(f"“{made.words}”", "cited")]
        yield from _labelled("CITES", words, width)
    if pending.note:
        yield from _labelled("NOTE", [Styled(pending.note, "cited")], width)


def _before(here: Here, width: int) -> Iterator[Line]:
    for one in here.report.precedents[:_MOST_BEFORE]:
        differs = f" · {'; '.join(one.differs)}" if one.differs else ""
        told = [
            Styled(f"{phrases.precedent(one)}{differs} “{one.claim}”"),
            Styled(f" {phrases.precedent_id(one)}", "dim"),
        ]
        yield from _labelled("BEFORE", told, width)


def _labelled(label: str, pieces: Iterable[Styled], width: int) -> list[Line]:
    return wrapped(pieces, width, Styled(f"{label:<{_LABEL - 1}} ", "label"), " " * _LABEL)
