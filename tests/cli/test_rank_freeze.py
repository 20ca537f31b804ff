"""custfile rank --freeze, and what check says of the segment tables of custfile.yaml."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import FIRM, Run

OWN_TABLE = """
ranking:
  segments:
    - id: 三样
      segments:
        - {id: recent, r: [3, 5]}
        - {id: best, r: [5], f: [5]}   # 永远轮不到
      rest: other
"""


@pytest.fixture
def salon(example: Callable[[str], Path]) -> Path:
    """The example salon: twelve customers with orders, cut points with comments around them."""
    return example("salon")


def test_the_same_day_gives_the_very_same_ranking(run: Run, salon: Path) -> None:
    before = run("rank", "--method", "quantile", "--json", at=salon).out
    done = run("rank", "--method", "quantile", "--freeze", at=salon)
    assert (done.code, done.out, done.err) == (
        0,
        "",
        "RFM cut points as of 2026-11-20 recorded in custfile.yaml\n",
    )
    after = run("rank", "--json", at=salon).out
    assert json.loads(after) == json.loads(before)
    assert run("check", "custfile.yaml", at=salon).code == 0


def test_every_other_byte_of_the_settings_stays(run: Run, salon: Path) -> None:
    before = (salon / "custfile.yaml").read_text(encoding="utf-8").splitlines()
    run("rank", "--method", "quantile", "--months", "12", "--freeze", at=salon)
    after = (salon / "custfile.yaml").read_text(encoding="utf-8").splitlines()
    changed = [(old.split(":")[0], new.split(":")[0]) for old, new in zip(before, after, strict=True) if old != new]
    keys = ["    method", "    months", "    recency", "    frequency", "    monetary"]
    assert changed == [(key, key) for key in keys]
    assert "    months: 12" in after and "    method: fixed" in after


def test_a_dry_run_shows_the_change_and_writes_nothing(run: Run, salon: Path) -> None:
    before = (salon / "custfile.yaml").read_bytes()
    done = run("rank", "--method", "quantile", "--freeze", "--dry-run", at=salon)
    assert done.code == 0
    assert "-    method: auto\n+    method: fixed\n" in done.out
    assert (salon / "custfile.yaml").read_bytes() == before


def test_twice_changes_nothing_more(run: Run, salon: Path) -> None:
    run("rank", "--method", "quantile", "--freeze", at=salon)
    frozen = (salon / "custfile.yaml").read_bytes()
    done = run("rank", "--freeze", at=salon)
    assert (done.code, done.err) == (0, "the cut points are frozen already; nothing changed\n")
    assert (salon / "custfile.yaml").read_bytes() == frozen


def test_it_can_be_committed(run: Run, salon: Path) -> None:
    git = ["git", "-C", str(salon)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    run("rank", "--method", "quantile", "--freeze", "--commit", at=salon)
    told = subprocess.run(
        [*git, "log", "-1", "--format=%s", "--stat"], check=True, capture_output=True, text=True
    ).stdout
    assert told.startswith("custfile.yaml: RFM cut points frozen\n") and "1 file changed" in told


def test_settings_without_any_ranking_get_one(run: Run, firm: Path) -> None:
    assert run("rank", "--freeze", at=firm).code == 0
    last = (firm / "custfile.yaml").read_text(encoding="utf-8").splitlines()[-1]
    assert last == ("ranking: {rfm: {method: fixed, recency: [30, 90, 180, 365], frequency: [2, 3, 6, 12]}}")


def test_where_all_have_the_same_nothing_is_written(run: Run, firm: Path) -> None:
    before = (firm / "custfile.yaml").read_bytes()
    done = run("rank", "--method", "quantile", "--freeze", at=firm)
    assert done.code == 2 and "Recency (R) has no cut points to freeze" in done.err
    assert (firm / "custfile.yaml").read_bytes() == before


def test_check_says_which_segment_never_wins(run: Run, archive: Callable[[str], Path]) -> None:
    folder = archive(FIRM.replace("\n--- customers/C000001.yaml", OWN_TABLE + "--- customers/C000001.yaml", 1))
    line = (folder / "custfile.yaml").read_text(encoding="utf-8").splitlines().index(
        "        - {id: best, r: [5], f: [5]}   # 永远轮不到"
    ) + 1  # fmt: skip
    for _cold_and_warm in range(2):
        found = json.loads(run("check", "--json", "custfile.yaml", at=folder).out)
        assert [(at["path"], at["line"], at["code"]) for at in found] == [("custfile.yaml", line, "C712")]
    assert "R 5 F 5 M 1-5" in found[0]["message"]
    assert json.loads(run("rank", "--segments", "三样", "--json", at=folder).out)[0]["segment"] == "recent"


def test_cells_without_a_segment_stop_every_command(run: Run, archive: Callable[[str], Path]) -> None:
    table = OWN_TABLE.replace("      rest: other\n", "")
    folder = archive(FIRM.replace("\n--- customers/C000001.yaml", table + "--- customers/C000001.yaml", 1))
    assert "C711" in run("check", at=folder).out
    done = run("rank", at=folder)
    assert done.code == 3 and "no segment for R 1-2 F 1-5 M 1-5" in done.err
