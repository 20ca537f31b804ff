"""Columns and the fields they go into."""

from __future__ import annotations

import pytest

from custfile.errors import Misused
from custfile.exchange.columns import Columns, Wishes, understood
from custfile.model.customer import Customer
from custfile.model.own import customer_model
from custfile.model.settings import Names, OwnField, Settings


def columns(*headings: str, model: type = Customer, **wishes: object) -> Columns:
    return understood(headings, model, Wishes(**wishes))  # type: ignore[arg-type]


def found(*headings: str, **wishes: object) -> dict[str, str]:
    return columns(*headings, **wishes).told(headings)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("phone", "phone"), ("Phone", "phone"), ("PHONE", "phone"), ("电话", "phone"), ("電話", "phone"),
        ("ｐｈｏｎｅ", "phone"), ("tax_id", "tax_id"), ("Tax id", "tax_id"), ("統一編號", "tax_id"),
        ("terms.payment_days", "terms.payment_days"), ("账期（天）", "terms.payment_days"),
        ("contacts.phone", "contacts.phone"),
        ("preferences.茶", "preferences.茶"), ("生日", None), ("Date", None), ("revenue", None), ("first_name", None),
    ],
)  # fmt: skip
def test_a_heading_is_a_key_or_a_label_in_any_language(heading: str, field: str | None) -> None:
    got = columns("名称", heading)
    assert got.told(("名称", heading)) == {"name": "名称"} | ({field: heading} if field else {})
    assert got.ignored == ([] if field else [heading])


def test_what_was_told_comes_first_and_one_column_may_serve_twice() -> None:
    told = {"name": "customer_id", "former_no": "customer_id", "preferences.tea": "tea"}
    assert found("customer_id", "Name", "tea", told=told) == told


def test_a_told_heading_is_found_however_it_is_written() -> None:
    assert found("Debtor No.", told={"name": "debtor no"}) == {"name": "Debtor No."}


def test_a_complete_mapping_leaves_the_other_columns_alone() -> None:
    got = columns("name", "phone", told={"name": "name"}, complete=True)
    assert (got.told(("name", "phone")), got.ignored) == ({"name": "name"}, ["phone"])


@pytest.mark.parametrize(
    ("headings", "told", "rows"),
    [
        (["name", "phone"], {}, "customers"),
        (["name", "date", "amount"], {}, "orders"),
        (["名称", "日期", "金额", "产品"], {}, "orders"),
        (["name", "day", "sum"], {"date": "day", "amount": "sum"}, "orders"),
        (["name", "date", "amount", "late_reason"], {}, "payments"),
        (["客户", "日期", "金额", "订单号"], {"name": "客户"}, "payments"),
        (["name", "date"], {}, "customers"),
    ],
)
def test_what_the_rows_are_is_told_by_the_columns(headings: list[str], told: dict[str, str], rows: str) -> None:
    assert columns(*headings, told=told).rows == rows


@pytest.mark.parametrize(
    ("headings", "key"),
    [(["name", "former_no", "id"], "id"), (["name", "former_no"], "former_no"), (["名称", "phone"], "name")],
)
def test_the_key_is_the_surest_field(headings: list[str], key: str) -> None:
    assert columns(*headings).key.name == key
    assert columns(*headings, "email", key="email").key.name == "email"


def test_own_fields_are_fields() -> None:
    own = [
        OwnField(id="sector", type="line", labels=Names(zh_CN="板块")),
        OwnField(id="bank_ref", part="payments", type="line"),
    ]
    model = customer_model(Settings(name="x", fields=own))
    got = columns("name", "date", "amount", "bank_ref", "板块", rows="payments", model=model)
    assert {target.name: target.event for target in got.places} == {
        "name": False, "date": True, "amount": True, "bank_ref": True, "sector": False,
    }  # fmt: skip


def test_fields_come_in_the_order_of_the_file() -> None:
    got = columns("amount", "email", "name", "date")
    assert [target.name for target in got.places] == ["date", "amount", "name", "email"]


@pytest.mark.parametrize(
    ("headings", "wishes", "problem"),
    [
        (["name"], {"told": {"phon": "name"}}, "'phon' is no field that a column can go into (phone?)"),
        (["name"], {"told": {"orders": "name"}}, "'orders' is no field that a column can go into"),
        (["name"], {"told": {"orders.date": "name"}}, "'orders.date' is no field that a column can go into"),
        (["name"], {"told": {"phone": "Tel"}}, "there is no heading 'Tel'; the headings are: name"),
        (["name", "Name"], {}, "'name' and 'Name' both look like name; say --map name=HEADING"),
        (["phone", "email"], {}, "no column tells whose row it is"),
        (["name", "phone"], {"key": "email"}, "no column is the key; say --map email=HEADING"),
        (["name", "region"], {"key": "region"}, "a customer is not told by its region"),
        (["name", "date"], {"rows": "orders"}, "no column is the amount; say --map amount=HEADING"),
        (["name", "date", "amount", "product", "late_reason"], {}, "the rows may be orders or payments"),
        (
            ["name", "date", "amount"],
            {"told": {"method": "name", "product": "name"}},
            "the rows may be orders or payments",
        ),
    ],
)
def test_what_cannot_be(headings: list[str], wishes: dict[str, object], problem: str) -> None:
    with pytest.raises(Misused) as stopped:
        columns(*headings, **wishes)
    assert str(stopped.value).startswith(problem)
