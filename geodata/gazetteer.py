"""Names of places and the areas that they lie in, found as people type them (reads)."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from geodata.areas import Area, AreaLevel, AreaRegister, read_rows
from geodata.problems import DataError, Problem, shorten
from geodata.spelling import Step, compare, words_of

MOST_HITS: Final = 8
# Longer than any name; what is pasted by mistake costs no time.
MOST_LETTERS: Final = 80
COLUMNS: Final = (
    *("name", "kind", "lon", "lat"),
    *("area_level", "area_code", "alternative", "source"),
)
# West, south, east, north: the city and what lies round it, degrees.
SURROUNDINGS: Final = (11.0, 57.0, 13.0, 58.5)
BETWEEN_NAMES: Final = ";"


class PlaceKind(StrEnum):
    """What a name belongs to; `AREA` is made from the register of areas, the others from the file."""

    AREA = "area"
    SQUARE = "square"
    STOP = "stop"
    NEIGHBOURHOOD = "neighbourhood"
    BUILDING = "building"
    SCHOOL = "school"
    PARK = "park"
    ISLAND = "island"
    OTHER_NAME = "other_name"


@dataclass(frozen=True)
class NamedPlace:
    """
    A place with a name, and where it lies.

    Parameters
    ----------
    area
        The area itself for the kind `AREA`, else the smallest area that is known to hold it all.
    primary
        Codes of the primary areas that `area` holds, sorted; one alone where it is one itself.
    around
        Areas that `area` lies in, its district of 2011 too; for a place of the file also `area`.
    lon, lat
        Degrees (WGS 84); None where only the area is known, and for areas.
    other_names
        Further names that a source gives.
    source
        Address of the page that says so; "" for areas.
    """

    name: str
    kind: PlaceKind
    area: Area
    primary: tuple[str, ...]
    around: tuple[Area, ...] = ()
    lon: float | None = None
    lat: float | None = None
    other_names: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Hit:
    """A place that was found, and which of its names it was found by."""

    place: NamedPlace
    name: str


@dataclass(frozen=True)
class _Spelt:
    """One name as it is compared; `around` are the words of the areas that it lies in."""

    hit: Hit
    words: tuple[str, ...]
    around: frozenset[str]


# How well a name answers, best first: step, slips (or less the letters understood), areas before
# what lies in them, first names before others, the name.
_Rank = tuple[Step, int, int, bool, str, str]
_ORDER: Final = (
    *(AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA, AreaLevel.CITY_AREA),
    *(AreaLevel.DISTRICT_2011, AreaLevel.MUNICIPALITY),
)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """
    Places that can be found by their name.

    Parameters
    ----------
    places
        Areas of every level and the places of the file, each once.
    """

    places: tuple[NamedPlace, ...] = ()

    def find(self, text: str, *, limit: int = MOST_HITS) -> tuple[Hit, ...]:
        """
        Find places by a name as people type it.

        Accents, case, blanks and hyphens do not matter, and the end of a name may be left out. The
        order: the whole name; its beginning; words of it, in any order; the name with one slip of
        the keys. Where none of these is found, words of it together with an area that it lies in;
        and where nothing is found so either, the nearest of these: more slips, slips in a word,
        slips in the beginning of a name, a single long word of an address. Within each step areas
        come before what lies in them, and finer areas before larger ones.

        Parameters
        ----------
        text
            What was typed, of which the first `MOST_LETTERS` are read.
        limit
            How many are given at most.

        Returns
        -------
        hits
            Best first, each place once; () for a text without letters or digits.
        """
        typed = words_of(text[:MOST_LETTERS])
        if not typed:
            return ()
        ranked: dict[NamedPlace, tuple[_Rank, Hit]] = {}
        for each in self._spelt:
            answer = compare(typed, each.words, around=each.around)
            if answer is None:
                continue
            rank = (*answer, *_order(each))
            known = ranked.get(each.hit.place)
            if known is None or rank < known[0]:
                ranked[each.hit.place] = (rank, each.hit)
        found = sorted(ranked.values(), key=lambda pair: pair[0])
        if not found:
            return ()
        step, count, *_ = found[0][0]
        last = max(step, Step.ONE_SLIP)
        hits = [hit for rank, hit in found if rank[0] <= last]
        if step is Step.SOME_WORDS:
            hits = [hit for rank, hit in found if rank[1] == count]
        return tuple(hits[:limit])

    @cached_property
    def _spelt(self) -> tuple[_Spelt, ...]:
        return tuple(
            _Spelt(
                Hit(place, name),
                words_of(name),
                frozenset(word for each in place.around for word in words_of(each.name)),
            )
            for place in self.places
            for name in (place.name, *place.other_names)
        )


def load_gazetteer(areas: AreaRegister, path: Path | None = None) -> Gazetteer:
    """
    Read names of places, and add the areas of every level.

    A row of the kind `other_name` names an area once more. An area of a coarser level with the name
    and the extent of a primary area is left out: it is the same place.

    Parameters
    ----------
    areas
        Register that says which areas there are.
    path
        CSV in UTF-8 with the columns of `COLUMNS`; None reads the built-in Gothenburg file.

    Raises
    ------
    DataError
        With every problem found in the file, not only the first.
    """
    if path is None:
        with as_file(files("geodata") / "data" / "gazetteer.csv") as built_in:
            return load_gazetteer(areas, built_in)
    frame = read_rows(path, COLUMNS)
    problems: list[Problem] = []
    places: list[NamedPlace] = []
    seen: set[tuple[str, ...]] = set()
    for row, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        record = {str(name): str(cell) for name, cell in cells.items()}
        wrong = list(_check_row(record, areas, file=path.name, row=int(row)))
        spelt = (*words_of(record["name"]), record["kind"])
        if spelt in seen:
            value = record["name"]
            wrong.append(Problem("duplicate-row", path.name, int(row), "name", value))
        seen.add(spelt)
        problems += wrong
        if not wrong:
            places.append(_place(record, areas))
    if problems:
        raise DataError(problems)
    in_areas = (each for each in places if each.kind is not PlaceKind.OTHER_NAME)
    return Gazetteer((*_named_areas(areas, places), *in_areas))


def areas_alone(areas: AreaRegister) -> Gazetteer:
    """Make a gazetteer of the areas alone, for a register of one's own without a file of places."""
    return Gazetteer(tuple(_named_areas(areas, ())))


