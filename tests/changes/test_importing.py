"""What rows change, worked out on plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.changes.importing import Intended, by_customer, intended
from custfile.model.edit import Append, Put, Value
from custfile.model.incoming import Line, Row

DAY = date(2026, 2, 3)


def order(line: int, amount: int = 5, day: date = DAY, **event: Value) -> Row:
    return Row(Line(line, ()), "丽人", {}, {"date": day, "amount": Decimal(amount), **event})


def customer(line: int, **fields: Value) -> Row:
    return Row(Line(line, ()), "丽人", {name.replace("__", "."): value for name, value in fields.items()}, {})


def of_orders(*rows: Row, on_file: list[Any] | None = None, what: str = "orders") -> Intended:
    return intended(rows, what, "name", None if on_file is None else {"name": "丽人", what: on_file})


def of_customer(*rows: Row, data: Mapping[str, Any] | None = None) -> Intended:
    return intended(rows, "customers", "name", data)


def lines(plan: Intended) -> tuple[list[int], int, list[int]]:
    """Return the lines that add an order, how many are on file, and the lines rejected."""
    return [row.line.number for row in plan.added], plan.already, [each.line.number for each in plan.rejected]


FEB = {"date": "2026-02-03", "amount": "5.00"}


@pytest.mark.parametrize(
    ("rows", "on_file", "result"),
    [
        ([order(2)], [], ([2], 0, [])),
        ([order(2)], [FEB], ([], 1, [])),  # 5 and 5.00 are the same amount
        ([order(2), order(3)], [FEB], ([3], 1, [])),  # two such orders a day are two
        ([order(2), order(3)], [FEB, FEB], ([], 2, [])),
        ([order(2)], [None, FEB], ([], 1, [])),  # None: an order that has errors
        ([order(2, product="A")], [FEB], ([2], 0, [])),
        ([order(2)], [{**FEB, "product": "A"}], ([], 1, [])),  # a row that tells no product is no other order
        ([order(2, product="A"), order(3, product="B")], [{**FEB, "product": "B"}], ([2], 1, [])),
        ([order(2, no="S1")], [{**FEB, "no": "S1"}], ([], 1, [])),
        ([order(2, no="S1")], [{**FEB, "no": "S2"}], ([2], 0, [])),
        ([order(2, no="S1")], [FEB], ([], 1, [])),  # imported before its number was known
        ([order(2)], [{**FEB, "no": "S1"}], ([], 1, [])),
        ([order(2, no="S1"), order(3)], [{**FEB, "no": "S1"}], ([3], 1, [])),  # S1 is met; line 3 is another order
        ([order(2, 6, no="S1")], [{**FEB, "no": "S1"}], ([], 0, [2])),
        ([order(2, no="S1", product="A"), order(3, no="S1", product="B")], [], ([2], 0, [3])),
        ([order(2, no="S1"), order(3, no="S1")], [], ([2], 1, [])),  # the same row twice
    ],
)
def test_an_order_is_added_once(rows: list[Row], on_file: list[Any], result: object) -> None:
    assert lines(of_orders(*rows, on_file=on_file)) == result


@pytest.mark.parametrize(
    ("rows", "on_file", "result"),
    [
        ([order(2, no="T1", order="A"), order(3, no="T1", order="B")], [], ([2, 3], 0, [])),  # one transfer, two orders
        ([order(2, no="T1", order="A")], [{**FEB, "no": "T1", "order": "A"}], ([], 1, [])),
        ([order(2, no="T2", order="A")], [{**FEB, "no": "T1", "order": "A"}], ([2], 0, [])),
        ([order(2, order="B")], [{**FEB, "order": "A"}], ([2], 0, [])),
    ],
)
def test_a_payment_is_added_once(rows: list[Row], on_file: list[Any], result: object) -> None:
    assert lines(of_orders(*rows, on_file=on_file, what="payments")) == result


def test_orders_are_added_in_the_order_of_their_days() -> None:
    plan = of_orders(order(2, 1, date(2026, 3, 1)), order(3, 2, date(2026, 1, 1)), on_file=[FEB])
    assert plan.edits == [
        Append(("orders",), {"date": date(2026, 1, 1), "amount": Decimal(2)}),
        Append(("orders",), {"date": date(2026, 3, 1), "amount": Decimal(1)}),
    ]
    assert plan.begun == 1


EVENTS = st.builds(
    order,
    st.integers(1, 99),
    st.integers(1, 3),
    st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    product=st.sampled_from(["A", "B"]),
)


@given(st.lists(EVENTS, max_size=12), st.randoms())
def test_the_same_rows_again_change_nothing_in_any_order(rows: list[Row], random: Any) -> None:
    once = [
        {key: str(value) for key, value in edit.item.items()}  # type: ignore[union-attr]
        for edit in of_orders(*rows, on_file=[]).edits
    ]
    assert len(once) == len(rows)
    random.shuffle(rows)
    assert lines(of_orders(*rows, on_file=once)) == ([], len(rows), [])


def test_rows_of_orders_say_something_of_new_customers_only() -> None:
    first = Row(Line(2, ()), "丽人", {"name": "丽人", "phone": "1"}, order(2).event)
    later = Row(Line(3, ()), "丽人", {"name": "丽人", "phone": "2", "email": "a@b.cn"}, order(3, 6).event)
    edits = of_orders(first, later).edits
    assert edits[:3] == [Put(("name",), "丽人"), Put(("phone",), "1"), Put(("email",), "a@b.cn")]
    assert len(of_orders(first, later, on_file=[]).edits) == 2


def test_only_what_differs_is_set() -> None:
    data = {
        "name": "丽人", "phone": "0371-6588 0101", "terms": {"payment_days": "30", "discount": "0.950"},
        "founded": "1998-03-02", "aliases": ["LR"],
    }  # fmt: skip
    row = customer(
        2, name="丽 人", phone="037165880101", terms__payment_days=30, terms__discount=Decimal("0.95"),
        terms__credit_limit=Decimal(5000), founded=date(1998, 3, 2), aliases=["LR", "丽人美容"], region="郑州",
    )  # fmt: skip
    assert of_customer(row, data=data).edits == [
        Put(("terms", "credit_limit"), Decimal(5000)),
        Append(("aliases",), "丽人美容"),
        Put(("region",), "郑州"),
    ]


def test_a_contact_is_found_by_name() -> None:
    data = {"name": "丽人", "contacts": [{"name": "张三", "phone": "1"}, {"name": "王 丽", "phone": "2"}]}
    known = customer(2, contacts__phone="3", contacts__name="王丽", contacts__role="owner")
    assert of_customer(known, data=data).edits == [
        Put(("contacts", 1, "phone"), "3"),
        Put(("contacts", 1, "role"), "owner"),
    ]
    new = customer(2, contacts__phone="3", contacts__name="李四")
    assert of_customer(new, data=data).edits == [Append(("contacts",), {"name": "李四", "phone": "3"})]
    nameless = customer(2, contacts__phone="3")
    assert of_customer(nameless, data=data).edits == [Put(("contacts", 0, "phone"), "3")]


def test_several_rows_of_one_customer_are_one() -> None:
    plan = of_customer(
        customer(2, name="丽人", contacts__name="王丽", aliases=["LR"]),
        customer(3, name="丽人", contacts__name="李四", contacts__phone="1", aliases=["LR", "丽"]),
        customer(4, name="丽人", contacts__name="李四", contacts__role="buyer", region="郑州"),
    )
    assert plan.edits == [
        Put(("name",), "丽人"),
        Put(("aliases",), ["LR", "丽"]),
        Put(("region",), "郑州"),
        Append(("contacts",), {"name": "王丽"}),
        Append(("contacts",), {"name": "李四", "phone": "1", "role": "buyer"}),
    ]


def test_rows_that_contradict_an_earlier_one_are_rejected_whole() -> None:
    plan = of_customer(
        customer(2, name="丽人", phone="1"),
        customer(3, name="丽人", phone="2", region="郑州"),
        customer(4, contacts__phone="9"),
    )
    assert [(each.line.number, each.reason) for each in plan.rejected] == [
        (3, "line 2 says otherwise of the same customer's phone"),
        (4, "contacts.name is missing"),
    ]
    assert plan.edits == [Put(("name",), "丽人"), Put(("phone",), "1")]


def test_rows_are_gathered_by_folded_key() -> None:
    rows = [Row(Line(n, ()), key) for n, key in enumerate(["ABC Ltd", "ａｂｃ  ltd", "", "", "!!!"], 2)]
    groups, rejected = by_customer(rows, "name")
    assert [[row.line.number for row in group] for group in groups.values()] == [[2, 3], [4], [5]]
    assert [each.line.number for each in rejected] == [6]
    phones, _none = by_customer([Row(Line(2, ()), "+86 138-0013-8000"), Row(Line(3, ()), "13800138000")], "phone")
    assert len(phones) == 1
