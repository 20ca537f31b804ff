"""A report as a message: text and HTML say the same, in little room, and nothing that a customer wrote is obeyed."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

from samples import HOSTILE, SALON, TEMPLATES, due, the_card, the_day, the_ranking

from custfile.errors import NoArchive
from custfile.language import LANGUAGES, speak
from custfile.mail.message import LARGEST, Envelope, message
from custfile.model.mail import address
from custfile.model.table import Column, Label, Table
from custfile.report import child
from custfile.report.page import Calendar, Cell, Chart, Day, Grid, Report, Section, Series

ENVELOPE = Envelope(
    sender=address('沐光，"總店" <archive@muguang.example>'),
    to="li@muguang.example",
    written=datetime(2026, 12, 3, 7, tzinfo=UTC),
    identity="<custfile.1@muguang.example>",
    period="2026-12-03",
)
FIGURE = re.compile(r"\d[\d,.]*")
ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "body",
    "table",
    "tr",
    "td",
    "th",
    "div",
    "span",
    "b",
    "br",
    "a",
    "h1",
    "h2",
}


class Page(HTMLParser):
    """The words and the tags of an HTML page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags, self.widths = list[str](), list[tuple[str, dict[str, str | None]]](), list[int]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """What is read in the body."""
        return " ".join(self.words)


def mailed(report: Report, *, attach: bool = False, own: Path | None = None) -> EmailMessage:
    data = message(report, ENVELOPE, TEMPLATES, own, attach=attach).as_bytes()
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    parsed = message_from_bytes(data, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert all(part.defects == [] for part in parsed.walk())
    return parsed


def words(parsed: EmailMessage) -> tuple[str, Page]:
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), Page(html.get_content())


def read(header: object) -> str:
    """Return a header as people see it."""
    return str(header).replace("\N{NO-BREAK SPACE}", " ")


