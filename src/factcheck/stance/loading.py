"""Which model judges: the one that comes with factcheck, one the user names, or none.

Invariant: no model is loaded before it is asked for, and the network is never asked.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.domain import CrossEncoder
from factcheck.stance.judging import RULES

SHIPPED = "factcheck"


def load(name: str, *, temperature: float = 1.0, notice: Callable[[str], None]) -> CrossEncoder | None:
    """The cross-encoder called ``name``: "factcheck" for the shipped one, a folder, or a hub model in the local cache;
    None for "rules". ``temperature`` is for models that are not shipped, whose own is known.

    ``notice`` is told if a model gets plain cases wrong. Raises IntegrityError if the shipped model is damaged,
    InputError if another cannot be used.
    """
    if name == RULES:
        return None
    if name == SHIPPED:
        from factcheck.stance.shipped import ShippedCrossEncoder

        return ShippedCrossEncoder()
    from factcheck.stance.cross_encoder import SentenceTransformersCrossEncoder

    model = SentenceTransformersCrossEncoder(name, temperature=temperature)
    for warning in model.warnings:
        notice(warning)
    return model
