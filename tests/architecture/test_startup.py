"""What a command loads: the daily ones, when nothing has changed, no library that takes longer than they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = {
    "yaml",
    "pydantic",
    "pydantic_core",
    "pandas",
    "numpy",
    "jinja2",
    "icalendar",
    "rich",
    "babel",
    "filelock",
    "multiprocessing",
    "concurrent.futures",
}

LOADED = """
import json, sys
from custfile.cli.run import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

Loaded = Callable[..., set[str]]


@pytest.fixture(scope="module", params=["git", "no git"])
def known(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The salon's archive with an index that is up to date, in git and without."""
    import shutil

    source = Path(__file__).parent.parent.parent / "examples" / "salon"
    folder = tmp_path_factory.mktemp("startup") / "salon"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".custfile"))
    if request.param == "git":
        for words in (
            ("init",),
            ("add", "--all"),
            ("-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-m", "one"),
        ):
            subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    else:
        time.sleep(2.1)  # a time stamp is not trusted before
    loaded(folder, "list")
    loaded(folder, "care")  # whom to greet is worked out once a day
    loaded(folder, "agenda")  # which reads the team's tasks and memos once
    return folder


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Run a command in a fresh interpreter and return the modules it loaded, of packages both in full and the top."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "-C", str(folder), *arguments],
        capture_output=True,
        check=True,
        env={**os.environ, "CUSTFILE_LANG": "en", "CUSTFILE_AS_OF": "2026-11-20"},
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize(
    "command",
    [
        "due --today",
        "due --today --json",
        "care",
        "tip 茶",
        "list",
        "list --format csv",
        "show C000001",
        "show 曾美惠 --json",
        "find 茶",
        "agenda --team --week",
        "agenda --owner lin.peijun --days 30 --json",
        "check",
    ],
)
def test_daily_commands_load_nothing_heavy(known: Path, command: str) -> None:
    assert loaded(known, *command.split()) & HEAVY == set()


def test_the_test_can_fail(known: Path) -> None:
    """An edited file has to be parsed; what is wrong with it, pydantic finds."""
    file = known / "customers" / "C000001.yaml"
    text = file.read_bytes()
    try:
        file.write_bytes(text + b"\n")
        assert loaded(known, "list") & {"yaml", "pydantic", "pypinyin"} == {"yaml"}
        file.write_bytes(text + b"no_such_field: 1\n")
        assert {"yaml", "pydantic"} <= loaded(known, "list")
    finally:
        file.write_bytes(text)


def test_the_version_loads_next_to_nothing() -> None:
    code = "import sys; sys.argv[1:] = ['--version']; from custfile.__main__ import main; main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"typer", "sqlite3", "custfile.cli.run"} & set(done.stdout.split()) == set()
