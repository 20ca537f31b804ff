"""Lost pages: what the last commit had and the folder has no more, without a record of who removed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import MappingNode, SequenceNode

from custfile.archive.build import identity
from custfile.archive.git import ask, blobs
from custfile.archive.index import Index
from custfile.archive.page import Page, read_page
from custfile.archive.register import removed
from custfile.archive.root import CUSTOMERS
from custfile.archive.survey import is_page
from custfile.model.finding import Finding

EVENTS: Final = (
    "orders", "payments", "quotations", "visits", "promises", "deals", "tickets", "documents", "loans", "gifts", "notes",
)  # fmt: skip


def lost_pages(index: Index) -> Iterator[Finding]:
    """Yield C603 for each file, C604 for each shrunk list of events, that the last commit had."""
    raw = ask(
        index.root.folder, "diff-index", "--relative", "--name-status", "--no-renames", "-z", "HEAD", "--", CUSTOMERS
    )
    fields = (raw or b"").decode("utf-8", "surrogateescape").split("\0")
    changes = [(status, path) for status, path in zip(fields[::2], fields[1::2], strict=False) if is_page(path)]
    present = {identity for (identity,) in index.rows("select id from customers")} if changes else set()
    recorded = removed(index.root) if changes else set()
    for status, path in changes:
        if status == "D" and identity(path) not in present | recorded:
            yield Finding(path, 1, 1, "C603")
    yield from _shrunk(index, [path for status, path in changes if status == "M"])


def _shrunk(index: Index, paths: list[str]) -> Iterator[Finding]:
    before = blobs(index.root.folder, [f"HEAD:./{path}" for path in paths])
    for path, old in zip(paths, before, strict=False):
        try:
            new = (index.root.folder / path).read_bytes()
        except OSError:
            continue
        page = read_page(new)
        had, has = _lengths(read_page(old or b"")), _lengths(page)
        for key, number in had.items():
            if page.root is not None and has.get(key, (0, 1))[0] < number[0]:
                params = {"field": key, "before": str(number[0]), "now": str(has.get(key, (0, 1))[0])}
                yield Finding(path, has.get(key, (0, 1))[1], 1, "C604", params, key)


def _lengths(page: Page) -> dict[str, tuple[int, int]]:
    """Return, for each list of events, how many it has and on which line it begins."""
    if not isinstance(page.root, MappingNode):
        return {}
    return {
        key.value: (len(value.value), key.start_mark.line + 1)
        for key, value in page.root.value
        if key.value in EVENTS and isinstance(value, SequenceNode)
    }
