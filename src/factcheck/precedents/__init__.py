"""Has this been checked before? Earlier verdicts and published ClaimReviews, matched to a claim.

Invariant: a match is shown with what differs and is never merged; nothing here decides, and
what a ClaimReview says is never evidence.

``claimreview`` reads feeds, ``matching`` orders what was found, ``differences`` says how a
claim and an earlier one differ, which makes the level of a match, and ``sameness`` whether both
say the very same. The rest is what a feed is made of: its JSON (``broken_json``, ``linked``) and
what a review says (``reviews``, ``ratings``, ``days``, ``plain_words``).
"""

from factcheck.precedents.claimreview import Unread, is_feed, read_feed
from factcheck.precedents.differences import compare
from factcheck.precedents.matching import CANDIDATES, EarlierCheck, Match, cleaned, rank
from factcheck.precedents.plain_words import plain_words
from factcheck.precedents.sameness import Dated, unlike

__all__ = [
    "CANDIDATES",
    "Dated",
    "EarlierCheck",
    "Match",
    "Unread",
    "cleaned",
    "compare",
    "is_feed",
    "plain_words",
    "rank",
    "read_feed",
    "unlike",
]
