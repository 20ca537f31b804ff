"""The examples of docs/filters.md are conditions that make sense."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from custfile.language import Label
from custfile.model.choices import OWNERSHIPS
from custfile.model.condition import DAY, GRADE, MONEY, NUMBER, TEXT, Word, checked, parse

CATALOGUE = {
    "amount_12m": MONEY,
    "credit": GRADE,
    "days_overdue": NUMBER,
    "gaps_silent": NUMBER,
    "last_order": DAY,
    "terms.payment_days": NUMBER,
    "ownership": Word(OWNERSHIPS),
    "class.history": Word(
        {"problem": Label("problem", "问题客户", "問題客戶"), "past": Label("past", "过去客户", "過去客戶")}
    ),
    **dict.fromkeys(["region", "owner", "kind", "fax", "email", "address"], TEXT),
}
PAGE = Path("docs/filters.md").read_text(encoding="utf-8")
BLOCKS = [
    line for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
OPERATORS = re.findall(r"^\| `([^`]+)` \| ", PAGE.partition("## Comparisons")[2], re.MULTILINE)


@pytest.mark.parametrize("text", dict.fromkeys([*BLOCKS, *OPERATORS]))
def test_an_example(text: str) -> None:
    checked(parse(text), CATALOGUE)


def test_there_are_examples() -> None:
    assert len(BLOCKS) == 9
    assert len(OPERATORS) == 10
