"""Help texts in the language spoken: the tree of commands is walked, and laid out by the width that is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import typer
from typer._click.formatting import HelpFormatter

from custfile.language import _, spoken
from custfile.report.tables import width

_FIRST: Final = ("help", "short_help", "options_metavar", "subcommand_metavar")
_OF_PARAMETER: Final = ("help", "metavar")
_FACTS: Final = re.compile(r"(?:^|  )\[(?:default: (?P<default>[^];]+))?(?:; )?(?P<required>required)?\]$")
_COLUMN: Final = 30

# A word with the spaces before it, or one Chinese character: no line begins with what closes or ends with what opens.
_OPENING: Final = "（「『“‘《〈【"
_CLOSING: Final = "）」』”’》〉】，。；：、！？…"
_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_UNIT: Final = re.compile(rf"\s*[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*")


def texts(command: Any) -> Iterator[tuple[Any, str]]:
    """Yield every place where the tree of ``command`` says something in English: the owner and its attribute."""
    help_option = command.get_help_option(typer.Context(command, **command.context_settings))
    places = [(command, name) for name in _FIRST]
    places += [(parameter, name) for parameter in (*command.params, help_option) for name in _OF_PARAMETER]
    yield from ((owner, name) for owner, name in places if getattr(owner, name, None))
    for each in getattr(command, "commands", {}).values():
        yield from texts(each)


def translate(command: Any) -> None:
    """Make the tree of ``command`` speak the language spoken; English is what it is written in."""
    if spoken() == "en":
        return
    for owner, name in list(texts(command)):
        english = getattr(owner, name)
        setattr(owner, name, _(english))
    for each in getattr(command, "commands", {}).values():
        each.short_help = each.help.partition("\n\n")[0]


def written(command: Any, write: Callable[[Any, Any], None], ctx: Any, formatter: HelpFormatter) -> None:
    """Have ``write`` write the help of ``command`` to ``formatter``, translated."""
    translate(command)
    page = Page(width=formatter.width)
    write(ctx, page)
    formatter.write(page.getvalue())


class Page(HelpFormatter):
    """A page of help: headings translated, lines filled and columns aligned by the width that is seen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        head = _("Usage: {command}").format(command=prog)
        self._write_lines(filled(args, self.width - width(head) - 1) or [""], f"{head} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        titles = {"Arguments": _("Arguments:"), "Options": _("Options:"), "Commands": _("Commands:")}
        self.write(f"{titles[heading]}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a line of ``\\b`` stays as it is."""
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            raw = paragraph.startswith("\b\n")
            lines = paragraph.splitlines()[1:] if raw else filled(paragraph, self.width - self.current_indent)
            self._write_lines(lines, " " * self.current_indent)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        column = min(max(width(term) for term, _about in rows), col_max) + col_spacing
        for term, about in rows:
            lines = filled(_FACTS.sub(_facts, about), self.width - column - 2)
            head = " " * self.current_indent + term
            if width(term) > column - col_spacing:
                self.write(f"{head}\n")
                head = ""
            self._write_lines(lines or [""], head + " " * (column + self.current_indent - width(head)))

    def _write_lines(self, lines: Sequence[str], head: str) -> None:
        """Write ``lines`` behind ``head``, the second one and those after it as far to the right."""
        for number, line in enumerate(lines):
            self.write((" " * width(head) + line if number else head + line).rstrip() + "\n")


def filled(text: str, wide: int) -> list[str]:
    """Return ``text`` in lines that are at most ``wide`` columns on the screen, unless a word is wider."""
    lines = [""]
    for unit in filter(None, _UNIT.findall(re.sub(r"\s*\n\s*", " ", text.strip()))):
        if lines[-1] and width(lines[-1] + unit) > wide:
            lines.append(unit.lstrip())
        else:
            lines[-1] += unit
    return lines if lines != [""] else []


def _facts(found: re.Match[str]) -> str:
    """Return what is known of a parameter beside its help, as it is said."""
    default, required = found["default"], found["required"]
    told = [_("default: {value}").format(value=default)] if default else []
    told += [_("required")] if required else []
    return f"  [{'; '.join(told)}]" if told else found[0]
