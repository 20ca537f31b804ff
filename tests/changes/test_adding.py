"""New records: a customer, an item of a list."""

from __future__ import annotations

from datetime import date

from custfile.changes.adding import begun, record
from custfile.model.edit import Append, Put, Remove

ORDER = ["name", "kind", "owner", "collected", "phone", "contacts"]


def test_fields_and_edits_in_the_order_of_the_model() -> None:
    made = record(
        {"owner": "li.na", "collected": {"date": date(2026, 11, 20)}, "region": None},
        [
            Put(("phone",), "1"),
            Put(("name",), "A"),
            Put(("collected", "source"), "form"),
            Put(("contacts", 0, "name"), "王丽"),
            Append(("contacts",), {"name": "李四"}),
            Put(("kind",), "x"),
            Put(("肤质",), "干性"),
            Remove(("fax",)),
        ],
        ORDER,
    )
    assert list(made.items()) == [
        ("name", "A"), ("kind", "x"), ("owner", "li.na"),
        ("collected", {"date": date(2026, 11, 20), "source": "form"}), ("phone", "1"),
        ("contacts", [{"name": "王丽"}, {"name": "李四"}]), ("肤质", "干性"),
    ]  # fmt: skip


def test_deep_places_are_made_on_the_way() -> None:
    made = record(
        {}, [Put(("contacts", 0, "care", 0, "what"), "生日"), Append(("contacts", 0, "hobbies"), "茶")], ORDER
    )
    assert made == {"contacts": [{"care": [{"what": "生日"}], "hobbies": ["茶"]}]}


def test_one_past_the_end_begins_an_item() -> None:
    data = {"contacts": [{"name": "A"}]}
    edits = [
        Put(("contacts", 1, "name"), "B"), Put(("phone",), "1"), Put(("contacts", 0, "role"), "owner"),
        Put(("contacts", 1, "phone"), "2"), Put(("contacts", 3, "name"), "D"), Put(("orders", 0, "amount"), 1),
    ]  # fmt: skip
    assert begun(data, edits) == [
        Put(("phone",), "1"), Put(("contacts", 0, "role"), "owner"), Put(("contacts", 3, "name"), "D"),
        Append(("contacts",), {"name": "B", "phone": "2"}), Append(("orders",), {"amount": 1}),
    ]  # fmt: skip
