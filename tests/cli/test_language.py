"""Which language is spoken, from the first word on: help, errors and tables; and how help is laid out in Chinese."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custfile.archive.root import Root
from custfile.cli.ask import agreed
from custfile.cli.help import Page, filled
from custfile.language import LANGUAGES, _, guessed, speak, speaking, spoken
from custfile.report.tables import width

Run = Callable[..., Any]

HEADINGS = {"en": "Id", "zh_CN": "编号", "zh_TW": "編號"}


def said(language: str, sentence: str) -> str:
    with speaking(language):
        return _(sentence)


@pytest.fixture
def firm(archive: Callable[[str], Path]) -> Callable[[str], Path]:
    """Make an archive whose settings name a language, or none."""

    def make(language: str) -> Path:
        line = f"language: {language}\n" if language else ""
        return archive(f"--- custfile.yaml\nname: A\n{line}--- customers/C000001.yaml\nname: 丽人\nkind: x\n")

    return make


@pytest.mark.parametrize(
    ("option", "variable", "settings", "locale", "language"),
    [
        ("zh_CN", "zh_TW", "en", "en_US.UTF-8", "zh_CN"),
        ("zh-Hant", "en", "en", "", "zh_TW"),
        ("", "zh_TW", "zh_CN", "en_US.UTF-8", "zh_TW"),
        ("", "", "zh_CN", "zh_TW.UTF-8", "zh_CN"),
        ("", "", "en", "zh_TW.UTF-8", "en"),
        ("", "", "", "zh_HK.UTF-8", "zh_TW"),
        ("", "", "", "C.UTF-8", "en"),
        ("", "", "", "", "en"),
        ("", "fr", "zh_CN", "", "zh_CN"),
    ],
)
def test_the_first_that_names_a_language_decides_for_all_that_is_said(
    run: Run,
    firm: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    variable: str,
    settings: str,
    locale: str,
    language: str,
) -> None:
    monkeypatch.setenv("CUSTFILE_LANG", variable)
    monkeypatch.setenv("LANG", locale)
    folder, told = firm(settings), ["--lang", option] if option else []
    assert run("list", *told, at=folder).out.startswith(f"{HEADINGS[language]} ")
    usage = said(language, "Usage: {command}")
    assert run("due", "--help", *told, at=folder).out.startswith(usage.format(command="custfile due"))
    assert said(language, "Look ahead to Sunday.") in run("due", "-h", *told, at=folder).out
    assert run("--help", *told, at=folder).out.startswith(usage.format(command="custfile"))
    nobody = said(language, "no command '{word}'{hint}; see: custfile --help")
    with speaking(language):
        assert run("vist", *told, at=folder).err == f"custfile: {nobody.format(word='vist', hint=guessed('visit'))}\n"
    taken = said(language, "option '{option}' takes no value").format(option="--today")
    assert taken in run("due", "--today=1", *told, at=folder).err
    assert spoken() == language


def test_a_locale_for_everything_hides_the_others(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTFILE_LANG", "")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    run("list", at=tmp_path)
    assert spoken() == "en"


@pytest.mark.parametrize("place", [["-C", "{}"], ["--archive", "{}"], ["--archive={}"]])
def test_settings_with_errors_name_the_language_all_the_same(
    run: Run, firm: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, place: list[str]
) -> None:
    monkeypatch.setenv("CUSTFILE_LANG", "")
    folder = firm("zh_TW")
    with (folder / "custfile.yaml").open("a", encoding="utf-8") as file:
        file.write("team: {}\n")
    done = run("list", *(word.format(folder) for word in place))
    assert (done.code, spoken()) == (3, "zh_TW")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("language: zh_TW\n", "zh_TW"),
        ("name: 丽人\r\nlanguage:   zh_CN  # 简体\r\n", "zh_CN"),
        ("language: 'zh_TW'\n", "zh_TW"),
        ("language:\n", None),
        ("name: A\n# language: zh_TW\n", None),
        ("mail:\n  language: zh_TW\n", None),
        ("", None),
    ],
)
def test_the_language_of_the_settings_is_read_without_a_parser(
    tmp_path: Path, settings: str, language: str | None
) -> None:
    (tmp_path / "custfile.yaml").write_bytes(settings.encode())
    assert Root(tmp_path).language() == language


def test_chinese_is_broken_between_characters_but_not_before_what_closes() -> None:
    text = "列出该拜访、该致电的人，以及其他到期的事（见 custfile.yaml），按紧急程度排序。"
    lines = filled(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= 20
    assert not any(re.match("[、，。）]", line) for line in lines)
    assert not any(line.endswith("（") for line in lines)
    assert any("custfile.yaml" in line for line in lines)


def test_english_is_broken_at_spaces() -> None:
    assert filled("Only what\nis late.  [default: x]", 12) == ["Only what is", "late.", "[default: x]"]
    assert filled("a-word-that-is-too-long", 5) == ["a-word-that-is-too-long"]
    assert filled("", 5) == []


def test_columns_of_help_stand_one_below_the_other() -> None:
    page = Page(width=60)
    page.write_dl([("--owner 人员", "只看此人负责的。"), ("--top N", "只看前几个。  [default: 5; required]")])
    first, second = page.getvalue().splitlines()
    assert width(first.partition("只")[0]) == width(second.partition("只")[0]) == 14
    assert second.endswith("[default: 5; required]")


def test_what_is_known_of_a_parameter_is_translated() -> None:
    page = Page(width=60)
    speak("zh_CN")
    page.write_dl([("--top N", "x  [default: 5; required]"), ("--by", "y  [default: a, b]"), ("--z", "z [required]")])
    assert page.getvalue().splitlines()[:2] == [
        f"--top N  x  [{_('default: {value}').format(value='5')}; {_('required')}]",
        f"--by     y  [{_('default: {value}').format(value='a, b')}]",
    ]


@pytest.mark.parametrize(("typed", "agrees"), [("y\n", True), ("是\n", True), ("maybe\nYES\n", True), ("\n", False)])
def test_a_question_takes_yes_in_either_language(monkeypatch: pytest.MonkeyPatch, typed: str, agrees: bool) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert agreed("go on?") is agrees


def test_nothing_stays_nothing_in_every_language() -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert _("") == ""


def test_the_shipped_schemes_say_what_they_are_for_in_each_language(run: Run, archive: Callable[[str], Path]) -> None:
    folder = archive("--- custfile.yaml\nname: A\n")
    english, simplified, traditional = (
        json.loads(run("classify", "--schemes", "--json", "--lang", language, at=folder).out) for language in LANGUAGES
    )
    for row, *others in zip(english, simplified, traditional, strict=True):
        assert row["about"] and all(re.search("[\u4e00-\u9fff]", other["about"]) for other in others), row["id"]
