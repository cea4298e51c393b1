"""The reference corpus: searched, read, added to, and what is taken out of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from factcheck.domain import Document, Passage, Progress
from factcheck.errors import FactcheckError, UsageError
from factcheck.web import keeping
from factcheck.web.asked import (
    REFUSALS,
    address,
    day,
    joined,
    line,
    missing,
    page_number,
    part,
    refusal_status,
    words,
)
from factcheck.web.guard import Posted, Uploaded
from factcheck.web.people import Asking, Here, Person, Shared
from factcheck.web.served import Served
from factcheck.web.showing import page
from factcheck.web.working import Notice, Work, address_of
from factcheck.workspace import Workspace

router = APIRouter()
_A_PAGE = 50  # documents
_HITS = 20  # passages found
_PASSAGES = 200  # of a document
_FEWEST = 3  # words of a text that is worth adding


@router.get("/corpus")
def corpus(request: Request, here: Here, shared: Shared) -> Response:
    return _shown(request, here, shared)


@router.get("/corpus/documents")
def named_document(request: Request, here: Here) -> Response:
    """The one whose id stands in the query: a path cannot hold every id."""
    return document(request, here, request.query_params.get("id", ""))


@router.get("/corpus/documents/{document_id:path}")
def document(request: Request, here: Here, document_id: str) -> Response:
    version = line(request.query_params, "version")
    try:
        found = here.corpus_document(document_id, int(version) if version.isdecimal() and len(version) < 10 else None)
    except UsageError as problem:
        raise missing(problem) from problem
    at = document_address(document_id)
    number = page_number(request)
    return page(
        request,
        "document.html.j2",
        found=found,
        passages=found.passages[(number - 1) * _PASSAGES : number * _PASSAGES],
        number=number,
        a_page=_PASSAGES,
        at=at,
        versions_at=lambda one: joined(at, version=one),
        pages_at=lambda to: joined(at, version=version, page=to),
    )


@router.post("/corpus")
def add(request: Request, here: Here, who: Asking, shared: Shared, form: Uploaded) -> Response:
    try:
        what, work = (
            _adding_files(here, shared, who, form) if form.get("do") == "files" else _adding_text(shared, who, form)
        )
    except REFUSALS as problem:
        return _refused(request, here, shared, form, problem)
    return RedirectResponse(address_of(shared, who, "corpus", what, work), 303)


@router.post("/corpus/remove")
def remove(request: Request, here: Here, form: Posted) -> Response:
    """Asks first, and says which verdicts that makes stale."""
    document_id = str(form.get("id", ""))
    try:
        found = here.corpus_document(document_id)
    except UsageError as problem:
        raise missing(problem) from problem
    if form.get("sure") != "yes":
        resting = here.corpus_resting(document_id)
        return page(request, "remove.html.j2", found=found, resting=resting, at=document_address(document_id))
    here.corpus_remove(document_id)
    return RedirectResponse(address("/corpus", removed=document_id), 303)


def document_address(document_id: str) -> str:
    """Where a document is read. "." and ".." would lead elsewhere as parts of a path."""
    if document_id in {"", ".", ".."}:
        return address("/corpus/documents", id=document_id)
    return f"/corpus/documents/{part(document_id)}"


def passage_address(passage: Passage) -> str:
    """Where a passage is read among the others of its document's current version."""
    number = passage.id.rpartition("#")[2]
    at = int(number) // _PASSAGES + 1 if number.isdecimal() else 1
    return f"{joined(document_address(passage.document_id), page=at if at > 1 else '')}#p{number}"


def _shown(
    request: Request,
    here: Workspace,
    shared: Served,
    *,
    status: int = 200,
    problem: str = "",
    typed: FormData | None = None,
) -> Response:
    asked, number = request.query_params, page_number(request)
    sought, filtered = line(asked, "q"), line(asked, "holding")
    found = []
    if sought:
        with shared.models:
            found = here.corpus_search(sought, _HITS)
    # Whoever searches is shown what was found; else the documents, a page at a time.
    listed, total = ([], 0) if sought else here.corpus_documents(filtered, limit=_A_PAGE, offset=(number - 1) * _A_PAGE)
    return page(
        request,
        "corpus.html.j2",
        status,
        sought=sought,
        found=found,
        filtered=filtered,
        listed=listed,
        total=total,
        number=number,
        a_page=_A_PAGE,
        removed=line(asked, "removed"),
        document_address=document_address,
        passage_address=passage_address,
        address=lambda to: address("/corpus", holding=filtered, page=to),
        problem=problem,
        typed=typed if typed is not None else {},
    )


def _refused(request: Request, here: Workspace, shared: Served, form: FormData, problem: FactcheckError) -> Response:
    return _shown(request, here, shared, status=refusal_status(problem), problem=str(problem), typed=form)


# -- adding -------------------------------------------------------------------------------


def _adding_text(shared: Served, who: Person, form: FormData) -> tuple[str, Work]:
    """Adding a text that was pasted. Raises UsageError for one that cannot be a document."""
    text, title = words(form, "text").strip(), line(form, "title")
    name = line(form, "id") or title
    if len(text.split()) < _FEWEST:
        raise UsageError("there is no text: paste the words of the document.")
    if not name:
        raise UsageError("a title or an id is wanted, by which the document is called.")
    published, publisher = day(form, "published"), line(form, "publisher") or None
    made = Document(
        id=name,
        text=text,
        title=title or None,
        publisher=publisher,
        url=line(form, "url") or None,
        published=published,
        extra={"added_by": who.name},
        published_from="given" if published else None,
        publisher_from="given" if publisher else None,
    )
    _check_new(shared.of(who), made, newer=bool(form.get("newer")))

    def work(progress: Progress, notice: Notice) -> str:
        here = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        here.corpus_add_documents([made], source="desk")
        return document_address(made.id)

    return name, work


def _check_new(here: Workspace, made: Document, *, newer: bool) -> None:
    """Raises UsageError where another text has the id, and nobody said that this is a newer version of it; and for a
    day that lies too far ahead."""
    from datetime import date

    from factcheck.checking import publication

    publication.check_given(made.published, date.today())
    try:
        held = here.corpus_document(made.id).document
    except UsageError:
        return
    if held.text != made.text and not newer:
        raise UsageError(
            f"another text is called '{made.id}'. Give this one another id, or say that it is a newer version of that "
            "one."
        )


def _adding_files(here: Workspace, shared: Served, who: Person, form: FormData) -> tuple[str, Work]:
    """Adding files that were uploaded. Raises UsageError where there are none."""
    given = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not given:
        raise UsageError("choose the files that are to be added.")
    published, publisher = day(form, "published"), line(form, "publisher") or None
    kept = [keeping.keep(here.settings, one.filename or "", one.file, newer=bool(form.get("newer"))) for one in given]

    def work(progress: Progress, notice: Notice) -> str:
        here = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        added = here.corpus_add(*kept, publisher=publisher, published=published)
        for failure in added.failures:
            notice(failure.problem if failure.problem.endswith(".") else f"{failure.place}: {failure.problem}.")
        used = added.new + added.changed + added.unchanged
        if added.failures and not used and not any(added.reviews.values()):
            raise UsageError(f"nothing was added. {added.failures[0].problem}")
        notice(f"{added.new} new, {added.changed} changed, {added.unchanged} unchanged documents")
        return address("/corpus", holding=kept[0].name if len(kept) == 1 and used else "")

    return ", ".join(path.name for path in kept[:3]) + (" …" if len(kept) > 3 else ""), work
