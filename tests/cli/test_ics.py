"""--ics of due and care: the same things as in the agenda under the same identifiers, and what is late today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import vobject
from firm import FIRM, Run
from icalendar import Calendar


@pytest.fixture
def born(archive: Callable[[str], Path]) -> Path:
    """The firm, with a birthday."""
    return archive(FIRM + "person: {birthday: 1990-12-01}\n")


def events(run: Run, at: Path, *words: str) -> dict[str, Any]:
    done = run(*words, "--ics", at=at)
    assert done.code == 0, done.err
    found = {str(event["uid"]): event for event in Calendar.from_ical(done.out).walk("VEVENT")}
    assert len(vobject.readOne(done.out).vevent_list) == len(found)
    return found


def of_kind(found: dict[str, Any], kind: str) -> dict[str, Any]:
    return {uid: event for uid, event in found.items() if event["categories"].to_ical().decode() == kind}


def test_what_is_late_stands_today_and_tells_its_day(run: Run, born: Path) -> None:
    (promise,) = of_kind(events(run, born, "due"), "promise").values()
    assert str(promise.decoded("dtstart")) == "2026-11-20"
    assert promise["description"].split("\n") == ["送样品两套 (2026-11-18)", "C000001 郑州丽人美容院", "李娜"]
    assert promise.walk("VALARM")


def test_no_alarm_rings_for_what_comes_by_the_dozen(run: Run, born: Path) -> None:
    found = events(run, born, "due")
    assert not any(event.walk("VALARM") for event in of_kind(found, "revisit").values())
    assert of_kind(found, "revisit")


def test_the_agenda_knows_it_under_the_same_identifier(run: Run, born: Path) -> None:
    due, agenda = events(run, born, "due", "--days", "14"), events(run, born, "agenda", "--team", "--days", "15")
    for kind in ("revisit", "next date", "promise", "care date"):
        ahead = {uid for uid, event in of_kind(due, kind).items() if "(" not in str(event["description"])}
        assert ahead <= set(of_kind(agenda, kind)), kind
    (birthday,) = of_kind(events(run, born, "care"), "care date")
    assert birthday in agenda
    assert str(agenda[birthday].decoded("dtstart")) == "2026-12-01"


def test_a_ticket_is_the_same_event_in_both(run: Run, born: Path) -> None:
    """The call and the deadline of the agenda; the work list names what comes first of a ticket, and a complaint at once."""
    more = (
        "  - {date: 2026-11-16, type: service, no: T2, what: 灯不亮, scheduled: 2026-11-23, due: 2026-11-25}\n"
        "  - {date: 2026-11-16, type: service, what: 灯不亮, due: 2026-11-24}\n"
        "  - {date: 2026-11-16, type: service, what: 换滤芯, due: 2026-11-26, scheduled: 2026-11-26}\n"
    )
    file = born / "customers/C000001.yaml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    due, agenda = events(run, born, "due", "--days", "9"), events(run, born, "agenda", "--team", "--days", "9")
    calls, deadlines = of_kind(agenda, "service call"), of_kind(agenda, "ticket due")
    assert sorted(str(event.decoded("dtstart")) for event in calls.values()) == ["2026-11-23", "2026-11-26"]
    assert sorted(str(event.decoded("dtstart")) for event in deadlines.values()) == [
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
    ]
    assert set(of_kind(due, "service call")) == set(calls)
    (first,) = of_kind(due, "ticket due")
    assert str(agenda[first].decoded("dtstart")) == str(due[first].decoded("dtstart")) == "2026-11-24"
    (complaint,) = of_kind(due, "ticket").values()
    assert "精华液漏瓶" in complaint["description"]


def test_a_day_later_it_is_the_same_event(run: Run, born: Path) -> None:
    before, after = events(run, born, "due"), events(run, born, "due", "--as-of", "2026-11-21")
    assert set(before) <= set(after)
    assert all(after[uid]["sequence"] == before[uid]["sequence"] + 1 for uid in before)


def test_a_promise_put_off_is_the_same_event(run: Run, born: Path) -> None:
    before = set(of_kind(events(run, born, "due"), "promise"))
    file = born / "customers/C000001.yaml"
    text = file.read_text(encoding="utf-8").replace("due: 2026-11-18}", "due: 2026-11-20, note: 等货}")
    file.write_text(text, encoding="utf-8")
    assert set(of_kind(events(run, born, "due"), "promise")) == before


def test_the_exit_code_counts(run: Run, born: Path) -> None:
    assert run("due", "--ics", "--exit-code", at=born).code == 1


@pytest.mark.parametrize("words", [["due", "-o", "x.ics"], ["care", "-o", "x"], ["care", "--greetings", "x", "--ics"]])
def test_misuse(run: Run, born: Path, words: list[str]) -> None:
    assert run(*words, at=born).code == 2
