"""An archive's own templates in their process: what they may not have they do not get, and the page after is made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import TEMPLATES, the_day

from custfile.errors import NoArchive
from custfile.language import speak
from custfile.report import child
from custfile.report.render import render

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    """A folder with the archive's own template of today's report."""

    def write(text: str) -> Path:
        (tmp_path / "today.md.j2").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_template_without_end_is_stopped(own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 1)
    with pytest.raises(NoArchive, match=r"today\.md\.j2 was stopped: it took more than 1 seconds"):
        render(the_day(), "md", TEMPLATES, own(ENDLESS))
    assert render(the_day(), "md", TEMPLATES, own("{{ report.title }}")) == "Today's visits and calls"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory this way")
def test_a_template_that_floods_the_memory_fails(own: Callable[[str], Path]) -> None:
    with pytest.raises(NoArchive, match=r"today\.md\.j2, line 1: MemoryError"):
        render(the_day(), "md", TEMPLATES, own("{{ 'a' * 10**9 }}"))
    assert "visits" in render(the_day(), "md", TEMPLATES, own("{{ report.title }}"))


def test_it_speaks_the_language_of_the_report(own: Callable[[str], Path]) -> None:
    speak("zh_TW")
    made = render(the_day(), "md", TEMPLATES, own("{{ report.title }} {{ _('All reports') }}"))
    assert made.startswith("今日回訪") and "All" not in made


def test_what_it_writes_is_text_whatever_it_holds(own: Callable[[str], Path]) -> None:
    assert render(the_day(), "md", TEMPLATES, own("{{ '\\n}]\"\\u2028\U0001f9f4' }}")) == '\n}]"\u2028\U0001f9f4'
