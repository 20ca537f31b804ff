"""Contribution to profit by hand, and the ranking by it."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from books import Made, made

from custfile.analysis.figures import Figures
from custfile.analysis.profit import contribution
from custfile.analysis.rankings.profit import rank
from custfile.analysis.rankings.ranked import Ranked
from custfile.model.ranking import ProfitSettings, Ranking
from custfile.model.settings import Settings

AS_OF = date(2026, 11, 20)
NONE = math.nan


def settings(**profit: str) -> Settings:
    """Return settings of profit."""
    told: dict[str, Any] = {key: Decimal(value) for key, value in profit.items()}
    return Settings(name="A", ranking=Ranking(profit=ProfitSettings(**told)))


def order(day: date, amount: Any, of: str = "甲", **more: Any) -> dict[str, Any]:
    """Return an order."""
    return {"of": of, "day": day, "amount": amount, **more}


JULY = date(2026, 7, 1)


def profit(*orders: dict[str, Any], using: Settings | None = None, **more: Any) -> float:
    """Return the contribution of one customer in twelve months, in cents."""
    found = contribution(made(AS_OF, ["甲"], orders, **more), using or settings(), 12)
    return float(found.profit[0])


def ranked(book: Made, using: Settings | None = None, **told: Any) -> Ranked:
    """Return the ranking of ``book``."""
    return rank(book, using or settings(), told)


def facts(found: Ranked) -> dict[str, str]:
    """Return the facts by their English label."""
    return {label.en: value for label, value in found.facts}


class TestCosts:
    def test_told(self) -> None:
        # 100 - 60 + 50 - 20
        assert profit(order(JULY, 100, cost=60), order(JULY, 50, cost=20)) == 7_000

    def test_by_the_margin_where_none_is_told(self) -> None:
        # 100 - 60 by the cost told; of 50 a share of 35 %: 17.50
        assert profit(order(JULY, 100, cost=60), order(JULY, 50), using=settings(margin="0.35")) == 4_000 + 1_750

    def test_an_order_without_either_is_left_out(self) -> None:
        assert profit(order(JULY, 100, cost=60), order(JULY, 5000)) == 4_000
        assert math.isnan(profit(order(JULY, 5000)))

    def test_a_credit_note_without_a_cost_is_lost_in_full(self) -> None:
        assert profit(order(JULY, 100, cost=60), order(JULY, -30)) == 1_000
        # by a margin of 40 %, 30 given back are 18 of goods: 40 - 12
        assert profit(order(JULY, 100, cost=60), order(JULY, -30), using=settings(margin="0.4")) == 2_800
        # told: goods for 18 came back
        assert profit(order(JULY, 100, cost=60), order(JULY, -30, cost=-18)) == 2_800

    def test_a_credit_note_alone_says_nothing_where_costs_are_not_kept(self) -> None:
        assert math.isnan(profit(order(JULY, -30)))
        assert math.isnan(profit(order(date(2024, 1, 1), 9, cost=5), order(JULY, 100), order(JULY, -30)))
        assert profit(order(date(2024, 1, 1), 9, cost=5), order(JULY, -30)) == -3_000

    def test_what_does_not_count(self) -> None:
        rest = [
            order(JULY, 900, cost=1, status="cancelled"),
            order(JULY, 900, cost=1, status="returned"),
            order(AS_OF + timedelta(1), 900, cost=1),
            order(date(2025, 11, 20), 900, cost=1),
        ]
        assert profit(order(JULY, 100, cost=60), *rest) == 4_000

    def test_who_bought_before_contributes_nothing_now(self) -> None:
        assert profit(order(date(2024, 1, 1), 900, cost=1)) == 0


class TestCostToServe:
    VISITS = (
        {"of": "甲", "day": JULY, "cost": 12.5},
        {"of": "甲", "day": JULY},
        {"of": "甲", "day": date(2025, 11, 20), "cost": 999},
    )

    def test_visits_only_if_asked_for(self) -> None:
        bought = order(JULY, 100, cost=60)
        assert profit(bought, visits=self.VISITS) == 4_000
        assert profit(bought, visits=self.VISITS, using=settings(visit_cost="8")) == 4_000 - 1_250 - 800

    def test_interest_on_late_money(self) -> None:
        """1000 due on 2026-03-01: 400 come 73 days late, 600 are still open after 264 days, at 5 % of a year.

        (400 × 73 + 600 × 264) / 365 × .05 = (29200 + 158400) / 365 × .05 = 25.70
        """
        bought = order(date(2026, 2, 1), 1000, no="S1", cost=0, due=date(2026, 3, 1))
        paid = {"of": "甲", "day": date(2026, 5, 13), "amount": 400, "order": "S1"}
        assert (date(2026, 5, 13) - date(2026, 3, 1)).days == 73 and (AS_OF - date(2026, 3, 1)).days == 264
        assert profit(bought, payments=[paid], using=settings(interest="0.05")) == 100_000 - 2_570

    @pytest.mark.parametrize("day", [date(2026, 2, 1), date(2026, 2, 10), date(2026, 3, 1)])
    def test_money_in_time_costs_nothing(self, day: date) -> None:
        bought = order(date(2026, 2, 10), 1000, no="S1", cost=0, due=date(2026, 3, 1))
        paid = {"of": "甲", "day": day, "amount": 1500, "order": "S1"}
        assert profit(bought, payments=[paid], using=settings(interest="0.05")) == 100_000

    def test_a_payment_in_the_future_has_not_come(self) -> None:
        bought = order(date(2026, 2, 10), 1000, no="S1", cost=0, due=AS_OF - timedelta(73))
        paid = {"of": "甲", "day": AS_OF + timedelta(1), "amount": 1000, "order": "S1"}
        # 1000 × 73 / 365 × .05 = 10
        assert profit(bought, payments=[paid], using=settings(interest="0.05")) == 100_000 - 1_000

    def test_what_a_credit_note_settles_was_never_late(self) -> None:
        bought = order(date(2026, 2, 10), 1000, no="S1", cost=0, due=date(2026, 3, 1))
        assert profit(bought, order(AS_OF, -1000, cost=0), using=settings(interest="0.05")) == 0

    def test_until_it_is_written_off(self) -> None:
        lost = date(2026, 3, 1) + timedelta(73)
        bought = order(date(2026, 2, 10), 1000, cost=0, due=date(2026, 3, 1), written_off=lost)
        assert profit(bought, using=settings(interest="0.05")) == 100_000 - 1_000

    def test_an_order_paid_at_once(self) -> None:
        assert profit(order(JULY, 100, cost=60), using=settings(interest="0.05")) == 4_000


class TestRanking:
    BOOK = made(
        AS_OF,
        ["a", "b", "c", "d", "e", "f", "g", "h"],
        [
            order(JULY, 100, "a", cost=70),  # 30 %: high
            order(JULY, 1000, "b", cost=900),  # 10 %: reasonable
            order(JULY, 1000, "c", cost=901),  # 9.9 %: slim
            order(JULY, 100, "d", cost=101),  # a loss
            order(JULY, 5000, "e"),  # cost not known
            order(date(2024, 1, 1), 10, "f", cost=1),  # visited since, and bought nothing
            order(date(2024, 1, 1), 10, "g", cost=1),
        ],
        visits=[{"of": "f", "day": JULY, "cost": 20}, {"of": "h", "day": JULY, "cost": 20}],
    )

    def test_order_and_effect(self) -> None:
        found = ranked(self.BOOK, settings(visit_cost="0"))
        frame = found.frame
        assert frame["id"].tolist() == ["b", "c", "a", "d", "f"]
        assert frame["rank"].tolist() == [1, 2, 3, 4, 5]
        assert frame["effect"].tolist() == ["reasonable", "slim", "high", "loss", "loss"]
        assert found.table().rows[4] == (
            5, "f", "f", Decimal("-20.00"), None, "loss", Decimal("0.00"), Decimal("0.00"), Decimal("20.00"), None, 0, 0,
        )  # fmt: skip

    def test_what_is_left_out_is_said(self) -> None:
        told = facts(ranked(self.BOOK, settings(visit_cost="0")))
        assert told["Loss-makers"] == "2"
        assert told["Left out: no order"] == "1"
        assert told["Left out: no order in the window"] == "1"
        assert told["Left out: cost of orders not known"] == "1"
        assert told["Orders left out: cost not known"] == "1"
        assert told["Interest on late money"] == "not counted: set ranking.profit.interest"
        assert told["Window"] == "after 2025-11-20, up to 2026-11-20 (12 months)"

    def test_ties_go_by_revenue_then_id(self) -> None:
        orders = [order(JULY, 10, "c", cost=5), order(JULY, 10, "a", cost=5), order(JULY, 20, "b", cost=15)]
        assert ranked(made(AS_OF, "abc", orders)).frame["id"].tolist() == ["b", "a", "c"]

    def test_the_explanation_adds_up(self) -> None:
        bought = [
            order(date(2026, 2, 1), 1000, no="SO-1", cost=600, due=AS_OF - timedelta(73)),
            order(date(2025, 1, 1), 9, no="SO-0", cost=1),
        ]
        visits = [{"of": "甲", "day": JULY, "cost": 30}, {"of": "甲", "day": date(2025, 1, 1), "cost": 7}]
        using = settings(visit_cost="5", interest="0.05")
        arithmetic, orders, visited = ranked(made(AS_OF, ["甲"], bought, visits=visits), using).explain("甲")
        # 1000 - 600 - 30 - 1000 × 73 / 365 × .05 = 1000 - 600 - 30 - 10 = 360
        assert arithmetic.rows[0][0] == Decimal("360.00")
        assert list(orders.rows) == [
            ("SO-0", date(2025, 1, 1), Decimal("9.00"), Decimal("1.00"), Decimal("0.00"), "earlier"),
            ("SO-1", date(2026, 2, 1), Decimal("1000.00"), Decimal("600.00"), Decimal("10.00"), "counts"),
        ]
        assert list(visited.rows) == [
            (date(2025, 1, 1), None, Decimal("7.00"), "earlier"),
            (JULY, None, Decimal("30.00"), "counts"),
        ]

    def test_visits_that_nobody_asked_for(self) -> None:
        visited = ranked(self.BOOK).explain("f")[2]
        assert list(visited.rows) == [(JULY, None, None, "unasked")]

    def test_a_call_costs_only_what_is_told_of_it(self) -> None:
        visits = [
            {"of": "a", "day": JULY, "channel": channel, "cost": cost}
            for channel, cost in (
                ("visit", None),
                (None, None),
                ("phone", None),
                ("phone", 3),
                ("shop", None),
                ("visit", 9),
            )
        ]
        book = made(AS_OF, ["a"], [order(JULY, 1000, "a", cost=600)], visits=visits)
        found = ranked(book, settings(visit_cost="40"))
        assert found.frame["visits"].tolist() == [4000 + 4000 + 300 + 900]
        assert list(found.explain("a")[2].rows) == [
            (JULY, "visit", Decimal("40.00"), "counts"),
            (JULY, None, Decimal("40.00"), "counts"),
            (JULY, "phone", Decimal("0.00"), "free"),
            (JULY, "phone", Decimal("3.00"), "counts"),
            (JULY, "shop", Decimal("0.00"), "free"),
            (JULY, "visit", Decimal("9.00"), "counts"),
        ]

    def test_what_the_explanation_says_of_each_order(self) -> None:
        orders = [
            order(JULY, 100, "a", cost=60), order(JULY, 100, "a"), order(JULY, -9, "a"), order(JULY, 0, "a", cost=7),
            order(JULY, 0, "a"), order(date(2024, 7, 1), 0, "a", cost=7),
        ]  # fmt: skip
        found = ranked(made(AS_OF, ["a"], orders))
        assert found.frame["profit"].tolist() == [10_000 - 6_000 - 900 - 700]
        assert [row[-1] for row in found.explain("a")[1].rows] == [
            "earlier", "counts", "costless", "counts", "gift", "nothing"
        ]  # fmt: skip

    def test_credit_notes_are_no_orders(self) -> None:
        orders = [
            order(JULY, 100, "a", cost=60),
            order(JULY, -30, "a"),
            order(JULY, -10, "a", cost=-6),
            order(JULY, 5, "a"),
        ]
        row = ranked(made(AS_OF, ["a"], orders)).frame.iloc[0]
        assert (row["orders"], row["unknown"], row["revenue"], row["cost"]) == (1, 1, 6000, 5400)

    def test_an_unknown_customer(self) -> None:
        with pytest.raises(KeyError):
            ranked(self.BOOK).explain("zz")

    def test_nobody(self) -> None:
        found = ranked(made(AS_OF, []), settings(visit_cost="1", interest="0.05", margin="0.3"))
        assert found.table().rows == []


def test_measures() -> None:
    book = made(AS_OF, ["a", "b"], [order(JULY, 100, "a", cost=70), order(date(2025, 1, 1), 100, "a", cost=10)])
    figures = Figures(book, settings(), {})
    assert figures.array("profit_12m").tolist() == pytest.approx([3_000, NONE], nan_ok=True)
    assert figures.array("margin_12m").tolist() == pytest.approx([0.3, NONE], nan_ok=True)
    assert figures.array("profit_24m", {"margin_12m"}).tolist() == pytest.approx([12_000, NONE], nan_ok=True)
    assert figures.column("profit_12m")[0] == Decimal("30.00")
