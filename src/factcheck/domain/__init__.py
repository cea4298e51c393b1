"""The words of the trade, as frozen values.

Invariant: nothing here does input or output, and every offset is a count of code points
into the text it belongs to, so that ``text[start:end]`` always yields the words meant.
"""

from factcheck.domain.articles import BODY_KINDS, Article, Block, BlockKind
from factcheck.domain.claims import Claim, ClaimKind, ClaimOrigin
from factcheck.domain.comparison import Aspect, Comparison, Fact, Likeness, Point, Standing
from factcheck.domain.corpus import Document, Passage, with_title
from factcheck.domain.decisions import Attribution, Citation, Decision, DecisionKind
from factcheck.domain.drafts import DraftChanges, DraftClaim, Edit, EditKind
from factcheck.domain.evidence import (
    NO_WITNESS,
    REPEATS,
    Evidence,
    PassageFlag,
    Search,
    Stance,
    StanceJudgement,
    Suggestion,
    UnverifiedReason,
    Verdict,
)
from factcheck.domain.flagging import Appearance, Content, Flag, Mute, MuteKind, SourceItem, Unusable
from factcheck.domain.interfaces import Encoder, Index, Judge, Opinion, Progress, Question, silent
from factcheck.domain.ledger import LedgerLine, LedgerName, LedgerOutcome
from factcheck.domain.log import DECIDING, Action, DismissalReason, LogEntry
from factcheck.domain.precedents import ClaimReview, MatchLevel, Precedent
from factcheck.domain.quotations import (
    LeftOut,
    LeftOutReason,
    Quotation,
    QuotationKind,
    Reading,
    Reported,
    Speaker,
    SpeakerKind,
)
from factcheck.domain.standing import GONE, WAITING, ArticleStanding, ClaimStanding, State
from factcheck.domain.text import Place, Span, fingerprint, place_of
from factcheck.domain.wording import Alteration, DiffOperation, DiffPart, Wording, WordingFinding, WordingPlace

__all__ = [
    "BODY_KINDS",
    "DECIDING",
    "GONE",
    "NO_WITNESS",
    "REPEATS",
    "WAITING",
    "Action",
    "Alteration",
    "Appearance",
    "Article",
    "ArticleStanding",
    "Aspect",
    "Attribution",
    "Block",
    "BlockKind",
    "Citation",
    "Claim",
    "ClaimKind",
    "ClaimOrigin",
    "ClaimReview",
    "ClaimStanding",
    "Comparison",
    "Content",
    "Decision",
    "DecisionKind",
    "DiffOperation",
    "DiffPart",
    "DismissalReason",
    "Document",
    "DraftChanges",
    "DraftClaim",
    "Edit",
    "EditKind",
    "Encoder",
    "Evidence",
    "Fact",
    "Flag",
    "Index",
    "Judge",
    "LedgerLine",
    "LedgerName",
    "LedgerOutcome",
    "LeftOut",
    "LeftOutReason",
    "Likeness",
    "LogEntry",
    "MatchLevel",
    "Mute",
    "MuteKind",
    "Opinion",
    "Passage",
    "PassageFlag",
    "Place",
    "Point",
    "Precedent",
    "Progress",
    "Question",
    "Quotation",
    "QuotationKind",
    "Reading",
    "Reported",
    "Search",
    "SourceItem",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StanceJudgement",
    "Standing",
    "State",
    "Suggestion",
    "Unusable",
    "UnverifiedReason",
    "Verdict",
    "Wording",
    "WordingFinding",
    "WordingPlace",
    "fingerprint",
    "place_of",
    "silent",
    "with_title",
]
