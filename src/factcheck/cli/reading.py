"""What a FILE on the command line holds: an article, or many."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from factcheck import articles
from factcheck.articles import Metadata
from factcheck.domain import Article
from factcheck.errors import FactcheckError, InputError


def article_in(name: str, given: Metadata | None, max_bytes: int) -> Article:
    """The article in the file ``name``; - is standard input. Raises InputError."""
    if name != "-":
        return articles.read(name, given=given, max_bytes=max_bytes)
    return articles.parse(sys.stdin.buffer.read(max_bytes + 1), given=given, max_bytes=max_bytes)


def documents_in(name: str, max_bytes: int) -> Iterator[tuple[str, Article] | FactcheckError]:
    """The articles in ``name`` with their ids, an error in the place of each that cannot be read.

    A name that ends in .jsonl holds ``{"doc_id", "text"}`` a line; any other holds one article.
    """
    try:
        if name.endswith(".jsonl"):
            with Path(name).open("rb") as file:
                for number, line in enumerate(file, start=1):
                    if line.strip():
                        yield _document(name, number, line, max_bytes)
        else:
            article = article_in(name, None, max_bytes)
            yield article.id, article
    except OSError as problem:
        yield InputError(f"{name}: cannot be read ({problem.strerror}).")
    except FactcheckError as problem:
        yield problem


def _document(name: str, number: int, line: bytes, max_bytes: int) -> tuple[str, Article] | FactcheckError:
    place = f"{name}, line {number}"
    try:
        fields = json.loads(line)
        text, document_id = str(fields["text"]), str(fields["doc_id"])
        return document_id, articles.parse(text.encode(), format="text", source=place, max_bytes=max_bytes)
    except FactcheckError as problem:
        return problem
    except (ValueError, KeyError, TypeError, RecursionError):
        return InputError(f'{place}: not a document. Write {{"doc_id": …, "text": …}}, one a line.')
