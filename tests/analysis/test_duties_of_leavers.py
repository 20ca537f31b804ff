"""A next date set by somebody who has left is the duty of who looks after the file now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from custfile.analysis.schedule.duties import duties
from custfile.model.customer import Customer
from custfile.model.events import Visit
from custfile.model.settings import Person, Settings

SETTINGS = Settings(
    name="A",
    team=[
        Person(id="li.na", name="李娜", role="rep"),
        Person(id="dr.wu", name="吴医生", role="physician"),
        Person(id="zhao.min", name="赵敏", role="rep", left=date(2026, 6, 30)),
        Person(id="dr.chen", name="陈医生", role="physician", left=date(2026, 6, 30)),
    ],
)


def next_dates(visits: list[Visit], **fields: Any) -> list[tuple[str | None, date]]:
    record = Customer(name="A", kind="x", visits=visits, **fields)
    return [(duty.person, duty.day) for duty in duties(record, SETTINGS) if duty.kind == "next"]


@pytest.mark.parametrize(
    ("by", "owner", "advisors", "whose"),
    [
        ("zhao.min", "li.na", [], "li.na"),
        ("dr.chen", "li.na", ["dr.wu"], "dr.wu"),  # one of the same role comes first
        ("dr.chen", "li.na", [], "li.na"),
        ("dr.wu", "li.na", [], "dr.wu"),
        (None, "li.na", [], "li.na"),
        ("zhao.min", None, [], None),
    ],
)
def test_whose_it_is(by: str | None, owner: str | None, advisors: list[str], whose: str | None) -> None:
    visits = [Visit(date=date(2026, 6, 1), by=by, next=date(2026, 7, 1))]
    assert next_dates(visits, owner=owner, advisors=advisors) == [(whose, date(2026, 7, 1))]


def test_the_successor_keeps_it_by_being_in_touch() -> None:
    before = Visit(date=date(2026, 6, 1), by="zhao.min", next=date(2026, 7, 1))
    assert next_dates([before, Visit(date=date(2026, 7, 2), by="li.na")], owner="li.na") == []
    assert next_dates([before, Visit(date=date(2026, 7, 2), by="dr.wu")], owner="li.na") == [
        ("li.na", date(2026, 7, 1))
    ]
