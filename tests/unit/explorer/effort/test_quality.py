import pytest

from explorer.effort.quality import (
    LocationQuality,
    counted_in,
    location_quality,
    quality_sentences,
)
from explorer.effort.subject import build_subject
from explorer.i18n import translator
from explorer.initiatives.model import Place, Precision, ServedArea, Status
from explorer.view import EffortPart, ViewState
from geodata.areas import AreaLevel
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import make_town
from tests.unit.indicators.made_up import make_areas

ENGLISH = translator("en")
TOWN = make_areas()
PRIMARY, HILLS = AreaLevel.PRIMARY_AREA, AreaLevel.INTERMEDIATE_AREA
EXACT, ADDRESS = made("place"), made("address", location_precision=Precision.ADDRESS)
ROUGH = made("rough", location_precision=Precision.AREA)
LOST = made("lost", None)
NORTH = made("north", None, serves=(ServedArea(AreaLevel.CITY_AREA, "01"),))
OFFICE = whole_city("office")


def test_each_part_tells_of_the_initiatives_that_it_counts() -> None:
    gone, soon = made("gone", status=Status.ENDED), made("soon", status=Status.PLANNED)
    town = make_town([EXACT, ROUGH, LOST, gone, soon])

    def counted(part: EffortPart, **changes: str) -> list[str]:
        view = ViewState(indicator="jobs", effort_level=PRIMARY, effort=part, **changes)  # type: ignore[arg-type]
        return [each.id for each in counted_in(town, build_subject(town, view))]

    for part in EffortPart:
        if part is not EffortPart.CLOSING:
            assert counted(part) == ["place", "rough", "lost"]
    assert counted(EffortPart.CLOSING) == ["place", "rough", "lost", "gone", "soon"]
    assert counted(EffortPart.REACH, initiative="rough") == ["rough"]
    assert counted(EffortPart.REACH, initiative="nobody") == ["place", "rough", "lost"]


def test_each_initiative_stands_in_one_group() -> None:
    found = location_quality([EXACT, ADDRESS, ROUGH, LOST, NORTH, OFFICE], TOWN, PRIMARY)
    assert found == LocationQuality(
        exact=2, neighbourhood=1, several=2, city_wide=1, served=1, nowhere=1
    )
    assert found.counted == 6


def test_several_places_are_as_exact_as_the_least_exact_one() -> None:
    rough = Place("Somewhere", 12.0, 57.7, Precision.AREA, "102")
    found = location_quality([made("two", further_places=(rough,))], TOWN, PRIMARY)
    assert (found.exact, found.neighbourhood) == (0, 1)


def test_place_outside_all_areas_is_counted_nowhere() -> None:
    assert location_quality([made("abroad", primary_area_code=None)], TOWN, PRIMARY).nowhere == 1


def test_sentences_name_shares_and_what_has_no_area() -> None:
    found = location_quality([EXACT, ROUGH, LOST, OFFICE], TOWN, HILLS)
    sentences, note = quality_sentences(found, ENGLISH, city_wide=0.0, level=HILLS)
    assert sentences == [
        "Where the 4 initiatives counted here run: 25% at an address or a place, 25% known only to a"
        " neighbourhood, 25% in several places without a point, 25% in the whole city.",
        "1 is counted in no area, because nobody knows which; city-wide ones count in no area, and"
        " never at their office.",
    ]
    assert note == ""


def test_served_areas_are_told_where_they_stand_in_for_places() -> None:
    found = location_quality([NORTH, LOST], TOWN, HILLS)
    sentences, _ = quality_sentences(found, ENGLISH, city_wide=0.0, level=HILLS)
    assert sentences[0].endswith(
        "100% in several places without a point (1 counted in every area that it serves)."
    )


def test_city_wide_ones_are_told_with_the_share_that_they_count() -> None:
    found = location_quality([OFFICE], TOWN, HILLS)
    sentences, _ = quality_sentences(found, ENGLISH, city_wide=0.25, level=HILLS)
    assert sentences[1] == "City-wide ones count 25% in every area and never at their office."


@pytest.mark.parametrize("level", AreaLevel)
def test_finer_areas_than_places_come_with_their_cost(level: AreaLevel) -> None:
    found = location_quality([EXACT, ROUGH, ROUGH], TOWN, HILLS)
    _, note = quality_sentences(found, ENGLISH, city_wide=0.0, level=level)
    assert bool(note) is (level is PRIMARY)
    if note:
        assert note.startswith("At primary areas 2 of 3 may stand in the area beside their own")


def test_exact_places_cost_nothing_on_any_level() -> None:
    found = location_quality([EXACT], TOWN, PRIMARY)
    assert quality_sentences(found, ENGLISH, city_wide=0.0, level=PRIMARY)[1] == ""


def test_nothing_counted_has_no_shares() -> None:
    found = location_quality([], TOWN, PRIMARY)
    sentences, note = quality_sentences(found, ENGLISH, city_wide=0.0, level=PRIMARY)
    assert (sentences, note) == (["No initiative is counted here."], "")
