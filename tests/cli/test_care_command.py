"""custfile care: days of meaning to come, and days on which many are greeted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from firm import Run

from custfile.analysis.schedule.yearly import _lunar_day
from custfile.archive.care import ahead, care_items
from custfile.archive.index import Index
from custfile.archive.root import Root

SETTINGS = """
--- custfile.yaml
name: 中原美业
currency: CNY
team:
  - {id: li.na, name: 李娜, role: rep}
  - {id: wang.wei, name: 王伟, role: rep}
kinds:
  - {id: company}
  - {id: individual}
fields:
  - {id: wedding, type: care_date, labels: {en: Wedding day, zh_CN: 结婚纪念日}, secrecy: staff, care: yes}
  - {id: surgery, type: day, care: yes}
  - {id: certified, part: contacts, type: day, labels: {en: Certified}, secrecy: staff, care: yes}
due: {care: 10}
greetings:
  - {id: new-year, labels: {en: New Year, zh_CN: 元旦}, date: 01-01, when: kind = company, ahead: 45}
  - {id: spring-festival, labels: {en: Spring Festival, zh_CN: 春节}, date: lunar 01-01, ahead: 20}
"""
BOOK = f"""{SETTINGS}--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
collected: {{date: 2020-01-01}}
phone: 0371-65880101
founded: 2016-11-25
contacts:
  - {{name: 王丽, phone: "13800138000", birthday: lunar 1986-10-15, certified: 2024-12-01}}
  - {{name: 李明, birthday: 12-05, care: [{{date: 2026-12-06, what: 儿子入学, note: 送书包 🎒}}]}}
care:
  - {{date: 2016-11-25, what: 开业纪念, note: 送花篮}}
  - {{date: 11-30, what: 店庆, whom: 王丽}}
gifts:
  - {{date: 2025-11-20, what: 花束, occasion: 生日}}
visits:
  - {{date: 2026-11-18, purpose: care, channel: message, whom: 王丽}}
--- customers/C000002.yaml
name: 张伟
kind: individual
owner: wang.wei
person: {{birthday: 1964-02-29}}
wedding: 1996-12-10
surgery: 2020-11-30
--- customers/C000003.yaml
name: 停止交易的店
kind: company
ended: {{date: 2026-01-01}}
founded: 2000-11-25
--- customers/C000004.yaml
name: 新客
kind: company
collected: {{date: 2026-11-21}}
founded: 2000-11-25
"""


@pytest.fixture
def book(archive: Callable[[str], Path]) -> Path:
    """Four customers; with one of them trade has ended, and one is not on file yet on 2026-11-20."""
    return archive(BOOK)


def rows(done: Any) -> list[dict[str, Any]]:
    """Return what ``--json`` says."""
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def told(done: Any) -> list[tuple[Any, ...]]:
    """Return day, customer, occasion and years of each line."""
    return [(row["date"], row["id"], row["occasion"], row["years"]) for row in rows(done)]


def test_days_of_meaning_in_order_of_time(run: Run, book: Path) -> None:
    """Lunar 2026-10-15 is 23 November. The secret day is not told; nor is ``founded``, which a care date tells in words."""
    assert told(run("care", "--json", at=book)) == [
        ("2026-11-23", "C000001", "contacts.birthday", 40),
        ("2026-11-25", "C000001", "开业纪念", 10),
        ("2026-11-30", "C000001", "店庆", None),
        ("2026-12-01", "C000001", "contacts.certified", 2),
        ("2026-12-05", "C000001", "contacts.birthday", None),
        ("2026-12-06", "C000001", "儿子入学", 0),
        ("2026-12-10", "C000002", "wedding", 30),
        ("2027-01-01", None, "new-year", None),
    ]


def test_a_line_has_all_that_who_calls_needs(run: Run, book: Path) -> None:
    first, second, *_others = rows(run("care", "--json", at=book))
    assert first == {
        "date": "2026-11-23", "lunar": "lunar 1986-10-15", "id": "C000001", "name": "郑州丽人美容院", "whom": "王丽",
        "occasion": "contacts.birthday", "years": 40, "round": "round", "customers": None, "person": "li.na",
        "phone": "13800138000", "kept": "2026-11-18", "gifts": "2025-11-20 花束", "note": "",
    }  # fmt: skip
    assert (second["lunar"], second["whom"], second["phone"]) == (None, None, "0371-65880101")
    assert (second["kept"], second["note"]) == (None, "送花篮")


def test_the_person_of_a_contacts_care_date_is_the_contact(run: Run, book: Path) -> None:
    (school,) = [row for row in rows(run("care", "--json", at=book)) if row["occasion"] == "儿子入学"]
    assert (school["whom"], school["note"], school["phone"]) == ("李明", "送书包 🎒", "0371-65880101")


def test_a_visit_for_one_person_keeps_that_persons_days_alone(run: Run, book: Path) -> None:
    """The firm's own day on the 25th is not hers; 店庆 on the 30th is beyond the ten days after 18 November."""
    kept = [row["date"] for row in rows(run("care", "--json", at=book)) if row["kept"]]
    assert kept == ["2026-11-23"]


def test_people_read_labels(run: Run, book: Path) -> None:
    out = run("--lang", "zh_CN", "care", "--owner", "李娜", at=book).out
    assert "农历10月15日（1986年）" in out and "生日" in out and "李娜" in out and "元旦" in out
    assert "contacts.birthday" not in out and "lunar" not in out