def reports() -> list[Report]:
    hostile = tuple(due(number, name, SALON.as_of, about=name, phone=name) for number, name in enumerate(HOSTILE))
    return [the_day(), the_card(), the_ranking(), the_day(hostile), the_day(())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_html_have_the_same_figures(language: str) -> None:
    speak(language)
    for report in reports():
        text, page = words(mailed(report))
        in_text, in_html = FIGURE.findall(text), FIGURE.findall(" ".join(page.words))
        assert set(in_text) == set(in_html), report.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_tables_and_inline_styles(language: str) -> None:
    speak(language)
    for report in reports():
        _text, page = words(mailed(report))
        assert {tag for tag, _attributes in page.tags} <= ALLOWED
        keys = {key for _tag, attributes in page.tags for key in attributes}
        assert not [key for key in keys if key.startswith("on") or key in ("src", "class", "id")]
        widths = [
            width for _tag, more in page.tags for width in re.findall(r"width[:=]\"?(\d+)(?:px)?\b(?!%)", str(more))
        ]
        assert all(int(width) <= 600 for width in widths)
        links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
        assert all(link.startswith(("tel:", "mailto:", "http://", "https://")) for link in links)


def test_a_hostile_name_stays_text() -> None:
    hostile = tuple(due(number, name, SALON.as_of, about=name, phone=name) for number, name in enumerate(HOSTILE))
    text, page = words(mailed(the_day(hostile)))
    assert "<script>alert(1)</script>" in text
    assert "<script>alert(1)</script>" in page.text
    assert not {"\x1b", "\x07", "\u202e"} & set(text + page.text)


def test_a_header_is_one_line_whatever_the_archive_is_called() -> None:
    report = replace(the_day(), archive="A\r\nBcc: evil@else.example", title="B\nC" * 50)
    parsed = mailed(report)
    assert parsed["Bcc"] is None
    assert "⏎Bcc: evil@else.example" in read(parsed["Subject"])


NAMES = st.text(st.sampled_from("沙龍客戶é A·-（")).map(lambda text: " ".join(text.split()))


@given(NAMES, NAMES, NAMES)
def test_no_space_of_a_header_is_lost(title: str, archive: str, sender: str) -> None:
    """Read as RFC 2047 has it; the parser of Python 3.11 puts a space into a name of several encoded words."""
    report = replace(the_day(()), title=title, archive=archive, sections=[])
    envelope = replace(ENVELOPE, sender=address(f"{sender} <a@b.example>"))
    parsed = message_from_bytes(message(report, envelope, TEMPLATES, None, attach=False).as_bytes())
    told = {name: read(make_header(decode_header(parsed[name]))) for name in ("Subject", "From")}
    assert told["Subject"] == " · ".join(filter(None, (title, "2026-12-03", archive)))
    assert told["From"].replace('"', "") == (f"{sender} <a@b.example>" if sender else "a@b.example")


def test_the_headers() -> None:
    speak("zh_TW")
    parsed = mailed(the_day())
    (sender,) = parsed["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('沐光，"總店', "archive@muguang.example")
    assert parsed["Message-ID"] == ENVELOPE.identity
    assert parsed["Date"].datetime == ENVELOPE.written
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert read(parsed["Subject"]) == "今日回訪 · 2026-12-03 · 沐光美膚沙龍"


@pytest.mark.parametrize("number", [1, 40, 150, 2500])
def test_a_long_report_is_cut_and_attached_whole(number: int) -> None:
    items = tuple(due(each, f"客戶第{each}號", SALON.as_of) for each in range(1, number + 1))
    parsed = mailed(the_day(items))
    text, page = words(parsed)
    shown = text.count("客戶第")
    attached = [part for part in parsed.iter_attachments() if part.get_content_type() == "text/html"]
    without = sum(len(part.as_bytes()) for part in parsed.walk() if part.get_content_maintype() == "text") - sum(
        len(part.as_bytes()) for part in attached
    )
    assert without < LARGEST
    assert page.text.count("客戶第") == shown
    if number <= 40:
        assert (shown, attached) == (number, [])
    else:
        assert 10 <= shown < number
        assert f"{number - shown:} more rows; the attached report has them" in text
        assert f"{number - shown:} more rows; the attached report has them" in page.text
        assert attached[0].get_content().count("客戶第") >= number


def test_attached_on_request() -> None:
    (attached,) = mailed(the_ranking(), attach=True).iter_attachments()
    assert attached.get_filename() == "rfm-2026-12-03.html"
    assert attached.get_content_disposition() == "attachment"
    assert "<!doctype html>" in attached.get_content()


def test_a_chart_becomes_bars_made_of_table_cells() -> None:
    chart = Chart(
        title="Sales", shape="bars", marks=("Jan", "Feb", "Mar"), alt="Sales rise.", unit="money",
        series=(Series("Net", (500.0, None, 2000.0)),),
    )  # fmt: skip
    text, page = words(mailed(replace(the_day(()), sections=[chart], currency="TWD")))
    bars = [attributes["width"] for tag, attributes in page.tags if tag == "td" and "%" in str(attributes.get("width"))]
    assert bars == ["25.0%", "100.0%"]
    assert "Sales rise." in text
    assert "Jan" in text
    assert "NT$500" in text
    assert "NT$2,000" in page.text


def test_the_share_beside_a_pareto_is_a_share_of_one() -> None:
    chart = Chart(shape="pareto", marks=("甲", "乙"), alt="-", series=(Series("Net", (75.0, 25.0)),))
    _text, page = words(mailed(replace(the_day(()), sections=[chart])))
    bars = [attributes["width"] for tag, attributes in page.tags if tag == "td" and "%" in str(attributes.get("width"))]
    assert bars == ["100.0%", "75.0%", "33.3%", "100.0%"]


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_every_kind_of_section_has_a_layout(kind: str) -> None:
    layouts = (TEMPLATES / f"mail.{kind}.j2").read_text(encoding="utf-8")
    kinds = {section.kind for section in Section.__subclasses__()} - {Chart.kind}  # which becomes a grid
    assert len(kinds) >= 8
    assert [each for each in kinds if f'"{each}": ' not in layouts] == []


def test_a_calendar_is_cut_by_its_days() -> None:
    days = [Day(date(2026, 11, 1) + timedelta(n), [Cell("客戶拜訪" * 200)], note="假日") for n in range(30)]
    parsed = mailed(replace(the_day(()), sections=[Calendar(days=days)]))
    text, page = words(parsed)
    shown = text.count("客戶拜訪" * 200)
    assert 1 <= shown < 30
    assert page.text.count("客戶拜訪" * 200) == shown
    assert f"{30 - shown} more rows" in text
    assert len(list(parsed.iter_attachments())) == 1


def test_a_table_with_few_columns_stays_one() -> None:
    columns = (Column("name", Label("Name", "名称", "名稱")), Column("sum", Label("Sum", "合计", "合計"), "money"))
    grid = Grid(table=Table("t", columns, [("王怡婷", Decimal(1200)), ("曾美惠", Decimal(-5))]))
    text, page = words(mailed(replace(the_day(()), sections=[grid])))
    assert [tag for tag, _attributes in page.tags].count("th") == 2
    assert "- 王怡婷 · Sum: NT$1,200" in text


def test_an_archive_may_have_its_own_template(tmp_path: Path) -> None:
    (tmp_path / "mail.txt.j2").write_text("{{ report.title }}: mine\n", encoding="utf-8")
    text, _page = words(mailed(the_day(), own=tmp_path))
    assert text.rstrip() == "Today's visits and calls: mine"


def test_an_own_template_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 1)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (tmp_path / "mail.txt.j2").write_text(endless, encoding="utf-8")
    with pytest.raises(NoArchive, match=r"mail\.txt\.j2 was stopped"):
        mailed(the_day(), own=tmp_path)
