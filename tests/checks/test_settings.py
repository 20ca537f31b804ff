"""``custfile.yaml`` makes sense."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from custfile.checks.settings import check_settings
from custfile.model.ranking import Ranking, RfmSettings
from custfile.model.settings import (
    Kind,
    OwnChoice,
    OwnField,
    Person,
    RevisitRule,
    Settings,
    Stage,
)

TEAM = [Person(id="li.na", name="李娜", role="rep")]
KINDS = [Kind(id="company")]
OWN = [OwnField(id="own", type="line")]


def found(**fields: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return path and code of each fault."""
    return [(fault.path, fault.code) for fault in check_settings(Settings(name="A", **fields))]


def ranking(**cuts: Any) -> Ranking:
    """Return settings of the RFM ranking."""
    return Ranking(rfm=RfmSettings(**cuts))


@pytest.mark.parametrize("pattern", ["C000000", "H000", "000", "KH-0000", "c_0000"])
def test_patterns_of_ids(pattern: str) -> None:
    assert found(ids=pattern) == []


@pytest.mark.parametrize("pattern", ["C", "C00", "C123", "客000", "C000000x", "-000", "0", "C 000", "../000"])
def test_what_is_no_pattern(pattern: str) -> None:
    assert found(ids=pattern) == [(("ids",), "C704")]


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ({"team": [*TEAM, *TEAM]}, ("team", 1, "id"), "C701"),
        ({"kinds": [*KINDS, *KINDS]}, ("kinds", 1, "id"), "C701"),
        ({"funnel": [Stage(id="A", rate=Decimal(1))] * 2}, ("funnel", 1, "id"), "C701"),
        ({"fields": [OwnField(id="x", type="line")] * 2}, ("fields", 1, "id"), "C701"),
        ({"fields": [OwnField(id="phone", type="line")]}, ("fields", 0, "id"), "C705"),
        ({"fields": [OwnField(id="amount", part="orders", type="line")]}, ("fields", 0, "id"), "C705"),
        ({"fields": [OwnField(id="a b", type="line")]}, ("fields", 0, "id"), "C708"),
        ({"fields": [OwnField(id="x", type="choice")]}, ("fields", 0), "C709"),
        ({"fields": [OwnField(id="x", type="line", required_for=["shop"])]}, ("fields", 0, "required_for", 0), "C702"),
        ({"kinds": [Kind(id="x", expects=["phone", "fone"])]}, ("kinds", 0, "expects", 1), "C702"),
        ({"kinds": [Kind(id="x", requires=["terms.day"])]}, ("kinds", 0, "requires", 0), "C702"),
        ({"fields": OWN, "kinds": [Kind(id="x", expects=["own", "own.x"])]}, ("kinds", 0, "expects", 1), "C702"),
        ({"fields": OWN, "kinds": [Kind(id="x", expects=["contacts.own"])]}, ("kinds", 0, "expects", 0), "C702"),
        ({"team": TEAM, "revisits": [RevisitRule(id="r", role="boss", days=[1])]}, ("revisits", 0, "role"), "C702"),
        (
            {"kinds": KINDS, "revisits": [RevisitRule(id="r", kinds=["shop"], days=[1])]},
            ("revisits", 0, "kinds", 0),
            "C702",
        ),
        ({"revisits": [RevisitRule(id="r", days=[3, 3])]}, ("revisits", 0, "days"), "C706"),
        ({"revisits": [RevisitRule(id="r")]}, ("revisits", 0), "C707"),
        ({"ranking": ranking(recency=[30, 90, 60, 365])}, ("ranking", "rfm", "recency"), "C703"),
        ({"ranking": ranking(monetary=[Decimal(1), Decimal(2), Decimal(3)])}, ("ranking", "rfm", "monetary"), "C703"),
    ],
)
def test_what_makes_no_sense(fields: dict[str, Any], path: tuple[str | int, ...], code: str) -> None:
    assert (path, code) in found(**fields)


def test_forms_may_name_own_fields_of_a_part() -> None:
    part = OwnField(id="newsletter", part="contacts", type="yes")
    kind = Kind(id="x", expects=["own", "contacts.newsletter", "preferences.茶"], requires=["contacts.phone"])
    assert found(fields=[*OWN, part], kinds=[kind]) == []


def test_what_makes_sense() -> None:
    assert (
        found(
            ids="C000000",
            team=TEAM,
            kinds=[Kind(id="company", expects=["phone", "terms.payment_days", "肤质"], requires=["contacts"])],
            fields=[
                OwnField(id="肤质", type="choice", choices=[OwnChoice(id="干")], required_for=["company"]),
                OwnField(id="score", part="visits", type="grade"),
                OwnField(id="score", part="orders", type="grade"),  # another list, another field
            ],
            revisits=[RevisitRule(id="r", role="rep", kinds=["company"], days=[3, 30]), RevisitRule(id="s", every=30)],
            ranking=ranking(recency=[30, 90, 180, 365]),
        )
        == []
    )
