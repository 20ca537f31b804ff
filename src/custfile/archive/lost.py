"""Lost pages: what the last commit had and the folder has no more, without a record of who removed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from custfile.archive.disk import read
from custfile.archive.git import ask, blobs
from custfile.archive.index import Index
from custfile.archive.root import CUSTOMERS
from custfile.archive.survey import identity, is_page, legible
from custfile.model.finding import Finding

if TYPE_CHECKING:
    from custfile.archive.page import Page

EVENTS: Final = (
    "orders", "payments", "quotations", "visits", "promises", "deals", "tickets", "documents", "loans", "gifts", "notes",
)  # fmt: skip


class _Change(NamedTuple):
    """How a file differs from the last commit: git's letter for it, the blob id it had, its path."""

    status: str
    blob: str
    path: str


def lost_pages(index: Index) -> Iterator[Finding]:
    """Yield C603 for each file, C604 for each shrunk list of events, that the last commit had."""
    changes = list(_changes(index))
    yield from _gone(index, [change.path for change in changes if change.status == "D"])
    yield from _shrunk(index, [change for change in changes if change.status == "M"])


def _changes(index: Index) -> Iterator[_Change]:
    raw = ask(index.root.folder, "diff-index", "--relative", "--no-renames", "-z", "HEAD", "--", CUSTOMERS)
    fields = legible(raw or b"").split("\0")
    for told, path in zip(fields[::2], fields[1::2], strict=False):
        _mode, _now, blob, _id, status = told.split(" ")
        if is_page(path):
            yield _Change(status, blob, path)


def _gone(index: Index, paths: list[str]) -> Iterator[Finding]:
    """A file that was moved is not gone, whether or not it can be read."""
    present = {identity(path) for (path,) in index.rows("select path from files")} if paths else set()
    missing = [path for path in paths if identity(path) not in present]
    if missing:
        from custfile.archive.register import removed  # late: nothing is missing on most days

        recorded = removed(index.root)
        yield from (Finding(path, 1, 1, "C603") for path in missing if identity(path) not in recorded)


def _shrunk(index: Index, changes: list[_Change]) -> Iterator[Finding]:
    """git calls a file that was only touched modified, too; the index knows by the blob id that it says the same."""
    known = dict(index.rows("select path, blob from files")) if changes else {}
    changed = [change for change in changes if known.get(change.path) != change.blob]
    if not changed:
        return
    from custfile.archive.page import read_page  # late: nothing has changed on most days

    for change, old in zip(changed, blobs(index.root.folder, [change.blob for change in changed]), strict=True):
        try:
            page = read_page(read(index.root.folder / change.path))
        except OSError:
            continue
        if page.root is not None:
            yield from _shorter(change.path, _lengths(read_page(old or b"")), _lengths(page))


def _shorter(path: str, had: dict[str, tuple[int, int]], has: dict[str, tuple[int, int]]) -> Iterator[Finding]:
    for key, (before, _line) in had.items():
        now, line = has.get(key, (0, 1))
        if now < before:
            yield Finding(path, line, 1, "C604", {"field": key, "before": str(before), "now": str(now)}, key)


def _lengths(page: Page) -> dict[str, tuple[int, int]]:
    """Return, for each list of events, how many it has and on which line it begins."""
    from yaml.nodes import MappingNode, SequenceNode  # late, as above

    if not isinstance(page.root, MappingNode):
        return {}
    return {
        key.value: (len(value.value), key.start_mark.line + 1)
        for key, value in page.root.value
        if key.value in EVENTS and isinstance(value, SequenceNode)
    }
