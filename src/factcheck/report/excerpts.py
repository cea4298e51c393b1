"""Short stretches of passages, for pages that cannot show them whole.

Invariant: the words that matter are never cut, and what stands around them is cut between words and outside figures;
what is left out is marked by an ellipsis.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.domain import Evidence, Span
from factcheck.report.cutting import begin_behind, end_before, end_within

CONTEXT = 140  # code points kept on either side of the words that matter
OPENING = 280  # of a passage in which none do


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
    """The closest sentence with the places of what surely differs; of what an earlier version stored, the deciding
    words."""
    comparison = evidence.judgement.comparison
    if comparison is None or comparison.sentence is None:
        return evidence.judgement.exact
    spans = [comparison.sentence, *(span for point in comparison.against for span in point.passage)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _cut_end(text: str, start: int, room: int) -> int:
    """Where words after ``start`` end that fit into ``room``."""
    return max(start, end_before(text, start + room))


def _cut_start(text: str, end: int, room: int) -> int:
    """Where words before ``end`` begin that fit into ``room``."""
    return min(end, begin_behind(text, end - room))
