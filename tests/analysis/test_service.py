"""Tickets: what is known on a day, how long things take, what goes wrong and for whom again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from custfile.analysis.service import Ticket, band, causes, promised, repeaters, served, tickets, waiting

AS_OF = date(2026, 11, 20)
YEAR_AGO = date(2025, 11, 20)


def ticket(day: date = date(2026, 11, 1), type_: str = "complaint", **more: Any) -> Ticket:
    usual = {
        "customer": "C000001", "name": "海华", "person": "li.na", "number": "", "what": "", "product": "", "priority": "",
        "due": None, "answered": None, "closed": None, "cause": "", "solution": "", "satisfaction": None,
    }  # fmt: skip
    return Ticket(**{**usual, **more}, day=day, type=type_)


def test_a_ticket_is_read_as_known_on_the_day() -> None:
    told = {
        "date": "2026-11-01", "type": "complaint", "what": "漏水", "due": "2026-11-25", "answered": "2026-11-20",
        "closed": "2026-11-21", "cause": " 老化 ", "satisfaction": "4", "assigned": "xu",
    }  # fmt: skip
    later = {"date": "2026-11-21", "type": "praise", "what": "好"}
    (read,) = tickets("C000001", "海华", "li.na", [told, None, later], AS_OF)
    assert read == ticket(
        person="xu", what="漏水", due=date(2026, 11, 25), answered=AS_OF, cause="老化", satisfaction=4
    )  # closed tomorrow: still open today
    assert read.open


def test_praise_and_feedback_are_not_open() -> None:
    assert [ticket(type_=each).open for each in ("praise", "feedback", "enquiry")] == [False, False, True]


def test_the_first_due_waits_first_and_without_a_day_the_oldest() -> None:
    dated, old, new = ticket(due=AS_OF), ticket(date(2026, 1, 1)), ticket(date(2026, 2, 1))
    assert waiting([new, old, dated, ticket(closed=AS_OF)], AS_OF) == [dated, old, new]


@pytest.mark.parametrize(
    ("due", "standing"),
    [(None, "no_day"), (19, "overdue"), (20, "soon"), (23, "soon"), (24, "in_time")],
)
def test_standing(due: int | None, standing: str) -> None:
    assert promised(ticket(due=due and date(2026, 11, due)), AS_OF) == standing


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (AS_OF, 0),
        (date(2026, 11, 18), 0),
        (date(2026, 11, 17), 1),
        (date(2026, 11, 12), 2),
        (date(2026, 8, 22), 3),  # 90 days
        (date(2026, 8, 21), 4),
    ],
)
def test_bands(day: date, place: int) -> None:
    assert band(ticket(day), AS_OF) == place


def test_served() -> None:
    known = [
        ticket(answered=date(2026, 11, 3), closed=date(2026, 11, 11), due=date(2026, 11, 11), satisfaction=5),  # 2, 10
        ticket(answered=date(2026, 11, 2), closed=date(2026, 11, 5), due=date(2026, 11, 4), satisfaction=2),  # 1, 4
        ticket(answered=date(2026, 11, 10)),  # 9
        ticket(date(2025, 1, 1), due=date(2025, 2, 1)),  # came before the window, still open
    ]
    # answers 1, 2, 9: median 2; closed 4, 10: 7; one of two in time; satisfaction (5 + 2) / 2
    assert served(known, YEAR_AGO, AS_OF) == (3, 2, 2, 1, 2, 7, 1, 2, 3.5)
    assert served([], YEAR_AGO, AS_OF) == (0, 0, 0, 0, None, None, 0, 0, None)


def test_causes() -> None:
    known = [
        *[ticket(cause="包装")] * 2,
        ticket(cause="老化", type_="service"),
        ticket(closed=AS_OF),  # nobody told why
        ticket(closed=AS_OF, type_="service"),  # a service call need have no cause
        ticket(),  # not found yet
        ticket(cause="包装", type_="praise"),
        ticket(YEAR_AGO, cause="包装"),
    ]
    assert causes(known, YEAR_AGO) == [("包装", 2), ("老化", 1), ("", 1)]


def test_who_complains_again() -> None:
    first, second = ticket(date(2026, 1, 1)), ticket(date(2026, 5, 1))
    other = [
        ticket(customer="C000002"),
        ticket(customer="C000002", type_="enquiry"),
        ticket(YEAR_AGO, customer="C000002"),
    ]
    assert repeaters([first, second, *other], YEAR_AGO) == [[second, first]]
