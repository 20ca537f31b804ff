"""What comes first on the list, and who hears of what is late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from custfile.analysis.schedule.due import Item, days_late
from custfile.analysis.schedule.escalation import escalated
from custfile.analysis.schedule.urgency import Factor, arithmetic, weighed

AS_OF = date(2026, 11, 20)
COMPLAINT = Factor("open complaint", Decimal(2), {"C1"})
KEY = Factor("class.key = key", Decimal("1.5"), {"C1", "C2"})


def item(identity: str, day: date, kind: str = "revisit", **more: Any) -> Item:
    told = {
        "name": "A",
        "phone": None,
        "owner": None,
        "person": None,
        "rule": "r",
        "step": 1,
        "since": None,
        "about": "",
    }
    return Item(id=identity, day=day, kind=kind, **{**told, **more})


def test_days_late_are_multiplied_by_what_makes_urgent() -> None:
    late = item("C1", date(2026, 11, 16))
    (told,) = weighed([late], AS_OF, [COMPLAINT, KEY])
    assert (told.late, told.urgency) == (4, Decimal(15))  # (1 + 4) × 2 × 1.5
    assert arithmetic(told) == "(1 + 4) × 2 (open complaint) × 1.5 (class.key = key) = 15"


def test_the_most_urgent_first_then_what_is_to_come_by_its_day() -> None:
    items = [
        item("C2", date(2026, 11, 25)), item("C1", date(2026, 11, 28)), item("C3", date(2026, 11, 20)),
        item("C2", date(2026, 11, 19)), item("C3", date(2026, 11, 18)),
    ]  # fmt: skip
    told = weighed(items, AS_OF, [COMPLAINT, KEY])
    assert [(each.item.id, each.urgency) for each in told] == [
        ("C3", 3),  # 1 + 2
        ("C2", 3),  # (1 + 1) × 1.5: a tie, so the earlier day is first
        ("C3", 1),
        ("C2", 0),
        ("C1", 0),
    ]
    assert [arithmetic(each) for each in told][-2:] == ["not due yet"] * 2
    assert weighed(items[::-1], AS_OF, [COMPLAINT, KEY]) == told  # whatever the order of files


@pytest.mark.parametrize(("as_of", "late"), [("11-17", -1), ("11-18", 0), ("11-25", 0), ("11-26", 1)])
def test_between_the_ideal_and_the_latest_day_it_is_due_and_not_late(as_of: str, late: int) -> None:
    window = item("C1", date(2026, 11, 18), latest=date(2026, 11, 25))
    assert days_late(window, date.fromisoformat(f"2026-{as_of}")) == late


def person(role: str, region: str | None = None, joined: str | None = None, left: str | None = None) -> dict[str, Any]:
    return {"role": role, "region": region, "joined": joined, "left": left}


TEAM = {
    "li.na": person("rep"),
    "north": person("manager", "北区"),
    "zhengzhou": person("manager", "北区/郑州"),
    "south": person("manager", "南区"),
    "gone": person("manager", "北区/郑州/中原", left="2026-11-19"),
    "to.come": person("manager", "北区/郑州/中原", joined="2026-11-21"),
    "boss": person("director"),
}
STEPS = [[7, "manager"], [14, "director"]]


@pytest.mark.parametrize(
    ("late", "who", "region", "expected"),
    [
        (6, "li.na", "北区", ()),
        (7, "li.na", "北区", ("north",)),
        (7, "li.na", "北区/郑州/中原", ("zhengzhou",)),  # the nearest
        (7, "li.na", "北区/郑州东", ("north",)),  # another place, though it begins alike
        (7, "li.na", None, ("north", "zhengzhou", "south")),  # nobody's region: all hear of it
        (20, "li.na", "南区", ("south", "boss")),
        (20, "south", "南区", ("boss",)),  # whose duty it is knows
    ],
)
def test_who_hears_of_it(late: int, who: str, region: str | None, expected: tuple[str, ...]) -> None:
    assert escalated(STEPS, late, who, region, TEAM, AS_OF) == expected
