"""What an index holds, so that two can be compared: everything but the numbers it gives to files."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from custfile.archive.build import Reader
from custfile.archive.index import Index
from custfile.archive.root import CUSTOMERS, DERIVED, Root
from custfile.archive.settings_file import load_settings
from custfile.archive.tables import TABLES
from custfile.errors import NoArchive

Contents = dict[str, Any]


def contents(root: Root) -> Contents:
    """Open the index of ``root`` and return all it says."""
    with closing(Index(root)) as index:
        return said(index)


def said(index: Index) -> Contents:
    """Return all that ``index`` says: by table the rows, each beginning with the path of its file."""
    paths = dict(index.rows("select file, path from files"))
    tables = {name: [(paths[file], *rest) for file, *rest in index.rows(f"select * from {name}")] for name in TABLES}
    return {
        **{name: sorted(rows, key=repr) for name, rows in tables.items()},
        "files": sorted(paths.values()),
        "findings": sorted(index.findings(), key=repr),
        "settings": index.settings_data,
        "catalog": index.catalog,
    }


def fresh(root: Root) -> Contents:
    """Return what an index says that is made of nothing; the one there is stays as it was."""
    derived, aside = root.folder / DERIVED, root.folder / "aside"
    if derived.exists():
        derived.rename(aside)
    try:
        return contents(root)
    finally:
        if aside.exists():
            shutil.rmtree(derived)
            aside.rename(derived)


def read(root: Root) -> Contents:
    """Return what the files say, found and read one by one without git or index. Raises ``NoArchive`` as ``Index`` does."""
    if not root.settings.is_file():
        raise NoArchive("git or somebody took the settings away")
    reader = _reader(root, root.settings.read_bytes())
    entries = [reader.entry(path, None) for path in sorted(pages(root))]
    rows = {name: [(entry.path, *row) for entry in entries for row in entry.rows.get(name, ())] for name in TABLES}
    return {
        **{name: sorted(found, key=repr) for name, found in rows.items()},
        "files": [entry.path for entry in entries],
        "findings": sorted((finding for entry in entries for finding in entry.findings), key=repr),
    }


@lru_cache(1)
def _reader(root: Root, settings: bytes) -> Reader:
    return Reader(root.folder, load_settings(root, settings)[0])


def pages(root: Root) -> Iterator[str]:
    """Yield the paths of all pages, links included; other things that are no files are left out."""
    for folder, folders, files in os.walk(root.folder / CUSTOMERS):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(folder) / name for name in (*links, *files)):
            if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".") and _is_file_or_link(path):
                yield path.relative_to(root.folder).as_posix()


def without(found: Contents, paths: Iterable[str]) -> Contents:
    """Return what ``found`` says of the files, those at ``paths`` left out."""
    gone = set(paths)
    kept: Contents = {name: [row for row in found[name] if row[0] not in gone] for name in TABLES}
    kept["files"] = [path for path in found["files"] if path not in gone]
    kept["findings"] = [finding for finding in found["findings"] if finding.path not in gone]
    return kept


def odd(root: Root, paths: Iterable[str]) -> set[str]:
    """Return those of ``paths`` where there is something that is neither a file nor a link."""
    return {path for path in paths if os.path.lexists(root.folder / path) and not _is_file_or_link(root.folder / path)}


def _is_file_or_link(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)
