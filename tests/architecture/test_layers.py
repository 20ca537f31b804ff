"""Data flows one way: what may import what, who has the clock, who touches files, how sentences are written."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "custfile"
MODULES = {
    path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
}
LONGEST = 310
REGISTERS = {"model/codes.py"}
PURE = ("model/", "checks/", "analysis/", "changes/")


def imports(tree: ast.AST, *, top_level: bool) -> Iterator[str]:
    """Yield the names of the packages that a module imports, those for type checkers alone left out."""
    nodes = _outside_type_checking(tree) if top_level else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def _outside_type_checking(tree: ast.AST) -> Iterator[ast.AST]:
    for node in getattr(tree, "body", []):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call, with the name that is called, such as ``date.today``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_imports_go_downward_only() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name", [name for name in MODULES if name.startswith("model/") and name != "model/validate.py"]
)
def test_the_model_loads_no_library_that_the_daily_commands_do_not_need(name: str) -> None:
    assert not {"pydantic", "pydantic_core", "yaml", "pandas", "numpy"} & set(imports(MODULES[name], top_level=True))


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith(PURE)])
def test_pure_rooms_touch_no_file_process_terminal_or_clock(name: str) -> None:
    assert not {"os", "io", "pathlib", "subprocess", "sqlite3", "shutil", "sys", "time", "typer", "rich"} & set(
        imports(MODULES[name], top_level=False)
    )
    assert not {"open", "print", "input"} & {called for called, _node in calls(MODULES[name])}


def test_the_clock_is_read_in_one_place() -> None:
    reading = {
        name
        for name, tree in MODULES.items()
        for called, _node in calls(tree)
        if called.endswith((".today", "datetime.now", "datetime.utcnow"))
    }
    assert reading == {"cli/session.py"}


def test_output_goes_through_one_door() -> None:
    printing = {name for name, tree in MODULES.items() if "print" in {called for called, _node in calls(tree)}}
    assert printing <= {"__main__.py", "cli/output.py"}


@pytest.mark.parametrize("name", MODULES)
def test_a_sentence_is_translated_before_it_is_filled_in(name: str) -> None:
    """``_(f"…")`` and ``_("…".format())`` would never be found in a catalog."""
    for called, node in calls(MODULES[name]):
        if called == "_":
            (sentence,) = node.args
            assert not isinstance(sentence, ast.JoinedStr | ast.BinOp | ast.Call), ast.unparse(node)


def test_no_module_is_longer_than_one_reads_at_a_time() -> None:
    """Nothing but a register, which one looks things up in and does not read."""
    lengths = {name: len((SOURCE / name).read_text(encoding="utf-8").splitlines()) for name in MODULES}
    assert {name for name, length in lengths.items() if length > LONGEST} == REGISTERS


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(MODULES[name])
