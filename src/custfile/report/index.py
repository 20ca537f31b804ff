"""The first page of a site: its reports, and its customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report import Listed
from custfile.report.origin import Origin, internal
from custfile.report.page import Cell, Grid, Report
from custfile.report.roll import ID, NAME

_TITLE: Final = Label("Reports", "报表", "報表")
_CUSTOMERS: Final = Label("Customers", "客户", "客戶")
_REPORTS: Final = (
    Column("name", Label("Report", "报表", "報表")),
    Column("shows", Label("What it shows", "内容", "內容")),
)
_PEOPLE: Final = (
    NAME,
    ID,
    Column("kind", Label("Kind", "类别", "類別")),
    Column("owner", Label("Owner", "负责人", "負責人")),
    Column("region", Label("Region", "区域", "區域")),
)


def index(
    reports: Iterable[Listed], customers: Sequence[Sequence[Any]], origin: Origin, catalog: Mapping[str, Any]
) -> Report:
    """Return the page that leads to ``reports`` and ``customers`` (rows of id, name, kind, owner, region)."""
    listed = [(Cell(say(each.label), page=each.name), say(each.help)) for each in reports]
    kinds, people = catalog["kinds"], catalog["people"]
    rows = [
        (
            Cell(name, customer=key),
            key,
            say(Label(*kinds[kind])) if kind in kinds else kind,
            people.get(owner, owner),
            region,
        )
        for key, name, kind, owner, region in customers
    ]
    sections = (
        Grid(table=Table("reports", _REPORTS, listed, open=True)),
        Grid(title=say(_CUSTOMERS), table=Table("customers", _PEOPLE, rows)),
    )
    return internal("index", say(_TITLE), "", sections, origin)
