"""A customer's record as rows of the index: the archive as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from json import JSONEncoder
from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from custfile.analysis.schedule.care import attentions
from custfile.analysis.schedule.duties import Duty, bought, duties, settled
from custfile.archive.pinyin import spellings
from custfile.archive.tables import day
from custfile.checks.walk import told
from custfile.model.customer import Customer
from custfile.model.folding import fold, fold_firm, fold_name, fold_phone
from custfile.model.people import CareDay
from custfile.model.settings import Settings

Rows = dict[str, list[tuple[Any, ...]]]
_json = JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def cents(value: Decimal | None) -> int | None:
    """Return ``value`` in hundredths, rounded half to even."""
    return None if value is None else int((value * 100).to_integral_value())


def rows(identity: str, record: Customer, data: Mapping[str, Any], root: MappingNode, settings: Settings) -> Rows:
    """Return what the tables hold of one file: its ``record``, made of the plain ``data`` of the node ``root``."""
    lines = _Lines(root, data)
    happened = {
        "orders": lines.rows("orders", record.orders, _orders(record, settings)),
        "payments": lines.rows("payments", record.payments, _payments(record, settings)),
        "visits": lines.rows("visits", record.visits, _visit),
        "promises": lines.rows("promises", record.promises, _promise),
        "tickets": lines.rows("tickets", record.tickets, _ticket),
    }
    planned = {
        "appointments": lines.rows("appointments", record.appointments, _appointment),
        "deals": lines.rows("deals", record.deals, _deal),
        "loans": lines.rows(
            "loans", record.loans, lambda loan: (day(loan.date), loan.by, day(loan.due), day(loan.returned))
        ),
        "care": list(_care(record, lines)),
        "attentions": [(day(done.day), done.gift, done.occasion, done.whom, done.counts) for done in attentions(data)],
    }
    latest = max((found[1] for each in happened.values() for found in each), default=None)
    return {
        **happened,
        **planned,
        "customers": [(*_customer(identity, record, settings), latest, fold_firm(record.name))],
        "identifiers": list(_identifiers(identity, record, lines)),
        "papers": [row for row in lines.rows("documents", record.documents, lambda item: (item.file,)) if row[1]],
        "partners": [(lines.of("via"), record.via)] if record.via else [],
        "duties": list(map(_duty, duties(record, settings))),
        "records": [(_json(data), _searchable(data))],
    }


class _Lines:
    """On which line each field, and each item of its list, stands."""

    def __init__(self, root: MappingNode, data: Mapping[str, Any]) -> None:
        self._fields: dict[str, int] = {}
        self._items: dict[str, list[int]] = {}
        for key, value in root.value:
            if key.__class__ is not ScalarNode or key.value in self._fields:
                continue
            self._fields[key.value] = key.start_mark.line + 1
            if value.__class__ is SequenceNode:
                pairs = zip(value.value, data.get(key.value, ()), strict=False)
                self._items[key.value] = [item.start_mark.line + 1 for item, said in pairs if said is not None]

    def of(self, key: str, position: int | None = None) -> int:
        return self._fields[key] if position is None else self._items[key][position]

    def rows(self, key: str, items: list[Any], row: Callable[[Any], tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [(line, *row(item)) for line, item in zip(self._items[key], items, strict=True)] if items else []


def _customer(identity: str, record: Customer, settings: Settings) -> tuple[Any, ...]:
    purchases = bought(record.orders)
    currency = record.terms.currency if record.terms and record.terms.currency else settings.currency
    return (
        identity, record.name, record.kind, record.owner, record.region, _phone(record), currency,
        day(record.collected.date) if record.collected else None,
        day(record.ended.date) if record.ended else None,
        day(purchases[0]) if purchases else None,
        day(purchases[-1]) if purchases else None,
        day(max((visit.date for visit in record.visits), default=None)),
        day(settled(record)),
        *_standing(record),
    )  # fmt: skip


def _standing(record: Customer) -> tuple[Any, ...]:
    terms, trading, prospect = record.terms, record.trading, record.prospect
    return (
        cents(terms.credit_limit) if terms else None,
        terms.payment_days if terms else None,
        day(trading.insolvent) if trading else None,
        *((prospect.score, day(prospect.date), prospect.by) if prospect else (None, None, None)),
        record.collected.by if record.collected else None,
        record.address,
        *(
            (float(place.lat), float(place.lon), place.datum or "wgs84")
            if (place := record.place)
            else (None, None, None)
        ),
    )


def _phone(record: Customer) -> str | None:
    return record.phone or next((contact.phone for contact in record.contacts if contact.phone), None)


def _identifiers(identity: str, record: Customer, lines: _Lines) -> Iterator[tuple[Any, ...]]:
    yield 1, "id", identity, fold_name(identity)
    for path, field, _holder, value in told(record, "identifies"):
        kind = field.spec.identifies
        position = path[1] if len(path) > 1 and isinstance(path[1], int) else None
        line = lines.of(str(path[0]), position)
        yield line, kind, value, fold_phone(value) if kind == "phone" else fold_name(value)
        if kind in ("name", "alias") and not value.isascii():
            yield from ((line, "pinyin", value, spelling) for spelling in spellings(value))


def _orders(record: Customer, settings: Settings) -> Callable[[Any], tuple[Any, ...]]:
    worth = _worth(record, settings)

    def row(order: Any) -> tuple[Any, ...]:
        quantity = _whole(order, "quantity")
        return (
            day(order.date), order.no, order.product, None if quantity is None else float(quantity),
            cents(order.amount), worth(order, order.amount), worth(order, _whole(order, "cost")), order.currency,
            day(order.due), order.status, order.by, day(order.written_off), order.unpaid_reason,
        )  # fmt: skip

    return row


def _worth(record: Customer, settings: Settings) -> Callable[[Any, Decimal | None], int | None]:
    """Return what gives an amount of an event in cents of the archive's currency; absent without a rate for its day."""
    usual = record.terms.currency if record.terms else None

    def worth(event: Any, amount: Decimal | None) -> int | None:
        currency = event.currency or usual
        if amount is None or currency is None or currency == settings.currency:
            return cents(amount)
        return settings.exchange.cents(amount, currency, event.date)

    return worth


