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
from typing import Final, NamedTuple

from fitting import fitting
from generate import AS_OF, archive, page_path
from measure import Cost, Process, peak_memory, ratio, rounds
from peers import peers

TOOL: Final = str(Path(sys.executable).with_name("custfile"))
AGAINST: Final = (sys.executable, str(Path(__file__).with_name("against.py")))
TYPER: Final = Process((sys.executable, "-c", "import typer"))
COLD: Final = ("cold", "CSafeLoader")
SMALL: Final = ("list", "rich table", "recsel", "hledger")  # measured up to 10,000 customers


class Compared(NamedTuple):
    """What a row compares: its name, the process, the other process, the goal of the ratio by number of customers."""

    what: str
    name: str
    other: str
    goals: dict[int, str]


COMPARED: Final = (
    Compared("`due --today`", "due", "git status", {10_000: "≤ 8", 100_000: "≤ 2.5"}),
    Compared("`due --today`", "due", "import typer", {}),
    Compared("`due --today`, one file edited", "edited", "due", {10_000: "≤ 2"}),
    Compared("`check`", "check", "due", {}),
    Compared("`rank --by rfm --top 20`", "top", "pandas", {100_000: "≤ 1.5"}),
    Compared("`rank --by rfm`", "rank", "pandas", {100_000: "≤ 3"}),
    Compared("`rank --by credit`", "credit", "pandas", {100_000: "≤ 3"}),
    Compared("`rank --by composite`", "composite", "pandas", {100_000: "≤ 3"}),
    Compared("`rank --by clv`", "clv", "pandas", {}),
    Compared("`list`", "list", "rich table", {1000: "≤ 0.1"}),
    Compared("`check`, cold", "cold", "CSafeLoader", {10_000: "≤ 0.4"}),
    Compared("recsel, what is due", "recsel", "due", {10_000: "> 1"}),
    Compared("hledger, sums by customer", "hledger", "due", {10_000: "> 1"}),
)
MEMORY: Final = (
    ("`check`, cold", "cold", "≤ 250"),
    ("`due --today`, the first of a day", "due", ""),  # finds whom the conditions of rules fit
    ("`due --today`", "due", "≤ 250"),
)
FITTED: Final = Compared("fitting the CLV model", "fit", "its evaluations", {10_000: "≤ 1.2"})


def main() -> None:
    """Measure the sizes that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help="customers, such as 1k 10k 100k")
    parser.add_argument("--folder", type=Path, help="where archives are made and kept")
    parser.add_argument("--rounds", type=int, default=15, help="the most rounds of one measurement")
    told = parser.parse_args()
    os.environ |= {"CUSTFILE_AS_OF": AS_OF.isoformat(), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is measured is compiled once, as everywhere
    folder = told.folder or Path(tempfile.gettempdir()) / "custfile-bench"
    sizes = sorted(int(size.lower().replace("k", "000")) for size in told.sizes or ("1k", "10k"))
    places = {size: archive(folder, size) for size in sizes}
    print(_machine(), end="\n\n")
    _times(places, told.rounds)
    print()
    _memory(places)


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("typer", "pyyaml", "pydantic", "pandas", "rich"))
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{date.today()}: custfile {version('custfile')}, {system}, git {git}, {packages}; {load}."


def _times(places: dict[int, Path], number: int) -> None:
    print("| what | customers | ms | CPU ms | against | ms | ratio | goal |\n|---|--:|--:|--:|---|--:|--:|--:|")
    starts = rounds({"version": Process((TOOL, "--version")), "import typer": TYPER}, number)
    _row(Compared("`custfile --version`", "version", "import typer", {0: "≤ 1.25"}), 0, starts)
    cold = {size: _measured(place, size, number) for size, place in places.items()}
    for few, many in pairwise(places):
        times = f"{cold[many] / cold[few]:.1f}"
        _cells("`check`, cold, growth", many, "", "", f"{few:,} customers", "", times, f"≤ {many // few}")


def _measured(place: Path, size: int, number: int) -> float:
    """Print the rows of one size; return the seconds of a cold check."""
    processes = {name: each for name, each in _processes(place).items() if size <= 10_000 or name not in SMALL}
    cold = {name: processes.pop(name) for name in COLD}
    costs = rounds(processes, max(5, min(number, 100_000 // size)))
    costs |= rounds(cold, max(1, min(number, 50_000 // size)), uncounted=0)
    costs["fit"], costs["its evaluations"] = fitting(place, AS_OF, number)
    for compared in (*COMPARED, FITTED):
        if compared.name in costs:
            _row(compared, size, costs)
    return median(cost.wall for cost in costs["cold"])


def _processes(place: Path) -> dict[str, Process]:
    """Return the processes to time in the archive at ``place``, whose index is fresh."""
    tool, derived = (TOOL, "-C", str(place)), place / ".custfile"
    _quietly(*tool, "check")
    due, page = (*tool, "due", "--today"), place / page_path(7)
    text = page.read_bytes()
    index = str(derived / "index.sqlite")
    return {
        "git status": Process(("git", "-C", str(place), "status", "--porcelain")),
        "import typer": TYPER,
        "due": Process(due),
        "edited": Process(due, partial(page.write_bytes, text + b"# seen\n"), partial(_restored, page, text, due)),
        "check": Process((*tool, "check")),
        "top": Process((*tool, "rank", "--by", "rfm", "--top", "20")),
        "rank": Process((*tool, "rank", "--by", "rfm")),
        "credit": Process((*tool, "rank", "--by", "credit")),
        "composite": Process((*tool, "rank", "--by", "composite")),
        "clv": Process((*tool, "rank", "--by", "clv")),
        "pandas": Process((*AGAINST, "group", index)),
        "list": Process((*tool, "list")),
        "rich table": Process((*AGAINST, "draw", index)),
        "cold": Process((*tool, "check"), partial(_forgotten, derived)),
        "CSafeLoader": Process((*AGAINST, "parse", str(place / "customers"))),
        **peers(place),
    }


def _restored(page: Path, text: bytes, due: tuple[str, ...]) -> None:
    page.write_bytes(text)
    _quietly(*due)


def _forgotten(derived: Path) -> None:
    for path in derived.glob("index.sqlite*"):
        path.unlink()


def _quietly(*words: str) -> None:
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _memory(places: dict[int, Path]) -> None:
    print("| peak memory, all processes | customers | MB | goal |\n|---|--:|--:|--:|")
    for size, place in places.items():
        processes = _processes(place)
        for what, name, goal in MEMORY:
            _cells(what, size, f"{peak_memory(processes[name]):.0f}", goal if size == 100_000 else "")


def _row(compared: Compared, size: int, costs: dict[str, list[Cost]]) -> None:
    own, other = costs[compared.name], costs[compared.other]
    wall, cpu, against = (f"{median(figures) * 1000:.0f}" for figures in (
        [cost.wall for cost in own], [cost.cpu for cost in own], [cost.wall for cost in other],
    ))  # fmt: skip
    _cells(
        compared.what, size or "", wall, cpu, compared.other, against,
        f"{ratio(own, other):.2f}", compared.goals.get(size, ""),
    )  # fmt: skip


def _cells(*cells: object) -> None:
    shown = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells)
    print(f"| {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
