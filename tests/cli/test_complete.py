"""Shell completion: customers by id, name and pinyin; people, kinds, words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Complete = Callable[..., list[str]]


@pytest.fixture
def complete(firm: Path) -> Complete:
    """Return what bash is offered for the last of some words."""

    def ask(*words: str, at: Path = firm) -> list[str]:
        environment = {
            **os.environ, "_CUSTFILE_COMPLETE": "complete_bash", "COMP_CWORD": str(len(words)),
            "COMP_WORDS": "\n".join(("custfile", *words)),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "custfile"], cwd=at, env=environment, capture_output=True, check=True
        )
        assert done.stderr == b""
        return list(filter(None, done.stdout.decode().splitlines()))

    return ask


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["sh"], ["show"]),
        (["show", "C00000"], ["C000001", "C000002", "C000003"]),
        (["show", ""], ["C000001", "C000002", "C000003"]),
        (["visit", "王"], ["王丽", "王力"]),
        (["set", "wangl"], ["王丽", "王力"]),
        (["show", "zzlrmry"], ["郑州丽人美容院"]),
        (["show", "nobody"], []),
        (["due", "--owner", "w"], ["wang.wei"]),
        (["add", "A", "--kind", ""], ["company", "individual"]),
        (["list", "--region", "郑州/二"], ["郑州/二七区"]),
        (["visit", "A", "--channel", "f"], ["fair"]),
        (["ticket", "A", "x", "--type", "p"], ["praise"]),
        (["classify", "--by", "nature"], ["nature", "nature-levels", "nature-history"]),
        (["classify", "--by", "kind,si"], ["kind,size"]),
        (["due", "--format", "c"], ["csv"]),
        (["visit", "A", "--pu"], ["--purpose"]),
        (["visit", "A", "--rule", "rep-n"], ["rep-nonbuyers"]),
        (["skip", "A", "-r", ""], ["rep-buyers", "rep-nonbuyers"]),
    ],
)
def test_what_is_offered(complete: Complete, words: list[str], offered: list[str]) -> None:
    assert complete(*words) == offered


def test_a_name_with_spaces_is_one_word(complete: Complete, firm: Path) -> None:
    (firm / "customers/C000004.yaml").write_text("name: O'Hara & Sons (Ltd.)\nkind: company\n", encoding="utf-8")
    assert complete("show", "O") == [r"O\'Hara\ \&\ Sons\ \(Ltd.\)"]
    assert complete("show", r"O\'Hara\ \&") == [r"O\'Hara\ \&\ Sons\ \(Ltd.\)"]
    assert complete("show", '"O') == ["O'Hara & Sons (Ltd.)"]


def test_outside_an_archive_nothing_is_offered_and_nothing_said(complete: Complete, tmp_path: Path, firm: Path) -> None:
    assert complete("show", "", at=tmp_path) == []
    assert complete("-C", str(firm), "show", "C000001", at=tmp_path) == ["C000001"]


def test_a_broken_archive_keeps_the_shell_quiet(complete: Complete, firm: Path) -> None:
    (firm / "custfile.yaml").write_text("name: [", encoding="utf-8")
    assert complete("show", "") == []


def test_bash_takes_it_up(firm: Path) -> None:
    words = "COMP_WORDS=(custfile show 郑); COMP_CWORD=2; _custfile_completion custfile"
    script = f'eval "$(custfile --show-completion)"; {words}; printf "%s" "${{COMPREPLY[@]}}"'
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=firm,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == "郑州丽人美容院"


def test_zsh_gets_the_id_beside_the_name(firm: Path) -> None:
    environment = {**os.environ, "_CUSTFILE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "custfile show 王丽"}
    done = subprocess.run(
        [sys.executable, "-m", "custfile"], cwd=firm, env=environment, capture_output=True, check=True
    )
    assert '"王丽":"C000002"' in done.stdout.decode()
