"""The segment tables: every cell has one segment, and it is the one the source names."""

from __future__ import annotations

from itertools import product

import pytest

from custfile.analysis.rankings.segments import LOST, NEW, OTHERS, R030, RF25, RFM8, TABLES
from custfile.language import Label
from custfile.model.segments import SHIPPED, Rule, SegmentTable

RF25_BLOCKS = {
    "hibernating": ((1, 2), (1, 2)),
    "at_risk": ((1, 2), (3, 4)),
    "cant_lose": ((1, 2), (5, 5)),
    "about_to_sleep": ((3, 3), (1, 2)),
    "need_attention": ((3, 3), (3, 3)),
    "loyal": ((3, 4), (4, 5)),
    "promising": ((4, 4), (1, 1)),
    "new": ((5, 5), (1, 1)),
    "potential_loyalist": ((4, 5), (2, 3)),
    "champions": ((5, 5), (4, 5)),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_has_exactly_one_segment(name: str) -> None:
    table = TABLES[name]
    cells = list(product(table.levels, repeat=3))
    assert len(cells) == {"scores": 125, "means": 8}[table.basis]
    assert all(table.segment(*cell) in table.segments for cell in cells)


@pytest.mark.parametrize("name", ["rf25", "rfm8"])
def test_no_two_rules_claim_a_cell(name: str) -> None:
    table = TABLES[name]
    claims = [sum(rule.fits(*cell) for rule in table.rules) for cell in product(table.levels, repeat=3)]
    assert set(claims) == {1}


@pytest.mark.parametrize("name", TABLES)
def test_the_grid_says_what_the_rules_say(name: str) -> None:
    table, side = TABLES[name], len(TABLES[name].levels)
    for r, f, m in product(table.levels, repeat=3):
        assert table.segments[table.grid[((r - 1) * side + f - 1) * side + m - 1]] is table.segment(r, f, m)


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_every_text_has_three_languages(name: str) -> None:
    table = TABLES[name]
    keys = [segment.key for segment in table.segments]
    assert len(set(keys)) == len(keys) and table.name == name
    texts: list[Label] = [
        table.label,
        *(text for segment in table.segments for text in (segment.label, segment.action)),
    ]
    assert all(all(text) for text in texts)


def test_the_settings_know_the_shipped_tables() -> None:
    assert tuple(TABLES) == SHIPPED


@pytest.mark.parametrize("key", RF25_BLOCKS)
def test_rf25_block(key: str) -> None:
    (r_low, r_high), (f_low, f_high) = RF25_BLOCKS[key]
    inside = {(r, f) for r, f, m in product(range(1, 6), repeat=3) if RF25.segment(r, f, m).key == key}
    assert inside == set(product(range(r_low, r_high + 1), range(f_low, f_high + 1)))


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ((5, 5, 5), "champions"),
        ((3, 5, 5), "potential_loyalist"),
        ((4, 4, 4), "potential_loyalist"),  # also fits Loyal, which comes later
        ((2, 4, 4), "loyal"),  # also fits Can't lose them and At risk
        ((4, 1, 3), "promising"),  # also fits New
        ((5, 1, 1), "new"),
        ((1, 3, 4), "cant_lose"),
        ((1, 2, 4), "at_risk"),
        ((1, 5, 3), "need_attention"),  # also fits Lost
        ((2, 1, 4), "about_to_sleep"),
        ((1, 1, 1), "lost"),
        ((2, 5, 2), "others"),  # no rule takes R 2 with F 5 and M below 3
    ],
)
def test_r030_first_rule_wins(cell: tuple[int, int, int], key: str) -> None:
    assert R030.segment(*cell).key == key


@pytest.mark.parametrize(
    ("cell", "chinese"),
    [
        ((2, 2, 2), "重要价值客户"),
        ((2, 1, 2), "重要发展客户"),
        ((1, 2, 2), "重要保持客户"),
        ((1, 1, 2), "重要挽留客户"),
        ((2, 2, 1), "一般价值客户"),
        ((2, 1, 1), "一般发展客户"),
        ((1, 2, 1), "一般保持客户"),
        ((1, 1, 1), "一般挽留客户"),
    ],
)
def test_rfm8_class(cell: tuple[int, int, int], chinese: str) -> None:
    assert RFM8.segment(*cell).label.zh_CN == chinese


def test_only_rf25_does_without_money() -> None:
    assert [name for name, table in TABLES.items() if not table.needs_money] == ["rf25"]


@pytest.mark.parametrize("cell", [(0, 1, 1), (6, 5, 5), (5, 5, 0)])
@pytest.mark.parametrize("table", [RF25, R030])
def test_there_is_no_cell_outside_1_to_5(table: SegmentTable, cell: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="-".join(map(str, cell))):
        table.segment(*cell)


def test_a_cell_without_rule_goes_to_the_rest_or_is_an_error() -> None:
    rules = (Rule(NEW, r=(2, 5)),)
    assert SegmentTable("own", Label("Own", "自定", "自訂"), rules, LOST).segment(1, 1, 1) is LOST
    with pytest.raises(ValueError, match="own has no segment for the cell 1-1-1"):
        SegmentTable("own", Label("Own", "自定", "自訂"), rules).segment(1, 1, 1)


def test_the_rest_is_listed_last() -> None:
    assert R030.segments[-1] is OTHERS and len(R030.segments) == 11
