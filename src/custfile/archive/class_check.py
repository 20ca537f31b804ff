"""What is wrong with the archive's own class schemes in the light of its customers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from custfile.analysis.classes.superfluous import superfluous
from custfile.analysis.figures import Figures
from custfile.archive.book import book
from custfile.archive.index import Index
from custfile.archive.page import read_page
from custfile.archive.place import placed
from custfile.archive.root import SETTINGS
from custfile.archive.schemes import schemes
from custfile.model.finding import Finding
from custfile.model.settings import Settings
from custfile.model.structure import structure


def class_findings(index: Index, as_of: date) -> Iterator[Finding]:
    """Yield a warning for each class of the settings that is empty on ``as_of``, and each level with too many classes.

    Everybody is classified for it, which takes much longer than what ``check.findings`` looks for.
    """
    settings = structure(Settings, index.settings_data)
    if not settings.classes:
        return
    figures = Figures(book(index, as_of), settings, schemes(settings))
    root = read_page(index.root.settings.read_bytes()).root
    for position, scheme in enumerate(settings.classes):
        for fault in superfluous(("classes", position), figures.placed(scheme.id), as_of.isoformat()):
            if root is not None:
                yield placed(fault, SETTINGS, root)
