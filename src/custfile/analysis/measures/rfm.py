"""RFM as measures, by the settings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.figures import Figures
from custfile.analysis.rankings.rfm_options import rfm_options
from custfile.analysis.rankings.scores import score

_COLUMNS: Final = {
    "recency": "recency", "frequency": "frequency", "monetary": "monetary", "r": "r", "f": "f", "m": "m", "d": "d",
    "rfm": "score",
}  # fmt: skip


def measures(figures: Figures, names: Collection[str]) -> dict[str, NDArray[Any]]:
    """Return every measure of the group; a customer without orders has none, whatever its file says."""
    frame = score(figures.book, rfm_options(figures.settings, {})).frame
    who = frame["who"].to_numpy()
    found: dict[str, NDArray[Any]] = {}
    for name, column in _COLUMNS.items():
        found[name] = np.full(figures.size, np.nan)
        found[name][who] = frame[column].to_numpy()
    found["m"][found["m"] == 0] = np.nan
    found["segment"] = np.full(figures.size, None, dtype=object)
    found["segment"][who] = frame["segment"].to_numpy()
    return found
