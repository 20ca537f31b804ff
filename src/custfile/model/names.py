"""Labels that the settings give in the languages the firm needs."""

from __future__ import annotations

from typing import Final

from custfile.language import Label
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, told
from custfile.model.values import Line


class Names(Part):
    """A label in the languages the firm needs."""

    en: Line | None = told("English", "英文", "英文", "In English.", PUBLIC)
    zh_CN: Line | None = told("Simplified Chinese", "简体", "簡體", "In simplified Chinese.", PUBLIC)
    zh_TW: Line | None = told("Traditional Chinese", "繁体", "繁體", "In traditional Chinese.", PUBLIC)

    def label(self, fallback: str) -> Label:
        """Return the three names; a missing one is the first that is told, or ``fallback``."""
        told_first = self.en or self.zh_CN or self.zh_TW or fallback
        chinese = self.zh_CN or self.zh_TW or told_first
        return Label(self.en or told_first, self.zh_CN or chinese, self.zh_TW or chinese)


NO_NAMES: Final = Names()
