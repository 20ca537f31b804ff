"""A year, day by day: people visit, put off, leave out, or do nothing, and the work list neither loses nor doubles anything.

Beside the file a clerk keeps a slip for each rule: the last day that counts and the steps done. Each day the clerk compares the
slips with what ``duties`` asks for, and at the end what the file says of every day of the year.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from custfile.analysis.schedule.duties import Duty, duties, known_on, settled
from custfile.model.customer import Collected, Customer
from custfile.model.events import Deferral, Visit
from custfile.model.schedule import DueSettings, RevisitRule
from custfile.model.settings import Person, Settings
from custfile.model.spans import Span

BEGIN = date(2026, 1, 1)
YEAR = 365
TEAM = [Person(id="li.na", name="李娜", role="rep"), Person(id="dr.chen", name="陈医生", role="physician")]
ROLES = {"li.na": "rep", "dr.chen": "physician"}
NEVER = 45

rules = st.builds(
    lambda steps, every, role, active: RevisitRule(
        id="", role=role, days=sorted(steps), every=every if every or not steps else None, active_from=active
    ),
    st.sets(st.integers(1, 90), max_size=3),
    st.one_of(st.none(), st.builds(Span, st.integers(0, 2), st.integers(1, 40))),
    st.sampled_from([None, "rep", "physician"]),
    st.one_of(st.none(), st.integers(0, 200).map(lambda days: BEGIN + timedelta(days))),
).filter(lambda rule: rule.days or rule.every)


@dataclass
class Slip:
    """What the clerk remembers of one rule at one customer."""

    rule: RevisitRule
    last: date
    done: int = 0
    put_off: dict[str, date] = field(default_factory=dict)

    def due(self) -> date | None:
        """Return when the next step is due, by nothing but the rule's own words."""
        days = self.rule.days
        if self.done < len(days):
            due = self.last + timedelta(days[self.done] - (days[self.done - 1] if self.done else 0))
        elif self.rule.every is not None:
            due = self.rule.every.after(self.last)
        else:
            return None
        return max([due, *self.put_off.values(), *([self.rule.active_from] if self.rule.active_from else [])])

    def does(self, today: date) -> None:
        """The step was done, or left out, today; a second time on one day changes nothing."""
        if today > self.last:
            self.last, self.done = today, self.done + 1


@dataclass
class Clerk:
    """Keeps the file of one customer, and the slips."""

    record: Customer
    firm: Settings
    slips: dict[str, Slip]
    seen: bool = False
    idle_since: date = BEGIN
    idle_until: date = date.min

    @classmethod
    def at(cls, firm: Settings) -> Clerk:
        """Begin with the file of a new customer of Li Na's."""
        record = Customer(name="丽人", kind="x", owner="li.na", collected=Collected(date=BEGIN))
        return cls(record, firm, {rule.id: Slip(rule, BEGIN) for rule in firm.revisits})

    def visit(self, today: date, by: str, rule: str | None) -> None:
        self.record = replace(self.record, visits=[*self.record.visits, Visit(date=today, by=by, rule=rule)])
        self.seen = True
        for slip in self.slips.values():
            if rule == slip.rule.id or (rule is None and slip.rule.role in (None, ROLES[by])):
                slip.does(today)

    def put_off(self, today: date, until: date, rule: str | None) -> None:
        self._defer(Deferral(date=today, until=until, rule=rule))
        if rule is None:
            self.idle_until = until
        for slip in self.slips.values():
            if rule in (None, slip.rule.id):
                slip.put_off[rule or ""] = until

    def leave_out(self, today: date, rule: str | None) -> None:
        self._defer(Deferral(date=today, rule=rule, reason="x"))
        if rule is None and self.lonely() <= today:
            self.idle_since = today
        for slip in self.slips.values():
            due = slip.due()
            if rule == slip.rule.id or (rule is None and due is not None and due <= today):
                slip.does(today)

    def _defer(self, deferral: Deferral) -> None:
        self.record = replace(self.record, deferrals=[*self.record.deferrals, deferral])

    def lonely(self) -> date:
        """Return when somebody has to look after a customer whom no rule asks for and nobody has seen."""
        return max(self.idle_since + timedelta(NEVER), self.idle_until)

    def expected(self) -> Counter[tuple[str, date]]:
        """Return what must be asked for, by the slips: each rule once, until it has nothing more to ask for."""
        asked = Counter({(name, due): 1 for name, slip in self.slips.items() if (due := slip.due()) is not None})
        return asked or Counter({} if self.seen else {("", self.lonely()): 1})


def listed(found: list[Duty]) -> Counter[tuple[str, date]]:
    return Counter((duty.rule, duty.day) for duty in found)


def live(clerk: Clerk, today: date, chance: Random) -> None:
    """Let the day pass as days do: most of the time nothing happens, and what is due is done sooner or later."""
    due = [name for name, slip in clerk.slips.items() if (day := slip.due()) is not None and day <= today]
    rule = chance.choice([None, *clerk.slips]) if clerk.slips else None
    what = chance.random()
    if what < (0.15 if due else 0.03):
        clerk.visit(today, chance.choice(list(ROLES)), rule if chance.random() < 0.3 else None)
    elif what < 0.20:
        clerk.put_off(today, today + timedelta(chance.randint(1, 40)), rule)
    elif what < 0.24:
        clerk.leave_out(today, rule)
    if chance.random() < 0.05:  # often twice on one day
        clerk.visit(today, "li.na", None)


@settings(max_examples=60)
@given(st.lists(rules, max_size=4), st.integers(0, 2**32))
def test_a_year_loses_and_doubles_nothing(made: list[RevisitRule], seed: int) -> None:
    firm = Settings(
        name="A",
        team=TEAM,
        revisits=[replace(rule, id=f"r{number}") for number, rule in enumerate(made)],
        due=DueSettings(never=NEVER),
    )
    clerk, chance, told = Clerk.at(firm), Random(seed), list[Counter[tuple[str, date]]]()
    days = [BEGIN + timedelta(number) for number in range(1, YEAR)]
    for today in days:
        live(clerk, today, chance)
        told.append(clerk.expected())
        assert listed(duties(clerk.record, firm)) == told[-1], today
    for today, then in zip(days[::7], told[::7], strict=True):
        assert listed(duties(known_on(clerk.record, today), firm)) == then, today
    assert settled(clerk.record) <= days[-1]
    shuffled = replace(clerk.record, visits=clerk.record.visits[::-1])
    assert duties(shuffled, firm) == duties(clerk.record, firm)
