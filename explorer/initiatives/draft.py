"""What an import would do, row by row, before anything is done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import geopandas as gpd

from explorer.initiatives.coordinates import read_position, write_degrees
from explorer.initiatives.files import FileRow, Upload
from explorer.initiatives.kept import Kept, Plan
from explorer.initiatives.model import Initiative, Place
from explorer.initiatives.places import join_places, split_places
from explorer.initiatives.rows import COLUMNS, check_row, to_cells
from geodata.areas import AreaLevel, AreaRegister
from geodata.boundaries import BoundarySet
from geodata.location import locate
from geodata.problems import Problem

FURTHER_PLACES: Final = "further_places"
Watch = Callable[[Sequence[FileRow]], Iterable[FileRow]]


@dataclass(frozen=True, eq=False)
class Ground:
    """What positions and codes are held against: the areas, their outlines, the land."""

    areas: AreaRegister
    boundaries: Mapping[AreaLevel, BoundarySet]
    land: gpd.GeoDataFrame


class Repair(NamedTuple):
    """
    What one row's position seems to mean.

    `found` and `proposal` are its text as it stands and as it is proposed, `cells` the columns that
    the proposal would change.
    """

    number: int
    record_id: str
    code: str
    found: str
    proposal: str
    cells: Mapping[str, str]


class Difference(NamedTuple):
    """One cell that an import would change; `number` is the row in the file."""

    number: int
    record_id: str
    column: str
    before: str
    after: str


class Derived(NamedTuple):
    """A primary area that the file left open and that the position gives; `label` names the place."""

    number: int
    record_id: str
    label: str
    primary_area_code: str


@dataclass(frozen=True)
class Draft:
    """
    What an import would do. It never removes anything: rows that a file does not have stay.

    Parameters
    ----------
    new
        Initiatives whose id the register does not have, in the order of the file.
    changed
        Those that differ, with the revision they were compared with.
    unchanged
        Ids of those that are the same.
    problems
        By row; a warning hinders nothing.
    repairs
        Positions that can be read another way; each has its problem too.
    repaired
        Those that were accepted.
    differences
        Of `changed`, cell by cell.
    derived
        Primary areas of new and changed ones that were not given.
    """

    new: tuple[Initiative, ...] = ()
    changed: tuple[tuple[Initiative, int], ...] = ()
    unchanged: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    repaired: tuple[Repair, ...] = ()
    differences: tuple[Difference, ...] = ()
    derived: tuple[Derived, ...] = ()

    @property
    def plan(self) -> Plan | None:
        """What the store is to apply; None while anything is wrong, since it is all or nothing."""
        if any(problem.severity == "error" for problem in self.problems):
            return None
        return Plan(self.new, self.changed, self.unchanged)

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return len(self.new) + len(self.changed)


@dataclass
class _Sound:
    """The rows that became initiatives, in order."""

    numbers: list[int] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)


def plan_import(
    upload: Upload,
    kept: Mapping[str, Kept],
    ground: Ground,
    *,
    accept: bool = False,
    watch: Watch = iter,
) -> Draft:
    """
    Compare a file with the register.

    Parameters
    ----------
    kept
        Every initiative of the register by its id, withdrawn ones too.
    accept
        Whether the proposals for positions are used. Otherwise each of them is a problem.
    watch
        Hands out the rows one by one; something that shows how far it has come can be put in.
    """
    problems = list(upload.problems)
    open_repairs: list[Repair] = []
    repaired: list[Repair] = []
    sound, seen = _Sound(), set[str]()
    for row in watch(upload.rows):
        cells = row.cells
        if (repair := find_repair(row)) is not None:
            (repaired if accept else open_repairs).append(repair)
            cells = {**cells, **repair.cells} if accept else cells
        initiative, found = check_row(cells, ground.areas, file=upload.file, number=row.number)
        problems += found
        record_id = row.cells["id"]
        if record_id and record_id in seen:
            problems.append(_tell("duplicate-row", upload.file, row.number, record_id))
        elif initiative is not None and record_id in kept and kept[record_id].withdrawn:
            problems.append(_tell("initiative-withdrawn", upload.file, row.number, record_id))
        elif initiative is not None:
            sound.numbers.append(row.number)
            sound.initiatives.append(initiative)
        seen.add(record_id)
    derived = _derive_areas(sound, ground)
    draft = _compare(sound, kept)
    problems += _doubt_areas(sound, ground, unchanged=frozenset(draft.unchanged), file=upload.file)
    return replace(
        draft,
        problems=tuple(sorted(problems, key=lambda each: each.row or 0)),
        repairs=tuple(open_repairs),
        repaired=tuple(repaired),
        derived=tuple(each for each in derived if each.record_id not in draft.unchanged),
    )


def find_repair(row: FileRow) -> Repair | None:
    """Say what a row's positions seem to mean; None when they are sound, or mean nothing known."""
    cells, found, proposed, codes = row.cells, [], [], []
    changes: dict[str, str] = {}
    reading = read_position(cells["lon"], cells["lat"])
    if reading.proposal and reading.lon is not None and reading.lat is not None:
        changes |= {"lon": write_degrees(reading.lon), "lat": write_degrees(reading.lat)}
        found.append(f"{cells['lon']}, {cells['lat']}")
        proposed.append(reading.proposal)
        codes.append(reading.problem)
    further = split_places(cells[FURTHER_PLACES])
    for words in further:
        if len(words) < 2:
            continue
        reading = read_position(words[0], words[1])
        if reading.proposal and reading.lon is not None and reading.lat is not None:
            found.append(f"{words[0]}, {words[1]}")
            proposed.append(reading.proposal)
            codes.append(reading.problem)
            words[:2] = [write_degrees(reading.lon), write_degrees(reading.lat)]
            changes[FURTHER_PLACES] = join_places(further)
    if not changes:
        return None
    texts = "; ".join(found), "; ".join(proposed)
    return Repair(row.number, cells["id"], codes[0], *texts, changes)


