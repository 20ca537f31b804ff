"""The class schemes there are."""

from __future__ import annotations

import subprocess
import sys

import pytest

from custfile.archive.page import read_page
from custfile.archive.schemes import schemes, shipped, text, usual
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure


@pytest.mark.parametrize("name", shipped())
def test_a_printed_scheme_is_the_one_that_is_shipped(name: str) -> None:
    data = read_page(text(name).encode()).data
    assert [structure(SchemeSettings, each) for each in data["classes"]] == [shipped()[name]]  # type: ignore[union-attr]


def test_remarks_on_a_scheme_are_printed_with_it() -> None:
    assert text("key").startswith("classes:\n  # The 80/20 rule")
    assert text("time").startswith("classes:\n  - id: time\n")


def test_an_own_scheme_takes_the_place_of_a_shipped_one() -> None:
    own = structure(SchemeSettings, {"id": "history", "levels": [{"source": "kind"}]})
    settings = Settings(name="A", classes=[own])
    assert schemes(settings)["history"] is own
    assert next(iter(schemes(settings))) == "history" and len(schemes(settings)) == len(shipped())
    other = structure(SchemeSettings, {"id": "trade", "levels": [{"source": "industry"}]})
    assert usual(settings) == ["history", "size", "kind"]
    assert usual(Settings(name="A", classes=[other, own])) == ["history", "size", "kind", "trade"]


def test_the_daily_commands_do_not_read_the_schemes() -> None:
    asked = "import custfile.archive.schemes, sys; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
