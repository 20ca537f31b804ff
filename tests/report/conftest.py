"""Reports in a language of their own; afterwards English is spoken again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from custfile.language import speak

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(params=["en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language spoken in the test: ``@pytest.mark.parametrize("language", [...], indirect=True)``."""
    speak(request.param)
    yield request.param
    speak("en")


@pytest.fixture(autouse=True)
def _english(language: str) -> None:
    """Every test of a report says which language it speaks, if only by saying nothing."""
