"""What happened with a customer, as sections of its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from custfile.language import Label, say
from custfile.model.table import Column, Kind, Table
from custfile.report.page import Cell, Grid, Moment, Section, Timeline
from custfile.report.record import Record
from custfile.report.wording import joined

_PROMISES: Final = Label("Open promises", "未兑现承诺", "未兌現承諾")
_VISITS: Final = Label("Last visits", "最近回访", "最近回訪")
_ORDERS: Final = Label("Last orders", "最近订单", "最近訂單")
_DEALS: Final = Label("Open deals", "进行中的商机", "進行中的商機")
_TICKETS: Final = Label("Complaints and service", "投诉与服务", "客訴與服務")
_NOTES: Final = Label("Notes", "备忘", "備忘")
_OPEN: Final = Label("open", "未结案", "未結案")
_CLOSED: Final = Label("closed on {day}", "{day}结案", "{day}結案")
_EARLIER: Final = Label("Earlier: {n}", "另有较早{n}笔", "另有較早{n}筆")
_ORDER_COLUMNS: Final[Sequence[tuple[str, Kind]]] = (("date", "day"), ("product", "text"), ("amount", "money"))

_VISITS_SHOWN: Final = 5
_ORDERS_SHOWN: Final = 6
_TICKETS_SHOWN: Final = 4
_NOTES_SHOWN: Final = 2


def promises(record: Record) -> Section | None:
    """Return what was promised and not yet done, the most urgent first."""
    waiting = [each for each in record.events("promises") if not record.reached(each.get("done"))]
    moments = [
        Moment(
            record.value("promises.due", _due(each)),
            record.text("promises", each, "what"),
            joined(record.lateness(_due(each)), record.joined("promises", each, "by", "note")),
            "bad" if record.lateness(_due(each)) else "",
        )
        for each in sorted(waiting, key=_due)
    ]
    return _timeline(_PROMISES, moments)


def _due(promise: Mapping[str, Any]) -> str:
    return str(promise.get("due") or promise["date"])


def visits(record: Record) -> Section | None:
    """Return the last visits: what came of them, and how, why and by whom."""
    past = record.events("visits")
    moments = [
        Moment(
            record.value("visits.date", each["date"]),
            record.joined("visits", each, "outcome", "note"),
            record.joined("visits", each, "channel", "purpose", "whom", "by", "gift"),
        )
        for each in past[:_VISITS_SHOWN]
    ]
    return _timeline(_VISITS, moments, _earlier(past, _VISITS_SHOWN))


def orders(record: Record) -> Section | None:
    """Return the last orders: products and amounts."""
    past = record.events("orders")
    columns = [Column(key, record.fields.named(f"orders.{key}"), kind) for key, kind in _ORDER_COLUMNS]
    table = Table("orders", columns, [_order(record, each) for each in past[:_ORDERS_SHOWN]])
    note = _earlier(past, _ORDERS_SHOWN)
    return Grid(title=say(_ORDERS), note=note, table=table, stacked=False, half=True) if past else None


def _order(record: Record, each: Mapping[str, Any]) -> tuple[Any, ...]:
    void = each.get("status") in ("cancelled", "returned")
    state = record.text("orders", each, "status") if each.get("status") not in (None, "delivered") else ""
    lines = [record.text("orders.lines", line, "product") for line in each.get("lines") or ()]
    product = record.text("orders", each, "product") or joined(*lines)
    note = joined(record.text("orders", each, "no"), state)
    amount = record.value("orders.amount", each.get("amount"), each.get("currency"))
    return (
        record.value("orders.date", each["date"]),
        Cell(product, note) if product else Cell(note, tone="muted"),
        Cell(amount, tone="muted" if void else ""),
    )


def deals(record: Record) -> Section | None:
    """Return the deals that are neither won nor lost, with the day each should close."""
    moments = [
        Moment(
            record.value("deals.expected", each.get("expected")),
            record.joined("deals", each, "product", "amount"),
            joined(record.lateness(each.get("expected")), record.joined("deals", each, "stage", "by", "note")),
            "bad" if record.lateness(each.get("expected")) else "",
        )
        for each in record.events("deals")
        if each.get("stage") not in ("won", "lost") and not record.reached(each.get("closed"))
    ]
    return _timeline(_DEALS, moments)


def tickets(record: Record) -> Section | None:
    """Return complaints, service and praise: what is open first."""
    past = sorted(record.events("tickets"), key=lambda each: not _waits(record, each))
    moments = [_ticket(record, each) for each in past[:_TICKETS_SHOWN]]
    return _timeline(_TICKETS, moments, _earlier(past, _TICKETS_SHOWN))


def _ticket(record: Record, each: Mapping[str, Any]) -> Moment:
    waits = _waits(record, each)
    late = record.lateness(each.get("due")) if waits else ""
    state = say(_OPEN) if waits else ""
    if record.reached(each.get("closed")):
        state = say(_CLOSED).format(day=record.text("tickets", each, "closed"))
    more = joined(
        record.text("tickets", each, "type"), state, late, record.joined("tickets", each, "assigned", "solution")
    )
    day, what = record.value("tickets.date", each["date"]), record.text("tickets", each, "what")
    return Moment(day, what, more, "bad" if late else "warn" if waits else "")


def _waits(record: Record, ticket: Mapping[str, Any]) -> bool:
    """Praise and feedback need no settling."""
    return ticket.get("type") not in ("praise", "feedback") and not record.reached(ticket.get("closed"))


def notes(record: Record) -> Section | None:
    """Return the last remarks."""
    past = record.events("notes")
    moments = [
        Moment(
            record.value("notes.date", each["date"]),
            record.text("notes", each, "text"),
            record.text("notes", each, "by"),
        )
        for each in past[:_NOTES_SHOWN]
    ]
    return _timeline(_NOTES, moments, _earlier(past, _NOTES_SHOWN))


def _timeline(title: Label, moments: Sequence[Moment], note: str = "") -> Section | None:
    return Timeline(title=say(title), note=note, entries=moments, half=True) if moments else None


def _earlier(events: Sequence[Any], shown: int) -> str:
    return say(_EARLIER).format(n=len(events) - shown) if len(events) > shown else ""
