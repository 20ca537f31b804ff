"""What custfile is measured against: each a program of its own, run as ``against.py NAME PATH``."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Final

_LIST: Final = "select id, name, kind, owner, region, phone, last_visit, last_order from customers order by id"


def parse(folder: str) -> None:
    """Load every file under ``folder`` with PyYAML's fast safe loader, and do nothing else."""
    import yaml

    for path in sorted(Path(folder).rglob("*.yaml")):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def group(index: str) -> None:
    """Load customers and orders of the ``index`` into pandas frames and sum up by customer."""
    import pandas as pd

    db = sqlite3.connect(index)
    customers = pd.read_sql("select id, name, owner, region, kind from customers", db)
    orders = pd.read_sql("select c.id, o.day, o.cents, o.status from orders o join customers c using (file)", db)
    figures = orders.groupby("id").agg(last=("day", "max"), number=("day", "size"), total=("cents", "sum"))
    print(len(customers.merge(figures, on="id", how="left")))


def draw(index: str) -> None:
    """Draw the customers of the ``index`` as a rich table."""
    from rich.console import Console
    from rich.table import Table

    found = sqlite3.connect(index).execute(_LIST)
    table = Table(*(column[0] for column in found.description))
    for row in found:
        table.add_row(*("" if value is None else str(value) for value in row))
    Console(width=160).print(table)


if __name__ == "__main__":
    {"parse": parse, "group": group, "draw": draw}[sys.argv[1]](sys.argv[2])
