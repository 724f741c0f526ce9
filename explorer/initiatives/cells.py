"""The cells of one row while they are checked: what each may hold, and what was found wrong."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

from explorer.link import cut
from geodata.problems import Problem

YEARS: Final = range(1900, 2101)
# Characters. What is longer was not meant for the cell: a page pasted whole, a shifted column.
LIMITS: Final[Mapping[str, int]] = {
    "id": 100,
    "name": 200,
    "description_sv": 2000,
    "description_en": 2000,
    "organisation": 300,
    "target_group": 300,
    "place": 300,
    "source_title": 300,
    "source_url": 2000,
    "remark": 2000,
    "budget_of": 200,
    "capacity_of": 200,
    "contact": 200,
    "further_places": 20_000,
    "serves": 5000,
}
MOST_IN_OTHERS: Final = 100
# Written by people for people; everything else is a code, a number, a day or an address.
FREE_TEXTS: Final = frozenset(LIMITS) - {"id", "source_url", "serves"}
# Where a line break is part of the text.
SEVERAL_LINES: Final = frozenset({"description_sv", "description_en", "remark"})
MOST_NUMBER: Final = 10**12
EXAMPLE_DAY: Final = "2026-05-31"

_WHOLE: Final = re.compile(r"-?[0-9]+")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What a browser would take for markup: “<” with a letter, or the marks of a closing tag or comment.
_MARKUP: Final = re.compile(
    r"<[a-zA-Z/!?]|(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE
)
# Control characters, halves of characters, those that turn the direction of what follows them, and
# those that no XML file can hold.
_UNSEEN: Final = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)

Choice = TypeVar("Choice", bound=StrEnum)


class Row:
    """
    The cells of one row and the problems found so far, at most one for each column.

    `cells` are stripped texts by column. What a stranger wrote is cut short before it is repeated.
    """

    def __init__(self, cells: Mapping[str, str], *, file: str, number: int) -> None:
        self.cells = cells
        self.file = file
        self.number = number
        self.problems: list[Problem] = []
        self._faulty: set[str] = set()

    def add(self, code: str, column: str, *, value: str | None = None, allowed: str = "") -> None:
        """Note a problem; the first one of a column stands."""
        found = self.cells[column] if value is None else value
        self.add_found(Problem(code, self.file, self.number, column, cut(found), allowed))

    def add_found(self, problem: Problem) -> None:
        """Note a problem that something else has found."""
        column = problem.column or ""
        if column not in self._faulty:
            self._faulty.add(column)
            self.problems.append(problem)

    def is_faulty(self, column: str) -> bool:
        """Whether a problem of the column has been noted."""
        return column in self._faulty

    def check_text(self, column: str) -> None:
        """Refuse what no cell of the column may hold: too much, markup, what cannot be seen."""
        text = self.cells[column]
        most = LIMITS.get(column, MOST_IN_OTHERS)
        if len(text) > most:
            self.add("text-too-long", column, value=str(len(text)), allowed=str(most))
        elif column not in FREE_TEXTS:
            # Each of these has a check that lets nothing through but what it knows.
            return
        elif (unseen := _UNSEEN.search(text)) is not None:
            self.add("hidden-character", column, value=f"U+{ord(unseen[0]):04X}")
        elif "\n" in text and column not in SEVERAL_LINES:
            self.add("hidden-character", column, value="U+000A")
        elif (markup := _MARKUP.search(text)) is not None:
            self.add("markup-in-text", column, value=text[markup.start() :][:30])

    def choice(
        self, column: str, choices: type[Choice], *, code: str = "value-not-allowed"
    ) -> Choice | None:
        """Read one of the names; None when the cell is empty."""
        text = self.cells[column]
        if text in set(choices):
            return choices(text)
        if text:
            self.add(code, column, allowed=", ".join(choices))
        return None

    def year(self, column: str) -> int | None:
        """Read a calendar year."""
        text = self.cells[column]
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.add("not-a-number", column)
        elif int(text[:20]) not in YEARS:
            self.add("value-out-of-range", column, allowed=f"{YEARS[0]}–{YEARS[-1]}")
        else:
            return int(text)
        return None

    def amount(self, column: str, words: str, *, wanted: str) -> int | None:
        """
        Read a whole number from 0 that needs words saying what it is of, and they need it.

        Parameters
        ----------
        words
            Column of the words.
        wanted
            What is missing where only one of the two is given.
        """
        text = self.cells[column]
        if bool(text) != bool(self.cells[words]):
            self.add("value-missing", words if text else column, allowed=wanted)
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.add("not-a-number", column)
        elif len(text) > len(str(MOST_NUMBER)) or not 0 <= int(text) <= MOST_NUMBER:
            self.add("value-out-of-range", column, allowed=f"0–{MOST_NUMBER}")
        else:
            return int(text)
        return None

    def day(self, column: str) -> date | None:
        """Read a day in the form of `EXAMPLE_DAY`."""
        text = self.cells[column]
        if not text:
            return None
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is not None and found.year in YEARS:
            return found
        self.add("not-a-day", column, allowed=EXAMPLE_DAY)
        return None


def is_hidden(text: str) -> bool:
    """Tell whether a text holds a character that cannot be seen; line breaks are none."""
    return _UNSEEN.search(text) is not None


def is_markup(text: str) -> bool:
    """Tell whether a browser would take part of a text for markup or a script."""
    return _MARKUP.search(text) is not None


def is_web_address(text: str) -> bool:
    """
    Tell whether a text is an http or https address with a host and nothing hidden in it.

    Any other scheme (javascript:, data:, file:) could do something when it is clicked.
    """
    if re.search(r"[\s<>\"]", text) or _UNSEEN.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
