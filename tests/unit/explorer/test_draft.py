"""What an import would do, before it does anything."""

from collections.abc import Iterable, Sequence

import pytest

from explorer.export.register import REGISTER_FORMATS, write_initiatives
from explorer.i18n import translator
from explorer.initiatives.draft import Difference, Draft, Ground, find_repair, plan_import
from explorer.initiatives.files import FileRow, Upload, read_upload
from explorer.initiatives.kept import Kept, Plan
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import check_row
from explorer.workspace import Workspace
from geodata.problems import Problem
from tests.unit.explorer.register_rows import HAMMARKULLEN, HJALLBO, ROW, WHOLE_CITY

# Found with `python -m geodata locate`: a point in Hjällbo, one in Mölndal.
IN_HJALLBO = {"lon": "12.0205", "lat": "57.7675"}
IN_MOLNDAL = {"lon": "12.012", "lat": "57.655"}


@pytest.fixture(scope="module")
def ground(workspace: Workspace) -> Ground:
    return Ground(workspace.areas, workspace.boundaries, workspace.land)


def upload(*rows: dict[str, str], problems: Sequence[Problem] = ()) -> Upload:
    numbered = tuple(FileRow(number, cells) for number, cells in enumerate(rows, start=2))
    return Upload("a.csv", numbered, tuple(problems))


def initiative(ground: Ground, **cells: str) -> Initiative:
    found, problems = check_row({**ROW, **cells}, ground.areas, file="", number=0)
    assert found is not None, problems
    return found


def kept(*initiatives: Initiative, revision: int = 4, withdrawn: bool = False) -> dict[str, Kept]:
    return {each.id: Kept(each, revision, withdrawn) for each in initiatives}


def told(draft: Draft) -> list[tuple[str, int | None, str | None, str]]:
    return [(each.code, each.row, each.column, each.severity) for each in draft.problems]


def test_rows_are_new_changed_or_unchanged(ground: Ground) -> None:
    register = kept(initiative(ground), initiative(ground, id="b", name="Before", capacity=""))
    draft = plan_import(
        upload(ROW, ROW | {"id": "b", "name": "After", "end_year": "2024"}, ROW | {"id": "c"}),
        register,
        ground,
    )
    assert [each.id for each in draft.new] == ["c"]
    assert [(each.id, seen) for each, seen in draft.changed] == [("b", 4)]
    assert draft.unchanged == ("laxhjalp",)
    assert draft.differences == (
        Difference(3, "b", "name", "Before", "After"),
        Difference(3, "b", "end_year", "", "2024"),
    )
    assert draft.problems == ()
    assert draft.writes == 2
    assert draft.plan == Plan(draft.new, draft.changed, draft.unchanged)


def test_another_way_to_write_the_same_number_is_no_change(ground: Ground) -> None:
    draft = plan_import(upload(ROW | {"lon": "12.03420"}), kept(initiative(ground)), ground)
    assert draft.unchanged == ("laxhjalp",)


def test_rows_that_the_file_does_not_have_stay(ground: Ground) -> None:
    register = kept(initiative(ground), initiative(ground, id="b"))
    draft = plan_import(upload(ROW), register, ground)
    assert (draft.new, draft.changed, draft.unchanged) == ((), (), ("laxhjalp",))
    assert draft.plan is not None


def test_one_bad_row_holds_everything_back(ground: Ground) -> None:
    draft = plan_import(upload(ROW, ROW | {"id": "b", "target_area": "health"}), {}, ground)
    assert told(draft) == [("unknown-target-area", 3, "target_area", "error")]
    assert [each.id for each in draft.new] == ["laxhjalp"]
    assert draft.plan is None


def test_what_was_wrong_with_the_file_holds_everything_back(ground: Ground) -> None:
    broken = Problem("row-length", "a.csv", 9, None, "3", "28")
    assert plan_import(upload(ROW, problems=[broken]), {}, ground).plan is None
    warning = Problem("unknown-column", "a.csv", column="x", allowed="y", severity="warning")
    draft = plan_import(upload(ROW, problems=[warning]), {}, ground)
    assert draft.plan is not None
    assert draft.problems == (warning,)


def test_id_that_stands_twice_is_told_at_its_second_row(ground: Ground) -> None:
    draft = plan_import(upload(ROW, WHOLE_CITY, ROW), {}, ground)
    assert told(draft) == [("duplicate-row", 4, "id", "error")]
    assert draft.problems[0].value == "laxhjalp"


def test_initiative_that_was_withdrawn_does_not_come_back_unasked(ground: Ground) -> None:
    draft = plan_import(upload(ROW), kept(initiative(ground), withdrawn=True), ground)
    assert told(draft) == [("initiative-withdrawn", 2, "id", "error")]


# --- positions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        ("57.7806", "12.0342", "coordinates-swapped"),
        ("12,0342", "57,7806", "coordinates-comma"),
        # The same place in SWEREF 99 TM and 12 00, by the formulas of test_coordinates.
        ("323656.9", "6408146.7", "coordinates-sweref99-tm"),
        ("152034.7", "6406847.4", "coordinates-sweref99-1200"),
        ("6406847", "152035", "coordinates-sweref99-1200"),
    ],
)
def test_proposal_is_a_problem_until_it_is_accepted(
    ground: Ground, lon: str, lat: str, code: str
) -> None:
    file = upload(ROW | {"lon": lon, "lat": lat})
    draft = plan_import(file, {}, ground)
    assert [(each.code, each.row) for each in draft.problems] == [(code, 2)]
    assert draft.plan is None
    (repair,) = draft.repairs
    assert (repair.number, repair.record_id, repair.code) == (2, "laxhjalp", code)
    assert repair.found == f"{lon}, {lat}"
    assert draft.problems[0].allowed == repair.proposal
    assert draft.repaired == ()

    accepted = plan_import(file, {}, ground, accept=True)
    assert accepted.problems == ()
    assert (accepted.repairs, accepted.repaired) == ((), (repair,))
    (found,) = accepted.new
    assert (found.lon, found.lat) == pytest.approx((12.0342, 57.7806), abs=2e-5)
    assert repair.proposal == f"{found.lon}, {found.lat}"


