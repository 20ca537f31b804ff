"""The lists are written out, and complete: every module of a room is in its list, and the other way round."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

from custfile.analysis.rankings import RANKINGS
from custfile.analysis.rankings.segments import TABLES
from custfile.archive.schemes import DEFAULTS, shipped
from custfile.checks import RECORD_CHECKS
from custfile.cli.registry import COMMANDS
from custfile.model.codes import CODES
from custfile.model.scheme import SHIPPED
from custfile.report import REPORTS

SOURCE = Path(__file__).parent.parent.parent / "src" / "custfile"


def modules(room: str) -> dict[str, ModuleType]:
    """Return the modules of a folder, by name."""
    names = [path.stem for path in (SOURCE / room).glob("*.py") if path.stem != "__init__"]
    return {name: import_module(f"custfile.{room.replace('/', '.')}.{name}") for name in names}


def test_commands() -> None:
    assert set(modules("cli/commands")) == set(COMMANDS.values())
    assert len(set(COMMANDS.values())) == len(COMMANDS)
    assert all(callable(module.command) for module in modules("cli/commands").values())


def test_checks() -> None:
    found = {module.check for module in modules("checks").values() if hasattr(module, "check")}
    assert found == set(RECORD_CHECKS)


def test_class_schemes() -> None:
    assert tuple(shipped()) == SHIPPED
    assert set(DEFAULTS) <= set(SHIPPED)


def test_rankings() -> None:
    offered = {name for name, module in modules("analysis/rankings").items() if hasattr(module, "rank")}
    assert offered == {ranking.module for ranking in RANKINGS.values()}
    assert all(name == ranking.name and callable(ranking.rank) for name, ranking in RANKINGS.items())
    assert all(name == table.name for name, table in TABLES.items())


def test_reports() -> None:
    offered = {module.__name__ for module in modules("report").values() if hasattr(module, "make")}
    assert offered == {report.module for report in REPORTS.values()}
    assert all(name == report.name and callable(report.load().make) for name, report in REPORTS.items())


def test_codes_have_all_that_their_page_needs() -> None:
    for name, code in CODES.items():
        assert re.fullmatch("C[1-8][0-9]{2}", name)
        assert code.severity in ("error", "warning")
        assert all(text.strip() for text in (code.title, code.message, code.remedy, code.why))
