"""custfile agenda: who does what when, what collides, and the file for calendars."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import vobject
from firm import FIRM, Run
from icalendar import Calendar

DATED = (
    FIRM.replace(
        "tickets:\n  - {date: 2026-11-14, type: complaint, no: T1, what: 精华液漏瓶}",
        """appointments:
  - {date: 2026-11-23, time: "14:30", minutes: 45, by: li.na, purpose: launch, whom: 王丽, note: 带样品}
  - {date: 2026-11-24, time: "09:00", by: li.na, cancelled: 2026-11-19}
  - {date: 2026-11-25}
tickets:
  - {date: 2026-11-14, type: complaint, no: T1, what: 精华液漏瓶, assigned: wang.wei, scheduled: 2026-11-23, due: 2026-11-26}
  - {date: 2026-11-14, type: service, no: T2, what: 调试, due: 2026-11-26, closed: 2026-11-18}""",
    )
    + """
appointments:
  - {date: 2026-11-23, time: "15:00", by: li.na}
--- agenda.yaml
tasks:
  - {date: 2026-11-10, what: 订新展架, by: li.na, due: 2026-11-18}
  - {date: 2026-11-10, what: 擦窗, by: wang.wei, due: 2026-11-23, time: "08:00", minutes: 30}
  - {date: 2026-11-12, what: 买茶}
  - {date: 2026-11-12, what: 修灯, done: 2026-11-13}
  - {date: 2026-11-21, what: 还不知道的事, due: 2026-11-23}
memos:
  - {date: 2026-11-19, text: 周一停电, on: 2026-11-23}
  - {date: 2026-11-19, text: 只给王伟, to: [wang.wei], on: 2026-11-23}
--- plans/2026-11.yaml
visits:
  - {date: 2026-11-23, by: li.na, customer: C000003, purpose: revisit}
  - {date: 2026-11-26, time: "10:00", by: wang.wei, customer: C000001, purpose: care, why: 每月一次}
