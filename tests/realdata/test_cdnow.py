"""CDNOW's purchases, as the package lifetimes ships them: the tenth that is often used, and all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custfile.archive.index import Index
from custfile.archive.root import Root

DATA = pytest.importorskip("lifetimes.datasets").__path__[0]
SAMPLE, MASTER = Path(DATA) / "CDNOW_sample.txt", Path(DATA) / "CDNOW_master.txt"
COMMON = ("--delimiter", "space", "--kind", "individual", "--as-of", "1998-06-30")


def fields(customer: str, quantity: str, amount: str) -> list[str]:
    told = (f"former_no={customer}", f"name={customer}", f"quantity={quantity}", f"amount={amount}")
    return [word for pair in told for word in ("--map", pair)]


def test_the_sample_has_no_headings(archive: Callable[[], Path], run: Callable[..., Any]) -> None:
    folder = archive()
    columns = ("--columns", "master,customer,date,cds,dollars", *fields("customer", "cds", "dollars"))
    first = run("import", str(SAMPLE), *COMMON, *columns, at=folder)
    assert (first.code, first.err.splitlines()[-1]) == (
        0,
        "2357 customers new, 0 changed, 0 as they were, 6919 orders added, 0 rows rejected",
    )
    index = Index(Root(folder))
    assert index.rows("select count(*), count(distinct file), sum(cents) from orders") == [(6919, 2357, 24409194)]
    assert run("check", "--strict", "--as-of", "1998-06-30", at=folder).code == 0
    again = run("import", str(SAMPLE), *COMMON, *columns, at=folder)
    assert again.err.splitlines()[-1] == "nothing changed"


def test_the_first_customer(archive: Callable[[], Path], run: Callable[..., Any], tmp_path: Path) -> None:
    head = tmp_path / "head.txt"
    head.write_bytes(b"".join(MASTER.read_bytes().splitlines(keepends=True)[:4]))
    folder = archive()
    assert (
        run("import", str(head), *COMMON, *fields("customer_id", "number_of_cds", "dollar_value"), at=folder).code == 0
    )
    assert (folder / "customers/C000002.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/customer.schema.json\n"
        'name: "00002"\n'
        "kind: individual\n"
        'former_no: "00002"\n'
        "collected: {date: 1998-06-30}\n"
        "orders:\n"
        "  - {date: 1997-01-12, quantity: 1, amount: 12.00}\n"
        "  - {date: 1997-01-12, quantity: 5, amount: 77.00}\n"
    )
