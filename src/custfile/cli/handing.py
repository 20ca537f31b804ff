"""Handing over: what somebody holds, who takes it, the list to sign, and all of it written as one change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from custfile.analysis.allocation.order import RULES, OpenFile, allocate
from custfile.analysis.allocation.staff import ROLES, candidates
from custfile.archive.allocation import files, work
from custfile.archive.filters import Filters
from custfile.archive.handover import Holding, Possession, changes, possession
from custfile.archive.index import Index
from custfile.changes.handover import Handing
from custfile.cli import people
from custfile.cli.output import say
from custfile.cli.rendering import deliver
from custfile.cli.reporting import origin
from custfile.cli.session import Session
from custfile.cli.writing import writing
from custfile.errors import Misused
from custfile.language import _, count
from custfile.language import say as spoken
from custfile.model.settings import Settings
from custfile.model.table import Table
from custfile.report.handing import handing
from custfile.report.handover import handover


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for: from whom, to whom (``None``: nobody named), or to whoever is ``assigned``."""

    giver: str
    taker: str | None
    assigned: bool


@dataclass(frozen=True)
class Ready:
    """What is handed over: ``takers`` and ``reasons`` by the customer's id; ``taker`` has what is no customer's."""

    held: Possession
    taker: str | None
    takers: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)

    def handings(self) -> list[Handing]:
        """Return what goes to whom."""
        return [each.handing(self.held.giver, self.takers.get(each.match.id)) for each in self.held.holdings]

    def table(self, index: Index) -> Table:
        """Return it as a table, a row a thing."""
        named = index.catalog["people"]
        told = self.held.agenda_lines()
        return handing(self.held.giver, self.handings(), told, self.taker, named, self.reasons)


def ready(session: Session, wanted: Wanted) -> Ready:
    """Return what is to be handed over, as the archive stands.

    Raises ``Misused`` for a giver who holds nothing and is nobody of the team, and for a taker who cannot take it over.
    """
    index, settings = session.index, session.settings
    giver, held = _giver(session, wanted.giver)
    if wanted.taker is not None:
        taker = _taker(index, settings, giver, wanted.taker)
        return Ready(held, taker, {each.match.id: taker for each in held.holdings})
    if wanted.assigned:
        return Ready(held, None, *_assigned(session, held))
    return Ready(held, None, {})


def _giver(session: Session, typed: str) -> tuple[str, Possession]:
    """Return who gives, and what; one whom the team does not have any more may still be named by files."""
    try:
        giver = people.person(session.index, typed)
    except Misused:
        held = possession(session.index, session.settings, typed, session.as_of)
        if not held:
            raise
        return typed, held
    return giver, possession(session.index, session.settings, giver, session.as_of)


def _taker(index: Index, settings: Settings, giver: str, typed: str) -> str:
    taker = people.person(index, typed)
    if taker == giver:
        raise Misused(_("who gives cannot take over"))
    person = settings.person(taker)
    if person is not None and person.left is not None:
        raise Misused(_("{name} has left: {day}").format(name=person.name, day=person.left))
    return taker


def _assigned(session: Session, held: Possession) -> tuple[dict[str, str], dict[str, str]]:
    """Return who takes over each customer, and why: files by the order of allocation, else who owns the file."""
    settings, as_of = session.settings, session.as_of
    looked_after = {each.match.id: each for each in held.holdings if each.owns or each.advises}
    told = files(session.index, as_of, _only(list(looked_after)))
    team = candidates(
        settings, as_of, work(session.index, as_of), roles=_roles(settings, held.giver), without=held.giver
    )
    proposals = allocate([_open(each, looked_after[each.id]) for each in told], team, settings)
    takers = {each.file.id: each.owner for each in proposals if each.owner is not None}
    reasons = {each.file.id: f"{spoken(RULES[each.rule])}: {each.why}" for each in proposals}
    for each in held.holdings:
        owner = settings.person(each.record.owner)
        if each.match.id not in takers and not each.owns and owner and owner.left is None and owner.id != held.giver:
            takers[each.match.id] = owner.id
            reasons[each.match.id] = _("{name} looks after the file").format(name=owner.name)
    return takers, reasons


def _roles(settings: Settings, giver: str) -> Sequence[str] | None:
    """Return the role of ``giver``, when it is none of those that hold files: another of the same is to take over."""
    person = settings.person(giver)
    usual = (settings.assign.roles if settings.assign else None) or ROLES
    return None if person is None or person.role is None or person.role in usual else [person.role]


def _open(file: OpenFile, holding: Holding) -> OpenFile:
    """Return ``file`` as one to be given out; beside its owner somebody else is needed."""
    if holding.owns:
        return file
    others = {holding.record.owner, *holding.record.advisors}
    barred = frozenset(each for each in others if each is not None)
    return OpenFile(file.id, file.name, file.region, file.collector, file.point, file.owner, barred)


def _only(ids: Sequence[str]) -> Filters:
    return Filters(" and c.id in (select value from json_each(?))", (json.dumps(ids),))


def sign(session: Session, found: Ready, output: str, format: Literal["md", "html"]) -> None:  # noqa: A002
    """Write the list to sign to the file ``output``."""
    made = handover(
        found.held.giver, found.handings(), found.held.agenda_lines(), found.taker, origin(session, ""),
        session.index.catalog,
    )  # fmt: skip
    deliver(session, made, output, format)


def hand_over(
    session: Session, wanted: Wanted, output: str | None, format: Literal["md", "html"], *, dry_run: bool, commit: bool | None  # noqa: A002
) -> None:  # fmt: skip
    """Write what is handed over into all files, all or none, after the list to sign; with ``dry_run`` show the change."""
    with writing(session) as desk:
        found = ready(session, wanted)
        giver = found.held.giver
        made = changes(desk.root, desk.index, session.settings, found.held, found.takers, found.taker, session.as_of)
        if output is not None and not dry_run:
            sign(session, found, output, format)
        if made:
            desk.save(made, _message(giver, found), dry_run=dry_run, committing=commit)
        if made and not dry_run:
            say(count("{n} file changed", "{n} files changed", len(made)))
            session.forget()
    if not dry_run:
        _sum_up(session, giver)


def _message(giver: str, found: Ready) -> str:
    takers = ", ".join(sorted(set(found.takers.values())))
    return f"handover: {giver} → {takers}"


def _sum_up(session: Session, giver: str) -> None:
    """Say whether anything still names ``giver`` as its holder."""
    left = possession(session.index, session.settings, giver, session.as_of)
    person = session.settings.person(giver)
    name = person.name if person else giver
    if left:
        ids = ", ".join([*(each.match.id for each in left.holdings), *(line.about for line in left.agenda_lines())])
        say(_("still with {name}: {ids}; run: custfile handover {giver} PERSON --apply").format(
            name=name, ids=ids, giver=giver))  # fmt: skip
    else:
        say(_("nothing names {name} as its holder any more").format(name=name))
    if person is not None and person.left is None:
        say(_("{name} is still in the team; write the last day as left: in custfile.yaml").format(name=name))
