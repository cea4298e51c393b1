"""Word-by-word comparison of quotations with transcripts and reports: ``compare(quotation(…), sources)``.

Invariant: the words decide alone. No model; the same quotation and sources give the same answer;
spans slice to the words meant, on both sides.
"""

from __future__ import annotations

from factcheck.wording.judging import compare
from factcheck.wording.quotation import QuotedWords, quotation
from factcheck.wording.sources import Source
from factcheck.wording.speaking import Spoken, Voices, nobody
from factcheck.wording.tokens import read

__all__ = ["QuotedWords", "Source", "Spoken", "Voices", "compare", "nobody", "quotation", "read"]
