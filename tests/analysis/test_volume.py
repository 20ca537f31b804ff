"""The rankings by amount, quantity and prospects."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from books import made
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.rankings import amount, prospects, quantity
from custfile.analysis.rankings.ranked import Ranked
from custfile.language import Label, speaking
from custfile.model.ranking import ProspectSettings, Ranking
from custfile.model.settings import Person, Settings

AS_OF = date(2026, 11, 20)
PLAIN = Settings(name="A")


def order(of: str, day: str, sum_: Any, **more: Any) -> dict[str, Any]:
    """Return an order."""
    return {"of": of, "day": date.fromisoformat(day), "amount": sum_, **more}


def facts(found: Ranked) -> dict[str, str]:
    """Return the facts by their English label."""
    return {label.en: value for label, value in found.facts}


class TestAmount:
    BOOK = made(
        AS_OF,
        [{"id": "a", "name": "郑州丽人美容院"}, "b", "c", "d", "e", "f"],
        [
            order("a", "2026-01-01", 60, no="S1"),
            order("a", "2025-01-01", 40),
            order("b", "2026-01-01", 30),
            order("c", "2026-01-01", 20),
            order("c", "2026-02-01", -10),
            order("d", "2025-01-01", 100),
            order("e", "2024-01-01", 100),
            order("f", "2026-01-01", 100, status="cancelled"),
        ],
    )

    def test_by_hand(self) -> None:
        """Of 100 in the window: 60, 30, 10; the customer lost since last year stands last, with growth -100 %."""
        found = amount.rank(self.BOOK, PLAIN, {})
        assert found.table().rows == [
            (1, "a", "郑州丽人美容院", Decimal("60.00"), 0.6, 0.6, Decimal("40.00"), 0.5, 1, date(2026, 1, 1)),
            (2, "b", "b", Decimal("30.00"), 0.3, 0.9, Decimal("0.00"), None, 1, date(2026, 1, 1)),
            (3, "c", "c", Decimal("10.00"), 0.1, 1.0, Decimal("0.00"), None, 1, date(2026, 1, 1)),
            (4, "d", "d", Decimal("0.00"), 0.0, 1.0, Decimal("100.00"), -1.0, 0, date(2025, 1, 1)),
        ]
        told = facts(found)
        assert told["Window"] == "after 2025-11-20, up to 2026-11-20 (12 months)"
        assert told["Period before"] == "after 2024-11-20, up to 2025-11-20 (12 months)"
        assert told["Left out: no order"] == "1"
        assert told["Left out: no order in these periods"] == "1"
        assert told["Customers ranked"] == "4"

    def test_two_years_and_all_time(self) -> None:
        # 24 months: a has 100, d too, but a ordered twice; e is in the period before
        assert amount.rank(self.BOOK, PLAIN, {"months": 24}).frame["id"].tolist() == ["a", "d", "b", "c", "e"]
        ever = amount.rank(self.BOOK, PLAIN, {"months": 0})
        assert ever.frame["id"].tolist() == ["a", "d", "e", "b", "c"]
        assert ever.table().rows[0][6:8] == (None, None)
        assert "Period before" not in facts(ever)

    def test_the_explanation_names_what_does_not_count(self) -> None:
        book = made(
            AS_OF,
            ["a"],
            [
                order("a", "2026-01-01", 60, no="S1"),
                order("a", "2026-01-05", -10, no="S2"),
                order("a", "2026-01-03", 5, no="S3", status="returned"),
                order("a", "2026-11-21", 5, no="S4"),
                order("a", "2026-01-04", 5, no="S5", status="cancelled"),
                order("a", "2025-11-20", 40, no="S6"),
                order("a", "2024-11-20", 9, no="S7"),
            ],
        )
        sums, orders = amount.rank(book, PLAIN, {}).explain("a")
        assert list(sums.rows) == [
            ("window", 1, Decimal("60.00"), Decimal("-10.00"), Decimal("50.00")),
            ("before", 1, Decimal("40.00"), Decimal("0.00"), Decimal("40.00")),
        ]
        assert sums.title == Label("Net amount: a a", "净订货金额：a a", "淨訂購金額：a a")
        assert {label.en: value for label, value in sums.facts} == {
            "As of": "2026-11-20",
            "Window": "after 2025-11-20, up to 2026-11-20 (12 months)",
            "Period before": "after 2024-11-20, up to 2025-11-20 (12 months)",
            "Rank": "1 of 1",
            "Growth": "25.0%",
            "Cumulative share": "100.0%",
        }
        assert [(row[0], row[-1]) for row in orders.rows] == [
            ("S7", "earlier"), ("S6", "before"), ("S1", "counts"), ("S3", "returned"), ("S5", "cancelled"), ("S2", "counts"),
            ("S4", "future"),
        ]  # fmt: skip
        assert set(orders.columns[-1].names) >= {row[-1] for row in orders.rows}

    def test_a_gift_adds_nothing(self) -> None:
        gifts = [order("a", day, 0, quantity=50) for day in ("2026-01-03", "2025-01-03", "2024-01-03")]
        book = made(AS_OF, ["a"], [order("a", "2026-01-02", 9, quantity=2), *gifts])
        found = quantity.rank(book, PLAIN, {})
        assert found.frame[["quantity", "orders", "unknown", "before"]].to_numpy().tolist() == [[2, 1, 0, 0]]
        sums, orders = found.explain("a")
        assert list(sums.rows) == [("window", 1, 0, 2, 0, 2), ("before", 0, 0, 0, 0, 0)]
        assert [row[-1] for row in orders.rows] == ["earlier", "nothing", "counts", "nothing"]

    def test_who_is_not_ranked_is_explained_too(self) -> None:
        sums, orders = amount.rank(self.BOOK, PLAIN, {}).explain("f")
        assert [value for _label, value in sums.facts[3:]] == ["not ranked", "no order"]
        assert [row[-1] for row in orders.rows] == ["cancelled"]
        with pytest.raises(KeyError):
            amount.rank(self.BOOK, PLAIN, {}).explain("zz")

    def test_it_speaks_the_reader_s_language(self) -> None:
        with speaking("zh_TW"):
            labels = [label.zh_TW for label, _value in amount.rank(self.BOOK, PLAIN, {}).facts]
        assert "統計期間" in labels

    @pytest.mark.parametrize("number", [0, 1, 2])
    def test_few(self, number: int) -> None:
        ids = ["a", "b"][:number]
        found = amount.rank(made(AS_OF, ids, [order(each, "2026-01-01", 5) for each in ids]), PLAIN, {})
        assert [row[:2] for row in found.table().rows] == list(enumerate(ids, 1))

    def test_only_returns_have_no_share(self) -> None:
        found = amount.rank(made(AS_OF, ["a"], [order("a", "2026-01-01", -5)]), PLAIN, {})
        assert found.table().rows == [(1, "a", "a", Decimal("-5.00"), None, None, Decimal("0.00"), None, 0, None)]


class TestQuantity:
    def test_by_hand(self) -> None:
        book = made(
            AS_OF,
            ["a", "b", "c", "d"],
            [
                order("a", "2026-01-01", 100, quantity=3),
                order("b", "2026-01-01", 9, quantity=9.5),
                order("c", "2026-01-01", 200, quantity=3),
                order("d", "2026-01-01", 5000),
            ],
        )
        found = quantity.rank(book, PLAIN, {})
        # a and c have 3: c by its larger amount
        assert [row[1:4] for row in found.table().rows] == [("b", "b", 9.5), ("c", "c", 3.0), ("a", "a", 3.0)]
        assert facts(found)["Left out: no order tells a quantity"] == "1"
        sums, orders = found.explain("b")
        assert list(sums.rows) == [("window", 1, 0, 9.5, 0, 9.5), ("before", 0, 0, 0, 0, 0)]
        assert orders.rows[0][2:] == (Decimal("9.00"), 9.5, "counts")

    def test_orders_that_tell_none(self) -> None:
        """In the window 2 of 4 purchases tell one, 5 - 1 together; before, the only one tells none: not 0, not known."""
        book = made(
            AS_OF,
            ["a"],
            [
                order("a", "2025-06-01", 9),
                order("a", "2026-01-01", 9),
                order("a", "2026-01-02", 9, quantity=2),
                order("a", "2026-01-03", 9, quantity=3),
                order("a", "2026-01-04", 9),
                order("a", "2026-01-05", -3, quantity=1),
            ],
        )
        found = quantity.rank(book, PLAIN, {})
        row = dict(zip([column.key for column in found.columns], found.table().rows[0], strict=True))
        assert (row["quantity"], row["orders"], row["unknown"], row["before"]) == (4, 4, 2, None)
        sums, orders = found.explain("a")
        assert list(sums.rows) == [("window", 4, 2, 5, -1, 4), ("before", 1, 1, None, None, None)]
        assert [row[-1] for row in orders.rows] == ["untold", "untold", "counts", "counts", "untold", "counts"]
        assert "unknown" not in [column.key for column in amount.rank(book, PLAIN, {}).columns]


def judged(identity: str, grade: int | None, day: date | None, **more: Any) -> dict[str, Any]:
    """Return a customer with a judgement."""
    told = {} if grade is None else {"prospect": grade, "prospect_day": day, "prospect_by": "li.na"}
    return {"id": identity, **told, **more}


class TestProspects:
    BOOK = made(
        AS_OF,
        [
            judged("a", 3, date(2026, 11, 1)),
            judged("b", 5, date(2025, 11, 20)),  # stale by a day
            judged("c", 3, date(2026, 11, 2)),
            judged("d", 5, date(2026, 1, 1)),  # has an order
            judged("e", None, None),
            judged("f", 5, date(2026, 1, 1), ended=date(2026, 2, 1)),
            judged("g", 4, date(2025, 11, 21)),
            judged("h", 4, date(2026, 11, 21)),  # judged tomorrow
        ],
        [
            order("d", "2020-01-01", 1),
            order("a", "2026-01-01", 1, no="S1", status="cancelled"),
            order("a", "2026-12-01", 1, no="S2"),
        ],
    )

    def test_stale_ones_stand_behind(self) -> None:
        found = prospects.rank(self.BOOK, PLAIN, {})
        assert [row[1:6] for row in found.table().rows] == [
            ("g", "g", 4, "fresh", date(2025, 11, 21)),
            ("c", "c", 3, "fresh", date(2026, 11, 2)),
            ("a", "a", 3, "fresh", date(2026, 11, 1)),
            ("b", "b", 5, "stale", date(2025, 11, 20)),
        ]
        told = facts(found)
        assert told["Left out: not judged"] == "2"
        assert told["Left out: with orders, ranked by their record"] == "1"
        assert told["Left out: trade has ended"] == "1"
        assert told["Stale, behind the others"] == "1"
        assert told["A judgement holds"] == "12 months"

    def test_months_of_the_settings(self) -> None:
        def order_of(months: int) -> list[str]:
            told = Settings(name="A", ranking=Ranking(prospects=ProspectSettings(months=months)))
            return list(prospects.rank(self.BOOK, told, {}).frame["id"])

        assert order_of(13) == ["b", "g", "c", "a"]
        assert order_of(0) == ["b", "g", "c", "a"]
        assert order_of(1) == ["c", "a", "b", "g"]

    def test_the_explanation(self) -> None:
        judgement, orders = prospects.rank(self.BOOK, PLAIN, {}).explain("a")
        assert list(judgement.rows) == [(3, "fresh", date(2026, 11, 1), 19, "li.na")]
        assert [value for _label, value in judgement.facts] == ["2026-11-20", "3 of 4"]
        assert [(row[0], row[-1]) for row in orders.rows] == [("S1", "cancelled"), ("S2", "future")]

    @pytest.mark.parametrize(
        ("who", "why", "fates"),
        [
            ("d", "with orders, ranked by their record", ["dealt"]),
            ("e", "not judged", []),
            ("f", "trade has ended", []),
        ],
    )
    def test_why_somebody_is_not_ranked(self, who: str, why: str, fates: list[str]) -> None:
        judgement, orders = prospects.rank(self.BOOK, PLAIN, {}).explain(who)
        assert [value for _label, value in judgement.facts] == ["2026-11-20", "not ranked", why]
        assert len(judgement.rows) == (who != "e")
        assert [row[-1] for row in orders.rows] == fates

    def test_people_are_named(self) -> None:
        settings = Settings(name="A", team=[Person(id="li.na", name="李娜", role="rep")])
        found = prospects.rank(self.BOOK, settings, {})
        named = {column.key: column.names.get("li.na") for column in found.columns if column.key in ("by", "owner")}
        assert named == dict.fromkeys(("by", "owner"), Label("李娜", "李娜", "李娜"))


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "of": st.sampled_from("abcd"),
                "day": st.integers(-40, 800).map(lambda ago: AS_OF - timedelta(ago)),
                "amount": st.integers(-3, 3),
                "quantity": st.sampled_from([0.1, 0.2, 0.3]),
                "status": st.sampled_from(["", "cancelled", "returned"]),
            }
        ),
        max_size=15,
    ),
    st.randoms(),
)
@pytest.mark.parametrize("module", [amount, quantity])
def test_neither_order_nor_future_change_a_ranking(
    module: Any, orders: list[dict[str, Any]], chance: random.Random
) -> None:
    known = [each for each in orders if each["day"] <= AS_OF]
    chance.shuffle(known)
    found, wanted = (
        said(module.rank(book, PLAIN, {})) for book in (made(AS_OF, "abcd", known), made(AS_OF, "abcd", orders))
    )
    assert found == wanted


def said(found: Ranked) -> str:
    """Return all that a ranking says."""
    return repr((found.table().rows, found.facts))
