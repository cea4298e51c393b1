"""How many publishers bear a verdict out independently.

Invariant: texts that are copies of one another count once, whoever printed them, and so does all that one publisher
printed; the article itself again, wherever it stands, bears nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.domain import Passage, PassageFlag

if TYPE_CHECKING:
    from factcheck.report.model import ClaimReport


def independent(item: ClaimReport) -> tuple[frozenset[str], ...]:
    """The publishers (case folded, "" for unnamed ones) that the verdict on a claim rests on, those whose texts are
    copies of one another together: as many as bear it out independently."""
    found = item.search.evidence if item.search else ()
    circular = {one.passage.document_id for one in found if PassageFlag.CIRCULAR in one.flags}
    named = (*item.copies, *({one.passage.id, *one.copies} for one in found if one.copies))
    copies = [{document_of(passage_id) for passage_id in group} for group in named]
    groups: list[tuple[set[str], set[str]]] = []  # publishers; documents
    for passage in rests_on(item):
        if passage.document_id in circular:
            continue
        publishers = {(passage.publisher or "").casefold()}
        same = {passage.document_id}.union(*(group for group in copies if passage.document_id in group))
        for group in [one for one in groups if one[0] & publishers or one[1] & same]:
            groups.remove(group)
            publishers, same = publishers | group[0], same | group[1]
        groups.append((publishers, same))
    return tuple(frozenset(publishers) for publishers, _ in groups)


def rests_on(item: ClaimReport) -> Iterator[Passage]:
    """The passages cited for the verdict that stands, by whoever decided it or agreed."""
    second = item.standing.second
    for made in (item.decision, second if second and second.verdict is item.verdict else None):
        for citation in made.citations if made else ():
            if citation.passage_id in item.cited:
                yield item.cited[citation.passage_id]


def document_of(passage_id: str) -> str:
    """The document that a passage's id names: "board-7" for "board-7#0" and "board-7@2#0"."""
    document, _, version = passage_id.rpartition("#")[0].rpartition("@")
    return document if document and version.isdigit() else passage_id.rpartition("#")[0]
