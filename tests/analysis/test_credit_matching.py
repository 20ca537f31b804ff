"""Claims against money: cases by hand, and a slow loop over one customer that knows nothing of levels."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pytest
from accounts import AS_OF, Row, book, day, histories, paid, sold
from books import Made, made
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.book import day_of, number
from custfile.analysis.credit.levels import meet, prorated, sorted_by, standing
from custfile.analysis.credit.matching import Matched, match
from custfile.analysis.credit.money import AT_ONCE, CREDITED, GIVEN_BACK, OPEN, PAID, UNAPPLIED, WRITTEN_OFF


def parts(made: Made, matched: Matched | None = None) -> list[tuple[str, int, float, str | None]]:
    """Return the portions: order, kind, amount, month and day of payment."""
    frame = (match(made) if matched is None else matched).portions
    return [
        (made.numbers[row["order"]], row["kind"], row["own"] / 100, _day(row["paid"]))
        for row in frame.to_dict("records")
    ]


def _day(number: float) -> str | None:
    return None if np.isnan(number) else f"{day_of(number):%m-%d}"


def rests(made: Made) -> list[tuple[int, float]]:
    return [(row["kind"], row["own"] / 100) for row in match(made).rests.to_dict("records")]


A = sold(100, "02-10", no="A")
B = sold(200, "03-10", no="B")


@pytest.mark.parametrize(
    ("orders", "payments", "expected", "left"),
    [
        ([A], [], [("A", OPEN, 100, None)], []),
        ([A], [paid(100, order="A")], [("A", PAID, 100, "02-10")], []),
        ([A], [paid(30, "02-01", "A"), paid(20, "02-20", "A")],  # partial payments, each with its own day
         [("A", PAID, 30, "02-01"), ("A", PAID, 20, "02-20"), ("A", OPEN, 50, None)], []),
        ([A, B], [paid(130, "02-05", "A")],  # 30 too much goes to B
         [("A", PAID, 100, "02-05"), ("B", PAID, 30, "02-05"), ("B", OPEN, 170, None)], []),
        ([A], [paid(130, "02-05", "A")], [("A", PAID, 100, "02-05")], [(UNAPPLIED, 30)]),
        ([A, B], [paid(250, "04-01")],  # names none: the earliest due first
         [("A", PAID, 100, "04-01"), ("B", PAID, 150, "04-01"), ("B", OPEN, 50, None)], []),
        ([sold(60, "04-10", no="A"), sold(60, "03-10", no="B")], [paid(70)],  # B is due first
         [("A", PAID, 10, "02-10"), ("A", OPEN, 50, None), ("B", PAID, 60, "02-10")], []),
        ([A | {"day": day("01-02")}, A | {"no": "C"}], [paid(60)],  # due on one day: the older order first
         [("A", OPEN, 100, None), ("C", PAID, 60, "02-10"), ("C", OPEN, 40, None)], []),
        ([A | {"amount": 50}, A | {"no": "C"}], [paid(60)],  # made on one day, too: the larger first
         [("A", OPEN, 50, None), ("C", PAID, 60, "02-10"), ("C", OPEN, 40, None)], []),
        ([A], [paid(40, order="X")], [("A", PAID, 40, "02-10"), ("A", OPEN, 60, None)], []),  # an unknown order
        ([A, sold(50, no="C", status="cancelled")], [paid(50, order="C")],
         [("A", PAID, 50, "02-10"), ("A", OPEN, 50, None)], []),
        ([A, sold(50, no="R", status="returned")], [paid(50, order="R")],
         [("A", PAID, 50, "02-10"), ("A", OPEN, 50, None)], []),
        ([A, sold(-40, None, no="N")], [], [("A", CREDITED, 40, "01-01"), ("A", OPEN, 60, None)], []),  # a credit note
        ([A, sold(-40, None, no="N", status="returned")], [], [("A", CREDITED, 40, "01-01"), ("A", OPEN, 60, None)], []),
        ([A], [paid(100, "01-05", "A"), paid(-30, "01-20", "A")],  # a refund takes back the last money
         [("A", PAID, 70, "01-05"), ("A", OPEN, 30, None)], [(GIVEN_BACK, 30), (GIVEN_BACK, -30)]),
        ([A], [paid(60, "01-05", "A"), paid(60, "01-10", "A"), paid(-30, "01-20", "A")],  # the last 30 of the second
         [("A", PAID, 60, "01-05"), ("A", PAID, 30, "01-10"), ("A", OPEN, 10, None)], [(GIVEN_BACK, 30), (GIVEN_BACK, -30)]),
        ([A], [paid(-20, "01-05"), paid(50, "01-10")],  # given back first: taken from what comes next
         [("A", PAID, 30, "01-10"), ("A", OPEN, 70, None)], [(GIVEN_BACK, -20), (GIVEN_BACK, 20)]),
        ([A], [paid(50, "02-01"), paid(-20, "02-05"), paid(20, "02-05")],  # that day's money is given back first
         [("A", PAID, 50, "02-01"), ("A", OPEN, 50, None)], [(GIVEN_BACK, 20), (GIVEN_BACK, -20)]),
        ([A], [paid(100, order="A"), paid(-30, "03-01")],  # named money stays; the refund had no other
         [("A", PAID, 100, "02-10")], [(UNAPPLIED, -30)]),
        ([A, sold(-40, None)], [paid(100, order="A"), paid(-40, "03-01")],  # a credit note that was paid out
         [("A", PAID, 100, "02-10")], [(GIVEN_BACK, 40), (GIVEN_BACK, -40)]),
        ([A, sold(500, None, no="D")], [paid(500, order="D"), paid(10)],  # paid at once settles no claim
         [("A", PAID, 10, "02-10"), ("A", OPEN, 90, None), ("D", AT_ONCE, 500, "02-10")], []),
        ([A, sold(50, None, no="D")], [paid(60, order="D")],
         [("A", PAID, 10, "02-10"), ("A", OPEN, 90, None), ("D", AT_ONCE, 50, "02-10")], []),
        ([sold(50, None, no="D"), sold(-20, None, no="N")], [paid(40)],  # never on credit
         [("D", CREDITED, 20, "01-01"), ("D", AT_ONCE, 30, "02-10")], [(UNAPPLIED, 10)]),
        ([A], [paid(100, "07-01", "A")], [("A", OPEN, 100, None)], []),  # a payment after the as-of date
        ([A], [{**paid(100, order="A"), "day": date(2025, 12, 1)}], [("A", PAID, 100, "12-01")], []),  # before the order
        ([A | {"day": day("07-02"), "due": day("07-30")}], [paid(40, order="A")], [], [(UNAPPLIED, 40)]),
        ([sold(100, no="A", written_off=day("04-01"))], [paid(30, "03-01", "A")],
         [("A", PAID, 30, "03-01"), ("A", WRITTEN_OFF, 70, None)], []),
        ([sold(100, no="A", written_off=day("04-01")), B], [paid(30, "03-01"), paid(50, "04-02")],  # then it is B's turn
         [("A", PAID, 30, "03-01"), ("A", WRITTEN_OFF, 70, None), ("B", PAID, 50, "04-02"), ("B", OPEN, 150, None)], []),
        ([sold(100, no="A", written_off=day("04-01"))], [paid(30, "04-01")],  # on the very day is in time
         [("A", PAID, 30, "04-01"), ("A", WRITTEN_OFF, 70, None)], []),
        ([sold(100, no="A", written_off=day("04-01")), B | {"written_off": day("06-01")}],  # B begins where A ended
         [paid(30, "03-01"), paid(50, "05-01"), paid(9, "06-02")],
         [("A", PAID, 30, "03-01"), ("A", WRITTEN_OFF, 70, None), ("B", PAID, 50, "05-01"), ("B", WRITTEN_OFF, 150, None)],
         [(UNAPPLIED, 9)]),
        ([sold(100, no="A", written_off=day("04-01"))], [paid(100, "05-01", "A")], [("A", PAID, 100, "05-01")], []),
        ([sold(100, no="A", written_off=day("07-01"))], [], [("A", OPEN, 100, None)], []),  # not yet
        ([], [paid(10)], [], [(UNAPPLIED, 10)]),
        ([], [], [], []),
    ],
)  # fmt: skip
def test_what_settles_what(orders: list[Row], payments: list[Row], expected: list[Any], left: list[Any]) -> None:
    case = book(orders, payments)
    assert parts(case) == expected
    assert rests(case) == left


def test_pools_are_of_one_customer_and_currency() -> None:
    orders = [A, {**A, "of": "B", "no": "B"}, sold(100, no="U", currency="USD", worth=700)]
    case = made(AS_OF, ["A", "B"], orders, [paid(150), paid(20, currency="USD", worth=140)])
    assert parts(case) == [
        ("A", PAID, 100, "02-10"), ("U", PAID, 20, "02-10"), ("U", OPEN, 80, None), ("B", OPEN, 100, None)
    ]  # fmt: skip
    assert match(case).portions["base"].tolist() == [100_00, 140_00, 560_00, 100_00]
    assert rests(case) == [(UNAPPLIED, 50)]


def test_a_payment_in_another_currency_is_worth_what_it_is_in_ours() -> None:
    """100 USD were worth 700 on the day of the order; 360 CNY settle 360 x 100 / 700 = 51.43 of them."""
    case = book([sold(100, no="U", currency="USD", worth=700)], [paid(360, order="U")])
    assert parts(case) == [("U", PAID, 51.43, "02-10"), ("U", OPEN, 48.57, None)]
    assert match(case).portions["base"].tolist() == [360_01, 339_99]  # 700 in all
    many = book([sold(100, no="U", currency="USD", worth=700)], [paid(721, order="U")])
    assert parts(many) == [("U", PAID, 100, "02-10")]
    assert rests(many) == [(UNAPPLIED, 3)]  # 721 / 7 = 103 USD
    assert match(many).rests["base"].tolist() == [21_00]


def test_an_earlier_day_sees_what_was_known_then() -> None:
    case = book(
        [A, sold(50, "04-10", no="L", written_off=day("05-01"))], [paid(60, "02-20", "A"), paid(40, "05-20", "A")]
    )
    assert parts(case, match(case, number(day("03-01")))) == [
        ("A", PAID, 60, "02-20"), ("A", OPEN, 40, None), ("L", OPEN, 50, None)
    ]  # fmt: skip


def slowly(orders: list[Row], payments: list[Row], as_of: date) -> tuple[Counter[Any], Counter[Any]]:
    """Match cent by cent as a clerk would, with stacks of coins; return portions and rests, added up by what they are."""
    known = [order for order in orders if order["day"] <= as_of]
    sells = {o["no"]: o for o in known if o["amount"] > 0 and "status" not in o}
    portions, left = Counter[Any](), Counter[Any]()
    named: dict[str, list[tuple[date, int]]] = {no: [] for no in sells}
    pool: dict[str, list[tuple[date, int, int]]] = {"CNY": [], "USD": []}  # 0 first: notes before payments on a tie
    for payment in (p for p in payments if p["day"] <= as_of):
        currency = payment.get("currency", "CNY")
        own = 100 * payment["amount"]
        if payment["order"] in sells:
            wanted = sells[payment["order"]].get("currency", "CNY")
            if (currency, wanted) == ("USD", "CNY"):
                own *= 7
            elif (currency, wanted) == ("CNY", "USD"):
                own = (2 * own + 7) // 14
            named[payment["order"]].append((payment["day"], own))
        else:
            pool[currency].append((payment["day"], 1, own))
    owed = {}
    for no, order in sells.items():
        stack, debt = _stacked([(at, 1, own) for at, own in named[no]], left)
        open_ = 100 * order["amount"]
        for at, kind, own in stack:
            used = min(own, open_)
            open_ -= used
            portions[no, PAID if "due" in order else AT_ONCE, at] += used
            pool[order.get("currency", "CNY")].append((at, kind, own - used))
        pool[order.get("currency", "CNY")] += debt
        if "due" in order or not any("due" in each for each in sells.values()):
            owed[no] = open_
    for order in known:
        if order["amount"] < 0 and order.get("status") != "cancelled":
            pool[order.get("currency", "CNY")].append((order["day"], 0, -100 * order["amount"]))
    for currency, money in pool.items():
        stack, debt = _stacked(money, left)
        mine = [no for no in owed if sells[no].get("currency", "CNY") == currency]
        mine.sort(
            key=lambda no: (
                sells[no].get("due", sells[no]["day"]),
                sells[no]["day"],
                -sells[no]["amount"],
                _lost(sells[no], as_of),
            )
        )
        for at, kind, own in stack:
            for no in mine:
                if at <= _lost(sells[no], as_of):
                    used = min(own, owed[no])
                    own, owed[no] = own - used, owed[no] - used
                    settled = PAID if "due" in sells[no] else AT_ONCE
                    portions[no, settled if kind else CREDITED, at] += used
            left[UNAPPLIED, currency] += own
        left[UNAPPLIED, currency] += sum(own for _at, _kind, own in debt)
    for no, open_ in owed.items():
        if "due" in sells[no]:
            portions[no, OPEN if _lost(sells[no], as_of) == date.max else WRITTEN_OFF, None] += open_
    return +portions, Counter({key: cents for key, cents in left.items() if cents})


def _lost(order: Row, as_of: date) -> date:
    lost: date = order.get("written_off", date.max)
    return lost if lost <= as_of else date.max


def _stacked(
    money: list[tuple[date, int, int]], left: Counter[Any]
) -> tuple[list[tuple[date, int, int]], list[tuple[date, int, int]]]:
    """Return the money that stays, the first at the bottom, and the refunds for which there was none."""
    stack, debts = list[list[Any]](), list[list[Any]]()
    for at, kind, own in sorted(money, key=lambda row: (row[0], -row[2], row[1])):
        here, there = (stack, debts) if own > 0 else (debts, stack)
        rest = abs(own)
        while there and rest:
            taken = min(there[-1][2], rest)
            left[GIVEN_BACK] += taken
            rest -= taken
            there[-1][2] -= taken
            if not there[-1][2]:
                there.pop()
        if rest:
            here.append([at, kind, rest])
    return [tuple(row) for row in stack], [(at, kind, -own) for at, kind, own in debts]  # type: ignore[misc]


@given(histories(), st.sampled_from([AS_OF, date(2026, 1, 20)]))
def test_as_a_clerk_would(history: tuple[list[Row], list[Row]], as_of: date) -> None:
    case = book(*history, as_of=as_of)
    matched = match(case)
    portions, left = Counter[Any](), Counter[Any]()
    for row in matched.portions.to_dict("records"):
        at = None if np.isnan(row["paid"]) else day_of(row["paid"])
        portions[case.numbers[row["order"]], row["kind"], at] += row["own"]
    currencies = sorted({str(row.get("currency", "CNY")) for part in history for row in part} | {"CNY"})
    for row in matched.rests.to_dict("records"):
        if row["kind"] == UNAPPLIED:
            source = case.payments if row["payment"] >= 0 else case.details
            place = row["payment"] if row["payment"] >= 0 else row["note"]
            order = case.payments["order"].iloc[row["payment"]] if row["payment"] >= 0 else -1
            direct = order >= 0 and case.orders["state"].iloc[order] == 0 and case.details["own_cents"].iloc[order] > 0
            currency = case.details["currency"].iloc[order] if direct else source["currency"].iloc[place]
            left[UNAPPLIED, currencies[currency]] += row["own"]
        elif row["own"] > 0:
            left[GIVEN_BACK] += row["own"]
    slow_portions, slow_left = slowly(*history, as_of)
    assert portions == slow_portions
    assert {key: cents for key, cents in left.items() if cents} == slow_left


@given(histories())
def test_every_cent_is_accounted_for_once(history: tuple[list[Row], list[Row]]) -> None:
    orders, payments = history
    same = [{**row, "currency": "CNY", "worth": row["amount"]} for row in payments]
    case = book([{**row, "currency": "CNY", "worth": row["amount"]} for row in orders], same)
    matched = match(case)
    own = case.details["own_cents"].to_numpy()
    settled = np.bincount(matched.portions["order"], matched.portions["own"], len(own))
    assert (settled[matched.claims] == own[matched.claims]).all()
    used = Counter[int]()
    for frame in (matched.portions, matched.rests):
        for place, cents in zip(frame["payment"], frame["own"], strict=True):
            used[place] += cents
    assert [used[place] for place in range(len(payments))] == case.payments["own_cents"].tolist()
    assert (matched.portions["own"] > 0).all()
    assert (matched.rests["own"] != 0).all()


@given(histories(), st.randoms())
def test_the_order_of_lines_decides_nothing(history: tuple[list[Row], list[Row]], chance: Any) -> None:
    orders, payments = history
    other = [chance.sample(orders, len(orders)), chance.sample(payments, len(payments))]
    told = [sorted(parts(case), key=str) for case in (book(orders, payments), book(*other))]
    assert Counter(part[1:] for part in told[0]) == Counter(part[1:] for part in told[1])


@given(histories())
def test_the_parts_of_an_order_are_worth_what_it_is(history: tuple[list[Row], list[Row]]) -> None:
    case = book(*history)
    matched = match(case)
    worth = matched.portions.groupby("order")["base"].sum().reindex(matched.claims, fill_value=0)
    assert worth.tolist() == case.orders["cents"].iloc[matched.claims].tolist()
    assert (matched.portions["base"] >= 0).all()


def test_enormous_amounts_of_some_do_not_change_those_of_others() -> None:
    """The files allow 10^15; the cents of a hundred such customers together are more than 63 bits hold."""
    huge = 999_999_999_999_999
    names = [f"C{place:03}" for place in range(100)]
    orders = [{**sold(huge, no=name), "of": name} for name in names]
    payments = [{**paid(huge - 1), "of": name} for name in names]
    matched = match(made(AS_OF, names, orders, payments))
    assert matched.portions["own"].tolist() == [(huge - 1) * 100, 100] * 100
    assert len(matched.rests) == 0


def test_levels() -> None:
    one = np.zeros(4, dtype=np.int64)
    begin, end = standing(one, np.array([50, 30, -40, 20]))  # 50, 80, 40, 60: of the first 40 stand, of the second none
    assert [begin.tolist(), end.tolist()] == [[0, 50, 80, 40], [40, 50, 80, 60]]
    i, j, own = meet(np.array([1, 1, 3]), np.array([5, 5, 2]), np.array([1, 1, 2, 3]), np.array([3, 4, 9, 7]))
    assert list(zip(i, j, own, strict=True)) == [(0, 0, 3), (0, 1, 2), (1, 1, 2), (2, 3, 2)]
    assert sorted_by(np.array([2, 1, 2, 1]), np.array([0, 5, 0, 4]), np.array([9, 0, 8, 0])).tolist() == [3, 1, 2, 0]


def test_worth_is_shared_out_to_the_nearest_cent() -> None:
    worth, whole = np.array([100, 700, 10, 7, 10**17]), np.array([100, 100, 4, 0, 10**17 - 1])
    assert prorated(worth, whole, np.array([33, 33, 1, 5, 10**16])).tolist() == [33, 231, 3, 0, 10**16]
