"""Amounts in other currencies have a rate for their day."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.settings import Settings


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C309 for each order that was not cancelled, and each payment, in a currency without a rate on that day."""
    usual = record.terms.currency if record.terms else None
    for key in ("orders", "payments"):
        for position, event in enumerate(getattr(record, key)):
            currency = event.currency or usual
            if currency in (None, settings.currency) or getattr(event, "status", None) == "cancelled":
                continue
            if settings.exchange.rate(currency, event.date) is None:
                yield Fault((key, position), "C309", {"currency": str(currency), "day": str(event.date)})
