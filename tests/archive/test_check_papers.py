"""Papers that the register names: in the customer's own folder, or missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from custfile.archive.check import findings
from custfile.archive.index import Index
from custfile.archive.root import Root


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("contract.pdf", []),
        ("2026/合同.pdf", []),
        ("2026", ["C303"]),
        ("missing.pdf", ["C303"]),
        ("../C000002/other.pdf", ["C303"]),
        ("2026/../contract.pdf", ["C303"]),
        ("{folder}/documents/C000001/contract.pdf", ["C303"]),
        ("x" * 5000, ["C303"]),
    ],
)
def test_papers(archive: Callable[[str], Path], file: str, expected: list[str]) -> None:
    folder = archive(
        """
        --- documents/C000001/contract.pdf
        --- documents/C000001/2026/合同.pdf
        --- documents/C000002/other.pdf
        """
    )
    told = file.format(folder=folder)
    text = (
        f"name: 丽人\nkind: company\ndocuments:\n  - {{date: 2026-01-02, type: contract, title: 合同, file: {told}}}\n"
    )
    (folder / "customers" / "C000001.yaml").write_text(text, encoding="utf-8")
    with closing(Index(Root(folder))) as index:
        found = [finding for finding in findings(index, date(2026, 11, 20)) if finding.code == "C303"]
    assert [finding.code for finding in found] == expected
    assert all((finding.path, finding.line) == ("customers/C000001.yaml", 4) for finding in found)
