"""How the parts of a link are read: one text at a time, with what was left out of it."""

import math
import unicodedata
from collections.abc import Callable, Collection
from typing import Any, Final, NamedTuple

from geodata.problems import shorten

MOST_SHOWN: Final = 100
NONE: Final = "none"


class Answer(NamedTuple):
    """What a parameter's text says: its value (None leaves the default), and what was left out."""

    value: Any
    refused: str = ""
    allowed: str = ""


Reader = Callable[[str], Answer]


def cut(text: str) -> str:
    """Shorten what a stranger wrote, without what pages and links cannot carry."""
    text = "".join("\ufffd" if is_unwritable(each) else each for each in text[: MOST_SHOWN + 1])
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def is_unwritable(character: str) -> bool:
    """Whether it is a control character or half a character, which pages and links cannot carry."""
    return unicodedata.category(character) in {"Cc", "Cs"}


def refuse(text: str, allowed: Collection[str]) -> Answer:
    """Leave a text out and name what is allowed."""
    ordered = sorted(allowed) if isinstance(allowed, frozenset) else allowed
    return Answer(None, text, shorten(ordered, limit=30))


def one_of(allowed: Collection[str], kind: Callable[[str], Any] = str) -> Reader:
    """Read one of the names."""

    def read(text: str) -> Answer:
        return Answer(kind(text)) if text in set(allowed) else refuse(text, allowed)

    return read


def parts_of(text: str) -> list[str]:
    """Split at commas; each once, in the order of the link."""
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def some_of(
    allowed: Collection[str], kind: Callable[[str], Any] = str, *, none: bool = False
) -> Reader:
    """Read some of the names with commas between them; `NONE` for none where that is asked for."""
    names = sorted(allowed)

    def read(text: str) -> Answer:
        if none and text == NONE:
            return Answer(())
        right = tuple(kind(part) for part in parts_of(text) if part in names)
        wrong = [part for part in parts_of(text) if part not in names]
        refused = ",".join(wrong) if right or wrong else text
        return Answer(right or None, refused, shorten([*names, NONE] if none else names))

    return read


def numbers_of(text: str) -> tuple[float, ...]:
    """Read finite numbers with commas between them; () when one is not."""
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()
    return numbers if all(map(math.isfinite, numbers)) else ()
