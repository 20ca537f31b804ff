"""A week of trips as the tests of the reports show it: two people, three classes, an appointment, and hostile names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from samples import HOSTILE, SALON

from custfile.analysis.schedule.routes.areas import areas
from custfile.analysis.schedule.routes.sphere import Spot
from custfile.analysis.schedule.routes.trips import Call, Route, Traveller
from custfile.analysis.schedule.routes.week import week
from custfile.language import Label
from custfile.report.page import Report
from custfile.report.route import route_page

SHOP: Final = Spot(25.0330, 121.5434)
LIN: Final = Traveller("lin.peijun", "林佩君", SHOP, SHOP, 4)
XU: Final = Traveller("xu.mingde", "許明德", SHOP, Spot(25.0143, 121.4672), 3)
DAYS: Final = [date(2026, 12, 7) + timedelta(n) for n in range(5)]
CLASSES: Final = {
    "key": Label("key customers", "重点客户", "重點客戶"),
    "suitable": Label("suitable customers", "合适客户", "合適客戶"),
    "ordinary": Label("ordinary customers", "一般客户", "一般客戶"),
}
TOWNS: Final = {
    "台北/文山區": (24.9897, 121.5703),
    "台北/信義區": (25.0330, 121.5654),
    "台北/內湖區": (25.0690, 121.5900),
}


def calls(size: int, names: Sequence[str] = ("曾美惠", "藍鵲瑜伽有限公司", "吳秀琴")) -> list[Call]:
    """Return ``size`` calls in three quarters of Taipei; the same size gives the same."""
    random, found = Random(7), []
    for number in range(size):
        region, (lat, lon) = list(TOWNS.items())[number % 3]
        spot = Spot(lat + random.gauss(0, 0.004), lon + random.gauss(0, 0.004))
        mark = tuple(CLASSES)[number % 5 % 3]
        found.append(
            Call(
                f"C{number:06}", names[number % len(names)], spot, date(2026, 12, 1), "顧問購後回訪", mark=mark,
                region=region, address="松濤路 200 號" if number % 2 else "",
            )
        )  # fmt: skip
    return found


def the_routes() -> list[Route]:
    """Return the week of two people: one call has a time, one no coordinates."""
    mine = calls(9)
    mine[4] = replace(mine[4], day=DAYS[1], time=14 * 60 + 30, why="約見 14:30")
    mine[5] = replace(mine[5], spot=None)
    return [week(mine, DAYS, LIN), week([replace(call, id=f"D{call.id[1:]}") for call in calls(2)], DAYS, XU)]


def the_week() -> Report:
    """Return the page of ``the_routes``."""
    return route_page(the_routes(), DAYS, CLASSES, SALON)


def the_areas(size: int = 40, names: Sequence[str] = HOSTILE) -> Report:
    """Return the page of all customers of one person, by default of hostile names."""
    made = [replace(call, region=names[place % len(names)]) for place, call in enumerate(calls(size, names))]
    return route_page([areas(made, replace(LIN, name=names[0]))], [], CLASSES, SALON)


def nobody() -> Report:
    """Return the page of a week in which nobody goes anywhere."""
    return route_page([], DAYS, {}, SALON)
