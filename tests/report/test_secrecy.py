"""Nothing above the reader's level leaves a card, in any format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import RECORD, SALON, TEMPLATES, the_card

from custfile.model.spec import PUBLIC, SECRET, STAFF, Secrecy
from custfile.model.table import Column, Label, Table
from custfile.report.fields import Fields
from custfile.report.figures import Figures
from custfile.report.page import Cell, Grid, Report
from custfile.report.render import FORMATS, Format, render

SECRETS = ("SECRET-FAMILY", "A123456789", "SECRET-ALLERGY", "123,456", "123456.00", "0012-3456-7890-12", "001234567890")
STAFF_ONLY = (
    "0912-000-118",
    "tel:0912",
    "meihui@mail",
    "王先生",
    "開始第二期光療",
    "36,800",
    "合唱團",
    "VIP0008",
    "50,000",
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("level", "hidden"), [(SECRET, ()), (STAFF, SECRETS), (PUBLIC, (*SECRETS, *STAFF_ONLY))])
def test_what_is_above_the_level_is_nowhere_in_the_source(
    level: Secrecy,
    hidden: tuple[str, ...],
    format: Format,  # noqa: A002
) -> None:
    made = render(the_card(level=level, duties=()), format, TEMPLATES)
    shown = [word for word in (*SECRETS, *STAFF_ONLY) if word in made]
    assert not [word for word in shown if word in hidden]
    assert "曾美惠" in made


def test_a_reader_of_the_level_sees_them() -> None:
    made = render(the_card(level=SECRET), "html", TEMPLATES)
    assert all(
        word in made for word in ("SECRET-FAMILY", "A123456789", "SECRET-ALLERGY", "NT$123,456", "0012-3456-7890-12")
    )


def test_a_field_that_is_not_declared_is_secret_and_has_no_place_on_the_card() -> None:
    fields = Fields({"fields": {}}, STAFF, Figures("en"))
    assert not fields.open("undeclared") and fields.value("undeclared", "13800138000") == "138****8000"
    assert RECORD["undeclared"] not in render(the_card(level=SECRET), "md", TEMPLATES)


def test_masked_values_are_recognisable_and_lead_nowhere() -> None:
    made = render(the_card(level=PUBLIC, duties=()), "html", TEMPLATES)
    assert "****118" in made and "tel:" not in made and "mailto:" not in made


def test_amounts_have_no_recognisable_rest() -> None:
    assert "123****" not in render(the_card(level=STAFF), "md", TEMPLATES)
    assert SALON.currency == "TWD"


def test_a_list_for_others_has_no_column_of_stars() -> None:
    columns = [Column(key, Label(key, key, key)) for key in ("name", "phone", "note", "amount")]
    rows = [("甲", "13800138000", "x", Cell(5)), ("乙", None, "y", Cell(None))]
    grid = Grid(table=Table("t", columns, rows))
    report = Report("own", "T", "", [], [grid], "en", level=PUBLIC)
    made = render(report, "md", TEMPLATES)
    assert "| name | phone |" in made and r"138\*\*\*\*8000" in made
    assert render(replace(report, level=STAFF), "md", TEMPLATES).count("| amount |") == 1
