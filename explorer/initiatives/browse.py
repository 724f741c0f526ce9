"""A list to look through: initiatives in an order, a sheet at a time."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.choices import Sort
from explorer.initiatives.model import Initiative, Status
from explorer.initiatives.spelling import alphabet
from indicators.definitions import TargetArea

SHEET_SIZE: Final = 20
_TARGET_AREAS: Final = tuple(TargetArea)
_STATUSES: Final = tuple(Status)
# What each order goes by; None is what is not known.
_KEYS: Final[dict[Sort, Callable[[Initiative], str | int | None]]] = {
    Sort.NAME: lambda each: alphabet(each.name),
    Sort.ORGANISER: lambda each: alphabet(each.organisation) or None,
    Sort.TARGET_AREA: lambda each: _TARGET_AREAS.index(each.target_area),
    Sort.STATUS: lambda each: _STATUSES.index(each.status),
    Sort.START: lambda each: each.start_year,
    Sort.PLACE: lambda each: alphabet(each.place) or None,
}


@dataclass(frozen=True)
class Sheet:
    """
    One sheet of a list.

    Parameters
    ----------
    number, sheets
        Which sheet it is, from 1, and how many there are; an empty list has one empty sheet.
    first, last
        Places in the whole list of the first and the last one on it, from 1; both 0 when empty.
    total
        How many the whole list has.
    """

    items: tuple[Initiative, ...]
    number: int
    sheets: int
    first: int
    last: int
    total: int


def sort_initiatives(
    initiatives: Iterable[Initiative], *, by: Sort, descending: bool = False
) -> tuple[Initiative, ...]:
    """
    Put initiatives in an order.

    Names in the order of the Swedish alphabet; target areas in the order of the programme; status
    from running to unknown. What is not known stands last, whichever way round; among equals the
    names decide, from a to ö whichever way round.
    """
    key = _KEYS[by]
    by_name = sorted(initiatives, key=lambda each: (alphabet(each.name), each.id))
    known = [(value, each) for each in by_name if (value := key(each)) is not None]
    unknown = [each for each in by_name if key(each) is None]
    # sorted() keeps the order of equals, also when it is told to reverse.
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(each for _, each in known), *unknown)


def cut_sheet(initiatives: Sequence[Initiative], number: int, *, size: int = SHEET_SIZE) -> Sheet:
    """Cut one sheet out of a list; a number past the end gives the last sheet."""
    total = len(initiatives)
    sheets = max(1, math.ceil(total / size))
    number = min(max(number, 1), sheets)
    start = (number - 1) * size
    items = tuple(initiatives[start : start + size])
    return Sheet(items, number, sheets, start + bool(items), start + len(items), total)
