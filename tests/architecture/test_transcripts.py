"""The transcripts in README and the examples print what they say they print."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from transcripts import commands, run_in_scratch

ROOT = Path(__file__).parent.parent.parent
PAPERS = [
    *sorted(ROOT.glob("README*.md")),
    ROOT / "docs" / "analytics.md",
    *sorted(ROOT.glob("examples/*/README.md")),
]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_transcript_is_what_the_commands_print(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert list(commands(text)), "a paper without a transcript shows nothing"
    assert run_in_scratch(text) == text
