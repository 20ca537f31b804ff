"""``custfile route``: whom to see in which order, in every format, from the files to the page."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

FIRM = """
--- custfile.yaml
name: 中原美业
currency: CNY
team:
  - {id: li.na, name: 李娜, role: rep, capacity: 3, start: {lat: 34.7466, lon: 113.6254}}
  - {id: wang.wei, name: 王伟, role: rep, region: 郑州}
kinds: [{id: company}, {id: phone}]
calendar:
  days: [{date: 2026-11-25, name: 盘点}]
revisits:
  - id: monthly
    labels: {en: Every month, zh_CN: 每月拜访}
    role: rep
    kinds: [company]
    counted_from: made
    every: 30
    channel: visit
  - {id: ring, role: rep, counted_from: made, every: 30, channel: phone, kinds: [phone]}
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
region: 郑州/中原区
address: 中原路 1 号
collected: {date: 2026-10-01}
place: {lat: 34.7480, lon: 113.6100}
--- customers/C000002.yaml
name: 开封<b>一店</b>
kind: company
owner: li.na
region: 开封
collected: {date: 2026-10-01}
place: {lat: 34.7973, lon: 114.3076, datum: gcj02}
--- customers/C000003.yaml
name: 郑州二店
kind: company
owner: li.na
region: 郑州/二七区
collected: {date: 2026-10-20}
place: {lat: 34.7260, lon: 113.6400}
appointments:
  - {date: 2026-11-24, time: 14:30, by: li.na, purpose: collect}
  - {date: 2026-11-26, time: 09:00, by: li.na, cancelled: 2026-11-19}
--- customers/C000004.yaml
name: 开封二店
kind: company
owner: li.na
region: 开封
collected: {date: 2026-10-01}
place: {lat: 34.8010, lon: 114.3300}
--- customers/C000005.yaml
name: 没有坐标的店
kind: company
owner: li.na
region: 许昌
address: 七一路 5 号
collected: {date: 2026-10-01}
--- customers/C000006.yaml
name: 王伟的客户
kind: company
owner: wang.wei
region: 郑州/金水区
collected: {date: 2026-10-01}
place: {lat: 34.8000, lon: 113.6900}
--- customers/C000007.yaml
name: 不再往来
kind: company
owner: li.na
region: 开封
collected: {date: 2026-01-01}
ended: {date: 2026-06-01}
place: {lat: 34.8, lon: 114.3}
--- customers/C000008.yaml
name: 没有人管
kind: company
collected: {date: 2026-10-01}
place: {lat: 34.8, lon: 114.3}
"""
FIRM += """
--- customers/C000009.yaml
name: 只打电话
kind: phone
owner: li.na
collected: {date: 2026-10-01}
place: {lat: 34.8, lon: 114.3}
visits:
  - {date: 2026-10-02, by: li.na, channel: phone}
"""
WEEK = ("route", "--week", "--date", "2026-11-23")


@pytest.fixture
def firm(archive: Callable[[str], Path]) -> Path:
    return archive(FIRM)


def told(run: Run, firm: Path, *arguments: str) -> dict[str, list[dict[str, object]]]:
    done = run(*arguments, "--json", at=firm)
    assert done.code == 0, done.err
    return {name: table["rows"] for name, table in json.loads(done.out).items()}


def test_a_week_of_one_person(run: Run, firm: Path) -> None:
    found = told(run, firm, *WEEK, "--owner", "李娜")
    rows = found["route"]
    assert sorted(str(row["id"]) for row in rows) == ["C000001", "C000002", "C000003", "C000004", "C000005"]
    assert {row["person"] for row in rows} == {"li.na"}
    met = next(row for row in rows if row["id"] == "C000003")
    assert (met["day"], met["time"], met["fixed"]) == ("2026-11-24", "14:30", "14:30")
    assert "collect payment" in str(met["why"])
    assert "Every month, due 2026-11-19" in str(met["why"])
    assert [(row["id"], row["region"], row["address"]) for row in rows if row["apart"] == "coordinates"] == [
        ("C000005", "许昌", "七一路 5 号")
    ]
    assert len({row["day"] for row in rows if row["id"] in ("C000002", "C000004")}) == 1  # both are in Kaifeng
    assert not {row["day"] for row in rows} & {"2026-11-25", "2026-11-28"}
    person = found["persons"][0]
    assert (person["person"], person["calls"], person["coordinates"], person["room"]) == ("li.na", 4, 1, 0)
    assert person["km"] == pytest.approx(
        sum(float(str(row[key] or 0)) for row in rows for key in ("km", "back")), abs=0.5
    )
    assert float(str(person["km"])) <= float(str(person["naive_km"]))


def test_everybody(run: Run, firm: Path) -> None:
    done = run(*WEEK, at=firm)
    assert done.code == 0
    assert done.out.startswith("Who is where\n")
    assert "王伟" in done.out
    assert "1 customer has nobody in charge" in done.err
    assert "without coordinates: 1" in done.out
    assert "李娜: without coordinates\n" in done.out


def test_without_a_start_it_is_the_middle_of_the_region(run: Run, firm: Path) -> None:
    """Four customers are in 郑州, wang.wei's own is one of three with coordinates: the way leads from their middle."""
    row = told(run, firm, *WEEK, "--owner", "wang.wei")["route"][0]
    assert row["km"] == row["back"] == pytest.approx(6.2, abs=0.3)


def test_all_customers_in_areas(run: Run, firm: Path) -> None:
    rows = told(run, firm, "route", "--all", "--owner", "li.na")["route"]
    placed = {str(row["id"]): row["area"] for row in rows if row["area"]}
    assert sorted(placed) == ["C000001", "C000002", "C000003", "C000004", "C000009"]
    assert placed["C000002"] == placed["C000004"] == placed["C000009"] != placed["C000001"] == placed["C000003"]


