"""The schemas that editors use: as true as the declarations, and never stricter than check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft7Validator

from custfile.archive.settings_file import read_settings
from custfile.language import LANGUAGES, speak, spoken
from custfile.model.jsonschema import agenda_schema, customer_schema, plan_schema, settings_schema
from custfile.model.settings import Settings
from custfile.model.spec import declared
from custfile.model.values import SCALARS

EXAMPLES = Path("examples")
NAMES = ("salon", "hotel", "distributor")


class Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true, false and null get a type, nothing else does."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern in {
    "bool": r"true|True|TRUE|false|False|FALSE",
    "null": r"~|null|Null|NULL|",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), None)
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(str(node.value)))


def _settings(text: str | bytes) -> Settings:
    settings, found, _data = read_settings(text if isinstance(text, bytes) else text.encode())
    assert settings is not None
    assert found == []
    return settings


def _faults(schema: dict[str, Any], text: str) -> list[str]:
    Draft7Validator.check_schema(schema)
    errors = Draft7Validator(schema).iter_errors(yaml.load(text, Editor))
    return sorted(".".join(map(str, error.absolute_path)) for error in errors)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_conform(name: str) -> None:
    settings = EXAMPLES / name / "custfile.yaml"
    schema = customer_schema(_settings(settings.read_bytes()), "en")
    for path in (EXAMPLES / name / "customers").rglob("*.yaml"):
        assert _faults(schema, path.read_text(encoding="utf-8")) == [], path
    assert _faults(settings_schema("en"), settings.read_text(encoding="utf-8")) == []
    known = _settings(settings.read_bytes())
    agenda = (EXAMPLES / name / "agenda.yaml").read_text(encoding="utf-8")
    assert _faults(agenda_schema(known, "en"), agenda) == []
    for path in (EXAMPLES / name / "plans").glob("*.yaml"):
        assert _faults(plan_schema(known, "en"), path.read_text(encoding="utf-8")) == [], path


def test_what_check_accepts_an_editor_accepts() -> None:
    """The starters, and every file of the corpus that was put right."""
    for path in Path("src/custfile/archive/starter").glob("*.yaml"):
        assert _faults(settings_schema("en"), path.read_text(encoding="utf-8")) == [], path
    customers = customer_schema(_settings(Path("tests/errors/custfile.yaml").read_bytes()), "en")
    for path in Path("tests/errors").glob("*.good.yaml"):
        schema = settings_schema("en") if path.name.startswith(("C7", "C8")) else customers
        assert _faults(schema, path.read_text(encoding="utf-8")) == [], path


SETTINGS = """
name: 沐光
kinds: [{id: member, labels: {en: Member, zh_TW: 會員}}, {id: "1", labels: {en: First}}]
team: [{id: li.na, name: 李娜}]
funnel: [{id: A, rate: 0.8}]
fields:
  - id: 膚質
    type: choice
    labels: {en: Skin, zh_TW: 膚質}
    about: 以儀器為準。
    choices: [{id: 乾性}, {id: 油性}]
    secrecy: staff
  - {id: room, part: orders, type: line}
