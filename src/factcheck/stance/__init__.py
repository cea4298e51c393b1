"""Claim and passage to a stance with reasons; evidence to a suggestion.

Invariant: a suggestion is the machine's proposal, made of what a person can check, and abstains
where the record is thin or divided.
"""

from factcheck.domain import Question
from factcheck.stance.judging import NOT_JUDGED, judge
from factcheck.stance.loading import load, remarks
from factcheck.stance.rules import RULES, RuleJudge
from factcheck.stance.suggesting import suggest

__all__ = ["NOT_JUDGED", "RULES", "Question", "RuleJudge", "judge", "load", "remarks", "suggest"]
