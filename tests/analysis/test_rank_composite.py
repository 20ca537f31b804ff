"""The composite ranking over a book: parts, lists, coverage, comparisons, explanation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from books import Made, made
from hypothesis import given, settings
from hypothesis import strategies as st

from custfile.analysis.criteria import Criteria, criteria
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.composite import rank
from custfile.analysis.rankings.ranked import Ranked
from custfile.errors import Misused
from custfile.model.ranking import Comparison, CompositeSettings, Ranking, RfmSettings, Weight
from custfile.model.settings import Settings
from custfile.model.table import Cell

AS_OF = date(2026, 11, 20)
FIXED = RfmSettings(
    method="fixed",
    recency=[30, 90, 180, 365],
    frequency=[2, 3, 6, 12],
    monetary=[Decimal(100), Decimal(500), Decimal(1000), Decimal(5000)],
)


def told(composite: CompositeSettings | None = None) -> Settings:
    """Return settings with fixed cut points of RFM, so that figures can be worked out by hand."""
    return Settings(name="A", currency="CNY", ranking=Ranking(rfm=FIXED, composite=composite))


def order(of: str, ago: int, amount: Any, **more: Any) -> dict[str, Any]:
    """Return an order of so many days ago."""
    return {"of": of, "day": AS_OF - timedelta(ago), "amount": amount, **more}


def ranked(book: Made, composite: CompositeSettings | None = None, **options: Any) -> Ranked:
    """Return the ranking of ``book``."""
    return rank(book, told(composite), options)


def row(found: Ranked, identity: str) -> dict[str, Any]:
    """Return the cells of one customer."""
    frame = found.frame[found.frame["id"] == identity]
    return dict(frame.iloc[0])


def facts(found: Ranked) -> dict[str, str]:
    """Return the facts by their English label."""
    return {label.en: value for label, value in found.facts}


def judged(identity: str, grade: int, ago: int = 5) -> dict[str, Any]:
    """Return a customer whom a person judged."""
    return {"id": identity, "prospect": grade, "prospect_day": AS_OF - timedelta(ago), "prospect_by": "li.na"}


BOOK = made(
    AS_OF,
    [judged("a", 4), "b", judged("c", 5), judged("d", 1), "e", "f", judged("g", 5, 400)],
    [
        order("a", 10, 1000, cost=600),
        order("a", 40, 1000, cost=600),
        order("b", 200, 50, cost=60),
        order("f", 10, 500, status="returned"),
        order("e", 10, 500, status="cancelled"),
    ],
)


class TestByHand:
    """Three customers have dealt: a with 2000, b with 50, f with 0 (returned). Of a and b costs are known, of f nothing is.

    a: R 10 days 5, F 2 orders 2, M 2000 4 → 11/3 → (11/3 - 1) / 4 = 66.67; amount percentile 250/3 = 83.33;
    profit 800, percentile 75; prospects 4 → 75; credit not known: coverage .8.
    """

    found = ranked(BOOK)

    def test_parts(self) -> None:
        a, b, f = (row(self.found, identity) for identity in "abf")
        assert [a[name] for name in ("rfm", "amount", "profit", "prospects")] == pytest.approx(
            [(11 / 3 - 1) / 4 * 100, 250 / 3, 75, 75]
        )
        assert np.isnan(a["credit"]) and a["coverage"] == 0.8
        assert a["score"] == pytest.approx(0.4 * 200 / 3 + 0.2 * 250 / 3 + 0.12 * 75 + 0.08 * 75 + 0.2 * 50)
        # b sold at a loss: the lower half of two is 25, capped at 20
        assert b["profit"] == 20 and b["flags"] == "loss-maker"
        assert b["amount"] == pytest.approx(50) and np.isnan(b["prospects"])
        # f gave all back: it has an amount (0), no RFM and no profit
        assert f["amount"] == pytest.approx(50 / 3) and f["coverage"] == 0.2

    def test_potential_customers_have_a_list_of_their_own(self) -> None:
        frame = self.found.frame
        assert frame["id"].tolist() == ["a", "f", "b", "c", "d"]
        assert frame["list"].tolist() == ["customer"] * 3 + ["potential"] * 2
        assert frame["rank"].tolist() == [1, 2, 3, 1, 2]
        assert row(self.found, "c")["score"] == 54  # .08 × 100 + .92 × 50
        assert row(self.found, "d")["score"] == 46
        assert np.isnan(row(self.found, "c")["amount"])

    def test_who_is_left_out_is_said(self) -> None:
        said = facts(self.found)
        assert said["Customers ranked"] == "3"
        assert said["Potential customers, in a list of their own"] == "2"
        assert said["Left out: no order, prospects not judged"] == "2"  # e; and g, whose judgement is stale
        assert said["Weights"].startswith("RFM 40.0%, credit 20.0%")
        assert said["Weights"].endswith("(the usual ones)")

    def test_the_explanation_adds_up(self) -> None:
        own, *deeper = self.found.explain("a")
        *parts, last = own.rows
        assert last[0] == "score"
        assert (
            sum(part[4] or 0 for part in parts)
            == pytest.approx(last[4])
            == pytest.approx(row(self.found, "a")["score"])
        )
        assert [part[0] for part in parts] == ["rfm", "credit", "amount", "profit", "prospects", "missing"]
        assert parts[2][1] == Cell(Decimal("2000.00"), "money") and parts[1][1:3] == (None, None)
        assert parts[-1][2:] == pytest.approx((50, 0.2, 10))
        assert {"amount_orders", "profit_orders", "prospects_explained"} <= {table.name for table in deeper}

    def test_who_is_not_ranked_is_explained_too(self) -> None:
        own = self.found.explain("e")[0]
        assert [value for _label, value in own.facts[-2:]] == ["not ranked", "no order, prospects not judged"]
        assert [each[0] for each in own.rows] == ["rfm", "credit", "amount", "profit", "prospects"]
        with pytest.raises(KeyError):
            self.found.explain("zz")

    def test_the_measure_is_the_score(self) -> None:
        values = Figures(BOOK, told(), {}).array("composite")
        by_id = dict(zip(BOOK.customers["id"], values, strict=True))
        assert by_id["a"] == row(self.found, "a")["score"]
        assert np.isnan(by_id["e"])

    def test_a_stale_judgement_is_flagged(self) -> None:
        book = made(AS_OF, [judged("a", 5, 400)], [order("a", 10, 10)])
        assert row(ranked(book), "a")["flags"] == "prospects stale"
        assert np.isnan(row(ranked(book), "a")["prospects"])


def test_credit_stays_absolute() -> None:
    """Two good payers, 3 orders each paid when due: both 80, not percentiles of each other."""
    orders = [
        order(of, ago, 100, no=f"{of}{ago}", due=AS_OF - timedelta(ago - 30)) for of in "ab" for ago in (100, 200, 300)
    ]
    payments = [{"of": each["of"], "day": each["due"], "amount": 100, "order": each["no"]} for each in orders]
    found = ranked(made(AS_OF, ["a", "b"], orders, payments))
    assert found.frame["credit"].tolist() == [80, 80]
    assert found.frame["id"].tolist() == ["a", "b"]  # all ties: by id


def test_ties_go_by_coverage_then_amount_then_id() -> None:
    """a and b gave all back: both have 50 for their amount, b 50 for its prospects as well, and both score 50."""
    book = made(AS_OF, ["a", judged("b", 3)], [order(of, 10, 5, status="returned") for of in "ab"])
    assert ranked(book).frame["id"].tolist() == ["b", "a"]
    # by R and F alone all three are equal
    only_rf = CompositeSettings(weights=[Weight(criterion="rfm", weight=Decimal(1))], money=False)
    book = made(AS_OF, "abc", [order("a", 10, 5), order("b", 10, 50), order("c", 10, 5)])
    assert ranked(book, only_rf).frame["id"].tolist() == ["b", "a", "c"]


def test_without_money_in_rfm() -> None:
    found = ranked(BOOK, CompositeSettings(money=False))
    assert row(found, "a")["rfm"] == (3.5 - 1) / 4 * 100  # R 5, F 2
    assert facts(found)["Window of RFM"] == (
        "after 2024-11-20, up to 2026-11-20 (24 months); mean of R and F, without money"
    )


def test_the_window_is_told_or_set() -> None:
    # b's order is 200 days old: out of the last six months
    assert row(ranked(BOOK, months=6), "b")["amount"] == pytest.approx(100 / 3)  # 0, as f: (0 below, 2 equal) of 3
    assert row(ranked(BOOK, CompositeSettings(months=6)), "b")["amount"] == pytest.approx(100 / 3)
    assert row(ranked(BOOK, CompositeSettings(months=6), months=12), "b")["amount"] == 50
    assert "all orders" in facts(ranked(BOOK, months=0))["Window of amount and profit"]


def test_a_criterion_that_does_not_count_rates_nobody() -> None:
    only_credit = CompositeSettings(weights=[Weight(criterion="credit", weight=Decimal(1))])
    found = ranked(BOOK, only_credit)
    assert found.frame.empty
    assert facts(found)["Left out: nothing known that weighs"] == "3"
    assert found.table().rows == []


class TestPairwise:
    CIRCLE = CompositeSettings(
        pairwise=[
            Comparison(more=more, less=less, times=Decimal(9))
            for more, less in (("rfm", "credit"), ("credit", "amount"), ("amount", "rfm"))
        ]
    )

    def test_the_usual_comparisons_beside_the_weights_in_force(self) -> None:
        table = ranked(BOOK, pairwise=True).extra["pairwise"]
        assert table.rows[0][:6] == ("rfm", 1, 2, 2, 3, 5)
        assert [round(each[6], 3) for each in table.rows] == [0.387, 0.212, 0.212, 0.119, 0.069]
        assert [each[7] for each in table.rows] == [0.40, 0.20, 0.20, 0.12, 0.08]
        assert sum(each[8] for each in table.rows) == pytest.approx(1)
        said = {label.en: value for label, value in table.facts}
        assert said["Largest eigenvalue (lambda)"] == "5.017"
        assert said["Consistency ratio (CR)"] == "0.004 (agrees)"
        assert "pairwise" not in ranked(BOOK).extra

    def test_a_contradiction_is_refused(self) -> None:
        for options in ({}, {"pairwise": True}):
            with pytest.raises(Misused, match="contradict each other"):
                ranked(BOOK, self.CIRCLE, **options)

    def test_unless_forced(self) -> None:
        found = ranked(BOOK, self.CIRCLE, pairwise=True, force=True)
        table = found.extra["pairwise"]
        assert [each[4] for each in table.rows] == pytest.approx([1 / 3, 1 / 3, 1 / 3, None, None])
        said = {label.en: value for label, value in table.facts}
        assert len(said["Look at again"].split("; ")) == 3
        assert "CR" in facts(found)["Weights"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_few(number: int) -> None:
    ids = ["a", "b"][:number]
    found = ranked(made(AS_OF, ids, [order(each, 5, 5) for each in ids]), pairwise=True)
    assert [each[:4] for each in found.table().rows] == [(place, "customer", x, x) for place, x in enumerate(ids, 1)]


def test_the_range_counts_in_its_own_list() -> None:
    frame = ranked(BOOK).frame
    for part in ("customer", "potential"):
        own = frame[frame["list"] == part]
        assert own["best_rank"].min() == 1 and own["worst_rank"].max() == len(own)


ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "of": st.sampled_from("abcd"),
            "day": st.integers(-40, 800).map(lambda ago: AS_OF - timedelta(ago)),
            "amount": st.integers(-3, 30),
            "cost": st.none() | st.integers(0, 30),
            "status": st.sampled_from(["", "cancelled", "returned"]),
        }
    ),
    max_size=15,
)
PEOPLE = [judged("a", 4), judged("b", 2), "c", "d"]


@settings(max_examples=40)
@given(ORDERS, st.randoms())
def test_neither_order_nor_future_change_the_ranking(orders: list[dict[str, Any]], chance: random.Random) -> None:
    known = [each for each in orders if each["day"] <= AS_OF]
    chance.shuffle(known)
    assert _said(known) == _said(orders)


def _said(orders: Sequence[dict[str, Any]]) -> str:
    found = ranked(made(AS_OF, PEOPLE, orders))
    return repr((found.table().rows, found.facts))


def test_the_criteria_of_nobody() -> None:
    found = criteria(Figures(made(AS_OF, []), told(), {}), 12)
    assert isinstance(found, Criteria) and found.points.shape == (0, 5)
