"""Nothing that a user sees is in one language only: sentences, labels, help."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from custfile.cli.app import build
from custfile.cli.help import texts, translate
from custfile.cli.registry import COMMANDS
from custfile.language import speaking

SOURCE = Path("src") / "custfile"
MODULES = {
    path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
}
DOORS = {
    "say", "tell_user", "warn", "complain", "agreed", "asked", "bar", "Stop", "Misused", "Refused", "HasFindings",
    "NoArchive", "NoCustomer", "NotDelivered", "BadParameter", "Unclear", "Puzzle",
}  # fmt: skip
"""What takes a sentence for people."""

WORD = re.compile(r"[^\W\d_]{2}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
SIGNS = {"Git", "{fact}（{words}）"}
"""Labels without a Chinese word, beside those in capitals."""

METAVARS = {"ID", "A,B,…", "YYYY-MM"}
"""What stands for a value, alike in every language."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2], node


def words(node: ast.AST) -> bool:
    """Say whether an expression has words that are not translated: a literal, an f-string, one made of several."""
    match node:
        case ast.Constant(value=str(text)):
            return WORD.search(text.replace("custfile", "")) is not None
        case ast.JoinedStr(values=parts):
            return any(words(part) for part in parts if isinstance(part, ast.Constant))
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return words(left) or words(right)
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "join")):
            return words(text)
    return False


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("'no such thing'", True),
        ("f'no {thing}'", True),
        ("'no {thing}'.format(thing=x)", True),
        ("a if b else 'none at all'", True),
        ("_('no {thing}').format(thing=x)", False),
        ("count('{n} file', '{n} files', n)", False),
        ("f'{a}: {b}'", False),
        ("str(error)", False),
    ],
)
def test_words_are_seen(code: str, found: bool) -> None:
    assert words(ast.parse(code, mode="eval").body) is found


@pytest.mark.parametrize("name", MODULES)
def test_a_sentence_for_people_is_translated(name: str) -> None:
    if name == "cli/output.py":  # which is the door
        return
    for called, node in calls(MODULES[name]):
        told = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "nothing")]
        if called in DOORS or any(word.arg == "nothing" for word in node.keywords):
            assert not any(map(words, told)), f"line {node.lineno}: {ast.unparse(node)}"


def labels() -> Iterator[tuple[str, list[str]]]:
    for name, tree in MODULES.items():
        for called, node in calls(tree):
            if called in ("Label", "told", "must", "many"):
                said = [each.value for each in node.args[:3] if isinstance(each, ast.Constant)]
                if len(said) == 3 and WORD.search(str(said[0])):
                    yield f"{name}:{node.lineno}", list(map(str, said))


def catalogs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogs", Path("tools") / "catalogs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_label_is_in_each_language_and_its_script() -> None:
    foreign = catalogs().foreign
    found = list(labels())
    assert len(found) > 500
    for place, (_english, simplified, traditional) in found:
        assert not foreign("zh_CN", simplified), place
        assert not foreign("zh_TW", traditional), place
        for text in (simplified, traditional):
            assert CHINESE.search(text) or text == text.upper() or text in SIGNS, place


def tree(language: str) -> list[tuple[str, str]]:
    """Return every text of the help: where it stands, and what it says in ``language``."""
    made: Any = build(COMMANDS)
    with speaking(language):
        translate(made)
    return [(f"{name} of {owner.name}", getattr(owner, name)) for owner, name in texts(made)]


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_help_is_in_each_language(language: str) -> None:
    english = [text for _place, text in tree("en")]
    said = [text for _place, text in tree(language) if not _place.startswith("short_help")]
    assert len(english) == len(said)
    left = [(place, text) for place, text in tree(language) if not CHINESE.search(text) and text not in METAVARS]
    assert not left
