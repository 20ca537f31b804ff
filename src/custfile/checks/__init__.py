"""Rules over records: each module is one rule, and returns faults. The list is written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from custfile.checks import dates, forms, numbering, places, rates, references, visit_forms
from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.settings import Settings

RECORD_CHECKS: Final[tuple[Callable[[Customer, Settings], Iterator[Fault]], ...]] = (
    forms.check,
    references.check,
    numbering.check,
    dates.check,
    rates.check,
    places.check,
    visit_forms.check,
)


def check_record(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with one customer's file by itself."""
    for check in RECORD_CHECKS:
        yield from check(record, settings)
