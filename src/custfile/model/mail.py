"""Which reports are mailed to whom and when, and through which server: the section ``mail`` of the settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

from custfile.language import LANGUAGES
from custfile.model.names import Names
from custfile.model.part import Part
from custfile.model.schedule import Weekday
from custfile.model.spec import PUBLIC, STAFF, many, must, told
from custfile.model.values import Line, Whole, Yes, fixed_words

if TYPE_CHECKING:
    from email.headerregistry import Address

EACH: Final = "owner"
_NAMED: Final = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")

Security = Annotated[str, fixed_words("security", "starttls", "tls", "none")]
Every = Annotated[str, fixed_words("every", "day", "workday", "week", "month")]
Each = Annotated[str, fixed_words("each", EACH)]
MailLanguage = Annotated[str, fixed_words("language", *LANGUAGES)]
MailLevel = Annotated[str, fixed_words("mail level", "public", "staff")]


class Smtp(Part):
    """The server that takes the mail. The password is never here."""

    host: Line = must("Host", "服务器", "伺服器", "The server's name, as its certificate has it.", PUBLIC)
    port: Whole | None = told("Port", "端口", "連接埠", "587 when absent; 465 with security: tls.", PUBLIC)
    security: Security | None = told(
        "Security", "加密方式", "加密方式", "starttls (when absent) or tls; none only for this computer.", PUBLIC
    )
    user: Line | None = told("User", "用户名", "使用者名稱", "Who logs in; nobody when absent.", STAFF)
    ca_file: Line | None = told(
        "Authority",
        "CA证书",
        "CA憑證",
        "A PEM file, of the firm's own authority, from the archive's folder on.",
        PUBLIC,
    )

    @property
    def is_here(self) -> bool:
        """Whether the server is on this computer, so that nobody listens on the way."""
        from ipaddress import ip_address  # late: only mail asks

        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


class Mailing(Part):
    """A report that is mailed again and again."""

    id: Line = must("Id", "代号", "代號", "Short and lasting: the ledger names it.", PUBLIC)
    labels: Names | None = told("Labels", "名称", "名稱", "For people.", PUBLIC)
    report: Line = must("Report", "报表", "報表", "As custfile report list names it.", PUBLIC)
    of: Line | None = told("Of", "对象", "對象", "The customer or person that the report is about.", PUBLIC)
    to: list[Line] = many(
        "To", "收件人", "收件人", "Addresses, or people and roles of the team; with each, which of them.", STAFF
    )
    each: Each | None = told("Each", "分别发送", "分別寄送", "owner: everybody gets the own customers.", PUBLIC)
    when: Line | None = told("When", "条件", "條件", "A filter the customers have to fit.", PUBLIC)
    language: MailLanguage | None = told("Language", "语言", "語言", "The archive's when absent.", PUBLIC)
    every: Every | None = told("Every", "周期", "週期", "day (when absent), workday, week or month.", PUBLIC)
    weekday: Weekday | None = told("Weekday", "星期", "星期", "Of every: week; mon when absent.", PUBLIC)
    day: Whole | None = told("Day", "日", "日", "Of every: month; 1 when absent, 31 is the last.", PUBLIC)
    attach: Yes | None = told("Attach", "附件", "附件", "yes: the full report as an HTML file.", PUBLIC)
    level: MailLevel | None = told(
        "Level", "保密级别", "保密等級", "staff for the team, public for others, when absent.", PUBLIC
    )
    even_if_empty: Yes | None = told(
        "Even if empty", "无内容也发", "無內容也寄", "yes: also when there is nothing to tell.", PUBLIC
    )


class MailSettings(Part):
    """Mail: from whom, by what way, and the mailings."""

    sender: Line = must("Sender", "发件人", "寄件人", "An address, or Name <address>.", PUBLIC)
    smtp: Smtp | None = told("Server", "邮件服务器", "郵件伺服器", "The server that takes the mail.", PUBLIC)
    sendmail: Yes | None = told(
        "sendmail", "本机sendmail", "本機sendmail", "yes: by this computer's sendmail, instead of a server.", PUBLIC
    )
    mailings: list[Mailing] = many("Mailings", "定期邮件", "定期郵件", "What custfile mail --all sends.", PUBLIC)


def address(typed: str) -> Address:
    """Return the address that ``typed`` is: ``li.na@example.com`` or ``李娜 <li.na@example.com>``.

    Raises ``ValueError`` when it is none, or not one that every server can deliver to (ASCII letters only).
    """
    from email.errors import MessageError
    from email.headerregistry import Address

    named = _NAMED.fullmatch(typed)
    name, plain = (named["name"].strip('"'), named["address"]) if named else ("", typed.strip())
    if not plain.isascii() or not name.isprintable() or "\r" in typed or "\n" in typed:
        raise ValueError(typed)
    try:
        return Address(name, addr_spec=plain)
    except (MessageError, IndexError) as error:  # what the parser stumbles over
        raise ValueError(typed) from error
