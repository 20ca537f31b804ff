"""Where the archive is, and its settings."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from custfile.errors import NoArchive
from custfile.language import _

SETTINGS: Final = "custfile.yaml"
CUSTOMERS: Final = "customers"
PLANS: Final = "plans"
DOCUMENTS: Final = "documents"
DERIVED: Final = ".custfile"

_LANGUAGE: Final = re.compile(rb"^language:[ \t]+[\"']?([A-Za-z][\w-]*)", re.MULTILINE)


def modeline(path: str, schema: str = "customer") -> str:
    """Return the first line of the file at ``path``, by which editors find the schema named."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schema/{schema}.schema.json\n"


class Root(NamedTuple):
    """An archive's folder."""

    folder: Path

    @property
    def settings(self) -> Path:
        """The file of settings, which marks the root."""
        return self.folder / SETTINGS

    @property
    def customers(self) -> Path:
        """The folder of the customers' files."""
        return self.folder / CUSTOMERS

    @property
    def templates(self) -> Path:
        """The folder of the archive's own templates, which may be missing."""
        return self.folder / "templates"

    def language(self) -> str | None:
        """Return the language that the settings name, or ``None``; their text is looked at, whether it is right or not."""
        try:
            found = _LANGUAGE.search(self.settings.read_bytes())
        except OSError:
            return None
        return found[1].decode() if found else None

    def derived(self) -> Path:
        """Return the folder of what can be made again, made when missing; it hides itself from git."""
        folder = self.folder / DERIVED
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        return folder


def find_root(start: str | None = None) -> Root:
    """Return the archive of ``start``, of ``CUSTFILE_ARCHIVE``, or of the folder we are in or one above it.

    Raises ``NoArchive`` when there is none.
    """
    told = start or os.environ.get("CUSTFILE_ARCHIVE")
    here = Path(told) if told else Path.cwd()
    for folder in (here.absolute(),) if told else (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Root(folder)
    raise NoArchive(
        _("no archive at {folder}: it has no {settings}; begin one with: custfile init").format(
            folder=here, settings=SETTINGS
        )
    )
