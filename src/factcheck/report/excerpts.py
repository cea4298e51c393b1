"""Short stretches of passages, for pages that cannot show them whole.

Invariant: the words that matter are never cut, and what stands around them is cut between words and outside figures;
what is left out is marked by an ellipsis.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.domain import Aspect, Comparison, Evidence, Span
from factcheck.language.sentences import sentences
from factcheck.report.cutting import begin_behind, end_before, end_within

CONTEXT = 140  # code points kept on either side of the words that matter
OPENING = 280  # of a passage in which none do
_FEW = 200  # where figures are shown with the closest sentence: what two lines of a terminal hold
_FRAGMENT = 4  # words that a sentence has, and "For: 27." has not


class Excerpt(NamedTuple):
    """Places in a passage's text: the words that matter, an empty stretch if none do, and what is shown around them."""

    before: Span
    exact: Span
    after: Span

    def cuts(self, text: str) -> tuple[bool, bool]:
        """Whether words are left out before and after."""
        return self.before.start > 0, self.after.end < len(text)


def excerpt(evidence: Evidence) -> Excerpt:
    """The sentence that comes closest to the claim, and what differs, with some words around; or else the passage's
    beginning."""
    text, exact = evidence.passage.text, _matters(evidence)
    if exact is None or not exact.of(text).strip():
        end = end_within(text, OPENING)
        return Excerpt(Span(0, 0), Span(0, 0), Span(0, end))
    return Excerpt(
        Span(_cut_start(text, exact.start, CONTEXT), exact.start),
        exact,
        Span(exact.end, _cut_end(text, exact.end, CONTEXT)),
    )


def whole(evidence: Evidence) -> Excerpt:
    """The same parts with nothing left out."""
    exact = _matters(evidence) or Span(0, 0)
    return Excerpt(Span(0, exact.start), exact, Span(exact.end, len(evidence.passage.text)))


def _matters(evidence: Evidence) -> Span | None:
    """The closest sentence with the places of what surely differs, and the sentences near by with figures that were
    compared; of what an earlier version stored, the deciding words."""
    comparison = evidence.judgement.comparison
    if comparison is None or comparison.sentence is None:
        return evidence.judgement.exact
    spans = [comparison.sentence, *(span for point in comparison.against for span in point.passage)]
    exact = _hull(spans)
    return exact if not exact.of(evidence.passage.text).strip() else _hull([exact, in_sentences(evidence, exact, _FEW)])


def in_sentences(evidence: Evidence, exact: Span, longest: int) -> Span:
    """The whole sentences that ``exact`` touches, a fragment with the one before it; and, if all of it is no longer
    than ``longest`` code points, up to those that hold figures which were compared."""
    known = sentences(evidence.passage.text)
    closest = _over(known, [exact])
    if len(closest.of(evidence.passage.text).split()) < _FRAGMENT:
        closest = _hull([*[one for one in known if one.end <= closest.start][-1:], closest])
    whole = _over(known, [closest, *_figures(evidence.judgement.comparison)])
    return whole if whole.end - whole.start <= longest else closest


def _figures(comparison: Comparison | None) -> list[Span]:
    """The passage's figures that are the claim's too, or surely differ from it."""
    compared = (*comparison.agreeing, *comparison.against) if comparison else ()
    return [span for point in compared if point.aspect is Aspect.FIGURE for span in point.passage]


def _over(known: list[Span], spans: list[Span]) -> Span:
    """From the first to the last of the sentences that ``spans`` touch."""
    return _hull([one for one in known if any(one.overlaps(span) for span in spans)] or spans)


def _hull(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _cut_end(text: str, start: int, room: int) -> int:
    """Where words after ``start`` end that fit into ``room``."""
    return max(start, end_before(text, start + room))


def _cut_start(text: str, end: int, room: int) -> int:
    """Where words before ``end`` begin that fit into ``room``."""
    return min(end, begin_behind(text, end - room))
