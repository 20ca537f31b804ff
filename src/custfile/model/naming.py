"""Every name that a condition may use: the fields of the file, the measures, and the classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from custfile.language import Label
from custfile.model.condition import DAY, GRADE, MONEY, NUMBER, RECORD, TEXT, Kind, Word, kind_of
from custfile.model.measures import MEASURES, Measure, measure
from custfile.model.names import NO_NAMES
from custfile.model.own import customer_model
from custfile.model.scheme import SHIPPED, UNKNOWN, UNKNOWN_LABEL, SchemeSettings
from custfile.model.settings import Settings
from custfile.model.spec import declared
from custfile.model.trail import title

CLASS: Final = "class."
_NAMED: Final = {"kind": "kinds", "team": "team", "stage": "funnel"}
_KINDS: Final = {"money": MONEY, "day": DAY, "grade": GRADE, "word": TEXT}


class Names(Mapping[str, Kind]):
    """The names there are in an archive, each with the kind of its values.

    ``schemes``: the class schemes by id. ``words``: those of measures that are words, by the measure's name.
    A measure over a window is known for any number of months; the ones for 12 months stand for all when names are listed.
    """

    def __init__(
        self,
        settings: Settings,
        schemes: Mapping[str, SchemeSettings],
        words: Mapping[str, Mapping[str, Label]] | None = None,
    ) -> None:
        self._settings = settings
        self._schemes = schemes
        self._words = words or {}

    def __getitem__(self, name: str) -> Kind:
        found = measure(name)
        if found is not None:
            return Word(self._words[name]) if name in self._words else _KINDS.get(found.kind, NUMBER)
        if name.startswith(CLASS):
            return self._class(name.removeprefix(CLASS))
        if name in self.fields:
            return self.fields[name]
        root = name.partition(".")[0]
        if name != root and root in self._free:
            return TEXT
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        yield from (each.name for each in self.measures)
        yield from (f"{CLASS}{scheme}" for scheme in dict.fromkeys((*self._schemes, *SHIPPED)))
        yield from (path for path in self.fields if measure(path) is None)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    def label(self, name: str) -> Label:
        """Return what ``name`` is called; what is no name stays as it is."""
        found = measure(name)
        if found is not None:
            return found.called
        scheme = name.removeprefix(CLASS)
        if scheme != name:
            listed = self._schemes.get(scheme)
            return (listed.labels if listed and listed.labels else NO_NAMES).label(scheme)
        try:
            return _whole(self._model, name)
        except KeyError:
            return Label(name, name, name)

    @cached_property
    def _model(self) -> type[Any]:
        """The model of a customer's file, with the archive's own fields."""
        return customer_model(self._settings)

    def _class(self, scheme: str) -> Kind:
        """Return the kind of the classes of ``scheme``; one that is shipped has words even where it is not at hand."""
        if scheme not in self._schemes and scheme in SHIPPED:
            return TEXT
        return _classes(self._schemes[scheme])

    @cached_property
    def measures(self) -> list[Measure]:
        """The measures, those over a window for twelve months."""
        return [found for each in MEASURES if (found := measure(f"{each.name}_12m" if each.window else each.name))]

    @cached_property
    def fields(self) -> Mapping[str, Kind]:
        """The fields of a customer's file by dotted path; a part of it is only told or not."""
        return dict(self._walked(self._model, ""))

    @cached_property
    def _free(self) -> set[str]:
        model = customer_model(self._settings)
        return {item.key for item in declared(model) if item.scalar is None and item.part is None}

    def _walked(self, part: type[Any], prefix: str) -> Iterator[tuple[str, Kind]]:
        for item in declared(part):
            path = f"{prefix}{item.key}"
            if item.spec.refers in _NAMED:
                yield path, self._named(_NAMED[item.spec.refers])
            elif item.scalar is not None:
                yield path, kind_of(item.scalar)
            else:
                yield path, RECORD
                yield from self._walked(item.part, f"{path}.") if item.part is not None else ()

    def _named(self, key: str) -> Kind:
        """Return the kind of a field that names what the settings list; without a list it is any text."""
        listed = getattr(self._settings, key)
        labels = {item.id: _label(item) for item in listed}
        return Word(labels) if labels else TEXT


def _classes(scheme: SchemeSettings) -> Kind:
    """Return the kind of a class: one of those the scheme lists, or any text where a field's own words are the classes."""
    if any(not level.classes for level in scheme.levels):
        return TEXT
    words = {item.id: _label(item) for level in scheme.levels for item in level.classes}
    for level in scheme.levels:
        if level.default is not None:
            words.setdefault(level.default, Label(*[level.default] * 3))
        elif level.source is not None:
            words.setdefault(UNKNOWN, UNKNOWN_LABEL)
    return Word(words)


def _whole(part: type[Any], path: str) -> Label:
    """Return what the field at ``path`` is called, with the part of the file that it is in. Raises ``KeyError``."""
    own, root = title(part, path), path.partition(".")[0]
    if root == path:
        return own
    outer = title(part, root)
    if own.en.startswith(outer.en):  # after the list that it stands in
        return own
    return Label(f"{own.en} ({outer.en})", f"{own.zh_CN}（{outer.zh_CN}）", f"{own.zh_TW}（{outer.zh_TW}）")


def _label(item: Any) -> Label:
    """Return what an item of the settings is called: a person by its name."""
    names = getattr(item, "labels", None)
    fallback = getattr(item, "name", item.id)
    return names.label(fallback) if names else Label(fallback, fallback, fallback)
