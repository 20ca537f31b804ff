"""Whom a condition holds for, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.language import Label
from custfile.model.condition import (
    DAY,
    GRADE,
    MONEY,
    NUMBER,
    TEXT,
    YES,
    Condition,
    Word,
    checked,
    fits,
    parse,
    reasons,
)
from custfile.model.condition.fit import told
from custfile.model.condition.tree import AllOf, AnyOf, Compare, Not, Told, Tree, Value

AS_OF = date(2026, 3, 31)
HISTORY = {"new": Label("new", "新客户", "新客戶"), "past": Label("past", "过去客户", "過去客戶")}
CATALOGUE = {
    "amount": MONEY,
    "share": NUMBER,
    "count": NUMBER,
    "credit": GRADE,
    "last": DAY,
    "region": TEXT,
    "phones": TEXT,
    "signed": YES,
    "class": Word(HISTORY),
    "days": DAY,
}
COLUMNS: dict[str, list[Any]] = {
    "amount": [Decimal("50000.00"), Decimal("50000.01"), Decimal("-3"), None],
    "share": [0.3, 0.95, 0.0, nan],
    "count": [3, 0, 12, None],
    "credit": ["A", "C", "E", "N"],
    "last": [date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 31), None],
    "region": ["郑州/中原区", "ＡＢＣ-1", "Straße", None],
    "phones": [["138", "139"], ["139"], [], None],
    "signed": [True, False, True, None],
    "class": ["new", "past", "new", None],
    "days": [[date(2026, 1, 1), date(2026, 3, 1)], [date(2026, 1, 1)], [], None],
}


def holding(text: str, as_of: date = AS_OF) -> str:
    """Return for whom ``text`` holds, as ``x..x``."""
    rows = fits(checked(parse(text), CATALOGUE), COLUMNS.__getitem__, as_of)
    assert all(row is True or row is False for row in rows)
    return "".join("x" if row else "." for row in rows)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("amount > 50000", ".x.."),
        ("amount >= 5万", "xx.."),
        ("amount = 50000", "x..."),
        ("amount < 50000", "..x."),
        ("amount <= 50000", "x.x."),
        ("amount in (-3, 50000.01)", ".xx."),
        ("share = 30%", "x..."),  # the float 0.3 is a little less than three tenths
        ("share < 30%", "..x."),
        ("share >= 0.3", "xx.."),
        ("share", "xxx."),  # nought is told, NaN is not
        ("count = 0", ".x.."),
        ("count", "xxx."),
        ("credit <= C", ".xx."),  # C or worse
        ("credit < C", "..x."),
        ("credit >= C", "xx.."),  # C or better
        ("credit > C", "x..."),
        ("credit = N", "...x"),
        ("credit in (A, N)", "x..x"),
        ("not credit >= C", "..xx"),  # the unrated one is not C or better
        ("last < 2026-02-28", "x..."),
        ("last = today", "..x."),
        ("last >= today-31d", ".xx."),  # 28 February
        ("last > today-31d", "..x."),
        ("last >= today-1m", ".xx."),  # 31 February is 28 February
        ("last <= today - 3m", "x..."),  # 31 December
        ("last <= today-5w", "x..."),  # 24 February
        ("last >= today-1y", "xxx."),
        ("last > today-9999y", "xxx."),  # before the calendar
        ("last < today+9999m", "xxx."),
        ("last < today+9999y", "xxx."),
        ("region = 郑州/中原区", "x..."),
        ("region = 郑州", "...."),
        ("region ~ 郑州", "x..."),
        ("region = abc-1", ".x.."),  # width and capitals make no difference
        ("region = STRASSE", "..x."),
        ("region ~ strasse", "..x."),
        ("region", "xxx."),
        ("phones = 138", "x..."),
        ("phones ~ 13", "xx.."),
        ("phones", "xx.."),
        ("phones != 138", ".xxx"),  # none of them is
        ("phones in (138, 139)", "xx.."),
        ("phones not in (138, 140)", ".xxx"),
        ("days > 2026-02-01", "x..."),
        ("signed", "x.x."),
        ("signed = yes", "x.x."),
        ("signed = no", ".x.."),
        ("not signed", ".x.x"),
        ("class = 新客户", "x.x."),
        ("class != new", ".x.x"),
        ("class not in (new, past)", "...x"),
        ("not class in (new, past)", "...x"),
    ],
)
def test_a_comparison(text: str, who: str) -> None:
    assert holding(text) == who


@pytest.mark.parametrize("name", ["amount", "share", "count", "last", "region", "class"])
def test_what_is_absent_fits_no_comparison_but_its_denial(name: str) -> None:
    value = {"last": "today", "class": "new"}.get(name, "1")
    operators = ["=", "~"] if name == "region" else ["="] if name == "class" else ["=", "<", "<=", ">", ">="]
    for operator in operators:
        assert holding(f"{name} {operator} {value}")[3] == "."
        assert holding(f"not {name} {operator} {value}")[3] == "x"
    assert holding(f"{name} in ({value})")[3] == "."
    assert holding(f"{name} != {value}")[3] == "x"
    assert holding(f"{name} not in ({value})")[3] == "x"
    assert holding(f"not {name}")[3] == "x"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("amount > 50000 or credit = A", "xx.."),
        ("amount > 0 and credit <= C", ".x.."),
        ("signed or region and class = past", "xxx."),
        ("(signed or region) and class = past", ".x.."),
        ("not (signed or region)", "...x"),
        ("not signed and not region", "...x"),
        ("（amount ≥ 5万 且 非 signed） 或 credit ＝ N", ".x.x"),
    ],
)
def test_and_or_not(text: str, who: str) -> None:
    assert holding(text) == who


def test_the_last_day_of_a_month_stays_in_the_month() -> None:
    def day_of(typed: str, as_of: date) -> list[bool]:
        condition = checked(parse(f"last = {typed}"), CATALOGUE)
        return fits(condition, lambda _name: [date(2024, 2, 29), date(2025, 2, 28), date(2026, 1, 31)], as_of)

    assert day_of("today-1m", date(2024, 3, 31)) == [True, False, False]
    assert day_of("today-1y", date(2025, 2, 28)) == [False, False, False]  # 28 February 2024
    assert day_of("today+1y", date(2024, 2, 29)) == [False, True, False]
    assert day_of("today+1m", date(2025, 12, 31)) == [False, False, True]


@pytest.mark.parametrize("value", [0, 0.0, Decimal(0), "0", True, [0], [False, True], date(1, 1, 1), {"tea": "龙井"}])
def test_what_is_told(value: Any) -> None:
    assert told(value)


@pytest.mark.parametrize("value", [None, False, nan, "", [], [None], [False], {}])
def test_what_is_not_told(value: Any) -> None:
    assert not told(value)


def test_a_name_is_fetched_once() -> None:
    asked: list[str] = []

    def column(name: str) -> list[Any]:
        asked.append(name)
        return COLUMNS[name]

    fits(checked(parse("amount > 1 and (amount < 9 or not credit)"), CATALOGUE), column, AS_OF)
    assert sorted(asked) == ["amount", "credit"]


def test_columns_of_different_length_are_no_columns() -> None:
    with pytest.raises(ValueError, match="shorter"):
        fits(checked(parse("amount and share"), CATALOGUE), {"amount": [None] * 2, "share": [None]}.__getitem__, AS_OF)


def test_an_archive_without_customers() -> None:
    assert fits(checked(parse("amount > 1 and not share"), CATALOGUE), lambda _name: [], AS_OF) == []


@pytest.mark.parametrize(
    ("text", "customer", "why"),
    [
        ("amount > 50000", 1, ["amount 50,000.01 > 50000"]),
        ("amount > 5万", 0, ["amount 50,000.00, not > 50000"]),
        ("amount > 1 and credit <= C", 1, ["amount 50,000.01 > 1", "credit C <= C"]),
        ("amount > 1 and credit <= C and share < 50%", 0, ["credit A, not <= C"]),
        ("amount > 1 and credit <= C and share > 50%", 3, [
            "amount (not told), not > 1", "credit N, not <= C", "share (not told), not > 0.5",
        ]),
        ("credit = A or share = 30% or count > 5", 0, ["credit A = A", "share 0.3 = 0.3"]),
        ("credit = B or count > 5", 0, ["credit A, not = B", "count 3, not > 5"]),
        ("not (credit = A or count > 5)", 1, ["credit C, not = A", "count 0, not > 5"]),
        ("not count <= 3", 3, ["count (not told), not <= 3"]),
        ("not count <= 3", 0, ["count 3 <= 3"]),
        ("region != 郑州", 3, ["region (not told) != 郑州"]),
        ("signed and credit", 0, ["signed: yes", "credit: A"]),
        ("signed or phones", 1, ["phones: 139"]),
        ("signed = yes", 1, ["signed no, not = yes"]),
        ("signed or amount > 9万", 3, ["signed: (not told)", "amount (not told), not > 90000"]),
        ("phones in (138, '1 4')", 0, ["phones 138, 139 in (138, '1 4')"]),
        ("last < today-30d", 0, ["last 2025-12-31 < today-30d"]),
        ("class = 新客户", 0, ["class new = new"]),
        ("count > 1 or count > 1", 0, ["count 3 > 1"]),
    ],
)  # fmt: skip
def test_why(text: str, customer: int, why: list[str]) -> None:
    found = reasons(checked(parse(text), CATALOGUE), lambda name: COLUMNS[name][customer], AS_OF)
    assert [str(reason) for reason in found] == why


def test_a_hidden_value_is_not_shown() -> None:
    condition = checked(parse("phones ~ 13 and credit = A and not signed = no"), CATALOGUE)
    found = reasons(condition, lambda name: COLUMNS[name][0], AS_OF, hidden={"phones", "signed"})
    assert [str(reason) for reason in found] == ["phones **** ~ 13", "credit A = A", "signed ****, not = no"]


def test_a_long_value_is_cut_and_what_is_invisible_is_seen() -> None:
    condition = checked(parse("region and phones ~ a"), CATALOGUE)
    values = {"region": "丽" * 100, "phones": "a\x1b[31m\n"}
    found = reasons(condition, values.__getitem__, AS_OF)
    assert [str(reason) for reason in found] == ["region: " + "丽" * 60 + "…", "phones a␛[31m⏎ ~ a"]


def values(*typed: str) -> st.SearchStrategy[Value]:
    return st.sampled_from(typed).map(Value)


def leaf(name: str, operators: list[str], *typed: str) -> st.SearchStrategy[Tree]:
    single = st.builds(Compare, st.just(name), st.sampled_from(["=", "!=", *operators]), st.tuples(values(*typed)))
    listed = st.lists(values(*typed), min_size=1, max_size=2).map(tuple)
    return st.just(Told(name)) | single | st.builds(Compare, st.just(name), st.sampled_from(["in", "not in"]), listed)


ORDER = ["<", "<=", ">", ">="]
LEAVES = (
    leaf("amount", ORDER, "0", "50000")
    | leaf("share", ORDER, "0", "0.3")
    | leaf("credit", ORDER, "A", "C", "E")
    | leaf("last", ORDER, "today", "2026-01-01")
    | leaf("phones", ["~"], "138", "13")
    | leaf("signed", [], "yes", "no")
)
TREES = st.recursive(
    LEAVES,
    lambda trees: (
        st.builds(Not, trees)
        | st.builds(AllOf, st.tuples(trees, trees))
        | st.builds(AnyOf, st.tuples(trees, trees, trees))
    ),
    max_leaves=8,
)
CUSTOMERS = st.fixed_dictionaries(
    {
        "amount": st.none() | st.sampled_from([Decimal(0), Decimal("50000.00"), Decimal(99999)]),
        "share": st.sampled_from([None, nan, 0.0, 0.3, 1.0]),
        "credit": st.none() | st.sampled_from("ACEN"),
        "last": st.none() | st.sampled_from([date(2025, 12, 31), AS_OF]),
        "phones": st.none() | st.lists(st.sampled_from(["138", "139", "02"]), max_size=2),
        "signed": st.none() | st.booleans(),
    }
)


def answer(tree: Tree, customer: dict[str, Any]) -> bool:
    (holds,) = fits(checked(Condition(tree), CATALOGUE), lambda name: [customer[name]], AS_OF)
    return holds


@given(TREES, TREES, CUSTOMERS)
def test_de_morgan(one: Tree, other: Tree, customer: dict[str, Any]) -> None:
    assert answer(Not(AllOf((one, other))), customer) == answer(AnyOf((Not(one), Not(other))), customer)
    assert answer(Not(AnyOf((one, other))), customer) == answer(AllOf((Not(one), Not(other))), customer)
    assert answer(Not(one), customer) is not answer(one, customer)


@given(TREES, st.lists(CUSTOMERS, max_size=4))
def test_a_customers_answer_does_not_depend_on_the_others(tree: Tree, customers: list[dict[str, Any]]) -> None:
    rows = fits(checked(Condition(tree), CATALOGUE), lambda name: [each[name] for each in customers], AS_OF)
    assert rows == [answer(tree, each) for each in customers]


@given(TREES, CUSTOMERS, CUSTOMERS)
def test_the_reasons_suffice(tree: Tree, customer: dict[str, Any], another: dict[str, Any]) -> None:
    """Whatever else were different, the answer would be the same."""
    condition = checked(Condition(tree), CATALOGUE)
    decisive = {reason.name for reason in reasons(condition, customer.__getitem__, AS_OF)}
    assert decisive
    changed = {name: (customer if name in decisive else another)[name] for name in customer}
    assert answer(tree, changed) == answer(tree, customer)
