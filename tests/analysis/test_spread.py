"""A wall of late revisits over working days: everything gets one day, nobody more than can be done."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.agenda import APPOINTMENT, Entry
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


def meeting(identity: str, day: date, person: str | None = "li.na") -> Entry:
    return Entry(day, APPOINTMENT, f"{day} 1", person, id=identity)


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


def test_a_meeting_takes_its_place_once() -> None:
    """Of three places on Friday two are taken: C8 is met on the day that something is due, C9 twice."""
    fixed = [meeting("C8", DAYS[0]), meeting("C9", DAYS[0]), meeting("C9", DAYS[0]), meeting("C7", DAYS[0], "dr.chen")]
    late = weighed([item("C1", 5), item("C2", 4)], AS_OF)
    found = spread(late, [item("C8", 0)], {"li.na": Shift(3, DAYS)}, fixed)
    assert placed(found) == [("C1", "r", DAYS[0]), ("C2", "r", DAYS[1])]


def test_who_is_met_anyway_is_seen_then_and_takes_no_other_place() -> None:
    late = weighed([item("C1", 9), item("C1", 1, rule="s"), item("C2", 5), item("C3", 4)], AS_OF)
    fixed = [meeting("C1", DAYS[2]), meeting("C1", DAYS[1]), meeting("C2", DAYS[0], "dr.chen")]
    assert placed(spread(late, [], {"li.na": Shift(1, DAYS)}, fixed)) == [
        ("C2", "r", DAYS[0]), ("C1", "r", DAYS[1]), ("C1", "s", DAYS[1])
    ]  # fmt: skip
    assert [told.item.id for told in spread(late, [], {"li.na": Shift(1, DAYS)}, fixed).left] == ["C3"]


def test_a_meeting_is_waited_for_a_week_or_until_the_wall_is_done() -> None:
    days = [AS_OF + timedelta(number) for number in range(30)]
    wall = [item("C1", 20), *(item(f"D{number}", 5) for number in range(9))]  # ten days, to day 9
    for late, after, day in (
        (wall[:1], 6, 6), (wall[:1], 7, 0), (wall[:1], 1, 1), (wall, 9, 9), (wall, 10, 0)
    ):  # fmt: skip
        found = spread(weighed(late, AS_OF), [], {"li.na": Shift(1, days)}, [meeting("C1", days[after])])
        assert ("C1", "r", days[day]) in placed(found), (len(late), after)


def test_who_leaves_is_not_waited_for() -> None:
    found = spread(weighed([item("C1", 5)], AS_OF), [], {"li.na": Shift(1, DAYS[:2])}, [meeting("C1", DAYS[2])])
    assert placed(found) == [("C1", "r", DAYS[0])]


def test_who_does_not_work_sees_nobody() -> None:
    found = spread(weighed([item("C1", 5)], AS_OF), [], {"li.na": Shift(1, [])}, [meeting("C1", DAYS[0])])
    assert placed(found) == []
    assert [told.item.id for told in found.left] == ["C1"]


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


fixed = st.lists(
    st.builds(
        lambda who, after, person: meeting(f"C{who}", AS_OF + timedelta(after), person),
        st.integers(0, 15), st.integers(0, 29), st.sampled_from(["li.na", "dr.chen", None]),
    ),
    max_size=20,
)  # fmt: skip


@given(wall, st.lists(st.integers(-5, 0), max_size=6), st.integers(1, 4), fixed)
def test_nothing_is_lost_doubled_or_more_than_can_be_done(
    walls: list[tuple[int, int, str | None, str]], ahead: list[int], capacity: int, meetings: list[Entry]
) -> None:
    late = weighed([item(f"C{who}", days, person, rule) for who, days, person, rule in walls], AS_OF)
    coming = [item(f"D{number}", days) for number, days in enumerate(ahead)]
    days = [AS_OF + timedelta(number) for number in range(60)]
    found = spread(late, coming, {person: Shift(capacity, days) for person in ("li.na", "dr.chen")}, meetings)
    told = [*(each.told for each in found.placed), *found.left]
    assert Counter(told_ids(told)) == Counter(told_ids(late))
    known = {(each.person, each.id, each.day) for each in coming}
    known |= {(each.person, each.id, each.day) for each in meetings}
    before = Counter((person, day) for person, _customer, day in known)
    busy = Counter((person, day) for person, _customer, day in known | visits(found))
    assert all(number <= max(capacity, before[each]) for each, number in busy.items())
    assert all(each.item.person is None for each in found.left)


@given(wall, st.integers(1, 4), fixed)
def test_nobody_is_visited_beside_a_meeting_that_is_near(
    walls: list[tuple[int, int, str | None, str]], capacity: int, meetings: list[Entry]
) -> None:
    late = weighed([item(f"C{who}", days, person, rule) for who, days, person, rule in walls], AS_OF)
    days = [AS_OF + timedelta(number) for number in range(60)]
    made = visits(spread(late, [], {person: Shift(capacity, days) for person in ("li.na", "dr.chen")}, meetings))
    for person, customer, day in made:
        met = [each.day for each in meetings if (each.person, each.id) == (person, customer)]
        done = max(at for who, _customer, at in made if who == person)
        assert not met or day == min(met) or min(met) > max(done, days[6])


def told_ids(listed: Any) -> list[tuple[str, str | None, str]]:
    return [(each.item.id, each.item.person, each.item.rule) for each in listed]


def visits(found: Spread) -> set[tuple[str | None, str, date]]:
    """Return who goes to whom when; one person goes to one customer once."""
    made = {(each.told.item.person, each.told.item.id, each.day) for each in found.placed}
    assert len({(person, customer) for person, customer, _day in made}) == len(made)
    return made
