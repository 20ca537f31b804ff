"""Members of the team and kinds by what people call them; nobody is guessed at."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from custfile.cli.people import chosen, kind, person
from custfile.errors import Misused

PEOPLE = {"li.na": "李娜", "wang.wei": "王伟", "wang.wei2": "王伟", "ann": "Ann O'Hara"}
KINDS = {"company": ["Company", "企业", "企業"], "individual": ["Individual", "个人", "個人"]}
INDEX: Any = SimpleNamespace(catalog={"people": PEOPLE, "kinds": KINDS})
EMPTY: Any = SimpleNamespace(catalog={"people": {}, "kinds": {}})


@pytest.mark.parametrize(
    ("typed", "identity"), [("li.na", "li.na"), ("李娜", "li.na"), ("LI.NA", "li.na"), ("ann ohara", "ann")]
)
def test_a_person_by_id_or_name(typed: str, identity: str) -> None:
    assert person(INDEX, typed) == identity


@pytest.mark.parametrize("typed", ["王伟", "王", "li", ""])
def test_two_of_a_name_and_parts_of_one_are_refused(typed: str) -> None:
    with pytest.raises(Misused, match=r"is nobody of the team; there are: li\.na, wang\.wei, wang\.wei2, ann"):
        person(INDEX, typed)


@pytest.mark.parametrize(
    ("typed", "identity"), [("company", "company"), ("企業", "company"), ("INDIVIDUAL", "individual")]
)
def test_a_kind_in_any_language(typed: str, identity: str) -> None:
    assert kind(INDEX, typed) == identity


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(Misused, match="'shop' is no kind of customer; there are: company, individual"):
        kind(INDEX, "shop")


def test_where_there_is_no_list_any_word_will_do() -> None:
    assert (person(EMPTY, "x"), kind(EMPTY, "y")) == ("x", "y")


def test_options_become_a_filter() -> None:
    assert chosen(INDEX, "李娜", "郑州", "个人").parameters == ("li.na", "individual", "郑州", "郑州/")
    assert chosen(INDEX, None, None, None).sql == ""
