"""What was fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.store.fetches import KeptFetch
    from factcheck.workspace.fetching import PassageSource


def source_as_dict(found: PassageSource) -> dict[str, Any]:
    """Where a passage is from; ``fetched`` is null of a document that was not fetched."""
    document = found.document
    return {
        "passage_id": found.passage_id,
        "document_id": document.document_id,
        "version": document.version,
        "source": document.source,
        "url": document.url,
        "fetched": found.fetched and {**_answer(found.fetched), "archive": found.record and _record(found.record)},
    }


def _answer(fetch: KeptFetch) -> dict[str, Any]:
    return {
        "url": fetch.url,
        "final_url": fetch.final_url,
        "at": fetch.at,
        "status": fetch.status,
        "headers": [list(pair) for pair in fetch.headers],
        "sha256": fetch.sha256,
        "size": fetch.size,
    }


def _record(fetch: KeptFetch) -> dict[str, Any]:
    return {"file": fetch.archive, "offset": fetch.offset, "record_id": fetch.record_id}
