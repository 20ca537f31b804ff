"""A wall of late revisits over working days: everything gets one day, nobody more than can be done."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.spread import Shift, Spread, spread, spread_table
from custfile.analysis.schedule.urgency import weighed

AS_OF = date(2026, 11, 20)
DAYS = [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)]  # a Friday, then the next week
CATALOG = {"people": {"li.na": "李娜"}, "rules": {"r": {"label": ["Rule", "规则", "規則"]}}}


def item(identity: str, late: int, person: str | None = "li.na", rule: str = "r", **more: Any) -> Item:
    """Return a revisit that is so many days late."""
    told = {"name": identity, "phone": None, "owner": None, "kind": "revisit", "step": 1, "since": None, "about": ""}
    return Item(id=identity, day=AS_OF - timedelta(late), person=person, rule=rule, **{**told, **more})


def placed(proposal: Spread) -> list[tuple[str, str, date]]:
    return [(each.told.item.id, each.told.item.rule, each.day) for each in proposal.placed]


def test_the_most_urgent_come_first_and_days_are_filled() -> None:
    late = weighed([item("C1", 5), item("C2", 9), item("C3", 1)], AS_OF)
    assert placed(spread(late, [], {"li.na": Shift(2, DAYS)})) == [
        ("C2", "r", DAYS[0]), ("C1", "r", DAYS[0]), ("C3", "r", DAYS[1])
    ]  # fmt: skip


def test_what_falls_due_anyway_takes_its_place_first() -> None:
    coming = [item("C7", 0), item("C8", 0, rule="s"), item("C8", 0)]  # two rules at C8 are one visit
    found = spread(weighed([item("C1", 5)], AS_OF), coming, {"li.na": Shift(2, DAYS)})
    assert placed(found) == [("C1", "r", DAYS[1])]


def test_one_customer_gets_one_day_for_all_that_one_person_owes() -> None:
    late = weighed([item("C1", 5), item("C1", 1, rule="s"), item("C1", 3, "dr.chen"), item("C2", 4)], AS_OF)
    shifts = {"li.na": Shift(1, DAYS), "dr.chen": Shift(1, DAYS[1:])}
    assert placed(spread(late, [], shifts)) == [
        ("C1", "r", DAYS[0]), ("C1", "s", DAYS[0]), ("C1", "r", DAYS[1]), ("C2", "r", DAYS[1])
    ]  # fmt: skip


def test_what_is_nobodys_or_too_much_is_left_and_told() -> None:
    late = weighed([item("C1", 5, None), item("C2", 4, "gone"), item("C3", 3), item("C4", 2)], AS_OF)
    found = spread(late, [], {"li.na": Shift(1, DAYS[:1])})
    assert [told.item.id for told in found.left] == ["C1", "C2", "C4"]
    facts = {label.en: text for label, text in spread_table(found, AS_OF, CATALOG).facts}
    assert facts["李娜"] == "1 visit, 2026-11-20 to 2026-11-20"
    assert facts["Not placed"] == "3 customers; nobody has time"


wall = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(1, 40), st.sampled_from(["li.na", "dr.chen", None]), st.sampled_from("rs")
    ),
    max_size=40,
    unique_by=lambda told: (told[0], told[2], told[3]),
)


@given(wall, st.lists(st.integers(-5, 0), max_size=6), st.integers(1, 4))
def test_nothing_is_lost_doubled_or_more_than_can_be_done(
    walls: list[tuple[int, int, str | None, str]], ahead: list[int], capacity: int
) -> None:
    late = weighed([item(f"C{who}", days, person, rule) for who, days, person, rule in walls], AS_OF)
    coming = [item(f"D{number}", days) for number, days in enumerate(ahead)]
    days = [AS_OF + timedelta(number) for number in range(30)]
    found = spread(late, coming, {person: Shift(capacity, days) for person in ("li.na", "dr.chen")})
    told = [*(each.told for each in found.placed), *found.left]
    assert Counter(told_ids(told)) == Counter(told_ids(late))
    busy = Counter((person, day) for person, _customer, day in visits(found))
    fixed = Counter(each.day for each in coming)
    assert all(number + fixed[day] * (person == "li.na") <= capacity for (person, day), number in busy.items())
    assert all(each.item.person is None for each in found.left)


def told_ids(listed: Any) -> list[tuple[str, str | None, str]]:
    return [(each.item.id, each.item.person, each.item.rule) for each in listed]


def visits(found: Spread) -> set[tuple[str | None, str, date]]:
    """Return who goes to whom when; one person goes to one customer once."""
    made = {(each.told.item.person, each.told.item.id, each.day) for each in found.placed}
    assert len({(person, customer) for person, customer, _day in made}) == len(made)
    return made
