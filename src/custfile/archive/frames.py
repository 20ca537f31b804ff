"""The index as pandas frames, for the rankings."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from custfile.archive.index import Index

_ORDERS: Final = """
select c.id, o.day, o.cents, coalesce(o.status, 'delivered') from orders o join customers c using (file)
where coalesce(o.currency, c.currency) is ?1 or coalesce(o.currency, c.currency) is null
"""
_FOREIGN: Final = """
select coalesce(o.currency, c.currency), count(*) from orders o join customers c using (file)
where coalesce(o.currency, c.currency) is not ?1 and coalesce(o.currency, c.currency) is not null group by 1 order by 1
"""


class Sales(NamedTuple):
    """Who bought what.

    ``customers``: columns ``id``, ``name``, ``owner``, ``region``, ``kind``. ``orders``: ``customer`` (id), ``date``
    (datetime64), ``amount`` (int64, cents of the archive's currency), ``status``. ``foreign``: number of orders in other
    currencies, which are not among them, by currency.
    """

    customers: pd.DataFrame
    orders: pd.DataFrame
    foreign: dict[str, int]


def sales(index: Index) -> Sales:
    """Return the customers and orders of the archive; each customer's id once."""
    customers = pd.DataFrame(
        index.rows("select id, name, owner, region, kind from customers group by id order by id"),
        columns=["id", "name", "owner", "region", "kind"],
    )
    currency = index.catalog["currency"]
    rows = index.rows(_ORDERS, currency)
    ids, days, cents, status = zip(*rows, strict=True) if rows else ((), (), (), ())
    orders = pd.DataFrame(
        {
            "customer": ids,
            "date": np.array(days, dtype="int64").astype("datetime64[D]").astype("datetime64[s]"),
            "amount": np.array(cents, dtype="int64"),
            "status": status,
        }
    )
    return Sales(customers, orders, dict(index.rows(_FOREIGN, currency)))
