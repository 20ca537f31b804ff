"""Whether git keeps the customers' files in another form than they have in the folder.

It does so by a filter (as git-crypt does), an encoding of the work tree, or expanded keywords. Unlocking such a folder
changes every file in it without git calling one of them modified, so its word is no proof that we know them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Final

from custfile.archive.root import DOCUMENTS, Root

_CONVERTING: Final = ("filter", "working-tree-encoding", "ident")
_PAGES: Final = ("", ".yaml", ".yml")


def converting(root: Root) -> bool:
    """Say whether the attributes of the repository, from its top down to ``root``, may convert customers' files."""
    return any(_converts(line) for text in _texts(root) for line in text.splitlines())


def _texts(root: Root) -> Iterator[str]:
    for folder in (root.folder, *root.folder.parents):
        for name in (".gitattributes", ".git/info/attributes"):
            with suppress(OSError):
                yield (folder / name).read_text(encoding="utf-8", errors="replace")
        if os.path.lexists(folder / ".git"):
            return


def _converts(line: str) -> bool:
    """A pattern for papers, such as ``*.pdf filter=lfs`` or ``documents/**``, does not reach the customers' files."""
    pattern, *attributes = line.split() or [""]
    suffix = PurePosixPath(pattern.strip('"')).suffix.lower()
    reaches = suffix in _PAGES or any(sign in suffix for sign in "*?[")
    papers = pattern.lstrip("/").startswith(f"{DOCUMENTS}/")
    return reaches and not papers and any(word.partition("=")[0] in _CONVERTING for word in attributes)
