"""Revisit rules that could never fall due, that contradict themselves, or that double one another."""

from __future__ import annotations

from typing import Any

import pytest

from custfile.checks.revisits import check_asking, check_revisits
from custfile.model.finding import Fault
from custfile.model.settings import Settings
from custfile.model.structure import structure

TEAM = [
    {"id": "li.na", "name": "李娜", "role": "rep"},
    {"id": "gone", "name": "赵敏", "role": "physician", "left": "2026-06-30"},
]
RULE = {"id": "r", "days": ["3"]}


def faults(*rules: dict[str, Any], **more: Any) -> list[Fault]:
    told = {
        "name": "A", "team": TEAM, "kinds": [{"id": "company"}, {"id": "member"}],
        "fields": [{"id": "入住日", "type": "day"}, {"id": "肤质", "type": "line"}],
        "revisits": [RULE | rule for rule in rules], **more,
    }  # fmt: skip
    settings = structure(Settings, told)
    return [*check_revisits(settings), *check_asking(settings)]


def found(*rules: dict[str, Any], **more: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return path and code of each fault."""
    return [(fault.path, fault.code) for fault in faults(*rules, **more)]


@pytest.mark.parametrize(
    "rule",
    [
        {"role": "rep", "kinds": ["company"], "when": "class.size = large and orders > 2", "bought": "yes"},
        {"every": "2w", "latest": "3w"},
        {"counted_from": "last_visit"},
        {"counted_from": "contract_end"},
        {"counted_from": "member.until"},
        {"counted_from": "入住日"},
        {"counted_from": "documents.until"},
        {"active_from": "2026-01-01", "active_to": "2026-01-01"},
        {"escalate": [{"after": "7", "to": "rep"}]},
        {"bought": "no", "counted_from": "made", "when": "orders = 0"},
    ],
)
def test_nothing_is_wrong(rule: dict[str, Any]) -> None:
    assert found(rule) == []


@pytest.mark.parametrize(
    ("rule", "path", "code"),
    [
        ({"role": "boss"}, ("role",), "C702"),
        ({"escalate": [{"after": "7", "to": "boss"}]}, ("escalate", 0, "to"), "C702"),
        ({"kinds": ["member", "shop"]}, ("kinds", 1), "C702"),
        ({"days": ["30", "3"]}, ("days",), "C706"),
        ({"days": []}, (), "C707"),
        ({"latest": "30"}, ("latest",), "C762"),
        ({"every": "2w", "latest": "14"}, ("latest",), "C762"),
        ({"counted_from": "last_visit", "days": ["3", "30"]}, (), "C763"),
        ({"counted_from": "last_visit", "every": "30"}, (), "C763"),
        ({"counted_from": "first_ordr"}, ("counted_from",), "C761"),
        ({"counted_from": "肤质"}, ("counted_from",), "C761"),
        ({"counted_from": "contacts.birthday"}, ("counted_from",), "C761"),  # a care date is not one day
        ({"counted_from": "terms"}, ("counted_from",), "C761"),
        ({"when": "class.size ="}, ("when",), "C740"),
        ({"when": "sice = large"}, ("when",), "C740"),
        ({"role": "physician"}, (), "C760"),
        ({"active_from": "2026-06-01", "active_to": "2026-05-31"}, (), "C760"),
        ({"bought": "no", "counted_from": "last_order"}, (), "C760"),
        ({"when": "orders > 5 and orders < 3"}, (), "C760"),
        ({"when": "orders > 5", "bought": "no"}, (), "C760"),
        ({"when": "orders = 0", "bought": "yes"}, (), "C760"),
    ],
)
def test_what_makes_no_sense(rule: dict[str, Any], path: tuple[str | int, ...], code: str) -> None:
    assert found(rule) == [(("revisits", 0, *path), code)]


def test_two_rules_that_ask_for_the_same() -> None:
    one = {"id": "a", "role": "rep", "kinds": ["company", "member"], "when": "orders > 2"}
    other = {"id": "b", "role": "rep", "kinds": ["member", "company"], "when": "orders>2", "counted_from": "made"}
    (fault,) = faults(one, other)
    assert (fault.path, fault.code, fault.other) == (("revisits", 1), "C764", ("revisits", 0))
    assert fault.params == {"got": "b", "twin": "a"}


@pytest.mark.parametrize(
    "other",
    [
        {"role": "rep"}, {"bought": "yes"}, {"kinds": ["member"]}, {"when": "orders > 2"}, {"counted_from": "founded"},
        {"days": ["3", "9"]}, {"every": "30"}, {"active_from": "2027-01-01"},
    ],
)  # fmt: skip
def test_rules_that_differ_double_nothing(other: dict[str, Any]) -> None:
    assert found({"id": "a", "active_to": "2026-12-31"}, {"id": "b", **other}) == []


def test_conditions_and_factors_of_urgency() -> None:
    due = {"complaint": "0", "urgency": [{"when": "orders > 2", "times": "2"}, {"when": "orders >", "times": "-1"}]}
    assert found(due=due) == [
        (("due", "urgency", 1, "when"), "C740"), (("due", "urgency", 1, "times"), "C720"), (("due", "complaint"), "C720")
    ]  # fmt: skip
