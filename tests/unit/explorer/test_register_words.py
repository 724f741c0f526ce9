from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from explorer.attainment_words import attainment_sentences
from explorer.i18n import translator
from explorer.initiatives.attainment_rows import ATTAINMENT_COLUMNS
from explorer.initiatives.kept import Action, Attainment, Change, Kind, Level
from explorer.initiatives.model import Initiative, Place, Precision, ServedArea, Status
from explorer.initiatives.rows import COLUMNS, to_cells
from explorer.register_words import (
    ACTION_NAMES,
    COLUMN_NAMES,
    area_path,
    capacity_text,
    field_changes,
    moment_text,
    money_text,
    place_text,
    review_text,
    value_text,
    years_text,
)
from geodata.areas import AreaLevel, AreaRegister, load_areas
from tests.unit.explorer.register_by_hand import ONE

EN = translator("en")
REPORT = Attainment("r", 2018, "Nämnder", 12, None, Level.GOOD, "sv", "en", "källa", "")


@pytest.fixture(scope="module")
def areas() -> AreaRegister:
    return load_areas()


def change(before: Initiative | None, after: Initiative) -> Change:
    return Change(
        7,
        datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        "Anna",
        Action.EDITED,
        Kind.INITIATIVE,
        after.id,
        2,
        None if before is None else {**to_cells(before), "withdrawn": ""},
        {**to_cells(after), "withdrawn": ""},
    )


def test_every_column_and_action_has_a_name() -> None:
    assert set(COLUMNS) | set(ATTAINMENT_COLUMNS) | {"withdrawn"} == set(COLUMN_NAMES)
    assert set(ACTION_NAMES) == set(Action)


@pytest.mark.parametrize(
    ("status", "start", "end", "wanted"),
    [
        (Status.RUNNING, 2017, None, "since 2017"),
        (Status.PLANNED, 2027, None, "from 2027"),
        # Nobody knows whether it runs, so it is not said that it has done so ever since.
        (Status.UNKNOWN, 2017, None, "began in 2017"),
        (Status.ENDED, 2017, None, "began in 2017"),
        (Status.ENDED, 2017, 2019, "2017–2019"),
        (Status.ENDED, 2017, 2017, "2017"),
        (Status.ENDED, None, 2019, "until 2019"),
        (Status.RUNNING, None, None, "years not known"),
    ],
)
def test_years_say_no_more_than_is_known(
    status: Status, start: int | None, end: int | None, wanted: str
) -> None:
    assert years_text(replace(ONE, status=status, start_year=start, end_year=end), EN) == wanted


def test_place_is_told_with_its_areas_and_its_precision(areas: AreaRegister) -> None:
    told = place_text(ONE.places[0], areas, EN)
    assert told == "Hammarkulletorget – in Hammarkullen, Södra Angered, Nordost; known to the place"
    rough = Place("", 12.03, 57.78, Precision.AREA, None)
    assert place_text(rough, areas, EN) == (
        "outside the city’s areas; only the neighbourhood is known"
    )


def test_area_path_of_a_code_that_is_not_there_is_empty(areas: AreaRegister) -> None:
    assert area_path(areas, "999") == ""
    assert area_path(areas, None) == ""


def test_what_is_not_known_has_no_number() -> None:
    assert money_text(ONE, EN) == capacity_text(ONE, EN) == ""
    known = replace(ONE, budget_sek=0, budget_of="a year", capacity=680, capacity_of="children")
    assert money_text(known, EN) == "SEK 0 (a year)"
    assert capacity_text(known, EN) == "680 children"


def test_day_of_review_that_has_passed_is_said() -> None:
    due = replace(ONE, review_date=date(2026, 5, 31))
    assert review_text(due, EN, today=date(2026, 5, 31)) == "31 May 2026"
    assert review_text(due, EN, today=date(2026, 6, 1)) == "31 May 2026, which has passed"
    assert review_text(ONE, EN, today=date(2026, 6, 1)) == ""


def test_moment_is_told_by_the_clock_of_gothenburg() -> None:
    """Half past ten in the evening in Greenwich is half past midnight here in summer."""
    assert moment_text(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), EN) == "2 July 2026, 00:30"
    assert moment_text(datetime(2026, 1, 1, 22, 30), EN) == "1 January 2026, 23:30"  # noqa: DTZ001  as SQLite has it


def test_change_names_the_columns_that_changed_in_words(areas: AreaRegister) -> None:
    after = replace(
        ONE,
        status=Status.ENDED,
        end_year=2025,
        primary_area_code="601",
        serves=(ServedArea(AreaLevel.PRIMARY_AREA, "606"),),
        budget_sek=1_200_000,
        budget_of="a year",
    )
    found = [
        (each.name, each.before, each.after)
        for each in field_changes(change(ONE, after), areas, EN)
    ]
    assert found == [
        ("Status", "running", "ended"),
        ("Last year", "nothing", "2025"),
        (
            "Primary area",
            "Hammarkullen, Södra Angered, Nordost",
            f"{area_path(areas, '601')}",
        ),
        ("Areas that it serves", "nothing", "Hammarkullen"),
        ("Budget in SEK", "nothing", "1,200,000"),
        ("What the budget is for", "nothing", "a year"),
    ]


def test_first_entry_names_no_columns(areas: AreaRegister) -> None:
    assert field_changes(change(None, ONE), areas, EN) == ()


@pytest.mark.parametrize("text", ["x", "primary_area:999", "606", "3 4", "2026-13-40", "²"])
def test_odd_texts_of_an_old_history_are_told_as_they_are(text: str, areas: AreaRegister) -> None:
    for column in ("serves", "review_date", "budget_sek", "further_places", "status", "unheard"):
        assert value_text(column, text, areas, EN) in {text, f"{text}"} or column == "budget_sek"


def test_reports_are_added_up_only_where_their_number_is_known() -> None:
    reports = [
        REPORT,
        replace(REPORT, id="b", bodies=3),
        replace(REPORT, id="c", body="Övriga", bodies=None, level=Level.SOME),
        replace(REPORT, id="d", body="Staden", bodies=1, level=Level.SOME),
        replace(REPORT, id="e", year=2017, bodies=99),
    ]
    (sentence,) = attainment_sentences(reports, EN)
    assert sentence == (
        "For 2018: 15 committees and boards report good goal attainment; Övriga: some goal"
        " attainment, their number not known; Staden: some goal attainment."
    )


def test_no_report_is_said() -> None:
    assert attainment_sentences([], EN) == ["There is no report of goal attainment yet."]
