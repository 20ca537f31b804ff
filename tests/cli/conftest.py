"""The firm's archive, and what a command added to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from firm import FIRM, Added


@pytest.fixture
def firm(archive: Callable[[str], Path]) -> Path:
    """Three customers: a firm that bought on account, a person not yet visited, a person of whom little is known."""
    return archive(FIRM)


@pytest.fixture
def added(firm: Path) -> Added:
    """Return the lines that the file at a path has now and had not before; no line of before may have gone."""
    before = {path: path.read_text(encoding="utf-8").splitlines() for path in firm.rglob("customers/**/*.yaml")}

    def lines(path: str) -> list[str]:
        new = (firm / path).read_text(encoding="utf-8").splitlines()
        old = iter(before[firm / path])
        expected = next(old, None)
        found = []
        for line in new:
            if line == expected:
                expected = next(old, None)
            else:
                found.append(line.strip())
        assert expected is None, f"gone: {expected}"
        return found

    return lines
