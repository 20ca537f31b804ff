"""Events as they are recorded: typed by the schema, numbered, settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from custfile.changes.recording import due_date, event, next_number, settle
from custfile.errors import Misused, NoCustomer
from custfile.model.customer import Customer
from custfile.model.edit import Append, Put

DAY = date(2026, 11, 20)


def test_text_is_typed_and_what_is_absent_left_out() -> None:
    made = event(
        "orders", {"date": DAY, "amount": "1280.00", "product": "面膜", "note": None, "status": ""}, [], Customer
    )
    assert made == Append(("orders",), {"date": DAY, "amount": Decimal("1280.00"), "product": "面膜"})


def test_more_fields_are_set_and_win() -> None:
    made = event("visits", {"date": DAY, "by": "li.na"}, ["minutes=30", "by=wang.wei", "signed=no"], Customer)
    assert made.item == {"date": DAY, "by": "wang.wei", "minutes": 30, "signed": False}


@pytest.mark.parametrize(
    ("kind", "fields", "sets", "sentence"),
    [
        ("visits", {"channel": "fax"}, [], "channel: 'fax' is not one of: visit, shop"),
        ("orders", {"amount": "12元"}, [], "amount: '12元' is not a number"),
        ("visits", {}, ["minuts=3"], "'minuts' is no field of visit (minutes?)"),
        ("visits", {}, ["minutes"], "'minutes' is not field=value"),
        ("tickets", {}, ["closed=soon"], "closed: 'soon' is not a date"),
    ],
)
def test_what_a_field_cannot_have(kind: str, fields: dict[str, Any], sets: list[str], sentence: str) -> None:
    with pytest.raises(Misused) as caught:
        event(kind, {"date": DAY, **fields}, sets, Customer)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("record", "due"),
    [
        ({"terms": {"payment_days": "30"}}, date(2026, 12, 20)),
        ({"terms": {"payment_days": "0"}}, DAY),
        ({"terms": {}}, None),
        ({}, None),
    ],
)
def test_terms_say_when_an_order_is_due(record: dict[str, Any], due: date | None) -> None:
    assert due_date(record, DAY) == due


@pytest.mark.parametrize(
    ("numbers", "following"),
    [([], "T1"), (["T1", "T3", None], "T4"), (["T26-021", "X9", "T²", "t5"], "T1"), (["T009"], "T10")],
)
def test_the_next_number(numbers: list[str | None], following: str) -> None:
    records: list[Any] = [{"no": number} if number else {} for number in numbers]
    assert next_number([*records, None], "T") == following


RECORD: dict[str, Any] = {
    "tickets": [
        {"no": "T1", "what": "漏瓶", "closed": "2026-01-01"},
        None,
        {"no": "T2", "what": "精华液漏瓶"},
        {"no": "T3", "what": "Leaky Bottle"},
        {"what": "漏"},
    ]
}


@pytest.mark.parametrize(
    ("typed", "place"),
    [("T2", 2), ("精华", 2), ("leaky", 3), ("ＬＥＡＫＹ", 3), ("漏", 4)],  # the last by its exact words
)
def test_the_one_that_is_meant(typed: str, place: int) -> None:
    edits = settle(RECORD, "tickets", typed, "closed", {"closed": DAY, "cause": "", "solution": "换货"})
    assert edits == [Put(("tickets", place, "closed"), DAY), Put(("tickets", place, "solution"), "换货")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("T1", "nothing open fits 'T1'; open: T2 精华液漏瓶; T3 Leaky Bottle; 漏"),
        ("漏瓶x", "nothing open fits '漏瓶x'; open: "),
        ("e", "nothing open fits"),
    ],
)
def test_none_fits(typed: str, sentence: str) -> None:
    record = {"tickets": [item for item in RECORD["tickets"] if typed != "e" or not item or item.get("no") != "T3"]}
    with pytest.raises(NoCustomer) as caught:
        settle(record, "tickets", typed, "closed", {"closed": DAY})
    assert sentence in str(caught.value)


def test_several_fit() -> None:
    record = {"tickets": [{"what": "漏瓶"}, {"what": "漏液"}]}
    with pytest.raises(NoCustomer, match="several fit '漏': 漏瓶; 漏液"):
        settle(record, "tickets", "漏", "closed", {"closed": DAY})


def test_nothing_is_open() -> None:
    with pytest.raises(NoCustomer, match="nothing is open that 'x' could settle"):
        settle({}, "promises", "x", "done", {"done": DAY})
