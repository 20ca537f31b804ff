"""Trips drawn as SVG: dots by class, numbered in the order of the calls, and the areas they lie in.

There is no map beneath: a page needs no network, and where a town lies its name says. Every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from custfile.analysis.schedule.routes.sphere import Spot
from custfile.analysis.schedule.routes.trips import Route, Stop, Trip
from custfile.language import Label, say
from custfile.model.visible import visible
from custfile.report.plane import WIDTH, Plane, Point, Room, hull

COLOURS: Final = 8
"""So many colours the style sheet has; then they begin anew."""

_SIZES: Final = ((60, 10.0), (200, 7.0), (100_000, 4.0))
"""How large a dot is on a map of at most so many: those of the last size have no room for a number."""

_SHAPES: Final = (
    '<circle r="1"/>',
    '<rect x="-.9" y="-.9" width="1.8" height="1.8" rx=".2"/>',
    '<path d="M0-1.25 1.25 0 0 1.25-1.25 0Z"/>',
    '<path d="M-1.2-.85H1.2L0 1.25Z"/>',
    '<path d="M-.6-1.1H.6L1.2 0 .6 1.1H-.6L-1.2 0Z"/>',
)
_START: Final = '<path class="start" d="M-10 1 0-9 10 1H7V9H-7V1Z"/>'
_ENDS: Final = Label("start and end", "出发与返回", "出發與返回")
_TEXT, _ON_PHONES, _LONGEST = 11.0, 18.0, 16
_APART: Final = 2.4
_ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}

_Box = tuple[float, float, float, float]


class _Dot(NamedTuple):
    stop: Stop
    number: int
    colour: int
    at: Point


def colour(trip: Trip) -> int:
    """Return the number of the trip's colour, from 1."""
    return (trip.number - 1) % COLOURS + 1


def draw(route: Route, shapes: Mapping[str, int], label: str) -> str:
    """Return the map of ``route`` as SVG; ``shapes`` are those of the classes, counted from 0, and ``label`` says what it is.

    The same route gives the same text.
    """
    plane = Plane([route.traveller.start, route.traveller.end, *_spots(route)])
    dots = _dots(route, plane)
    size = _size(len(dots))
    ends = [plane.at(spot) for spot in dict.fromkeys((route.traveller.start, route.traveller.end))]
    parts = [
        *(_area([dot.at for dot in mine], colour(trip), size) for trip, mine in _by_trip(route, dots)),
        *(_ways(route, dots, plane) if size > _SIZES[-1][1] else ()),
        *(f'<g transform="translate({x:.1f} {y:.1f})">{_START}</g>' for x, y in ends),
        *(_drawn(dot, size, shapes) for dot in dots),
        *(_names(dots, ends, size, plane) if size == _SIZES[0][1] else ()),
        plane.scale(),
    ]
    box = _box([*ends, *(dot.at for dot in dots)], plane, 3 * size)
    head = f'<svg viewBox="{" ".join(f"{each:.0f}" for each in box)}" role="img" aria-label="{_safe(label)}">'
    return f"{head}{''.join(parts)}</svg>"


def sign(shape: int) -> str:
    """Return the sign of a class, by the number of its shape."""
    return _sign(_SHAPES[shape % len(_SHAPES)], 1.5)


def legend(
    route: Route, called: Callable[[Trip], str], classes: Iterable[tuple[str, int]] = ()
) -> Sequence[tuple[str, str]]:
    """Return signs and words: the trips as ``called``, unless they share colours; ``classes`` with their shapes; the start."""
    trips = route.trips if len(route.trips) <= COLOURS else ()
    return [
        *((f'<span class="swatch area-{colour(trip)}"></span>', called(trip)) for trip in trips),
        *((sign(shape), name) for name, shape in classes),
        (_sign(_START, 10), say(_ENDS)),
    ]


def _sign(shape: str, half: float) -> str:
    box = f"{-half:g} {-half:g} {2 * half:g} {2 * half:g}"
    return f'<svg class="sign" viewBox="{box}" aria-hidden="true">{shape}</svg>'


def _box(points: Sequence[Point], plane: Plane, rim: float) -> _Box:
    """Return left, top, width and height of the drawing: the plane, or more where a dot was moved out of it."""
    left, top = min(0, *(x - rim for x, _y in points)), min(0, *(y - rim for _x, y in points))
    right, low = max(WIDTH, *(x + rim for x, _y in points)), max(plane.height, *(y + rim for _x, y in points))
    return left, top, right - left, low - top


