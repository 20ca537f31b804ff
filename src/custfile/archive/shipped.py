"""What is shipped beside the code: example archives and report templates."""

from __future__ import annotations

from pathlib import Path

import custfile


def shipped(name: str) -> Path:
    """Return the folder ``name`` (``examples`` or ``templates``): inside an installed package, else in the checkout."""
    package = Path(custfile.__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parents[1] / name