def _named_areas(areas: AreaRegister, places: Iterable[NamedPlace]) -> Iterator[NamedPlace]:
    others: dict[Area, tuple[str, ...]] = {}
    for each in places:
        if each.kind is PlaceKind.OTHER_NAME:
            others[each.area] = (*others.get(each.area, ()), each.name, *each.other_names)
    primary_names = areas.names(AreaLevel.PRIMARY_AREA)
    for level in AreaLevel:
        for code in areas.codes(level):
            area = Area(level, code, areas.name(level, code))
            primary = areas.children(level, code, AreaLevel.PRIMARY_AREA)
            same = len(primary) == 1 and primary_names[primary[0]] == area.name
            if level is AreaLevel.PRIMARY_AREA or not same:
                yield NamedPlace(
                    area.name,
                    PlaceKind.AREA,
                    area,
                    primary,
                    around=_around(area, areas),
                    other_names=others.get(area, ()),
                )


def _around(area: Area, areas: AreaRegister) -> tuple[Area, ...]:
    district = None
    if area.level is AreaLevel.PRIMARY_AREA:
        district = areas.district_2011(area.code)
    holders = areas.parents(area.level, area.code)
    return holders if district is None else (*holders, district)


def _place(record: dict[str, str], areas: AreaRegister) -> NamedPlace:
    level, code = AreaLevel(record["area_level"]), record["area_code"]
    area = Area(level, code, areas.name(level, code))
    others = (each.strip() for each in record["alternative"].split(BETWEEN_NAMES))
    return NamedPlace(
        name=record["name"],
        kind=PlaceKind(record["kind"]),
        area=area,
        primary=areas.children(level, code, AreaLevel.PRIMARY_AREA),
        around=(area, *_around(area, areas)),
        lon=float(record["lon"]) if record["lon"] else None,
        lat=float(record["lat"]) if record["lat"] else None,
        other_names=tuple(filter(None, others)),
        source=record["source"],
    )


def _check_row(
    record: dict[str, str], areas: AreaRegister, *, file: str, row: int
) -> Iterator[Problem]:
    for column, allowed in (("name", "Opaltorget, …"), ("source", "https://…")):
        if not record[column]:
            yield Problem("value-missing", file, row, column, allowed=allowed)
    kinds = [each.value for each in PlaceKind if each is not PlaceKind.AREA]
    for column, options in (("kind", kinds), ("area_level", [each.value for each in AreaLevel])):
        if record[column] not in options:
            allowed = ", ".join(options)
            yield Problem("value-not-allowed", file, row, column, record[column], allowed)
    if record["area_level"] in set(AreaLevel):
        known = areas.codes(AreaLevel(record["area_level"]))
        if record["area_code"] not in known:
            allowed = shorten(known)
            yield Problem("unknown-area", file, row, "area_code", record["area_code"], allowed)
    yield from _check_position(record, file=file, row=row)


def _check_position(record: dict[str, str], *, file: str, row: int) -> Iterator[Problem]:
    west, south, east, north = SURROUNDINGS
    if bool(record["lon"]) != bool(record["lat"]):
        yield Problem("coordinates-incomplete", file, row, "lon")
        return
    limits = {"lon": (west, east), "lat": (south, north)}
    for column, (low, high) in limits.items():
        if not record[column]:
            continue
        try:
            degrees = float(record[column])
        except ValueError:
            yield Problem("not-a-number", file, row, column, record[column])
            continue
        if not (math.isfinite(degrees) and low <= degrees <= high):
            allowed = f"{low:g}–{high:g}"
            yield Problem("coordinates-outside", file, row, column, record[column], allowed)


def _order(spelt: _Spelt) -> tuple[int, bool, str, str]:
    place = spelt.hit.place
    size = _ORDER.index(place.area.level)
    rank = size if place.kind is PlaceKind.AREA else len(_ORDER)
    other = spelt.hit.name != place.name
    return rank, other, " ".join(spelt.words), f"{place.kind.value} {place.area.code}"
