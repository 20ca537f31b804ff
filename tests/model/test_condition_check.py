"""A condition against the names there are: values in one way of writing, and what is said of those that make no sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.language import Label
from custfile.model.choices import OWNERSHIPS
from custfile.model.condition import (
    DAY,
    GRADE,
    MONEY,
    NUMBER,
    RECORD,
    TEXT,
    YES,
    Kind,
    Unclear,
    Word,
    checked,
    kind_of,
    parse,
    written,
)
from custfile.model.values import CARE_DATE, LINE, QUANTITY, SCALARS, choice
from custfile.model.values import DAY as DAY_SCALAR
from custfile.model.values import GRADE as POINTS
from custfile.model.visible import visible

HISTORY = {
    "long-term": Label("long-term", "长期客户", "長期客戶"),
    "new": Label("new", "新客户", "新客戶"),
    "problem": Label("problem", "问题客户", "問題客戶"),
}
CATALOGUE = {
    "amount_12m": MONEY,
    "days_overdue": NUMBER,
    "on_time": NUMBER,
    "credit": GRADE,
    "region": TEXT,
    "last_order": DAY,
    "collected.signed": YES,
    "terms.payment_days": NUMBER,
    "ownership": Word(OWNERSHIPS),
    "class.history": Word(HISTORY),
    "区域": TEXT,
    "contacts": RECORD,
}


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("amount_12m > 5万", "amount_12m > 50000"),
        ("amount_12m > 1.5萬", "amount_12m > 15000"),
        ("amount_12m > 2亿", "amount_12m > 200000000"),
        ("amount_12m = 1280.50", "amount_12m = 1280.5"),
        ("amount_12m = -3", "amount_12m = -3"),
        ("amount_12m = +0003", "amount_12m = 3"),
        ("amount_12m = 999999999999999.999999", "amount_12m = 999999999999999.999999"),
        ("days_overdue in (６０, '90')", "days_overdue in (60, 90)"),
        ("on_time < 30%", "on_time < 0.3"),
        ("on_time < 12.5％", "on_time < 0.125"),
        ("credit <= c", "credit <= C"),
        ("credit = ｎ", "credit = N"),
        ("last_order < 2026-01-31", "last_order < 2026-01-31"),
        ("last_order < today", "last_order < today"),
        ("last_order < 今天-3个月", "last_order < today-3m"),
        ("last_order < TODAY-090D", "last_order < today-90d"),
        ("last_order < today + 2週", "last_order < today+2w"),
        ("last_order < today-1年", "last_order < today-1y"),
        ("collected.signed = No", "collected.signed = no"),
        ("collected.signed != 是", "collected.signed != yes"),
        ("ownership = 民营", "ownership = private"),
        ("ownership = 民營", "ownership = private"),
        ("ownership in (Foreign-Invested, STATE)", "ownership in (foreign, state)"),
        ("class.history = 问题客户", "class.history = problem"),
        ("region = 5万", "region = 5万"),
        ("region ~ today", "region ~ today"),
        ("区域 = 郑州/中原区", "区域 = 郑州/中原区"),
        ("credit", "credit"),
        ("not contacts", "not contacts"),
    ],
)
def test_values_are_written_in_one_way(typed: str, canonical: str) -> None:
    condition = checked(parse(typed), CATALOGUE)
    assert written(condition) == canonical
    assert checked(parse(canonical), CATALOGUE) == condition


UNCLEAR = """
‸amont_12m > 5
'amont_12m' is not a name known here
did you mean amount_12m? custfile measures lists every name

credit = A and ‸payment_days > 3
'payment_days' is not a name known here
did you mean terms.payment_days? custfile measures lists every name

‸天气
'天气' is not a name known here
custfile measures lists every name

amount_12m > ‸viel
'viel' is not an amount
write digits without separators: 50000, 1280.50, -3, 5万 or 30%

days_overdue > ‸1e3
'1e3' is not a number
write digits without separators: 50000, 1280.50, -3, 5万 or 30%

days_overdue in (1, ‸'2 3')
'2 3' is not a number
write digits without separators: 50000, 1280.50, -3, 5万 or 30%

days_overdue > ‸terms.payment_days
'terms.payment_days' is not a number
a name is compared with a value, not with another name; write digits without separators: 50000, 1280.50, -3, 5万 or 30%

region ‸<= 郑州
'<=' asks for an order, and region has none: it is text
write region = …, region in (…) or region ~ …

ownership ‸＞ state
'>' asks for an order, and ownership has none: it is one of its choices
write ownership = … or ownership in (…)

collected.signed ‸> yes
'>' asks for an order, and collected.signed has none: it is yes or no
write collected.signed, not collected.signed, or collected.signed = no

amount_12m ‸~ 5
'~' looks for a part of a text, and amount_12m is an amount
write amount_12m = …, amount_12m < … or amount_12m >= …

