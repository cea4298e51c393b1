"""factcheck: who said what, and is it borne out by the record."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.domain import (
        Article,
        Citation,
        Claim,
        ClaimKind,
        ClaimReview,
        Comparison,
        Decision,
        Document,
        Evidence,
        Passage,
        Quotation,
        Span,
        Speaker,
        Stance,
        StanceJudgement,
        Suggestion,
        UnverifiedReason,
        Verdict,
        Wording,
    )
    from factcheck.errors import ConflictError, FactcheckError, InputError, IntegrityError, UsageError
    from factcheck.report.model import ArticleReport, ClaimReport
    from factcheck.workspace import Workspace

__all__ = [
    "Article",
    "ArticleReport",
    "Citation",
    "Claim",
    "ClaimKind",
    "ClaimReport",
    "ClaimReview",
    "Comparison",
    "ConflictError",
    "Decision",
    "Document",
    "Evidence",
    "FactcheckError",
    "InputError",
    "IntegrityError",
    "Metadata",
    "Passage",
    "Quotation",
    "Span",
    "Speaker",
    "Stance",
    "StanceJudgement",
    "Suggestion",
    "UnverifiedReason",
    "UsageError",
    "Verdict",
    "Wording",
    "Workspace",
    "__version__",
]
# Where a name is defined, unless it is a word of the domain.
_HOMES = {
    "Workspace": "workspace",
    "Metadata": "articles",
    "ArticleReport": "report.model",
    "ClaimReport": "report.model",
    **dict.fromkeys(("ConflictError", "FactcheckError", "InputError", "IntegrityError", "UsageError"), "errors"),
}


# Nothing leaves the machine. These report how they are used unless they are told not to before they are imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def __getattr__(name: str) -> object:
    # SQLAlchemy takes a third of a second to import: nothing is, before somebody asks.
    if name not in __all__:
        raise AttributeError(f"module 'factcheck' has no attribute '{name}'")
    return getattr(import_module(f"factcheck.{_HOMES.get(name, 'domain')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
