"""Measuring processes: wall and CPU time in interleaved rounds, peak memory with all children."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import NamedTuple


@dataclass(frozen=True)
class Process:
    """A command to time, and what has to be done before and after each run, untimed."""

    words: tuple[str, ...]
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None


class Cost(NamedTuple):
    """Seconds of one run: on the clock, and on all processors together."""

    wall: float
    cpu: float


def rounds(processes: Mapping[str, Process], number: int, uncounted: int = 1) -> dict[str, list[Cost]]:
    """Run each of ``processes`` once a round, for ``number`` rounds after those ``uncounted``; return their costs."""
    costs: dict[str, list[Cost]] = {name: [] for name in processes}
    for _round in range(uncounted + number):
        for name, process in processes.items():
            costs[name].append(_run(process))
    return {name: found[uncounted:] for name, found in costs.items()}


def _run(process: Process) -> Cost:
    process.before()
    begun, spent = time.perf_counter(), _spent()
    subprocess.run(process.words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, cpu = time.perf_counter() - begun, _spent() - spent
    process.after()
    return Cost(wall, cpu)


def _spent() -> float:
    """Return the processor seconds of all children that have ended, and theirs."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ratio(costs: list[Cost], others: list[Cost]) -> float:
    """Return the median over the rounds of what ``costs`` took against what ``others`` took in the same round."""
    return median(cost.wall / other.wall for cost, other in zip(costs, others, strict=True))


def peak_memory(process: Process) -> float:
    """Return the most memory, in MB, that the process and all its children held at one moment; shared pages count once."""
    process.before()
    with subprocess.Popen(
        process.words, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        peak = 0
        while run.poll() is None:
            peak = max(peak, sum(map(_proportional, _members(run.pid))))
            time.sleep(0.01)
    return peak / 1024


def _members(session: int) -> list[Path]:
    """Return the folders of /proc of the processes of ``session``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[3]) == session:
            found.append(folder)
    return found


def _proportional(folder: Path) -> int:
    """Return the kB that are a process's own, with its share of what it shares."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
