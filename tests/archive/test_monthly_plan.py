"""A month's visits from an archive: what is planned, what would be proposed, and where the visits lead."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from custfile.archive.index import Index
from custfile.archive.monthly import monthly
from custfile.archive.root import Root
from custfile.archive.schemes import schemes
from custfile.model.month import Month
from custfile.model.settings import Settings
from custfile.model.structure import structure

EXAMPLE = Path(__file__).parents[2] / "examples" / "distributor"
AS_OF = date(2026, 11, 20)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Return the index of the example with a plan of November."""
    return Index(Root(Path(shutil.copytree(EXAMPLE, tmp_path / "distributor"))))


def test_the_month_under_way_has_its_plan_and_what_it_lacks(index: Index) -> None:
    settings = structure(Settings, index.settings_data)
    found = monthly(index, settings, schemes(settings), Month(2026, 11), AS_OF)
    assert [each.planned.date.day for each in found.outcomes] == [5, 11, 12, 19, 24, 25, 26]
    assert set(found.sheets) == {"jonas.ebel", "claire.delmas", "aoife.brennan"}
    assert {each.reason for each in found.left} == {"closed"} and all(
        each.by not in found.sheets for each in found.proposed
    )
    assert all(AS_OF <= each.date <= date(2026, 11, 30) for each in found.proposed)
    assert found.workers["jonas.ebel"].days[0] == date(2026, 11, 2) and date(2026, 11, 1) in found.off
    assert "Jonas Ebel" in [route.traveller.name for route in found.routes]


def test_nothing_is_proposed_for_a_month_that_is_over(index: Index) -> None:
    settings = structure(Settings, index.settings_data)
    found = monthly(index, settings, schemes(settings), Month(2026, 10), AS_OF)
    assert not found.proposed and not found.left and found.unplanned
    assert all(each.day.month == 10 for each in found.unplanned)