def test_further_places_are_put_right_as_well(ground: Ground) -> None:
    cells = ROW | {
        "lon": "57.7806",
        "lat": "12.0342",
        "further_places": f"57.7675 12.0205 area {HJALLBO} Hjällbo torg | 12.01 57.77 place - B",
    }
    repair = find_repair(FileRow(2, cells))
    assert repair is not None
    assert repair.found == "57.7806, 12.0342; 57.7675, 12.0205"
    assert repair.proposal == "12.0342, 57.7806; 12.0205, 57.7675"
    draft = plan_import(upload(cells), {}, ground, accept=True)
    (found,) = draft.new
    assert [(each.lon, each.lat, each.label) for each in found.places] == [
        (12.0342, 57.7806, "Hammarkulletorget"),
        (12.0205, 57.7675, "Hjällbo torg"),
        (12.01, 57.77, "B"),
    ]


def test_position_elsewhere_is_told_and_has_no_proposal(ground: Ground) -> None:
    draft = plan_import(upload(ROW | {"lon": "18.07", "lat": "59.33"}), {}, ground, accept=True)
    assert told(draft) == [("coordinates-outside", 2, "lon", "error")]
    assert (draft.repairs, draft.repaired) == ((), ())


def test_area_that_was_left_open_comes_from_the_position_and_is_told(ground: Ground) -> None:
    cells = ROW | {
        "primary_area_code": "",
        "further_places": "12.0205 57.7675 place - Hjällbo torg | 12.0342 57.7806 area 606 Hemma",
    }
    draft = plan_import(upload(cells), {}, ground)
    (found,) = draft.new
    assert [each.primary_area_code for each in found.places] == [
        HAMMARKULLEN,
        HJALLBO,
        HAMMARKULLEN,
    ]
    assert [(each.number, each.label, each.primary_area_code) for each in draft.derived] == [
        (2, "Hammarkulletorget", HAMMARKULLEN),
        (2, "Hjällbo torg", HJALLBO),
    ]
    assert draft.problems == ()


def test_two_places_at_one_point_both_get_its_area(ground: Ground) -> None:
    cells = ROW | {
        "primary_area_code": "",
        "further_places": "12.0342 57.7806 place - Samma hus",
    }
    (found,) = plan_import(upload(cells), {}, ground).new
    assert {each.primary_area_code for each in found.places} == {HAMMARKULLEN}


def test_area_that_differs_from_the_borders_is_a_warning_and_stays(ground: Ground) -> None:
    draft = plan_import(upload(ROW | {"primary_area_code": HJALLBO}), {}, ground)
    assert told(draft) == [("area-differs", 2, "primary_area_code", "warning")]
    (problem,) = draft.problems
    assert (problem.value, problem.allowed) == (HJALLBO, HAMMARKULLEN)
    assert draft.plan is not None
    assert draft.new[0].primary_area_code == HJALLBO


def test_position_outside_all_areas_is_a_warning(ground: Ground) -> None:
    draft = plan_import(upload(ROW | IN_MOLNDAL | {"primary_area_code": ""}), {}, ground)
    assert told(draft) == [("position-without-area", 2, "lon", "warning")]
    assert draft.new[0].primary_area_code is None
    assert draft.derived == ()


def test_row_that_changes_nothing_warns_of_nothing(ground: Ground) -> None:
    """The register knows its border cases; its own file read back is no news."""
    at_border = ROW | {"primary_area_code": HJALLBO}
    register = kept(initiative(ground, primary_area_code=HJALLBO))
    assert plan_import(upload(at_border), register, ground).problems == ()


@pytest.mark.parametrize("key", REGISTER_FORMATS)
def test_the_built_in_register_read_back_changes_nothing(
    key: str, workspace: Workspace, ground: Ground
) -> None:
    initiatives = workspace.register.initiatives
    content = write_initiatives(key, initiatives, t=translator("sv"))
    file = read_upload(f"register.{REGISTER_FORMATS[key].ending}", content)
    draft = plan_import(file, kept(*initiatives), ground)
    assert draft.unchanged == tuple(each.id for each in initiatives)
    assert (draft.new, draft.changed, draft.problems) == ((), (), ())
    # And into an empty register all of it goes.
    empty = plan_import(file, {}, ground)
    assert empty.new == initiatives
    assert empty.plan is not None


def test_every_row_is_handed_out_once_and_in_order(ground: Ground) -> None:
    seen = []

    def watch(rows: Sequence[FileRow]) -> Iterable[FileRow]:
        for row in rows:
            seen.append(row.number)
            yield row

    plan_import(upload(ROW, WHOLE_CITY), {}, ground, watch=watch)
    assert seen == [2, 3]


def test_file_is_not_changed_by_what_is_derived_and_repaired(ground: Ground) -> None:
    cells = ROW | {"lon": "57.7806", "lat": "12.0342", "primary_area_code": ""}
    before = dict(cells)
    plan_import(upload(cells), {}, ground, accept=True)
    assert cells == before
