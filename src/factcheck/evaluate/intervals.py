"""How sure a figure is: the percentile bootstrap, one for all measures.

Invariant: the same units in the same order give the same interval. A unit is what is independent of the others (a
document, a query, a pair, a sentence) and is drawn whole, with replacement, as many times as there are units.

Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979); the percentile method:
Efron & Tibshirani, "An introduction to the bootstrap" (1993), chapter 13.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
SEED = 0
ENDS = (0.025, 0.975)  # the middle 95 % of the draws
_AT_ONCE = 100  # draws that are in memory together

Statistic = Callable[["NDArray[np.int64]"], "NDArray[np.float64]"]
"""Figures from weights. Weights of shape (draws, units) say how often each unit is taken; the figures have the shape
(draws,), or (draws, figures)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of the units as they are, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(units: int, statistic: Statistic) -> Estimate:
    """The one figure that ``statistic`` makes of ``units`` units, at least one."""
    (only,) = estimates(units, lambda weights: statistic(weights).reshape(-1, 1))
    return only


def estimates(units: int, statistic: Statistic) -> list[Estimate]:
    """The several figures that ``statistic`` makes of the same units, from the same draws."""
    import numpy as np

    values = statistic(np.ones((1, units), dtype=np.int64))[0]
    drawn = np.concatenate([statistic(weights) for weights in _weights(units)])
    ends = np.quantile(drawn, ENDS, axis=0)
    return [Estimate(*map(float, figure)) for figure in zip(values, *ends, strict=True)]


def of_mean(values: Sequence[float]) -> Estimate:
    """The mean over units that have one value each."""
    import numpy as np

    each = np.array(values, dtype=np.float64)
    return estimate(len(each), lambda weights: np.asarray(weights @ each / len(each), dtype=np.float64))


def _weights(units: int) -> Iterator[NDArray[Any]]:
    """How often each unit is taken in each of DRAWS draws, some draws at a time."""
    import numpy as np

    random = np.random.default_rng(SEED)
    for start in range(0, DRAWS, _AT_ONCE):
        yield random.multinomial(units, [1 / units] * units, size=min(_AT_ONCE, DRAWS - start))
