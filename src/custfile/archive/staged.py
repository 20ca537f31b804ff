"""What git is about to commit, checked as it will be committed, whatever the folder says."""

from __future__ import annotations

from custfile.archive.build import Reader
from custfile.archive.git import ask, blobs
from custfile.archive.root import CUSTOMERS, SETTINGS, Root
from custfile.archive.settings_file import read_settings
from custfile.archive.survey import is_page
from custfile.errors import Refused
from custfile.language import _
from custfile.model.finding import Finding


def staged_findings(root: Root) -> list[Finding]:
    """Return the findings of the staged files, read from git's index, by the staged settings.

    Raises ``Refused`` where there is no git.
    """
    command = (
        "diff-index",
        "--cached",
        "--relative",
        "--name-only",
        "--diff-filter=ACMRT",
        "-z",
        _base(root),
        "--",
        CUSTOMERS,
    )
    raw = ask(root.folder, *command)
    if raw is None:
        raise Refused(_("{folder} is not in a git repository; --staged needs one").format(folder=root.folder))
    paths = [path for path in raw.decode("utf-8", "surrogateescape").split("\0") if is_page(path)]
    settings_bytes, *contents = blobs(root.folder, [f":./{SETTINGS}", *(f":./{path}" for path in paths)])
    settings, found, _data = read_settings(settings_bytes if settings_bytes is not None else root.settings.read_bytes())
    if settings is None:
        return found
    reader = Reader(root.folder, settings)
    for path, data in zip(paths, contents, strict=True):
        found += reader.read(path, data or b"")[0]
    return sorted(found, key=Finding.order)


def _base(root: Root) -> str:
    """Return what the index is compared with: the last commit, or nothing at all before the first."""
    head = ask(root.folder, "rev-parse", "--verify", "--quiet", "HEAD")
    empty = ask(root.folder, "hash-object", "-t", "tree", "--stdin", data=b"")
    return "HEAD" if head else (empty or b"").decode().strip()
