"""The reference material: listed, searched, read, added to, removed from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import Response

from factcheck.web.api.answers import JobAnswer, PassageAnswer, answer, refusals
from factcheck.web.api.jobs import started
from factcheck.web.api.shapes import LONGEST_ID, LONGEST_LINE, ApiBody, Id, Text
from factcheck.web.api.texts import DocumentBody
from factcheck.web.people import Asking, Here, Shared
from factcheck.workspace import Workspace
from factcheck.workspace.as_json.articles import reread_as_dict
from factcheck.workspace.as_json.corpus import (
    added_as_dict,
    document_as_dict,
    found_as_dict,
    in_place_as_dict,
    review_as_dict,
)

router = APIRouter(prefix="/corpus", tags=["corpus"])

_Asked = Annotated[Text, Query(min_length=1, max_length=LONGEST_LINE, description="The words to look for.")]
_PassageId = Annotated[
    Text, Path(min_length=1, max_length=LONGEST_ID, description="Its id, such as iq-003%230; a # is written %23.")
]
_DocumentId = Annotated[Text, Path(min_length=1, max_length=LONGEST_ID, description="Its id; it may hold slashes.")]


class DocumentsBody(ApiBody):
    """Documents, as the lines of a JSONL file have them."""

    documents: Annotated[list[DocumentBody], Field(min_length=1, max_length=1_000)]
    source: Annotated[Id, Field(description="Where they came from.")] = "the API"


class RereadBody(ApiBody):
    """Which documents; null: all."""

    documents: Annotated[list[Id] | None, Field(min_length=1, max_length=1_000)] = None


@router.get("/documents", response_model=list[dict[str, Any]], responses=refusals())
def list_documents(here: Here) -> Response:
    """List the current documents."""
    return answer([document_as_dict(one) for one in here.corpus_list()])


@router.post("/documents", status_code=202, response_model=JobAnswer, responses=refusals(409, 413))
def add_documents(who: Asking, shared: Shared, body: DocumentsBody) -> Response:
    """Add documents as evidence. The answer is a job, whose `answer` then says what was new.

    The same again changes nothing; one that has changed gets a new version, and verdicts that cite it go stale.
    """
    documents = [one.document() for one in body.documents]

    def work(there: Workspace) -> tuple[str, dict[str, Any]]:
        return "/corpus", added_as_dict(there.corpus_add_documents(documents, source=body.source))

    return started(shared, who, "corpus", body.source, work)


@router.delete("/documents/{document:path}", response_model=list[dict[str, Any]], responses=refusals(404, 409))
def remove_document(here: Here, document: _DocumentId) -> Response:
    """Leave a document, or a ClaimReview of that id, out of new searches; which verdicts that made stale.

    Nothing is destroyed: adding it again as it was undoes that.
    """
    return answer([asdict(one) for one in here.corpus_remove(document)])


@router.get("/reviews", response_model=list[dict[str, Any]], responses=refusals())
def list_reviews(here: Here) -> Response:
    """List the ClaimReviews: checks that others published."""
    return answer([review_as_dict(*one) for one in here.corpus_reviews()])


@router.get("/search", response_model=list[PassageAnswer], responses=refusals())
def search(
    here: Here,
    shared: Shared,
    words: _Asked,
    count: Annotated[int, Query(ge=1, le=1_000)] = 10,
) -> Response:
    """Find the passages nearest to words."""
    with shared.models:
        found = here.corpus_search(words, count)
    return answer([found_as_dict(one) for one in found])


@router.get("/passages/{passage:path}", response_model=PassageAnswer, responses=refusals(404))
def show_passage(here: Here, passage: _PassageId) -> Response:
    """Show a passage whole, with what stands before and behind it."""
    return answer(in_place_as_dict(here.corpus_passage(passage)))


@router.post("/reread", status_code=202, response_model=JobAnswer, responses=refusals(404, 409))
def reread(who: Asking, shared: Shared, body: RereadBody | None = None) -> Response:
    """Read documents anew for who says what in them. Searches and verdicts stay."""
    asked = (body.documents if body else None) or []

    def work(there: Workspace) -> tuple[str, dict[str, Any]]:
        read = list(there.corpus_reread(*asked))
        first = sum(one.before is None and not one.unreadable for one in read)
        changed = [reread_as_dict(one) for one in read if one.changes or one.unreadable]
        return "/corpus", {"documents": len(read), "read_first": first, "changed": changed}

    return started(shared, who, "reread", "the corpus", work)


@router.get("/stats", response_model=dict[str, Any], responses=refusals())
def stats(here: Here) -> Response:
    """Count documents, passages, ClaimReviews and vectors."""
    return answer(asdict(here.corpus_stats()))


@router.get("/verify", response_model=dict[str, Any], responses=refusals())
def verify_corpus(here: Here) -> Response:
    """Check documents and passages against their fingerprints."""
    return answer({"problems": here.corpus_verify()})
