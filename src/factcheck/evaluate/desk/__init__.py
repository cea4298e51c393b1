"""The whole path beside what a careful reader made of an article: claims, speakers, evidence, stances, suggestions.

Invariant: what is scored is what a check shows, in its order; nothing here knows how it was found.
"""

from __future__ import annotations

from factcheck.evaluate.desk.cases import DeskCase, case_folders, read_gold
from factcheck.evaluate.desk.judging import JudgeScores, judged, score_judge
from factcheck.evaluate.desk.outcomes import WIDER, Outcome, run
from factcheck.evaluate.desk.scores import DeskScores, score

__all__ = [
    "WIDER",
    "DeskCase",
    "DeskScores",
    "JudgeScores",
    "Outcome",
    "case_folders",
    "judged",
    "read_gold",
    "run",
    "score",
    "score_judge",
]
