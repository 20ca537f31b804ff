"""Makes the catalogs that the program reads, and packs the examples without what was derived from them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Contents(BuildHookInterface[Any]):
    """Compiles the catalogs before anything is packed, and names the examples' files one by one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the ``.mo`` beside each ``.po``; an index beside an example stays where it is."""
        root = Path(self.root)
        runpy.run_path(str(root / "tools" / "catalogs.py"))["compile_all"]()
        files = (path for path in (root / "examples").rglob("*") if path.is_file() and ".custfile" not in path.parts)
        build_data["force_include"] |= {str(path): f"custfile/{path.relative_to(root).as_posix()}" for path in files}
