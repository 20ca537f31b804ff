"""From ``field=value`` as typed to an edit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from custfile.changes.fields import assignment, locate, top_order, value
from custfile.errors import Misused
from custfile.model.customer import Customer
from custfile.model.edit import Append, Edit, Put, Remove
from custfile.model.own import customer_model
from custfile.model.settings import Names, OwnChoice, OwnField, Settings

OWN = [
    OwnField(id="肤质", type="choice", choices=[OwnChoice(id="干性"), OwnChoice(id="油性", labels=Names(en="oily"))]),
    OwnField(id="困扰", type="choice", several=True, choices=[OwnChoice(id="斑点"), OwnChoice(id="痘疤")]),
    OwnField(id="sessions", part="orders", type="whole"),
]
MODEL = customer_model(Settings(name="A", fields=OWN))


@pytest.mark.parametrize(
    ("typed", "edit"),
    [
        ("name=郑州丽人", Put(("name",), "郑州丽人")),
        ("phone = 0010123456", Put(("phone",), "0010123456")),
        ("fax=", Remove(("fax",))),
        ("terms.credit_limit=50000.00", Put(("terms", "credit_limit"), Decimal("50000.00"))),
        ("terms.payment_days=30", Put(("terms", "payment_days"), 30)),
        ("founded=2010-05-01", Put(("founded",), date(2010, 5, 1))),
        ("collected.signed=yes", Put(("collected", "signed"), True)),
        ("aliases=丽人、美容院, LR", Put(("aliases",), ["丽人", "美容院", "LR"])),
        ("aliases+=丽人", Append(("aliases",), "丽人")),
        ("aliases[2]=LR", Put(("aliases", 1), "LR")),
        ("contacts[1].phone=0371-6588 0101", Put(("contacts", 0, "phone"), "0371-6588 0101")),
        ("contacts[1].hobbies+=茶", Append(("contacts", 0, "hobbies"), "茶")),
        ("contacts[1].care[2].what=生日", Put(("contacts", 0, "care", 1, "what"), "生日")),
        ("preferences.茶=龙井", Put(("preferences", "茶"), "龙井")),
        ("preferences.房间.楼层=3", Put(("preferences", "房间", "楼层"), "3")),
        ("肤质=油性", Put(("肤质",), "油性")),
        ("困扰=斑点，痘疤", Put(("困扰",), ["斑点", "痘疤"])),
        ("orders[1].sessions=6", Put(("orders", 0, "sessions"), 6)),
        ("name=a=b", Put(("name",), "a=b")),
        ("trading.problems=one\ntwo", Put(("trading", "problems"), "one\ntwo")),
    ],
)
def test_what_is_understood(typed: str, edit: Edit) -> None:
    assert assignment(typed, MODEL) == edit


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("name", "'name' is not field=value"),
        ("=x", "'=x' is not field=value"),
        ("nmae=x", "'nmae' is no field of customer (name?)"),
        ("terms.creditlimit=1", "'creditlimit' is no field of terms (credit_limit?)"),
        ("orders[1].session=1", "'session' is no field of order (sessions?)"),
        ("terms=x", "'terms' is a group; set one of its fields: currency, payment_days"),
        ("contacts[0].name=x", "positions count from 1, in 'contacts[0].name'"),
        ("contacts[x].name=x", "'contacts[x].name' is not a field; write terms.credit_limit or contacts[1].phone"),
        ("name+=x", "'name' is no list; write name=value"),
        ("founded=1/5/2010", "founded: '1/5/2010' is not a date; write year-month-day"),
        ("founded=2010-02-30", "founded: there is no day 2010-02-30"),
        ("assets=1,000", "assets: '1,000' is not a number; write digits with a point"),
        ("email=nobody", "email: 'nobody' is not an e-mail address"),
        ("肤质=中性", "肤质: '中性' is not one of: 干性, 油性; choose one"),
        ("困扰+=黑眼圈", "困扰: '黑眼圈' is not one of: 斑点, 痘疤"),
        ("collected.source=vist", "choose one (visit?)"),
    ],
)
def test_what_is_not(typed: str, sentence: str) -> None:
    with pytest.raises(Misused) as caught:
        assignment(typed, MODEL)
    assert sentence in str(caught.value)


def test_a_field_is_where_the_schema_says() -> None:
    path, field = locate("contacts[2].email", Customer)
    assert (path, field.key if field else None) == (("contacts", 1, "email"), "email")
    assert locate("preferences.anything", Customer)[1] is None


def test_free_text_is_taken_as_it_is() -> None:
    assert value("12:30", None) == "12:30"


def test_the_order_of_a_file() -> None:
    order = top_order(MODEL)
    assert order[:2] == ["name", "kind"]
    assert order[-2:] == ["肤质", "困扰"]
