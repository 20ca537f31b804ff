"""Whatever a customer is called, Markdown shows it and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from custfile.model.visible import visible
from custfile.report.markdown import escaped

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLACES = (
    "# {}\n",
    "{}\n",
    "- {}\n",
    "- label: {}\n  - {}\n",
    "before\n\n{}\n\nafter\n",
    "| a | b |\n| --- | --- |\n| {} | x ({}) |\n",
)


def shown(markdown: str) -> list[str]:
    """Return the texts of ``markdown``; anything but text inside a line is shown by its kind."""
    return [
        "".join(child.content if child.type == "text" else f"<{child.type}>" for child in token.children or ())
        for token in READER.parse(markdown)
        if token.type in ("inline", "html_block", "code_block", "fence")
    ]


def blocks(markdown: str) -> list[str]:
    return [token.type for token in READER.parse(markdown)]


@pytest.mark.parametrize("place", PLACES)
@given(st.text(st.characters(codec="utf-8")) | st.text("#*_`|<>[]()!&;~\\-+=. 1ax\n\t:/", max_size=12))
def test_text_is_shown_as_it_is_wherever_it_stands(place: str, text: str) -> None:
    said = visible(text).strip()
    plain = place.replace("{}", "§" if said else "")
    marked = place.replace("{}", escaped(text))
    assert blocks(marked) == blocks(plain)
    assert shown(marked) == [line.replace("§", said) for line in shown(plain)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("| x | `y` *z*", "\\| x \\| \\`y\\` \\*z\\*"),
        ("Smith & Co. (3 < 4, R&D)", "Smith & Co. (3 < 4, R&D)"),
        ("&lt;b>", "&amp;lt;b>"),
        ("12. floor", "12\\. floor"),
        ("-5.00", "-5.00"),
        ("- 5", "\\- 5"),
        ("one\ntwo", "one⏎two"),
        ("重点：**请看**", "重点：\\*\\*请看\\*\\*"),
    ],
)
def test_no_more_is_escaped_than_needed(text: str, written: str) -> None:
    assert escaped(text) == written
