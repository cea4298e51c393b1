"""How sure a figure is: the one bootstrap that every measure uses."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evaluate import Estimate
from factcheck.evaluate.intervals import DRAWS, estimate, estimates, of_mean


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_figure_lies_in_its_interval_and_the_same_units_give_the_same_one(values: list[float]) -> None:
    found = of_mean(values)
    assert found == of_mean(values)
    assert found.value == pytest.approx(np.mean(values))
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9


def test_of_many_units_the_interval_is_that_of_the_normal_distribution() -> None:
    values = np.random.default_rng(1).normal(10, 2, size=2000)
    found, spread = of_mean(list(values)), values.std() / 2000**0.5
    assert found.low == pytest.approx(found.value - 1.96 * spread, abs=0.15 * spread)
    assert found.high == pytest.approx(found.value + 1.96 * spread, abs=0.15 * spread)


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(2)
    held = [(found := of_mean(list(random.random(50) < 0.7))).low <= 0.7 <= found.high for _ in range(200)]
    assert 0.88 <= np.mean(held) <= 0.99


def test_a_unit_is_drawn_whole_and_as_many_are_drawn_as_there_are() -> None:
    seen: list[np.ndarray] = []

    def statistic(weights: np.ndarray) -> np.ndarray:
        seen.append(weights)
        return np.zeros(len(weights))

    estimate(7, statistic)
    whole, *drawn = seen
    assert whole.tolist() == [[1] * 7]
    assert sum(map(len, drawn)) == DRAWS
    assert all((weights.sum(axis=1) == 7).all() and weights.dtype.kind == "i" for weights in drawn)


def test_several_figures_of_the_same_units_come_from_the_same_draws() -> None:
    values = np.array([0.1, 0.4, 0.9, 0.2, 0.7])
    mean, twice, difference = estimates(
        5, lambda weights: np.stack([weights @ values / 5, 2 * (weights @ values) / 5, 0 * (weights @ values)], axis=1)
    )
    assert (twice.value, twice.low, twice.high) == pytest.approx((2 * mean.value, 2 * mean.low, 2 * mean.high))
    assert difference == Estimate(0, 0, 0)
    assert mean == of_mean(list(values))


def test_a_single_unit_is_its_own_interval() -> None:
    assert of_mean([0.5]) == Estimate(0.5, 0.5, 0.5)


def test_draws_of_many_units_are_not_all_in_memory_together() -> None:
    units = 20_000
    tracemalloc.start()
    of_mean([0.5] * units)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < DRAWS * units * 8 / 2
