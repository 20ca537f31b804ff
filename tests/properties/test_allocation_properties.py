"""Whatever files and people there are: nobody is forgotten, nobody overloaded, and order does not matter."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.allocation.nearest import Point
from custfile.analysis.allocation.order import COLLECTOR, MANAGER, NEAREST, NEW, OpenFile, allocate
from custfile.analysis.allocation.staff import Work, candidates
from custfile.model.schedule import AssignSettings
from custfile.model.settings import Person, Settings

AS_OF = date(2026, 11, 20)
REGIONS = st.sampled_from([None, "台北", "台北/大安區", "台北/信義區", "新北/板橋區", "🏝️"])
NAMES = ("a", "b", "c", "d", "e")

people = st.builds(
    Person,
    id=st.sampled_from(NAMES),
    name=st.just("某"),
    role=st.sampled_from(["rep", "rep", "rep", "manager"]),
    region=REGIONS,
    joined=st.sampled_from([None, date(2020, 1, 1), date(2026, 10, 1), date(2027, 1, 1)]),
    left=st.sampled_from([None, None, None, date(2026, 1, 1)]),
)
files = st.builds(
    OpenFile,
    id=st.integers(1, 999).map("C{:06}".format),
    name=st.just("某"),
    region=REGIONS,
    collector=st.sampled_from([None, *NAMES, "stranger"]),
    point=st.none() | st.builds(Point, st.floats(20, 30), st.floats(115, 125)),
    owner=st.none(),
    barred=st.frozensets(st.sampled_from(NAMES), max_size=2),
)
works = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        Work, st.integers(0, 9), st.integers(0, 20), st.integers(-100, 10_000), st.integers(5, 9), st.integers(0, 5)
    ),
)
settings = st.builds(
    Settings,
    name=st.just("A"),
    team=st.lists(people, unique_by=lambda person: person.id),
    assign=st.none()
    | st.builds(
        AssignSettings,
        new_share=st.none() | st.decimals(0, 1, places=2),
        most=st.none() | st.integers(0, 12),
    ),
)


@given(settings, st.lists(files, unique_by=lambda file: file.id), works, st.randoms())
def test_every_file_is_given_to_one_who_may_hold_it_or_listed_for_the_manager(
    told: Settings, open_files: list[OpenFile], work: dict[str, Work], dice: Random
) -> None:
    team = candidates(told, AS_OF, work)
    allowed = {each.id for each in team}
    new = {each.id for each in team if each.new}
    held = {each.id: each.files for each in team}
    found = allocate(open_files, team, told)

    assert [each.file.id for each in found] == sorted(file.id for file in open_files)
    for each in found:
        assert (each.owner is None) == (each.rule == MANAGER)
        assert each.owner is None or (each.owner in allowed and each.owner not in each.file.barred)
        assert each.why
    got = Counter(each.owner for each in found if each.owner)
    assert all(each.given == got[each.id] for each in team)
    most = told.assign.most if told.assign else None
    assert most is None or all(held[person] + number <= most for person, number in got.items())

    by_new = [each for each in found if each.rule == NEW]
    left = [each for each in found if each.rule not in (COLLECTOR, NEAREST)]
    share = Fraction(told.assign.new_share) if told.assign and told.assign.new_share is not None else Fraction(1, 5)
    assert {each.owner for each in by_new} <= new
    assert len(by_new) <= share * len(left) + Fraction(1, 2)
    if new != allowed:
        assert {each.owner for each in left if each.rule != NEW}.isdisjoint(new)
        if new and most is None and not any(each.file.barred for each in left):
            assert abs(len(by_new) - share * len(left)) <= Fraction(1, 2)

    dice.shuffle(open_files)
    again = allocate(open_files, candidates(told, AS_OF, work), told)
    assert [(each.file, each.owner, each.steps) for each in again] == [
        (each.file, each.owner, each.steps) for each in found
    ]
