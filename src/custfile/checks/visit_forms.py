"""The form of a visit: the fields it requires are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.checks.forms import present
from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.own import customer_model
from custfile.model.settings import Settings
from custfile.model.trail import title
from custfile.model.values import nearest


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C219 for each required field that a visit lacks."""
    for position, visit in enumerate(record.visits if settings.visit_forms else ()):
        form = settings.visit_form(visit.purpose, record.kind)
        for field in form.requires if form else ():
            if not present(visit, field):
                yield Fault(("visits", position), "C219", {"got": form.id if form else "", "field": field})


def check_visit_forms(settings: Settings) -> Iterator[Fault]:
    """Yield C702 for each field of a form that visits do not have, and each kind that there is not."""
    model, kinds = customer_model(settings), [kind.id for kind in settings.kinds]
    for position, form in enumerate(settings.visit_forms):
        for key in ("asks", "requires"):
            for place, field in enumerate(getattr(form, key)):
                try:
                    title(model, f"visits.{field}")
                except KeyError:
                    yield Fault(
                        ("visit_forms", position, key, place), "C702", {"got": field, "wanted": "field", "hint": ""}
                    )
        for place, kind in enumerate(form.kinds):
            if kind not in kinds:
                hint = nearest(kind, kinds)
                params = {"got": kind, "wanted": "kind", "hint": hint}
                yield Fault(("visit_forms", position, "kinds", place), "C702", params)
