from explorer.i18n import translator
from explorer.initiatives.form import PlaceFields
from explorer.initiatives.model import Place, Precision
from explorer.ui.paint import add_points, dump, let_pick
from explorer.ui.register.position import known_points, lie_sentence, move, settle
from explorer.workspace import Workspace

EN = translator("en")
HERE = PlaceFields("Hammarkulletorget", "12.0342", "57.7806")


def test_points_travel_with_the_paint_and_rough_ones_are_told_apart() -> None:
    places = [
        Place("</script>", 12.0342, 57.7806, Precision.AREA, "606"),
        Place("b", 12.05, 57.8, Precision.ADDRESS, None),
    ]
    payload = let_pick(add_points({"key": 1}, places, look=places[1]))
    assert payload["points"] == [
        {"lon": 12.0342, "lat": 57.7806, "loose": True},
        {"lon": 12.05, "lat": 57.8, "loose": False},
    ]
    assert payload["look"] == "57.80000,12.05000,14"
    assert payload["pick"] is True
    # No name of a place goes to the frame, which draws none.
    assert "script" not in dump(payload)
    assert "look" not in add_points({}, places)


def test_area_is_found_for_a_new_position_and_kept_for_an_old_one(workspace: Workspace) -> None:
    assert [each.code for each in settle(workspace, (HERE,))] == ["606"]
    # The register may know better than generalised borders, until the position changes.
    known = PlaceFields("x", "12.0342", "57.7806", code="601")
    assert move(known, "12.0342", "57.7806") == known
    assert settle(workspace, (known,)) == (known,)
    assert lie_sentence(workspace, known, EN).startswith("Counted in ")
    moved = move(known, "12.0343", "57.7806")
    assert moved.code is None
    assert settle(workspace, (moved,))[0].code == "606"


def test_two_numbers_in_one_field_are_parted(workspace: Workspace) -> None:
    assert move(PlaceFields(), "12.0342, 57.7806", "") == PlaceFields(lon="12.0342", lat="57.7806")
    # With a latitude of its own the field stays as it is typed, and is told to be no number.
    odd = move(PlaceFields(), "12.0342, 57.7806", "57.7")
    assert odd.lon == "12.0342, 57.7806"
    assert known_points((odd,)) == ()
    assert settle(workspace, (odd,)) == (odd,)


def test_position_is_told_by_where_it_lies(workspace: Workspace) -> None:
    at_sea, away = PlaceFields(lon="11.55", lat="57.62"), PlaceFields(lon="12.35", lat="57.95")
    assert lie_sentence(workspace, HERE, EN) == ("Lies in Hammarkullen, Södra Angered, Nordost.")
    assert lie_sentence(workspace, at_sea, EN).startswith("Lies at sea")
    assert lie_sentence(workspace, away, EN).startswith("Lies outside the city")
    assert lie_sentence(workspace, PlaceFields(lon="12"), EN) == ""
    assert [each.code for each in settle(workspace, (at_sea, away))] == ["", ""]
