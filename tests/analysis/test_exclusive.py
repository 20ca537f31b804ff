"""Whatever the scheme and the figures: every customer is in exactly one class of each level that divides it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from books import Made, made
from hypothesis import given
from hypothesis import strategies as st
from schemes import figures, scheme, told, ways

from custfile.analysis.classes.placing import Placed
from custfile.checks.schemes import check_schemes
from custfile.model.scheme import UNKNOWN, SchemeSettings
from custfile.model.settings import Settings

AS_OF = date(2026, 11, 20)
WORDS = ["a", "b", "c", "d", "a/b", "女/甲", "👩‍💼"]
CONDITIONS = [
    "orders > 0",
    "assets >= 3",
    "not industry = a",
    "industry in (b, c) and amount_12m > 4",
    "class.time = new",
]

word = st.sampled_from(WORDS)
number = st.integers(-3, 9).map(Decimal)
customers = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["x", "y"])},
        optional={"industry": st.none() | word | st.lists(word, max_size=2), "assets": st.none() | number},
    ),
    max_size=6,
)


def _classes(ids: str, *, many: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.just([{"id": f"{ids}{number}"} for number in range(many)])


@st.composite
def levels(draw: st.DrawFn, at: int) -> dict[str, Any]:
    """Draw a level; the classes it lists are called by its place, so that no two are called alike."""
    name = f"L{at}."
    level: dict[str, Any] = draw(
        st.sampled_from(["words", "step", "map", "cuts", "pareto", "rules", "scheme"]).flatmap(
            lambda kind: _KINDS[kind](name)
        )
    )
    if at and draw(st.booleans()):
        level["within"] = draw(
            st.lists(st.sampled_from([f"L{at - 1}.0", f"L{at - 1}.1", "a", "x", UNKNOWN]), min_size=1)
        )
    return level


def _bordered(name: str, source: list[str], key: str, borders: st.SearchStrategy[list[Any]]) -> st.SearchStrategy[Any]:
    @st.composite
    def drawn(draw: st.DrawFn) -> dict[str, Any]:
        found = draw(borders)
        spare = draw(st.booleans())
        level = {
            "source": draw(st.sampled_from(source)),
            key: found,
            "classes": draw(_classes(name, many=len(found) + 1 + spare)),
        }
        return {**level, "default": f"{name}{len(found) + 1}"} if spare else level

    return drawn()


_KINDS: dict[str, Any] = {
    "words": lambda name: st.fixed_dictionaries({"source": st.sampled_from(["industry", "kind"])}),
    "step": lambda name: st.fixed_dictionaries({"source": st.just("industry"), "step": st.integers(1, 3)}),
    "scheme": lambda name: st.fixed_dictionaries({"source": st.sampled_from(["class.time", "class.size"])}),
    "map": lambda name: st.fixed_dictionaries(
        {
            "source": st.just("industry"),
            "classes": st.lists(word, min_size=2, max_size=4, unique=True).map(
                lambda words: [{"id": f"{name}0", "of": words[:-1]}, {"id": f"{name}1", "of": words[-1:]}]
            ),
        },
        optional={"default": st.sampled_from([f"{name}0", f"{name}1"])},
    ),
    "cuts": lambda name: _bordered(
        name,
        ["assets", "amount_12m", "orders"],
        "cuts",
        st.lists(st.integers(-2, 8), min_size=1, max_size=3, unique=True).map(lambda cuts: sorted(cuts, reverse=True)),
    ),
    "pareto": lambda name: _bordered(
        name,
        ["assets", "amount_12m"],
        "pareto",
        st.lists(st.sampled_from(["0.2", "0.5", "0.8"]), min_size=1, max_size=3, unique=True).map(sorted),
    ),
    "rules": lambda name: st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=3, unique=True).map(
        lambda texts: {
            "classes": [*({"id": f"{name}{at}", "when": text} for at, text in enumerate(texts)), {"id": f"{name}rest"}],
            "default": f"{name}rest",
        }
    ),
}
schemes = st.integers(1, 3).flatmap(lambda many: st.tuples(*(levels(at) for at in range(many))))
orders = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 900), st.integers(-2, 9)), max_size=8)


def book(rows: list[dict[str, Any]], sold: list[tuple[int, int, int]]) -> Made:
    """Return the book of customers and of orders: whose, how many days ago, for how much."""
    known = [
        {"of": f"C{of}", "day": date.fromordinal(AS_OF.toordinal() - ago), "amount": amount}
        for of, ago, amount in sold
        if of <= len(rows)
    ]
    return made(AS_OF, told([{"industry": None, "assets": None, **row} for row in rows]), known)


def placed(rows: list[dict[str, Any]], sold: list[tuple[int, int, int]], own: SchemeSettings) -> Placed:
    """Return the customers of a book as they are placed."""
    found: Placed = figures(book(rows, sold), own).placed(own.id)
    return found


@given(customers, orders, schemes)
def test_nobody_is_left_over_and_nobody_is_in_two_classes(
    rows: list[dict[str, Any]], sold: list[tuple[int, int, int]], drawn: tuple[dict[str, Any], ...]
) -> None:
    found = placed(rows, sold, scheme(*drawn))
    assert len(found.words) == len(rows)
    for who in range(len(rows)):
        divided = [decision for decision in found.decisions if decision.codes[who] >= 0]
        assert found.decisions[0] is divided[0]  # the top divides everybody
        assert found.way(who) == tuple(decision.word(who) for decision in divided)
        considered = [way for way, fits, _reason in found.considered(who) if fits]
        assert considered == [found.way(who)[:depth] for depth in range(1, len(divided) + 1)]
    counted = Counter(way[:depth] for way in map(found.way, range(len(rows))) for depth in range(len(way) + 1))
    for node in found.nodes:
        below = sum(counted[each] for each in found.nodes if each[:-1] == node)
        assert below in (0, counted[node])
    assert sum(counted[each] for each in found.nodes if len(each) == 1) == len(rows)


@given(customers, orders, schemes)
def test_where_check_finds_no_gap_only_who_has_no_value_is_unknown(
    rows: list[dict[str, Any]], sold: list[tuple[int, int, int]], drawn: tuple[dict[str, Any], ...]
) -> None:
    own = scheme(*drawn)
    if any(fault.code == "C733" for fault in check_schemes(Settings(name="A", classes=[own]))):
        return
    found = placed(rows, sold, own)
    for who, row in enumerate(rows):
        if UNKNOWN in found.way(who):
            level = own.levels[
                next(
                    at for at, each in enumerate(found.decisions) if each.codes[who] >= 0 and each.word(who) == UNKNOWN
                )
            ]
            assert level.step is not None or not row.get(str(level.source))


@given(customers, orders, schemes, st.randoms())
def test_the_order_of_the_customers_does_not_matter(
    rows: list[dict[str, Any]], sold: list[tuple[int, int, int]], drawn: tuple[dict[str, Any], ...], random: Any
) -> None:
    """But for ties of shares, which go by id: so there are none here."""
    sold = [(of, ago, 100 + 7**of) for of, ago, _amount in dict.fromkeys((of, ago, 0) for of, ago, _amount in sold)]
    rows = [{**row, "assets": Decimal(3 + 10 * at)} if row.get("assets") else row for at, row in enumerate(rows)]
    order = list(range(len(rows)))
    random.shuffle(order)
    own = scheme(*drawn)
    shuffled = [rows[at] for at in order]
    resold = [(order.index(of - 1) + 1, ago, amount) for of, ago, amount in sold if of <= len(rows)]
    before, after = ways(placed(rows, sold, own)), ways(placed(shuffled, resold, own))
    assert after == [before[at] for at in order]
