import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from explorer.export.formats import FORMATS, write
from explorer.i18n import translator
from explorer.initiatives.register import choose
from explorer.layers import build_layer
from explorer.view import ViewState
from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea

DAY = date(2026, 3, 9)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load_workspace()


def made(workspace: Workspace, key: str, view: ViewState, *, day: date | None = DAY) -> bytes:
    layer = build_layer(workspace, view)
    return write(
        key,
        layer,
        boundaries=workspace.boundaries[layer.selection.level],
        initiatives=choose(workspace.register, target_areas=tuple(TargetArea)),
        t=translator(view.lang),
        link="http://localhost/?indicator=x",
        made=day,
    )


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("key", list(FORMATS))
def test_every_format_writes_the_opening_view_the_same_each_time(
    key: str, lang: str, workspace: Workspace
) -> None:
    view = ViewState(lang=lang)
    content = made(workspace, key, view)
    assert content == made(workspace, key, view)
    # Östra Bergsjön, 39.14 percent in observations.csv.
    assert b"stra Bergsj" in content or key == "xlsx"


@pytest.mark.parametrize("key", list(FORMATS))
@pytest.mark.parametrize("level", list(AreaLevel))
def test_every_format_writes_every_level(key: str, level: AreaLevel, workspace: Workspace) -> None:
    assert made(workspace, key, ViewState(level=level))


def test_keys_are_the_endings_but_for_the_second_csv() -> None:
    assert {key: each.ending for key, each in FORMATS.items()} == {
        "csv": "csv",
        "csv_excel": "csv",
        "xlsx": "xlsx",
        "geojson": "geojson",
    }


def test_unknown_format_is_a_key_error(workspace: Workspace) -> None:
    with pytest.raises(KeyError, match="pdf"):
        made(workspace, "pdf", ViewState())


def test_figures_agree_between_the_formats(workspace: Workspace) -> None:
    view = ViewState(lang="en")
    features = json.loads(made(workspace, "geojson", view))["features"]
    from_geojson = {each["id"]: each["properties"]["value"] for each in features}
    sheet = openpyxl.load_workbook(io.BytesIO(made(workspace, "xlsx", view)))["Figures"]
    from_xlsx = {row[0]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    lines = made(workspace, "csv", view).decode().splitlines()[1:]
    from_csv = {line.split(",")[0]: line.split(",")[3] for line in lines}
    assert from_geojson == from_xlsx
    assert from_csv == {
        code: "" if value is None else repr(value).removesuffix(".0")
        for code, value in from_geojson.items()
    }
    assert from_geojson["306"] == 39.14
    assert sum(value is None for value in from_geojson.values()) == 2


def test_without_a_day_todays_is_written(workspace: Workspace) -> None:
    found = json.loads(made(workspace, "geojson", ViewState(), day=None))
    today = datetime.now(UTC).date()
    assert abs((date.fromisoformat(found["metadata"]["made"]) - today).days) <= 1
