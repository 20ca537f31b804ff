"""The ranking by lifetime value: by the model in a large archive, by the customers' own rhythm in a small one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from books import Made, made

from custfile.analysis.clv import asked, outlook
from custfile.analysis.figures import Figures
from custfile.analysis.models.beta_geometric import MBG, Parameters
from custfile.analysis.models.histories import Histories
from custfile.analysis.models.lifetime import MONTH
from custfile.analysis.rankings.clv import rank
from custfile.analysis.rankings.ranked import Ranked
from custfile.errors import Misused
from custfile.language import speaking
from custfile.model.ranking import ClvSettings, Ranking
from custfile.model.settings import Settings
from custfile.model.table import Table

AS_OF = date(2026, 6, 30)
DISCOUNTED = (1.1 ** (1 / 12)) ** -np.arange(1, 13)


def told(**words: Any) -> Settings:
    return Settings(name="翠华茶行", ranking=Ranking(clv=ClvSettings(**words)))


PLAIN = Settings(name="翠华茶行")


def order(of: str, days_ago: int, amount: int = 100, **more: Any) -> dict[str, Any]:
    return {"of": of, "day": AS_OF - timedelta(days=days_ago), "amount": amount, **more}


def orders_of(number: int, seed: int = 1, **more: Any) -> list[dict[str, Any]]:
    """Return the orders of so many customers, nearly all of whom came again, at all sorts of rhythms."""
    random, rows = np.random.default_rng(seed), []
    for place in range(number):
        gap, late = int(random.integers(10, 60)), int(random.integers(0, 200))
        steps = range(int(random.integers(1, 9)) + (place % 4 > 0))
        rows += [order(f"C{place:06}", late + gap * step, int(random.integers(50, 900)), **more) for step in steps]
    return rows


def book(orders: Sequence[Mapping[str, Any]], *others: Any) -> Made:
    names = sorted({row["of"] for row in orders})
    return made(AS_OF, [*({"id": name, "name": f"丽人美容😀 {name}"} for name in names), *others], orders)


@pytest.fixture(scope="module")
def medium() -> Made:
    """100 customers with orders, and one without."""
    return book(orders_of(100), {"id": "X", "name": "無訂單"})


def facts(found: Ranked | Table) -> dict[str, str]:
    return {label.en: text for label, text in found.facts}


class TestSmall:
    ROWS = (
        *(order("regular", day) for day in (10, 40, 70)),
        *(order("late", day) for day in (61, 91, 121)),
        *(order("lapsed", day) for day in (91, 121, 151)),
        *(order("edge", day) for day in (60, 90, 120, 150)),
        *(order("twice", day) for day in (300, 330)),
        *(order("same day", day) for day in (300, 300, 330)),
    )

    def test_by_the_own_gap(self) -> None:
        """Gaps of 30 days: silent for 10, 61, 91 and 60 days are 0.33, 2.03, 3.03 and 2 gaps. More than 2 are late."""
        found = rank(book(self.ROWS, "nobody"), PLAIN, {})
        table = found.table()
        assert [(row[0], row[1], row[3]) for row in table.rows] == [
            (1, "lapsed", "lapsed"),
            (2, "late", "late"),
            (3, "edge", "in_rhythm"),
            (4, "regular", "in_rhythm"),
        ]
        assert [row[4] for row in table.rows] == pytest.approx([91 / 30, 61 / 30, 2, 1 / 3], abs=1e-6)
        assert [row[5:8] for row in table.rows] == [(91, 30, 3), (61, 30, 3), (60, 30, 4), (10, 30, 3)]

    def test_it_says_so(self) -> None:
        said = facts(rank(book(self.ROWS, "nobody"), PLAIN, {}))
        assert said["Customers who came again"].startswith("6: fewer than 30, too few for a model;")
        assert said["Left out: no order"] == "1"
        assert said["Left out: too few orders for a rhythm"] == "2"
        assert said["Customers ranked"] == "4"

    def test_unless_asked(self) -> None:
        found = rank(book(self.ROWS), PLAIN, {"force": True})
        assert {"clv", "clv_low", "clv_high"} <= {column.key for column in found.columns}
        assert len(found.frame) == 6
        assert "the figures say more about its priors" in facts(found)["Customers who came again"]

    @pytest.mark.parametrize("force", [True, False])
    def test_nobody_bought(self, force: bool) -> None:
        for customers in ([], ["a", "b"]):
            found = rank(made(AS_OF, customers), PLAIN, {"force": force, "backtest": True})
            assert found.table().rows == found.extra["backtest"].rows == []

    @pytest.mark.parametrize("rows", [[order("a", 30)], [order("a", 30), order("b", 0)], [order("a", 0)]])
    def test_one_or_two_forced(self, rows: list[dict[str, Any]]) -> None:
        found = rank(book(rows), PLAIN, {"force": True})
        assert found.frame["rank"].tolist() == list(range(1, len(rows) + 1))
        assert (found.frame[["clv", "clv_low", "clv_high", "p_alive"]].to_numpy() > 0).all()

    def test_explained(self) -> None:
        steps, orders = rank(book(self.ROWS), PLAIN, {}).explain("late")
        assert [row[2] for row in steps.rows] == ["2", f"{60 / 7:.6f}", f"{121 / 7:.6f}", "2.03"]
        assert [row[-1] for row in orders.rows] == ["counts"] * 3


class TestModelled:
    def test_the_figures_follow_from_the_parameters_printed(self, medium: Made) -> None:
        """All can be computed again from the header, for every customer."""
        found = rank(medium, told(margin=Decimal("0.25")), {})
        said = facts(found)
        letters = Parameters(*(float(part.split()[1]) for part in said["Parameters, in weeks"].split(", ")))
        for row in found.frame.to_dict("records"):
            mine = medium.orders[medium.orders["who"] == row["who"]]
            first, last, number = mine["day"].min(), mine["day"].max(), mine["day"].nunique()
            today = pd.Timestamp(AS_OF).to_datetime64().astype("datetime64[D]").astype(int)
            seen = Histories(np.array([number - 1]), np.array([(last - first) / 7]), np.array([(today - first) / 7]))
            upto = [MBG.expected(letters, seen, month * MONTH)[0] for month in range(13)]
            assert row["p_alive"] == pytest.approx(MBG.alive(letters, seen)[0], abs=1e-6)
            assert row["buys_again"] == pytest.approx(MBG.buys_within(letters, seen, 12 * MONTH)[0], abs=1e-6)
            assert row["expected_orders"] == pytest.approx(upto[-1], abs=1e-6)
            assert row["clv"] == pytest.approx(np.diff(upto) @ DISCOUNTED * row["order_value"] / 4, rel=2e-3, abs=2)
            assert row["clv_low"] <= row["clv"] <= row["clv_high"]

    def test_best_first_and_everybody_who_bought(self, medium: Made) -> None:
        found = rank(medium, PLAIN, {})
        assert found.frame["rank"].tolist() == list(range(1, 101))
        assert (np.diff(found.frame["clv"].to_numpy()) <= 0).all()
        assert facts(found)["Left out: no order"] == "1"
        assert found.table(3).rows[0][2].startswith("丽人美容😀 C")

    def test_ties_go_by_id(self) -> None:
        """Every customer twice, under another name: equal figures, and the smaller id first."""
        rows = orders_of(40)
        twins = [{**row, "of": row["of"].replace("C", "D")} for row in rows]
        frame = rank(book([*rows, *twins]), PLAIN, {}).frame
        ids = frame["id"].tolist()
        assert [one.replace("C", "D") for one in ids[::2]] == ids[1::2]
        assert frame["clv"].tolist()[::2] == frame["clv"].tolist()[1::2]

    def test_what_does_not_count(self, medium: Made) -> None:
        """Cancelled, returned and future orders and credit notes change nothing."""
        rows = orders_of(100)
        noise = [
            order("C000001", 3, status="cancelled"),
            order("C000002", 3, status="returned"),
            order("C000003", -3),
            order("C000004", 3, -500),
        ]
        one, other = rank(book(rows), PLAIN, {}), rank(book([*rows, *noise]), PLAIN, {})
        pd.testing.assert_frame_equal(one.frame, other.frame)
        *_rest, orders = other.explain("C000004")
        assert "no_purchase" in {row[-1] for row in orders.rows}

    def test_the_order_of_the_rows_does_not_matter(self) -> None:
        rows = orders_of(60)
        shuffled = [rows[place] for place in np.random.default_rng(2).permutation(len(rows))]
        pd.testing.assert_frame_equal(rank(book(rows), PLAIN, {}).frame, rank(book(shuffled), PLAIN, {}).frame)

    def test_a_large_archive_needs_no_range(self) -> None:
        found = rank(book(orders_of(400)), PLAIN, {})
        assert "clv_low" not in {column.key for column in found.columns}
        assert int(facts(found)["Customers who came again"]) > 200

    def test_the_settings(self, medium: Made) -> None:
        usual, longer = (
            rank(medium, told(discount=Decimal(0)), {}),
            rank(medium, told(discount=Decimal(0), months=24), {}),
        )
        assert facts(longer)["Horizon"] == "24 months, discounted by 0.0% a year"
        both = usual.frame.merge(longer.frame, on="id")
        assert (both["clv_y"] > both["clv_x"]).all()
        assert both["clv_x"].tolist() == pytest.approx(
            (both["expected_orders_x"] * both["order_value_x"]).tolist(), rel=0.01
        )
        assert facts(rank(medium, told(months=24), {"months": 6}))["Horizon"].startswith(
            "6 months, discounted by 10.0%"
        )
        assert facts(rank(medium, told(model="bg"), {}))["Model"].startswith("BG/NBD")


class TestMargin:
    def test_own_costs_win(self) -> None:
        """60 of every 100 are cost: a margin of 0.4; the one without costs has the settings' 0.25."""
        rows = [{**row, "cost": Decimal(row["amount"]) * 6 / 10} for row in orders_of(50)]
        rows = [row if row["of"] != "C000007" else {**row, "cost": None} for row in rows]
        frame = rank(book(rows), told(margin=Decimal("0.25")), {}).frame.set_index("id")
        assert frame["margin"].drop("C000007").tolist() == pytest.approx([0.4] * 49)
        assert frame["margin"]["C000007"] == 0.25

    def test_unknown_for_one_it_is_revenue_for_all(self) -> None:
        rows = [{**row, "cost": Decimal(row["amount"]) * 6 / 10} for row in orders_of(50)]
        known = rank(book(rows), PLAIN, {})
        assert facts(known)["Margin"] == "of each customer's own orders"
        rows = [row if row["of"] != "C000007" else {**row, "cost": None} for row in rows]
        found = rank(book(rows), PLAIN, {})
        assert facts(found)["Margin"].startswith("not known of 1 customer: values are revenue;")
        assert "margin" not in {column.key for column in found.columns}
        both = known.frame.merge(found.frame, on="id")
        assert (both["clv_y"] * 0.4).tolist() == pytest.approx(both["clv_x"].tolist(), abs=1)

    def test_a_customer_at_a_loss(self) -> None:
        rows = [{**row, "cost": row["amount"] * (2 if row["of"] == "C000003" else 0.5)} for row in orders_of(50)]
        frame = rank(book(rows), PLAIN, {}).frame
        assert frame["id"].iloc[-1] == "C000003"
        last = frame.iloc[-1]
        assert last["clv_low"] <= last["clv"] <= last["clv_high"] < 0


