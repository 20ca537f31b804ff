"""Rows as what they say, and what in them is not clear."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from custfile.exchange.amounts import Mark
from custfile.exchange.cells import Habits
from custfile.exchange.columns import Wishes, understood
from custfile.exchange.csv_table import read_sheet
from custfile.exchange.days import Order
from custfile.exchange.records import read_rows
from custfile.exchange.words import known_words
from custfile.model.customer import Customer
from custfile.model.incoming import Rejected, Row
from custfile.model.settings import Kind, Names, OwnChoice, OwnField, Person, Settings

TEAM = [
    Person(id="li.na", name="李娜"), Person(id="wang.1", name="王伟"), Person(id="wang.2", name="王伟"),
]  # fmt: skip
KINDS = [Kind(id="company", labels=Names(en="Company", zh_CN="公司")), Kind(id="individual")]
SETTINGS = Settings(name="x", currency="CNY", team=TEAM, kinds=KINDS)


def read(text: str, wishes: Wishes | None = None, **habits: Any) -> list[Row | Rejected]:
    sheet = read_sheet(text)
    columns = understood(sheet.headings, Customer, wishes or Wishes())
    return list(read_rows(sheet, columns, Habits(currency="CNY", words=known_words(SETTINGS), **habits)))


def one(heading: str, cell: str, field: str | None = None, **habits: Any) -> Any:
    """Return the value of one cell beside a name, or the reason for which its row is rejected."""
    wishes = Wishes(told={field: heading} if field else {})
    (row,) = read(f'name\t{heading}\n丽人\t"{cell}"\n', wishes, **habits)
    return (
        row.reason if isinstance(row, Rejected) else next(each for name, each in row.fields.items() if name != "name")
    )


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("phone", "0371-6588 0101", "0371-6588 0101"),
        ("phone", "00371", "00371"),  # leading zeros are nobody's to take
        ("phone", "'+86 138", "+86 138"),
        ("phone", "13800138000.0", "13800138000"),  # a whole Chinese mobile number: nothing can be lost
        ("former_no", "0010472", "0010472"),
        ("founded", "1998年3月2日", date(1998, 3, 2)),
        ("founded", "民國75年3月4日", date(1986, 3, 4)),
        ("assets", "5.2万", Decimal(52000)),
        ("assets", "¥5,200,000.50", Decimal("5200000.50")),
        ("terms.payment_days", "30.0", 30),
        ("terms.discount", "0.95", Decimal("0.95")),
        ("characteristics.staff", "1,200", 1200),
        ("person.gender", "女", "female"),
        ("contacts.gender", "Male", "male"),
        ("ownership", "國營", "state"),
        ("person.birthday", "1985.3.4", "1985-03-04"),
        ("person.birthday", "03-04", "03-04"),
        ("person.birthday", "lunar 08-15", "lunar 08-15"),
        ("owner", "李娜", "li.na"),
        ("owner", "LI.NA", "li.na"),
        ("owner", "王伟", "王伟"),  # two are called so: nobody is guessed at
        ("kind", "公司", "company"),
        ("email", "ａ＠ｂ.cn", "a@b.cn"),
        ("address", "中原区\n1 号", "中原区 1 号"),
        ("trading.problems", "a\nb", "a\nb"),
        ("aliases", "丽人；丽人美容、LR", ["丽人", "丽人美容", "LR"]),
        ("preferences.tea", "龙井", "龙井"),
    ],
)
def test_clear_cells(heading: str, cell: str, value: object) -> None:
    assert one(heading, cell, heading) == value


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("phone", "1.38E+10", "a spreadsheet made a number of '1.38E+10'"),
        ("phone", "37165880101.0", "a spreadsheet made a number of '37165880101.0'"),  # of 0371…: the zero is gone
        ("former_no", "10472.0", "a spreadsheet made a number of '10472.0'"),
        ("phone", "#N/A", "the spreadsheet shows the error #N/A"),
        ("phone", "#####", "the spreadsheet shows the error #####"),
        ("phone", "0371\x1b[2J", "there is an invisible control character"),
        ("founded", "03/04/1998", "'03/04/1998' may be two days"),
        ("assets", "NT$100", "'NT$100' is not in CNY"),
        ("assets", "1.280", "'1.280' may be two numbers"),
        ("assets", "1234567890123456", "'1234567890123456'"),
        ("terms.payment_days", "30.5", "'30.5'"),
        ("terms.payment_days", "¥30", "'¥30' is a sum of money"),
        ("terms.discount", "95", "95 is not between 0 and 1"),
        ("person.gender", "?", "'?' is not one of: female, male"),
        ("email", "nobody", "'nobody' is not an e-mail address"),
    ],
)
def test_unclear_cells(heading: str, cell: str, reason: str) -> None:
    got = one(heading, cell, heading)
    assert isinstance(got, str) and got.startswith(f"{heading}: {reason}"), got


def test_habits_make_clear() -> None:
    assert one("founded", "03/04/1998", dates=Order.dmy) == date(1998, 4, 3)
    assert one("assets", "1.280", decimal=Mark.comma) == 1280


def test_the_column_of_the_currency_settles_it() -> None:
    rows = read(
        "name,date,amount,currency\n丽人,2026-02-03,NT$100,TWD\n丽人,2026-02-03,NT$100,\n丽人,2026-02-03,$100,EUR\n"
    )
    assert isinstance(rows[0], Row)
    assert rows[0].event == {"date": date(2026, 2, 3), "amount": Decimal(100), "currency": "TWD"}
    assert [type(row) for row in rows] == [Row, Rejected, Rejected]


def test_a_row_says_whose_it_is_and_what_of_whom() -> None:
    (row,) = read('编号,日期,金额,产品,电话\nC000001,2026/2/3,"5,760.00",精华液,0371\n')
    assert row == Row(
        row.line if isinstance(row, Row) else None,  # type: ignore[arg-type]
        "C000001",
        {"phone": "0371"},
        {"date": date(2026, 2, 3), "product": "精华液", "amount": Decimal("5760.00")},
    )
    assert row.line == (2, ("C000001", "2026/2/3", "5,760.00", "精华液", "0371"))


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    (row,) = read("name,date,amount,product\n,next week,much,x\n")
    assert isinstance(row, Rejected)
    assert row.reason == (
        "date: 'next week' is not a date such as 2026-02-03 or 2026/2/3; "
        "amount: 'much' is not a number such as 1280.00; the name is missing"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,date,amount\n丽人,,5\n", "the date is missing"),
        ("name,date,amount\n丽人,2026-02-03,\n", "the amount is missing"),
        ("id,date,amount\n,2026-02-03,5\n", "the id is missing"),
        ("name,phone\n,0371\n", "the name is missing"),
        (
            "name,address\n丽人,Main St 1, Ghent\n",
            "there are more cells than headings; a comma in a text needs quotation marks",
        ),
    ],
)
def test_what_a_row_needs(text: str, reason: str) -> None:
    (row,) = read(text)
    assert isinstance(row, Rejected)
    assert row.reason == reason


def test_a_customer_without_an_id_is_a_new_one() -> None:
    (row,) = read("id,name\n,丽人\n")
    assert row == Row(row.line, "", {"name": "丽人"}) if isinstance(row, Row) else False  # type: ignore[arg-type]


def test_choices_of_own_fields_are_known_by_their_labels() -> None:
    from custfile.model.own import customer_model

    own = OwnField(id="skin", type="choice", choices=[OwnChoice(id="dry", labels=Names(zh_TW="乾性"))])
    model = customer_model(Settings(name="x", fields=[own]))
    sheet = read_sheet("name,skin\n曾美惠,乾性\n")
    (row,) = read_rows(sheet, understood(sheet.headings, model, Wishes()), Habits())
    assert isinstance(row, Row)
    assert row.fields["skin"] == "dry"