def _whole(order: Any, key: str) -> Decimal | None:
    """Return what the order says itself, else the sum of its lines when all of them say."""
    told: Decimal | None = getattr(order, key)
    if told is not None or not order.lines:
        return told
    each = [getattr(line, key) for line in order.lines]
    return None if None in each else sum(each, Decimal())


def _payments(record: Customer, settings: Settings) -> Callable[[Any], tuple[Any, ...]]:
    worth = _worth(record, settings)
    places = {order.no: place for place, order in reversed(list(enumerate(record.orders)))}

    def row(payment: Any) -> tuple[Any, ...]:
        paid = None if payment.order is None else places.get(payment.order)
        return (
            day(payment.date), payment.order, cents(payment.amount), worth(payment, payment.amount), payment.currency,
            payment.late_reason, paid,
        )  # fmt: skip

    return row


def _visit(visit: Any) -> tuple[Any, ...]:
    return (
        day(visit.date), visit.by, visit.channel, visit.purpose, visit.outcome, day(visit.next), cents(visit.cost),
        visit.minutes, visit.time,
    )  # fmt: skip


def _promise(promise: Any) -> tuple[Any, ...]:
    return day(promise.date), promise.what, promise.by, day(promise.due), day(promise.done)


def _ticket(item: Any) -> tuple[Any, ...]:
    return (
        day(item.date), item.type, item.no, item.what, item.assigned, day(item.due), day(item.answered), day(item.closed),
        day(item.scheduled),
    )  # fmt: skip


def _appointment(item: Any) -> tuple[Any, ...]:
    return (
        day(item.date), item.time, item.minutes, item.by, item.purpose, item.whom, item.where, item.note,
        day(item.cancelled),
    )  # fmt: skip


def _deal(deal: Any) -> tuple[Any, ...]:
    return (
        day(deal.date), deal.no, deal.product, deal.stage, day(deal.since), cents(deal.amount), day(deal.expected),
        day(deal.closed), deal.by,
    )  # fmt: skip


def _duty(duty: Duty) -> tuple[Any, ...]:
    return (
        day(duty.day), duty.kind, duty.person, duty.rule, duty.step, day(duty.since), duty.about,
        day(duty.listed or duty.day), day(duty.gone), day(duty.latest), day(duty.planned),
    )  # fmt: skip


def _care(record: Customer, lines: _Lines) -> Iterator[tuple[Any, ...]]:
    """Yield the days of meaning that come round each year: what the fields marked so say, and lists of care dates."""
    for path, _field, holder, value in told(record, "care"):
        position = path[1] if len(path) > 1 and isinstance(path[1], int) else None
        whom = None if holder is record else getattr(holder, "whom", None) or getattr(holder, "name", None)
        if whom is None and position is not None and path[0] == "contacts":
            whom = record.contacts[position].name
        dotted = ".".join(str(key) for key in path if not isinstance(key, int))
        yield (
            lines.of(str(path[0]), position), str(value), getattr(holder, "what", None), whom, dotted,
            _phone_of(record, whom), holder.note if isinstance(holder, CareDay) else None,
        )  # fmt: skip


def _phone_of(record: Customer, person: str | None) -> str | None:
    return next((each.phone or each.mobile for each in record.contacts if each.name == person), None)


def _searchable(data: Mapping[str, Any]) -> str:
    """Return every value of the file, folded for searching, a line each; so are keys of free-form parts."""
    words: list[str] = []
    _gather(data, words)
    return "\n".join(map(fold, words))


def _gather(data: Any, words: list[str]) -> None:
    if data.__class__ is dict:
        words.extend([key for key in data if not key.isascii()])
        data = data.values()
    for item in data:
        if item.__class__ is str:
            words.append(item)
        elif item:
            _gather(item, words)
