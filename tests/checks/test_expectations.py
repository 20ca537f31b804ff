"""What the settings expect of files makes sense."""

from __future__ import annotations

from typing import Any

import pytest

from custfile.checks.expectations import check_expectations
from custfile.model.settings import Settings
from custfile.model.structure import structure

FULL = {
    "id": "full",
    "levels": [{"source": "completeness", "cuts": ["0.5"], "classes": [{"id": "good"}, {"id": "bad"}]}],
}
NESTED = {"id": "nested", "levels": [{"source": "class.full"}]}
RULED = {
    "id": "ruled",
    "levels": [{"default": "rest", "classes": [{"id": "open", "when": "completeness < 1"}, {"id": "rest"}]}],
}
OWN = {"id": "肤质", "type": "line"}


def found(*expectations: Any, **settings: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return path and code of each fault."""
    told = {"name": "丽人", "kinds": [{"id": "company"}], "completeness": list(expectations), **settings}
    return [(fault.path, fault.code) for fault in check_expectations(structure(Settings, told))]


def test_nothing_is_wrong() -> None:
    paths = ["phone", "contacts.phone", "contacts.hobbies", "preferences", "preferences.茶", "肤质", "bank"]
    rule = {"id": "a", "kinds": ["company"], "when": "orders > 0 and 肤质", "fields": paths, "documents": ["contract"]}
    assert found(rule, {"id": "b", "fields": ["phone"]}, fields=[OWN]) == []
    assert found() == []


@pytest.mark.parametrize("path", ["phoen", "肤质", "contacts.phnoe", "phone.x", "contacts.care.date", "orders_12m"])
def test_fields_that_no_file_can_have(path: str) -> None:
    assert found({"id": "a", "fields": ["phone", path]}) == [(("completeness", 0, "fields", 1), "C702")]


def test_kinds_that_there_are_not() -> None:
    assert found({"id": "a", "kinds": ["compny"], "fields": ["phone"]}) == [(("completeness", 0, "kinds", 0), "C702")]


def test_the_same_id_twice() -> None:
    rule = {"id": "a", "fields": ["phone"]}
    assert found(rule, rule) == [(("completeness", 1, "id"), "C701")]


def test_nothing_is_expected() -> None:
    assert found({"id": "a"}) == [(("completeness", 0), "C741")]


@pytest.mark.parametrize("when", ["orders >", "ordres > 0", "orders > many", "kind = compny", "orders_0m > 1"])
def test_conditions_that_are_not_clear(when: str) -> None:
    assert found({"id": "a", "fields": ["phone"], "when": when}) == [(("completeness", 0, "when"), "C740")]


@pytest.mark.parametrize("when", ["class.history = problem", "class.full", "prospect >= 4", "kind = company"])
def test_conditions_on_classes_fields_and_measures(when: str) -> None:
    harmless = {**FULL, "levels": [{"source": "kind"}]}
    assert found({"id": "a", "fields": ["phone"], "when": when}, classes=[harmless]) == []


@pytest.mark.parametrize(
    "when", ["completeness < 0.5", "strength > 50", "class.full = good", "class.nested", "not class.ruled = open"]
)
def test_conditions_that_rest_on_completeness(when: str) -> None:
    rule = {"id": "a", "fields": ["phone"], "when": when}
    classes = [FULL, NESTED, RULED]
    assert found(rule, classes=classes) == [(("completeness", 0, "when"), "C742")]


def test_a_form_of_its_own_that_leaves_completeness_out() -> None:
    rule = {"id": "a", "fields": ["phone"], "when": "strength > 50"}
    assert found(rule, strength=[{"source": "orders_24m", "cuts": ["1", "2", "3", "4"]}]) == []


def test_strength_that_rests_on_itself() -> None:
    by_class = {
        "id": "strong",
        "levels": [{"source": "strength", "cuts": ["50"], "classes": [{"id": "a"}, {"id": "b"}]}],
    }
    form = [{"source": "class.strong", "words": {"a": "5"}}, {"source": "orders", "cuts": ["1", "2", "3", "4"]}]
    assert found(strength=form, classes=[by_class]) == [(("strength", 0, "source"), "C742")]
