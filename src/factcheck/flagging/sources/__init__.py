"""Sources of articles: folders, feeds, sitemaps, lists of addresses, streams, standard input, and files that name them.

Invariant: everything that a source holds is an item or is named with its place and why it is none; an item comes once,
is known by one key from run to run, and nothing of it is read or fetched before it is asked for.
"""

from __future__ import annotations

from factcheck.flagging.sources.article import article_of
from factcheck.flagging.sources.listing import items
from factcheck.flagging.sources.model import ArticleSource, Fetch, SourceKind, source_of
from factcheck.flagging.sources.sources_file import read_sources, sources_of

__all__ = [
    "ArticleSource",
    "Fetch",
    "SourceKind",
    "article_of",
    "items",
    "read_sources",
    "source_of",
    "sources_of",
]