def test_greetings_have_their_own_lead_time(run: Run, book: Path) -> None:
    """New Year is told 45 days ahead: from 17 November on. Spring Festival 2027 is on 6 February: from 17 January on."""

    def ids(as_of: str) -> list[str]:
        told = rows(run("--as-of", as_of, "care", "--days", "0", "--json", at=book))
        return [row["occasion"] for row in told if row["id"] is None]

    assert ids("2026-11-16") == []
    assert ids("2026-11-17") == ["new-year"]
    assert ids("2027-01-16") == []
    assert ids("2027-01-17") == ["spring-festival"]


def test_greetings_count_those_who_fit_and_list_them(run: Run, book: Path) -> None:
    """Of three companies one is no customer any more, and one is not on file yet."""
    assert rows(run("care", "--json", at=book))[-1]["customers"] == 1
    assert [row["id"] for row in rows(run("care", "--greetings", "new-year", "--json", at=book))] == ["C000001"]
    everybody = run("care", "--greetings", "spring-festival", at=book).out
    assert "Date: 2027-02-06" in everybody and "Lunar: lunar 01-01" in everybody and "Customers: 2" in everybody
    mine = run("care", "--greetings", "spring-festival", "--owner", "li.na", "--json", at=book)
    assert [row["id"] for row in rows(mine)] == ["C000001"]


def test_a_greeting_that_there_is_not(run: Run, book: Path) -> None:
    done = run("care", "--greetings", "easter", at=book)
    assert done.code == 2
    assert done.err == "custfile: no day of greetings is called 'easter'; there are: new-year, spring-festival\n"


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--owner", "王伟"], {"C000002"}),
        (["--kind", "company"], {"C000001"}),
        (["--where", "phone ~ 0371"], {"C000001"}),
    ],
)
def test_filters(run: Run, book: Path, options: list[str], ids: set[str]) -> None:
    assert {row["id"] for row in rows(run("care", "--json", *options, at=book)) if row["id"]} == ids


def test_leap_day(run: Run, book: Path) -> None:
    assert told(run("--as-of", "2027-02-28", "care", "--days", "0", "--json", at=book)) == [
        ("2027-02-28", "C000002", "person.birthday", 63)
    ]
    assert told(run("--as-of", "2028-02-28", "care", "--days", "1", "--json", at=book)) == [
        ("2028-02-29", "C000002", "person.birthday", 64)
    ]


def test_nothing_comes_round(run: Run, book: Path) -> None:
    done = run("--as-of", "2026-06-01", "care", "--days", "1", at=book)
    assert done.err == "no care date comes round up to 2026-06-02\n"


def test_without_the_library_solar_days_still_come(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("borax", "borax.calendars.lunardate"):
        monkeypatch.setitem(sys.modules, name, None)
    _lunar_day.cache_clear()
    done = run("care", at=book)
    assert done.err == "2 lunar dates are left out; run: pip install 'custfile[chinese]'\n"  # a birthday, a greeting
    assert "2026-11-23" not in done.out and "2026-11-25" in done.out and "New Year" in done.out
    done = run("care", "--greetings", "spring-festival", at=book)
    assert done.code == 2
    assert "run: pip install 'custfile[chinese]'" in done.err
    hint = "1 lunar date is left out; run: pip install 'custfile[chinese]'\n"
    assert hint in run("due", at=book).err
    assert hint not in run("due", "--kind-of", "promise", at=book).err


def test_things_to_do_are_those_not_kept_yet(book: Path) -> None:
    """The birthday of 23 November was kept on the 18th, within the ten lead days of the settings."""
    index = Index(Root(book))
    as_of = date(2026, 11, 20)
    items = list(care_items(index, as_of, date(2026, 11, 30)))
    assert ahead(index) == 10
    assert [(str(item.day), item.id, item.kind, item.person, item.about) for item in items] == [
        ("2026-11-25", "C000001", "care", "li.na", "开业纪念 · 10 years · 送花篮"),
        ("2026-11-30", "C000001", "care", "li.na", "店庆 · 王丽"),
    ]
    index.close()


def test_as_of_a_day_before_nothing_had_been_done(book: Path) -> None:
    index = Index(Root(book))
    found = [str(item.day) for item in care_items(index, date(2026, 11, 17), date(2026, 11, 24))]
    assert found == ["2026-11-23"]
    index.close()


def test_a_period_in_two_halves_gives_what_the_whole_gives(book: Path) -> None:
    index = Index(Root(book))
    whole = [item.day for item in care_items(index, date(2026, 11, 21), date(2028, 3, 31))]
    first = [item.day for item in care_items(index, date(2026, 11, 21), date(2027, 5, 5))]
    second = [item.day for item in care_items(index, date(2027, 5, 6), date(2028, 3, 31))]
    assert whole == sorted(first + second)
    assert len(whole) > 10
    index.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("salon", {("2026-11-20", "C000001", "person.birthday", 58), ("2026-12-26", "C000004", "婚禮", 0)}),
        ("hotel", {("2026-11-23", "H00011", "person.birthday", 75), ("2027-01-01", None, "new-year", None)}),
        ("distributor", {("2026-11-24", "C000001", "contacts.birthday", 51), ("2026-12-08", "C000002", "Wedding", 25)}),
    ],
)
def test_the_examples(run: Run, example: Callable[[str], Path], name: str, expected: set[tuple[Any, ...]]) -> None:
    folder = example(name)
    assert expected <= set(told(run("care", "--days", "40", "--json", at=folder)))
    occasions = " ".join(str(each[2]) for each in told(run("care", "--days", "366", "--json", at=folder)))
    school = {"salon": "兒子入小學", "hotel": "女儿上小学", "distributor": "School entry"}
    wedding = {"salon": "結婚紀念日", "hotel": "wedding", "distributor": "Wedding"}
    firm = {"salon": "教室週年慶", "hotel": "公司成立日", "distributor": "Company anniversary"}
    assert all(words[name] in occasions for words in (school, wedding, firm))
