"""Bytes to Article, whatever the file: text, Markdown, web pages and what else ``reading`` lists."""

from factcheck.articles.contents import inspect_content
from factcheck.articles.draft import Metadata
from factcheck.articles.imprint import Imprint, body_named, imprint
from factcheck.articles.reading import MAX_BYTES, Format, Inspected, Printed, holds_ninjs, inspect, parse, read

__all__ = [
    "MAX_BYTES",
    "Format",
    "Imprint",
    "Inspected",
    "Metadata",
    "Printed",
    "body_named",
    "holds_ninjs",
    "imprint",
    "inspect",
    "inspect_content",
    "parse",
    "read",
]
