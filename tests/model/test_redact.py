"""Secrecy at work: everything above the reader's level is masked, wherever it lies."""

from __future__ import annotations

import pytest

from custfile.model.redact import redacted, values
from custfile.model.spec import Secrecy

FIELDS = {
    "name": {"secrecy": "public", "type": "line"},
    "phone": {"secrecy": "staff", "type": "line"},
    "assets": {"secrecy": "secret", "type": "money"},
    "contacts": {"secrecy": "staff", "type": "part"},
    "contacts.name": {"secrecy": "staff", "type": "line"},
    "contacts.id_no": {"secrecy": "secret", "type": "line"},
    "preferences": {"secrecy": "staff", "type": "free"},
}
RECORD = {
    "name": "丽人",
    "phone": "13800138000",
    "assets": "5000000",
    "contacts": [{"name": "王丽", "id_no": "410105198503041234", "misspelt": "x"}, None],
    "preferences": {"茶": ["龙井", "普洱"], "房间": {"楼层": "3"}},
    "misspelt": "anything",
}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Secrecy.SECRET, RECORD),
        (
            Secrecy.STAFF,
            {
                **RECORD,
                "assets": "****",
                "contacts": [{"name": "王丽", "id_no": "410****1234", "misspelt": "****"}, None],
                "misspelt": "****",
            },
        ),
        (
            Secrecy.PUBLIC,
            {
                "name": "丽人",
                "phone": "138****8000",
                "assets": "****",
                "contacts": [{"name": "****", "id_no": "410****1234", "misspelt": "****"}, None],
                "preferences": {"茶": ["****", "****"], "房间": {"楼层": "****"}},
                "misspelt": "****",
            },
        ),
    ],
)
def test_each_level_sees_its_own(level: Secrecy, expected: dict[str, object]) -> None:
    seen = redacted(RECORD, FIELDS, level)
    assert seen == {**expected, "misspelt": seen["misspelt"]}
    assert "anything" not in str(seen) or level is Secrecy.SECRET


def test_the_record_itself_stays_as_it_is() -> None:
    redacted(RECORD, FIELDS, Secrecy.PUBLIC)
    assert RECORD["assets"] == "5000000"


def test_values_with_where_they_are() -> None:
    assert list(values(RECORD))[3:8] == [
        ("contacts.name", "王丽"), ("contacts.id_no", "410105198503041234"), ("contacts.misspelt", "x"),
        ("preferences.茶", "龙井"), ("preferences.茶", "普洱"),
    ]  # fmt: skip
