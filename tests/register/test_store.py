import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from explorer.initiatives.attainment_rows import load_attainments
from explorer.initiatives.kept import Action, Attainment, Conflict, Kept, Kind, Level
from explorer.initiatives.model import (
    Initiative,
    OrganisationType,
    Place,
    Precision,
    ServedArea,
    Status,
)
from explorer.initiatives.rows import to_cells
from explorer.initiatives.store import BUILT_IN, Store
from geodata.areas import AreaLevel
from geodata.problems import DataError
from indicators.definitions import TargetArea

OpenStore = Callable[..., Store]

# Made up, with everything that an initiative can have.
FULL = Initiative(
    id="pahittad-insats",
    name="Påhittad insats “Åäö” &amp; 100 %",
    description_sv="En påhittad\nbeskrivning.",
    description_en="A made-up description.",
    organisation="Påhittade föreningen",
    organisation_type=OrganisationType.CIVIL_SOCIETY,
    target_area=TargetArea.WORK,
    target_group="Alla",
    status=Status.PLANNED,
    start_year=2026,
    end_year=2028,
    place="Påhittade torget",
    primary_area_code="306",
    lon=12.034251,
    lat=57.780613,
    location_precision=Precision.PLACE,
    source_title="Påhittad sida",
    source_url="https://example.org/insats?a=1&b=2",
    source_year=2025,
    remark="made up",
    further_places=(
        Place("Andra platsen", 11.9, 57.7, Precision.ADDRESS, None),
        Place("Tredje platsen", 12.0, 57.75, Precision.AREA, "102"),
    ),
    serves=(
        ServedArea(AreaLevel.CITY_AREA, "04"),
        ServedArea(AreaLevel.PRIMARY_AREA, "102"),
    ),
    budget_sek=3_000_000_000,
    budget_of="2026–2028",
    capacity=0,
    capacity_of="platser",
    contact="pahittad@example.org",
    review_date=date(2027, 2, 28),
)
# Made up, with as little as an initiative can have.
BARE = replace(
    FULL,
    id="bar",
    target_group="",
    start_year=None,
    end_year=None,
    place="Hela staden",
    primary_area_code=None,
    lon=None,
    lat=None,
    location_precision=Precision.CITY_WIDE,
    source_year=None,
    remark="",
    further_places=(),
    serves=(),
    budget_sek=None,
    budget_of="",
    capacity=None,
    capacity_of="",
    contact="",
    review_date=None,
)
REPORT = Attainment(
    id="pahittad-2020",
    year=2020,
    body="Påhittade nämnden",
    bodies=1,
    target_area=TargetArea.WORK,
    level=Level.NONE,
    text_sv="Påhittad.",
    text_en="Made up.",
    source_title="Påhittad sida",
    source_url="",
)


def ids(store: Store) -> list[str]:
    return [each.id for each in store.register().initiatives]


def write_seed(folder: Path, cells: dict[str, str]) -> Path:
    path = folder / "initiatives.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([cells.keys(), cells.values()])
    return path


def test_first_start_fills_the_register_with_the_built_in_rows_in_their_order(
    store: Store, built_in: tuple[Initiative, ...]
) -> None:
    assert len(built_in) == 156
    assert store.register().initiatives == built_in
    reports = {each.content for each in store.attainments()}
    assert reports == set(load_attainments())


def test_second_start_leaves_everything_as_it_is(url: str, open_store: OpenStore) -> None:
    first = open_store(url)
    first.prepare()
    first.add(FULL, who="Ann")
    stamp = first.stamp()
    second = open_store(url)
    second.prepare()
    assert second.stamp() == stamp
    assert ids(second)[-1] == FULL.id


def test_built_in_rows_have_a_change_each_that_says_where_they_are_from(
    store: Store, built_in: tuple[Initiative, ...]
) -> None:
    for each in (built_in[0], built_in[-1]):
        (change,) = store.history(Kind.INITIATIVE, each.id)
        assert (change.who, change.action, change.revision) == (BUILT_IN, Action.BUILT_IN, 1)
        assert change.before is None
        assert change.after == to_cells(each) | {"withdrawn": ""}


def test_files_of_ones_own_fill_an_empty_register(
    url: str, tmp_path: Path, open_store: OpenStore
) -> None:
    store = open_store(url, seed=write_seed(tmp_path, to_cells(BARE)))
    store.prepare()
    assert store.register().initiatives == (BARE,)


def test_seed_that_is_not_sound_makes_nothing(
    url: str, tmp_path: Path, open_store: OpenStore
) -> None:
    with pytest.raises(DataError):
        open_store(url, seed=write_seed(tmp_path, to_cells(BARE) | {"status": "perhaps"})).prepare()
    sound = open_store(url)
    sound.prepare()
    assert len(sound.register().initiatives) == 156


