"""The settings of the rankings make sense."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from custfile.checks.settings import check_settings
from custfile.model.ranking import Grading, Ranking, RfmSettings, SegmentRule, SegmentTableSettings
from custfile.model.settings import OwnField, Settings

STAFF = [Decimal(10), Decimal(50), Decimal(100), Decimal(500)]
ALL = SegmentRule(id="all")
OWN = ("ranking", "segments", 0)
D = ("ranking", "rfm", "demographics", 0)


def found(**fields: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return path and code of each fault."""
    return [(fault.path, fault.code) for fault in check_settings(Settings(name="A", **fields))]


def rfm(**told: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the faults of how RFM is computed."""
    return found(ranking=Ranking(rfm=RfmSettings(**told)))


def segments(*rules: SegmentRule, **told: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the faults of a segment table."""
    own = SegmentTableSettings(**{"id": "own", **told}, segments=list(rules))
    return found(ranking=Ranking(segments=[own]))


def graded(**told: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the faults of a graded field of D."""
    return rfm(demographics=[Grading(**{"source": "characteristics.staff", **told})])


@pytest.mark.parametrize("weights", [[1], [1, 1], [1, 1, 1, 1, 1], [0, 0, 1], [0, 0, 1, 1]])
def test_weights_that_do_not_fit(weights: list[int]) -> None:
    assert rfm(weights=weights) == [(("ranking", "rfm", "weights"), "C715")]


@pytest.mark.parametrize("weights", [[], [1, 1, 1], [0, 1, 0, 5]])
def test_weights_that_fit(weights: list[int]) -> None:
    assert rfm(weights=weights) == []


def test_cut_points_may_be_equal_but_not_fall() -> None:
    assert rfm(frequency=[2, 2, 2, 3]) == []
    assert rfm(frequency=[2, 3, 2, 3], recency=[1, 2, 3]) == [
        (("ranking", "rfm", "recency"), "C703"),
        (("ranking", "rfm", "frequency"), "C703"),
    ]


@pytest.mark.parametrize("name", ["rf25", "r030", "rfm8", "own"])
def test_a_table_there_is(name: str) -> None:
    own = SegmentTableSettings(id="own", segments=[ALL])
    assert found(ranking=Ranking(rfm=RfmSettings(segments=name), segments=[own])) == []


def test_a_table_there_is_not() -> None:
    assert rfm(segments="rf24") == [(("ranking", "rfm", "segments"), "C702")]


@pytest.mark.parametrize("name", ["rf25", "own"])
def test_a_table_has_an_id_of_its_own(name: str) -> None:
    tables = [SegmentTableSettings(id=each, segments=[ALL]) for each in ("own", name)]
    assert found(ranking=Ranking(segments=tables)) == [(("ranking", "segments", 1, "id"), "C701")]


def test_segments_have_ids_of_their_own() -> None:
    rules = [SegmentRule(id="a", r=[1, 2]), SegmentRule(id="a", r=[3, 5])]
    assert segments(*rules) == [((*OWN, "segments", 1, "id"), "C701")]


@pytest.mark.parametrize("letter", ["r", "f", "m"])
def test_scores_are_one_to_five_and_rise(letter: str) -> None:
    assert segments(SegmentRule(id="a", **{letter: [5, 4]}), ALL) == [((*OWN, "segments", 0, letter), "C710")]


def test_uncovered_and_shadowed_are_found_together() -> None:
    # nobody has F 1 with R 1-2; the second lies wholly within the first
    rules = [
        SegmentRule(id="recent", r=[3, 5]),
        SegmentRule(id="best", r=[5], f=[5]),
        SegmentRule(id="often", f=[2, 5]),
    ]
    assert segments(*rules) == [(OWN, "C711"), ((*OWN, "segments", 1), "C712")]
    assert segments(*rules, rest="other") == [((*OWN, "segments", 1), "C712")]
    assert segments() == [(OWN, "C711")]


@pytest.mark.parametrize("cuts", [[1, 2, 3], [4, 3, 2, 1], [1, 2, 3, 4, 5]])
def test_borders_of_a_grading_are_four_and_do_not_fall(cuts: list[int]) -> None:
    assert graded(cuts=[Decimal(cut) for cut in cuts]) == [((*D, "cuts"), "C703")]


@pytest.mark.parametrize("points", ["0", "6", "5.1", "good", "", ["5"]])
def test_points_are_one_to_five(points: Any) -> None:
    assert graded(words={"a": "1", "b": points}) == [((*D, "words", "b"), "C713")]


def test_a_grading_needs_words_or_borders() -> None:
    assert graded() == [(D, "C714")]


@pytest.mark.parametrize("source", ["characteristics.staff", "region", "preferences.茶", "contacts.role", "行业"])
def test_d_is_of_fields_of_the_file(source: str) -> None:
    said = Ranking(rfm=RfmSettings(demographics=[Grading(source=source, cuts=STAFF)]))
    assert found(ranking=said, fields=[OwnField(id="行业", type="line")]) == []


@pytest.mark.parametrize("source", ["characteristics.size", "rfm", "amount_12m", "class.size", "staff"])
def test_d_is_of_nothing_else(source: str) -> None:
    assert graded(source=source, cuts=STAFF) == [((*D, "source"), "C702")]


def test_the_form_of_sales_strength_is_graded_alike() -> None:
    form = [Grading(source="amount_12m"), Grading(source="region", words={"郑州": "9"})]
    assert found(strength=form) == [(("strength", 0), "C714"), (("strength", 1, "words", "郑州"), "C713")]


def test_own_fields_that_are_wrong_do_not_keep_the_rest_from_being_checked() -> None:
    said = Ranking(rfm=RfmSettings(demographics=[Grading(source="a-b", cuts=STAFF)]))
    assert found(ranking=said, fields=[OwnField(id="a-b", type="line")]) == [(("fields", 0, "id"), "C708")]
