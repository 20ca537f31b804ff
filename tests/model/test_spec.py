"""Every field is declared in full: three labels, help, secrecy, a merge strategy that fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from custfile.language import Label
from custfile.model.customer import Customer
from custfile.model.own import customer_model
from custfile.model.settings import Names, OwnField, Settings
from custfile.model.spec import Declared, Merge, Secrecy, declared
from custfile.model.values import SCALARS

EVENTS = (
    "quotations", "orders", "payments", "visits", "promises", "deals", "tickets", "documents", "loans", "gifts", "notes",
)  # fmt: skip
SENSITIVE = ("assets", "bank.account", "trading.credit_problems", "person.id_no", "person.family", "contacts.id_no")


def walk(part: type, prefix: str = "") -> Iterator[tuple[str, type, Declared]]:
    """Yield every field at any depth: its dotted path, the part that has it, and what is declared."""
    for field in declared(part):
        yield f"{prefix}{field.key}", part, field
        if field.part is not None:
            yield from walk(field.part, f"{prefix}{field.key}.")


FIELDS = [(path, part, field) for root in (Customer, Settings) for path, part, field in walk(root, f"{root.__name__}:")]
BY_PATH = {path.partition(":")[2]: field for path, _part, field in FIELDS if path.startswith("Customer:")}


@pytest.mark.parametrize(
    ("path", "field"), [(path, field) for path, _part, field in FIELDS], ids=[path for path, *_ in FIELDS]
)
def test_labels_help_and_type(path: str, field: Declared) -> None:
    spec = field.spec
    assert all(label.strip() for label in spec.label)
    assert spec.about.strip().endswith((".", "?", "…"))
    assert spec.secrecy in Secrecy
    assert (field.key.isidentifier() and field.key == field.key.lower()) or field.key in ("zh_CN", "zh_TW")
    assert field.scalar is None or field.part is None


def test_what_must_follow_what_is_a_field_of_the_same_part() -> None:
    followed = [(part, field) for _path, part, field in FIELDS if field.spec.after]
    assert len(followed) > 10
    for part, field in followed:
        keys = {item.key: item for item in declared(part)}
        assert field.scalar is keys[str(field.spec.after)].scalar is SCALARS["day"]


def test_what_a_field_refers_to_and_identifies_is_one_of_the_known() -> None:
    fields = [field.spec for _path, _part, field in FIELDS]
    assert {spec.refers for spec in fields} == {None, "team", "order", "deal", "file", "customer", "kind", "stage"}
    assert {spec.identifies for spec in fields} == {
        None,
        "name",
        "alias",
        "number",
        "card",
        "contact",
        "phone",
        "email",
        "tax_id",
    }


@pytest.mark.parametrize("key", EVENTS)
def test_a_list_of_events_is_merged_record_by_record_and_its_records_are_dated(key: str) -> None:
    field = BY_PATH[key]
    assert field.repeated and field.spec.merge is Merge.EVENTS
    first = declared(field.part)[0] if field.part else None
    assert first is not None and (first.key, first.required, first.scalar) == ("date", True, SCALARS["day"])


def test_other_lists_are_united_and_single_values_are_not() -> None:
    for path, field in BY_PATH.items():
        strategy = field.spec.merge
        if field.repeated and field.part is None:
            assert strategy is Merge.UNION, path
        elif field.repeated:
            assert strategy in (Merge.EVENTS, Merge.UNION), path
        elif field.scalar is not None:
            assert strategy in (Merge.ONE, Merge.LATEST), path


@pytest.mark.parametrize("path", SENSITIVE)
def test_what_could_harm_a_customer_is_secret(path: str) -> None:
    assert BY_PATH[path].spec.secrecy is Secrecy.SECRET


def test_two_fields_of_a_part_never_look_the_same() -> None:
    parts = {part for _path, part, _field in FIELDS}
    for part in parts:
        for language in range(3):
            labels = [field.spec.label[language] for field in declared(part)]
            assert len(set(labels)) == len(labels), (part.__name__, labels)


def test_the_smallest_customer_is_a_name_and_a_kind() -> None:
    assert [field.key for field in declared(Customer) if field.required] == ["name", "kind"]


def test_own_fields_are_fields_like_the_others() -> None:
    own = [
        OwnField(id="肤质", type="line", labels=Names(zh_CN="肤质", zh_TW="膚質")),
        OwnField(id="score", part="visits", type="grade", secrecy="staff", about="1 to 5."),
        OwnField(id="tags", type="line", several=True),
    ]
    model = customer_model(Settings(name="A", fields=own))
    fields = {field.key: field for field in declared(model)}
    assert fields["肤质"].spec.label == Label("肤质", "肤质", "膚質")
    assert fields["肤质"].spec.secrecy is Secrecy.SECRET  # until it is classified
    assert (fields["tags"].repeated, fields["tags"].spec.merge) == (True, Merge.UNION)
    visits = fields["visits"]
    assert visits.spec.merge is Merge.EVENTS and visits.part is not None
    score = {field.key: field for field in declared(visits.part)}["score"]
    assert (score.scalar, score.spec.secrecy, score.spec.about) == (SCALARS["grade"], Secrecy.STAFF, "1 to 5.")
    assert customer_model(Settings(name="A")) is Customer
