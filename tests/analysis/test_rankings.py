"""The registry of rankings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from custfile.analysis.rankings import RANKINGS


@pytest.mark.parametrize("name", RANKINGS)
def test_every_ranking_offers_what_it_must(name: str) -> None:
    ranking = RANKINGS[name]
    assert ranking.name == name and all(ranking.label) and all(ranking.help)
    assert callable(ranking.rank)


def test_the_registry_does_not_load_pandas() -> None:
    asked = "import custfile.analysis.rankings, sys; sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
