"""Fixtures: a command line with nothing of this computer in it, and archives to run it on."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from custfile.cli.run import run as run_command
from custfile.language import speak

# How long an example takes says more about the machine than about the code; on CI every run tries the same examples.
settings.register_profile("custfile", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("custfile")

EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = "2026-11-20"


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A home, a git identity and a day of our own; plain English output, 100 columns wide."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Li Na\n\temail = li.na@example.com\n[init]\n\tdefaultBranch = main\n", encoding="utf-8"
    )
    for name in ("VISUAL", "EDITOR", "CUSTFILE_USER", "CUSTFILE_ARCHIVE", "CUSTFILE_DEBUG", "LC_ALL", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "COLUMNS": "100",
        "LANG": "C.UTF-8", "CUSTFILE_AS_OF": AS_OF, "CUSTFILE_LANG": "en", "TZ": "UTC",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    speak("en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line: ``run("due", "--today", at=archive)``."""

    def invoke(*arguments: str, at: Path | None = None) -> Ran:
        capsys.readouterr()
        code = run_command([*(("-C", str(at)) if at else ()), *arguments])
        gc.enable()  # a command turns it off for its moment; the tests live longer
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return invoke


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[str], Path]:
    """Make an archive of a text in which a line ``--- path`` begins a file; ``custfile.yaml`` is there anyway."""

    def make(text: str = "") -> Path:
        folder = tmp_path / "archive"
        (folder / "customers").mkdir(parents=True)
        (folder / "custfile.yaml").write_text("name: Test\ncurrency: CNY\n", encoding="utf-8")
        for part in textwrap.dedent(text).split("--- ")[1:]:
            path, _newline, content = part.partition("\n")
            (folder / path.strip()).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.strip()).write_text(content, encoding="utf-8", newline="")
        return folder

    return make


@pytest.fixture
def book(request: pytest.FixtureRequest, archive: Callable[[str], Path]) -> Path:
    """The archive in the test's docstring."""
    return archive(request.function.__doc__ or "")


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a shipped example archive to a folder of the test's own."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(EXAMPLES / name, tmp_path / name, ignore=shutil.ignore_patterns(".custfile")))

    return copy


@pytest.fixture
def git() -> Callable[..., str]:
    """Run git in a folder: ``git(folder, "init")``; what it prints comes back."""

    def invoke(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout

    return invoke
