"""Rules that can hold for nobody, because those before them take everybody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.checks.reach import unreachable
from custfile.model.condition import checked, fits, parse
from custfile.model.naming import Names
from custfile.model.settings import Settings

NAMES = Names(Settings(name="A"), {})
AS_OF = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (["orders = 0", "orders > 3"], []),
        (["orders > 3", "orders = 5"], [1]),
        (["orders >= 3", "orders < 3", "orders = 7"], [2]),
        (["orders >= 3", "orders < 3", "not orders >= 0"], []),  # who has no number has neither
        (["days_since_order > 365", "days_since_order > 365 and gaps_silent > 3"], [1]),
        (["days_since_order > 365 and gaps_silent > 3", "days_since_order > 365"], []),
        (["owner = li.na", "owner = li.na"], [1]),
        (["owner = li.na or region ~ 郑州", "region ~ 郑州"], [1]),
        (["region ~ 郑州", "not region ~ 郑州", "orders > 0"], [2]),
        (["region ~ 郑州", "region ~ 洛阳"], []),
        (["business.products = a", "business.products = b"], []),
        (["credit <= C", "credit = E", "credit = N", "credit = C"], [1, 3]),
        (["credit in (A, B, C, D, E)", "credit = N", "not credit"], []),
        (["orders > 3 and orders < 2", "orders > 0"], [0]),
        (["phone", "phone and orders > 0", "not phone"], [1]),
        ([], []),
    ],
)
def test_what_is_out_of_reach(rules: list[str], found: list[int]) -> None:
    assert unreachable([checked(parse(rule), NAMES) for rule in rules]) == found


def test_very_many_combinations_are_not_tried() -> None:
    names = ["orders", "amount", "recency", "frequency", "monetary", "days_overdue", "gap_days"]
    rule = checked(parse(" or ".join(f"{name} > {border}" for name in names for border in range(9))), NAMES)
    assert unreachable([rule, rule]) == []


comparisons = st.builds(
    "{} {} {}".format, st.sampled_from(["orders", "recency"]), st.sampled_from(["=", "<", "<=", ">", ">=", "!="]),
    st.integers(0, 3),
)  # fmt: skip
joined = st.lists(comparisons, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from([" and ", " or ", " and not "]).map(lambda word: word.join(parts))
)


@given(st.lists(joined, min_size=1, max_size=4), st.lists(st.tuples(*[st.none() | st.integers(-1, 4)] * 2), min_size=1))
def test_nobody_is_ever_in_a_rule_out_of_reach(texts: list[str], people: list[tuple[int | None, int | None]]) -> None:
    rules = [checked(parse(text), NAMES) for text in texts]
    columns = dict(zip(("orders", "recency"), map(list, zip(*people, strict=True)), strict=True))
    taken = [False] * len(people)
    won = set()
    for place, rule in enumerate(rules):
        for who, holds in enumerate(fits(rule, columns.__getitem__, AS_OF)):
            if holds and not taken[who]:
                won.add(place)
                taken[who] = True
    assert won.isdisjoint(unreachable(rules))
