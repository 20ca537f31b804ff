"""The arithmetic that docs/analytics.md works out by hand is right, and is that of the transcripts above it.

A line of a block marked ``arithmetic`` is a caption, two or more spaces, and ``calculation = result``. The result is rounded
to the places it is told with. It stands in the block's transcripts, those after the last heading, or a line below needs it.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from custfile.model.measures import MEASURES

PAGE: Final = (Path(__file__).parent.parent.parent / "docs" / "analytics.md").read_text(encoding="utf-8")
SECTIONS: Final = re.split(r"^(?=#{2,3} )", PAGE, flags=re.MULTILINE)[1:]
_BLOCK: Final = re.compile(r"^```(console|arithmetic)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINE: Final = re.compile(r"\S.*?  +(?P<sum>\S.*) = (?P<result>-?[\d,.]+)(?P<share> %)?")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGNS: Final = str.maketrans({"×": "*", "−": "-", "^": "**", ",": None})
_OPERATIONS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _blocks() -> Iterator[tuple[str, list[str]]]:
    """Yield each block of arithmetic with the transcripts of its section that stand above it."""
    for section in SECTIONS:
        transcripts = ""
        for language, text in _BLOCK.findall(section):
            if language == "arithmetic":
                yield transcripts, text.splitlines()
            else:
                transcripts += text


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand)
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int | float)
    return float(node.value)


def _told(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in _NUMBER.findall(text)]


def _same(one: float, other: float, places: int) -> bool:
    return abs(one - other) <= 0.5 * 10.0**-places + 1e-9


BLOCKS: Final = list(_blocks())


@pytest.mark.parametrize(("transcripts", "lines"), BLOCKS, ids=[lines[0].split("  ")[0] for _above, lines in BLOCKS])
def test_the_arithmetic_is_right_and_that_of_the_transcript(transcripts: str, lines: list[str]) -> None:
    assert transcripts, "a figure that is worked out is one that a command printed"
    printed = _told(re.sub(r"^\$ .*$", "", transcripts, flags=re.MULTILINE))
    for place, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        assert found is not None, line
        result, places = _told(found["result"])[0], len(found["result"].partition(".")[2])
        value = _value(ast.parse(found["sum"].translate(_SIGNS), mode="eval").body)
        assert _same(value * (100 if found["share"] else 1), result, places), line
        used = result in _told(" ".join(below.rpartition(" = ")[0] for below in lines[place + 1 :]))
        assert used or any(_same(number, result, places) for number in printed), line


def test_every_section_with_a_formula_is_worked_out_and_bounded() -> None:
    for title in (
        "RFM",
        "Credit",
        "Amount",
        "Profit",
        "Prospects",
        "Composite",
        "Lifetime value",
        "Sales",
        "Completeness",
    ):
        chapter = re.search(rf"^## {title}.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
        assert chapter is not None
        for needed in ("```console", "```arithmetic", "**Name", "**Not good for**"):
            assert needed in chapter[0], f"{title}: {needed}"


def test_every_measure_is_explained() -> None:
    explained = PAGE.partition("<!-- measures -->")[0]
    names = [f"{measure.name}_12m" if measure.window else measure.name for measure in MEASURES]
    assert [name for name in names if f"`{name}`" not in explained] == []
