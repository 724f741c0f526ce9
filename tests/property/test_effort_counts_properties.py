"""Counts of initiatives by area, organiser and precision: they always equal the rows behind them."""

import math

from hypothesis import given
from hypothesis import strategies as st

from explorer.effort.blanks import build_blanks
from explorer.effort.matching import Rule, running
from explorer.effort.quality import location_quality
from explorer.effort.together import build_together
from explorer.initiatives.model import Initiative, OrganisationType, Status
from explorer.initiatives.register import codes_of
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import figures, make_town
from tests.unit.indicators.made_up import PRIMARY, make_areas

TOWN = make_areas()
LEVELS = st.sampled_from([AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA, AreaLevel.CITY_AREA])


@st.composite
def registers(draw: st.DrawFn) -> list[Initiative]:
    """Make a few initiatives of all sorts, some of the whole city and some nobody knows where."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        changes = {
            "status": draw(st.sampled_from(Status)),
            "target_area": draw(st.sampled_from(TargetArea)),
            "organisation_type": draw(st.sampled_from(OrganisationType)),
        }
        code = draw(st.sampled_from([*PRIMARY, None, "city"]))
        one = whole_city if code == "city" else made
        found.append(one(str(number), *([] if code == "city" else [code]), **changes))
    return found


RULES = st.builds(
    Rule,
    st.lists(st.sampled_from(TargetArea), min_size=1, unique=True).map(tuple),
    st.booleans(),
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]),
)


@given(registers(), RULES, LEVELS)
def test_cells_equal_the_rows_that_say_so_and_the_foot_has_the_rest(
    initiatives: list[Initiative], rule: Rule, level: AreaLevel
) -> None:
    found = build_blanks(make_town(initiatives), level, rule)
    now = running(initiatives, rule)
    for row in found.rows:
        for cell in row.cells:
            here = [
                each
                for each in now
                if each.target_area is cell.target_area and row.code in codes_of(each, TOWN, level)
            ]
            assert cell.running == len(here)
    for column in found.columns:
        effort = column.running
        assert len(effort.counted) == sum(e.target_area is column.target_area for e in now)
        assert len(effort.counted) == sum(
            map(len, (effort.located, effort.city_wide, effort.unplaced))
        )


@given(registers(), RULES, st.lists(st.floats(0, 100), min_size=5, max_size=5))
def test_blank_spot_has_a_large_gap_and_nothing_that_counts(
    initiatives: list[Initiative], rule: Rule, values: list[float]
) -> None:
    found = build_blanks(
        make_town(initiatives, rows=figures(values=values)), AreaLevel.PRIMARY_AREA, rule
    )
    for cell in found.spots:
        assert cell.distance is not None
        assert cell.distance >= 1 or math.isclose(cell.distance, 1)
        assert (cell.running, cell.planned) == (0, 0)
    # Whatever is added to the register, no new spot appears.
    more = [*initiatives, *(made(f"more {code}", code) for code in PRIMARY)]
    after = build_blanks(make_town(more, rows=figures(values=values)), AreaLevel.PRIMARY_AREA, rule)
    before = {(row.code, cell.target_area) for row in found.rows for cell in row.blanks}
    assert {(row.code, cell.target_area) for row in after.rows for cell in row.blanks} <= before


@given(registers(), RULES)
def test_sums_by_organiser_and_by_target_area_are_the_number_of_rows(
    initiatives: list[Initiative], rule: Rule
) -> None:
    now = running(initiatives, rule)
    found = build_together(now, rule)
    assert found.total == found.by_kind.sum() == found.by_target_area.sum() == len(now)
    assert found.of(OrganisationType.PARTNERSHIP) == len(found.partnerships)


@given(registers(), LEVELS)
def test_every_initiative_is_in_one_group_of_location_quality(
    initiatives: list[Initiative], level: AreaLevel
) -> None:
    found = location_quality(initiatives, TOWN, level)
    assert found.counted == len(initiatives)
    assert found.nowhere + found.city_wide <= found.counted
