"""Placing customers in schemes: each kind of level by hand. As of 2026-11-20."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from books import made
from schemes import figures, scheme, told, ways, words

from custfile.analysis.classes.changes import changes
from custfile.analysis.classes.superfluous import superfluous
from custfile.analysis.classes.tables import cross, listing, summary
from custfile.archive.schemes import shipped
from custfile.language import Label
from custfile.model.names import Names
from custfile.model.settings import Kind, OwnField, Settings

AS_OF = date(2026, 11, 20)
KINDS = [{"kind": "company"}, {"kind": "individual"}, {"kind": "guest"}, {"kind": "company"}]


def field(*values: object, path: str = "industry") -> list[dict[str, object]]:
    """Return customers whose files say ``values`` under ``path``."""
    return told([{path: value} for value in values])


def test_the_words_of_a_field_are_the_classes_and_who_has_none_is_unknown() -> None:
    book = made(AS_OF, field("美容", None, "食品", " 美容 ", ["酒店", "食品"], [], ""))
    assert words(book, {"source": "industry"}) == ["美容", "unknown", "食品", "美容", "酒店", "unknown", "unknown"]
    assert words(book, {"source": "industry", "default": "其他"})[1] == "其他"


def test_values_that_are_no_words_become_some() -> None:
    book = made(AS_OF, field(True, False, date(2026, 1, 2), Decimal("1.50"), 3, {"茶": "龙井"}))
    assert words(book, {"source": "industry"}) == ["yes", "no", "2026-01-02", "1.50", "3", "unknown"]


def test_a_choice_map_groups_words() -> None:
    level = {
        "source": "kind",
        "classes": [
            {"id": "firm", "of": ["company"]},
            {"id": "person", "of": ["individual", "member"]},
            {"id": "rest"},
        ],
        "default": "rest",
    }
    assert words(made(AS_OF, told(KINDS)), level) == ["firm", "person", "rest", "firm"]
    del level["default"]
    assert words(made(AS_OF, told(KINDS)), level) == ["firm", "person", "unknown", "firm"]


def test_a_class_without_words_takes_the_word_that_is_its_id() -> None:
    level = {"source": "kind", "classes": [{"id": "company"}, {"id": "other"}], "default": "other"}
    assert words(made(AS_OF, told(KINDS)), level) == ["company", "other", "other", "company"]


def test_steps_of_a_region() -> None:
    """Where nobody names the next step there is none; who names none beside others that do is unknown there."""
    regions = ["郑州/中原区", "郑州/二七区/嵩山路", "郑州", None, "洛阳", "/x"]
    assert words(made(AS_OF, field(*regions)), *({"source": "industry", "step": step} for step in (1, 2, 3))) == [
        "郑州/中原区", "郑州/二七区/嵩山路", "郑州/unknown", "unknown", "洛阳", "unknown"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "word"),
    [("100.01", "A"), ("100", "A"), ("99.99", "B"), ("10", "B"), ("9.99", "C"), ("-1", "C"), (None, "unknown")],
)
def test_a_value_at_a_border_is_in_the_class_above(value: str | None, word: str) -> None:
    book = made(AS_OF, field(None if value is None else Decimal(value), path="assets"))
    level = {"source": "assets", "cuts": [100, 10], "classes": [{"id": "A"}, {"id": "B"}, {"id": "C"}]}
    assert words(book, level) == [word]
    assert words(book, {**level, "default": "C"}) == ["C" if value is None else word]
    spare = {**level, "classes": [*level["classes"], {"id": "none"}], "default": "none"}  # type: ignore[misc]
    assert words(book, spare) == ["none" if value is None else word]


def test_money_is_cut_in_units_of_the_currency() -> None:
    book = made(
        AS_OF, ["C1", "C2"], [{"of": "C1", "day": AS_OF, "amount": 100}, {"of": "C2", "day": AS_OF, "amount": 99.99}]
    )
    level = {"source": "amount_12m", "cuts": [100], "classes": [{"id": "much"}, {"id": "little"}]}
    placed = figures(book, scheme(level)).placed("s")
    assert [(placed.words[who], placed.reason(who)) for who in (0, 1)] == [
        ("much", "amount_12m 100.00 >= 100"), ("little", "amount_12m 99.99 < 100")
    ]  # fmt: skip


def test_a_lower_level_divides_only_its_own_classes() -> None:
    levels = (
        {"source": "kind"},
        {
            "within": ["company"],
            "source": "industry",
            "classes": [{"id": "shop", "of": ["retail"]}, {"id": "x"}],
            "default": "x",
        },
        {
            "within": ["individual"],
            "classes": [{"id": "old", "when": "orders > 0"}, {"id": "young"}],
            "default": "young",
        },
    )
    rows = [
        {"industry": industry, **kind} for industry, kind in zip(["retail", None, "retail", None], KINDS, strict=True)
    ]
    book = made(AS_OF, told(rows), [{"of": "C2", "day": AS_OF, "amount": 1}])
    placed = figures(book, scheme(*levels)).placed("s")
    assert ways(placed) == ["company/shop", "individual/old", "guest", "company/x"]
    assert placed.words == [["company", "shop"], ["individual", "old"], ["guest"], ["company", "x"]]
    assert placed.reason(0) == "kind: company; industry: retail"


def test_shares_are_those_of_the_customers_that_the_level_divides() -> None:
    levels = (
        {"source": "kind"},
        {"within": ["company"], "source": "amount_12m", "pareto": ["0.8"], "classes": [{"id": "A"}, {"id": "B"}]},
    )
    orders = [{"of": f"C{n}", "day": AS_OF, "amount": amount} for n, amount in enumerate((90, 5000, 5000, 10), 1)]
    assert words(made(AS_OF, told(KINDS), orders), *levels) == ["company/A", "individual", "guest", "company/B"]


def test_what_is_unknown_is_not_divided_further() -> None:
    book = made(AS_OF, field("retail", None))
    assert words(book, {"source": "industry"}, {"source": "kind"}) == ["retail/company", "unknown"]


def test_a_scheme_is_the_source_of_another_in_its_order_and_under_its_names() -> None:
    book = made(AS_OF, told(KINDS), [{"of": "C1", "day": AS_OF, "amount": 1}])
    found = figures(book)
    placed = found.placed("nature-history")
    assert ways(placed) == [
        "ordinary/new", "individual/potential", "individual/potential", "ordinary/potential"
    ]  # fmt: skip
    assert [node[0] for node in placed.nodes if len(node) == 1] == [
        "government", "special", "ordinary", "individual", "partner", "other"
    ]  # fmt: skip
    assert placed.called["ordinary"] == Label("ordinary companies", "普通公司", "一般公司")


def test_classes_are_named_as_the_words_of_the_settings() -> None:
    settings = Settings(name="A", kinds=[Kind(id="company", labels=Names(en="Firm", zh_TW="企業"))])
    placed = figures(made(AS_OF, told(KINDS)), settings=settings).placed("kind")
    assert placed.called["company"] == Label("Firm", "企業", "企業")
    assert placed.called["guest"] == Label("guest", "guest", "guest")
    assert [node[0] for node in placed.nodes] == ["company", "guest", "individual"]


def test_a_secret_value_decides_and_is_not_shown() -> None:
    settings = Settings(name="A", fields=[OwnField(id="budget", type="money"), OwnField(id="vip", type="yes")])
    book = made(AS_OF, told([{"budget": Decimal(5000), "vip": True}]))
    levels = (
        {"source": "budget", "cuts": [100], "classes": [{"id": "rich"}, {"id": "poor"}]},
        {"classes": [{"id": "x", "when": "budget > 4000 and vip"}, {"id": "y"}], "default": "y"},
    )
    placed = figures(book, scheme(*levels), settings=settings).placed("s")
    assert ways(placed) == ["rich/x"]
    assert placed.reason(0) == "budget **** >= 100; budget **** > 4000; vip: ****"


def test_the_tree_counts_everybody_once_and_money_too() -> None:
    orders = [{"of": "C1", "day": AS_OF, "amount": 30}, {"of": "C2", "day": AS_OF, "amount": 10}]
    found = figures(made(AS_OF, told(KINDS), orders))
    table = summary([found.placed("nature-history")], found, np.ones(4, dtype=np.bool_))
    assert [row[1:] for row in table.rows if row[2]] == [
        ("ordinary", 2, 0.5, Decimal("30.00"), 0.75),
        ("ordinary/potential", 1, 0.25, Decimal("0.00"), 0.0),
        ("ordinary/new", 1, 0.25, Decimal("30.00"), 0.75),
        ("individual", 2, 0.5, Decimal("10.00"), 0.25),
        ("individual/potential", 1, 0.25, Decimal("0.00"), 0.0),
        ("individual/new", 1, 0.25, Decimal("10.00"), 0.25),
    ]
    assert table.columns[1].names["ordinary/new"].en == "  new"


def test_a_filter_shows_some_and_decides_among_all() -> None:
    orders = [{"of": f"C{n}", "day": AS_OF, "amount": amount} for n, amount in enumerate((60, 20, 15, 5), 1)]
    found = figures(made(AS_OF, told(KINDS), orders))
    members = np.array([False, False, True, True])
    assert [row[:2] for row in listing(found.placed("size"), found, members).rows] == [
        ("medium", "C3"), ("scattered", "C4")
    ]  # fmt: skip
    rows = summary([found.placed("size")], found, members).rows
    assert [row[1:] for row in rows if row[2]] == [
        ("medium", 1, 0.5, Decimal("15.00"), 0.75), ("scattered", 1, 0.5, Decimal("5.00"), 0.25)
    ]  # fmt: skip


def test_two_schemes_crossed() -> None:
    orders = [{"of": "C1", "day": AS_OF, "amount": 30}, {"of": "C2", "day": AS_OF, "amount": 10}]
    found = figures(made(AS_OF, told(KINDS), orders))
    customers, amounts = cross(found.placed("kind"), found.placed("time"), found, np.ones(4, dtype=np.bool_))
    assert [column.key for column in customers.columns] == ["class", "old", "new", "future", "total"]
    assert customers.rows == [
        ("company", 0, 1, 1, 2),
        ("guest", 0, 0, 1, 1),
        ("individual", 0, 1, 0, 1),
        ("total", 0, 2, 2, 4),
    ]
    assert amounts.rows[0] == ("company", Decimal("0.00"), Decimal("30.00"), Decimal("0.00"), Decimal("30.00"))
    assert amounts.rows[-1][-1] == Decimal("40.00")


def test_changes_tell_what_moved() -> None:
    orders = [
        {"of": "C1", "day": date(2026, 6, 1), "amount": 100},
        {"of": "C2", "day": date(2026, 10, 1), "amount": 100},
        {"of": "C3", "day": date(2025, 9, 1), "amount": 100},
    ]
    tickets = [{"of": "C1", "day": date(2026, 11, 1), "type": "complaint"}]

    def on(day: date, ids: list[str]) -> object:
        mine = [order for order in orders if order["of"] in ids]
        return figures(made(day, ids, mine, tickets=tickets if "C1" in ids else ()))

    before, now = on(date(2026, 7, 1), ["C1", "C2", "C3"]), on(AS_OF, ["C1", "C2", "C3", "C4"])
    table = changes(["history", "kind"], before, now, np.ones(4, dtype=np.bool_))  # type: ignore[arg-type]
    assert table.rows == [
        ("history", "C1", "C1", "new", "problem", "complaints_open 0 → 1"),
        ("history", "C2", "C2", "potential", "new", "orders 0 → 1; days_since_first (not told) → 50"),
        ("history", "C3", "C3", "new", "past", "days_since_order 303 → 445"),
        ("history", "C4", "C4", None, "potential", "not on file before"),
        ("kind", "C4", "C4", None, "company", "not on file before"),
    ]


def test_empty_classes_and_too_many() -> None:
    found = figures(made(AS_OF, told(KINDS)))
    faults = [
        (fault.path[2:], fault.code, dict(fault.params))
        for fault in superfluous(("classes", 0), found.placed("time"), "today")
    ]
    assert faults == [
        (("levels", 0, "classes", 0, "id"), "C738", {"got": "old", "day": "today"}),
        (("levels", 0, "classes", 1, "id"), "C738", {"got": "new", "day": "today"}),
        (("levels", 0), "C739", {"classes": "3", "customers": "4", "least": "5"}),
    ]


def test_no_customers_at_all() -> None:
    found = figures(made(AS_OF, []))
    for name in ("history", "size", "kind", "nature-history"):
        placed = found.placed(name)
        assert placed.words == []
        assert all(row[2] == 0 for row in summary([placed], found, np.ones(0, dtype=np.bool_)).rows)


@pytest.mark.parametrize(
    ("birthday", "age", "word"),
    [
        ("1966-11-20", None, "from60"),  # sixty today
        ("1966-11-21", None, "from45"),  # tomorrow
        ("lunar 1966-12-01", None, "from60"),  # of a lunar birthday the year counts
        ("11-20", "35", "from35"),
        (None, "25-34", "from25"),
        (None, "約 17 歲", "under18"),
        (None, "80后", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_age(birthday: str | None, age: str | None, word: str) -> None:
    book = made(AS_OF, told([{"person.birthday": birthday, "person.age": age}]))
    assert ways(figures(book).placed("age")) == [word]


def test_effect_on_profit() -> None:
    """Contribution per amount: 30 / 100, 10 / 100, 0, -1 / 100, and no order."""
    costs = [70, 90, 100, 101]
    orders = [{"of": f"C{n}", "day": AS_OF, "amount": 100, "cost": cost} for n, cost in enumerate(costs, 1)]
    book = made(AS_OF, [f"C{n}" for n in range(1, 6)], orders)
    assert ways(figures(book).placed("profit")) == ["high", "reasonable", "slim", "loss", "not-rated"]


def test_time_and_process() -> None:
    orders = [
        {"of": "C1", "day": date(2024, 1, 1), "amount": 1},
        {"of": "C2", "day": date(2026, 11, 1), "amount": 1},
        {"of": "C3", "day": date(2026, 11, 1), "amount": 1},
    ]
    found = figures(made(AS_OF, ["C1", "C2", {"id": "C3", "ended.date": AS_OF}, "C4"], orders))
    assert ways(found.placed("time")) == ["old", "new", "new", "future"]
    assert ways(found.placed("process")) == ["past", "current", "past", "upcoming"]


def test_nature_with_its_sub_levels() -> None:
    rows = [
        {"kind": "member"}, {"kind": "partner", "industry": "超市"}, {"kind": "agency"},
        {"kind": "retailer", "industry": "retail"}, {"kind": "government"}, {"kind": "corporate"}, {"kind": "lead"},
    ]  # fmt: skip
    found = figures(made(AS_OF, told(rows)))
    assert ways(found.placed("nature-levels")) == [
        "consumer", "intermediary/retailer/supermarket", "intermediary/wholesaler", "intermediary/retailer/other-shops",
        "public", "manufacturer", "other",
    ]  # fmt: skip
    assert ways(found.placed("nature")) == [
        "individual", "partner", "partner", "partner", "government", "special", "other"
    ]  # fmt: skip


def test_every_shipped_scheme_has_names_in_three_languages() -> None:
    for each in shipped().values():
        labels = [each.labels, *(one.labels for level in each.levels for one in level.classes)]
        assert all(names and names.en and names.zh_CN and names.zh_TW for names in labels), each.id
        assert each.about
