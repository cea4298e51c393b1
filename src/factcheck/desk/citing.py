"""Citations: from a passage and words to the exact place, and whether that still holds.

Invariant: a citation is never moved. Its words stand at its place in a passage whose hash matches, or it no longer
holds, and why is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk.log import now
from factcheck.domain import Citation, Passage, Span
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session

CONTEXT = 32  # characters of prefix and suffix kept with a citation


def resolve(session: Session, request: str) -> Citation:
    """Turn ``PASSAGE`` or ``PASSAGE:exact words`` into a citation.

    Raises UsageError if there is no such passage, if it is no longer current, or if the
    words do not stand in it exactly once: two equally good places are no place.
    """
    passage, words = _passage_and_words(session, request)
    if not passage.current:
        current = ", ".join(item.id for item in store.corpus.passages_of(session, passage.document_id)) or "none"
        raise UsageError(f"{passage.id}: its document was replaced or removed since. Current passages: {current}.")
    if not words:
        return cite(passage, Span(0, len(passage.text)))
    found = passage.text.count(words)
    if found != 1:
        how = "do not stand" if found == 0 else f"stand {found} times"
        remedy = "Copy them letter by letter" if found == 0 else "Quote more of them"
        raise UsageError(f"{passage.id}: the words “{words}” {how} in it. {remedy}:\n{passage.text}")
    start = passage.text.index(words)
    return cite(passage, Span(start, start + len(words)))


def cite(passage: Passage, span: Span) -> Citation:
    return Citation(
        passage_id=passage.id,
        passage_sha256=passage.sha256,
        exact=span.of(passage.text),
        prefix=passage.text[max(0, span.start - CONTEXT) : span.start],
        suffix=passage.text[span.end : span.end + CONTEXT],
        span=span,
        retrieved=now(),
    )


def _passage_and_words(session: Session, request: str) -> tuple[Passage, str]:
    # A document's own id may hold colons (a URL does), so the longest known passage wins.
    colons = [len(request), *(at for at in range(len(request) - 1, 0, -1) if request[at] == ":")]
    known = store.dossier.passages_by_id(session, [request[:at] for at in colons])
    for at in colons:
        if request[:at] in known:
            return known[request[:at]], request[at + 1 :].strip()
    raise UsageError(
        f"no passage '{request}'. A passage's id looks like DOCUMENT#0; `factcheck corpus search` finds them."
    )


def citation_problem(citation: Citation, passages: Mapping[str, Passage]) -> str | None:
    """Why a citation no longer holds, in words, or None if it does."""
    passage = passages.get(citation.passage_id)
    if passage is None:
        return f"passage {citation.passage_id} is gone"
    if passage.sha256 != citation.passage_sha256:
        return f"passage {citation.passage_id} is not the text that was cited"
    if citation.span.of(passage.text) != citation.exact:
        return f"the cited words do not stand at their place in {citation.passage_id}"
    if not passage.current:
        return f"the document of {citation.passage_id} was changed or removed after it was cited"
    return None
