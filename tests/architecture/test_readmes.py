"""The README in three languages: the same sections, commands and options in the same places."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from custfile.archive.build import Reader
from custfile.archive.settings_file import read_settings
from custfile.cli.registry import COMMANDS

sys.path.insert(0, str(Path(__file__).parent.parent))

from transcripts import commands

ROOT = Path(__file__).parent.parent.parent
NAMES = ("README.md", "README.zh_CN.md", "README.zh_TW.md")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
TRANSLATED = NAMES[1:]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"(?<![\w./-])(?:--?)?[A-Za-z][\w./*-]*", re.ASCII)


def _sections(page: str) -> list[str]:
    return re.split(r"^## ", page, flags=re.MULTILINE)


def _rows(section: str) -> list[str]:
    return re.findall(r"^\| `.*$", section, re.MULTILINE)


def _named(text: str) -> Counter[str]:
    """Return the commands, options and files that the sentences of ``text`` name; placeholders such as ``NAME`` differ."""
    words = Counter(_WORD.findall("\n".join(_SPAN.findall(_BLOCK.sub("", text)))))
    kept = {word for word in words if word in COMMANDS or word.startswith("-") or word.endswith((".md", ".yaml"))}
    return Counter({word: words[word] for word in kept})


@pytest.mark.parametrize("name", TRANSLATED)
def test_sections_name_the_same_commands_options_and_files(name: str) -> None:
    english, translated = _sections(PAGES["README.md"]), _sections(PAGES[name])
    assert len(translated) == len(english)
    for ours, theirs in zip(translated, english, strict=True):
        assert _named(ours) == _named(theirs), theirs.splitlines()[0]


@pytest.mark.parametrize("name", TRANSLATED)
def test_the_table_has_the_same_commands_line_by_line(name: str) -> None:
    for ours, theirs in zip(_rows(PAGES[name]), _rows(PAGES["README.md"]), strict=True):
        assert _named(ours) == _named(theirs)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_in_the_table(name: str) -> None:
    usages = " ".join(row.split(" | ")[0] for row in _rows(PAGES[name]))
    assert set(COMMANDS) <= set(_named(usages))


@pytest.mark.parametrize("name", TRANSLATED)
def test_what_is_typed_into_a_shell_is_the_same(name: str) -> None:
    def typed(page: str) -> list[str]:
        blocks = [code for kind, code in _BLOCK.findall(page) if kind in {"sh", "cron"}]
        return [re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()]

    assert typed(PAGES[name]) == typed(PAGES["README.md"])


@pytest.mark.parametrize("name", TRANSLATED)
def test_transcripts_run_the_same_commands(name: str) -> None:
    ran = [
        [line.split()[:2] for line in commands(PAGES[page]) if not line.startswith("cd ")]
        for page in (name, "README.md")
    ]
    assert ran[0] == ran[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_top_links_the_other_languages(name: str) -> None:
    top = PAGES[name].partition("\n\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"\]\((.*?)\)", top)) == set(NAMES) - {name}


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_file_has_no_findings(name: str) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGES[name], re.MULTILINE | re.DOTALL)
    (currency,) = re.findall(r"currency: (\w+)", example)
    settings, _found, _data = read_settings(f"name: 丽人美容用品\ncurrency: {currency}\n".encode())
    assert settings is not None
    findings, _records = Reader(Path(), settings).read("customers/C000001.yaml", example.encode())
    assert findings == []
