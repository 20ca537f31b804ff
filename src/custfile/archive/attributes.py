"""Whether git keeps the customers' files in another form than they have in the folder.

It does so by a filter (as git-crypt does), an encoding of the work tree, or expanded keywords. Unlocking such a folder
changes every file in it without git calling one of them modified, so its word is no proof that we know them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from custfile.archive.root import Root

_CONVERTING: Final = ("filter", "working-tree-encoding", "ident")
_PAGES: Final = (".yaml", ".yml", "*", "")


def converting(root: Root) -> bool:
    """Say whether the attributes of the repository, from its top down to ``root``, may convert customers' files."""
    return any(_converts(line) for text in _texts(root) if any(word in text for word in _CONVERTING) for line in text.splitlines())


def _texts(root: Root) -> Iterator[str]:
    for folder in (root.folder, *root.folder.parents):
        for name in (".gitattributes", ".git/info/attributes"):
            try:
                yield (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
        if os.path.lexists(folder / ".git"):
            return


def _converts(line: str) -> bool:
    """A pattern for papers, such as ``*.pdf filter=lfs`` or ``documents/**``, does not reach the customers' files."""
    pattern, *attributes = line.split() or [""]
    reaches = os.path.splitext(pattern.strip('"'))[1].lower() in _PAGES and not pattern.lstrip("/").startswith("documents/")
    return reaches and any(word.partition("=")[0] in _CONVERTING for word in attributes)
