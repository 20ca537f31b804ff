"""Who is given which file: each rule by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from custfile.analysis.allocation.nearest import Point, kilometres, levels
from custfile.analysis.allocation.order import COLLECTOR, MANAGER, NEAREST, NEW, RECORD, OpenFile, Proposal, allocate
from custfile.analysis.allocation.staff import Work, candidates
from custfile.analysis.allocation.tables import explained, proposed
from custfile.model.people import Place
from custfile.model.schedule import AssignSettings
from custfile.model.settings import Person, Settings

AS_OF = date(2026, 11, 20)
LI = Person(id="li.na", name="李娜", role="rep", region="郑州/中原区", joined=date(2020, 1, 1))
WANG = Person(id="wang.wei", name="王伟", role="rep", region="郑州/二七区", joined=date(2021, 1, 1))
NEW_ONE = Person(id="sun.yue", name="孙悦", role="rep", region="洛阳", joined=date(2026, 8, 1))
GONE = Person(id="zhao.min", name="赵敏", role="rep", region="开封", left=date(2026, 6, 30))
BOSS = Person(id="boss", name="周总", role="manager", region="开封")


def settled(*team: Person, **how: object) -> Settings:
    return Settings(name="A", team=list(team), assign=AssignSettings(**how) if how else None)  # type: ignore[arg-type]


def given(settings: Settings, *files: OpenFile, **work: Work) -> list[Proposal]:
    """Return the proposals; ``work`` is by id, with an underscore for the dot."""
    told = {person.replace("_", "."): each for person, each in work.items()}
    return allocate(files, candidates(settings, AS_OF, told), settings)


def told(proposals: list[Proposal]) -> list[tuple[str, str | None, str]]:
    return [(each.file.id, each.owner, each.rule) for each in proposals]


def test_who_collected_it_keeps_it() -> None:
    """Though another works nearer."""
    (found,) = given(settled(LI, WANG), OpenFile("C1", "A", "郑州/二七区", collector="li.na"))
    assert (found.owner, found.rule, found.why) == ("li.na", COLLECTOR, "李娜 collected it")


@pytest.mark.parametrize(
    ("collector", "why"),
    [
        (None, "nobody is told to have collected it"),
        ("zhao.min", "赵敏 collected it, but left on 2026-06-30"),
        ("boss", "周总 collected it, but is not to hold it"),
        ("stranger", "stranger collected it, but is not in the team"),
    ],
)
def test_a_collector_who_cannot_keep_it(collector: str | None, why: str) -> None:
    (found,) = given(settled(LI, WANG, GONE, BOSS), OpenFile("C1", "A", "郑州/二七区", collector))
    assert found.steps[0] == (COLLECTOR, why)
    assert told([found]) == [("C1", "wang.wei", NEAREST)]


def test_the_nearest_shares_most_levels_of_the_region() -> None:
    """郑州/二七区/大学路 has one level in common with 李娜, two with 王伟."""
    (found,) = given(settled(LI, WANG), OpenFile("C1", "A", "郑州/二七区/大学路"))
    assert (found.owner, found.rule) == ("wang.wei", NEAREST)
    assert found.why == "郑州/二七区/大学路 and 郑州/二七区: 2 levels in common"


def test_of_two_equally_near_the_one_whose_day_begins_nearer() -> None:
    """One degree of latitude is 6371 km × π / 180 = 111.19 km; 0.1 and 0.2 degrees are 11.1 and 22.2 km."""
    team = [
        Person(id=name, name=name, role="rep", region="郑州", start=Place(lat=Decimal(lat), lon=Decimal("113.6")))
        for name, lat in (("a", "34.9"), ("b", "34.6"))
    ]
    (found,) = given(settled(*team), OpenFile("C1", "A", "郑州/金水区", point=Point(34.8, 113.6)))
    assert (found.owner, found.rule) == ("a", NEAREST)
    assert found.why == "郑州/金水区 and 郑州: 1 level in common, 11.1 km from the start"
    (other,) = given(settled(*team), OpenFile("C1", "A", point=Point(34.7, 113.6)))
    assert told([other]) == [("C1", "b", NEAREST)]


def test_levels_and_kilometres() -> None:
    assert levels("DE/Hamburg", "de / Hamburg/Altona") == 2
    assert levels("DE/Hamburg", "FR/Hamburg") == 0
    assert levels(None, "DE") == levels("DE", None) == 0
    assert kilometres(Point(0, 0), Point(1, 0)) == pytest.approx(111.19, abs=0.01)
    assert kilometres(Point(52.52, 13.405), Point(48.137, 11.575)) == pytest.approx(504, abs=1)  # Berlin, Munich


def test_new_staff_have_their_share_of_what_is_left() -> None:
    """Six files, one by its collector: of the five left a fifth is one; new is who joined within six months."""
    files = [OpenFile("C1", "A", collector="li.na"), *(OpenFile(f"C{number}", "A") for number in range(2, 7))]
    found = given(settled(LI, WANG, NEW_ONE), *files)
    assert [each.rule for each in found] == [COLLECTOR, NEW, RECORD, RECORD, RECORD, RECORD]
    assert found[1].owner == "sun.yue"
    assert found[1].why == "20% of 5 files is 1"
    assert "sun.yue" not in [each.owner for each in found[2:]]


def test_the_share_of_new_staff_is_taken_where_they_are_near() -> None:
    """Two in 洛阳 work there; they are equally near, and one of them is new: the file there is hers, not the first one."""
    old = Person(id="old", name="老周", role="rep", region="洛阳")
    files = [OpenFile("C1", "A"), OpenFile("C2", "A"), OpenFile("C3", "A", "洛阳/西工区")]
    found = given(settled(old, NEW_ONE, new_share=Decimal("0.3")), *files)
    assert told(found) == [("C1", "old", RECORD), ("C2", "old", RECORD), ("C3", "sun.yue", NEW)]


@pytest.mark.parametrize(("joined", "new"), [(date(2026, 5, 20), False), (date(2026, 5, 21), True), (None, False)])
def test_who_is_new(joined: date | None, new: bool) -> None:
    """Six months from 20 May end on 20 November."""
    (each,) = candidates(settled(Person(id="a", name="a", role="rep", joined=joined)), AS_OF, {})
    assert each.new is new


def test_the_lowest_load_by_merit() -> None:
    """李娜: 20,000 a file, all of 4 in time. 王伟: 10,000 a file, 2 of 4.

    The averages are 15,000 and 75 %. 李娜: (1.333 + 1.333) / 2 = 1.333, 王伟: (0.667 + 0.667) / 2 = 0.667.
    Loads of 7 and 3 are with one more file 8 / 1.333 = 6.0 and 4 / 0.667 = 6.0: a tie, which the lower load wins; then
    王伟 has 5 / 0.667 = 7.5, and 李娜 is next.
    """
    work = {
        "li_na": Work(files=5, load=7, amount=100_000_00, asked=4, kept=4),
        "wang_wei": Work(files=2, load=3, amount=20_000_00, asked=4, kept=2),
    }
    found = given(settled(LI, WANG), OpenFile("C1", "A"), OpenFile("C2", "A"), **work)
    assert told(found) == [("C1", "wang.wei", RECORD), ("C2", "li.na", RECORD)]
    assert found[1].why == "李娜 (7 + 1) / 1.33 = 6.0; 王伟 (4 + 1) / 0.67 = 7.5"


def test_merit_stays_within_half_and_twice_the_average() -> None:
    """Amounts a file of 0, 0 and 90: of the average 30 these are 0 and 3, taken for 0.5 and 2."""
    team = [Person(id=name, name=name, role="rep") for name in "abcd"]
    work = {name: Work(files=1, load=1, amount=amount) for name, amount in (("a", 0), ("b", 0), ("c", 90))}
    found = candidates(settled(*team), AS_OF, work)
    assert [(each.ability, each.efficiency) for each in found] == [(0.5, 1), (0.5, 1), (2, 1), (1, 1)]
    assert [each.merit for each in found] == [0.75, 0.75, 1.5, 1]


def test_only_of_those_who_are_equally_near_one_is_chosen() -> None:
    far = Person(id="far", name="far", role="rep", region="广州")
    work = {"li_na": Work(load=9), "wang_wei": Work(load=8), "far": Work()}
    (found,) = given(settled(LI, WANG, far), OpenFile("C1", "A", "郑州/金水区"), **work)
    assert told([found]) == [("C1", "wang.wei", RECORD)]
    assert found.steps[1][1] == "李娜, 王伟 are equally near (郑州/金水区 and 郑州/中原区: 1 level in common)"


def test_who_is_full_gets_no_more_and_the_rest_is_the_managers() -> None:
    """Two at most: 李娜 holds two, 王伟 one."""
    files = [OpenFile(f"C{number}", "A", collector="li.na") for number in (1, 2)]
    work = {"li_na": Work(files=2, load=2), "wang_wei": Work(files=1, load=1)}
    found = given(settled(LI, WANG, most=2), *files, **work)
    assert told(found) == [("C1", "wang.wei", RECORD), ("C2", None, MANAGER)]
    assert found[0].steps[0][1] == "李娜 collected it, but holds 2 files already"
    assert found[1].why == "everybody who may hold it has 2 files or more"


def test_nobody_may_hold_it() -> None:
    (found,) = given(settled(BOSS), OpenFile("C1", "A"))
    assert (found.owner, found.why) == (None, "nobody in the team may hold it")
    (barred,) = given(settled(LI), OpenFile("C1", "A", collector="li.na", barred=frozenset({"li.na"})))
    assert (barred.owner, barred.why) == (None, "nobody in the team may hold it")


def test_only_new_staff_have_room() -> None:
    """A fifth of three files is one: the other two are not theirs."""
    files = [OpenFile(f"C{number}", "A") for number in (1, 2, 3)]
    found = given(settled(LI, NEW_ONE, most=3), *files, li_na=Work(files=3, load=3))
    assert told(found) == [("C1", "sun.yue", NEW), ("C2", None, MANAGER), ("C3", None, MANAGER)]
    assert found[1].why == "only new staff have room for it, and they have had their share"


def test_a_team_that_is_all_new_has_no_share() -> None:
    found = given(settled(NEW_ONE), OpenFile("C1", "A"))
    assert told(found) == [("C1", "sun.yue", RECORD)]
    assert found[0].steps[2] == (NEW, "everybody is new")


def test_who_may_be_given_files() -> None:
    later = Person(id="later", name="x", role="rep", joined=date(2026, 12, 1))
    leaving = Person(id="leaving", name="x", role="rep", left=date(2026, 12, 31))
    settings = settled(LI, BOSS, GONE, later, leaving, roles=["rep", "manager"])
    assert [each.id for each in candidates(settings, AS_OF, {})] == ["boss", "li.na"]
    assert [each.id for each in candidates(settings, AS_OF, {}, without="boss")] == ["li.na"]
    assert [each.id for each in candidates(settings, AS_OF, {}, roles=["manager"])] == ["boss"]


def test_tables() -> None:
    settings = settled(LI, WANG)
    people = candidates(settings, AS_OF, {"li.na": Work(files=12, load=14, amount=120_00, asked=3, kept=2)})
    found = allocate([OpenFile("C1", "丽人", "郑州", collector="li.na", owner="zhao.min")], people, settings)
    table = proposed(found, people, {}, AS_OF)
    assert table.rows == [("C1", "丽人", "郑州", "zhao.min", "li.na", COLLECTOR, "李娜 collected it")]
    assert [value for _label, value in table.facts] == ["2026-11-20", "collected it 1", "李娜 12 → 13"]
    why = explained(found[0], people, {}, AS_OF)
    assert why.rows == [(COLLECTOR, "李娜 collected it", "li.na")]
    assert why.facts[2][1] == "李娜 (1.00 + 1.00) / 2 = 1.00: 120.00 in 12 files, 2 of 3 in time"
