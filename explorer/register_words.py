"""What the register says in words: columns, values, years, places, changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from explorer.i18n import N_, Translator
from explorer.initiatives.kept import Action, Change, Level
from explorer.initiatives.model import Initiative, Place, Precision, Status
from explorer.names import ORGANISER_NAMES, PRECISION_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from geodata.areas import AreaLevel, AreaRegister
from indicators.definitions import TargetArea

# The clock of those who keep the register; the database has UTC.
CLOCK: Final = ZoneInfo("Europe/Stockholm")

COLUMN_NAMES: Final[Mapping[str, str]] = {
    "id": N_("Id"),
    "name": N_("Name"),
    "description_sv": N_("Description in Swedish"),
    "description_en": N_("Description in English"),
    "organisation": N_("Organiser"),
    "organisation_type": N_("Kind of organiser"),
    "target_area": N_("Target area"),
    "target_group": N_("For whom"),
    "status": N_("Status"),
    "start_year": N_("First year"),
    "end_year": N_("Last year"),
    "place": N_("Place"),
    "primary_area_code": N_("Primary area"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "location_precision": N_("How exactly the place is known"),
    "source_title": N_("Title of the source"),
    "source_url": N_("Address of the source"),
    "source_year": N_("Year of the source"),
    "remark": N_("Remark for those who keep the register"),
    "further_places": N_("Further places"),
    "serves": N_("Areas that it serves"),
    "budget_sek": N_("Budget in SEK"),
    "budget_of": N_("What the budget is for"),
    "capacity": N_("How many it has room for"),
    "capacity_of": N_("Of what or whom"),
    "contact": N_("Contact"),
    "review_date": N_("To be looked at again"),
    # Of a report of goal attainment
    "year": N_("Year"),
    "body": N_("Who reports"),
    "bodies": N_("How many stand behind it"),
    "level": N_("Goal attainment"),
    "text_sv": N_("Text in Swedish"),
    "text_en": N_("Text in English"),
    # Of both
    "withdrawn": N_("Withdrawn from the register"),
}
ATTAINMENT_NAMES: Final[Mapping[Level, str]] = {
    Level.GOOD: N_("good goal attainment"),
    Level.SOME: N_("some goal attainment"),
    Level.NONE: N_("no goal attainment"),
}
WHOLE_PROGRAMME: Final = N_("The programme as a whole")
ACTION_NAMES: Final[Mapping[Action, str]] = {
    Action.BUILT_IN: N_("Taken over from the built-in list"),
    Action.ADDED: N_("Added"),
    Action.EDITED: N_("Edited"),
    Action.ENDED: N_("Ended"),
    Action.WITHDRAWN: N_("Withdrawn"),
    Action.RESTORED: N_("Restored"),
    Action.IMPORTED: N_("Imported from a file"),
    Action.SET_ASIDE: N_("Set aside: somebody else had saved first"),
}
EMPTY: Final = N_("nothing")
# Who stands in the history for what no person wrote.
WHO_NAMES: Final[Mapping[str, str]] = {"built-in data": N_("built-in data")}
KNOWN_TO: Final[Mapping[Precision, str]] = {
    Precision.ADDRESS: N_("known to the address"),
    Precision.PLACE: N_("known to the place"),
    Precision.AREA: N_("only the neighbourhood is known"),
}


@dataclass(frozen=True)
class FieldChange:
    """One column that a change touched, in words; `long` where the texts need room of their own."""

    name: str
    before: str
    after: str

    @property
    def long(self) -> bool:
        """Whether the two do not fit on a line together."""
        return len(self.before) + len(self.after) > 90


def years_text(initiative: Initiative, t: Translator) -> str:
    """Say from when to when an initiative runs, as far as its source tells."""
    start, end = initiative.start_year, initiative.end_year
    if start is None:
        return t("years not known") if end is None else t("until {year}", year=end)
    if end is not None:
        return str(start) if start == end else f"{start}–{end}"
    match initiative.status:
        case Status.RUNNING:
            return t("since {year}", year=start)
        case Status.PLANNED:
            return t("from {year}", year=start)
    return t("began in {year}", year=start)


def area_path(areas: AreaRegister, code: str | None) -> str:
    """Name a primary area and what holds it, the city left out; "" for none."""
    if code is None or code not in areas.codes(AreaLevel.PRIMARY_AREA):
        return ""
    above = areas.parents(AreaLevel.PRIMARY_AREA, code)[:-1]
    names = [areas.name(AreaLevel.PRIMARY_AREA, code), *(each.name for each in above)]
    return ", ".join(dict.fromkeys(names))


def place_text(place: Place, areas: AreaRegister, t: Translator) -> str:
    """Say where a place is and how exactly that is known."""
    path = area_path(areas, place.primary_area_code)
    where = t("in {areas}", areas=path) if path else t("outside the city’s areas")
    told = f"{where}; {t(KNOWN_TO[place.precision])}"
    return f"{place.label} – {told}" if place.label else told


def served_text(initiative: Initiative, areas: AreaRegister) -> str:
    """Name the areas that an initiative serves; "" for none."""
    return ", ".join(areas.name(each.level, each.code) for each in initiative.serves)


def money_text(initiative: Initiative, t: Translator) -> str:
    """Say what an initiative costs; "" where that is not known."""
    if initiative.budget_sek is None:
        return ""
    amount = t("SEK {n}", n=t.number(initiative.budget_sek, 0))
    return f"{amount} ({initiative.budget_of})" if initiative.budget_of else amount


def capacity_text(initiative: Initiative, t: Translator) -> str:
    """Say how many an initiative has room for; "" where that is not known."""
    if initiative.capacity is None:
        return ""
    return f"{t.number(initiative.capacity, 0)} {initiative.capacity_of}".strip()


def review_text(initiative: Initiative, t: Translator, *, today: date) -> str:
    """Say when an entry is to be looked at again, and whether that day has passed; "" without one."""
    day = initiative.review_date
    if day is None:
        return ""
    if day < today:
        return t("{date}, which has passed", date=t.date(day))
    return t.date(day)


def moment_text(at: datetime, t: Translator) -> str:
    """Write a moment by the clock of Gothenburg."""
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(CLOCK)
    return f"{t.date(moment.date())}, {moment:%H:%M}"


def value_text(column: str, text: str, areas: AreaRegister, t: Translator) -> str:
    """Say what a cell of a record says, in words; what is no code stays as it is."""
    names = _NAMES.get(column)
    if not text:
        return t(WHOLE_PROGRAMME) if column == "target_area" else t(EMPTY)
    if names is not None and text in names:
        return t(names[text])
    match column:
        case "primary_area_code":
            return area_path(areas, text) or text
        case "serves":
            return ", ".join(_area_name(each, areas) for each in text.split(";"))
        case "further_places":
            return " | ".join(_place_name(each) for each in text.split("|"))
        case "budget_sek" | "capacity" | "bodies" if text.isascii() and text.isdecimal():
            return t.number(int(text), 0)
        case "review_date":
            return _date_text(text, t)
    return text


_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "organisation_type": ORGANISER_NAMES,
    "target_area": {each.value: TARGET_AREA_NAMES[each] for each in TargetArea},
    "status": STATUS_NAMES,
    "location_precision": PRECISION_NAMES,
    "level": {each.value: ATTAINMENT_NAMES[each] for each in Level},
    "withdrawn": {"yes": N_("yes")},
}


def field_changes(change: Change, areas: AreaRegister, t: Translator) -> tuple[FieldChange, ...]:
    """
    Name the columns that a change touched, in their order, with the text before and after.

    None for a record's first entry, which touched all of them.
    """
    if change.before is None or change.after is None:
        return ()
    return tuple(
        FieldChange(
            t(COLUMN_NAMES.get(column, column)),
            value_text(column, before, areas, t),
            value_text(column, after, areas, t),
        )
        for column in dict.fromkeys((*change.after, *change.before))
        if (before := change.before.get(column, "")) != (after := change.after.get(column, ""))
    )


def _area_name(text: str, areas: AreaRegister) -> str:
    level, _, code = text.strip().partition(":")
    if level in set(AreaLevel) and code in areas.codes(AreaLevel(level)):
        return areas.name(AreaLevel(level), code)
    return text.strip()


def _place_name(text: str) -> str:
    """Give the label of a place written as “lon lat precision code label”, or all of it without one."""
    parts = text.strip().split(" ", 4)
    return parts[4] if len(parts) == 5 else text.strip()


def _date_text(text: str, t: Translator) -> str:
    try:
        return t.date(date.fromisoformat(text))
    except ValueError:
        return text
