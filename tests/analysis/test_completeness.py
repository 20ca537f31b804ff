"""Completeness: what each file should have by now, what is there, what still has to be verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from books import made

from custfile.analysis.completeness.items import told
from custfile.analysis.completeness.work_list import work_list
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.ranked import Ranked
from custfile.language import Label, speak
from custfile.model.settings import Settings
from custfile.model.structure import structure

AS_OF = date(2026, 11, 20)
COMPANY = {
    "id": "company",
    "labels": {"en": "Company", "zh_CN": "企业", "zh_TW": "企業"},
    "requires": ["phone"],
    "expects": ["tax_id", "contacts.phone"],
    "documents": ["licence"],
}
PATHS = (
    "phone", "tax_id", "contacts", "contacts.phone", "owner", "collected", "collected.source", "collected.verified",
    "sources", "documents", "address", "characteristics", "characteristics.staff", "bank", "肤质",
)  # fmt: skip

Row = Mapping[str, Any]

LATER: Row = {
    "id": "later",
    "when": "orders > 0 and days_on_file > 90",
    "fields": ["address"],
    "documents": ["contract"],
}
TOLD: Row = {"phone": "1", "tax_id": "2", "contacts.phone": ["3"], "owner": "li.na"}
FORM: Row = {**TOLD, "collected.source": "form"}


def figures(customers: Sequence[Row], settings: Mapping[str, Any], orders: Sequence[Row] = ()) -> Figures:
    """Return the figures of customers, by id, of whom nothing is told but what the test says."""
    book = replace(made(AS_OF, customers, orders), told={path: [row.get(path) for row in customers] for path in PATHS})
    return Figures(book, structure(Settings, {"name": "丽人", **settings}), {})


def listed(customers: Sequence[Row], kinds: Sequence[Any] = (COMPANY,), **settings: Any) -> Ranked:
    return work_list(figures(customers, {"kinds": list(kinds), **settings}))


def one(row: Row, kinds: Sequence[Any] = (COMPANY,), **settings: Any) -> tuple[int, int, int, str]:
    """Expected, told, to be verified and missing of the only customer."""
    frame = listed([{"id": "A", **row}], kinds, **settings).frame
    return tuple(frame[["expected", "told", "unverified", "missing"]].iloc[0])  # type: ignore[return-value]


class TestForm:
    def test_required_fields_expected_fields_and_papers(self) -> None:
        assert one({"phone": "0371-65880101", "contacts.phone": ["13800138000"]}) == (4, 2, 0, "Paper: licence, Tax id")

    def test_the_share_is_told_by_expected(self) -> None:
        rows = [{"id": "A", "phone": "1"}, {"id": "B", "phone": "1", "tax_id": "2", "contacts.phone": ["3"]}]
        found = figures(rows, {"kinds": [COMPANY]})
        assert found.array("completeness").tolist() == [0.25, 0.75]  # 1 of 4, 3 of 4

    def test_an_item_asked_for_twice_counts_once(self) -> None:
        twice = {"id": "company", "requires": ["phone"], "expects": ["phone", "phone"]}
        assert one({}, [twice]) == (1, 0, 0, "Phone")

    def test_an_own_field_required_for_the_kind(self) -> None:
        own = {"id": "肤质", "type": "line", "required_for": ["company"], "labels": {"en": "Skin"}}
        assert one({}, [{"id": "company"}], fields=[own]) == (1, 0, 0, "Skin")
        assert one({"肤质": "干性"}, [{"id": "company"}], fields=[own]) == (1, 1, 0, "")

    @pytest.mark.parametrize("kinds", [[COMPANY], [{"id": "villa"}], []])
    def test_a_kind_without_a_form_is_asked_for_the_basics(self, kinds: list[Any]) -> None:
        row = {"kind": "villa"}
        assert one(row, kinds) == (3, 0, 0, "Owner, Phone or contact, How the file came about")
        assert one({**row, "contacts": [{"name": "王丽"}]}, kinds)[:2] == (3, 1)
        assert one({**row, "phone": "1", "owner": "li.na"}, kinds)[:2] == (3, 2)

    def test_a_paper_counts_from_its_date_on(self) -> None:
        contract = {"type": "contract", "date": "2026-01-02", "title": "框架合同"}
        licence = {"type": "licence", "date": "2026-11-20", "title": "营业执照"}
        assert one({"documents": [contract, licence]})[:2] == (4, 1)
        assert one({"documents": [contract, {**licence, "date": "2026-11-21"}]})[:2] == (4, 0)

    def test_forms_longer_than_a_byte(self) -> None:
        form = ["phone", "tax_id", "address", "bank", "owner", "contacts", "collected", "sources", "characteristics"]
        frame = listed(
            [{"id": "A", **dict.fromkeys(form, "x"), "sources": None, "characteristics": None},
             {"id": "B", **dict.fromkeys(form, "x"), "sources": None}],
            [{"id": "company", "expects": form}],
        ).frame  # fmt: skip
        assert frame["missing"].tolist() == ["Sources, Characteristics", "Sources"]


class TestStage:
    @pytest.mark.parametrize(
        ("day", "bought", "expected"),
        [
            (date(2026, 8, 21), True, 4 + 2),  # 91 days on file
            (date(2026, 8, 22), True, 4),  # 90
            (date(2026, 8, 21), False, 4),
        ],
    )
    def test_what_is_expected_from_a_stage_on(self, day: date, bought: bool, expected: int) -> None:
        orders = [{"of": "A", "day": date(2026, 9, 1), "amount": 100}] if bought else []
        found = figures([{"id": "A", "made": day}], {"kinds": [COMPANY], "completeness": [LATER]}, orders)
        assert work_list(found).frame["expected"].tolist() == [expected]

    def test_only_of_the_kinds_that_are_named(self) -> None:
        rule = {"id": "all", "kinds": ["villa"], "fields": ["address"]}
        frame = listed([{"id": "A"}, {"id": "B", "kind": "villa"}], completeness=[rule]).frame.set_index("id")
        assert frame["expected"].to_dict() == {"A": 4, "B": 3 + 1}  # basics of a kind without a form, and the rule

    def test_a_customer_of_the_past_keeps_its_row(self) -> None:
        assert one({"ended": date(2025, 1, 1)})[:2] == (4, 0)


@pytest.mark.parametrize("value", [None, "", [], {}, [None], [{}], {"a": None}, {"a": []}, [[], ""]])
def test_nothing_is_told(value: Any) -> None:
    assert not told(value)


@pytest.mark.parametrize(
    "value", ["龙井", 0, False, [None, "x"], {"茶": "龙井"}, [{"name": "王丽"}], {"a": {"b": "c"}}]
)
def test_something_is_told(value: Any) -> None:
    assert told(value)


class TestProvenance:
    @pytest.mark.parametrize(
        ("collected", "unverified"),
        [
            ({"collected.source": "form"}, 3),
            ({"collected.source": "form", "collected.verified": AS_OF}, 0),
            ({"collected.source": "form", "collected.verified": date(2026, 11, 21)}, 3),  # not yet
            ({"collected.source": "visit"}, 0),
            ({}, 0),
        ],
    )
    def test_what_the_customer_said_itself(self, collected: Row, unverified: int) -> None:
        assert one({**TOLD, **collected})[:3] == (4, 3, unverified)

    def test_what_the_firm_itself_writes_needs_no_audit(self) -> None:
        form = {"id": "company", "expects": ["owner", "phone", "collected"]}
        assert one({**FORM, "collected": {"source": "form"}}, [form])[:3] == (3, 3, 1)

    def test_a_missing_item_cannot_be_verified(self) -> None:
        assert one({"collected.source": "form"})[:3] == (4, 0, 0)

    @pytest.mark.parametrize(
        ("sources", "unverified"),
        [
            ([{"field": "phone", "date": "2026-01-01", "source": "visit"}], 2),
            ([{"field": "phone", "date": "2026-01-01", "source": "form", "verified": "2026-11-20"}], 2),
            ([{"field": "phone", "date": "2026-01-01", "source": "form", "verified": "2026-11-21"}], 3),
            ([{"field": "phone", "date": "2026-11-21", "source": "visit"}], 3),  # not known yet
            ([{"field": "contacts", "date": "2026-01-01", "source": "visit"}], 2),  # holds contacts.phone
            ([{"field": "phone", "date": "2026-03-01", "source": "visit"},
              {"field": "phone", "date": "2026-01-01", "source": "form"}], 2),  # the latest counts
            ([{"field": "tel", "date": "2026-01-01", "source": "visit"}], 3),  # another field
        ],
    )  # fmt: skip
    def test_the_source_of_a_single_fact(self, sources: list[Any], unverified: int) -> None:
        assert one({**FORM, "sources": sources})[2] == unverified

    def test_a_part_with_an_unverified_fact_in_it(self) -> None:
        form = [{"id": "company", "expects": ["characteristics"]}]
        fact = {"field": "characteristics.staff", "date": "2026-01-01", "source": "form"}
        row = {"characteristics": {"staff": "12"}, "collected.source": "visit"}
        assert one({**row, "sources": [fact]}, form)[:3] == (1, 1, 1)
        assert one({**row, "sources": [{**fact, "source": "survey"}]}, form)[:3] == (1, 1, 0)


class TestWorkList:
    ROWS: Sequence[Row] = (
        {"id": "C1", "name": "王丽", "phone": "1", "tax_id": "2", "owner": "li.na"},  # 2 of 4
        {"id": "C2", "name": "丽人美容院🌸", "owner": "li.na"},  # 0 of 4
        {"id": "C3", "name": "老王", "kind": "villa"},  # 0 of 3, the basics
        {"id": "C4", "name": "ＬＯＮＧ", "kind": "villa", "owner": "wang", "phone": "1"},  # 2 of 3
        {"id": "C5", "name": "Last", "owner": "li.na"},  # 0 of 4
    )
    TEAM: Sequence[Row] = ({"id": "li.na", "name": "李娜"},)

    def test_the_worst_first_then_who_lacks_more_then_by_id(self) -> None:
        frame = listed(self.ROWS).frame
        assert frame["id"].tolist() == ["C2", "C5", "C3", "C1", "C4"]
        assert frame["rank"].tolist() == [1, 2, 3, 4, 5]
        assert frame["completeness"].tolist() == [0, 0, 0, 2 / 4, 2 / 3]

    def test_three_names_and_how_many_more(self) -> None:
        assert one({})[3] == "Phone, Paper: licence, Tax id +1"

    def test_in_chinese(self) -> None:
        speak("zh_CN")
        assert one({"phone": "1"})[3] == "文件：证照、税号、联系人：电话"
        assert one({})[3] == "电话、文件：证照、税号 +1"

    def test_the_summary_has_averages(self) -> None:
        found = listed(self.ROWS, team=list(self.TEAM))
        assert found.summary is not None
        rows = [(by, key, name, n, round(share, 4), *rest)
                for by, key, name, n, share, *rest in found.summary(found).rows]  # fmt: skip
        assert rows == [
            ("all", None, None, 5, 0.2333, 0, 14, 0),  # (1/2 + 0 + 0 + 2/3 + 0) / 5; 2 + 4 + 3 + 1 + 4 missing
            ("owner", None, None, 1, 0.0, 0, 3, 0),
            ("owner", "li.na", "李娜", 3, 0.1667, 0, 10, 0),  # (1/2 + 0 + 0) / 3
            ("owner", "wang", "wang", 1, 0.6667, 0, 1, 0),
            ("kind", "company", "Company", 3, 0.1667, 0, 10, 0),
            ("kind", "villa", "villa", 2, 0.3333, 0, 4, 0),  # (0 + 2/3) / 2
        ]

    def test_the_summary_is_of_the_customers_asked_for(self) -> None:
        found = listed(self.ROWS).only({"C4"})
        assert found.summary is not None
        assert [row[:4] for row in found.summary(found).rows] == [
            ("all", None, None, 1), ("owner", "wang", "wang", 1), ("kind", "villa", "villa", 1)
        ]  # fmt: skip

    def test_nobody_at_all(self) -> None:
        found = listed([])
        assert found.table().rows == []
        assert found.summary is not None
        assert found.summary(found).rows == []

    def test_one_file_item_by_item(self) -> None:
        rule = {"id": "later", "labels": {"en": "Later"}, "fields": ["phone", "address"]}
        row = {"id": "A", "phone": "1", "tax_id": "2", "collected.source": "visit"}
        claim = {"field": "tax_id", "date": "2026-01-01", "source": "form"}
        (table,) = listed([{**row, "sources": [claim]}], completeness=[rule]).explain("A")
        assert table.rows == [
            ("documents[licence]", "Paper: licence", "missing", "papers of Company"),
            ("contacts.phone", "Contacts: Phone", "missing", "form of Company"),
            ("address", "Address", "missing", "Later"),
            ("tax_id", "Tax id", "unverified", "form of Company"),
            ("phone", "Phone", "told", "required of Company, Later"),
        ]
        assert [value for _label, value in table.facts] == ["2026-11-20", "2 of 5: 40.0%"]
        assert table.title == Label("Completeness: A A", "完整度：A A", "完整度：A A")

    def test_a_customer_that_is_not_known(self) -> None:
        with pytest.raises(KeyError):
            listed(self.ROWS).explain("C9")
