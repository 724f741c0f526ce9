"""Reach as tables: areas, all residents, the points of the circles, and how it was reckoned."""

from explorer.effort.reach import Reach, Within, build_reach, round_reach
from explorer.effort.reach_words import distance_text, reach_notes, reach_sentences, unmet_wish
from explorer.effort.subject import Subject
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column, Table
from explorer.i18n import Translator
from explorer.layers import parent_names
from explorer.names import PRECISION_NAMES
from explorer.workspace import Workspace

PERCENT = 100.0
SHARE_DECIMALS = 1


def reach_tables(workspace: Workspace, subject: Subject, t: Translator) -> dict[str, Table]:
    """Make the tables of the part, the one of areas first."""
    reach = build_reach(workspace, subject)
    return {
        t("Reach by area"): _areas(workspace, subject, reach, t),
        t("Reach in all"): _all(reach, t),
        t("Points"): _points(reach, t),
        t("How it was reckoned"): _notes(workspace, subject, reach, t),
    }


def _areas(workspace: Workspace, subject: Subject, reach: Reach, t: Translator) -> Table:
    """
    Put every area of the level into a row.

    Numbers of people are estimates: those of a whole area are as published, where they live in it
    is not known.
    """
    names, parents = workspace.areas.names(subject.level), parent_names(workspace, subject.level)
    words = {True: t("less favourable"), False: t("as the city or more favourable")}
    rows = [
        {
            "area_code": code,
            "name": names[code],
            "part_of": parents[code],
            "people": row["people"],
            "within": round(row["within"]) if row["within"] == row["within"] else None,
            "share": PERCENT * row["share"],
            "worse": words.get(row["worse"]) if subject.has_need else None,
        }
        for code, row in zip(
            map(str, reach.frame.index), reach.frame.astype(object).to_dict("records"), strict=True
        )
    ]
    distance = distance_text(reach.distance_m, t)
    columns = [
        Column("area_code", t("Area code"), "text"),
        Column("name", t("Area"), "text"),
        Column("part_of", t("Part of"), "text"),
        Column("people", t("Residents"), "number"),
        Column("within", t("Residents within {distance} (estimate)", distance=distance), "number"),
        Column(
            "share",
            t("Share of residents within {distance} (%)", distance=distance),
            "number",
            SHARE_DECIMALS,
        ),
    ]
    if subject.has_need:
        columns.append(Column("worse", t("Compared with the city"), "text"))
    return table_of_rows(columns, rows)


def _all(reach: Reach, t: Translator) -> Table:
    """Put all residents, and those of less favourable areas, into rows, rounded as they are told."""
    groups: list[tuple[str, Within]] = [(t("All residents"), reach.city)]
    if reach.worse is not None:
        groups.append((t("Residents of areas less favourable than the city"), reach.worse))
    rows = [
        {
            "group": name,
            "people": found.people,
            "within": round_reach(found.within, rough=reach.rough),
            "share": None if found.share is None else PERCENT * found.share,
        }
        for name, found in groups
    ]
    distance = distance_text(reach.distance_m, t)
    columns = (
        Column("group", t("Whom"), "text"),
        Column("people", t("Residents"), "number"),
        Column("within", t("Residents within {distance} (rounded)", distance=distance), "number"),
        Column(
            "share",
            t("Share of residents within {distance} (%)", distance=distance),
            "number",
            SHARE_DECIMALS,
        ),
    )
    return table_of_rows(columns, rows)


def _points(reach: Reach, t: Translator) -> Table:
    """Put every place of every initiative into a row, also where several share a point."""
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "place": place.label,
            "lon": place.lon,
            "lat": place.lat,
            "precision": t(PRECISION_NAMES[place.precision]),
            "metres": reach.distance_m,
        }
        for each in reach.placed
        for place in each.places
    ]
    columns = (
        Column("id", t("Id"), "text"),
        Column("name", t("Name"), "text"),
        Column("place", t("Place"), "text"),
        Column("lon", t("Longitude"), "number", 5),
        Column("lat", t("Latitude"), "number", 5),
        Column("precision", t("On the map"), "text"),
        Column("metres", t("Distance in metres"), "number"),
    )
    return table_of_rows(columns, rows)


def _notes(workspace: Workspace, subject: Subject, reach: Reach, t: Translator) -> Table:
    sentences = [
        unmet_wish(reach, subject, workspace, t),
        *reach_sentences(reach, subject, t),
        *reach_notes(reach, workspace, t),
    ]
    columns = (Column("note", t("How it was reckoned"), "text"),)
    return table_of_rows(columns, [{"note": each} for each in sentences if each])
