"""Places that can be found by their name: those that the register itself knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from explorer.initiatives.model import Initiative, Precision
from explorer.initiatives.spelling import alphabet, exact, mentions

MOST_CANDIDATES: Final = 8


@dataclass(frozen=True)
class Candidate:
    """
    A place that a search came up with.

    Parameters
    ----------
    label
        What it is called, as its source writes it.
    lon, lat
        Degrees (WGS 84).
    precision
        One of `POINT_PRECISIONS`: how exactly the source knows it.
    source
        Name of the initiative that is there, or of the search that found it.
    """

    label: str
    lon: float
    lat: float
    precision: Precision
    source: str


def find_known(
    initiatives: Iterable[Initiative], words: str, *, limit: int = MOST_CANDIDATES
) -> tuple[Candidate, ...]:
    """
    Find places of the register by words of their label, as `mentions` compares them.

    Each label and position once, with the first initiative that is there; labels that begin with
    the words first, then the more exact ones, then by the alphabet. No words find nothing.
    """
    if not words.strip():
        return ()
    found: dict[tuple[str, float, float], Candidate] = {}
    for each in initiatives:
        for place in each.places:
            if place.label and mentions(place.label, words):
                key = (exact(place.label), place.lon, place.lat)
                found.setdefault(
                    key,
                    Candidate(place.label, place.lon, place.lat, place.precision, each.name),
                )
    order = list(Precision)
    begins = alphabet(words)
    ordered = sorted(
        found.values(),
        key=lambda each: (
            not alphabet(each.label).startswith(begins),
            order.index(each.precision),
            alphabet(each.label),
        ),
    )
    return tuple(ordered[:limit])
