"""What the tests of the reports show: a small salon, one customer with everything, one with a hostile name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pandas as pd

from custfile.analysis.book import COUNTS, number
from custfile.analysis.rankings.rfm import rank, summary
from custfile.analysis.schedule.due import Item
from custfile.archive.catalog import catalog
from custfile.archive.tree import compose, plain
from custfile.model.ranking import Ranking, RfmSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure
from custfile.report.card import Standing, card
from custfile.report.origin import Origin
from custfile.report.page import Amount, Cell, Report
from custfile.report.rfm import rfm
from custfile.report.today import today

TEMPLATES: Final = Path(__file__).parents[2] / "templates"
AS_OF: Final = date(2026, 12, 3)  # a Thursday
SALON: Final = Origin("沐光美膚沙龍", AS_OF, "TWD", commit="3f9c2ab", chosen="owner = 林佩君", left_out="1：檔案有錯誤")

CATALOG: Final = catalog(
    structure(
        Settings,
        {
            "name": "沐光美膚沙龍",
            "currency": "TWD",
            "team": [
                {"id": "lin.peijun", "name": "林佩君", "role": "rep"},
                {"id": "xu.mingde", "name": "許明德", "role": "physician"},
            ],
            "kinds": [{"id": "member", "labels": {"en": "Member", "zh_CN": "会员", "zh_TW": "會員"}}],
            "fields": [
                {"id": "過敏史", "type": "text", "labels": {"en": "Allergies", "zh_TW": "過敏史"}},
                {
                    "id": "wedding",
                    "type": "care_date",
                    "labels": {"en": "Wedding day", "zh_TW": "結婚紀念日"},
                    "secrecy": "staff",
                },
                {"id": "minimum", "type": "money", "labels": {"en": "Yearly minimum", "zh_TW": "年度最低消費"}},
                {
                    "id": "signs",
                    "part": "contacts",
                    "type": "yes",
                    "labels": {"en": "May sign", "zh_TW": "有簽單權"},
                    "secrecy": "staff",
                },
            ],
            "revisits": [
                {
                    "id": "rep-buyers",
                    "labels": {"en": "Advisor after purchase", "zh_TW": "顧問購後回訪"},
                    "role": "rep",
                    "bought": "yes",
                    "days": ["3", "30", "60"],
                    "every": "90",
                    "talk": "指導使用方法，了解效果。",
                }
            ],
            "funnel": [{"id": "B", "labels": {"en": "Needs understood", "zh_TW": "有意願"}, "rate": "0.50"}],
        },
    )
)

RECORD: Final[Any] = plain(compose((Path(__file__).parent / "customer.yaml").read_bytes()))

HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[/x] | pipe | `code` **bold** [a](javascript:alert(1))",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202etxt.exe\u202c",
    "{{ 7 * 7 }} {% raw %}",
    "A" * 180,
    "👨‍👩‍👧‍👦 全家福有限公司暨各地分公司聯合辦公室籌備處第一分處",
    "one\ntwo",
)


def due(
    number: int, name: str, day: date, kind: str = "revisit", person: str | None = "lin.peijun", **more: Any
) -> Item:
    """Return something due for the customer C00000``number``; a revisit is the second step of the one rule."""
    rule, step = ("rep-buyers", 2) if kind == "revisit" else ("", 0)
    told = {
        "phone": "0912-000-118",
        "owner": "lin.peijun",
        "since": date(2026, 11, 14),
        "about": "",
        "rule": rule,
        "step": step,
    }
    return Item(id=f"C{number:06}", name=name, day=day, kind=kind, person=person, **(told | more))


DUE: Final = (
    due(3, "王怡婷", date(2026, 11, 20)),
    due(1, "曾美惠", date(2026, 12, 3), "next", about="十二月想做護膚"),
    due(
        7, "吳秀琴", date(2026, 11, 29), "promise", "xu.mingde", about="提供成分檢驗說明書", phone="02-2700-0193 轉 12"
    ),
    due(1, "曾美惠", date(2026, 11, 28), step=4),
    due(9, "許惠珍", date(2026, 12, 5), person=None, phone=None),
)


OWED: Final = (
    ("Open", Amount(Decimal(9600), "TWD")),
    ("Overdue", Cell(Amount(Decimal(9600), "TWD"), "9", "bad")),
    ("Use", Cell("19.2%", "NT$50,000")),
)
BOUGHT: Final = {3: 18500, 5: 9920, 7: 3540, 8: 5600, 10: 9600, 11: 36800}


def the_card(**more: Any) -> Report:
    """Return the card of the customer with everything."""
    told = {
        "standings": [
            Standing("RFM", "5-4-4", "R 19 · F 8"),
            Standing("History", "long-term"),
            Standing("Credit", "B · 73.21", "on time"),
        ],
        "duties": [item for item in DUE if item.id == "C000001"],
        "receivables": OWED,
        "months": [(date(2026, month, 1), Decimal(BOUGHT.get(month, 0))) for month in range(1, 13)],
    }
    return card("C000001", RECORD, CATALOG, SALON, **(told | more))


def the_day(items: tuple[Item, ...] = DUE) -> Report:
    """Return the day's work list."""
    return today(items, SALON, CATALOG, {"C000003": date(2026, 10, 21)}, visited=7)


ORDERS: Final = (
    ("C1", date(2026, 11, 14), 36800), ("C1", date(2026, 10, 1), 9600), ("C1", date(2026, 9, 1), 9600),
    ("C2", date(2026, 8, 29), 42840), ("C2", date(2026, 8, 1), 1000),
    ("C3", date(2025, 3, 15), 2800),
    ("C4", date(2026, 11, 30), 10000), ("C4", date(2026, 12, 1), -15000),
)  # fmt: skip
NAMES: Final = {"C1": "曾美惠", "C2": "鄭文娟", "C3": "許惠珍", "C4": "劉思妤", "C5": "江佳穎"}


def the_ranking(names: dict[str, str] = NAMES) -> Report:
    """Return the RFM report: fixed cut points, M scored."""
    sold = [(list(names).index(of), number(day), 100 * amount, COUNTS) for of, day, amount in ORDERS if of in names]
    book = SimpleNamespace(
        as_of=AS_OF,
        customers=pd.DataFrame({"id": list(names), "name": list(names.values())}),
        orders=pd.DataFrame(sold, columns=["who", "day", "cents", "state"], dtype="int64"),
        fields=lambda paths: [],
    )
    rfm_settings = RfmSettings(monetary=[Decimal(cut) for cut in (5000, 15000, 30000, 60000)])
    ranked = rank(book, Settings(name="沐光", ranking=Ranking(rfm=rfm_settings)), {})
    return rfm(ranked.table(), summary(ranked), SALON)
