"""Class schemes of the settings: what breaks the rules of classification, and where."""

from __future__ import annotations

from typing import Any

import pytest

from custfile.archive.schemes import shipped
from custfile.checks.settings import check_settings
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Expectation, Kind, OwnChoice, OwnField, Settings
from custfile.model.structure import structure

Found = list[tuple[tuple[str | int, ...], str]]
AB: list[dict[str, Any]] = [{"id": "a"}, {"id": "b"}]


def found(*levels: dict[str, Any], **settings: Any) -> Found:
    """Return place (in the first scheme) and code of each fault of the scheme of ``levels``."""
    own = structure(SchemeSettings, {"id": "s", "levels": list(levels)})
    faults = check_settings(Settings(name="A", classes=[own], **settings))
    return [(fault.path[2:], fault.code) for fault in faults]


def level(*path: str | int) -> tuple[str | int, ...]:
    """Return a place in the first level."""
    return ("levels", 0, *path)


@pytest.mark.parametrize(
    "levels",
    [
        [{"source": "kind"}],
        [{"source": "region", "step": "1"}, {"source": "region", "step": "2"}],
        [{"source": "class.history"}, {"source": "class.size"}],
        [{"source": "ownership", "classes": [{"id": "state"}, {"id": "rest", "of": ["private", "foreign"]}]}],
        [{"source": "ownership", "classes": [{"id": "state"}, {"id": "rest"}], "default": "rest"}],
        [{"source": "credit", "classes": [{"id": "good", "of": ["A", "B"]}, {"id": "rest"}], "default": "rest"}],
        [{"source": "collected.signed", "classes": [{"id": "yes"}, {"id": "no"}]}],
        [{"source": "amount_12m", "cuts": ["5"], "classes": AB}],
        [{"source": "amount_12m", "cuts": ["5"], "classes": [*AB, {"id": "c"}], "default": "c"}],
        [{"source": "characteristics.turnover", "pareto": ["0.5"], "classes": AB, "default": "unknown"}],
        [{"classes": [{"id": "a", "when": "orders > 3"}, {"id": "b"}], "default": "b"}],
        [{"source": "industry"}, {"within": ["anything"], "source": "kind"}],
        [{"source": "class.nature"}, {"within": ["partner"], "source": "industry"}],
    ],
)
def test_what_is_right(levels: list[dict[str, Any]]) -> None:
    assert found(*levels) == []


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ({}, [(level(), "C731")]),
        ({"cuts": ["5"], "classes": AB}, [(level(), "C731"), (level("cuts"), "C731")]),
        ({"source": "kynd"}, [(level("source"), "C702")]),
        ({"source": "class.histories"}, [(level("source"), "C702")]),
        ({"source": "region", "step": "1", "cuts": ["5"], "classes": AB}, [(level("step"), "C730")]),
        ({"source": "orders", "cuts": ["5", "5"], "classes": [*AB, {"id": "c"}]}, [(level("cuts"), "C735")]),
        ({"source": "orders", "pareto": ["0", "0.5"], "classes": [*AB, {"id": "c"}]}, [(level("pareto"), "C736")]),
        ({"source": "orders", "cuts": ["5"], "classes": [{"id": "a"}]}, [(level(), "C734")]),
        ({"source": "orders", "cuts": ["5"], "classes": [*AB, {"id": "c"}]}, [(level(), "C734")]),
        ({"source": "orders", "cuts": ["5"]}, [(level(), "C734")]),
        ({"source": "last_order", "cuts": ["5"], "classes": AB}, [(level("source"), "C750")]),
        ({"source": "credit", "cuts": ["5"], "classes": AB}, [(level("source"), "C750")]),
        ({"source": "ownership", "classes": AB, "default": "b"}, [(level("classes", 0), "C737")]),
        (
            {"source": "ownership", "classes": [{"id": "x", "of": ["state", "x"]}, {"id": "b"}], "default": "b"},
            [(level("classes", 0), "C751")],
        ),
        ({"source": "industry", "classes": AB}, [(level("classes"), "C733")]),
        (
            {"source": "kind", "classes": [{"id": "a"}, {"id": "a"}], "default": "a"},
            [(level("classes", 1, "id"), "C701"), (level("classes", 1, "id"), "C732")],
        ),
        (
            {"classes": [{"id": "a", "when": "orders >"}], "default": "b"},
            [(level("default"), "C702"), (level("classes", 0, "when"), "C740")],
        ),
        (
            {"classes": [{"id": "a", "when": "orders > 1", "of": ["x"]}, *AB[1:]], "default": "b"},
            [(level("classes", 0, "of"), "C730")],
        ),
        ({"source": "class.s"}, [(level("source"), "C742")]),
        ({"within": ["x"], "source": "kind"}, [(level("within", 0), "C702")]),
    ],
)  # fmt: skip
def test_what_is_wrong(told: dict[str, Any], faults: Found) -> None:
    assert found(told) == faults


def test_a_class_below_another_that_has_been_divided() -> None:
    kinds = [Kind(id="company"), Kind(id="member")]
    by_kind, below = {"source": "kind"}, {"within": ["company"], "source": "industry"}
    assert found(by_kind, below, kinds=kinds) == []
    assert found(by_kind, below, below, kinds=kinds) == [(("levels", 2, "within", 0), "C730")]
    assert found(by_kind, {"source": "ownership"}, below, kinds=kinds) == [(("levels", 2, "within", 0), "C730")]
    owned, state = {"within": ["company"], "source": "ownership"}, {"within": ["state"], "source": "industry"}
    assert found(by_kind, owned, state, kinds=kinds) == []


def test_own_fields_and_their_choices() -> None:
    skin = OwnField(id="肤质", type="choice", choices=[OwnChoice(id="干性"), OwnChoice(id="油性")])
    classes = [{"id": "dry", "of": ["干性"]}]
    assert found({"source": "肤质"}, fields=[skin]) == []
    assert found({"source": "肤质", "classes": classes}, fields=[skin]) == [(level("classes"), "C733")]


def test_a_circle_through_completeness() -> None:
    expectation = Expectation(id="x", fields=["phone"], when="class.s = a")
    rules = {"classes": [{"id": "a", "when": "completeness > 50%"}, {"id": "b"}], "default": "b"}
    assert (level("classes", 0, "when"), "C742") in found(rules, completeness=[expectation])


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_schemes_keep_the_rules(name: str) -> None:
    settings = Settings(name="A", classes=[shipped()[name]])
    assert list(check_settings(settings)) == []
