"""The JSON API: what the command line offers, for programs.

Invariant: each answer is made by the verbs of the workspace, and each refusal has one shape: ``{"error": "…"}``.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse

router = APIRouter(prefix="/api/v1")


def refused(status: int, words: str) -> JSONResponse:
    """A refusal, in the shape of all of them."""
    return JSONResponse({"error": words}, status)
