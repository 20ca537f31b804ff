"""custfile list: the master list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run


def test_the_columns_stand_under_their_headings(run: Run, firm: Path) -> None:
    assert run("list", at=firm).out == (
        "Id       Name            Kind        Owner  Region       Phone          Last visit  Last order\n"
        "C000001  郑州丽人美容院  Company     李娜   郑州/中原区  0371-65880101  2026-11-13  2026-11-12\n"
        "C000002  王丽            Individual  王伟   郑州/二七区  13800138000\n"
        "C000003  王力            Individual  李娜\n"
    )


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--owner", "li.na"], ["C000001", "C000003"]),
        (["--owner", "王伟"], ["C000002"]),
        (["--kind", "individual", "--owner", "李娜"], ["C000003"]),
        (["--kind", "企业"], ["C000001"]),
        (["--region", "郑州"], ["C000001", "C000002"]),
        (["--region", "郑州/二七区"], ["C000002"]),
        (["--region", "郑"], []),
        (["--region", "%"], []),
        (["--region", "郑_"], []),
    ],
)
def test_filters(run: Run, firm: Path, options: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in json.loads(run("list", "--json", *options, at=firm).out)] == ids


def test_an_earlier_day_knows_less(run: Run, firm: Path) -> None:
    rows = json.loads(run("list", "--json", "--as-of", "2026-11-12", at=firm).out)
    assert [(row["id"], row["last_visit"], row["last_order"]) for row in rows] == [
        ("C000001", None, "2026-11-12"), ("C000002", None, None), ("C000003", None, None)
    ]  # fmt: skip
    rows = json.loads(run("list", "--json", "--as-of", "2026-11-01", at=firm).out)
    assert [row["id"] for row in rows] == ["C000002", "C000003"]


def test_nothing_is_an_empty_table_and_a_word(run: Run, firm: Path) -> None:
    done = run("list", "--region", "月球", at=firm)
    assert (done.code, len(done.out.splitlines()), done.err) == (0, 1, "no customer fits\n")
    done = run("list", "--region", "月球", "--json", at=firm)
    assert (done.out, done.err) == ("[]\n", "")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--owner", "nobody"], "'nobody' is nobody of the team; there are: li.na, wang.wei, dr.chen"),
        (["--kind", "shop"], "'shop' is no kind of customer; there are: company, individual"),
    ],
)
def test_a_filter_that_can_fit_nobody_is_a_mistake(run: Run, firm: Path, options: list[str], sentence: str) -> None:
    done = run("list", *options, at=firm)
    assert (done.code, done.out, done.err) == (2, "", f"custfile: {sentence}\n")


def test_a_broken_file_hides_no_other(run: Run, firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text("name: [", encoding="utf-8")
    done = run("list", at=firm)
    assert (done.code, len(done.out.splitlines())) == (0, 4)
    assert done.err == "1 file has errors; run: custfile check\n"
    strict = run("list", "--strict", at=firm)
    assert (strict.code, strict.out) == (1, "")


def test_in_json_the_talk_is_json_too(run: Run, firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text("name: [", encoding="utf-8")
    done = run("list", "--json", at=firm)
    assert len(json.loads(done.out)) == 3
    assert json.loads(done.err) == {"warning": "1 file has errors; run: custfile check"}
