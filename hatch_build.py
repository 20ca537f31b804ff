"""Makes the catalogs that the program reads, for a wheel, an sdist and an editable installation alike."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface[Any]):
    """Compiles the catalogs before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the ``.mo`` beside each ``.po``."""
        runpy.run_path(str(Path(self.root) / "tools" / "catalogs.py"))["compile_all"]()