@pytest.mark.parametrize("content", [FULL, BARE, REPORT], ids=["full", "bare", "report"])
def test_what_is_added_is_read_as_it_was(
    store: Store, content: Initiative | Attainment, built_in: tuple[Initiative, ...]
) -> None:
    kind = Kind.INITIATIVE if isinstance(content, Initiative) else Kind.ATTAINMENT
    assert store.add(content, who="Ann") == Kept(content, 1)
    assert store.find(kind, content.id) == Kept(content, 1)
    if isinstance(content, Initiative):
        assert store.register().initiatives == (*built_in, content)
    else:
        # Newest year first: 2020 goes before the built-in ones of 2018.
        assert store.attainments()[0] == Kept(content, 1)


def test_organiser_of_the_same_name_and_another_kind_is_another_organiser(store: Store) -> None:
    other = replace(BARE, organisation_type=OrganisationType.BUSINESS)
    store.add(FULL, who="Ann")
    store.add(other, who="Ann")
    found = {each.id: each.organisation_type for each in store.register().initiatives}
    assert found[FULL.id] is OrganisationType.CIVIL_SOCIETY
    assert found[BARE.id] is OrganisationType.BUSINESS


def test_id_that_is_taken_is_refused_even_by_a_withdrawn_one(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.withdraw(Kind.INITIATIVE, FULL.id, seen=1, who="Ann")
    before = store.stamp()
    with pytest.raises(DataError) as refusal:
        store.add(FULL, who="Bo")
    (problem,) = refusal.value.problems
    assert (problem.code, problem.column, problem.value) == ("duplicate-row", "id", FULL.id)
    assert store.stamp() == before


def test_edit_keeps_place_in_the_register_and_what_it_was_before(
    store: Store, built_in: tuple[Initiative, ...]
) -> None:
    old = built_in[3]
    new = replace(FULL, id=old.id)
    start = datetime.now(UTC)
    assert store.edit(new, seen=1, who=" Ann ") == Kept(new, 2)
    assert store.register().initiatives == (*built_in[:3], new, *built_in[4:])
    newest, first = store.history(Kind.INITIATIVE, old.id)
    assert (newest.who, newest.action, newest.revision) == ("Ann", Action.EDITED, 2)
    assert newest.before == first.after == to_cells(old) | {"withdrawn": ""}
    assert newest.after == to_cells(new) | {"withdrawn": ""}
    assert newest.at.utcoffset() is not None
    assert start <= newest.at <= datetime.now(UTC)


def test_same_content_makes_no_revision_even_from_an_old_one(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.edit(replace(FULL, name="New"), seen=1, who="Ann")
    before = store.stamp()
    assert store.edit(replace(FULL, name="New"), seen=1, who="Bo").revision == 2
    assert store.stamp() == before


@pytest.mark.parametrize("content", [FULL, REPORT], ids=["initiative", "report"])
def test_editor_who_was_overtaken_is_told_and_the_text_is_kept(
    store: Store, content: Initiative | Attainment
) -> None:
    kind = Kind.INITIATIVE if isinstance(content, Initiative) else Kind.ATTAINMENT
    store.add(content, who="Ann")
    theirs = replace(content, source_title="Ann’s")
    mine = replace(content, source_title="Bo’s")
    store.edit(theirs, seen=1, who="Ann")
    with pytest.raises(Conflict) as conflict:
        store.edit(mine, seen=1, who="Bo")
    assert conflict.value.theirs == Kept(theirs, 2)
    assert (conflict.value.change.who, conflict.value.change.action) == ("Ann", Action.EDITED)
    assert store.find(kind, content.id) == Kept(theirs, 2)
    aside = store.history(kind, content.id)[0]
    assert (aside.who, aside.action, aside.revision) == ("Bo", Action.SET_ASIDE, 1)
    assert aside.after is not None
    assert aside.after["source_title"] == "Bo’s"
    # The next one who is overtaken is told of Ann’s change, not of Bo’s.
    with pytest.raises(Conflict) as again:
        store.edit(replace(content, source_title="Cia’s"), seen=1, who="Cia")
    assert again.value.change == conflict.value.change


def test_text_that_was_set_aside_can_be_taken_from_the_history(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.edit(replace(FULL, name="Ann’s"), seen=1, who="Ann")
    mine = replace(FULL, name="Bo’s")
    with pytest.raises(Conflict):
        store.edit(mine, seen=1, who="Bo")
    aside = store.history(Kind.INITIATIVE, FULL.id)[0]
    kept = store.restore(Kind.INITIATIVE, FULL.id, number=aside.number, seen=2, who="Bo")
    assert kept == Kept(mine, 3)


def test_ended_initiative_stays_in_the_register_with_its_year(store: Store) -> None:
    store.add(FULL, who="Ann")
    kept = store.end(FULL.id, year=2027, seen=1, who="Ann")
    assert kept == Kept(replace(FULL, status=Status.ENDED, end_year=2027), 2)
    assert ids(store)[-1] == FULL.id
    assert store.history(Kind.INITIATIVE, FULL.id)[0].action is Action.ENDED


def test_withdrawn_record_leaves_the_register_and_is_kept(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.add(REPORT, who="Ann")
    assert store.withdraw(Kind.INITIATIVE, FULL.id, seen=1, who="Ann") == Kept(FULL, 2, True)
    store.withdraw(Kind.ATTAINMENT, REPORT.id, seen=1, who="Ann")
    assert FULL.id not in ids(store)
    assert store.withdrawn() == (Kept(FULL, 2, True),)
    assert Kept(FULL, 2, True) in store.initiatives()
    assert store.find(Kind.INITIATIVE, FULL.id) == Kept(FULL, 2, True)
    assert REPORT not in {each.content for each in store.attainments()}
    newest = store.history(Kind.ATTAINMENT, REPORT.id)[0]
    assert newest.after is not None
    assert newest.after["withdrawn"] == "yes"


def test_restore_is_a_new_revision_and_rewinds_nothing(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.edit(replace(FULL, name="New", further_places=(), serves=()), seen=1, who="Ann")
    store.end(FULL.id, year=2027, seen=2, who="Ann")
    store.withdraw(Kind.INITIATIVE, FULL.id, seen=3, who="Ann")
    first = store.history(Kind.INITIATIVE, FULL.id)[-1]
    kept = store.restore(Kind.INITIATIVE, FULL.id, number=first.number, seen=4, who="Bo")
    assert kept == Kept(FULL, 5)
    assert store.register().initiatives[-1] == FULL
    actions = [each.action for each in store.history(Kind.INITIATIVE, FULL.id)]
    assert actions == [
        Action.RESTORED,
        Action.WITHDRAWN,
        Action.ENDED,
        Action.EDITED,
        Action.ADDED,
    ]


def test_restore_of_a_report_and_of_a_stranger_to_the_history(store: Store) -> None:
    store.add(REPORT, who="Ann")
    store.edit(replace(REPORT, bodies=None, target_area=None), seen=1, who="Ann")
    newest, first = store.history(Kind.ATTAINMENT, REPORT.id)
    kept = store.restore(Kind.ATTAINMENT, REPORT.id, number=first.number, seen=2, who="Ann")
    assert kept == Kept(REPORT, 3)
    with pytest.raises(KeyError):
        store.restore(Kind.ATTAINMENT, REPORT.id, number=newest.number + 9, seen=3, who="Ann")


@pytest.mark.parametrize(
    "change",
    [
        lambda store, _: store.end(FULL.id, year=None, seen=1, who="Bo"),
        lambda store, _: store.withdraw(Kind.INITIATIVE, FULL.id, seen=1, who="Bo"),
        lambda store, number: store.restore(
            Kind.INITIATIVE, FULL.id, number=number, seen=1, who="Bo"
        ),
    ],
    ids=["end", "withdraw", "restore"],
)
def test_other_changes_of_a_row_that_has_moved_on_are_told_too(
    store: Store, change: Callable[[Store, int], Kept]
) -> None:
    store.add(FULL, who="Ann")
    first = store.history(Kind.INITIATIVE, FULL.id)[0]
    store.edit(replace(FULL, name="New"), seen=1, who="Ann")
    before = store.stamp()
    with pytest.raises(Conflict):
        change(store, first.number)
    assert store.stamp() == before


def test_change_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="name"):
        store.add(FULL, who="  ")
    assert store.find(Kind.INITIATIVE, FULL.id) is None


def test_unknown_record_is_none_and_cannot_be_changed(store: Store) -> None:
    assert store.find(Kind.INITIATIVE, "nowhere") is None
    assert store.history(Kind.INITIATIVE, "nowhere") == ()
    with pytest.raises(KeyError):
        store.withdraw(Kind.INITIATIVE, "nowhere", seen=1, who="Ann")


def test_stamp_changes_with_every_change_and_with_nothing_else(store: Store) -> None:
    stamps = [store.stamp()]
    assert store.register().stamp == stamps[0] == store.stamp()
    store.add(FULL, who="Ann")
    stamps.append(store.stamp())
    store.edit(replace(FULL, name="New"), seen=1, who="Ann")
    stamps.append(store.stamp())
    with pytest.raises(Conflict):
        store.edit(replace(FULL, name="Other"), seen=1, who="Bo")
    stamps.append(store.stamp())
    store.add(REPORT, who="Ann")
    stamps.append(store.stamp())
    assert len(set(stamps)) == len(stamps)


def test_registers_of_two_databases_have_different_stamps(
    store: Store, open_store: OpenStore, tmp_path: Path
) -> None:
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.prepare()
    assert other.stamp() != store.stamp()


def test_recent_changes_come_newest_first_and_no_more_than_asked_for(store: Store) -> None:
    store.add(FULL, who="Ann")
    store.add(REPORT, who="Ann")
    recent = store.recent(limit=2)
    assert [each.record_id for each in recent] == [REPORT.id, FULL.id]
    assert recent[0].number > recent[1].number
