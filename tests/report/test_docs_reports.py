"""docs/reports.md holds: its example runs, it names every variable and every report, its pictures are small and there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from custfile.language import Label
from custfile.model.secrecy import STAFF
from custfile.model.table import Column, Table
from custfile.report import REPORTS
from custfile.report.charts import pen
from custfile.report.page import (
    Amount,
    Band,
    Calendar,
    Cell,
    Chart,
    Day,
    Grid,
    Heat,
    Item,
    Items,
    Map,
    Matrix,
    Moment,
    Pairs,
    Report,
    Section,
    Series,
    Tile,
    Tiles,
    Timeline,
)
from custfile.report.plain import plain
from custfile.report.templates import environment

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TEXT = (DOCS / "reports.md").read_text(encoding="utf-8")
MOST = 60_000

TABLE = Table("t", [Column("a", Label("A", "A", "A"))], [("x",)])
EVERY_KIND = (
    Section(title="t"),
    Grid(table=TABLE),
    Pairs(entries=[("a", "x")]),
    Items(entries=[Item("a", "b", [("a", "x")])]),
    Tiles(entries=[Tile("a", 1)]),
    Matrix(corner="c", rows=["r"], columns=["c"], fields=[[Heat(1, Amount(Decimal(1), "EUR"), 1)]]),
    Timeline(entries=[Moment(date(2026, 11, 20), "x")]),
    Calendar(days=[Day(date(2026, 11, 20), [Cell("x")])]),
    Map(drawing="<svg/>", legend=[("<svg/>", "x")], bands=[Band(1, "a", "b", TABLE)]),
    Chart(shape="columns", marks=["a"], series=[Series("x", [1]), Series("y", [2])], alt="x"),
)


def told() -> dict[str, Any]:
    """A report with a section of every kind, as templates see it."""
    report = Report("r", "t", "s", [("a", "x")], EVERY_KIND, "en", level=STAFF)
    return plain(report, str, pen(report))


def sections() -> dict[str, dict[str, Any]]:
    found = [section for group in told()["groups"] for section in group["sections"]]
    return {section["kind"]: section for section in found}


def names(tree: Any) -> Iterator[str]:
    """Yield every name in ``tree`` but those of cells, which are told once for all."""
    if isinstance(tree, list):
        for each in tree:
            yield from names(each)
    elif isinstance(tree, dict) and "lines" not in tree:
        for name, value in tree.items():
            yield name
            yield from names(value)


def rows(head: str) -> dict[str, set[str]]:
    """Return the names in code style of the table that begins with ``head``, by those in the first field of each row."""
    lines = TEXT.split(f"| {head} |", 1)[1].splitlines()[2:]
    table = iter(lines[: lines.index("")])
    return {line.split("|")[1].strip(): set(re.findall(r"`([a-z_]+)`", line)) for line in table}


def phones() -> tuple[str, str, str]:
    """Return the template, the command and what it prints, of the section that shows an example."""
    part = TEXT.split("### An example\n", 1)[1].split("\n### ", 1)[0]
    template, output = (re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL)[0] for kind in ("jinja", "markdown"))
    return template, re.findall(r"`custfile (report .*?)`", part)[0], output


def test_the_example_prints_what_it_says(example: Callable[[str], Path], run: Callable[..., Any]) -> None:
    template, command, output = phones()
    archive = example("distributor")
    (archive / "templates").mkdir()
    (archive / "templates" / "phones.md.j2").write_text(template, encoding="utf-8")
    ran = run(*command.split(), at=archive)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == output


def test_the_variables_of_a_report_are_those_there_are() -> None:
    named = set().union(*(re.findall(r"`(\w+)`", first) for first in rows("`report.`")))
    assert named == told().keys()
    assert set(told()["marks"]) == set(re.findall(r"`marks\.(\w+)`", TEXT))


def test_the_kinds_of_sections_have_what_is_said_of_them() -> None:
    said = {first.strip("`"): found - {first.strip("`")} for first, found in rows("`kind`").items()}
    there = sections()
    assert said.keys() == there.keys()
    known = set(names(there["grid"])) - {"kind", "title", "note"}
    for kind, section in there.items():
        more = known if kind in ("map", "chart") else set()  # their tables are told to be as of a grid
        told_of = said[kind] - {"false"}
        assert set(names(section)) - {"kind", "title", "note"} <= told_of | more, kind
        assert told_of <= set(names(section)), kind


def test_a_cell_has_what_is_said_of_it() -> None:
    named = set().union(*(re.findall(r"`(\w+)`", first) for first in rows("of a cell")))
    assert named == sections()["grid"]["rows"][0]["cells"][0].keys()


def test_the_blocks_are_those_there_are() -> None:
    made = environment(ROOT / "templates", None, autoescape=True)
    there = {name for kind in ("html", "md") for name in made.get_template(f"report.{kind}.j2").blocks}
    assert {first.strip("`") for first in rows("block")} == there


def test_every_report_has_a_part_and_a_small_picture() -> None:
    part = TEXT.split("## The reports\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^### (\w+)$", part, re.MULTILINE) == list(REPORTS)
    assert re.findall(r"\(reports/(\w+)\.png\)", part) == list(REPORTS)
    shown = set(re.findall(r"\((reports/\w+\.png)\)", TEXT))
    assert shown == {f"reports/{path.name}" for path in (DOCS / "reports").glob("*.png")}
    assert all((DOCS / name).stat().st_size <= MOST for name in shown)


def test_every_link_leads_somewhere() -> None:
    for name, place in re.findall(r"\]\((?!https?:)([\w/.-]*)(?:#([\w-]+))?\)", TEXT):
        path = DOCS / name if name else DOCS / "reports.md"
        assert path.is_file(), name
        heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE) if place else []
        anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
        assert not place or place in anchors, f"{name}#{place}"
