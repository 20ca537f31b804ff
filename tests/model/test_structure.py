"""Two ways into the model, one meaning: what is put into it directly is what pydantic accepts, to the value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from custfile.archive.page import read_page
from custfile.model.customer import Customer
from custfile.model.own import customer_model
from custfile.model.settings import OwnField, Settings
from custfile.model.structure import structure

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted([*ROOT.glob("examples/*/customers/**/*.yaml"), *ROOT.glob("tests/errors/*.yaml")])
OWN: Final = Settings(
    name="丽人",
    fields=[
        OwnField(id="skin", type="grade"),
        OwnField(id="tags", type="line", several=True),
        OwnField(id="sessions", type="whole", part="orders"),
    ],
)
MODEL: Final = customer_model(OWN)
ADAPTER: Final[TypeAdapter[Customer]] = TypeAdapter(MODEL)


def accepted(read: Callable[[Any], Customer], data: Any) -> Customer | None:
    try:
        return read(data)
    except (ValidationError, ValueError):
        return None


def both(data: Any) -> tuple[Customer | None, Customer | None]:
    return accepted(lambda told: structure(MODEL, told), data), accepted(ADAPTER.validate_python, data)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files(page: Path) -> None:
    direct, thorough = both(read_page(page.read_bytes()).data)
    assert direct == thorough


WORDS: Final = st.sampled_from(
    [
        "",
        " ",
        "x",
        "丽人",
        "a\nb",
        "0",
        "3",
        "9",
        "-1.5",
        "1e3",
        "１",
        "yes",
        "2026-02-03",
        "2026-02-30",
        "delivered",
        "male",
    ]
)
KEYS: Final = st.sampled_from(
    ["name", "kind", "date", "amount", "orders", "contacts", "terms", "preferences", "skin", "tags", "sessions", "aliases",
     "hobbies", "prospect", "score", "status", "gender", "lines", "care", "what", "collected", "nmae"]
)  # fmt: skip
TREES: Final = st.recursive(WORDS, lambda tree: st.lists(tree, max_size=3) | st.dictionaries(KEYS, tree, max_size=4))
SOUND: Final = {
    "name": "丽人",
    "kind": "company",
    "skin": "3",
    "tags": ["a", "b"],
    "orders": [{"date": "2026-02-03", "amount": "12.50", "sessions": "3", "status": "open"}],
    "contacts": [{"name": "王丽", "hobbies": ["茶"], "care": [{"date": "05-04", "what": "Wedding"}]}],
    "terms": {"payment_days": "30"},
    "preferences": {"茶": ["龙井"]},
}


def test_a_sound_record() -> None:
    direct, thorough = both(SOUND)
    assert direct is not None
    assert direct == thorough
    assert type(direct) is MODEL


@given(st.dictionaries(KEYS, TREES, max_size=3))
def test_any_tree_over_a_sound_record(told: dict[str, Any]) -> None:
    direct, thorough = both(SOUND | told)
    assert direct == thorough


@given(st.sampled_from(["orders", "contacts"]), KEYS, TREES)
def test_any_value_in_an_item_of_a_list(part: str, key: str, value: Any) -> None:
    items: Any = SOUND[part]
    direct, thorough = both(SOUND | {part: [*items, items[0] | {key: value}]})
    assert direct == thorough


def test_parts_are_equal_by_what_the_file_says() -> None:
    """What was worked out from it since, such as the rates by currency, is no part of it."""
    one, other = Settings(name="丽人"), Settings(name="丽人")
    assert one.exchange is not None
    assert one == other and repr(one) == repr(other) and one != Settings(name="丽人馆")
    assert customer_model(OWN)(name="王丽", kind="x") != Customer(name="王丽", kind="x")
    with pytest.raises(TypeError):
        hash(one)
