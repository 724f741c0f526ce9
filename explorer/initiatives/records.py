"""Initiatives, reports and changes as rows of the database (reads and writes)."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa

from explorer.initiatives.attainment_rows import attainment_cells
from explorer.initiatives.kept import Action, Attainment, Change, Kept, Kind, Level
from explorer.initiatives.model import (
    Initiative,
    OrganisationType,
    Place,
    Precision,
    ServedArea,
    Status,
)
from explorer.initiatives.rows import to_cells
from explorer.initiatives.tables import (
    ATTAINMENTS,
    CHANGES,
    INITIATIVES,
    ORGANISERS,
    PLACES,
    SERVED,
)
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea

TABLES: Final = {Kind.INITIATIVE: INITIATIVES, Kind.ATTAINMENT: ATTAINMENTS}
WITHDRAWN: Final = "withdrawn"
# Fields that have a column of their own name.
_PLAIN: Final = (
    *("id", "name", "description_sv", "description_en", "target_group", "start_year", "end_year"),
    *("source_title", "source_url", "source_year", "remark", "budget_sek", "budget_of"),
    *("capacity", "capacity_of", "contact", "review_date"),
)
# As many ids as one statement may name; SQLite allows 32 766 values, older ones 999.
_AT_ONCE: Final = 500


def kind_of(content: Initiative | Attainment) -> Kind:
    """Tell which kind of record it is."""
    return Kind.INITIATIVE if isinstance(content, Initiative) else Kind.ATTAINMENT


def to_state(kept: Kept) -> dict[str, str]:
    """Write a record as the history keeps it: its cells and whether it is withdrawn."""
    content = kept.content
    cells = to_cells(content) if isinstance(content, Initiative) else attainment_cells(content)
    return cells | {WITHDRAWN: "yes" if kept.withdrawn else ""}


def read_records(
    connection: sa.Connection, kind: Kind, *, ids: Iterable[str] | None = None
) -> tuple[Kept, ...]:
    """
    Read records, withdrawn ones too: initiatives in the order of the register, reports newest year first.

    Parameters
    ----------
    ids
        Those wanted; ids that are not there are left out. None reads all.
    """
    if ids is None:
        return _read(connection, kind, None)
    wanted = list(dict.fromkeys(ids))
    found: list[Kept] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found += _read(connection, kind, wanted[start : start + _AT_ONCE])
    return tuple(found)


def write_records(connection: sa.Connection, records: Sequence[Kept], *, new: bool) -> None:
    """
    Write records of one kind as they are.

    Parameters
    ----------
    new
        True adds them behind all others, in the given order; False puts them in the place of those
        of the same ids, each of which must be one revision older.
    """
    if not records:
        return
    kind = kind_of(records[0].content)
    table = TABLES[kind]
    rows = [
        _initiative_row(each.content, connection)
        if isinstance(each.content, Initiative)
        else _attainment_row(each.content)
        for each in records
    ]
    for row, kept in zip(rows, records, strict=True):
        row |= {"revision": kept.revision, "withdrawn": kept.withdrawn}
    if new:
        last = connection.scalar(sa.select(sa.func.max(table.c.position)))
        start = 0 if last is None else last + 1
        for position, row in enumerate(rows, start=start):
            row["position"] = position
        connection.execute(sa.insert(table), rows)
    else:
        for row in rows:
            values = dict(row)
            statement = (
                sa.update(table)
                .where(table.c.id == values.pop("id"))
                .where(table.c.revision == row["revision"] - 1)
            )
            if connection.execute(statement.values(values)).rowcount != 1:
                raise RuntimeError(f"{row['id']} was not at revision {row['revision'] - 1}.")
    if kind is Kind.INITIATIVE:
        initiatives = [each.content for each in records if isinstance(each.content, Initiative)]
        _write_places(connection, initiatives, new=new)


def read_changes(
    connection: sa.Connection,
    *,
    record: tuple[Kind, str] | None = None,
    limit: int | None = None,
) -> tuple[Change, ...]:
    """Read changes, newest first: of one record, or of all."""
    statement = sa.select(CHANGES).order_by(CHANGES.c.number.desc()).limit(limit)
    if record is not None:
        kind, record_id = record
        statement = statement.where(CHANGES.c.kind == kind.value, CHANGES.c.record_id == record_id)
    return tuple(_change(row) for row in connection.execute(statement).mappings())


def write_changes(connection: sa.Connection, changes: Sequence[Change]) -> None:
    """Add changes to the history."""
    if changes:
        connection.execute(sa.insert(CHANGES), [_change_row(each) for each in changes])


def _read(connection: sa.Connection, kind: Kind, ids: list[str] | None) -> tuple[Kept, ...]:
    table = TABLES[kind]
    if kind is Kind.ATTAINMENT:
        statement = sa.select(table).order_by(table.c.year.desc(), table.c.position)
    else:
        organiser = (ORGANISERS.c.name.label("organisation"), ORGANISERS.c.kind)
        statement = sa.select(table, *organiser).join(ORGANISERS).order_by(table.c.position)
    if ids is not None:
        statement = statement.where(table.c.id.in_(ids))
    rows = connection.execute(statement).mappings().all()
    if kind is Kind.ATTAINMENT:
        return tuple(_kept(row, _attainment(row)) for row in rows)
    places = _parts(connection, PLACES, ids)
    served = _parts(connection, SERVED, ids)
    return tuple(
        _kept(row, _initiative(row, places[row["id"]], served.get(row["id"], []))) for row in rows
    )


def _parts(
    connection: sa.Connection, table: sa.Table, ids: list[str] | None
) -> dict[str, list[sa.RowMapping]]:
    """Read what belongs to initiatives, in its order."""
    statement = sa.select(table).order_by(table.c.initiative_id, table.c.position)
    if ids is not None:
        statement = statement.where(table.c.initiative_id.in_(ids))
    rows = connection.execute(statement).mappings()
    grouped = groupby(rows, key=lambda row: str(row["initiative_id"]))
    return {initiative_id: list(parts) for initiative_id, parts in grouped}


def _kept(row: sa.RowMapping, content: Initiative | Attainment) -> Kept:
    return Kept(content, int(row["revision"]), bool(row["withdrawn"]))


def _initiative(
    row: sa.RowMapping, places: list[sa.RowMapping], served: list[sa.RowMapping]
) -> Initiative:
    first, *further = places
    return Initiative(
        **{name: row[name] for name in _PLAIN},
        organisation=row["organisation"],
        organisation_type=OrganisationType(row["kind"]),
        target_area=TargetArea(row["target_area"]),
        status=Status(row["status"]),
        place=first["label"],
        primary_area_code=first["primary_area_code"],
        lon=first["lon"],
        lat=first["lat"],
        location_precision=Precision(first["precision"]),
        further_places=tuple(
            Place(
                each["label"],
                each["lon"],
                each["lat"],
                Precision(each["precision"]),
                each["primary_area_code"],
            )
            for each in further
        ),
        serves=tuple(ServedArea(AreaLevel(each["level"]), each["code"]) for each in served),
    )


def _initiative_row(initiative: Initiative, connection: sa.Connection) -> dict[str, Any]:
    return {name: getattr(initiative, name) for name in _PLAIN} | {
        "organiser_id": _organiser_id(
            connection, initiative.organisation, initiative.organisation_type
        ),
        "target_area": initiative.target_area.value,
        "status": initiative.status.value,
    }


def _organiser_id(connection: sa.Connection, name: str, kind: OrganisationType) -> int:
    same = sa.select(ORGANISERS.c.id).where(
        ORGANISERS.c.name == name, ORGANISERS.c.kind == kind.value
    )
    found = connection.scalar(same)
    if found is None:
        connection.execute(sa.insert(ORGANISERS).values(name=name, kind=kind.value))
        found = connection.scalar(same)
    return int(found or 0)


def _write_places(
    connection: sa.Connection, initiatives: Sequence[Initiative], *, new: bool
) -> None:
    if not new:
        for table in (PLACES, SERVED):
            column = table.c.initiative_id
            connection.execute(
                sa.delete(table).where(column == sa.bindparam("old")),
                [{"old": each.id} for each in initiatives],
            )
    places = [
        _place_row(each.id, position, place)
        for each in initiatives
        for position, place in enumerate((_first_place(each), *each.further_places))
    ]
    served = [
        {"initiative_id": each.id, "position": n, "level": area.level.value, "code": area.code}
        for each in initiatives
        for n, area in enumerate(each.serves)
    ]
    connection.execute(sa.insert(PLACES), places)
    if served:
        connection.execute(sa.insert(SERVED), served)


def _first_place(
    initiative: Initiative,
) -> tuple[str, float | None, float | None, Precision, str | None]:
    """Give the place that an initiative itself names, which need not have a point."""
    return (
        initiative.place,
        initiative.lon,
        initiative.lat,
        initiative.location_precision,
        initiative.primary_area_code,
    )


def _place_row(
    initiative_id: str,
    position: int,
    place: tuple[str, float | None, float | None, Precision, str | None],
) -> dict[str, Any]:
    label, lon, lat, precision, code = place
    return {
        "initiative_id": initiative_id,
        "position": position,
        "label": label,
        "lon": lon,
        "lat": lat,
        "precision": precision.value,
        "primary_area_code": code,
    }


def _attainment(row: sa.RowMapping) -> Attainment:
    return Attainment(
        id=row["id"],
        year=row["year"],
        body=row["body"],
        bodies=row["bodies"],
        target_area=None if row["target_area"] is None else TargetArea(row["target_area"]),
        level=Level(row["level"]),
        text_sv=row["text_sv"],
        text_en=row["text_en"],
        source_title=row["source_title"],
        source_url=row["source_url"],
    )


def _attainment_row(report: Attainment) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(report, name)
        for name in ("id", "year", "body", "bodies", "text_sv", "text_en")
    }
    return row | {
        "target_area": None if report.target_area is None else report.target_area.value,
        "level": report.level.value,
        "source_title": report.source_title,
        "source_url": report.source_url,
    }


def _change(row: sa.RowMapping) -> Change:
    return Change(
        number=row["number"],
        at=row["at"],
        who=row["who"],
        action=Action(row["action"]),
        kind=Kind(row["kind"]),
        record_id=row["record_id"],
        revision=row["revision"],
        before=row["before"],
        after=row["after"],
    )


def _change_row(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "at": change.at,
        "who": change.who,
        "action": change.action.value,
        "kind": change.kind.value,
        "record_id": change.record_id,
        "revision": change.revision,
        "before": None if change.before is None else dict(change.before),
        "after": None if change.after is None else dict(change.after),
    }
