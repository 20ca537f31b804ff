"""custfile classify."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from firm import Run

HEAD = "As of: 2026-11-20\n"


def rows(run: Run, firm: Path, *arguments: str) -> Any:
    """Return what a run says in JSON."""
    return json.loads(run("classify", *arguments, "--json", at=firm).out)


def settled(text: str) -> str:
    """Return ``text`` without the digest of the settings."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("Settings:", "Archive:")))


def add_scheme(firm: Path, text: str) -> None:
    """Put a scheme into the settings."""
    with (firm / "custfile.yaml").open("a", encoding="utf-8") as settings:
        settings.write(text)


def test_each_class_with_its_weight(run: Run, firm: Path) -> None:
    told = {(row["scheme"], row["class"]): (row["customers"], row["amount"]) for row in rows(run, firm)}
    assert told == {
        ("history", "potential"): (2, 0),
        ("history", "problem"): (1, 5760),
        ("history", "past"): (0, 0),
        ("history", "new"): (0, 0),
        ("history", "long-term"): (0, 0),
        ("size", "large"): (1, 5760),
        ("size", "medium"): (0, 0),
        ("size", "scattered"): (0, 0),
        ("size", "none"): (2, 0),
        ("kind", "company"): (1, 5760),
        ("kind", "individual"): (2, 0),
    }


def test_a_tree_of_one_scheme(run: Run, firm: Path) -> None:
    assert settled(run("classify", "--by", "region", at=firm).out) == HEAD + (
        "\n"
        "Scheme     Class      Customers  Share  Amount, 12 months  Share of amount\n"
        "by region  郑州               2  66.7%           5,760.00           100.0%\n"
        "by region    中原区           1  33.3%           5,760.00           100.0%\n"
        "by region    二七区           1  33.3%               0.00             0.0%\n"
        "by region  not known          1  33.3%               0.00             0.0%\n"
    )


def test_each_scheme_places_everybody_once(run: Run, firm: Path) -> None:
    for scheme in ("history", "size", "kind", "nature-history", "region", "key-credit", "service"):
        listed = rows(run, firm, "--by", scheme, "--customers")
        assert sorted(row["id"] for row in listed) == ["C000001", "C000002", "C000003"]


def test_the_reason_is_told(run: Run, firm: Path) -> None:
    out = run("classify", "--by", "history", "--customers", at=firm).out
    assert "potential  C000002  王丽            orders 0 = 0\n" in out
    assert "problem    C000001  郑州丽人美容院  complaints_open 1 > 0\n" in out


def test_an_earlier_day(run: Run, firm: Path) -> None:
    listed = rows(run, firm, "--by", "history", "--customers", "--as-of", "2026-11-13")
    assert [(row["class"], row["id"]) for row in listed] == [
        ("potential", "C000002"), ("potential", "C000003"), ("new", "C000001")
    ]  # fmt: skip


def test_filters_show_some_and_decide_among_all(run: Run, firm: Path) -> None:
    assert [row["id"] for row in rows(run, firm, "--by", "size", "--customers", "--owner", "li.na")] == [
        "C000001",
        "C000003",
    ]
    assert [row["id"] for row in rows(run, firm, "--by", "kind", "--customers", "--class", "history=problem")] == [
        "C000001"
    ]
    assert [row["id"] for row in rows(run, firm, "--by", "kind", "--customers", "--where", "region ~ 二七")] == [
        "C000002"
    ]


def test_two_schemes_crossed(run: Run, firm: Path) -> None:
    assert settled(run("classify", "--by", "kind,time", at=firm).out) == (
        "Customers\n" + HEAD + "\n"
        "by kind     old  new  future  Total\n"
        "Company       0    1       0      1\n"
        "Individual    0    0       2      2\n"
        "Total         0    1       2      3\n"
        "\n"
        "Amount, 12 months\n"
        "by kind      old       new  future     Total\n"
        "Company     0.00  5,760.00    0.00  5,760.00\n"
        "Individual  0.00      0.00    0.00      0.00\n"
        "Total       0.00  5,760.00    0.00  5,760.00\n"
    )
    told = rows(run, firm, "--by", "kind，time")
    assert told["customers"]["rows"][1] == {"class": "individual", "old": 0, "new": 0, "future": 2, "total": 2}


def test_one_customer_explained(run: Run, firm: Path) -> None:
    out = settled(run("classify", "--by", "history,nature-levels", "--explain", "丽人", at=firm).out)
    assert out == "Classes: C000001 郑州丽人美容院\n" + HEAD + (
        "\n"
        "Scheme                      Class                          Fits  Reason\n"
        "by history                  potential                      no    orders 1, not = 0\n"
        "by history                  problem                        yes   complaints_open 1 > 0\n"
        "by nature with sub-classes  manufacturers and other firms  yes   kind: company\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--explain", "丽人", "--customers"], "--customers does nothing beside --explain"),
        (["--explain", "丽人", "--since", "2026-11-11"], "--since does nothing beside --explain"),
        (["--explain", "丽人", "--owner", "li.na"], "--owner does nothing beside --explain"),
        (["--since", "2026-11-11", "--customers"], "--customers does nothing beside --since"),
        (["--schemes", "--by", "history"], "--by does nothing beside --schemes"),
        (["--settings", "history", "--where", "orders > 1"], "--where does nothing beside --settings"),
    ],
)
def test_what_does_nothing_is_refused(run: Run, firm: Path, options: list[str], sentence: str) -> None:
    done = run("classify", *options, at=firm)
    assert (done.code, done.out, done.err) == (2, "", f"custfile: {sentence}; leave one of them out\n")


