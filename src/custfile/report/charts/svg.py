"""Vega's SVG as the page wants it: colours and fonts are the style sheet's, and nothing is left that does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring, tostring

_NAMES: Final = (
    "accent", "shade-2", "shade-3", "shade-4", "good", "warn", "bad", "muted", "ink", "soft", "line", "dot"
)  # fmt: skip
COLOURS: Final = {name: f"#0c0c{number:02x}" for number, name in enumerate(_NAMES)}
"""Stand-ins by the names of the style sheet's classes."""

_CLASSES: Final = {colour: name for name, colour in COLOURS.items()}
_KEPT: Final = ("d", "x2", "y2", "text-anchor", "transform", "stroke-width")
_NUMBER: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-\d+")
_RECT: Final = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")
_NOWHERE: Final = "translate(0,0)"


def cleaned(svg: str, label: str) -> str:
    """Return what shows of ``svg``, on one line, for a page: no identifiers, no fonts, and classes for its colours.

    A shape with a description gets it as its ``title``. The parser and writer escape all text, and ``label``.
    """
    drawn = fromstring(svg)
    wide, high = (_rounded(drawn.attrib[name]) for name in ("width", "height"))
    page = Element("svg", {"viewBox": f"0 0 {wide} {high}", "role": "img", "aria-label": label})
    page.extend(part for child in drawn for part in _shown(child))
    return tostring(page, encoding="unicode")


def _shown(part: Element) -> Iterator[Element]:
    """Yield what shows of ``part``; a group without a place of its own is left, and its parts go up."""
    name = part.tag.rpartition("}")[2]
    if name == "g":
        inner = [shown for child in part for shown in _shown(child)]
        place = _rounded(part.get("transform", _NOWHERE))
        if place == _NOWHERE or not inner:
            yield from inner
            return
        group = Element("g", {"transform": place})
        group.extend(inner)
        yield group
    elif name in ("path", "line", "text") and _classes(part) and (name != "text" or "".join(part.itertext())):
        yield _shape(part, name)


def _shape(part: Element, name: str) -> Element:
    kept: dict[str, str] = {key: _rounded(part.attrib[key]) for key in _KEPT if key in part.attrib}
    box = _RECT.fullmatch(kept.get("d", ""))
    if box:
        name, kept = "rect", _rect(*map(float, box.groups()))
    if "stroke" not in part.attrib:
        kept.pop("stroke-width", None)
    if kept.get("transform") == _NOWHERE:
        del kept["transform"]
    shape = Element(name, {"class": _classes(part)} | kept)
    if name == "text":
        shape.text = part.text
        shape.extend(_line(line) for line in part)
    elif "aria-label" in part.attrib and "aria-hidden" not in part.attrib:
        title = Element("title")
        title.text = part.attrib["aria-label"]
        shape.append(title)
    return shape


def _line(part: Element) -> Element:
    line = Element("tspan", {key: _rounded(part.attrib[key]) for key in ("x", "dy") if key in part.attrib})
    line.text = part.text
    return line


def _rect(x: float, y: float, wide: float, high: float) -> dict[str, str]:
    """Return a box from any of its corners by its upper left one."""
    told = {"x": min(x, x + wide), "y": min(y, y + high), "width": abs(wide), "height": abs(high)}
    return {key: _short(value) for key, value in told.items()}


def _classes(part: Element) -> str:
    """Return the classes for the colours of ``part``: by name for a filled shape, ``NAME-line`` for a drawn one."""
    filled, drawn = (_CLASSES.get(part.get(key, "")) for key in ("fill", "stroke"))
    return " ".join(filter(None, (filled, drawn and f"{drawn}-line")))


def _rounded(text: str) -> str:
    return _NUMBER.sub(lambda found: _short(float(found[0])), text)


def _short(value: float) -> str:
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
