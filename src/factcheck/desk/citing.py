"""Citations: from a passage and words to the exact place, and whether that still holds.

Invariant: a citation is never moved. Its words stand at its place in a passage whose hash matches, or it no longer
holds, and why is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import finding
from factcheck.desk.log import now
from factcheck.domain import Citation, Passage, Span
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.store import Session

CONTEXT = 32  # characters of prefix and suffix kept with a citation


def resolve(session: Session, request: str) -> Citation:
    """Turn ``PASSAGE``, ``PASSAGE:words`` or ``DOCUMENT:words`` into a citation. The words may be copied from wherever
    they are shown (see ``finding``); what is cited are those of the passage.

    Raises UsageError if there is no such passage, if it is no longer current, or if the
    words do not stand in it exactly once: two equally good places are no place.
    """
    passages, name, words = _named(session, request)
    for passage in passages:
        if not passage.current:
            current = ", ".join(item.id for item in store.corpus.passages_of(session, passage.document_id)) or "none"
            raise UsageError(f"{passage.id}: its document was replaced or removed since. Current passages: {current}.")
    if not words:
        return cite(passages[0], Span(0, len(passages[0].text)))
    found = [(passage, span) for passage in passages for span in finding.places(passage.text, words)]
    if not found:
        raise UsageError(_not_there(name, passages, words))
    if len(found) > 1:
        several = "".join(f"\n  {_around(passage, span)}" for passage, span in found)
        raise UsageError(
            f"{name}: the words “{words}” stand {len(found)} times in it. Quote more of them, so that one place is "
            f"meant:{several}"
        )
    return cite(*found[0])


def _not_there(name: str, passages: Sequence[Passage], words: str) -> str:
    if finding.leaves_out(words):
        return (
            f"{name}: words with an ellipsis between them are two places. Cite each by itself: "
            f"--cite '{name}:the first words' --cite '{name}:the others'."
        )
    if len(passages) > 1:
        return f"{name}: the words “{words}” do not stand in any one passage of it ({_ids(passages)})."
    return f"{name}: the words “{words}” do not stand in it. Copy them from it:\n{passages[0].text}"


def _ids(passages: Sequence[Passage]) -> str:
    return passages[0].id if len(passages) == 1 else f"{passages[0].id} to {passages[-1].id}"


def _around(passage: Passage, span: Span) -> str:
    """A place with what stands around it: "iq-1#0, characters 4–9: … the »words« that …"."""
    text = passage.text
    before, behind = Span(max(0, span.start - CONTEXT), span.start), Span(span.end, span.end + CONTEXT)
    shown = " ".join(f"…{before.of(text)}»{span.of(text)}«{behind.of(text)}…".split())
    return f"{passage.id}, characters {span.start}–{span.end}: {shown}"


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


def _named(session: Session, request: str) -> tuple[Sequence[Passage], str, str]:
    """The passages in which to look, what names them, and the words to look for, "" for all of the passage."""
    # A document's own id may hold colons (a URL does), so the longest known passage wins.
    colons = [len(request), *(at for at in range(len(request) - 1, 0, -1) if request[at] == ":")]
    known = store.dossier.passages_by_id(session, [request[:at] for at in colons])
    for at in colons:
        if request[:at] in known:
            return [known[request[:at]]], request[:at], request[at + 1 :].strip()
    for at in colons[1:]:
        if (words := request[at + 1 :].strip()) and (found := store.corpus.passages_of(session, request[:at])):
            return found, request[:at], words
    raise UsageError(
        f"no passage '{request}'. A passage's id looks like DOCUMENT#0; `factcheck corpus search` finds them. Or give "
        "DOCUMENT:words."
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