contacts ‸= 王丽
'=' needs a value, and contacts has none: it is a part of the file
write contacts or not contacts alone, or compare one of its fields

contacts ‸not in (王丽)
'not in' needs a value, and contacts has none: it is a part of the file
write contacts or not contacts alone, or compare one of its fields

contacts ‸~ 王丽
'~' looks for a part of a text, and contacts is a part of the file
write contacts or not contacts alone, or compare one of its fields

last_order ‸~ 2026
'~' looks for a part of a text, and last_order is a day
write last_order = …, last_order < … or last_order >= …

credit ‸~ A
'~' looks for a part of a text, and credit is a grade
write credit = …, credit <= … or credit in (…)

credit <= ‸n
'n' has no place in the order of credit
write credit = n

credit = ‸F
'F' is not a grade
write A (best), B, C, D, E, or N for not rated

collected.signed = ‸vielleicht
'vielleicht' is not yes or no
write yes or no

ownership = ‸privat
'privat' is not one of its choices
did you mean private? write one of: state, private, foreign

class.history = ‸老客户
'老客户' is not one of its choices
write one of: long-term, new, problem

last_order > ‸2026-02-30
'2026-02-30' is not a day
write 2026-01-31, today, today-90d, today+2w, today-12m or today-1y

last_order > ‸2026/01/31
'2026/01/31' is not a day
write 2026-01-31, today, today-90d, today+2w, today-12m or today-1y
"""


@pytest.mark.parametrize("case", UNCLEAR[1:-1].split("\n\n"))
def test_what_makes_no_sense(case: str) -> None:
    marked, problem, remedy = case.split("\n")
    text = marked.replace("‸", "")
    with pytest.raises(Unclear) as caught:
        checked(parse(text), CATALOGUE)
    error = caught.value
    assert (error.text, error.problem, error.remedy) == (text, problem, remedy)
    assert marked == f"{text[: error.column - 1]}‸{text[error.column - 1 :]}"


def test_a_label_that_two_choices_share_is_nobodys() -> None:
    shared = Word({"x": Label("same", "一", "一"), "y": Label("same", "二", "二")})
    assert written(checked(parse("a = 二"), {"a": shared})) == "a = y"
    with pytest.raises(Unclear, match=r"'same' is not one of its choices .*; write one of: x, y"):
        checked(parse("a = same"), {"a": shared})


def test_a_key_goes_before_the_label_of_another() -> None:
    crossed = Word({"new": Label("old", "旧", "舊"), "old": Label("new", "新", "新")})
    assert written(checked(parse("a = new or a = old or a = 新"), {"a": crossed})) == "a = new or a = old or a = old"


def test_not_all_of_many_choices_are_listed() -> None:
    many = Word({f"k{number}": Label("", "", "") for number in range(1000)})
    with pytest.raises(Unclear) as caught:
        checked(parse("a = zzz"), {"a": many})
    assert caught.value.remedy == "write one of: " + ", ".join(f"k{number}" for number in range(20)) + ", …"


def test_a_name_is_guessed_among_very_many() -> None:
    many = {f"part{number}.field{number}": TEXT for number in range(1000)} | CATALOGUE
    for typed, meant in [("amont_12m", "amount_12m"), ("payment_days", "terms.payment_days")]:
        with pytest.raises(Unclear, match=f"did you mean {meant}"):
            checked(parse(f"{typed} > 5"), many)


@pytest.mark.parametrize(
    ("scalar", "kind"),
    [
        (SCALARS["money"], MONEY),
        (SCALARS["share"], NUMBER),
        (SCALARS["whole"], NUMBER),
        (QUANTITY, NUMBER),
        (POINTS, NUMBER),
        (DAY_SCALAR, DAY),
        (SCALARS["yes"], YES),
        (LINE, TEXT),
        (CARE_DATE, TEXT),
    ],
)
def test_the_kind_of_a_field(scalar: object, kind: Kind) -> None:
    assert kind_of(scalar) is kind  # type: ignore[arg-type]


def test_the_kind_of_a_choice() -> None:
    kind = kind_of(choice("ownership", OWNERSHIPS))
    assert isinstance(kind, Word)
    assert kind.choices == OWNERSHIPS


@given(st.sampled_from(sorted(CATALOGUE)), st.sampled_from(["=", "<=", "~", "!="]), st.text(min_size=1))
def test_any_value_makes_sense_or_is_unclear(name: str, operator: str, typed: str) -> None:
    text = typed.replace("'", "''")
    try:
        condition = checked(parse(f"{name} {operator} '{text}'"), CATALOGUE)
    except Unclear as error:
        assert visible(str(error)) == str(error)
    else:
        assert checked(parse(written(condition)), CATALOGUE) == condition
