"""The pages in a real browser: nothing overflows a phone, nothing is missing, the console is silent, a card is one sheet.

Needs Chromium or Chrome. ``CUSTFILE_NO_BROWSER=1`` skips these tests on a machine that has none.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from journeys import nobody, the_areas, the_week
from rolls import the_report, the_roll, the_shares
from samples import HOSTILE, SALON, TEMPLATES, due, the_card, the_day, the_ranking
from test_chart import the_charts

from custfile.language import LANGUAGES, speak
from custfile.model.visible import visible
from custfile.report import REPORTS
from custfile.report.render import render

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDTHS = (320, 390, 1200)
SUBJECTS = {"card": "H00001", "handover": "shen.lei", "plan": "2026-12"}
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-pdf-header-footer", "--hide-scrollbars",
)  # fmt: skip

RAW = re.compile(r"\b[a-z]+_[a-z0-9_]+\b(?!\.)", re.ASCII)
"""A word of the program's own, such as amount_12m, that no reader should meet."""

# Each page in frames of several widths; the frames are of the same origin, so that they can be measured from outside.
MEASURE = """
<!doctype html><meta charset="utf-8"><body>%s
<script>
const told = [];
for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => {
    const page = frame.contentDocument, root = page.documentElement;
    const sticks = each => each.getBoundingClientRect().right > root.clientWidth + 1;
    const sticking = [...page.querySelectorAll("body *")].filter(sticks);
    told.push({name: frame.name, width: root.clientWidth, scroll: root.scrollWidth, text: page.body.innerText,
               sticking: sticking.map(each => each.outerHTML.slice(0, 80)),
               font: frame.contentWindow.getComputedStyle(page.body).fontFamily});
    const measured = document.getElementById("measured");
    measured.textContent = JSON.stringify(told);
  });
  frame.srcdoc = frame.dataset.page;
}
</script>
<pre id="measured"></pre>
"""


@pytest.fixture(scope="module")
def browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("CUSTFILE_NO_BROWSER"):
        pytest.skip("no Chromium here, and CUSTFILE_NO_BROWSER is set")
    assert found, "no Chromium found: install it (apt-get install chromium), or set CUSTFILE_NO_BROWSER=1"
    return found


def browse(browser: str, folder: Path, page: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Open ``page`` in a browser that knows nothing, with a home of its own."""
    arguments = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", *more, page.as_uri()]
    environment = {**os.environ, "HOME": str(folder)}
    return subprocess.run(
        arguments, env=environment, capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=True
    )


def pages(folder: Path) -> dict[str, str]:
    hotel = TEMPLATES.parent / "examples" / "hotel"
    example = shutil.copytree(hotel, folder / "hotel", ignore=shutil.ignore_patterns(".custfile"))
    hostile = tuple(due(number, name, SALON.as_of, about=name, phone=name) for number, name in enumerate(HOSTILE))
    made = {}
    for language in LANGUAGES:
        speak(language)
        lists = {f"hotel-{name}": the_report(example, name, of=SUBJECTS.get(name)) for name in REPORTS}
        reports = {
            "card": the_card(), "today": the_day(), "rfm": the_ranking(), "hostile": the_day(hostile),
            "hostile-rfm": the_ranking(dict(zip(("C1", "C2", "C3", "C4"), (HOSTILE[0], *HOSTILE[5:8]), strict=True))),
            "empty": the_day(()), "empty-rfm": the_ranking({}),
            "route": the_week(), "hostile-route": the_areas(), "empty-route": nobody(),
            "charts": the_charts(language=language), "master": the_roll(), "abc": the_shares(), **lists,
        }  # fmt: skip
        made |= {f"{name}-{language}": render(report, "html", TEMPLATES) for name, report in reports.items()}
    speak("en")
    return made


@pytest.fixture(scope="module")
def measured(browser: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the browser made of every page at every width; one start of the browser for all."""
    folder = tmp_path_factory.mktemp("browser")
    frames = [
        f'<iframe name="{name}@{width}" style="width:{width}px;height:800px;border:0" data-page="{html.escape(page)}"></iframe>'
        for name, page in pages(folder).items()
        for width in WIDTHS
    ]
    (folder / "wrapper.html").write_text(MEASURE % "".join(frames), encoding="utf-8")
    run = browse(
        browser, folder, folder / "wrapper.html", "--dump-dom", "--enable-logging=stderr", "--virtual-time-budget=20000"
    )
    assert "CONSOLE" not in run.stderr
    told = re.search(r'<pre id="measured">(.*?)</pre>', run.stdout, re.DOTALL)
    assert told
    found = {each["name"]: each for each in json.loads(html.unescape(told[1]))}
    assert len(found) == len(frames)
    return found


def test_nothing_overflows_at_any_width(measured: dict[str, dict[str, Any]]) -> None:
    assert {name: page["scroll"] for name, page in measured.items() if page["scroll"] > page["width"]} == {}
    assert {name: page["sticking"] for name, page in measured.items() if page["sticking"]} == {}


def test_the_widths_are_those_of_the_frames(measured: dict[str, dict[str, Any]]) -> None:
    assert all(page["width"] == int(name.rpartition("@")[2]) for name, page in measured.items())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_text_is_there(measured: dict[str, dict[str, Any]], width: int) -> None:
    card = measured[f"card-zh_TW@{width}"]["text"]
    assert all(word in card for word in ("曾美惠", "二號房，靠窗", "公演當天送花籃", "NT$36,800", "內部資料"))
    assert "王怡婷" in measured[f"today-zh_CN@{width}"]["text"]
    assert all(word in measured[f"route-zh_TW@{width}"]["text"] for word in ("林佩君", "重點客戶", "14:30", "12月8日"))
    assert "NT$56K" in measured[f"rfm-en@{width}"]["text"]
    hostile = measured[f"hostile-en@{width}"]["text"]
    assert all(visible(line) in hostile for name in HOSTILE for line in name.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_of_an_archive_is_there(measured: dict[str, dict[str, Any]], language: str) -> None:
    told = {name: measured[f"hotel-{name}-{language}@390"]["text"] for name in REPORTS}
    assert all("望澜湖酒店" in text and len(text) > 300 for text in told.values())
    assert not [name for name, text in told.items() if RAW.search(text.replace("hanxue_qf", ""))]  # a WeChat id


def test_the_font_follows_the_language(measured: dict[str, dict[str, Any]]) -> None:
    assert "Noto Sans CJK TC" in measured["today-zh_TW@1200"]["font"]
    assert "Noto Sans CJK SC" in measured["today-zh_CN@1200"]["font"]


@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
def test_a_card_is_one_sheet_of_paper(browser: str, tmp_path: Path, language: str) -> None:
    (tmp_path / "card.html").write_text(render(the_card(), "html", TEMPLATES), encoding="utf-8")
    browse(browser, tmp_path, tmp_path / "card.html", f"--print-to-pdf={tmp_path / 'card.pdf'}")
    paper = (tmp_path / "card.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    wide, high = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(wide), round(high)) == (595, 842)  # A4 in points
