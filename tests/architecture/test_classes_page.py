"""docs/classes.md says what is so: its examples are right, and its table is that of the shipped schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from custfile.archive.schemes import shipped
from custfile.archive.settings_file import read_settings

PAGE = (Path(__file__).parent.parent.parent / "docs" / "classes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_have_no_findings(text: str) -> None:
    settings, findings, _data = read_settings(f"name: 丽人美容用品\n{text}".encode())
    assert settings is not None
    assert [finding.message for finding in findings] == []
    assert settings.classes


def test_the_table_lists_every_shipped_scheme() -> None:
    for scheme in shipped().values():
        assert scheme.labels is not None
        names = " | ".join((str(scheme.labels.en), str(scheme.labels.zh_CN), str(scheme.labels.zh_TW)))
        assert f"| `{scheme.id}` | {names} | {scheme.about} |" in PAGE
    assert len(re.findall(r"^\| `", PAGE, re.MULTILINE)) == len(shipped())
