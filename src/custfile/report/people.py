"""The people of a customer's file, and the days that matter to them, as sections of its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from custfile.language import Label, say
from custfile.report.page import Item, Items, Moment, Section, Timeline
from custfile.report.record import Record
from custfile.report.wording import joined

_PEOPLE: Final = Label("Contacts and family", "联系人与家庭", "聯絡人與家庭")
_ROLES: Final = {
    "owner": Label("owner", "老板", "老闆"),
    "manager": Label("manager", "经理", "經理"),
    "legal_representative": Label("legal representative", "法定代表人", "公司代表人"),
    "buyer": Label("buyer", "采购", "採購"),
}
_CARE: Final = Label("Care dates", "纪念日", "紀念日")


def people(record: Record) -> Section | None:
    """Return what is known of the customer as a person, and of each contact."""
    cards = list(_cards(record))
    return Items(title=say(_PEOPLE), entries=cards, half=True) if cards else None


def _cards(record: Record) -> Iterator[Item]:
    person = list(record.fields.pairs("person", record.part("person")))
    if person:
        yield Item(record.name, "", person)
    for contact in record.listed("contacts"):
        pairs = record.fields.pairs("contacts", contact, leave=("name", "role"))
        role = record.text("contacts", contact, "role")
        told = say(_ROLES[role]) if role in _ROLES else role
        yield Item(record.text("contacts", contact, "name"), told, list(pairs))


def care(record: Record) -> Section | None:
    """Return the birthdays and other days that come round each year."""
    days = list(_days(record))
    return Timeline(title=say(_CARE), entries=days, half=True) if days else None


def _days(record: Record) -> Iterator[Moment]:
    yield from _dates(record, "person", record.part("person"), "")
    yield from _dates(record, "", record.data, "")
    for each in record.listed("care"):
        yield _day(record, "care", each, "")
    for contact in record.listed("contacts"):
        whom = record.text("contacts", contact, "name")
        yield from _dates(record, "contacts", contact, whom)
        for each in contact.get("care") or ():
            yield _day(record, "contacts.care", each, whom)


def _dates(record: Record, path: str, part: Mapping[str, Any], whom: str) -> Iterator[Moment]:
    """Yield the fields of ``part`` that are such a day: the birthday, and the archive's own."""
    for label, day in record.fields.pairs(path, part, only="care_date"):
        yield Moment(record.fields.line(day), label, whom)


def _day(record: Record, path: str, each: Mapping[str, Any], whom: str) -> Moment:
    more = joined(whom, record.joined(path, each, "whom", "note"))
    return Moment(record.value(f"{path}.date", each.get("date")), record.text(path, each, "what"), more)
