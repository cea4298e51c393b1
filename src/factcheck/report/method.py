"""How a report is to be read, in its own words.

Invariant: whatever a report says or holds by, it explains here; docs/method.md says more.
"""

from __future__ import annotations

from factcheck.report.holding import RULES
from factcheck.report.model import ArticleReport
from factcheck.report.wordings import LEGEND

_METHOD = (
    "A quotation is decided twice, by people: whether its speaker said this (said so, said otherwise, not said, not "
    "found), and whether what was said is borne out (supported, contradicted, unverified). What stands in the outlet's "
    "own voice has only the second answer. Supported and contradicted rest on words cited from the reference corpus, "
    "checked again by their hash when this report was made; unverified means that somebody looked and says why; "
    "not yet checked means that nobody has decided.",
    "Everything marked as a proposal was made by a machine and has been confirmed by nobody. The rank score only "
    "orders the passages found for one claim: it joins the places in a list by meaning and a list by words, is not "
    "a probability and cannot be compared between claims.",
    "Beside each passage stands first where it differs from the claim and what both have: figures, dates, names, "
    "words, negations; in its words, what differs stands between »…« or is red. That was found by comparing the two "
    "texts, and says nothing about whether the passage itself is true. Supports and contradicts are said only where "
    "that was measured to be right often enough, and contradicts never without something that differs. Where neither "
    "is said, the passage is on the subject of the claim and was not judged.",
    "Only the reference corpus named here was searched. Nothing found means nothing found there, not that there is "
    "nothing to find.",
    "Words in quotation marks were compared word by word with the documents that share the rarest of them. That says "
    "whether somebody said this, never whether it is true. " + LEGEND,
)
BRIEF = (
    "People decide a quotation twice: whether its speaker said this, and whether it is borne out. Supported and "
    "contradicted rest on words cited from the reference corpus, checked again by their hash; unverified means that "
    "somebody looked, and says why; not yet checked, that nobody has decided. What is said to be by machine, or a "
    "proposal, was confirmed by nobody. Only the reference corpus was searched. HOLD lasts until each reason is "
    "decided anew or, where that may be, signed off by an editor who says why. CLEAR means that people have decided "
    "every claim that was found, not that every claim was found."
)
_HOLDING = (
    "An editor may sign a reason off, which is told with who and why; but what is undecided, stale, disputed or waits "
    "for a second check can only be decided. What was dismissed as no claim holds nothing, and is listed with who and "
    "why. Other words in quotation marks, more than a few, that are in no claim are listed as left out, each with the "
    "reason."
)


def method(report: ArticleReport) -> tuple[str, ...]:
    """How to read a report, a paragraph each; the last ones by which rules it is held, and by which not."""
    used = [rule for rule in RULES.values() if rule not in report.unused]
    held = "; ".join(f"{rule.when} ({rule.says})" for rule in used)
    return tuple(filter(None, (*_METHOD, f"HOLD is said while {held}.", _HOLDING, not_used(report))))


def not_used(report: ArticleReport) -> str:
    """ "Not used by this desk: single source."; empty where every rule of the hold line is."""
    return f"Not used by this desk: {', '.join(rule.says for rule in report.unused)}." if report.unused else ""
