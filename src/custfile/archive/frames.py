"""The index as pandas frames, for the rankings."""

from __future__ import annotations

from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.archive.index import Index
from custfile.model.choices import ORDER_STATUS

_CUSTOMERS: Final = "select id, name, owner, region, kind from customers group by id order by id"
_STATUS: Final = " ".join(f"when '{word}' then {place}" for place, word in enumerate(ORDER_STATUS))
_ORDERS: Final = f"""
select file, day, cents, case coalesce(o.status, 'delivered') {_STATUS} end from orders o join customers c using (file)
where coalesce(o.currency, c.currency, ?1) is ?1
"""
_FOREIGN: Final = """
select coalesce(o.currency, c.currency), count(*) from orders o join customers c using (file)
where coalesce(o.currency, c.currency) is not ?1 and coalesce(o.currency, c.currency) is not null group by 1 order by 1
"""


class Sales(NamedTuple):
    """Who bought what.

    ``customers``: columns ``id``, ``name``, ``owner``, ``region``, ``kind``. ``orders``: ``customer`` (id), ``date``
    (datetime64), ``amount`` (int64, cents of the archive's currency), ``status``; what is
    text is categories. ``foreign``: number of orders in other currencies, which are not among them, by currency.
    """

    customers: pd.DataFrame
    orders: pd.DataFrame
    foreign: dict[str, int]


def sales(index: Index) -> Sales:
    """Return the customers and orders of the archive; each customer's id once."""
    customers = pd.DataFrame(index.rows(_CUSTOMERS), columns=["id", "name", "owner", "region", "kind"])
    currency = index.catalog["currency"]
    told = index.rows(_ORDERS, currency)
    file, day, cents, status = np.fromiter(chain.from_iterable(told), np.int64, 4 * len(told)).reshape(-1, 4).T
    orders = pd.DataFrame(
        {
            "customer": _holders(index, file, customers["id"]),
            "date": day.astype("datetime64[D]").astype("datetime64[s]"),
            "amount": cents,
            "status": pd.Categorical.from_codes(status, pd.Index(list(ORDER_STATUS))),
        }
    )
    foreign = len(told) < index.rows("select count(*) from orders")[0][0]
    return Sales(customers, orders, dict(index.rows(_FOREIGN, currency)) if foreign else {})


def _holders(index: Index, files: NDArray[np.int64], ids: pd.Series[str]) -> pd.Categorical[str]:
    """Return whose file each of ``files`` is; a million ids would take long to make, one by one."""
    known = pd.DataFrame(index.rows("select file, id from customers order by file"), columns=["file", "id"])
    positions = pd.Index(ids).get_indexer(pd.Index(known["id"]))[np.searchsorted(known["file"].to_numpy(), files)]
    return pd.Categorical.from_codes(positions, pd.Index(ids))
