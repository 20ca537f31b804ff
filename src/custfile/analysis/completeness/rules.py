"""Which rules ask which customers for what: the forms of the kinds, and what the settings expect at a stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from custfile.analysis.book import Mask
from custfile.analysis.completeness.items import BASICS, Item, fields, papers
from custfile.analysis.figures import Figures
from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.own import customer_model
from custfile.model.settings import Expectation, Kind, Settings


@dataclass(frozen=True, eq=False)
class Rule:
    """Asks the customers to whom it ``applies`` for ``items``."""

    label: Label
    items: tuple[Item, ...]
    applies: Mask


def rules(figures: Figures) -> list[Rule]:
    """Return the rules in force, what is compulsory first.

    A customer of a kind that has no form in the settings is asked for the basics; what is expected at its stage comes on
    top for it as for the others.
    """
    settings, model = figures.settings, customer_model(figures.settings)
    kinds = pd.Series(figures.book.customers["kind"])
    found, formless = list[Rule](), np.ones(figures.size, dtype=np.bool_)
    for kind in settings.kinds:
        form = [(label, tuple(items)) for label, items in _form(kind, settings, model) if items]
        applies = (kinds == kind.id).to_numpy(dtype=np.bool_)
        found += [Rule(label, items, applies) for label, items in form]
        formless &= ~applies | (not form)
    basics = Rule(Label("basics of every file", "档案基本项", "檔案基本項目"), BASICS, formless)
    stages = [_stage(expectation, figures, model, kinds) for expectation in settings.completeness]
    return [basics, *found, *stages]


def _form(kind: Kind, settings: Settings, model: type) -> Iterator[tuple[Label, list[Item]]]:
    own = [item.id for item in settings.fields if kind.id in item.required_for and item.part in (None, "customer")]
    called = (kind.labels or NO_NAMES).label(kind.id)
    yield _named("required of {}", "必填（{}）", "必填（{}）", called), fields(model, [*kind.requires, *own])
    yield _named("papers of {}", "必备文件（{}）", "必備文件（{}）", called), papers(kind.documents)
    yield _named("form of {}", "表格（{}）", "表單（{}）", called), fields(model, kind.expects)


def _named(en: str, zh_CN: str, zh_TW: str, kind: Label) -> Label:
    return Label(en.format(kind.en), zh_CN.format(kind.zh_CN), zh_TW.format(kind.zh_TW))


def _stage(expectation: Expectation, figures: Figures, model: type, kinds: pd.Series[str]) -> Rule:
    label = (expectation.labels or NO_NAMES).label(expectation.id)
    items = (*fields(model, expectation.fields), *papers(expectation.documents))
    applies = np.ones(figures.size, dtype=np.bool_)
    if expectation.kinds:
        applies &= kinds.isin(expectation.kinds).to_numpy(dtype=np.bool_)
    if expectation.when is not None:
        applies &= np.array(figures.fits(expectation.when), dtype=np.bool_)
    return Rule(label, items, applies)
