"""Who is given which file: who collected it, then the nearest, then a share to new staff, then by record and load.

What nobody can be given is left to the manager. Each rule decides for all files before the next one does, in the order
of the files' ids, so that the order in which they are told does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import nsmallest
from typing import Final

from custfile.analysis.allocation.nearest import Point, kilometres, levels, nearest, start
from custfile.analysis.allocation.staff import NEW_SHARE, Candidate
from custfile.language import Label, _, count
from custfile.model.schedule import AssignSettings
from custfile.model.settings import Settings

COLLECTOR: Final = "collector"
NEAREST: Final = "nearest"
NEW: Final = "new_staff"
RECORD: Final = "record"
MANAGER: Final = "manager"
_SHOWN: Final = 3
RULES: Final = {
    COLLECTOR: Label("collected it", "谁收集谁负责", "誰收集誰負責"),
    NEAREST: Label("nearest region", "就近区域", "就近區域"),
    NEW: Label("share of new staff", "新员工份额", "新員工份額"),
    RECORD: Label("ability, load, efficiency", "能力、工作量、效率", "能力、工作量、效率"),
    MANAGER: Label("the manager decides", "主管决定", "主管決定"),
}


@dataclass(frozen=True)
class OpenFile:
    """A file that needs an owner. ``owner`` is who held it last; ``barred`` may not be given it."""

    id: str
    name: str
    region: str | None = None
    collector: str | None = None
    point: Point | None = None
    owner: str | None = None
    barred: frozenset[str] = frozenset()


@dataclass
class Proposal:
    """To whom a file is to be given, by which rule; ``None``: the manager decides. ``steps``: what each rule found."""

    file: OpenFile
    owner: str | None = None
    rule: str = MANAGER
    steps: list[tuple[str, str]] = field(default_factory=list)

    @property
    def why(self) -> str:
        """What decided."""
        return self.steps[-1][1]


def allocate(files: Iterable[OpenFile], people: Sequence[Candidate], settings: Settings) -> list[Proposal]:
    """Return who is to be given each of ``files``, by id; ``people`` (see ``candidates``) hear of what they are given."""
    return _Allocation(files, people, settings).made()


class _Allocation:
    def __init__(self, files: Iterable[OpenFile], people: Sequence[Candidate], settings: Settings) -> None:
        how = settings.assign or AssignSettings()
        self._proposals = [Proposal(each) for each in sorted(files, key=lambda each: each.id)]
        self._people = sorted(people, key=lambda each: each.id)
        self._known = {each.id: each for each in self._people}
        self._most = how.most
        self._share = NEW_SHARE if how.new_share is None else Fraction(how.new_share)
        self._settings = settings

    def made(self) -> list[Proposal]:
        self._each(COLLECTOR, self._by_collector)
        self._each(NEAREST, self._by_region)
        self._to_new_staff()
        self._each(RECORD, self._by_record)
        for proposal in self._left():
            proposal.steps.append((MANAGER, self._nobody(proposal.file)))
        return self._proposals

    def _left(self) -> list[Proposal]:
        return [proposal for proposal in self._proposals if proposal.owner is None]

    def _each(self, rule: str, decide: Callable[[OpenFile], tuple[Candidate | None, str]]) -> None:
        for proposal in self._left():
            who, why = decide(proposal.file)
            self._note(proposal, rule, who, why)

    def _note(self, proposal: Proposal, rule: str, who: Candidate | None, why: str) -> None:
        proposal.steps.append((rule, why))
        if who is not None:
            proposal.owner, proposal.rule = who.id, rule
            who.given += 1

    def _full(self, each: Candidate) -> bool:
        return self._most is not None and each.files >= self._most

    def _free(self, file: OpenFile) -> list[Candidate]:
        """Return who may be given ``file`` and has room for it."""
        return [each for each in self._people if each.id not in file.barred and not self._full(each)]

    def _by_collector(self, file: OpenFile) -> tuple[Candidate | None, str]:
        if file.collector is None:
            return None, _("nobody is told to have collected it")
        who, name = self._known.get(file.collector), self._name(file.collector)
        if who is None or who.id in file.barred:
            return None, self._not_allowed(file.collector, name)
        if self._full(who):
            return None, _("{name} collected it, but holds {n} files already").format(name=name, n=who.files)
        return who, _("{name} collected it").format(name=name)

    def _not_allowed(self, collector: str, name: str) -> str:
        person = self._settings.person(collector)
        if person is None:
            return _("{name} collected it, but is not in the team").format(name=name)
        if person.left is not None:
            return _("{name} collected it, but left on {day}").format(name=name, day=person.left)
        return _("{name} collected it, but is not to hold it").format(name=name)

    def _by_region(self, file: OpenFile) -> tuple[Candidate | None, str]:
        free = self._free(file)
        found = nearest(file.region, file.point, free)
        if not found:
            return None, _("no region in common with anybody")
        if len(found) > 1:
            names = ", ".join(each.person.name for each in found)
            return None, _("{names} are equally near ({why})").format(names=names, why=self._near(file, found[0]))
        return found[0], self._near(file, found[0])

    def _near(self, file: OpenFile, who: Candidate) -> str:
        common = levels(file.region, who.person.region)
        shared = count("{n} level in common", "{n} levels in common", common)
        told = _("{region} and {own}: {shared}").format(
            region=file.region or "–", own=who.person.region or "–", shared=shared
        )
        begins = start(who)
        if file.point is None or begins is None:
            return told
        return _("{told}, {km} km from the start").format(told=told, km=f"{kilometres(file.point, begins):.1f}")

    def _to_new_staff(self) -> None:
        """Give new staff their share of what is left: files near them first, each to who has least of them."""
        left, new = self._left(), [each for each in self._people if each.new]
        if not new or len(new) == len(self._people):
            why = _("nobody is new") if not new else _("everybody is new")
            for proposal in left:
                proposal.steps.append((NEW, why))
            return
        quota = int(self._share * len(left) + Fraction(1, 2))
        told = _("{share} of {left} files is {quota}")
        why = told.format(share=f"{float(self._share):.0%}", left=len(left), quota=quota)
        for proposal in sorted(left, key=lambda each: (not self._near_new(each.file), each.file.id)):
            who = self._newest(proposal.file) if quota else None
            quota -= who is not None
            self._note(proposal, NEW, who, why)

    def _near_new(self, file: OpenFile) -> bool:
        return any(each.new for each in nearest(file.region, file.point, self._free(file)))

    def _newest(self, file: OpenFile) -> Candidate | None:
        free = [each for each in self._free(file) if each.new]
        near = nearest(file.region, file.point, free) or free
        return min(near, key=lambda each: (each.load, each.id), default=None)

    def _by_record(self, file: OpenFile) -> tuple[Candidate | None, str]:
        """Give it to the one whose load, by merit, stays lowest; of several who are nearest to one of these.

        New staff have had their share.
        """
        free = self._free(file)
        settled = free if all(each.new for each in self._people) else [each for each in free if not each.new]
        if not settled:
            return None, _("nobody who is not new has room for it") if free else _("nobody has room for it")
        among = nearest(file.region, file.point, settled) or settled
        best = nsmallest(_SHOWN, among, key=lambda each: (each.pressure, each.load, each.id))
        return best[0], "; ".join(map(_pressed, best))

    def _nobody(self, file: OpenFile) -> str:
        if all(each.id in file.barred for each in self._people):
            return _("nobody in the team may hold it")
        if self._free(file):
            return _("only new staff have room for it, and they have had their share")
        return _("everybody who may hold it has {most} files or more").format(most=self._most)

    def _name(self, person: str) -> str:
        known = self._settings.person(person)
        return known.name if known else person


def _pressed(each: Candidate) -> str:
    told = _("{name} ({load} + 1) / {merit} = {pressure}")
    figures = {"load": each.load, "merit": f"{each.merit:.2f}", "pressure": f"{each.pressure:.1f}"}
    return told.format(name=each.person.name, **figures)
