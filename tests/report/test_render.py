"""Templates: what they get, what they may do, whose wins."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from samples import DUE, HOSTILE, SALON, TEMPLATES, due, the_card, the_day, the_ranking
from test_report_handover import made as the_handover

from custfile.errors import NoArchive
from custfile.language import LANGUAGES, speak
from custfile.model.table import Column, Label, Table
from custfile.model.visible import visible
from custfile.report import REPORTS
from custfile.report.page import Cell, Grid, Pairs, Report, Section
from custfile.report.render import FORMATS, Format, render

EVERY: dict[str, Callable[[], Report]] = {
    "card": the_card, "today": the_day, "rfm": the_ranking, "handover": the_handover
}  # fmt: skip


class Seen(HTMLParser):
    """The elements, addresses and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def hostile_day() -> Report:
    items = [due(number, name, SALON.as_of, "promise", about=name, phone=name) for number, name in enumerate(HOSTILE)]
    return the_day(tuple(items))


def a_report(*sections: Section, name: str = "own", title: str = "T") -> Report:
    return Report(name, title, "", [], sections, "en", currency="USD")


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    """A folder of the archive's own templates, by name without ``.j2``."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / (name.replace("_", ".") + ".j2")).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_in_every_place_of_a_page(name: str) -> None:
    plain = Seen(render(EVERY["today"](), "html", TEMPLATES))
    seen = Seen(render(hostile_day(), "html", TEMPLATES))
    assert seen.tags <= plain.tags | {"br"} and seen.attributes <= plain.attributes
    assert not seen.links
    assert all(visible(line) in seen.texts for line in name.split("\n"))


def test_a_hostile_name_is_one_cell_of_one_row_in_markdown() -> None:
    rows = [line for line in render(hostile_day(), "md", TEMPLATES).splitlines() if "(C00000" in line]
    assert len(rows) == len(HOSTILE)
    assert {line.replace("\\|", "").count("|") for line in rows} == {8}  # seven columns
    assert not any("<" in line or "\x1b" in line or "\u202e" in line for line in rows)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com/a?b=1&c=店", True),
        ("http://example.com", True),
        ("mailto:li.na@example.com", True),
        ("tel:+886912000118", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.com", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.com", False),
        ('https://example.com/"onmouseover="alert(1)', False),
        ("https://example.com/\u202ex", True),
    ],
)
def test_only_four_kinds_of_address_become_links(url: str, kept: bool) -> None:
    page = render(a_report(Pairs(entries=[("Site", Cell("here", url=url))])), "html", TEMPLATES)
    assert Seen(page).links == ([url] if kept else [])
    assert "here" in Seen(page).texts


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
def test_a_page_needs_nothing_but_itself(name: str, language: str) -> None:
    page = render(EVERY[name](), "html", TEMPLATES)
    seen = Seen(page)
    assert page.startswith("<!doctype html>") and f'<html lang="{language.replace("_", "-")}">' in page
    assert not seen.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert "url(" not in page and "@import" not in page
    assert all(link.startswith(("mailto:", "tel:", "https:")) for link in seen.links)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_data_gives_the_same_bytes_whatever_the_process(format: Format) -> None:  # noqa: A002
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from samples import TEMPLATES\nfrom test_render import EVERY\nfrom custfile.report.render import render\n"
        "for made in (each() for each in EVERY.values()):\n"
        f"    sys.stdout.buffer.write(render(made, {format!r}, TEMPLATES).encode())\n"
    )
    arguments = [sys.executable, "-c", program, str(Path(__file__).parent)]
    made = [
        subprocess.run(arguments, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == b"".join(render(each(), format, TEMPLATES).encode() for each in EVERY.values())


def test_a_template_of_the_archive_wins_and_can_build_on_the_shipped_one(own: Callable[..., Path]) -> None:
    folder = own(
        today_md="{{ report.title }}: {{ report.groups|length }}\n",
        card_html='{% extends "shipped/report.html.j2" %}{% block header %}<h1>*{{ report.title }}*</h1>{% endblock %}',
    )
    assert render(the_day(), "md", TEMPLATES, folder) == "Today's visits and calls: 1\n"
    assert "<h1>*曾美惠*</h1>" in render(the_card(), "html", TEMPLATES, folder)
    assert render(the_ranking(), "html", TEMPLATES, folder) == render(the_ranking(), "html", TEMPLATES)


def test_an_archive_without_templates_uses_the_shipped_ones(tmp_path: Path) -> None:
    assert render(the_day(), "md", TEMPLATES, tmp_path / "templates") == render(the_day(), "md", TEMPLATES)


def test_a_style_sheet_of_the_archive_wins(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: teal }\n", encoding="utf-8")
    page = render(the_day(), "html", TEMPLATES, tmp_path)
    assert "<style>\nbody { color: teal }\n</style>" in page


def test_templates_speak_the_language(own: Callable[..., Path]) -> None:
    folder = own(own_md="{% trans n=3 %}{{ n }} thing{% pluralize %}{{ n }} things{% endtrans %} {{ _('As of') }}\n")
    assert render(a_report(), "md", TEMPLATES, folder) == "3 things As of\n"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\nb {{ report.nothing }}", "template own.md.j2, line 2: 'dict object' has no attribute 'nothing'"),
        ("a\n\n{{ nothing }}", "template own.md.j2, line 3: 'nothing' is undefined"),
        ("{% if %}", "template own.md.j2, line 1: Expected an expression"),
        ("{{ 1 / 0 }}", "template own.md.j2, line 1: division by zero"),
        ("{% include 'other.md.j2' %}", "template own.md.j2, line 1: other.md.j2"),
        ("{% extends '../secret.j2' %}", "template own.md.j2, line 1: ../secret.j2"),
        ("{% for x in range(10 ** 9) %}{% endfor %}", "template own.md.j2, line 1: Range too big"),
    ],
)
def test_a_broken_template_is_named_with_its_line(own: Callable[..., Path], template: str, said: str) -> None:
    with pytest.raises(NoArchive) as stopped:
        render(a_report(), "md", TEMPLATES, own(own_md=template))
    assert str(stopped.value).startswith(said) and stopped.value.exit_code == 3


@pytest.mark.parametrize(
    "template",
    [
        "{{ report.__class__ }}",
        "{{ report.title.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ '{0.__class__}'.format(report.title) }}",
        "{{ report.title.format.__globals__ }}",
        "{{ (report|attr('__class__')) }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ _.__globals__ }}",
        "{{ namespace.__init__ }}",
        "{{ report.facts.append(1) }}",
        "{{ report.update({}) }}",
        "{% for fact in report.facts %}{{ fact.clear() }}{% endfor %}{{ report.facts.clear() }}",
    ],
)
def test_a_template_cannot_leave_its_sandbox(own: Callable[..., Path], template: str) -> None:
    with pytest.raises(NoArchive):
        render(a_report(), "md", TEMPLATES, own(own_md=template))


def test_a_link_that_leads_out_of_the_folder_is_not_followed(own: Callable[..., Path], tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    (folder / "today.md.j2").symlink_to(tmp_path / "secret")
    assert "SECRET" not in render(the_day(), "md", TEMPLATES, folder)


def test_templates_see_text_and_nothing_else(own: Callable[..., Path]) -> None:
    table = Table(
        "t", [Column("a", Label("A", "A", "A"), "count", {"x": Label("The x", "x", "x")})], [("x",), (1234,), (None,)]
    )
    folder = own(
        own_md="{% for row in report.groups[0].sections[0].rows %}{% set cell = row.cells[0] %}"
        "[{{ cell.text is string }} {{ cell.text }}]{% endfor %}"
    )
    assert render(a_report(Grid(table=table)), "md", TEMPLATES, folder) == "[True The x][True 1,234][True ]"


def test_a_report_in_another_language_than_spoken_has_its_own_figures() -> None:
    made = the_day(DUE)
    speak("zh_TW")
    assert '<html lang="en">' in render(made, "html", TEMPLATES)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_listed_offers_what_it_must(name: str) -> None:
    listed = REPORTS[name]
    assert listed.name == name and all(listed.label) and all(listed.help)
    assert callable(listed.load().make)


def test_the_list_of_reports_loads_neither_babel_nor_jinja() -> None:
    imports = "import sys, custfile.report, custfile.report.page, custfile.report.render"
    asked = f"{imports}; sys.exit(bool({{'babel', 'jinja2'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
