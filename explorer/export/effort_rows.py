"""The initiatives behind the counts of the page about effort and need, a row each."""

from explorer.effort.matching import PERCENT
from explorer.effort.subject import Subject
from explorer.export.compare_rows import table_of_rows
from explorer.export.table import Column, Table
from explorer.i18n import Translator
from explorer.initiatives.model import Initiative, Precision, Status
from explorer.initiatives.register import codes_of
from explorer.names import ORGANISER_NAMES, PRECISION_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from explorer.workspace import Workspace


def initiatives_table(workspace: Workspace, subject: Subject, t: Translator) -> Table:
    """
    Put every initiative of the target areas that count into a row, whether it counts or not.

    One column says which do, another names all areas of the level that it is counted in, so that
    each number of the page can be counted again here.
    """
    names = workspace.areas.names(subject.level)
    counted = {each.id for each in subject.running}
    rows = []
    for each in workspace.register.initiatives:
        if each.target_area not in subject.rule.themes:
            continue
        codes = sorted(codes_of(each, workspace.areas, subject.level))
        rows.append(
            {
                "id": each.id,
                "name": each.name,
                "organisation": each.organisation,
                "organisation_type": t(ORGANISER_NAMES[each.organisation_type]),
                "target_area": t(TARGET_AREA_NAMES[each.target_area]),
                "status": t(STATUS_NAMES[each.status]),
                "counts": _counts(each, counts=each.id in counted, t=t),
                "start_year": each.start_year,
                "end_year": each.end_year,
                "place": each.place,
                "location_precision": t(PRECISION_NAMES[each.location_precision]),
                "areas": "; ".join(f"{code} {names[code]}" for code in codes),
                "in_areas": _where(each, codes, subject, t),
                "source_title": each.source_title,
                "source_url": each.source_url,
                "source_year": each.source_year,
            }
        )
    columns = (
        Column("id", t("Id"), "text"),
        Column("name", t("Name"), "text"),
        Column("organisation", t("Organiser"), "text"),
        Column("organisation_type", t("Kind of organiser"), "text"),
        Column("target_area", t("Target area"), "text"),
        Column("status", t("Status"), "text"),
        Column("counts", t("Counts as running"), "text"),
        Column("start_year", t("Start"), "year"),
        Column("end_year", t("End"), "year"),
        Column("place", t("Place"), "text"),
        Column("location_precision", t("On the map"), "text"),
        Column("areas", t("Areas where it is counted"), "text"),
        Column("in_areas", t("How it is counted by area"), "text"),
        Column("source_title", t("Source"), "text"),
        Column("source_url", t("Address of the source"), "text"),
        Column("source_year", t("Year of the source"), "year"),
    )
    return table_of_rows(columns, rows)


def _counts(initiative: Initiative, *, counts: bool, t: Translator) -> str:
    if counts:
        return t("yes")
    if initiative.status is Status.PLANNED:
        return t("no, planned")
    return t("no")


def _where(initiative: Initiative, codes: list[str], subject: Subject, t: Translator) -> str:
    if initiative.location_precision is Precision.CITY_WIDE:
        share = t.percent(PERCENT * subject.rule.city_wide, 0)
        return t("in the whole city, {share} in every area", share=share)
    if not codes:
        return t("in no area, because nobody knows which")
    return t("once in each of its areas")
