"""Print the figures of ``docs/performance.md`` as Markdown: whole processes, interleaved, compared within the same run."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from generate import AS_OF, archive, page_path
from measure import Cost, Process, peak_memory, ratio, rounds
from peers import peers

TOOL: Final = str(Path(sys.executable).with_name("custfile"))
AGAINST: Final = (sys.executable, str(Path(__file__).with_name("against.py")))
TYPER: Final = Process((sys.executable, "-c", "import typer"))
LISTED: Final = 1000  # rows; more of them tell nothing new, and rich takes long
COMPARED: Final[tuple[tuple[str, str, str, dict[int, str]], ...]] = (
    ("`due --today`, warm", "due", "git status", {10_000: "≤ 8", 100_000: "≤ 2.5"}),
    ("`due --today`, warm", "due", "import typer", {}),
    ("`due --today`, one file edited", "edited", "due", {10_000: "≤ 2"}),
    ("`check`, warm", "check", "due", {}),
    ("`rank --by rfm`, warm", "rank", "pandas groupby", {100_000: "≤ 1.5"}),
    ("`list`", "list", "rich table", {LISTED: "≤ 0.1"}),
    ("`check`, cold", "cold", "CSafeLoader", {10_000: "≤ 0.4"}),
    ("recsel, what is due", "recsel", "due", {10_000: "> 1"}),
    ("hledger, sums by customer", "hledger", "due", {10_000: "> 1"}),
)
"""What is compared: its name, the process, the other process, the goal of the ratio by number of customers."""


def main() -> None:
    """Measure the sizes that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help="customers, such as 1k 10k 100k")
    parser.add_argument("--folder", type=Path, help="where archives are made and kept")
    parser.add_argument("--rounds", type=int, default=15)
    told = parser.parse_args()
    os.environ |= {"CUSTFILE_AS_OF": AS_OF.isoformat(), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is measured is compiled once, as everywhere
    folder = told.folder or Path(tempfile.gettempdir()) / "custfile-bench"
    sizes = sorted(int(size.lower().replace("k", "000")) for size in told.sizes or ("1k", "10k"))
    print(
        f"{_machine()}\n\n| what | customers | ms | CPU ms | against | ms | ratio | goal |\n|---|--:|--:|--:|---|--:|--:|--:|"
    )
    starts = rounds({"version": Process((TOOL, "--version")), "import typer": TYPER}, told.rounds)
    _row("`custfile --version`", 0, starts, "version", "import typer", "≤ 1.25")
    cold = {size: _measured(archive(folder, size), size, told.rounds) for size in sizes}
    for few, many in pairwise(sizes):
        _cells(
            f"`check`, cold: {many // few} × as many files take",
            many,
            "",
            "",
            f"{few:,}",
            "",
            f"{cold[many] / cold[few]:.1f}",
            "",
        )
    print("\n| peak memory, all processes | customers | MB | goal |\n|---|--:|--:|--:|")
    for size in sizes:
        processes = _processes(archive(folder, size))
        for what, name in (("`check`, cold", "cold"), ("`due --today`, warm", "due")):
            _cells(what, size, f"{peak_memory(processes[name]):.0f}", "≤ 250" if size == 100_000 else "")


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("typer", "pyyaml", "pydantic", "pandas", "rich"))
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}"
    return f"{date.today()}: custfile {version('custfile')}, {system}, git {git}, {packages}."


def _measured(place: Path, size: int, number: int) -> float:
    """Print the rows of one size; return the seconds of a cold check."""
    processes = _processes(place)
    slow = {name: processes.pop(name) for name in ("cold", "CSafeLoader")}
    costs = rounds(processes, number) | rounds(slow, max(1, min(number, 30_000 // size)))
    for what, name, other, goals in COMPARED:
        if name in costs:
            _row(what, size, costs, name, other, goals.get(size, ""))
    return median(cost.wall for cost in costs["cold"])


def _processes(place: Path) -> dict[str, Process]:
    """Return the processes to time in the archive at ``place``, whose index is fresh."""
    tool, derived = (TOOL, "-C", str(place)), place / ".custfile"
    subprocess.run([*tool, "check"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    due = (*tool, "due", "--today")
    page = place / page_path(7)
    text = page.read_bytes()
    return {
        "git status": Process(("git", "-C", str(place), "status", "--porcelain")),
        "import typer": TYPER,
        "due": Process(due),
        "edited": Process(due, partial(page.write_bytes, text + b"# seen\n"), partial(_restored, page, text, due)),
        "check": Process((*tool, "check")),
        "rank": Process((*tool, "rank", "--by", "rfm")),
        "pandas groupby": Process((*AGAINST, "group", str(derived / "index.sqlite"))),
        "list": Process((*tool, "list", "--top", str(LISTED))),
        "rich table": Process((*AGAINST, "draw", str(derived / "index.sqlite"))),
        "cold": Process((*tool, "check"), partial(_forgotten, derived)),
        "CSafeLoader": Process((*AGAINST, "parse", str(place / "customers"))),
        **peers(place),
    }


def _restored(page: Path, text: bytes, due: tuple[str, ...]) -> None:
    page.write_bytes(text)
    subprocess.run(due, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _forgotten(derived: Path) -> None:
    for path in derived.glob("index.sqlite*"):
        path.unlink()


def _row(what: str, size: int, costs: dict[str, list[Cost]], name: str, other: str, goal: str) -> None:
    wall, cpu, against = (
        median(cost.wall for cost in costs[name]), median(cost.cpu for cost in costs[name]),
        median(cost.wall for cost in costs[other]),
    )  # fmt: skip
    times = f"{ratio(costs[name], costs[other]):.2f}"
    _cells(what, size or "", f"{wall * 1000:.0f}", f"{cpu * 1000:.0f}", other, f"{against * 1000:.0f}", times, goal)


def _cells(*cells: object) -> None:
    shown = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells)
    print(f"| {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
