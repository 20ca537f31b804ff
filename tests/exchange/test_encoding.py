"""Encodings, told and guessed, with the archive's own ear for Chinese."""

from __future__ import annotations

import pytest

from custfile.archive.guard import likely_chinese
from custfile.errors import Misused
from custfile.exchange.encoding import decoded

SIMPLIFIED = "编号,名称,地址\n1,郑州丽人美容院,郑州市中原区\n"
TRADITIONAL = "編號,名稱,地址\n1,台北麗人美容院,台北市大安區\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SIMPLIFIED.encode("utf-8"), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16"),
        (SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "cp950"),
        (b"name\nplain\n", "name\nplain\n", "utf-8"),
    ],
)
def test_an_encoding_is_recognised(data: bytes, text: str, encoding: str) -> None:
    assert decoded(data, None, likely_chinese) == (text, encoding)


def test_big5_bytes_would_be_other_characters_in_gb18030() -> None:
    data = TRADITIONAL.encode("big5")
    assert data.decode("gb18030") != TRADITIONAL  # no error tells the two apart
    assert decoded(data, None, likely_chinese)[0] == TRADITIONAL


@pytest.mark.parametrize("word", ["Müller GmbH, München", "Größe, Straße, Süßwaren", "Café Noël, Liège", "señor"])
def test_western_letters_are_not_taken_for_rare_characters(word: str) -> None:
    data = word.encode("cp1252")
    with pytest.raises(Misused, match="--encoding"):
        decoded(data, None, likely_chinese)
    assert decoded(data, "cp1252", likely_chinese) == (word, "cp1252")


def test_what_is_told_is_done() -> None:
    assert decoded(SIMPLIFIED.encode("gbk"), "gbk", likely_chinese)[0] == SIMPLIFIED
    assert decoded(b"\xef\xbb\xbfname", "utf-8", likely_chinese)[0] == "name"


@pytest.mark.parametrize(("data", "told"), [(b"x", "utf-99"), (b"\xff\xff", "utf-8"), (b"\xff\xfex", None)])
def test_an_encoding_that_cannot_be(data: bytes, told: str | None) -> None:
    with pytest.raises(Misused):
        decoded(data, told, likely_chinese)
