"""Quotations of an article and whose they are: ``extract(article)``, ``profile(article, quotations)``, ``RULES``.

Invariant: the text decides alone, by rules that read a parser's words (``syntax``). No network; time linear in the
text; every span slices the article's text to the words meant.
"""

from __future__ import annotations

from factcheck.language.identification import is_english, limits
from factcheck.quotes.assembly import extract
from factcheck.quotes.explaining import explain
from factcheck.quotes.profile import profile, ways
from factcheck.quotes.rules.table import RULES

__all__ = ["READER", "RULES", "explain", "extract", "is_english", "limits", "profile", "ways"]

READER = "4"
"""The version of what finds quotations, kept with everything it found. It is raised whenever ``extract`` answers
otherwise for any text, so that a stored reading tells what made it; ``tests/quotes/test_reader.py`` notices."""
