"""The measure of how complete the files are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from numpy.typing import NDArray

from custfile.analysis.completeness.audit import audit
from custfile.analysis.figures import Figures


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``completeness``: the share of what a file should have by now that is told, 0 to 1."""
    return {"completeness": audit(figures).share}