"""
)


@pytest.fixture
def dated(archive: Callable[[str], Path]) -> Path:
    """The firm with appointments, tickets, a plan, tasks and memos."""
    return archive(DATED)


def seen(run: Run, at: Path, *words: str) -> list[tuple[Any, ...]]:
    """Return day, time, person, kind and customer of what the agenda says."""
    rows = json.loads(run("agenda", *words, "--json", at=at).out)["agenda"]["rows"]
    return [(row["day"][5:], row["time"], row["person"], row["kind"], row["id"] or row["about"]) for row in rows]


def test_the_week_of_the_team(run: Run, dated: Path) -> None:
    assert seen(run, dated, "--team", "--date", "2026-11-23", "--week") == [
        ("11-23", "08:00", "wang.wei", "task", "擦窗"),
        ("11-23", "14:30", "li.na", "appointment", "C000001"),
        ("11-23", "15:00", "li.na", "appointment", "C000003"),  # the visit that was planned is this one
        ("11-23", None, None, "memo", "周一停电"),
        ("11-23", None, "wang.wei", "memo", "只给王伟"),
        ("11-23", None, "wang.wei", "service", "C000001"),
        ("11-25", None, "li.na", "appointment", "C000001"),  # by nobody in particular: the owner's
        ("11-26", "10:00", "wang.wei", "visit", "C000001"),
        ("11-26", None, "wang.wei", "deadline", "C000001"),
    ]


def test_today_with_what_is_late_and_what_has_no_day(run: Run, dated: Path) -> None:
    done = run("agenda", at=dated)
    lines = done.out.splitlines()
    assert lines[:3] == ["As of: 2026-11-20", "Period: 2026-11-20", "Agenda of: 李娜"]  # git knows who types
    assert [line.split()[:3] for line in lines[5:]] == [["2026-11-20", "task", "买茶"], ["2026-11-20", "李娜", "task"]]
    assert "订新展架 (2026-11-18)" in done.out
    assert "买茶 (2026-11-12)" in done.out
    assert done.err.endswith("things were due before; see: custfile due\n")


def test_what_concerns_one(run: Run, dated: Path) -> None:
    wang = seen(run, dated, "--owner", "王伟", "--date", "2026-11-23", "--days", "4")
    assert {row[2] for row in wang} == {"wang.wei", None}
    assert [row[4] for row in wang if row[3] == "memo"] == ["周一停电", "只给王伟"]
    na = seen(run, dated, "--owner", "li.na", "--date", "2026-11-23", "--days", "4")
    assert [row[4] for row in na if row[3] == "memo"] == ["周一停电"]


def test_conflicts_are_listed_with_the_colleague_s_side(run: Run, dated: Path) -> None:
    told = json.loads(run("agenda", "--team", "--date", "2026-11-23", "--days", "1", "--json", at=dated).out)
    assert [(row["conflict"], row["person"], row["other_person"]) for row in told["conflicts"]["rows"]] == [
        ("double_booked", "li.na", "li.na"),
        ("same_day", "li.na", "wang.wei"),
    ]
    marks = {row["time"]: row["conflict"] for row in told["agenda"]["rows"] if row["id"]}
    assert marks == {"14:30": "double_booked, same_day", "15:00": "double_booked", None: "same_day"}
    wang = json.loads(run("agenda", "--owner", "wang.wei", "-d", "2026-11-23", "--json", at=dated).out)
    assert [row["conflict"] for row in wang["conflicts"]["rows"]] == ["same_day"]
    assert "\nConflicts\n" in run("agenda", "--team", "-d", "2026-11-23", at=dated).out
    assert "\n## Conflicts\n" in run("agenda", "--team", "-d", "2026-11-23", "-f", "md", at=dated).out
    assert "Conflicts" not in run("agenda", "--team", "-d", "2026-11-26", at=dated).out


def test_csv_is_the_one_table(run: Run, dated: Path) -> None:
    lines = run("agenda", "--team", "-d", "2026-11-23", "--format", "csv", at=dated).out.splitlines()
    assert len(lines) == 7
    assert lines[2].startswith("2026-11-23,14:30,15:15,li.na,appointment,launch,C000001,郑州丽人美容院,")


def test_only_the_customers_that_fit(run: Run, dated: Path) -> None:
    found = seen(run, dated, "--team", "-d", "2026-11-23", "--week", "--where", "name ~ 王力")
    assert found == [("11-23", "15:00", "li.na", "appointment", "C000003")]
    told = json.loads(run("agenda", "--team", "-d", "2026-11-23", "--where", "name ~ 王力", "--json", at=dated).out)
    assert [row["conflict"] for row in told["conflicts"]["rows"]] == ["double_booked"]  # with one that does not


def test_the_past_knows_nothing_of_later(run: Run, dated: Path) -> None:
    found = seen(run, dated, "--team", "-d", "2026-11-23", "--week", "--as-of", "2026-11-12")
    kinds = [row[3] for row in found]
    assert "service" not in kinds  # the ticket came in later
    assert "memo" not in kinds
    assert ("11-24", "09:00", "li.na", "appointment", "C000001") in found  # not called off yet
    today = seen(run, dated, "--team", "--as-of", "2026-11-12")
    assert [row[4] for row in today if row[3] == "task"] == ["买茶", "修灯"]


def test_nothing(run: Run, firm: Path) -> None:
    done = run("agenda", "-d", "2030-01-01", "--owner", "dr.chen", "--json", at=firm)
    told = json.loads(done.out)
    assert (told["agenda"]["rows"], told["conflicts"]["rows"]) == ([], [])
    assert "nothing is in the agenda" in run("agenda", "--owner", "dr.chen", "-d", "2030-01-01", at=firm).err


@pytest.mark.parametrize(
    "words", [["--owner", "li.na", "--team"], ["--week", "--days", "3"], ["--days", "0"], ["-o", "x.ics"]]
)
def test_misuse(run: Run, firm: Path, words: list[str]) -> None:
    assert run("agenda", *words, at=firm).code == 2


def test_errors_in_the_file_are_told(run: Run, dated: Path) -> None:
    file = dated / "agenda.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("due: 2026-11-18", "due: 2026-11-31"), encoding="utf-8")
    done = run("agenda", "--team", at=dated)
    assert "agenda.yaml has errors; run: custfile check\n" in done.err
    assert "订新展架" in done.out  # what is not at fault is there
    assert run("agenda", "--strict", at=dated).code == 1
    assert "agenda.yaml:2:52: error C209" in run("check", at=dated).out


def events(run: Run, at: Path, *words: str) -> dict[str, Any]:
    """Return the exported events of the week by their identifiers; two parsers agree that these are all."""
    done = run("agenda", "--team", "--week", "-d", "2026-11-23", "--ics", *words, at=at)
    assert done.code == 0
    found = {str(event["uid"]): event for event in Calendar.from_ical(done.out).walk("VEVENT")}
    assert {event.uid.value for event in vobject.readOne(done.out).vevent_list} == set(found)
    return found


def test_a_calendar_gets_everything_and_what_was_called_off(run: Run, dated: Path) -> None:
    found = events(run, dated)
    summaries = {str(event["summary"]): event for event in found.values()}
    assert len(found) == 10
    assert "郑州丽人美容院 · product launch" in summaries
    assert [str(event.decoded("dtstart")) for event in found.values() if event["status"] == "CANCELLED"] == [
        "2026-11-24 09:00:00"
    ]
    assert summaries["擦窗"].decoded("dtend").isoformat() == "2026-11-23T08:30:00"
    assert str(summaries["周一停电"].decoded("dtstart")) == "2026-11-23"


def test_taking_it_again_updates_and_does_not_double(run: Run, dated: Path) -> None:
    before = events(run, dated)
    customer, agenda = dated / "customers/C000001.yaml", dated / "agenda.yaml"
    text = customer.read_text(encoding="utf-8").replace('time: "14:30", minutes: 45', 'time: "16:00"')
    text = text.replace("note: 带样品", "note: 带两套样品").replace("assigned: wang.wei", "assigned: dr.chen")
    customer.write_text(f"# 一行注释\n{text}", encoding="utf-8")
    agenda.write_text(agenda.read_text(encoding="utf-8").replace("擦窗", "擦窗和门"), encoding="utf-8")
    after = events(run, dated, "--as-of", "2026-11-21")
    assert {str(event["summary"]) for uid, event in after.items() if uid not in before} == {"还不知道的事"}
    assert set(before) - set(after) == set()
    (moved,) = (uid for uid, event in before.items() if "launch" in event["summary"])
    assert after[moved].decoded("dtstart").isoformat() == "2026-11-23T16:00:00"
    assert "带两套样品" in after[moved]["description"]
    assert after[moved]["sequence"] > before[moved]["sequence"]
    assert "陈医生" in next(event for event in after.values() if "service call" in event["summary"])["description"]


def test_what_the_team_does_later_leaves_the_others_alone(run: Run, dated: Path) -> None:
    before = events(run, dated)
    run("appoint", "丽人", "2026-11-23", "09:00", at=dated)
    run("task", "新任务", "--due", "2026-11-24", at=dated)
    run("appoint", "王力", "2026-11-23", "15:00", "--cancel", at=dated)
    after = events(run, dated)
    assert set(before) <= set(after)
    assert len(after) == len(before) + 3  # with the visit that was planned, which nobody has fixed any more
    assert sum(event["status"] == "CANCELLED" for event in after.values()) == 2


def test_the_file_is_written_over(run: Run, dated: Path, tmp_path: Path) -> None:
    target = tmp_path / "li.ics"
    for _again in range(2):
        assert run("agenda", "--team", "--ics", "-o", str(target), at=dated).out == ""
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused = run("agenda", "--ics", "-o", str(tmp_path / "no" / "x.ics"), at=dated)
    assert (refused.code, refused.err.splitlines()[-1][-43:]) == (
        2,
        "x.ics cannot be written: No such file or directory"[-43:],
    )


def test_time_zones_do_not_shift_anything(run: Run, dated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for zone in ("Asia/Shanghai", "America/Los_Angeles", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        said.append(run("agenda", "--team", "--week", "--ics", at=dated).out)
    assert said[0] == said[1] == said[2]
