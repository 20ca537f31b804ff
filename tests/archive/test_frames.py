"""The index as frames."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from custfile.archive.frames import Sales, sales
from custfile.archive.index import Index
from custfile.archive.root import Root

PAGES = """
    --- custfile.yaml
    name: 丽人
    {currency}
    --- customers/C000002.yaml
    name: 张伟
    kind: company
    orders:
      - {{date: 2026-02-03, amount: 12.50}}
      - {{date: 2026-01-03, amount: 7, status: returned}}
      - {{date: 2026-01-04, amount: 9.99, currency: USD}}
    --- customers/C000001.yaml
    name: 王芳
    kind: company
    owner: li.na
    terms: {{currency: USD}}
    orders:
      - {{date: 2026-03-01, amount: 100, status: cancelled}}
      - {{date: 2026-03-02, amount: 5, currency: CNY, status: open}}
    --- customers/C000003.yaml
    name: 李娜
    kind: company
    --- customers/old/C000002.yaml
    name: 张伟
    kind: company
    orders: [{{date: 2025-01-01, amount: 1}}]
"""


@pytest.fixture
def sold(archive: Callable[[str], Path]) -> Callable[[str], Sales]:
    def of(currency: str) -> Sales:
        with closing(Index(Root(archive(PAGES.format(currency=currency))))) as index:
            return sales(index)

    return of


def orders(found: Sales) -> list[tuple[str, str, int, str]]:
    rows = found.orders.itertuples(index=False)
    return sorted((row.customer, str(row.date.date()), row.amount, row.status) for row in rows)


def test_orders_of_the_archives_currency(sold: Callable[[str], Sales]) -> None:
    """Two files of one id are one customer; an order's own currency goes before that of the terms."""
    found = sold("currency: CNY")
    assert found.customers["id"].tolist() == ["C000001", "C000002", "C000003"]
    assert found.customers["owner"].tolist()[0] == "li.na"
    assert orders(found) == [
        ("C000001", "2026-03-02", 500, "open"),
        ("C000002", "2025-01-01", 100, "delivered"),
        ("C000002", "2026-01-03", 700, "returned"),
        ("C000002", "2026-02-03", 1250, "delivered"),
    ]
    assert found.foreign == {"USD": 2}


def test_an_archive_without_currency(sold: Callable[[str], Sales]) -> None:
    """Only what names one is foreign."""
    found = sold("")
    assert [row[:2] for row in orders(found)] == [
        ("C000002", "2025-01-01"),
        ("C000002", "2026-01-03"),
        ("C000002", "2026-02-03"),
    ]
    assert found.foreign == {"CNY": 1, "USD": 2}


def test_nothing_sold(archive: Callable[[str], Path]) -> None:
    with closing(Index(Root(archive("--- customers/C000001.yaml\nname: 丽人\nkind: company\n")))) as index:
        found = sales(index)
    assert found.orders.empty
    assert found.customers["id"].tolist() == ["C000001"]
