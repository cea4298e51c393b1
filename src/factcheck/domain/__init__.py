"""The words of the trade, as frozen values.

Invariant: nothing here does input or output, and every offset is a count of code points
into the text it belongs to, so that ``text[start:end]`` always yields the words meant.
"""

from factcheck.domain.articles import BODY_KINDS, Article, Block, BlockKind
from factcheck.domain.claims import Claim, ClaimKind
from factcheck.domain.corpus import Document, Passage, with_title
from factcheck.domain.decisions import Citation, Decision
from factcheck.domain.evidence import Evidence, Search, Stance, StanceJudgement, Suggestion, UnverifiedReason, Verdict
from factcheck.domain.interfaces import Encoder, Index, Judge, Opinion, Progress, Question, silent
from factcheck.domain.precedents import ClaimReview, MatchLevel, Precedent
from factcheck.domain.quotations import Quotation, QuotationKind, Reading, Reported, Speaker, SpeakerKind
from factcheck.domain.text import Span, fingerprint
from factcheck.domain.wording import Alteration, DiffOperation, DiffPart, Wording, WordingFinding, WordingPlace

__all__ = [
    "BODY_KINDS",
    "Alteration",
    "Article",
    "Block",
    "BlockKind",
    "Citation",
    "Claim",
    "ClaimKind",
    "ClaimReview",
    "Decision",
    "DiffOperation",
    "DiffPart",
    "Document",
    "Encoder",
    "Evidence",
    "Index",
    "Judge",
    "MatchLevel",
    "Opinion",
    "Passage",
    "Precedent",
    "Progress",
    "Question",
    "Quotation",
    "QuotationKind",
    "Reading",
    "Reported",
    "Search",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StanceJudgement",
    "Suggestion",
    "UnverifiedReason",
    "Verdict",
    "Wording",
    "WordingFinding",
    "WordingPlace",
    "fingerprint",
    "silent",
    "with_title",
]
