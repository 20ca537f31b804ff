"""CDNOW's orders as lifetimes ships them, and customers made up by the models' own story."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from custfile.analysis.models.beta_geometric import BetaGeometric, Parameters
from custfile.analysis.models.histories import Histories, Purchases, merge

CALIBRATED = int(np.datetime64("1997-09-30").astype("datetime64[D]").astype(int))
"""Last day of the 39 weeks that the published fits use."""
ENDED = int(np.datetime64("1998-06-30").astype("datetime64[D]").astype(int))


def cdnow(name: str) -> Path:
    """Return a file of CDNOW's data; skips without lifetimes."""
    return Path(pytest.importorskip("lifetimes.datasets").__path__[0]) / name


def cdnow_histories() -> Histories:
    """Return the 2,357 customers after 39 weeks, as published: weeks with two decimals."""
    rows = np.genfromtxt(cdnow("cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    return Histories(rows[:, 1].astype(np.int64), rows[:, 2], rows[:, 3])


def cdnow_purchases() -> Purchases:
    """Return what they bought in all 78 weeks."""
    rows = np.genfromtxt(cdnow("CDNOW_sample.txt"), dtype=np.str_)
    days = np.array([f"{text[:4]}-{text[4:6]}-{text[6:]}" for text in rows[:, 2]], dtype="datetime64[D]")
    cents = np.rint(rows[:, 4].astype(np.float64) * 100).astype(np.int64)
    return merge(rows[:, 1].astype(np.int64), days.astype(np.int64), cents)


def story(
    model: BetaGeometric, parameters: Parameters, ages: NDArray[np.float64], after: float, seed: int
) -> tuple[Histories, NDArray[np.int64]]:
    """Play the model's story for customers of the given ``ages``: what was seen of them, and orders in the time ``after``."""
    random = np.random.default_rng(seed)
    rate = random.gamma(parameters.r, 1 / parameters.alpha, len(ages))
    leaves = random.beta(parameters.a, parameters.b, len(ages))
    now, x, tx = np.zeros(len(ages)), np.zeros(len(ages), dtype=np.int64), np.zeros(len(ages))
    later = np.zeros(len(ages), dtype=np.int64)
    here = random.random(len(ages)) >= leaves if model.first else np.ones(len(ages), dtype=bool)
    while here.any():
        now = now + random.exponential(1, len(ages)) / np.maximum(rate, 1e-300)
        seen, soon = here & (now <= ages), here & (now > ages) & (now <= ages + after)
        x[seen] += 1
        tx[seen] = now[seen]
        later[soon] += 1
        here &= (now <= ages + after) & (random.random(len(ages)) >= leaves)
    return Histories(x, tx, ages), later
