"""What is wrong with the archive as a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from custfile.archive import journal
from custfile.archive.git import ask, in_work_tree
from custfile.archive.init import stale_schema
from custfile.archive.root import Root
from custfile.language import _, count, spoken
from custfile.model.settings import Settings


def ailments(root: Root, settings: Settings) -> list[str]:
    """Return a sentence for each thing that wants looking after."""
    return list(_ailments(root, settings))


def _ailments(root: Root, settings: Settings) -> Iterator[str]:
    if journal.pending(root):
        yield _("an earlier change was interrupted; run: custfile doctor --resume, or: custfile doctor --rollback")
    open_files = sum(map(_open_to_others, root.customers.rglob("*")))
    if open_files and os.name == "posix":
        yield count(
            "{n} file can be read by other users of this computer; run: chmod -R go= customers",
            "{n} files can be read by other users of this computer; run: chmod -R go= customers",
            open_files,
        )
    for path in stale_schema(root, settings, spoken()):
        yield _("{path} does not fit custfile.yaml any more; run: custfile doctor --schema").format(path=path)
    if not in_work_tree(root.folder):
        yield _("the archive is in no git repository: changes leave no history; run: git init")
    elif ask(root.folder, "config", "diff.custfile.xfuncname") is None:
        yield _("git diff does not name the customer yet; run: custfile init")


def _open_to_others(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) and bool(mode & 0o077)
