"""Import profiles of custfile.yaml: how a spreadsheet's columns map to fields, told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from custfile.archive.change import edit_file
from custfile.archive.root import SETTINGS, Root
from custfile.archive.settings_file import read_settings
from custfile.changes.fields import top_order
from custfile.errors import HasFindings, Misused
from custfile.exchange.columns import Columns, Wishes
from custfile.language import _
from custfile.model.edit import Append, Edit, Put, Value
from custfile.model.settings import Settings

if TYPE_CHECKING:
    from custfile.archive.write import Change


def with_profile(settings: Settings, profile: str | None, wishes: Wishes) -> Wishes:
    """Return ``wishes`` on top of the profile called ``profile``, if any. Raises ``Misused`` when there is none so called."""
    if profile is None:
        return wishes
    found = next((each for each in settings.imports if each.id == profile), None)
    if found is None:
        known = ", ".join(each.id for each in settings.imports) or "–"
        raise Misused(
            _("there is no profile '{profile}' in custfile.yaml; there are: {known}").format(
                profile=profile, known=known
            )
        )
    told = {**{field: str(heading) for field, heading in found.columns.items()}, **wishes.told}
    return Wishes(wishes.rows or found.rows, wishes.key or found.key, told, complete=True)


def profile_change(root: Root, settings: Settings, profile: str, columns: Columns, headings: Sequence[str]) -> Change:
    """Return the change of custfile.yaml that keeps ``columns`` as ``profile``, in place of one of that name."""
    kept: dict[str, Value] = {
        "id": profile,
        "rows": columns.rows,
        "key": columns.key.name,
        "columns": columns.told(headings),
    }
    place = next((place for place, each in enumerate(settings.imports) if each.id == profile), None)
    edit: Edit = Append(("imports",), kept) if place is None else Put(("imports", place), kept)
    change = edit_file(root, SETTINGS, [edit], top_order(Settings))
    errors = [finding for finding in read_settings(change.new or b"")[1] if finding.severity == "error"]
    if errors:
        raise HasFindings(
            _("the profile cannot be kept: {message}; {remedy}").format(
                message=errors[0].message, remedy=errors[0].remedy
            )
        )
    return change
