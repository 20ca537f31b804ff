"""Which mails are owed on a day, to whom, and what each is known by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.archive.settings_file import read_settings
from custfile.mail.mailing import Content, Letter, addressees, falls_on, letters, period
from custfile.model.mail import Mailing, MailSettings, Smtp, address
from custfile.model.settings import Settings
from custfile.model.spec import PUBLIC, STAFF, declared
from custfile.model.structure import structure

TEAM: list[dict[str, Any]] = [
    {"id": "li.na", "name": "李娜", "role": "rep", "email": "li.na@firm.example"},
    {"id": "old", "name": "老赵", "role": "rep", "email": "old@firm.example", "left": "2026-06-30"},
    {"id": "new", "name": "小孙", "role": "rep", "email": "new@firm.example", "joined": "2026-12-01"},
    {"id": "mute", "name": "无邮", "role": "rep"},
    {"id": "chen", "name": "陈静", "role": "manager", "email": "Boss@firm.example"},
]
DAY = date(2026, 11, 20)


def firm(**mailing: Any) -> Settings:
    mail = {"sender": "a@firm.example", "sendmail": "yes", "mailings": [{"id": "m", "report": "today", **mailing}]}
    return structure(Settings, {"name": "A", "team": TEAM, "mail": mail})


def owed(day: date = DAY, **mailing: Any) -> list[Letter]:
    return [letter for letter, today in letters(firm(**mailing), day, "en") if today]


def days(month: str, **mailing: Any) -> list[str]:
    """Return on which days of ``month`` the mailing goes out."""
    made = structure(Mailing, {"id": "m", "report": "today", **mailing})
    first = date.fromisoformat(f"{month}-01")
    all_days = [first + timedelta(n) for n in range(31)]
    working = WorkCalendar()
    return [f"{day:%d}" for day in all_days if day.month == first.month and falls_on(made, day, working)]


def test_how_often() -> None:
    """1 February 2026 is a Sunday."""
    assert len(days("2026-02")) == len(days("2026-02", every="day")) == 28
    assert days("2026-02", every="workday")[:6] == ["02", "03", "04", "05", "06", "09"]
    assert days("2026-02", every="week") == ["02", "09", "16", "23"]
    assert days("2026-02", every="week", weekday="sun") == ["01", "08", "15", "22"]
    assert days("2026-02", every="month") == ["01"]
    assert days("2026-02", every="month", day="31") == ["28"]
    assert days("2026-03", every="month", day="31") == ["31"]


def test_the_period() -> None:
    def of(every: str, day: str) -> str:
        return period(structure(Mailing, {"id": "m", "report": "x", "every": every}), date.fromisoformat(day))

    assert of("day", "2026-11-20") == of("workday", "2026-11-20") == "2026-11-20"
    assert of("week", "2026-11-16") == of("week", "2026-11-22") == "2026-W47"
    assert of("week", "2027-01-03") == "2026-W53"
    assert of("month", "2026-11-01") == of("month", "2026-11-30") == "2026-11"


def test_each_owner_who_works_here_and_can_be_reached() -> None:
    def told(**mailing: Any) -> list[tuple[str, str | None]]:
        return [(letter.to, letter.content.owner) for letter in owed(**mailing)]

    assert told(each="owner") == [("li.na@firm.example", "li.na"), ("Boss@firm.example", "chen")]
    assert told(each="owner", to=["rep"]) == [("li.na@firm.example", "li.na")]
    assert [to for to, _owner in told(each="owner", to=["rep"])] == ["li.na@firm.example"]
    assert told(to=["rep", "x@y.example", "chen"]) == [
        ("li.na@firm.example", None), ("x@y.example", None), ("Boss@firm.example", None)
    ]  # fmt: skip


def test_the_lowest_level_that_serves() -> None:
    levels = {
        letter.to: letter.content.level for letter in owed(to=["boss@firm.example", "x@y.example", "old@firm.example"])
    }
    assert levels == {"boss@firm.example": STAFF, "x@y.example": PUBLIC, "old@firm.example": PUBLIC}
    assert [letter.content.level for letter in owed(to=["x@y.example"], level="staff")] == [STAFF]


def test_the_key_is_report_period_and_recipient() -> None:
    (one,), (other,) = owed(to=["li.na"]), owed(to=["li.na"], when="name = x", attach="yes", language="zh_TW")
    assert one.key == other.key, "a changed filter does not send the day a second time"
    different = {
        letter.key
        for letter in (
            one,
            replace(one, to="x@y.example"),
            replace(one, period="2026-11-21"),
            replace(one, mailing="n"),
            replace(one, copy=2),
            replace(one, content=replace(one.content, owner="li.na")),
            replace(one, content=replace(one.content, report="rfm")),
            replace(one, mailing=""),
        )
    }
    assert len(different) == 8


def test_by_hand_all_that_was_asked_for_counts() -> None:
    letter = Letter(content=Content(report="today", language="en", level=STAFF), to="a@b.example", period="2026-11-20")
    other = replace(letter, content=replace(letter.content, when="name = x"))
    assert letter.key != other.key


def test_the_id_is_that_of_the_key_and_the_archive() -> None:
    (letter,) = owed(to=["li.na"])
    identity = letter.message_id("A", "archive@firm.example")
    assert identity == letter.message_id("A", "archive@firm.example")
    assert identity != letter.message_id("B", "archive@firm.example")
    assert identity != replace(letter, copy=2).message_id("A", "archive@firm.example")
    assert identity.startswith("<custfile.")
    assert identity.endswith("@firm.example>")


@pytest.mark.parametrize(
    "typed",
    [
        "", "a", "a@", "@b.c", "a b@c.d", "a..b@c.d", "a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "a@b.c\n", "N <a@b.c", "张@b.c",
        "a@公司.cn", "N\x00 <a@b.c>", "N\r\nBcc: d@e.f <a@b.c>", "<>", "N <a@b.c> M",
    ],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(ValueError):
        address(typed)


def test_addresses() -> None:
    assert address(" li.na@firm.example ").addr_spec == "li.na@firm.example"
    named = address('"客户档案, 总部" <archive@firm.example>')
    assert (named.display_name, named.addr_spec) == ("客户档案, 总部", "archive@firm.example")
    with pytest.raises(ValueError):
        addressees(["a@b@c"], firm(to=["li.na"]), DAY)


def test_the_page_of_mail_is_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "mail.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    settings, findings, _data = read_settings(f"name: 丽人\n{example}".encode())
    assert settings is not None
    assert findings == []
    for part in (MailSettings, Smtp, Mailing):
        for field in declared(part):
            assert f"`{field.key}" in page or field.key == "labels", field.key
