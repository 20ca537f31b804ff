"""The orders that the R package rfm ships: 4,906 orders of 995 people."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custfile.archive.index import Index
from custfile.archive.root import Root

ORDERS = Path(__file__).parents[2].parent / "shared" / "data" / "rfm_r" / "rfm_data_orders.csv"
COLUMNS = ("--map", "date=order_date", "--map", "amount=revenue", "--map", "name=customer_id", "--kind", "individual")

pytestmark = pytest.mark.skipif(not ORDERS.exists(), reason="the orders of R's rfm are not here")


def test_all_orders_arrive_and_arrive_once(archive: Callable[[], Path], run: Callable[..., Any]) -> None:
    folder = archive()
    bring = ("import", str(ORDERS), *COLUMNS, "--as-of", "2006-12-31")
    first = run(*bring, at=folder)
    assert first.code == 0, first.err
    files = {path: path.read_bytes() for path in (folder / "customers").iterdir()}
    assert len(files) == 995

    index = Index(Root(folder))
    assert index.rows("select count(*), count(distinct file) from orders") == [(4906, 995)]
    assert index.findings() == []
    checked = run("check", "--strict", "--as-of", "2006-12-31", at=folder)
    assert (checked.code, checked.out) == (0, "")

    again = run(*bring, at=folder)
    assert (again.code, again.err.splitlines()[-1]) == (0, "nothing changed")
    assert {path: path.read_bytes() for path in (folder / "customers").iterdir()} == files


def test_every_amount_and_day_is_as_it_was(archive: Callable[[], Path], run: Callable[..., Any]) -> None:
    folder = archive()
    assert run("import", str(ORDERS), *COLUMNS, at=folder).code == 0
    with ORDERS.open(encoding="utf-8", newline="") as file:
        typed = sorted((row["customer_id"], row["order_date"], int(row["revenue"])) for row in csv.DictReader(file))
    rows = Index(Root(folder)).rows(
        "select name, date(day * 86400, 'unixepoch'), cents from orders join customers using (file)"
    )
    assert sorted((name, day, cents / 100) for name, day, cents in rows) == typed
