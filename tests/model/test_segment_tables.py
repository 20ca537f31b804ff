"""Segment tables: which cells no rule takes, which rules win none, and how cells are named."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.language import Label
from custfile.model.names import Names
from custfile.model.ranking import SegmentRule, SegmentTableSettings
from custfile.model.segments import Cell, Rule, Segment, SegmentTable, block, blocks, levels, own_table

CELLS = list(product(range(1, 6), repeat=3))


def rule(key: str, **spans: tuple[int, int]) -> Rule:
    """Return a rule of the segment ``key``."""
    return Rule(Segment(key, Label(key, key, key), Label("", "", "")), **spans)


def table(*rules: Rule) -> SegmentTable:
    """Return a table without a rest."""
    return SegmentTable("own", Label("own", "own", "own"), rules)


def test_uncovered_cells() -> None:
    two = table(rule("new", r=(3, 5)), rule("often", f=(2, 5)))
    assert two.uncovered() == [cell for cell in CELLS if cell[0] < 3 and cell[1] == 1]
    assert blocks(two.uncovered()) == "R 1-2 F 1 M 1-5"
    assert SegmentTable("own", two.label, two.rules, two.rules[0].segment).uncovered() == []


def test_a_rule_is_shadowed_only_when_it_wins_no_cell_at_all() -> None:
    found = table(
        rule("a", r=(3, 5)), rule("b", r=(2, 4)), rule("c", r=(4, 5), m=(5, 5)), rule("d"), rule("e", m=(1, 1))
    )
    # b still has R 2; c lies in a; d takes all that is left, so that e has nothing
    assert [(position, blocks(cells)) for position, cells in found.shadowed()] == [
        (2, "R 4-5 F 1-5 M 5"),
        (4, "R 1-5 F 1-5 M 1"),
    ]


def test_several_rules_together_can_shadow_one() -> None:
    found = table(rule("a", r=(4, 5)), rule("b", r=(1, 3), f=(1, 5)), rule("c", r=(2, 5)))
    assert [position for position, _cells in found.shadowed()] == [2]


def test_two_rules_that_say_the_same_are_told_apart() -> None:
    same = rule("a", r=(1, 5))
    assert [position for position, _cells in table(same, rule("a", r=(1, 5))).shadowed()] == [1]


def test_cells_are_named_by_few_blocks() -> None:
    assert blocks([]) == ""
    assert blocks([(5, 5, 5)]) == "R 5 F 5 M 5"
    assert blocks(CELLS) == "R 1-5 F 1-5 M 1-5"
    l_shaped = [cell for cell in CELLS if cell[0] == 1 or cell[1] == 1]
    assert blocks(l_shaped) == "R 1 F 1-5 M 1-5; R 2-5 F 1 M 1-5"


def cells_of(named: str) -> list[Cell]:
    """Return the cells that ``named`` names."""
    found = []
    for part in filter(None, named.split("; ")):
        spans = [[int(end) for end in span.split("-")] for span in part.split(" ")[1::2]]
        found += list(product(*(range(span[0], span[-1] + 1) for span in spans)))
    return found


@given(st.sets(st.sampled_from(CELLS)))
def test_the_blocks_are_the_cells_each_once(cells: set[Cell]) -> None:
    named = cells_of(blocks(cells))
    assert len(named) == len(set(named)) and set(named) == cells


@pytest.mark.parametrize(("told", "expected"), [([], None), ([5], (5, 5)), ([4, 5], (4, 5)), ([1, 1], (1, 1))])
def test_levels(told: list[int], expected: tuple[int, int] | None) -> None:
    assert levels(told) == expected


@pytest.mark.parametrize("told", [[0], [6], [5, 4], [0, 3], [3, 6], [1, 2, 3]])
def test_what_are_no_levels(told: list[int]) -> None:
    with pytest.raises(ValueError, match="no levels"):
        levels(told)


def test_a_table_of_the_settings() -> None:
    told = SegmentTableSettings(
        id="三样",
        labels=Names(zh_CN="三类客户"),
        segments=[
            SegmentRule(id="vip", labels=Names(en="VIP"), action="经理登门", r=[4, 5], f=[5]),
            SegmentRule(id="老客户", f=[3, 5]),
        ],
        rest="老客户",
    )
    made = own_table(told)
    assert (made.name, made.label.zh_TW, made.needs_money) == ("三样", "三类客户", False)
    assert [segment.key for segment in made.segments] == ["vip", "老客户"]
    assert made.segment(5, 5, 1).action.zh_CN == "经理登门" and made.segment(5, 5, 1).label.en == "VIP"
    assert made.segment(1, 1, 1).key == "老客户" and made.segment(1, 1, 1).label.zh_CN == "老客户"
    assert [block(rule) for rule in made.rules] == ["R 4-5 F 5", "F 3-5"]


def test_a_rest_that_no_rule_names_is_a_segment_of_its_own() -> None:
    made = own_table(SegmentTableSettings(id="a", segments=[SegmentRule(id="vip", m=[5])], rest="其他"))
    assert [segment.key for segment in made.segments] == ["vip", "其他"] and made.needs_money