class TestExplained:
    def test_the_steps_come_to_the_figure(self, medium: Made) -> None:
        found = rank(medium, told(margin=Decimal("0.25")), {})
        row = found.frame.iloc[4]
        steps, months, orders = found.explain(row["id"])
        told_figures = {figure: result for figure, _how, result in steps.rows}
        assert float(told_figures["P(still a customer)"]) == row["p_alive"]
        assert float(told_figures["P(buys within 12 months)"]) == row["buys_again"]
        assert Decimal(told_figures["lifetime value"].replace(",", "")) * 100 == Decimal(row["clv"])
        discounted = sum(cells[1] * cells[2] for cells in months.rows)
        assert float(told_figures["orders × discount"]) == pytest.approx(discounted, abs=1e-8)
        assert sum(cells[1] for cells in months.rows) == pytest.approx(row["expected_orders"], abs=1e-5)
        assert float(sum(cells[3] for cells in months.rows)) == pytest.approx(row["clv"] / 100, abs=0.07)
        assert len({cells[1] for cells in orders.rows}) == row["orders"]

    def test_every_formula_is_right(self, medium: Made) -> None:
        """What is printed under How, worked out, is the result."""
        found = rank(medium, PLAIN, {})
        for identity in found.frame["id"]:
            for figure, how, result in found.explain(identity)[0].rows:
                if figure.startswith("P(") or figure in ("value of an order", "lifetime value"):
                    worked_out = eval(how.replace(",", "").replace("×", "*").replace("^", "**"), {})
                    digits = len(result.partition(".")[2])
                    assert abs(worked_out - float(result.replace(",", ""))) <= 0.5 * 10.0**-digits + 1e-7

    def test_who_did_not_buy_and_who_is_not_known(self, medium: Made) -> None:
        found = rank(medium, PLAIN, {})
        steps, orders = found.explain("X")
        assert steps.rows == orders.rows == []
        assert (facts(steps)["Rank"], facts(steps)["Why not"]) == ("not ranked", "no order")
        with pytest.raises(KeyError):
            found.explain("nobody")


