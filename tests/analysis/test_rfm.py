"""RFM: the scores, the ranking, the tables, and what holds for any orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from dealings import AS_OF, Line, book, bought, one, rank, scored, settings
from hypothesis import given
from hypothesis import strategies as st

from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.rfm import rank as rank_book
from custfile.analysis.rankings.rfm import summary
from custfile.analysis.rankings.rfm_options import RfmOptions, rfm_options
from custfile.errors import Misused
from custfile.language import say, speak
from custfile.model.names import Names
from custfile.model.ranking import SegmentRule, SegmentTableSettings


@pytest.fixture
def taiwan() -> Iterator[None]:
    speak("zh_TW")
    yield
    speak("en")


class TestScores:
    def test_fixed_by_hand(self) -> None:
        # R 30 days: 5; F 3 orders: 3; M 150 of cut points 100 200 300 400: 2; score (5 + 3 + 2) / 3
        lines = [bought("A", "2025-12-02", 50)] * 3
        row = one(lines, method="fixed", monetary=[Decimal(m) for m in (100, 200, 300, 400)])
        assert (row["r"], row["f"], row["m"]) == (5, 3, 2)
        assert row["score"] == pytest.approx(10 / 3)

    @pytest.mark.parametrize(("days", "r"), [(0, 5), (30, 5), (31, 4), (90, 4), (180, 3), (365, 2), (366, 1)])
    def test_fixed_recency(self, days: int, r: int) -> None:
        assert one([bought("A", (AS_OF - timedelta(days)).isoformat())], method="fixed")["r"] == r

    @pytest.mark.parametrize(("number", "f"), [(1, 1), (2, 2), (3, 3), (5, 3), (6, 4), (11, 4), (12, 5)])
    def test_fixed_frequency(self, number: int, f: int) -> None:
        assert one([bought("A", "2025-12-02")] * number, method="fixed")["f"] == f

    @pytest.mark.parametrize(("cents", "m"), [(9_999, 1), (10_000, 2), (40_000, 5)])
    def test_fixed_amounts(self, cents: int, m: int) -> None:
        lines = [("A", "2025-12-02", cents, "delivered")]
        assert one(lines, method="fixed", monetary=[Decimal(p) for p in (100, 200, 300, 400)])["m"] == m

    def test_quantiles_by_hand(self) -> None:
        # days 10 … 60, so the points are 20, 30, 40, 50 and the smallest is best; the amounts run the other way
        lines = [
            bought(name, f"2025-{day}", yuan) for name, day, yuan in zip("ABCDEF", SIX_DAYS, SIX_SUMS, strict=True)
        ]
        frame = rank("ABCDEF", lines, method="quantile").frame.set_index("id").sort_index()
        assert frame["recency"].tolist() == [10, 20, 30, 40, 50, 60]
        assert frame["r"].tolist() == [5, 5, 4, 3, 2, 1]
        assert frame["m"].tolist() == [5, 4, 3, 2, 1, 1]
        assert frame["f"].tolist() == [3] * 6

    def test_weights(self) -> None:
        # R 5, F 1, M 2: (2 * 5 + 1 * 1 + 1 * 2) / 4
        options = {"method": "fixed", "monetary": [Decimal(p) for p in (100, 200, 300, 400)], "weights": [2, 1, 1]}
        assert one([bought("A", "2025-12-02", 100)], **options)["score"] == 3.25

    def test_the_score_goes_over_the_scored_letters(self) -> None:
        # R 5, F 1, M not scored: (2 * 5 + 1 * 1) / 3
        row = one([bought("A", "2025-12-02")], method="fixed", weights=[2, 1, 9])
        assert row["m"] == 0 and row["score"] == pytest.approx(11 / 3)

    def test_auto_uses_quantiles_only_where_the_values_allow(self) -> None:
        # 25 customers with 25 days and amounts, but all with one order
        ids = [f"C{number:02}" for number in range(25)]
        lines = [bought(name, f"2025-11-{number + 1:02}", number + 1) for number, name in enumerate(ids)]
        sticks = scored(rank(ids, lines)).yardsticks
        assert [sticks[letter].method for letter in "rfm"] == ["quantile", "fixed", "quantile"]
        assert [scored(rank(ids[1:], lines[1:])).yardsticks[letter].method for letter in "rfm"] == ["fixed"] * 3

    def test_no_order_in_the_window_is_one_and_one_and_flagged(self) -> None:
        result = rank("AB", [bought("A", "2020-01-01"), bought("B", "2025-12-02")], method="quantile")
        row = result.frame.set_index("id").loc["A"]
        assert (row["f"], row["m"], row["idle"], row["loss"]) == (1, 1, True, False)

    @pytest.mark.parametrize("refund", [-10_000, -10_001])
    def test_net_not_above_zero_is_one_and_flagged(self, refund: int) -> None:
        lines = [bought("A", "2025-12-02"), ("A", "2025-12-03", refund, "delivered"), bought("B", "2025-12-02")]
        row = rank("AB", lines, method="quantile").frame.set_index("id").loc["A"]
        assert (row["m"], row["loss"], row["idle"]) == (1, True, False)

    def test_scores_set_by_rule_do_not_move_the_cut_points(self) -> None:
        lines = [
            bought(name, f"2025-{day}", yuan) for name, day, yuan in zip("ABCDEF", SIX_DAYS, SIX_SUMS, strict=True)
        ]
        odd = [bought("G", "2020-01-01"), bought("H", "2020-01-01"), ("H", "2025-05-05", -1, "delivered")]
        alone, among = rank("ABCDEF", lines, method="quantile"), rank("ABCDEFGH", lines + odd, method="quantile")
        assert (
            scored(alone).yardsticks["m"] == scored(among).yardsticks["m"]
            and scored(alone).yardsticks["f"] == scored(among).yardsticks["f"]
        )
        assert among.frame.set_index("id").loc["H", ["idle", "loss"]].tolist() == [True, True]

    @pytest.mark.parametrize("method", ["auto", "quantile", "fixed"])
    def test_nobody(self, method: str) -> None:
        result = rank([], [], method=method)
        assert len(result.frame) == 0 and scored(result).left_out == {"no_order": 0, "only_returns": 0}
        assert result.table().rows == [] and {row[1] for row in summary(result).rows} == {0}

    def test_one_customer_has_no_spread(self) -> None:
        row = one([bought("A", "2025-12-02")], method="quantile")
        assert (row["r"], row["f"], row["m"], row["score"]) == (3, 3, 3, 3.0)

    def test_two_customers_take_the_ends(self) -> None:
        frame = rank("AB", [bought("A", "2025-12-02", 3), bought("B", "2025-11-02", 2)], method="quantile").frame
        assert frame[["r", "f", "m"]].to_numpy().tolist() == [[5, 3, 5], [1, 3, 1]]

    @pytest.mark.parametrize("number", [2, 30])
    def test_all_tied(self, number: int) -> None:
        ids = [f"C{index:02}" for index in range(number)]
        result = rank(ids, [bought(name, "2025-12-02") for name in ids], method="quantile")
        assert result.frame[["r", "f", "m"]].drop_duplicates().to_numpy().tolist() == [[3, 3, 3]]
        assert not any(stick.spread for stick in scored(result).yardsticks.values())


SIX_DAYS = ("12-22", "12-12", "12-02", "11-22", "11-12", "11-02")
SIX_SUMS = (600, 500, 400, 300, 200, 100)


class TestOptions:
    @pytest.mark.parametrize("weights", [(0, 0, 1, 1), (-1, 2, 2, 0)])
    def test_weights_must_leave_something_to_weigh(self, weights: tuple[int, int, int, int]) -> None:
        with pytest.raises(ValueError, match="weights"):
            RfmOptions(weights=weights)

    @pytest.mark.parametrize("letter", ["recency", "frequency", "monetary"])
    def test_cut_points_must_rise(self, letter: str) -> None:
        with pytest.raises(ValueError, match="four rising cut points"):
            RfmOptions(**{letter: [4, 3, 2, 1]})  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"segments": "rf9"}, "no segments 'rf9'; there are: rf25, r030, rfm8"),
            ({"method": "guess"}, "no method 'guess'; there are: auto, quantile, fixed"),
            ({"edge": "round"}, "no edge 'round'; there are: exact, plus-one"),
        ],
    )
    def test_an_unknown_word_names_those_there_are(self, told: dict[str, str], sentence: str) -> None:
        with pytest.raises(Misused, match=sentence):
            rfm_options(settings(), told)

    def test_what_is_told_wins_over_the_settings(self) -> None:
        said = settings(method="quantile", months=12, edge="plus-one", segments="r030", weights=[3, 2, 1])
        assert rfm_options(said, {"months": None}).months == 12
        options = rfm_options(said, {"months": 0, "method": "fixed", "edge": "exact", "segments": "rfm8"})
        assert (options.months, options.method, options.edge, options.segments.name) == (None, "fixed", "exact", "rfm8")
        assert options.weights == (3, 2, 1, 0)

    def test_what_is_not_told_at_all(self) -> None:
        assert rfm_options(settings(), {}) == RfmOptions(24, "auto", weights=(1, 1, 1, 0))


class TestRanking:
    def test_is_total(self) -> None:
        # equal scores all four: the larger amount, then the fewer days, then the id decides
        lines = [
            bought("D", "2025-12-03", 100),
            bought("C", "2025-12-02", 100),
            bought("B", "2025-12-02", 100),
            bought("A", "2025-12-02", 200),
        ]
        assert rank("DCBA", lines, method="fixed").frame["id"].tolist() == ["A", "D", "B", "C"]

    def test_score_comes_first(self) -> None:
        lines = [bought("A", "2025-12-02", 1), bought("B", "2025-03-02", 999)]
        assert rank("AB", lines, method="fixed").frame["id"].tolist() == ["A", "B"]

    def test_equal_scores_of_other_letters_tie(self) -> None:
        # A 2-2-1: (1 * 2 + 2 * 2 + 3 * 1) / 6 = 1.5; B 1-1-2: (1 * 1 + 2 * 1 + 3 * 2) / 6 = 1.5; B has the larger amount
        cuts = [Decimal(p) for p in (1000, 2000, 3000, 4000)]
        lines = [*[bought("A", "2025-05-01", 1)] * 2, bought("B", "2024-07-15", 1000)]
        frame = rank("AB", lines, method="fixed", monetary=cuts, weights=[1, 2, 3]).frame
        assert frame["id"].tolist() == ["B", "A"] and frame["score"].nunique() == 1


class TestSegments:
    def test_rf25_does_without_money(self) -> None:
        # R 5, F 1
        assert one([bought("A", "2025-12-02")], method="fixed")["segment"] == "new"

    def test_r030_without_money_assigns_nothing_and_says_so(self) -> None:
        result = rank("A", [bought("A", "2025-12-02")], method="fixed", segments="r030")
        assert result.frame["segment"].tolist() == [None]
        assert summary(result).rows == [] and "M is not scored" in facts(result)["Segments"]

    def test_rfm8_compares_with_the_means(self) -> None:
        # days 10, 20, 60 (mean 30); orders 1, 2, 3 (mean 2: B is not above it); sums 100, 200, 600 (mean 300)
        lines = [
            bought("A", "2025-12-22", 100),
            *[bought("B", "2025-12-12", 100)] * 2,
            *[bought("C", "2025-11-02", 200)] * 3,
        ]
        result = rank("ABC", lines, method="fixed", segments="rfm8")
        assert dict(zip(result.frame["id"], result.frame["segment"], strict=True)) == {
            "A": "general_develop",
            "B": "general_develop",
            "C": "important_keep",
        }
        assert facts(result)["Segments"].endswith("high is R < 30.00 days, F > 2.00 orders, M > 300.00")

    def test_rfm8_does_not_round_the_mean(self) -> None:
        # sums 1, 1, 2 cents: mean 4/3, above it only C; days 0, 0, 1: mean 1/3, A and B below it; orders 1 each
        lines = [("A", "2026-01-01", 1, ""), ("B", "2026-01-01", 1, ""), ("C", "2025-12-31", 2, "")]
        frame = rank("ABC", lines, segments="rfm8").frame.set_index("id").sort_index()
        assert frame["segment"].tolist() == ["general_develop", "general_develop", "important_win_back"]

    def test_rfm8_with_all_tied_has_nobody_above_the_mean(self) -> None:
        assert one([bought("A", "2025-12-02")], segments="rfm8")["segment"] == "general_win_back"


def facts(result: Ranked) -> dict[str, str]:
    return {say(label): value for label, value in result.table().facts}


class TestTables:
    LINES = (
        bought("A", "2025-12-02", 250),
        bought("A", "2025-12-02", 250),
        bought("B", "2020-01-01", 70),
        ("C", "2025-12-02", -5, "delivered"),
    )

    def test_a_row(self) -> None:
        shown = rank("ABC", self.LINES, method="fixed").table()
        keys = [column.key for column in shown.columns]
        assert dict(zip(keys, shown.rows[0], strict=True)) == {
            "rank": 1,
            "id": "A",
            "name": "客户 A",
            "r": 5,
            "f": 2,
            "m": None,
            "cell": "5-2-–",
            "score": 3.5,
            "segment": "potential_loyalist",
            "recency": 30,
            "frequency": 2,
            "monetary": Decimal("500.00"),
            "last_order": date(2025, 12, 2),
            "flags": "",
        }

    def test_cells_are_plain_python(self) -> None:
        shown = rank("ABC", self.LINES, method="quantile").table()
        assert {type(cell) for row in shown.rows for cell in row} == {int, str, float, Decimal, date}

    def test_flags_are_said(self) -> None:
        shown = rank("ABC", self.LINES, method="fixed").table()
        assert [row[-1] for row in shown.rows] == ["", "no order in the window"]

    def test_facts_fixed(self) -> None:
        assert facts(rank("ABCD", self.LINES, method="fixed")) == {
            "As of": "2026-01-01",
            "Window of F and M": "after 2024-01-01, up to 2026-01-01 (24 months)",
            "Recency (R)": "fixed: 5: ≤ 30; 4: ≤ 90; 3: ≤ 180; 2: ≤ 365; 1: > 365",
            "Frequency (F)": "fixed: 1: < 2; 2: < 3; 3: < 6; 4: < 12; 5: ≥ 12",
            "Monetary value (M)": "not scored: set four rising amounts under ranking.rfm.monetary",
            "Weights of R, F, M": "1 : 1 : 1",
            "Segments": "25 cells of R and F",
            "Order": "score, then amount, then the later order, then id",
            "Customers scored": "2",
            "Left out: no order": "1",
            "Left out: only returns": "1",
        }

    def test_facts_quantile(self) -> None:
        # sums 3.00 and 2.00: 2.20 … 2.80
        result = rank("AB", [bought("A", "2025-12-02", 3), bought("B", "2025-12-02", 2)], method="quantile", months=0)
        told = facts(result)
        assert told["Window of F and M"] == "all orders up to 2026-01-01"
        assert told["Recency (R)"] == "quintiles: no spread, all customers compared have 3"
        assert told["Monetary value (M)"] == "quintiles: 1: ≤ 2.20; 2: ≤ 2.40; 3: ≤ 2.60; 4: ≤ 2.80; 5: > 2.80"

    def test_summary_counts_everybody_once(self) -> None:
        shown = summary(rank("ABC", self.LINES, method="fixed"))
        named = {row[0]: row[1:4] for row in shown.rows if row[1]}
        assert named == {
            "potential_loyalist": (1, 0.5, Decimal("500.00")),
            "hibernating": (1, 0.5, Decimal("0.00")),
        }
        assert len(shown.rows) == 10 and all(row[4] for row in shown.rows)

    @pytest.mark.usefixtures("taiwan")
    def test_names_are_in_the_language_spoken(self) -> None:
        result = rank("ABC", self.LINES, method="fixed")
        assert [row[8] for row in result.table().rows] == ["potential_loyalist", "hibernating"]
        names = result.table().columns[8].names
        assert [say(names[row[8]]) for row in result.table().rows] == ["潛在忠實客戶", "沉睡客戶"]
        assert result.table().rows[1][-1] == "統計期間內無訂單"


lines_of = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFG"),
        st.dates(date(2023, 1, 1), date(2026, 12, 31)).map(date.isoformat),
        st.integers(-500, 5_000),
        st.sampled_from(["open", "delivered", "cancelled", "returned"]),
    ),
    max_size=40,
)
methods = st.sampled_from(["auto", "quantile", "fixed"])


class TestProperties:
    @given(lines_of, methods, st.randoms(use_true_random=False))
    def test_the_order_of_rows_does_not_matter(self, lines: list[Line], method: str, chance: Any) -> None:
        ids = list("ABCDEFG")
        before = rank(ids, lines, method=method)
        chance.shuffle(lines)
        chance.shuffle(ids)
        after = rank(ids, lines, method=method)
        assert before.table() == after.table() and summary(before) == summary(after)

    @given(lines_of, methods, st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    def test_an_as_of_date_is_an_archive_cut_off_there(self, lines: list[Line], method: str, as_of: date) -> None:
        cut_off = [line for line in lines if date.fromisoformat(line[1]) <= as_of]
        whole, cut = (rank("ABCDEFG", kept, method=method, as_of=as_of) for kept in (lines, cut_off))
        assert whole.table() == cut.table()

    @given(lines_of, methods)
    def test_every_customer_is_ranked_or_left_out(self, lines: list[Line], method: str) -> None:
        result = rank("ABCDEFG", lines, method=method)
        assert len(result.frame) + sum(scored(result).left_out.values()) == 7
        assert sum(row[1] for row in summary(result).rows) == len(result.frame)

    @given(lines_of)
    def test_a_later_or_smaller_customer_never_scores_better(self, lines: list[Line]) -> None:
        frame = rank("ABCDEFG", lines, method="quantile").frame
        assert frame.sort_values("recency")["r"].is_monotonic_decreasing
        assert frame.sort_values(["frequency", "f"])["f"].is_monotonic_increasing
        assert frame.sort_values(["monetary", "m"])["m"].is_monotonic_increasing


def own_table(*rules: SegmentRule, rest: str | None = None) -> SegmentTableSettings:
    return SegmentTableSettings(id="三样", labels=Names(zh_CN="三类客户"), segments=list(rules), rest=rest)


class TestOwnTables:
    RULES = (
        SegmentRule(id="vip", labels=Names(en="VIP", zh_CN="贵宾"), action="经理登门拜访", r=[4, 5], f=[2, 5]),
        SegmentRule(id="fresh", r=[5]),
    )
    LINES = (bought("A", "2025-12-02"), bought("A", "2025-12-03"), bought("B", "2025-12-02"), bought("C", "2024-06-01"))

    @pytest.mark.parametrize("told", [{"segments": "三样"}, {}])
    def test_are_named_on_the_command_line_or_in_the_settings(self, told: dict[str, str]) -> None:
        said = settings([own_table(*self.RULES, rest="other")], segments="三样" if not told else None)
        ranked = rank_book(book("ABC", self.LINES), said, {"method": "fixed", **told})
        assert dict(zip(ranked.frame["id"], ranked.frame["segment"], strict=True)) == {
            "A": "vip",
            "B": "fresh",
            "C": "other",
        }
        assert {say(label): fact for label, fact in ranked.facts}["Segments"] == "三类客户"

    def test_have_labels_and_actions_of_their_own(self) -> None:
        shown = summary(rank("ABC", self.LINES, tables=[own_table(*self.RULES, rest="other")], segments="三样"))
        assert [(row[0], row[1], row[4]) for row in shown.rows] == [
            ("vip", 1, "经理登门拜访"),
            ("fresh", 1, ""),
            ("other", 1, ""),
        ]
        assert say(shown.columns[0].names["vip"]) == "VIP"

    def test_that_need_m_assign_nothing_without_it(self) -> None:
        table = own_table(SegmentRule(id="rich", m=[5]), rest="other")
        ranked = rank("A", self.LINES[:1], tables=[table], segments="三样", method="fixed")
        assert ranked.frame["segment"].tolist() == [None]

    def test_are_among_the_words_that_are_known(self) -> None:
        with pytest.raises(Misused, match="there are: rf25, r030, rfm8, 三样"):
            rank("A", [], tables=[own_table(rest="other")], segments="四样")
