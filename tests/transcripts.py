"""Console transcripts in Markdown, replayed: ``python tests/transcripts.py FILE…`` writes what the commands print now.

In a block marked ``console`` a line that begins with ``$ `` is a command; the lines after it are what it prints.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AS_OF = "2026-11-20"


def commands(text: str) -> Iterator[str]:
    """Yield the commands of the transcripts in ``text``."""
    for block in _BLOCK.findall(text):
        yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


def replayed(text: str, folder: Path, home: Path) -> str:
    """Return ``text`` with every transcript as its commands print now, run one after another from ``folder`` on."""
    place, told = [folder], dict[str, str]()

    def block(found: re.Match[str]) -> str:
        lines = [line for line in found[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{_output(line[2:], place, home, told)}" for line in lines) + "```"

    return _BLOCK.sub(block, text)


def _output(command: str, place: list[Path], home: Path, told: dict[str, str]) -> str:
    if command.startswith("cd "):
        place[0] = place[0] / command[3:]
        return ""
    if command.startswith("export "):
        name, _equals, value = command[7:].partition("=")
        told[name] = value
        return ""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), "LANG": "C.UTF-8",
        "COLUMNS": "100", "NO_COLOR": "1", "CUSTFILE_AS_OF": AS_OF, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC",
        "GIT_AUTHOR_DATE": f"{AS_OF}T08:00:00Z", "GIT_COMMITTER_DATE": f"{AS_OF}T08:00:00Z", "GIT_PAGER": "cat", **told,
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place[0],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def run_in_scratch(text: str) -> str:
    """Replay ``text`` in an empty folder, as a user with a git identity."""
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch, "home"), Path(scratch, "work")
        home.mkdir()
        folder.mkdir()
        identity = "[user]\n\tname = Demo\n\temail = demo@example.com\n[init]\n\tdefaultBranch = main\n"
        (home / ".gitconfig").write_text(identity, encoding="utf-8")
        return replayed(text, folder, home).replace(scratch, "/home/demo")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(run_in_scratch(Path(name).read_text(encoding="utf-8")), encoding="utf-8")