@pytest.mark.parametrize("months", [0, 601])
def test_a_horizon_that_is_none(medium: Made, months: int) -> None:
    with pytest.raises(Misused, match=f"cannot look {months} months ahead; write 1 to 600"):
        rank(medium, PLAIN, {"months": months})
    with pytest.raises(Misused, match=f"cannot look {months} months ahead"):
        rank(medium, Settings(name="A", ranking=Ranking(clv=ClvSettings(months=months))), {})


class TestBacktest:
    def test_the_table(self, medium: Made) -> None:
        """The horizon is a year, but at most half of the days since the first order are held out."""
        table = rank(medium, PLAIN, {"backtest": True}).extra["backtest"]
        assert [row[0] for row in table.rows] == ["0", "1", "2", "3", "4", "5", "6", "7+"]
        said = facts(table)
        assert sum(row[1] for row in table.rows) == int(said["Customers"])
        begun = medium.orders["day"].min()
        today = pd.Timestamp(AS_OF).to_datetime64().astype("datetime64[D]").astype(int)
        assert said["Held against"].startswith(f"{(today - begun) // 2} days after it, up to 2026-06-30")
        assert float(said["Orders foretold / came"]) > 0

    def test_a_short_horizon(self, medium: Made) -> None:
        table = rank(medium, PLAIN, {"months": 2, "backtest": True}).extra["backtest"]
        assert facts(table)["Held against"].startswith("61 days after it")


