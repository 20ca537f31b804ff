"""All reports as a small static site: a first page, a page a report, a page a customer, links both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from custfile.cli.output import say, written_to
from custfile.cli.progress import bar
from custfile.cli.rendering import hint_at_charts, rendered, save
from custfile.cli.reporting import Wish, subject, view
from custfile.cli.session import Session
from custfile.cli.source import View
from custfile.errors import Misused
from custfile.language import _, count
from custfile.report import REPORTS, Listed
from custfile.report.index import index
from custfile.report.page import CUSTOMERS, Pages, Report

LIST: Final = ".custfile-site"
"""Names the pages that were written into the folder: those that are not made any more are deleted by it."""

_ROWS: Final = "select c.id, c.name, c.kind, c.owner, c.region from customers c where 1 {sql} order by c.id"


def write_site(session: Session, wish: Wish, folder: Path) -> None:
    """Write a page for every report about the chosen customers, and for each of them, into ``folder``.

    Raises ``Misused`` when the folder holds something else, or cannot be written.
    """
    former = _former(folder)
    source = view(session, wish)
    pages = dict(_pages(session, source))
    general = []
    with bar(_("writing")) as heard:
        for number, (name, make) in enumerate(pages.items()):
            report = replace(make(), level=wish.level)
            _write(session, report, folder, name, source.chosen)
            general += [report] if "/" not in name else []
            heard(number + 1, len(pages))
    hint_at_charts(general)
    for gone in former.difference(pages):
        (folder / f"{gone}.html").unlink(missing_ok=True)
    save(folder / LIST, "".join(f"{name}\n" for name in pages))
    say(count("{n} page written", "{n} pages written", len(pages)))


def index_page(source: View) -> Report:
    """Return the first page."""
    customers = source.index.rows(_ROWS.format(sql=source.filters.sql), *source.filters.parameters)
    return index(_general(), customers, source.origin, source.catalog)


def _general() -> list[Listed]:
    """Return the reports that are about nobody in particular."""
    return [each for each in REPORTS.values() if each.of not in ("customer", "person")]


def _pages(session: Session, source: View) -> Iterator[tuple[str, Callable[[], Report]]]:
    """Yield each page's path, without its ending, and what makes it."""
    yield "index", partial(index_page, source)
    for each in _general():
        yield each.name, partial(each.load().make, source, subject(session, Wish(each.name)))
    card = REPORTS["card"].load().make
    for identity in sorted(source.chosen):
        yield f"{CUSTOMERS}/{identity}", partial(card, source, identity)


def _write(session: Session, report: Report, folder: Path, name: str, customers: frozenset[str]) -> None:
    up = "../" * name.count("/")
    pages = Pages("" if name == "index" else f"{up}index.html", up, customers)
    save(folder / f"{name}.html", rendered(session, report, "html", pages))


def _former(folder: Path) -> set[str]:
    """Return the pages that were written into ``folder`` before, having made it where there is none."""
    with written_to(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / CUSTOMERS).mkdir(mode=0o700, exist_ok=True)
        listed = folder / LIST
        if listed.is_file():
            return {name for name in listed.read_text(encoding="utf-8").split("\n") if _ours(name)}
        if any(each.name != CUSTOMERS for each in folder.iterdir()):
            raise Misused(_("{folder} holds something else; name an empty folder").format(folder=folder))
    return set()


def _ours(name: str) -> bool:
    """Say whether a page of that name can only lie in the site's own folders, whatever its list was changed to."""
    folder, _slash, page = name.rpartition("/")
    return bool(page) and folder in ("", CUSTOMERS) and not page.startswith(".") and "\\" not in page
