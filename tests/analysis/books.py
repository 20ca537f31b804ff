"""A book made by hand, for tests of what is computed from it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from custfile.analysis.book import CANCELLED, COUNTS, FUTURE, RETURNED, Real, number

Row = Mapping[str, Any]
_STATES = {"cancelled": CANCELLED, "returned": RETURNED}


@dataclass(frozen=True)
class Made:
    """A ``Book`` that holds what a test says."""

    as_of: date
    customers: pd.DataFrame
    orders: pd.DataFrame
    details: pd.DataFrame
    quantities: Real
    payments: pd.DataFrame
    visits: pd.DataFrame
    tickets: pd.DataFrame
    numbers: Sequence[str]
    told: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    currency: str | None = "CNY"

    def fields(self, paths: Sequence[str]) -> list[Sequence[Any]]:
        return [self.told[path] for path in paths]

    def named(self, rows: Sequence[int]) -> list[str]:
        return [self.numbers[row] for row in rows]


def made(
    as_of: date,
    customers: Sequence[Row | str],
    orders: Sequence[Row] = (),
    payments: Sequence[Row] = (),
    visits: Sequence[Row] = (),
    tickets: Sequence[Row] = (),
) -> Made:
    """Return the book of ``as_of``.

    A customer is its id, or a row with ``id`` and any column of the book, days as dates; another key is a field of the file
    (``"characteristics.staff": 12``). An order has ``of`` (id), ``day``, ``amount`` (currency units), and may have ``no``,
    ``due``, ``status``, ``cost``, ``quantity``, ``reason``, ``currency``, ``written_off``, and ``worth`` (in the archive's
    currency, where it differs). A payment has ``of``, ``day``, ``amount``, ``order`` (its no), ``reason``, ``currency``.
    """
    said = sorted(
        ({"id": each} if isinstance(each, str) else dict(each) for each in customers), key=lambda row: row["id"]
    )
    who = {row["id"]: place for place, row in enumerate(said)}
    sold = sorted((dict(order) for order in orders), key=lambda order: who[order["of"]])
    paid = sorted((dict(payment) for payment in payments), key=lambda payment: who[payment["of"]])
    place = {(order["of"], order.get("no")): row for row, order in reversed(list(enumerate(sold))) if order.get("no")}
    known = [row for row in visits if row["day"] <= as_of]
    came = [row for row in tickets if row["day"] <= as_of]
    paths = {key for row in said for key in row} - _CUSTOMER
    currencies = sorted({str(row.get("currency", "CNY")) for row in (*sold, *paid)} | {"CNY"})
    return Made(
        as_of,
        pd.DataFrame([_customer(row) for row in said], columns=list(_customer({"id": ""}))).astype(_FLOATS),
        _frame(
            {
                "who": [who[order["of"]] for order in sold],
                "day": [number(order["day"]) for order in sold],
                "cents": [_cents(order.get("worth", order["amount"])) for order in sold],
                "state": [_state(order, as_of) for order in sold],
            }
        ),
        _frame(
            {
                "own_cents": [_cents(order["amount"]) for order in sold],
                "currency": [currencies.index(order.get("currency", "CNY")) for order in sold],
            }
        ).assign(
            due=_floats(_day(order.get("due")) for order in sold),
            written_off=_floats(_day(order.get("written_off"), as_of) for order in sold),
            cost=_floats(_optional(order.get("cost")) for order in sold),
            reason=pd.Categorical([order.get("reason") for order in sold]),
        ),
        np.array([order.get("quantity", math.nan) for order in sold], dtype=np.float64),
        _frame(
            {
                "who": [who[payment["of"]] for payment in paid],
                "day": [number(payment["day"]) for payment in paid],
                "cents": [_cents(payment.get("worth", payment["amount"])) for payment in paid],
                "state": [_state(payment, as_of) for payment in paid],
                "own_cents": [_cents(payment["amount"]) for payment in paid],
                "currency": [currencies.index(payment.get("currency", "CNY")) for payment in paid],
                "order": [place.get((payment["of"], payment.get("order")), -1) for payment in paid],
            }
        ).assign(reason=pd.Categorical([payment.get("reason") for payment in paid])),
        _frame({"who": [who[row["of"]] for row in known], "day": [number(row["day"]) for row in known]}).assign(
            cost=_floats(_optional(row.get("cost")) for row in known),
            minutes=_floats(row.get("minutes", math.nan) for row in known),
            channel=pd.Categorical([row.get("channel") for row in known]),
        ),
        _frame({"who": [who[row["of"]] for row in came], "day": [number(row["day"]) for row in came]}).assign(
            type=pd.Categorical([row["type"] for row in came]),
            answered=_floats(_day(row.get("answered"), as_of) for row in came),
            closed=_floats(_day(row.get("closed"), as_of) for row in came),
        ),
        [order.get("no") or f"{order['of']}.yaml:{line}" for line, order in enumerate(sold, 1)],
        {path: [row.get(path) for row in said] for path in paths},
    )


def _customer(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row.get("name", row["id"]),
        "kind": row.get("kind", "company"),
        "owner": row.get("owner"),
        "region": row.get("region"),
        "made": _day(row.get("made")),
        "ended": _day(row.get("ended")),
        "insolvent": _day(row.get("insolvent")),
        "limit": _optional(row.get("limit")),
        "payment_days": float(row.get("payment_days", math.nan)),
        "prospect": float(row.get("prospect", math.nan)),
        "prospect_day": _day(row.get("prospect_day")),
        "prospect_by": row.get("prospect_by"),
    }


def _state(row: Row, as_of: date) -> int:
    return FUTURE if row["day"] > as_of else _STATES.get(row.get("status", ""), COUNTS)


def _cents(amount: Any) -> int:
    return round(amount * 100)


def _optional(amount: Any) -> float:
    return math.nan if amount is None else float(_cents(amount))


def _day(day: date | None, upto: date = date.max) -> float:
    return math.nan if day is None or day > upto else float(number(day))


def _floats(values: Any) -> pd.Series[float]:
    return pd.Series(list(values), dtype="float64")


def _frame(columns: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    return pd.DataFrame({key: pd.Series(values, dtype="int64") for key, values in columns.items()})


_CUSTOMER = set(_customer({"id": ""}))
_FLOATS = {key: "float64" for key, value in _customer({"id": ""}).items() if isinstance(value, float)}
