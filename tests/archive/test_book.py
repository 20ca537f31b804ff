"""The book of an index: frames as the files say, on a day, in the archive's currency."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from custfile.analysis.book import CANCELLED, COUNTS, FUTURE, RETURNED, number
from custfile.archive.book import IndexBook, book
from custfile.archive.fields import COLUMNS, Fields
from custfile.archive.index import Index
from custfile.archive.root import find_root
from custfile.errors import HasFindings

TODAY = date(2026, 11, 20)


def opened(folder: Path, as_of: date = TODAY) -> IndexBook:
    """Return the book of the archive in ``folder``."""
    return book(Index(find_root(str(folder))), as_of)


@pytest.fixture
def shop(archive) -> Path:  # type: ignore[no-untyped-def]
    """An archive with two currencies, terms, payments of every sort."""
    return archive("""
        --- custfile.yaml
        name: 丽人批发
        currency: CNY
        rates:
          - {currency: USD, date: 2026-01-01, rate: 7.10}
          - {currency: USD, date: 2026-06-01, rate: 7.005}
        --- customers/b/C000002.yaml
        name: 郑州丽人美容院 🌸
        kind: company
        aliases: [丽人, 美人]
        terms: {payment_days: 30, credit_limit: 1000, currency: USD}
        contacts:
          - {name: 王丽, phone: "13800138000"}
          - {name: 李雷}
          - {name: 韩梅, phone: "010-1234"}
        preferences: {茶: 龙井}
        orders:
          - {date: 2026-02-01, no: A-1, amount: 10.00, cost: 4.00, quantity: 3}
          - {date: 2026-06-01, no: A-2, amount: 0.01, due: 2026-06-02}
          - {date: 2026-03-01, no: A-3, amount: 5, status: cancelled}
          - {date: 2026-12-01, no: A-4, amount: 7}
          - {date: 2026-04-01, amount: 9, status: returned, currency: CNY}
        payments:
          - {date: 2026-03-05, order: A-2, amount: 10.00, late_reason: bank_error}
          - {date: 2026-03-06, amount: 1.00, currency: CNY}
          - {date: 2026-12-24, order: A-9, amount: 2}
        visits:
          - {date: 2026-05-01, cost: 80, minutes: 45}
          - {date: 2026-05-02, channel: phone}
          - {date: 2026-12-01}
        tickets:
          - {date: 2026-05-02, type: complaint, what: 破损, answered: 2026-05-03, closed: 2026-12-03}
        --- customers/a/C000001.yaml
        name: 单身贵族
        kind: individual
        prospect: {score: 4, date: 2026-10-01, by: li.na}
        orders:
          - date: 2026-02-02
            amount: 30
            lines:
              - {product: 茶, quantity: 1, cost: 3}
              - {product: 杯, quantity: 2, cost: 5.5}
        --- customers/a/C000003.yaml
        name: 未来客户
        kind: company
        collected: {date: 2026-11-21}
        """)


def test_customers_by_id_with_those_not_on_file_yet_left_out(shop: Path) -> None:
    customers = opened(shop).customers
    assert customers["id"].tolist() == ["C000001", "C000002"]
    assert customers["prospect"].tolist()[0] == 4
    assert math.isnan(customers["payment_days"].tolist()[0])
    assert opened(shop, date(2026, 11, 21)).customers["id"].tolist()[-1] == "C000003"


def test_orders_in_the_archives_currency(shop: Path) -> None:
    found = opened(shop)
    # 10.00 x 7.10 = 71.00; 0.01 x 7.005 = 0.07005 -> 0.07; cancelled and future ones have their worth all the same
    assert found.orders["who"].tolist() == [0, 1, 1, 1, 1, 1]
    assert found.orders["cents"].tolist() == [3000, 7100, 7, 3550, 4904, 900]  # 7 x 7.005 = 49.035 -> 49.04 (half even)
    assert found.orders["state"].tolist() == [COUNTS, COUNTS, COUNTS, CANCELLED, FUTURE, RETURNED]
    assert found.details["own_cents"].tolist() == [3000, 1000, 1, 500, 700, 900]
    currency = found.details["currency"].tolist()
    assert currency[0] == currency[5] != currency[1]


def test_due_is_told_or_follows_from_the_payment_days(shop: Path) -> None:
    due = opened(shop).details["due"].tolist()
    assert math.isnan(due[0])
    assert due[1:3] == [number(date(2026, 3, 3)), number(date(2026, 6, 2))]


def test_cost_and_quantity_of_the_order_or_of_all_its_lines(shop: Path) -> None:
    found = opened(shop)
    assert found.details["cost"].tolist()[:2] == [850, 2840]  # 3 + 5.50; 4.00 x 7.10
    assert found.quantities.tolist()[:2] == [3, 3]


def test_payments_know_their_order(shop: Path) -> None:
    payments = opened(shop).payments
    assert payments["order"].tolist() == [2, -1, -1]
    assert payments["cents"].tolist() == [7100, 100, 1401]  # 2 x 7.005 = 14.01
    assert payments["state"].tolist() == [COUNTS, COUNTS, FUTURE]
    assert payments["reason"].tolist()[0] == "bank_error"


def test_visits_and_tickets_up_to_the_day(shop: Path) -> None:
    found = opened(shop)
    assert found.visits["cost"].fillna(0).tolist() == [8000, 0]
    assert found.visits["channel"].astype(object).fillna("").tolist() == ["", "phone"]
    assert found.tickets["type"].tolist() == ["complaint"]
    assert math.isnan(found.tickets["closed"].tolist()[0])  # closed later than the as-of date: still open


def test_a_credit_limit_in_another_currency(shop: Path) -> None:
    assert opened(shop).customers["limit"].tolist()[1] == 700500


def test_fields_are_typed_and_lists_gathered(shop: Path) -> None:
    paths = [
        "terms.payment_days",
        "terms.credit_limit",
        "contacts.phone",
        "aliases",
        "preferences.茶",
        "collected.date",
    ]
    days, limit, phones, aliases, tea, made = (column[1] for column in opened(shop).fields(paths))
    assert (days, limit, phones, aliases, tea, made) == (
        30, Decimal(1000), ["13800138000", "010-1234"], ["丽人", "美人"], "龙井", None
    )  # fmt: skip


@pytest.mark.parametrize("name", ["salon", "hotel", "distributor"])
def test_a_field_is_the_same_in_its_table_as_in_the_text_of_the_file(example: Callable[[str], Path], name: str) -> None:
    """With a faulty file among them: what is at fault is told nowhere."""
    folder = example(name)
    faulty = folder / "customers" / "C999999.yaml"
    faulty.write_text(
        "name: 未知\nkind: [x]\nowner: ''\nregion: 台北\nended: {date: 2026-13-01}\n"
        "collected: {by: 1}\nterms: {payment_days: x}\n",
        encoding="utf-8",
    )
    index = Index(find_root(str(folder)))
    files = [file for (file,) in index.rows("select file from records order by file")]
    found = Fields(index)
    for path, (column, read) in COLUMNS.items():
        beside = [None if value is None else read(value) for (value,) in index.rows(f"select {column} from customers")]
        sql, from_text = found.prepared(path)
        told = [value for (value,) in index.rows(f"select {sql} from records order by file")]
        within = [None if value is None else from_text(value) for value in told]
        assert sorted(map(repr, beside)) == sorted(map(repr, within)), path
        assert list(found.columns([path], files)[0]) == within


@pytest.mark.parametrize("path", ["fone", "contacts.fone", "terms.x", "", "contacts.phone.x", "a'b", 'a"b', "name.x"])
def test_a_field_that_there_is_not(shop: Path, path: str) -> None:
    with pytest.raises(KeyError):
        opened(shop).fields([path])


def test_orders_are_called_by_number_or_place(shop: Path) -> None:
    assert opened(shop).named([1, 0, 5]) == ["A-1", "customers/a/C000001.yaml:5", "customers/b/C000002.yaml:15"]


def test_an_amount_without_a_rate_is_an_error_that_lists_the_orders(shop: Path) -> None:
    path = shop / "customers/a/C000001.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "orders:\n", "orders:\n  - {date: 2025-12-31, no: X-1, amount: 5, currency: USD}\n"
            "  - {date: 2025-12-30, no: X-2, amount: 5, currency: USD, status: cancelled}\n"
        ),
        encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(HasFindings, match=r"C000001 X-1 \(2025-12-31, USD\); add") as caught:
        _ = opened(shop).orders
    assert "X-2" not in str(caught.value)
    that_day = opened(shop, date(2025, 12, 30)).orders["state"].tolist()  # X-1 did not exist yet
    assert set(that_day) == {CANCELLED, FUTURE}


def test_an_archive_without_anything(archive) -> None:  # type: ignore[no-untyped-def]
    found = opened(archive())
    assert [len(frame) for frame in (found.customers, found.orders, found.details, found.payments)] == [0, 0, 0, 0]
    assert [len(frame) for frame in (found.visits, found.tickets)] == [0, 0]
    assert found.customers["limit"].dtype == "float64"
