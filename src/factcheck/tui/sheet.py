"""What lies before a person: the claim in its context, who said it, and what is known of it.

Invariant: a function of the session and the width; what the machine found is named as such, and where somebody decides
blind, nothing of the other answer is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.domain import ClaimKind, DiffOperation, Span, State, WordingFinding
from factcheck.report import phrases, wordings
from factcheck.report.beside import DIFFERS, MAY_DIFFER, in_claim
from factcheck.report.plain import columns, one_line, shorten
from factcheck.tui.evidence import evidence_lines
from factcheck.tui.pieces import Line, Styled, wrapped
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.session import Here

_AROUND = 220  # characters of the paragraphs before and behind
_LABEL = 10  # columns
_MOST_BEFORE = 3  # earlier checks shown
_DIFFS = {DiffOperation.DROPPED: ("[-", "-]", "dropped"), DiffOperation.ADDED: ("{+", "+}", "added")}


class ClaimSheet(NamedTuple):
    """The claim, and what speaks for and against it: beside each other where there is room, else below."""

    claim: list[Line]
    evidence: list[Line]


def head(review: Review, width: int) -> list[Line]:
    """Two lines: which claim of which article, and where it stands; what is left."""
    here = review.here
    count = review.left
    today = f" · {count.today} due today" if count.today else ""
    left = f"{count.article} left in this article · {count.all} in all{today} · {count.done} done by you now"
    if here is None:
        return [(Styled(_fit(review.nothing, width), "title"),), (Styled(_fit(left, width), "dim"),)]
    draft = "" if here.draft == 1 else f" (draft {here.draft})"
    title = one_line(here.article.title or "Article without a headline")
    name = f"{here.article.id[:4]}#{here.report.number}  {here.place}/{here.of}  "
    state, look = _state(here)
    held = _held(review, here)
    room = max(8, width - len(name) - len(state) - len(held) - 5)
    first = f"{name}{_fit(title + draft, room):<{room}}  {held}  "
    return [
        (Styled(_fit(first, width - len(state)), "title"), Styled(state, look)),
        (Styled(_fit(left, width), "dim"),),
    ]


def sheet(review: Review, width: int, beside: int | None = None, *, aloud: bool = False) -> ClaimSheet:
    """The claim in lines of ``width`` columns, and the evidence in lines of ``beside`` (default: the same). ``aloud``
    is for those who see no colour: the claim's words stand by themselves before their context."""
    here = review.here
    if here is None:
        return ClaimSheet([], [])
    claim = [*_context(review, here, width, aloud), (), *_who(here, width), *_flags(review, here, width)]
    claim += [*_wording(here, width), *_standing(here, width), *_chosen(review, width)]
    return ClaimSheet(claim, [*evidence_lines(review, here, beside or width), *_before(here, beside or width)])


# -- the claim ------------------------------------------------------------------------------


def _context(review: Review, here: Here, width: int, aloud: bool) -> Iterator[Line]:
    text, spans = here.article.text, here.claim.spans
    marks = _marks(review, here)
    if aloud:
        parts = [piece for span in spans for piece in (Styled(phrases.GAP), *_marked(text, span, marks))]
        yield from _labelled("CLAIM", parts[1:], width)
    blocks = [block.span for block in here.article.blocks] or [Span(0, len(text))]
    at = [place for place, block in enumerate(blocks) if any(block.overlaps(span) for span in spans)]
    first, last = (at[0], at[-1]) if at else (0, -1)
    if first > 0:
        before = text[max(blocks[first - 1].start, blocks[first - 1].end - _AROUND) : blocks[first - 1].end]
        cut = "…" if blocks[first - 1].end - _AROUND > blocks[first - 1].start else ""
        yield from wrapped([Styled(cut + before, "dim")], width)
    if not at:
        yield from wrapped([piece for span in spans for piece in _marked(text, span, marks)], width)
    for block in blocks[first : last + 1]:
        yield from wrapped(_block(text, block, spans, marks), width)
    if at and last + 1 < len(blocks):
        behind = blocks[last + 1].of(text)
        yield from wrapped([Styled(behind[:_AROUND] + ("…" if len(behind) > _AROUND else ""), "dim")], width)


def _block(text: str, block: Span, spans: tuple[Span, ...], marks: list[tuple[Span, str]]) -> Iterator[Styled]:
    at = block.start
    for span in spans:
        inner = Span(max(span.start, at), min(span.end, block.end))
        if inner.start >= inner.end:
            continue
        yield Styled(text[at : inner.start])
        yield from _marked(text, inner, marks)
        at = inner.end
    yield Styled(text[at : block.end])


def _marked(text: str, span: Span, marks: list[tuple[Span, str]]) -> Iterator[Styled]:
    """The claim's words at ``span``, what differs from the passage at hand between »…«."""
    at = span.start
    for place, kind in marks:
        inner = Span(max(place.start, at), min(place.end, span.end))
        if inner.start >= inner.end:
            continue
        yield Styled(text[at : inner.start], "claim")
        differs = kind in (DIFFERS, MAY_DIFFER)
        words = inner.of(text)
        yield Styled(f"»{words}«" if differs else words, "claim-differs" if differs else "claim-shares")
        at = inner.end
    yield Styled(text[at : span.end], "claim")


def _marks(review: Review, here: Here) -> list[tuple[Span, str]]:
    """Places of the article's text that the passage last looked at shares, or that differ from it."""
    shown = review.evidence
    if not shown:
        return []
    evidence = shown[min(review.pending.rank, len(shown)) - 1]
    places = [at for span in here.claim.spans for at in (*range(span.start, span.end), -1)]
    found, at = [], 0
    for one in in_claim(here.claim.text, evidence.judgement.comparison):
        inside = [place for place in places[at : at + len(one.words)] if place >= 0]
        if one.kind and inside:
            found.append((Span(inside[0], inside[-1] + 1), one.kind))
        at += len(one.words)
    return found


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


def _wording(here: Here, width: int) -> Iterator[Line]:
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


def _standing(here: Here, width: int) -> Iterator[Line]:
    stands = here.report.standing
    if stands.decision is not None and stands.decision.decided:
        yield from _labelled("DECIDED", [Styled(phrases.history(stands.decision), "strong")], width)
    if stands.second is not None:
        yield from _labelled("SECOND", [Styled(phrases.history(stands.second), "strong")], width)
    elif stands.second_wanted:
        how = "wanted, blind: the first answer is not shown" if here.blind else "wanted"
        yield from _labelled("2ND CHECK", [Styled(how, "warning")], width)
    for problem in dict.fromkeys((*stands.problems, *here.report.problems)):
        yield from _labelled("STALE", [Styled(problem, "warning")], width)
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


# -- the head -------------------------------------------------------------------------------


def _state(here: Here) -> tuple[str, str]:
    stands = here.report.standing
    if stands.state is State.DECIDED and stands.decision:
        return f"DECIDED {stands.decision.verdict}".upper(), "good"
    if stands.state is State.OPEN:
        return ("MISQUOTED" if here.item and here.item.urgent and not here.claim.restates else "NEW"), "state"
    return stands.state.upper(), "warning"


def _held(review: Review, here: Here) -> str:
    if review.only_looking:
        return "only looking"
    if here.item is None:
        return "not held"
    until = review.until
    return f"{review.by}{f' until {until}' if until else ''}"


def _labelled(label: str, pieces: Iterable[Styled], width: int) -> list[Line]:
    return wrapped(pieces, width, Styled(f"{label:<{_LABEL - 1}} ", "label"), " " * _LABEL)


def _fit(text: str, width: int) -> str:
    return shorten(text, width) if columns(text) > width else text
