"""Times of day as people type them."""

from __future__ import annotations

import pytest

from custfile.changes.clock import parse_time
from custfile.errors import Misused


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:30", "09:30"), ("09:30", "09:30"), ("0:00", "00:00"), ("23:59", "23:59"), ("14：05", "14:05"), ("9点", "09:00"),
        ("9点半", "09:30"), ("14點5分", "14:05"), ("8时20", "08:20"), (" 10:00 ", "10:00"),
    ],
)  # fmt: skip
def test_a_time(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize("typed", ["", "9", "24:00", "9:60", "9:5", "9.30", "９:30", "9:30pm", "930", "9点60", "-1:00"])
def test_no_time(typed: str) -> None:
    with pytest.raises(Misused, match="is not a time; write 9:30 or 14:00"):
        parse_time(typed)
