"""Documents, passages and ClaimReviews."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.checking.added import Added
    from factcheck.domain import ClaimReview, Passage
    from factcheck.store.catalogue import ListedDocument
    from factcheck.workspace.corpus import FoundPassage, PassageInPlace


def added_as_dict(added: Added) -> dict[str, Any]:
    """What adding came to."""
    return asdict(added)


def document_as_dict(item: ListedDocument) -> dict[str, Any]:
    """A current document, without its text."""
    return {**item._asdict(), "published": item.published.isoformat() if item.published else None}


def review_as_dict(item: ClaimReview, version: int) -> dict[str, Any]:
    """A check that somebody else published."""
    return {
        "id": item.id,
        "version": version,
        "published": item.published.isoformat() if item.published else None,
        "publisher": item.publisher,
        "rating": item.rating,
        "claim": item.claim,
    }


def found_as_dict(item: FoundPassage) -> dict[str, Any]:
    """A passage that was searched for, and how near it comes to the words."""
    return {**passage_as_dict(item.passage), "similarity": round(item.similarity, 4)}


def in_place_as_dict(found: PassageInPlace) -> dict[str, Any]:
    """A passage whole, and the words right before and behind it."""
    neighbours = {"before": found.before, "behind": found.behind}
    beside = {name: one and {"passage_id": one.id, "text": one.text} for name, one in neighbours.items()}
    return {**passage_as_dict(found.passage), "current": found.passage.current, **beside}


def passage_as_dict(item: Passage) -> dict[str, Any]:
    """A passage with where it is from."""
    return {
        "passage_id": item.id,
        "document_id": item.document_id,
        "publisher": item.publisher,
        "title": item.title,
        "published": item.published.isoformat() if item.published else None,
        "url": item.url,
        "place": item.place,
        "text": item.text,
        "sha256": item.sha256,
    }
