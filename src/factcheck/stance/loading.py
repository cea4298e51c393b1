"""Which judge judges: the model that comes with factcheck, one the user names, or rules.

Invariant: no model is loaded before it is asked for, and the network is never asked.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.domain import Judge
from factcheck.stance.rules import RULES, RuleJudge

SHIPPED = "factcheck"


def load(name: str, *, temperature: float = 1.0, notice: Callable[[str], None]) -> Judge:
    """The judge called ``name``: "factcheck" for the shipped model, "rules", a folder, or a hub model in the local
    cache. ``temperature`` is for models that are not shipped, whose own is known.

    ``notice`` is told if a model gets plain cases wrong. Raises IntegrityError if the shipped model is damaged,
    InputError if another cannot be used.
    """
    if name == RULES:
        return RuleJudge()
    if name == SHIPPED:
        from factcheck.stance.shipped import ShippedCrossEncoder

        return ShippedCrossEncoder()
    from factcheck.stance.cross_encoder import SentenceTransformersCrossEncoder

    model = SentenceTransformersCrossEncoder(name, temperature=temperature)
    for warning in model.warnings:
        notice(warning)
    return model
