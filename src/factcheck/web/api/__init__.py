"""The JSON API: what the command line offers, for programs.

Invariant: each answer is made by the verbs of the workspace and is what `--json` prints, whoever asks is the person
signed in and nobody else, and each refusal has one shape: ``{"error": "…", "code": 2}``.
"""

from __future__ import annotations

from fastapi import APIRouter, Security
from fastapi.security import APIKeyCookie, APIKeyHeader, HTTPBearer

from factcheck.web.api import articles, claims, corpus, correcting, deciding, flags, jobs, ledgers, page, record, texts
from factcheck.web.people import AS

__all__ = ["router"]

# What proves who asks, or says it, for the description; `people` looks at them.
_WAYS = (
    HTTPBearer(auto_error=False, description="The token that `factcheck serve --add-user NAME` printed."),
    APIKeyHeader(
        name=AS,
        scheme_name="Name",
        auto_error=False,
        description="A name, where no token is needed: on this machine, while nobody was given one. It proves nothing.",
    ),
    APIKeyCookie(name="factcheck", scheme_name="Browser", auto_error=False, description="A browser that signed in."),
)

router = APIRouter()
_offered = APIRouter(prefix="/api/v1", dependencies=[Security(way) for way in _WAYS])
for _one in (articles, claims, deciding, correcting, corpus, texts, ledgers, flags, record, jobs):
    _offered.include_router(_one.router)
router.include_router(_offered)
router.include_router(page.router, include_in_schema=False)
