"""What the program finds in the documents of a gold file.

Invariant: it is what ``quotes.extract`` returns, nothing added and nothing left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.domain import Quotation
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.labelled import LabelledDocument
from factcheck.quotes import extract


def run(
    documents: Sequence[GoldDocument | LabelledDocument], without: Collection[str] = ()
) -> list[tuple[Quotation, ...]]:
    """The quotations of each document, found without these rules."""
    return [extract(document.article, without) for document in documents]
