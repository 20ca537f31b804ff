"""The catalogs of zh_CN and zh_TW have every sentence of the program, and none that it does not say any more."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@cache
def _catalogs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogs", Path("tools") / "catalogs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _fresh() -> Any:
    return _catalogs().template()


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_a_catalog_is_complete(language: str) -> None:
    faults = sorted(_catalogs().faults(language, _fresh()))
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:40])


def test_what_is_said_is_found_wherever_it_stands() -> None:
    found = {said.one: said for said in _catalogs().extracted()}
    assert found["{n} warning"].many == "{n} warnings"
    assert found["'{field}' is missing"].where == "C201, message"
    assert found["Only what is late."].where.startswith("help of ")
    assert {"Usage: {command}", "Show this message and exit.", "CUSTOMER", "a whole number"} <= found.keys()


@pytest.mark.parametrize(
    ("said", "translated", "fault"),
    [
        (("{n} of {m}",), "{m} 之 {n}", ""),
        (("{n} file", "{n} files"), ("{n} 个文件",), ""),
        (("{{rate}} of {day}",), "{day} 的 {{汇率}}", ""),
        (("{n} file", "{n} files"), ("",), "not translated"),
        (("{n} of {m}",), "{m} 之 {o}", "other placeholders"),
        (("one, two",), "一,二", "half-width"),
        (("one",), "一.", "half-width"),
        (("a (b)",), "甲(乙)", "half-width"),
        (("such as 茶: 1",), "如茶: 1", ""),
        (("see custfile.yaml",), "见custfile.yaml", ""),
        (("[CUSTOMER]",), "客户", "no bracket"),
        (("file",), "檔案", "of the other script, 檔"),
        (("{n} has 檔",), "{n}有檔", ""),
    ],
)
def test_a_fault_is_seen(said: tuple[str, ...], translated: Any, fault: str) -> None:
    found = "; ".join(_catalogs().faults_of("zh_CN", said, translated))
    assert found.startswith(fault)
    assert bool(found) == bool(fault)


def test_what_is_gone_and_what_is_new_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from babel.messages import Catalog

    known = Catalog("zh_CN", fuzzy=False)
    known.add("gone", "没了")
    known.add("guessed", "猜的", flags={"fuzzy"})
    fresh = Catalog(fuzzy=False)
    fresh.add("new")
    fresh.add("guessed")
    monkeypatch.setattr(_catalogs(), "catalog", lambda language: known)
    assert {fault.partition(":")[0] for fault in _catalogs().faults("zh_CN", fresh)} == {
        "missing, run make catalogs",
        "stale, run make catalogs",
        "fuzzy",
    }