@pytest.mark.parametrize("form", [["--json"], ["--format", "csv"], ["--format", "md"], []])
def test_twice_the_same_bytes(run: Run, firm: Path, form: list[str]) -> None:
    first, second = run(*WEEK, *form, at=firm), run(*WEEK, *form, at=firm)
    assert first.code == 0
    assert first.out == second.out
    assert "C000004" in first.out


def test_an_appointment_that_cannot_be_kept_is_told(run: Run, firm: Path) -> None:
    """From C000003 at 14:30 it is an hour there and 76 minutes to Kaifeng."""
    file = firm / "customers/C000004.yaml"
    late = "appointments:\n  - {date: 2026-11-24, time: 15:00, by: li.na}\n"
    file.write_text(file.read_text(encoding="utf-8") + late, encoding="utf-8")
    out = run(*WEEK, "--owner", "li.na", at=firm).out
    assert "Too late for: C000004 15:00 → 16:4" in out


@pytest.mark.parametrize("place", ["{lat: 114.3, lon: 34.8}", "{lat: 0, lon: 0}"])
def test_coordinates_of_no_place_lead_nowhere(run: Run, firm: Path, place: str) -> None:
    file = firm / "customers/C000004.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{lat: 34.8010, lon: 114.3300}", place), encoding="utf-8")
    rows = told(run, firm, *WEEK, "--owner", "li.na")["route"]
    assert {row["id"] for row in rows if row["apart"] == "coordinates"} == {"C000004", "C000005"}


def test_a_filter(run: Run, firm: Path) -> None:
    rows = told(run, firm, *WEEK, "--region", "开封")["route"]
    assert {str(row["id"]) for row in rows} == {"C000002", "C000004"}


def test_one_day_takes_what_it_can(run: Run, firm: Path) -> None:
    rows = told(run, firm, "route", "--date", "2026-11-23", "--owner", "li.na")["route"]
    assert [row["order"] for row in rows if row["day"]] == [1, 2, 3]
    assert {row["day"] for row in rows} == {"2026-11-23", None}
    assert [row["id"] for row in rows if row["apart"] == "room"] == ["C000003"]  # fell due last


def test_a_week_that_has_begun_goes_on_from_today(run: Run, firm: Path) -> None:
    assert {row["day"] for row in told(run, firm, "route", "--week")["route"]} <= {"2026-11-20", None}
    weekend = run("--as-of", "2026-11-21", "route", "--week", at=firm)
    assert weekend.code == 2
    assert "no working day is left in the week of 2026-11-21" in weekend.err


@pytest.mark.parametrize("name", ["week.html", "week.md"])
def test_a_page(run: Run, firm: Path, tmp_path: Path, name: str) -> None:
    assert run(*WEEK, "-o", str(tmp_path / name), at=firm).code == 0
    first = (tmp_path / name).read_bytes()
    assert run(*WEEK, "-o", str(tmp_path / name), at=firm).code == 0
    assert (tmp_path / name).read_bytes() == first
    page = first.decode()
    assert "<b>一店" not in page
    assert "C000004" in page
    assert ("<svg " in page) == name.endswith("html")


@pytest.mark.parametrize(("mark", "word"), [("kind", "company"), ("level", "not known"), (None, "ordinary customers")])
def test_marks(run: Run, firm: Path, mark: str | None, word: str) -> None:
    done = run(*WEEK, *(["--mark", mark] if mark else []), at=firm)
    assert word in done.out


def test_misuse(run: Run, firm: Path) -> None:
    assert run("route", "--all", "--week", at=firm).code == 2
    assert run("route", "--mark", "nonsense", at=firm).code == 2
    assert run("route", "--owner", "nobody", at=firm).code == 2
    done = run(*WEEK, "-o", "week.docx", at=firm)
    assert done.code == 2 and "week.docx cannot be written: its name may end in .md, .html, .htm" in done.err
    assert run("route", "--date", "2026-11-22", at=firm).err.startswith("2026-11-22 is not a working day\n")


def test_an_amount_without_a_rate_does_not_stop_anybody(run: Run, firm: Path) -> None:
    file = firm / "customers/C000001.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "orders:\n  - {date: 2026-11-01, amount: 5, currency: USD}\n",
        encoding="utf-8",
    )
    done = run(*WEEK, "--owner", "li.na", at=firm)
    assert done.code == 0
    assert "customers are not marked: no rate is known for" in done.err
    assert "C000001" in done.out


def test_without_the_library(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("pyvrp") or name.endswith("routes.solver")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    done = run(*WEEK, at=firm)
    assert done.code == 2
    assert "this needs pyvrp; run: pip install 'custfile[routes]'" in done.err


def test_coordinates_are_set_and_imported(run: Run, firm: Path, tmp_path: Path) -> None:
    assert run("set", "C000005", "place.lat=34.03", "place.lon=113.85", at=firm).code == 0
    assert "place: {lat: 34.03, lon: 113.85}" in (firm / "customers/C000005.yaml").read_text(encoding="utf-8")
    sheet = tmp_path / "places.csv"
    sheet.write_text("编号,纬度,经度,坐标系\nC000005,34.5,113.5,gcj02\n", encoding="utf-8")
    done = run("import", str(sheet), "--yes", at=firm)
    assert done.code == 0, done.err
    assert "34.5" in (firm / "customers/C000005.yaml").read_text(encoding="utf-8")


def test_the_examples(run: Run, example: Callable[[str], Path]) -> None:
    for name in ("distributor", "hotel"):
        found = told(run, example(name), *WEEK)
        assert found["persons"]
        assert any(row["km"] for row in found["route"])
