"""custfile sql: for the curious, read-only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run


def test_rows_under_the_names_of_the_columns(run: Run, firm: Path) -> None:
    done = run("sql", "select id, name from customers where owner = 'li.na' order by id", at=firm)
    assert done.out == "id       name\nC000001  郑州丽人美容院\nC000003  王力\n"


def test_days_and_cents_as_the_help_says(run: Run, firm: Path) -> None:
    query = (
        "select date(day * 86400, 'unixepoch') as day, cents / 100.0 as amount, x'ff00' as raw, null as no from orders"
    )
    assert json.loads(run("sql", query, "--json", at=firm).out) == [
        {"day": "2026-11-12", "amount": 5760.0, "raw": "ff00", "no": None}
    ]


@pytest.mark.parametrize(
    "query",
    [
        "delete from customers",
        "update customers set name = 'x'",
        "create table t (a)",
        "drop table orders",
        "attach database 'x.db' as x",
        "pragma query_only = off",
        "vacuum",
        "begin",
        "select body from records",
        "select search from records r",
        "select 1; select 2",
        "selec",
        "",
        "select abs(-9223372036854775808)",
        "select load_extension('x')",
    ],
)
def test_nothing_can_be_changed_and_no_record_read(run: Run, firm: Path, query: str) -> None:
    done = run("sql", query, at=firm)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("custfile: ")
    assert json.loads(run("sql", "select count(*) as n from customers", "--json", at=firm).out) == [{"n": 3}]
