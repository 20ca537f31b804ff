"""Class schemes as data: the settings under ``classes``."""

from __future__ import annotations

from typing import Final

from custfile.language import Label
from custfile.model.names import Names
from custfile.model.part import Part
from custfile.model.spec import PUBLIC, many, must, told
from custfile.model.values import Line, Quantity, Share, Text, Whole

SHIPPED: Final = (
    "time", "process", "nature", "nature-levels", "ownership", "product-line", "history", "size", "market-position",
    "profit", "region", "age", "credit", "key", "level", "service", "kind", "nature-history", "key-credit",
)  # fmt: skip
"""The ids of the schemes that come with the tool; an archive's own replaces the one of the same id."""

UNKNOWN: Final = "unknown"
"""The class of those whose value is absent, where a level has no default. It is not divided further."""

UNKNOWN_LABEL: Final = Label("not known", "不明", "不明")


class ClassSettings(Part):
    """One class of a level."""

    id: Line = must("Id", "代号", "代號", "As filters name it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people; those of the word when absent.", PUBLIC)
    of: list[Line] = many("Of", "包括", "包括", "Words of the source that belong here; its own id when absent.", PUBLIC)
    when: Line | None = told(
        "When", "条件", "條件", "Of ordered rules: a condition; the first that holds wins.", PUBLIC
    )

    @property
    def words(self) -> list[str]:
        """The words of the source that belong here."""
        return self.of or [self.id]


class LevelSettings(Part):
    """One level of a scheme, which decides by one criterion.

    With a ``source`` that is its words (grouped by ``of`` of the classes where there are some), or with ``cuts`` or
    ``pareto`` its numbers; without one it is ordered rules, the ``when`` of the classes.
    """

    within: list[Line] = many(
        "Within", "上级类别", "上級類別", "Classes above that this level divides; all when absent.", PUBLIC
    )
    source: Line | None = told(
        "Source", "来源", "來源", "A field of the file, a measure, or class.ID for another scheme.", PUBLIC
    )
    step: Whole | None = told(
        "Step", "第几段", "第幾段", "Of a source with slashes, such as a region: which part, from 1.", PUBLIC
    )
    cuts: list[Quantity] = many(
        "Borders", "分界", "分界", "Falling; a value at a border is in the class above.", PUBLIC
    )
    pareto: list[Share] = many(
        "Shares", "累计占比", "累計占比", "Rising; a class takes those before whom less than its share is sold.", PUBLIC
    )
    classes: list[ClassSettings] = many("Classes", "类别", "類別", "In their order, best first.", PUBLIC)
    default: Line | None = told(
        "Default", "其余归入", "其餘歸入", "The class of all others; compulsory with rules.", PUBLIC
    )

    @property
    def rules(self) -> list[ClassSettings]:
        """The classes that have a condition, in the order they are tried."""
        return [each for each in self.classes if each.when is not None]

    @property
    def borders(self) -> list[Quantity]:
        """The cuts or shares between the classes."""
        return self.cuts or self.pareto

    @property
    def bands(self) -> list[ClassSettings]:
        """The classes that ``borders`` divide: all, or all but a default that stands behind them."""
        spare = len(self.classes) == len(self.borders) + 2
        return [each for each in self.classes if not (spare and each.id == self.default)]


class SchemeSettings(Part):
    """A scheme: every customer in exactly one class of each level."""

    id: Line = must("Id", "代号", "代號", "Named by classify --by and class.ID.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    about: Text | None = told("About", "说明", "說明", "What it is for.", PUBLIC)
    levels: list[LevelSettings] = many("Levels", "层级", "層級", "From the top down.", PUBLIC)
