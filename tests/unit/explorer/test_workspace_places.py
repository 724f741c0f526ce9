"""Names of places that come with the data: the built-in ones, one's own, or none but the areas'."""

from pathlib import Path

import pytest

from explorer.workspace import load_workspace
from geodata.gazetteer import COLUMNS, PlaceKind
from geodata.problems import DataError

ROOT = Path(__file__).parents[3]
# Made up.
ROW = "Lilla torget,square,11.96,57.70,primary_area,{code},,https://example.org/torget"


def write_names(folder: Path, code: str) -> None:
    text = f"{','.join(COLUMNS)}\n{ROW.format(code=code)}\n"
    (folder / "gazetteer.csv").write_text(text, encoding="utf-8")


def test_built_in_names_come_with_the_built_in_areas(tmp_path: Path) -> None:
    workspace = load_workspace(tmp_path)
    assert workspace.gazetteer.find("rymdtorget")[0].place.area.code == "306"


def test_names_of_ones_own_replace_the_built_in_ones(tmp_path: Path) -> None:
    write_names(tmp_path, "116")
    gazetteer = load_workspace(tmp_path).gazetteer
    assert gazetteer.find("lilla torget")[0].place.primary == ("116",)
    assert gazetteer.find("rymdtorget") == ()


def test_areas_of_ones_own_do_not_get_the_built_in_names(tmp_path: Path) -> None:
    """In another city the code 306 is another area."""
    areas = (ROOT / "geodata" / "data" / "areas.csv").read_text(encoding="utf-8")
    (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
    gazetteer = load_workspace(tmp_path).gazetteer
    assert {place.kind for place in gazetteer.places} == {PlaceKind.AREA}
    assert gazetteer.find("hammarkullen")[0].place.area.code == "606"


def test_what_is_wrong_with_the_names_is_told_with_the_rest(tmp_path: Path) -> None:
    write_names(tmp_path, "999")
    (tmp_path / "initiatives.csv").write_text("id\nx\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_workspace(tmp_path)
    files = {problem.file for problem in caught.value.problems}
    assert files == {"gazetteer.csv", "initiatives.csv"}
