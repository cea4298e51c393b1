"""The record: what was done, whether it is still what was stored, how far people agree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from factcheck.errors import UsageError
from factcheck.report.desk_json import entry_as_dict
from factcheck.report.plain import json_text
from factcheck.version import __version__
from factcheck.web.api.answers import EntryAnswer, answer, refusals
from factcheck.web.api.shapes import LONGEST_LINE, Day, Id, Text
from factcheck.web.people import Asking, Here, Person
from factcheck.workspace.as_json.agreement import agreement_as_dict
from factcheck.workspace.as_json.models import models_as_dict

router = APIRouter(tags=["record"])

_LINES = "application/jsonl"
_CHUNK = 1 << 20  # bytes sent at a time
_Since = Annotated[Day | None, Query(description="Second decisions from this day on.")]
_Until = Annotated[Day | None, Query(description="Second decisions up to this day, which counts.")]
_Pair = Annotated[
    list[Annotated[Text, Field(min_length=1, max_length=LONGEST_LINE)]] | None,
    Query(max_length=2, description="Two names, given one after the other: these two alone."),
]


@router.get("/history", response_model=list[EntryAnswer], responses=refusals())
def history(here: Here, who: Asking) -> Response:
    """Tell all that was done, oldest first: the entries of the log with their hashes."""
    return answer([entry_as_dict(entry) for entry in here.history(by=who.name)])


@router.get("/agreement", response_model=dict[str, Any], responses=refusals())
def agreement(here: Here, since: _Since = None, until: _Until = None, pair: _Pair = None) -> Response:
    """Show how often two people who decided the same claims agreed, and where they did not."""
    if pair is not None and len(pair) != 2:
        raise UsageError("pair: give two names.")
    found = here.agreement(since=since, until=until, pair=(pair[0], pair[1]) if pair else None)
    return answer(agreement_as_dict(found))


@router.get("/verify", response_model=dict[str, Any], responses=refusals())
def verify(here: Here) -> Response:
    """Check every stored fingerprint, citation and entry of the log. `damage` is what nobody did at the desk."""
    return answer(here.verify()._asdict())


@router.get("/doctor", response_model=list[dict[str, Any]], responses=refusals())
def doctor(here: Here) -> Response:
    """Say what to know before a day's work. Nothing is changed."""
    return answer([asdict(one) for one in here.doctor()])


@router.get("/models", response_model=dict[str, Any], responses=refusals())
def models(here: Here) -> Response:
    """List the judge in use, the models that are here, and those that are best known for this."""
    from factcheck.stance.catalogue import KNOWN

    return answer(models_as_dict(here.settings.judge, here.models_list(), KNOWN))


@router.get("/version", response_model=dict[str, str], responses=refusals())
def version() -> Response:
    """Say which factcheck this is. The one address that anybody may ask."""
    return answer({"factcheck": __version__})


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"description": "JSON lines.", "content": {_LINES: {}}}, **refusals()},
)
def export(here: Here, who: Asking, vectors: bool = False) -> Response:
    """Send all that is stored as JSON lines, of one state. For editors: it holds what a blind second check hides.

    `factcheck import` reads it into an empty workspace.
    """
    _for_editors(who)
    # Written first and sent then: a slow reader holds no transaction open.
    file = tempfile.TemporaryFile("w+b")  # noqa: SIM115 (closed when it was sent)
    for line in here.export_lines(vectors=vectors):
        file.write(line.encode())
    file.seek(0)

    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    name = f"{Path(here.settings.workspace).name or 'factcheck'}.jsonl".encode("ascii", "replace").decode()
    headers = {"content-disposition": f'attachment; filename="{name}"'.replace("\\", "")}
    return StreamingResponse(chunks(), media_type=_LINES, headers=headers)


@router.get(
    "/export/corrections",
    response_class=StreamingResponse,
    responses={200: {"description": "JSON lines.", "content": {_LINES: {}}}, **refusals(404)},
)
def export_corrections(here: Here, article: Annotated[Id | None, Query()] = None) -> Response:
    """Send what the desk knows of who said what, as labelled articles: a gold file of its own."""
    lines = [json_text(one, None) for one in here.export_corrections(article)]
    return Response("".join(lines).encode(), media_type=_LINES)


def _for_editors(who: Person) -> None:
    if not who.editor:
        raise HTTPException(403, f"{who.name} is no editor of this desk, and this is for editors.")