"""


def test_a_field_carries_its_label_help_choices_and_secrecy() -> None:
    fields = customer_schema(_settings(SETTINGS), "zh_TW")["properties"]
    assert fields["name"] == {
        "title": "名稱",
        "description": "客戶的全名。",
        "type": ["string", "number", "boolean"],
    }
    assert fields["kind"]["enum"] == ["member", "1", 1]
    assert fields["kind"]["description"].endswith("\n\nmember: 會員; 1: First")
    assert fields["膚質"] == {
        "title": "膚質",
        "description": "以儀器為準。\n\n保密等級：staff。",
        "enum": ["乾性", "油性", None],
    }
    assert fields["orders"]["items"]["properties"]["room"]["description"] == "保密等級：secret。"
    assert fields["deals"]["items"]["properties"]["stage"]["enum"] == ["A", "won", "lost"]
    assert fields["owner"]["allOf"] == [{"$ref": "#/definitions/team"}]
    assert customer_schema(_settings(SETTINGS), "zh_TW")["definitions"] == {"team": {"enum": ["li.na", None]}}


def test_without_kinds_and_team_any_word_is_right() -> None:
    schema = customer_schema(_settings("name: x\n"), "en")
    assert _faults(schema, "{name: 丽人, kind: anything, owner: anybody}") == []
    assert "definitions" not in schema


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{name: 丽人, kind: member}", []),
        ("{name: 丽人, kind: 1}", []),
        ("{kind: member}", [""]),
        ("{name: , kind: member}", ["name"]),
        ("{name: 5, kind: member, phone: 0371, former_no: true}", []),
        ("{name: x, kind: member, phone: , orders: , terms: , owner: , 膚質: , preferences: }", []),
        ("{name: x, kind: vip}", ["kind"]),
        ("{name: x, kind: member, owner: nobody}", ["owner"]),
        ("{name: x, kind: member, nmae: y}", [""]),
        ("{name: x, kind: member, aliases: y}", ["aliases"]),
        ("{name: x, kind: member, terms: [y]}", ["terms"]),
        ("{name: x, kind: member, orders: [{date: 2026-1-1, amount: 1.5}]}", ["orders.0.date"]),
        ("{name: x, kind: member, orders: [{amount: 1.5}]}", ["orders.0"]),
        ("{name: x, kind: member, deals: [{date: 2026-01-01, stage: Z}]}", ["deals.0.stage"]),
        ("{name: x, kind: member, preferences: {茶: [龙井, {杯: 大}], 5: 6}}", []),
    ],
)
def test_an_editor_marks_what_is_wrong(text: str, faults: list[str]) -> None:
    assert _faults(customer_schema(_settings(SETTINGS), "en"), text) == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{tasks: , memos: [{date: 2026-11-16, text: 5, to: [li.na]}]}", []),
        ("{tasks: [{date: 2026-11-16, what: x, by: li.na, time: 13:00, minutes: 90}]}", []),
        ("{tasks: [{date: 2026-11-16}], task: []}", ["", "tasks.0"]),
        ("{tasks: [{date: 2026-11-16, what: x, by: nobody, due: soon}]}", ["tasks.0.by", "tasks.0.due"]),
    ],
)
def test_an_editor_marks_what_is_wrong_in_the_agenda(text: str, faults: list[str]) -> None:
    assert _faults(agenda_schema(_settings(SETTINGS), "en"), text) == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "{sheets: [{by: li.na, status: draft}], visits: [{date: 2026-12-01, by: li.na, customer: C000001, cost: 12.5}]}",
            [],
        ),
        ("{visits: [{date: 2026-12-01, by: li.na}]}", ["visits.0"]),
        ("{sheets: [{by: li.na, status: done}]}", ["sheets.0.status"]),
        ("{visits: [{date: 2026-12-01, by: anna, customer: C1, channel: fone}]}", ["visits.0.by", "visits.0.channel"]),
    ],
)
def test_an_editor_marks_what_is_wrong_in_a_plan(text: str, faults: list[str]) -> None:
    assert _faults(plan_schema(_settings(SETTINGS), "en"), text) == faults


@pytest.mark.parametrize(
    ("scalar", "typed"),
    [
        *(("line", text) for text in ("丽人", "0371", "true", "1e3", "no", "2026-01-01", "12:30")),
        *(("text", text) for text in ("a", "5", "false")),
        ("day", "2026-02-03"),
        *(("money", text) for text in ("1280", "1280.00", "-5.5", "0012")),
        *(("quantity", text) for text in ("12", "-1", "0.125")),
        *(("share", text) for text in ("0", "1", "0.95", "1.000")),
        *(("whole", text) for text in ("0", "30", "007")),
        *(("grade", text) for text in ("1", "5", "05")),
        *(("yes", text) for text in ("yes", "No", "TRUE", "false")),
        ("email", "王@例子.中国"),
        *(("time", text) for text in ("14:30", "00:00")),
        *(("care_date", text) for text in ("1985-03-04", "03-04", "lunar 08-15", "lunar 1990-leap 05-02")),
    ],
)
def test_an_editor_accepts_what_check_accepts(scalar: str, typed: str) -> None:
    """Quoted, and as the editor types it without quotes."""
    SCALARS[scalar].read(typed)
    assert _faults(dict(SCALARS[scalar].json), typed) == []
    assert _faults(dict(SCALARS[scalar].json), f'"{typed}"') == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_schema_speaks_its_own_language_and_is_always_the_same(language: str) -> None:
    speak("en")
    made = [customer_schema, plan_schema, agenda_schema]
    first = json.dumps([settings_schema(language), *(each(_settings(SETTINGS), language) for each in made)])
    assert first == json.dumps([settings_schema(language), *(each(_settings(SETTINGS), language) for each in made)])
    assert spoken() == "en"
    title = settings_schema(language)["properties"]["team"]["title"]
    assert title == dict(zip(LANGUAGES, ("Team", "团队", "團隊"), strict=True))[language]


def test_every_field_of_the_settings_is_there() -> None:
    assert list(settings_schema("en")["properties"]) == [field.key for field in declared(Settings)]
