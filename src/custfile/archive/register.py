"""The register of removed files: ``removed.yaml`` says which, when, by whom and why."""

from __future__ import annotations

from typing import Final

from custfile.archive.page import read_page
from custfile.archive.root import Root

REGISTER: Final = "removed.yaml"


def removed(root: Root) -> set[str]:
    """Return the ids that the register names: ``removed: [{id: C000012, date: 2026-02-03, by: li.na, reason: …}]``."""
    try:
        data = read_page((root.folder / REGISTER).read_bytes()).data
    except OSError:
        return set()
    entries = data.get("removed", [])
    return (
        {str(entry.get("id")) for entry in entries if isinstance(entry, dict)} if isinstance(entries, list) else set()
    )
