"""Walking a record by what is declared of its fields."""

from __future__ import annotations

from datetime import date

from custfile.checks.walk import told
from custfile.model.customer import Customer
from custfile.model.events import Visit
from custfile.model.people import Contact


def test_every_value_whose_field_has_the_trait_depth_first() -> None:
    record = Customer(
        name="丽人", kind="x", aliases=["LR", "美"], phone="1", contacts=[Contact(name="王", phone="2"), Contact(name="李")],
        visits=[Visit(date=date(2026, 1, 1), by="li.na")], owner="li.na",
    )  # fmt: skip
    found = [(item.path, item.field.spec.identifies, item.value) for item in told(record, "identifies")]
    assert found == [
        (("name",), "name", "丽人"),
        (("aliases", 0), "alias", "LR"),
        (("aliases", 1), "alias", "美"),
        (("phone",), "phone", "1"),
        (("contacts", 0, "name"), "contact", "王"),
        (("contacts", 0, "phone"), "phone", "2"),
        (("contacts", 1, "name"), "contact", "李"),
    ]
    people = [item for item in told(record, "refers") if item.field.spec.refers == "team"]
    assert [(item.path, item.holder.__class__.__name__) for item in people] == [
        (("owner",), "Customer"), (("visits", 0, "by"), "Visit")
    ]  # fmt: skip
