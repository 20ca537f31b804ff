"""The generated pages say what the code declares; ``make docs`` writes them again."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from custfile.archive.build import Reader
from custfile.archive.settings_file import read_settings
from custfile.model.codes import CODES

DOCS = Path("docs")


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("name", GENERATOR.PAGES)
def test_a_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == GENERATOR.PAGES[name](), "run: make docs"


def test_every_code_has_its_page_and_links_lead_somewhere() -> None:
    text = (DOCS / "codes.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert titles == [f"{name} {code.title}" for name, code in sorted(CODES.items())]
    for page in GENERATOR.PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= anchors


def test_the_example_of_the_format_has_no_findings() -> None:
    settings, _found, _data = read_settings(Path("tests/errors/custfile.yaml").read_bytes())
    assert settings is not None
    findings, _rows = Reader(Path(), settings).read("customers/C000001.yaml", GENERATOR.EXAMPLE.encode())
    assert findings == []
