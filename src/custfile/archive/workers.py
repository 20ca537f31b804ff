"""Work on all cores: processes that end with the one they work for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")


def spread(
    work: Callable[[A], B], portions: Sequence[A], number: int, prepare: Callable[..., None], *told: Any
) -> Iterator[B]:
    """Yield what ``work`` makes of each of ``portions``, in order, by ``number`` processes that ``prepare`` each begins."""
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(number, context, _employ, (prepare, told)) as pool:
        yield from pool.map(work, portions)


def _employ(prepare: Callable[..., None], told: tuple[Any, ...]) -> None:
    """Make this process a worker, which ends when the one it works for was killed."""
    prepare(*told)
    Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