def _compare(sound: _Sound, kept: Mapping[str, Kept]) -> Draft:
    new: list[Initiative] = []
    changed: list[tuple[Initiative, int]] = []
    unchanged: list[str] = []
    differences: list[Difference] = []
    for number, initiative in zip(sound.numbers, sound.initiatives, strict=True):
        old = kept.get(initiative.id)
        if old is None:
            new.append(initiative)
        elif old.content == initiative:
            unchanged.append(initiative.id)
        elif isinstance(old.content, Initiative):
            changed.append((initiative, old.revision))
            before, after = to_cells(old.content), to_cells(initiative)
            differences += [
                Difference(number, initiative.id, column, before[column], after[column])
                for column in COLUMNS
                if before[column] != after[column]
            ]
    return Draft(tuple(new), tuple(changed), tuple(unchanged), differences=tuple(differences))


def _derive_areas(sound: _Sound, ground: Ground) -> tuple[Derived, ...]:
    """Give every place without a primary area that of its position, and tell it."""
    wanting = [
        (place, number, label, lon, lat)
        for place, (number, initiative) in enumerate(
            zip(sound.numbers, sound.initiatives, strict=True)
        )
        for label, lon, lat, _, code in initiative.places
        if code is None
    ]
    if not wanting:
        return ()
    codes = _locate([each[3] for each in wanting], [each[4] for each in wanting], ground)
    found = dict(zip(((each[0], each[3], each[4]) for each in wanting), codes, strict=True))
    for place in {each[0] for each in wanting}:
        initiative = sound.initiatives[place]

        def fill(point: Place, place: int = place) -> Place:
            if point.primary_area_code is not None:
                return point
            return point._replace(primary_area_code=found[place, point.lon, point.lat])

        first, *further = map(fill, initiative.places)
        sound.initiatives[place] = replace(
            initiative,
            primary_area_code=first.primary_area_code,
            further_places=tuple(further),
        )
    return tuple(
        Derived(number, sound.initiatives[place].id, label, code)
        for (place, number, label, _, _), code in zip(wanting, codes, strict=True)
        if code is not None
    )


def _doubt_areas(
    sound: _Sound, ground: Ground, *, unchanged: frozenset[str], file: str
) -> list[Problem]:
    """Warn of places that lie in another area than their row says, or in none."""
    rows = [
        (number, place)
        for number, initiative in zip(sound.numbers, sound.initiatives, strict=True)
        if initiative.id not in unchanged
        for place in initiative.places
    ]
    codes = _locate([each.lon for _, each in rows], [each.lat for _, each in rows], ground)
    problems = []
    for (number, place), code in zip(rows, codes, strict=True):
        position = f"{write_degrees(place.lon)}, {write_degrees(place.lat)}"
        told = place.primary_area_code
        if code is None and told is None:
            problem = Problem("position-without-area", file, number, "lon", position)
        elif code != told:
            allowed = code or "–"
            problem = Problem(
                "area-differs", file, number, "primary_area_code", told or "–", allowed
            )
        else:
            continue
        problems.append(replace(problem, severity="warning"))
    return problems


def _locate(lon: list[float], lat: list[float], ground: Ground) -> list[str | None]:
    """Find the primary area of every position; None outside all of them."""
    if not lon:
        return []
    located = locate(lon, lat, ground.boundaries, ground.areas, ground.land)
    codes = located[AreaLevel.PRIMARY_AREA.value]
    return [None if code is None else str(code) for code in codes]


def _tell(code: str, file: str, number: int, record_id: str) -> Problem:
    return Problem(code, file, number, "id", record_id)
