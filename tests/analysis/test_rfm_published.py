"""The published RFM figures of the R package rfm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from books import Made, made

from custfile.analysis.book import COUNTS
from custfile.analysis.rankings.rfm import rank
from custfile.analysis.rankings.scores import Scored
from custfile.model.settings import Settings

PUBLISHED = Path(__file__).parents[3] / "shared/data/rfm_r/rfm_data_orders.csv"


@pytest.fixture(scope="module")
def published() -> Made:
    if not PUBLISHED.exists():
        pytest.skip("needs the orders of the R package rfm (rfm_data_orders.csv in shared/data/rfm_r)")
    rows = pd.read_csv(PUBLISHED, parse_dates=["order_date"])
    who, people = pd.factorize(rows["customer_id"], sort=True)
    place = np.argsort(who, kind="stable")
    days = rows["order_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    orders = {"who": who, "day": days, "cents": rows["revenue"].to_numpy(np.int64) * 100, "state": COUNTS}
    frame = pd.DataFrame(orders).iloc[place].reset_index(drop=True)
    return replace(made(date(2006, 12, 31), list(people)), orders=frame)


def r_scores(book: Made, edge: str = "plus-one") -> Scored:
    """Return the scores by the conventions of the package: all orders, quintiles, its own table."""
    told = {"months": 0, "method": "quantile", "segments": "r030", "edge": edge}
    found: Scored = rank(book, Settings(name="R"), told).extra["scored"]
    return found


SIZES = {
    "about_to_sleep": 102,
    "at_risk": 28,
    "cant_lose": 47,
    "champions": 35,
    "lost": 148,
    "loyal": 170,
    "need_attention": 10,
    "new": 104,
    "potential_loyalist": 342,
    "promising": 9,
}


class TestPublished:
    """R package rfm 0.3.0 on its ``rfm_data_orders`` as of 2006-12-31: 995 customers, 4,906 orders."""

    def test_thresholds(self, published: Made) -> None:
        sticks = r_scores(published).yardsticks
        cuts = {
            letter: [str(point.normalize()) for point in stick.cuts.points]
            for letter, stick in sticks.items()
            if stick.cuts
        }
        assert cuts["r"] == ["115", "181", "297.4", "482"]
        assert cuts["f"] == ["4", "5", "6", "8"]
        assert cuts["m"] == ["255.8", "382", "506.4", "666"]

    def test_segment_counts(self, published: Made) -> None:
        result = r_scores(published)
        assert result.frame["segment"].value_counts().to_dict() == SIZES
        assert len(result.frame) == 995 and result.frame["frequency"].sum() == 4906

    def test_the_exact_edge_moves_three_customers(self, published: Made) -> None:
        """The + 1 of R matters wherever a quantile is no whole number.

        297 days: over the quantile 296.4 but under 297.4. Sums of 255 and 506: over 254.8 and 505.4, but under 255.8
        and 506.4.
        """
        theirs = r_scores(published).frame.set_index("id")
        ours = r_scores(published, "exact").frame.set_index("id")
        letters = ["r", "f", "m"]
        moved = (theirs[letters] != ours.loc[theirs.index, letters]).any(axis=1)
        assert {
            name: (*theirs.loc[name, [*letters, "segment"]], *ours.loc[name, [*letters, "segment"]])
            for name in theirs.index[moved]
        } == {
            "Katlyn Mann": (3, 4, 5, "potential_loyalist", 2, 4, 5, "cant_lose"),
            "Skylar Hoeger": (3, 2, 1, "about_to_sleep", 3, 2, 2, "loyal"),
            "Jerold Sporer": (4, 4, 3, "potential_loyalist", 4, 4, 4, "potential_loyalist"),
        }