def test_one_explanation_is_one_table_and_may_be_csv(run: Run, firm: Path) -> None:
    out = run("classify", "--by", "time", "--explain", "丽人", "--format", "csv", at=firm).out
    assert out.splitlines()[1:] == ["time,new,yes,days_since_first 8 <= 365"]


def test_who_has_changed_class_and_why(run: Run, firm: Path) -> None:
    out = run("classify", "--since", "2026-11-11", at=firm).out
    assert "As of: 2026-11-11 → 2026-11-20\n" in out
    assert [line.split("  ")[-1] for line in out.splitlines()[-2:]] == [
        "orders 0 → 1; complaints_open 0 → 1",
        "amount_12m 0.00 → 5,760.00; share of larger customers – → 0.0%",
    ]
    told = rows(run, firm, "--by", "history", "--since", "2026-11-11")
    assert [(row["id"], row["before"], row["now"]) for row in told] == [("C000001", "potential", "problem")]
    done = run("classify", "--by", "kind", "--since", "2026-11-11", at=firm)
    assert done.err == "nobody has changed class\n"


def test_a_scheme_of_the_archive_replaces_the_shipped_one(run: Run, firm: Path) -> None:
    printed = run("classify", "--settings", "history", at=firm).out
    assert yaml.safe_load(printed)["classes"][0]["id"] == "history"
    add_scheme(firm, printed.replace("complaints_open > 0 or ", ""))
    listed = rows(run, firm, "--by", "history", "--customers")
    assert [(row["class"], row["id"]) for row in listed][-1] == ("new", "C000001")
    assert {row["scheme"] for row in rows(run, firm)} == {"history", "size", "kind"}
    assert "history " in run("classify", "--schemes", at=firm).out.splitlines()[1]


def test_the_schemes_there_are(run: Run, firm: Path) -> None:
    told = {row["id"]: row for row in rows(run, firm, "--schemes")}
    assert told["key"]["scheme"] == "by value (80/20)" and told["key"]["declared"] == "custfile"
    assert len(told) == 19


def test_empty_classes_are_found_by_check_when_asked_for(run: Run, firm: Path) -> None:
    add_scheme(
        firm,
        "classes:\n  - id: mine\n    levels:\n      - source: kind\n"
        "        classes: [{id: firm, of: [company]}, {id: people, of: [individual]}]\n"
        "      - {within: [firm], source: orders, cuts: [5], classes: [{id: many}, {id: few}]}\n",
    )
    assert "C738" not in run("check", at=firm).out
    done = run("check", "--classes", at=firm)
    assert done.code == 0
    assert "warning C738: nobody is in the class 'many' on 2026-11-20" in done.out
    assert "warning C739: 2 classes, and 3 to be in them: fewer than 5 each" in done.out
    assert run("check", "--classes", "--strict", at=firm).code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--by", "taste"), "no scheme 'taste'; there are: time, process"),
        (("--by", "kind,size,time"), "two schemes can be crossed, not 3"),
        (("--by", "kind,size", "--customers"), "name one scheme: custfile classify --by kind --customers"),
        (("--customers",), "name one scheme: custfile classify --by history --customers"),
        (("--since", "2026-12-01"), "2026-12-01 is after the as-of date 2026-11-20"),
        (("--settings", "taste"), "no scheme 'taste' comes with the tool; there are: time, process"),
        (("--class", "history=sad"), "the filter 'class.history in (sad)' is not clear"),
    ],
)
def test_what_cannot_be_done(run: Run, firm: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = run("classify", *arguments, at=firm)
    assert done.code == 2
    assert sentence in done.err


def test_a_customer_who_was_not_on_file_yet(run: Run, firm: Path) -> None:
    done = run("classify", "--explain", "丽人", "--as-of", "2026-11-01", at=firm)
    assert done.err == "custfile: C000001 was not on file yet on 2026-11-01\n"


@pytest.mark.parametrize("name", ["salon", "hotel", "distributor"])
def test_every_shipped_scheme_works_in_the_examples(run: Run, example: Callable[[str], Path], name: str) -> None:
    folder = example(name)
    for scheme in rows(run, folder, "--schemes"):
        told = rows(run, folder, "--by", scheme["id"], "--customers")
        assert told and all(row["class"] and row["reason"] for row in told), scheme["id"]
    natures = {row["class"]: row["customers"] for row in rows(run, folder, "--by", "nature")}
    assert natures["other"] <= 1  # the distributor's card from a fair, nothing more
