"""Two editors of one record: where their texts differ, and what comes of their choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Columns that are one thing together: half of one editor's place with half of the other's is neither.
TOGETHER: Final = (
    ("status", "start_year", "end_year"),
    ("place", "primary_area_code", "lon", "lat", "location_precision", "further_places"),
    ("budget_sek", "budget_of"),
    ("capacity", "capacity_of"),
    ("source_title", "source_url", "source_year"),
)


class Side(StrEnum):
    """Whose text is taken."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Difference:
    """
    A column, or several that belong together, in which two texts of a record differ.

    Parameters
    ----------
    mine, theirs
        Text of each of `columns`.
    preset
        The only one who changed it; None where both did, so that a person has to choose.
    """

    columns: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    preset: Side | None

    @property
    def key(self) -> str:
        """Name the difference, for a choice."""
        return self.columns[0]


def find_differences(
    seen: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[Difference, ...]:
    """
    Find where two texts of one record differ, in the order of the columns.

    Parameters
    ----------
    seen
        The record as both of them had it before.
    mine, theirs
        The record as each of them wants it; the same columns.
    """
    found = []
    for columns in _groups(mine):
        before, own, other = (_text(cells, columns) for cells in (seen, mine, theirs))
        if own == other:
            continue
        preset = Side.THEIRS if own == before else Side.MINE if other == before else None
        found.append(Difference(columns, own, other, preset))
    return tuple(found)


def merge(
    theirs: Mapping[str, str],
    differences: Iterable[Difference],
    choices: Mapping[str, Side],
) -> dict[str, str]:
    """
    Put together the record that comes of the choices.

    Parameters
    ----------
    choices
        By `Difference.key`; a difference without a choice goes by its preset.

    Raises
    ------
    ValueError
        If a difference has neither.
    """
    merged = dict(theirs)
    for each in differences:
        side = choices.get(each.key) or each.preset
        if side is None:
            raise ValueError(f"Nobody has chosen between the two texts of {each.columns}.")
        merged.update(
            zip(each.columns, each.mine if side is Side.MINE else each.theirs, strict=True)
        )
    return merged


def _groups(columns: Iterable[str]) -> list[tuple[str, ...]]:
    """Group columns, each where the first of its group stands."""
    known = tuple(columns)
    groups: list[tuple[str, ...]] = []
    for column in known:
        group = next((each for each in TOGETHER if column in each), (column,))
        present = tuple(each for each in group if each in known)
        if present not in groups:
            groups.append(present)
    return groups


def _text(cells: Mapping[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in columns)
