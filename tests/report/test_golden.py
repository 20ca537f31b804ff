"""The reports as Markdown, whole, as somebody has read and approved them.

After a wanted change: delete the golden file, run the test twice, and look at the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from journeys import nobody, the_week
from rolls import the_roll, the_shares
from samples import TEMPLATES, the_card, the_day, the_ranking
from test_report_care import made as the_care
from test_report_digest import report as the_digest
from test_report_funnel import made as the_funnel
from test_report_plan import made as the_plan
from test_report_quality import made as the_quality
from test_report_service import made as the_service

from custfile.report.page import Report
from custfile.report.render import render

GOLDEN = Path(__file__).parent / "golden"
MADE: dict[str, Callable[[], Report]] = {
    "card": the_card, "today": the_day, "today-empty": lambda: the_day(()), "rfm": the_ranking,
    "rfm-empty": lambda: the_ranking({}), "route": the_week, "route-empty": nobody,
    "master": the_roll, "master-empty": lambda: the_roll(()), "abc": the_shares,
    "care": the_care, "digest": the_digest, "funnel": the_funnel, "plan": the_plan, "quality": the_quality,
    "service": the_service,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"], indirect=True)
@pytest.mark.parametrize("name", MADE)
def test_a_report_is_the_one_that_was_approved(name: str, language: str) -> None:
    golden = GOLDEN / f"{name}.{language}.md"
    made = render(MADE[name](), "md", TEMPLATES)
    if not golden.exists():
        golden.write_text(made, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and is written now: read it")
    assert made == golden.read_text(encoding="utf-8")
