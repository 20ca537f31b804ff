"""Class schemes as data: the settings under ``classes``."""

from __future__ import annotations

from dataclasses import dataclass

from custfile.model.names import Names
from custfile.model.people import Part
from custfile.model.spec import PUBLIC, many, must, told
from custfile.model.values import Line, Quantity, Share, Text


@dataclass(frozen=True, kw_only=True)
class ClassSettings(Part):
    """One class of a level."""

    id: Line = must("Id", "代号", "代號", "As filters name it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    when: Line | None = told("When", "条件", "條件", "Of an ordered rule: a filter.", PUBLIC)
    of: list[Line] = many(
        "Of", "包括", "包括", "Words of the field, or classes of the scheme, that belong here.", PUBLIC
    )


@dataclass(frozen=True, kw_only=True)
class LevelSettings(Part):
    """One level of a scheme, which decides by one criterion.

    The criterion is a ``field`` of the file, another ``scheme``, a ``measure`` with ``cuts`` or ``pareto``, or ordered
    rules (``when`` of the classes). What none of the classes takes goes to the ``default``.
    """

    id: Line | None = told("Id", "代号", "代號", "What the level is called.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    within: list[Line] = many(
        "Within", "上级类别", "上級類別", "Classes above that are divided; all when absent.", PUBLIC
    )
    field: Line | None = told("Field", "项目", "項目", "A field of the file.", PUBLIC)
    scheme: Line | None = told("Scheme", "分类", "分類", "Another scheme.", PUBLIC)
    measure: Line | None = told("Measure", "指标", "指標", "A measure: amount_12m, pay_index …", PUBLIC)
    cuts: list[Quantity] = many(
        "Borders", "分界", "分界", "Falling; a value at a border is in the class above.", PUBLIC
    )
    pareto: list[Share] = many("Shares", "累计占比", "累計占比", "Cumulative shares: 0.80, 0.95.", PUBLIC)
    classes: list[ClassSettings] = many("Classes", "类别", "類別", "In their order, best first.", PUBLIC)
    default: Line | None = told("Default", "其余归入", "其餘歸入", "Class of all others.", PUBLIC)


@dataclass(frozen=True, kw_only=True)
class SchemeSettings(Part):
    """A scheme: every customer in exactly one class of each level."""

    id: Line = must("Id", "代号", "代號", "Named by classify --by and class.ID.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    about: Text | None = told("About", "说明", "說明", "What it is for.", PUBLIC)
    levels: list[LevelSettings] = many("Levels", "层级", "層級", "From the top down.", PUBLIC)
