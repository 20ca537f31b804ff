"""The reports on the example archives: each in every format, under a filter, and the same again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from firm import Run

EXAMPLES = Path(__file__).parents[2] / "examples"
LISTS = ("funnel", "service", "care", "plan", "quality")
NAMES = {"salon": "林佩君", "hotel": "沈磊", "distributor": "Jonas Ebel"}
OWNERS = {"salon": "lin.peijun", "hotel": "shen.lei", "distributor": "jonas.ebel"}


@pytest.fixture(params=["salon", "hotel", "distributor"])
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of an example archive."""
    return Path(shutil.copytree(EXAMPLES / request.param, tmp_path / request.param))


def told(run: Run, example: Path, *arguments: str) -> str:
    ran = run("report", *arguments, "--as-of", "2026-11-20", at=example)
    assert (ran.code, ran.err) == (0, "")
    return str(ran.out)


@pytest.mark.parametrize("name", [*LISTS, "digest"])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_a_report_is_made_alike_twice(run: Run, example: Path, name: str, language: str) -> None:
    page = told(run, example, name, "--format", "html", "--lang", language)
    assert page == told(run, example, name, "--format", "html", "--lang", language)
    assert "<script" not in page and "://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert told(run, example, name, "--lang", language).startswith("# ")


@pytest.mark.parametrize("name", LISTS)
def test_the_list_beneath_is_for_programs_and_follows_the_filter(run: Run, example: Path, name: str) -> None:
    every = json.loads(told(run, example, name, "--json"))
    own = json.loads(told(run, example, name, "--json", "--owner", OWNERS[example.name]))
    identities = {row["id"] for row in own}
    assert all(row in every for row in own if row["id"] is not None)
    assert len(own) <= len(every) and identities <= {row["id"] for row in every}


def test_a_digest_follows_the_filter(run: Run, example: Path) -> None:
    page = told(run, example, "digest", "--days", "400", "--owner", OWNERS[example.name])
    others = set(NAMES.values()) - {NAMES[example.name]}
    assert f"in charge {NAMES[example.name]}" in page and not any(other in page for other in others)
