"""The form of a kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from custfile.checks.forms import check, present
from custfile.model.customer import Collected, Customer, Terms
from custfile.model.events import Document
from custfile.model.finding import Fault
from custfile.model.own import customer_model
from custfile.model.people import Contact, Member
from custfile.model.settings import Kind, OwnField, Settings

SETTINGS = Settings(
    name="A",
    kinds=[
        Kind(id="company", requires=["phone", "contacts", "terms.payment_days"], documents=["licence", "contract"]),
        Kind(id="member", requires=["member"]),
    ],
    fields=[
        OwnField(id="肤质", type="line", required_for=["member"]),
        OwnField(id="sessions", part="orders", type="whole", required_for=["member"]),
    ],
)
MODEL = customer_model(SETTINGS)


def test_what_the_form_requires_and_is_not_there() -> None:
    record = MODEL(name="A", kind="company")
    assert list(check(record, SETTINGS)) == [
        Fault((), "C216", {"kind": "company", "field": "phone"}),
        Fault((), "C216", {"kind": "company", "field": "contacts"}),
        Fault((), "C216", {"kind": "company", "field": "terms.payment_days"}),
        Fault((), "C218", {"kind": "company", "got": "licence"}),
        Fault((), "C218", {"kind": "company", "got": "contract"}),
    ]


def test_what_is_there() -> None:
    papers = [Document(date=date(2026, 1, 1), type=paper, title="x") for paper in ("contract", "licence", "other")]
    record = MODEL(
        name="A", kind="company", phone="1", contacts=[Contact(name="B")], terms=Terms(payment_days=0), documents=papers
    )
    assert list(check(record, SETTINGS)) == []


def test_own_fields_of_the_customer_can_be_required() -> None:
    record = MODEL(name="A", kind="member", member=Member(no="1"))
    assert list(check(record, SETTINGS)) == [Fault((), "C216", {"kind": "member", "field": "肤质"})]
    assert list(check(replace(record, 肤质="干"), SETTINGS)) == []


def test_a_kind_without_a_form_asks_for_nothing() -> None:
    assert list(check(MODEL(name="A", kind="anything"), SETTINGS)) == []


@pytest.mark.parametrize(
    ("field", "there"),
    [
        ("collected", True), ("collected.date", True), ("collected.by", False), ("terms.currency", False),
        ("preferences", True), ("preferences.茶", True), ("preferences.酒", False), ("preferences.房间.楼层", True),
        ("aliases", False), ("contacts.name", True), ("contacts.phone", False), ("nothing", False),
    ],
)  # fmt: skip
def test_a_field_at_any_depth(field: str, there: bool) -> None:
    record = Customer(
        name="A", kind="x", collected=Collected(date=date(2026, 1, 1)), contacts=[Contact(name="B")],
        preferences={"茶": "龙井", "酒": "", "房间": {"楼层": "3"}},
    )  # fmt: skip
    assert present(record, field) is there