def test_correlation_is_a_warning() -> None:
    """Who orders often orders for more: 3 orders of 100, 4 of 200, … : Gamma-Gamma does not hold."""
    rows = [order(f"C{of}", 5 + 20 * step, 100 * (of % 5 + 1)) for of in range(40) for step in range(3 + of % 5)]
    assert "1.00: beware, above 0.3" in facts(rank(book(rows), PLAIN, {}))["Values of orders"]


def test_in_other_languages(medium: Made) -> None:
    with speaking("zh_TW"):
        labels = [label.zh_TW for label, _text in rank(medium, PLAIN, {}).facts]
        assert "再購客戶數" in labels


def test_standing_is_told_beside_the_value(medium: Made) -> None:
    found = outlook(medium, asked(PLAIN))
    assert found.footing == "range" and {0, 1, 2, -1} <= set(found.standing.tolist())
    words = rank(medium, PLAIN, {}).frame["standing"]
    assert set(words.dropna()) == {"in_rhythm", "late", "lapsed"} and words.isna().any()


def test_an_earlier_day_is_an_archive_cut_off_there() -> None:
    """What lies after the day changes nothing; the book says of it that it is in the future."""
    rows = orders_of(60)
    earlier = AS_OF - timedelta(days=60)
    whole = made(earlier, sorted({row["of"] for row in rows}), rows)
    cut = made(earlier, sorted({row["of"] for row in rows}), [row for row in rows if row["day"] <= earlier])
    pd.testing.assert_frame_equal(rank(whole, PLAIN, {}).frame, rank(cut, PLAIN, {}).frame)


def test_a_faithful_customer_long_gone(medium: Made) -> None:
    """300 orders in 300 days and then none for ten years: the chance of its return is zero to the last digit."""
    rows = [*orders_of(60), *(order("gone", day) for day in range(3650, 3950))]
    frame = rank(book(rows), PLAIN, {}).frame
    assert frame["id"].iloc[-1] == "gone"
    last = frame.iloc[-1]
    assert last[["clv", "clv_low", "clv_high", "p_alive", "buys_again", "expected_orders"]].tolist() == [0] * 6
    assert last["standing"] == "lapsed"


def test_the_same_as_measures(medium: Made) -> None:
    figures, frame = Figures(medium, PLAIN, {}), rank(medium, PLAIN, {}).frame.set_index("id")
    for name in ("p_alive", "buys_again", "expected_orders", "clv"):
        column = figures.array(name)
        assert np.isnan(column[figures.position["X"]])
        mine = [column[figures.position[identity]] for identity in frame.index]
        assert mine == pytest.approx(frame[name].tolist(), abs=1e-6)
    small = Figures(book(TestSmall.ROWS), PLAIN, {})
    assert np.isnan(small.array("clv")).all()
