"""What readers tell of a page: the message, what it may hold, and how far it has come."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from explorer.initiatives.cells import is_hidden, is_markup
from geodata.areas import AreaLevel

# Characters.
MOST_TEXT: Final = 2000
MOST_CONTACT: Final = 200
MOST_VIEW: Final = 2000
MOST_LINKS: Final = 2
# The same text a second time within this span tells nothing new.
SPAN_OF_REPEATS: Final = timedelta(days=1)

# An address counts once, however it begins.
_LINK: Final = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
_LANG: Final = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*")


class FeedbackStatus(StrEnum):
    """How far a message has come."""

    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"


class Fault(StrEnum):
    """Why a text is not taken."""

    EMPTY = "empty"
    LONG = "long"
    HIDDEN = "hidden"
    MARKUP = "markup"
    LINKS = "links"


@dataclass(frozen=True)
class Message:
    """
    What a reader sends; of the reader it holds what they wrote themselves and nothing else.

    Parameters
    ----------
    view
        Query part of the link to the page that it is about.
    level, code
        The area that it is about.
    lang
        Language of the page.
    text
        What does not look right.
    contact
        How to reach the reader; "" where they do not say.
    """

    view: str
    level: AreaLevel
    code: str
    lang: str
    text: str
    contact: str = ""


@dataclass(frozen=True)
class Feedback:
    """
    A message as it is kept.

    Parameters
    ----------
    id
        Drawn by lot, and never given twice.
    at
        When it came, UTC.
    answer
        "" before there is one.
    answered_by, answered_at
        Who wrote to it last, and when in UTC; "" and None before.
    """

    id: str
    at: datetime
    message: Message
    status: FeedbackStatus = FeedbackStatus.NEW
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


class Repeated(Exception):  # noqa: N818 - a state of affairs, not a fault of ours
    """The same text has come within a day; it was not saved again."""


class Overtaken(Exception):  # noqa: N818 - a state of affairs, not a fault of ours
    """Somebody else has written to the message since it was read; `theirs` is how it stands now."""

    def __init__(self, theirs: Feedback) -> None:
        self.theirs = theirs
        super().__init__(f"{theirs.answered_by} wrote to the message at {theirs.answered_at}.")


def clean(text: str) -> str:
    """Write line breaks one way, tabs as spaces, and leave out the space at both ends."""
    return re.sub(r"\r\n?", "\n", text).replace("\t", " ").strip()


def check_message(message: Message) -> Mapping[str, Fault]:
    """
    Say what is wrong with a message, by the fields that a reader fills in.

    Returns
    -------
    faults
        For "text" and "contact", the first fault of each; empty where there is none.

    Raises
    ------
    ValueError
        If a part that no reader writes (view, code, language) is none.
    """
    if len(message.view) > MOST_VIEW or is_hidden(message.view) or "\n" in message.view:
        raise ValueError("The view is no query of a link.")
    if not re.fullmatch(r"[0-9]{1,10}", message.code) or not _LANG.fullmatch(message.lang):
        raise ValueError("The code or the language is none.")
    found = {
        "text": check_text(message.text),
        "contact": _check_contact(message.contact) if message.contact else None,
    }
    return {name: fault for name, fault in found.items() if fault is not None}


def check_text(text: str, *, links: int | None = MOST_LINKS) -> Fault | None:
    """
    Say what is wrong with a text.

    Parameters
    ----------
    links
        How many web addresses it may hold; None for any number, as in an editor's answer.
    """
    if not text.strip():
        return Fault.EMPTY
    if len(text) > MOST_TEXT:
        return Fault.LONG
    if links is not None and count_links(text) > links:
        return Fault.LINKS
    return _check_plain(text)


def count_links(text: str) -> int:
    """Count the web addresses in a text."""
    return len(_LINK.findall(text))


def is_repeated(text: str, earlier: Iterable[str]) -> bool:
    """Tell whether one of the earlier texts is the same, whatever its spaces and capitals."""
    return _letters(text) in {_letters(each) for each in earlier}


def _letters(text: str) -> str:
    return " ".join(text.casefold().split())


def _check_contact(text: str) -> Fault | None:
    if len(text) > MOST_CONTACT:
        return Fault.LONG
    # An address of a web page is no way to reach somebody, and what advertisements are made of.
    if count_links(text):
        return Fault.LINKS
    return Fault.HIDDEN if "\n" in text else _check_plain(text)


def _check_plain(text: str) -> Fault | None:
    if is_hidden(text):
        return Fault.HIDDEN
    return Fault.MARKUP if is_markup(text) else None
