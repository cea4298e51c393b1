"""The rules of those who have no file of rules.

Invariant: every new claim meets one, and the gravest reason comes first.
"""

from __future__ import annotations

from factcheck.flagging.flag_rule import FlagRule

CHECK_WORTHY = 0.5
"""Nine of ten sentences from here on are worth checking, by people's judgement of debates: see docs/experiments.md."""

DEFAULT = (
    FlagRule("known-false", {"known-false": True}),
    FlagRule("contradicted", {"contradicted": True}),
    FlagRule("figure-differs", {"figure-differs": True}),
    FlagRule("like-false", {"like-false": True}),
    FlagRule("misquoted", {"misquoted": True}),
    FlagRule("restated-opinion", {"restated-opinion": True}),
    FlagRule("check-worthy", {"checkworthiness": CHECK_WORTHY}),
    FlagRule("new", {"new": True}),
)
"""The rules of those who have no file, the gravest first."""
