"""Planned visits and those that were made."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.schedule.fulfilment import LATEST, Made, outcomes
from custfile.model.plan import PlannedVisit

AS_OF = date(2026, 11, 20)


def planned(day: int, customer: str = "C1", by: str = "li.na") -> PlannedVisit:
    return PlannedVisit(date=date(2026, 11, day), by=by, customer=customer)


def made(day: int, customer: str = "C1", by: str = "li.na") -> Made:
    return Made(customer, by, date(2026, 11, day))


def states(*told: PlannedVisit, visits: list[Made], as_of: date = AS_OF) -> list[str]:
    return [outcome.state for outcome in outcomes(told, visits, 2, as_of)[0]]


def test_a_visit_up_to_two_days_before_or_after_is_done() -> None:
    assert states(planned(10), visits=[made(8)]) == ["done"]
    assert states(planned(10), visits=[made(12)]) == ["done"]
    assert states(planned(10), visits=[made(7)]) == ["missed"]
    assert states(planned(10), visits=[made(13)]) == ["late"]


def test_without_a_visit_it_is_missed_once_the_days_are_over() -> None:
    assert states(planned(18), visits=[]) == ["open"]  # 20 − 18 = 2: today is the last day
    assert states(planned(17), visits=[]) == ["missed"]
    assert states(planned(25), visits=[]) == ["open"]


def test_a_visit_late_by_more_than_a_month_is_another_one() -> None:
    day = date(2026, 11, 1) + timedelta(LATEST)
    assert states(planned(1), visits=[Made("C1", "li.na", day)], as_of=day) == ["late"]
    later = day + timedelta(1)
    assert states(planned(1), visits=[Made("C1", "li.na", later)], as_of=later) == ["missed"]


def test_person_and_customer_have_to_be_the_same() -> None:
    assert states(planned(10), visits=[made(10, by="wang.lei"), made(10, customer="C2")]) == ["missed"]


def test_a_visit_counts_once_and_the_rest_is_unplanned() -> None:
    told, beside = outcomes([planned(10), planned(11)], [made(10), made(16), made(3)], 2, AS_OF)
    # the 10th is the first one's; the second has none within two days, and takes the 16th late; nobody planned the 3rd
    assert [(each.state, each.day) for each in told] == [("done", date(2026, 11, 10)), ("late", date(2026, 11, 16))]
    assert beside == [made(3)]


def test_as_many_as_can_be_are_done() -> None:
    # the 12th may be of the 10th or of the 14th, the 8th only of the 10th
    assert states(planned(14), planned(10), visits=[made(12), made(8)]) == ["done", "done"]


_DAYS = st.lists(st.integers(1, 28), max_size=8)


@given(_DAYS, _DAYS, st.integers(0, 4))
def test_every_visit_is_counted_exactly_once(plan: list[int], visits: list[int], within: int) -> None:
    told, beside = outcomes([planned(day) for day in plan], [made(day) for day in visits], within, AS_OF)
    assert sorted([*(each.day.day for each in told if each.day), *(each.day.day for each in beside)]) == sorted(visits)
    assert [each.planned.date.day for each in told] == plan
    assert all((each.day is None) == (each.state in ("open", "missed")) for each in told)


@given(_DAYS, _DAYS, st.integers(0, 4))
def test_no_other_matching_has_more_done(plan: list[int], visits: list[int], within: int) -> None:
    told, _beside = outcomes([planned(day) for day in plan], [made(day) for day in visits], within, AS_OF)
    assert sum(each.state == "done" for each in told) == _most(plan, visits, within)


def _most(plan: list[int], visits: list[int], within: int) -> int:
    """Return the size of the largest matching, by augmenting paths."""
    of: dict[int, int] = {}

    def place(wanted: int, seen: set[int]) -> bool:
        for at, day in enumerate(visits):
            if abs(day - plan[wanted]) <= within and at not in seen:
                seen.add(at)
                if at not in of or place(of[at], seen):
                    of[at] = wanted
                    return True
        return False

    return sum(place(wanted, set()) for wanted in range(len(plan)))
