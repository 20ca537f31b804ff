"""custfile appoint: fixed, warned about, called off."""

from __future__ import annotations

from pathlib import Path

from firm import Added, Run


def test_an_appointment_is_one_line(run: Run, firm: Path, added: Added) -> None:
    words = ("--purpose", "launch", "--whom", "王丽", "--minutes", "90", "--note", "带样品", "--where", "茶馆")
    done = run("appoint", "丽人", "2026-12-03", "14点半", *words, at=firm)
    assert (done.code, done.out) == (0, "")
    assert done.err == "C000001 郑州丽人美容院: appointments recorded in customers/C000001.yaml\n"
    assert added("customers/C000001.yaml") == [
        "appointments:",
        '- {date: 2026-12-03, time: "14:30", minutes: 90, by: li.na, purpose: launch, whom: 王丽, where: 茶馆, note: 带样品}',
    ]


def test_of_the_whole_day_and_by_somebody(run: Run, firm: Path, added: Added) -> None:
    assert run("appoint", "王力", "3d", "--by", "王伟", at=firm).code == 0
    assert added("customers/C000003.yaml")[-1] == "- {date: 2026-11-23, by: wang.wei}"


def test_who_is_double_booked_hears_of_it(run: Run, firm: Path, added: Added) -> None:
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    done = run("appoint", "王力", "2026-12-03", "14:30", at=firm)
    assert done.code == 0
    assert done.err.splitlines()[1:] == ["李娜 has 郑州丽人美容院 at 14:00 on 2026-12-03 already"]
    assert added("customers/C000003.yaml")[-1] == '- {date: 2026-12-03, time: "14:30", by: li.na}'
    assert len(run("appoint", "王力", "2026-12-03", "15:30", at=firm).err.splitlines()) == 1  # it only touches


def test_minutes_of_the_settings_count(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "calendar: {visit_minutes: 30}\n", encoding="utf-8")
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    assert len(run("appoint", "王力", "2026-12-03", "14:30", at=firm).err.splitlines()) == 1
    assert len(run("appoint", "王丽", "2026-12-03", "14:20", "--by", "li.na", at=firm).err.splitlines()) == 3


def test_so_does_who_would_meet_a_colleague_there(run: Run, firm: Path) -> None:
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    busy = run("appoint", "丽人", "2026-12-03", "14:30", "--by", "wang.wei", at=firm)
    assert busy.err.splitlines()[1:] == ["郑州丽人美容院 is with 李娜 at 14:00 on 2026-12-03 already"]
    same = run("appoint", "丽人", "2026-12-03", "17:00", "--by", "dr.chen", "--dry-run", at=firm)
    assert same.err.splitlines() == [
        "李娜 is at 郑州丽人美容院 on 2026-12-03, too",
        "王伟 is at 郑州丽人美容院 on 2026-12-03, too",
    ]


def test_and_who_would_go_on_a_day_off(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    own = "calendar: {days: [{date: 2026-12-03, name: 店庆}]}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert run("appoint", "丽人", "2026-12-06", at=firm).err.splitlines()[1:] == ["2026-12-06 is not a working day"]
    assert "2026-12-03 is not a working day (店庆)\n" in run("appoint", "丽人", "2026-12-03", at=firm).err


def test_it_is_called_off_and_stays_in_the_file(run: Run, firm: Path) -> None:
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    assert run("appoint", "丽人", "2026-12-03", "--cancel", "--note", "客户出差", at=firm).code == 0
    text = (firm / "customers/C000001.yaml").read_text(encoding="utf-8")
    assert '- {date: 2026-12-03, time: "14:00", by: li.na, cancelled: 2026-11-20, note: 客户出差}' in text
    again = run("appoint", "丽人", "2026-12-03", "--cancel", at=firm)
    assert (again.code, again.err) == (4, "custfile: there is no appointment on 2026-12-03\n")
    assert len(run("appoint", "王力", "2026-12-03", "14:00", at=firm).err.splitlines()) == 1  # nothing is in its way


def test_which_one_is_called_off_is_never_guessed(run: Run, firm: Path) -> None:
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    run("appoint", "丽人", "2026-12-03", at=firm)
    several = run("appoint", "丽人", "2026-12-03", "--cancel", at=firm)
    assert (several.code, several.err) == (
        4,
        "custfile: there are several appointments on 2026-12-03: 14:00, all day; add the time\n",
    )
    none = run("appoint", "丽人", "2026-12-03", "15:00", "--cancel", at=firm)
    assert none.err == "custfile: there is no such appointment on 2026-12-03; there are: 14:00, all day\n"
    assert run("appoint", "丽人", "2026-12-03", "14:00", "--cancel", at=firm).code == 0


def test_what_is_no_time(run: Run, firm: Path, added: Added) -> None:
    done = run("appoint", "丽人", "2026-12-03", "25:00", at=firm)
    assert (done.code, done.err) == (2, "custfile: '25:00' is not a time; write 9:30 or 14:00\n")
    assert added("customers/C000001.yaml") == []


def test_a_day_that_is_over_is_told(run: Run, firm: Path) -> None:
    done = run("appoint", "丽人", "2026-11-19", "10:00", at=firm)
    assert (done.code, done.err.splitlines()[0]) == (
        0, "2026-11-19 is over; what took place is recorded by: custfile visit"
    )  # fmt: skip
    assert "is over" not in run("appoint", "丽人", "today", "10:00", at=firm).err