def _spots(route: Route) -> Iterator[Spot]:
    yield from (stop.call.spot for trip in route.trips for stop in trip.stops if stop.call.spot is not None)


def _size(dots: int) -> float:
    return next(size for most, size in _SIZES if dots <= most)


def _dots(route: Route, plane: Plane) -> list[_Dot]:
    """Return the dots, moved a little where they would lie on one another."""
    room = Room(_APART * _size(sum(len(trip.stops) for trip in route.trips)))
    for end in (route.traveller.start, route.traveller.end):
        room.take(plane.at(end))
    found = []
    for trip in route.trips:
        for number, stop in enumerate(trip.stops, 1):
            assert stop.call.spot is not None
            found.append(_Dot(stop, number, colour(trip), room.find(plane.at(stop.call.spot))))
    return found


def _by_trip(route: Route, dots: Sequence[_Dot]) -> Iterator[tuple[Trip, list[_Dot]]]:
    rest = iter(dots)
    for trip in route.trips:
        yield trip, list(islice(rest, len(trip.stops)))


def _area(points: Sequence[Point], number: int, size: float) -> str:
    """Return the convex hull of ``points``, with a wide rim."""
    return f'<path class="hull area-{number}" stroke-width="{4.2 * size:.0f}" d="{_line(hull(points))}Z"/>'


def _ways(route: Route, dots: Sequence[_Dot], plane: Plane) -> Iterator[str]:
    """Yield the line of each trip, from the start over its dots to the end."""
    start, end = plane.at(route.traveller.start), plane.at(route.traveller.end)
    for trip, mine in _by_trip(route, dots):
        line = _line([start, *(dot.at for dot in mine), end])
        yield f'<path class="way area-{colour(trip)}" d="{line}"/>'


def _drawn(dot: _Dot, size: float, shapes: Mapping[str, int]) -> str:
    x, y = dot.at
    shape = _SHAPES[shapes.get(dot.stop.call.mark, 0) % len(_SHAPES)]
    number = (
        ""
        if size == _SIZES[-1][1]
        else f'<text text-anchor="middle" y="{size * 0.36:.1f}" font-size="{size:.1f}">{dot.number}</text>'
    )
    return (
        f'<g class="stop area-{dot.colour}" transform="translate({x:.1f} {y:.1f})">'
        f"<title>{dot.number}. {_safe(dot.stop.call.name)}</title>"
        f'<g class="mark"><g transform="scale({size:.1f})">{shape}</g>{number}</g></g>'
    )


def _names(dots: Sequence[_Dot], ends: Sequence[Point], size: float, plane: Plane) -> Iterator[str]:
    """Yield the names of the towns, the last part of a region: each once, where nothing lies beneath it."""
    boxes = [(x - size, y - size, x + size, y + size) for x, y in [*ends, *(dot.at for dot in dots)]]
    seen = set[str]()
    for dot in dots:
        name = _short(visible(dot.stop.call.region.rpartition("/")[2]))
        if not name or name in seen:
            continue
        for x, y, anchor in _beside(dot.at, size):
            box = _around(x, y, anchor, name)
            if _inside(_around(x, y, anchor, name, _ON_PHONES), plane) and not any(
                _meet(box, other) for other in boxes
            ):
                boxes.append(box)
                seen.add(name)
                yield f'<text class="town" text-anchor="{anchor}" x="{x:.1f}" y="{y:.1f}">{escape(name)}</text>'
                break


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _around(x: float, y: float, anchor: str, name: str, text: float = _TEXT) -> _Box:
    """Return what ``name`` takes in letters of the height ``text``."""
    wide = sum(text * (1 if east_asian_width(letter) in "WF" else 0.6) for letter in name)
    left = x - wide * _ANCHORS[anchor]
    return left, y - text, left + wide, y + 3


def _inside(box: _Box, plane: Plane) -> bool:
    return box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= plane.height - 20


def _beside(at: Point, size: float) -> Iterator[tuple[float, float, str]]:
    """Yield where the name of the town at a dot may stand, and which end of it is there."""
    x, y = at
    for gap in (size + 5, size + 14):
        yield x + gap, y + 4, "start"
        yield x - gap, y + 4, "end"
        yield x, y - gap - 1, "middle"
        yield x, y + gap + 8, "middle"


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _safe(text: str) -> str:
    return escape(visible(text))
