"""Whatever the description of the API allows, and what it does not, is asked of a real desk: nothing breaks.

`FACTCHECK_API_EXAMPLES=300 pytest tests/test_api_schema.py` asks more of each address, at random.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import review_samples
import schemathesis
from api_desk import Desk, a_desk
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from factcheck import Workspace

EXAMPLES = int(os.environ.get("FACTCHECK_API_EXAMPLES", "0"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ARTICLE = review_samples.ARTICLE.id
KNOWN = {
    "claim": [claim.id for claim in review_samples.CLAIMS],
    "article": [ARTICLE, ARTICLE[:6]],
    "passage": ["minutes#0", "cranes#0"],
    "document": ["minutes", "nothing/of that?name#0"],
}


@pytest.fixture(scope="module")
def desk(cache: object) -> Iterator[Desk]:
    with a_desk() as made:
        made.workspace.corpus_search("harbour")  # what takes long to load is loaded before examples are made
        yield made


def _operations() -> list[tuple[str, str]]:
    """What there is to ask, of no desk in particular: when tests are collected no database is there yet."""
    with Workspace("nowhere") as nowhere:
        described = Desk(nowhere).app.openapi()
    return [(method, path) for path, methods in described["paths"].items() for method in methods]


@pytest.mark.parametrize(("method", "path"), _operations())
def test_what_the_description_allows_and_what_it_does_not_is_answered_as_it_says(
    desk: Desk, method: str, path: str
) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", desk.app)[path][method]
    asks = bool(list(operation.iter_parameters()) or operation.body)
    few = (EXAMPLES or 6) if asks else 1
    for mode, count in ((GenerationMode.POSITIVE, few), (GenerationMode.NEGATIVE, few // 2)):
        if not count:
            continue
        cases = operation.as_strategy(generation_mode=mode)

        @settings(
            max_examples=count,
            derandomize=not EXAMPLES,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, known=st.booleans(), draw=st.data())
        def ask(case: Any, known: bool, draw: Any) -> None:
            for name in set(case.path_parameters or {}) & KNOWN.keys() if known else ():
                case.path_parameters[name] = draw.draw(st.sampled_from(KNOWN[name]))
            if (case.query or {}).get("format") == "pdf":  # which starts a browser each time
                case.query["format"] = "html"
            answered = case.call(headers={"x-factcheck-as": "ana"})
            case.validate_response(answered, checks=CHECKS)

        ask()
