"""custfile set: fields, typed by the schema, spliced into the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from firm import Added, Run


def test_only_what_is_set_changes(run: Run, firm: Path) -> None:
    path = firm / "customers/C000001.yaml"
    before = path.read_text(encoding="utf-8")
    done = run(
        "set", "丽人", "terms.credit_limit=80000", "preferences.茶=普洱", "aliases+=美容院", "肤质=油性", at=firm
    )
    after = (
        before.replace("terms: {payment_days: 30}", "terms: {payment_days: 30, credit_limit: 80000}")
        .replace("茶: 龙井", "茶: 普洱")
        .replace("aliases: [丽人]", "aliases: [丽人, 美容院]")
    )
    assert path.read_text(encoding="utf-8") == after + "肤质: 油性\n"
    assert done.err == "C000001 郑州丽人美容院: terms, preferences, aliases, 肤质 recorded in customers/C000001.yaml\n"


def test_a_number_keeps_its_zero_and_its_comment(run: Run, firm: Path) -> None:
    run("set", "丽人", "phone=037165880102", at=firm)
    assert 'phone: "037165880102"            # 前台\n' in (firm / "customers/C000001.yaml").read_text(encoding="utf-8")


def test_a_field_is_taken_away(run: Run, firm: Path) -> None:
    run("set", "王丽", "phone=", at=firm)
    assert "phone" not in (firm / "customers/south/C000002.yaml").read_text(encoding="utf-8")


def test_what_is_put_one_past_the_end_of_a_list_begins_an_item(run: Run, firm: Path, added: Added) -> None:
    run(
        "set", "丽人", "contacts[1].name=王丽", "contacts[1].hobbies=茶，瑜伽", "contacts[1].phone=13800138000", at=firm
    )
    run("set", "丽人", "contacts[2].name=李四", "contacts[1].role=owner", at=firm)
    assert added("customers/C000001.yaml") == [
        "contacts:",
        '- {name: 王丽, hobbies: [茶, 瑜伽], phone: "13800138000", role: owner}',
        "- {name: 李四}",
    ]


@pytest.mark.parametrize(
    ("assignment", "code", "sentence"),
    [
        ("phone", 2, "'phone' is not field=value"),
        ("phon=1", 2, "'phon' is no field of customer (phone?)"),
        ("terms=30", 2, "'terms' is a group; set one of its fields: currency, payment_days"),
        ("contacts[0].name=x", 2, "positions count from 1, in 'contacts[0].name'"),
        ("contacts[3].name=x", 1, "contacts[3].name is not in the file; change it by hand with: custfile edit"),
        ("phone+=1", 2, "'phone' is no list; write phone=value"),
        ("肤质=中性", 2, "肤质: '中性' is not one of: 干性, 油性; choose one"),
        ("terms.payment_days=thirty", 2, "payment_days: 'thirty' is not a whole number"),
        ("name=", 1, "'name' is missing; add it"),
        ("name=a\nb", 2, "name: this must be one line; put the rest into a note"),
        ("owner=nobody", 1, "'nobody' is nobody in the team of custfile.yaml"),
        ("kind=shop", 1, "'shop' is no kind of custfile.yaml; choose one of: company, individual"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    run: Run, firm: Path, added: Added, assignment: str, code: int, sentence: str
) -> None:
    done = run("set", "丽人", assignment, at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (code, [])
    assert sentence in done.err


def test_an_error_that_the_file_has_already_does_not_stand_in_the_way(run: Run, firm: Path) -> None:
    path = firm / "customers/C000003.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "email: nonsense\n", encoding="utf-8")
    assert run("set", "王力", "fax=1", at=firm).code == 0
    assert run("set", "王力", "email=a@example.com", at=firm).code == 0
    assert run("check", at=firm).code == 0
