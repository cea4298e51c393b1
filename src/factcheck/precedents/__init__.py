"""Has this been checked before? Earlier verdicts and published ClaimReviews, matched to a claim.

Invariant: a match is shown with what differs and is never merged; nothing here decides, and
what a ClaimReview says is never evidence.

``claimreview`` reads feeds, ``matching`` orders what was found, ``differences`` says how a
claim and an earlier one differ, which makes the level of a match.
"""

from factcheck.precedents.claimreview import is_feed, read_feed
from factcheck.precedents.differences import compare
from factcheck.precedents.matching import CANDIDATES, EarlierCheck, Match, cleaned, rank

__all__ = ["CANDIDATES", "EarlierCheck", "Match", "cleaned", "compare", "is_feed", "rank", "read_feed"]
