"""Withheld figures leave no trace in files, in the map's figures or in sentences; all are made up."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from explorer.export.formats import FORMATS, write
from explorer.gaps import places_of
from explorer.i18n import translator
from explorer.layers import build_layers
from explorer.narrative import alt_text, area_sentence, caption, headline, quality_sentence
from explorer.ui.assets import write_figures
from explorer.ui.paint import Echo, build_payload, dump
from explorer.ui.panel import Beside, panel_html
from explorer.view import Show, ViewState, to_query
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.table import IndicatorTable

PASSED: Final = "upper_secondary_eligible_count"
FAILED: Final = "upper_secondary_not_eligible_count"
SHARE: Final = "upper_secondary_eligible"
PERIOD: Final = "2022"
PRIMARY: Final = AreaLevel.PRIMARY_AREA
# The smallest base is raised above this area's pupils, so that every number is long and its own.
SMALL: Final = "102"
SMALLEST_BASE: Final = 60_000
EN: Final = translator("en")
SV: Final = translator("sv")
NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
Values = Mapping[str, Mapping[str, float]]


def make_values(codes: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Give every area two counts and a share that no other has."""
    found = {}
    for place, code in enumerate(codes):
        passed, failed = 41_017 + 137 * place, 30_011 + 251 * place
        if code == SMALL:
            passed, failed = 31_337, 17_171
        found[code] = {
            PASSED: passed,
            FAILED: failed,
            SHARE: 100 * passed / (passed + failed),
        }
    return found


@pytest.fixture(scope="module")
def figures(workspace: Workspace) -> Values:
    return make_values(workspace.areas.codes(PRIMARY))


@pytest.fixture(scope="module")
def made_up(workspace: Workspace, figures: Values) -> Workspace:
    """Return the built-in city with made-up pupils in its primary areas, and none above."""
    rows = workspace.table.observations
    kept = rows.loc[rows["indicator_id"].isin(figures[SMALL]) & (rows["area_level"] == PRIMARY)]
    kept = kept.loc[kept["period"] == PERIOD].reset_index(drop=True)
    values = [
        figures[code][name]
        for code, name in zip(kept["area_code"], kept["indicator_id"], strict=True)
    ]
    definitions = {
        name: replace(workspace.table.definitions[name], smallest_base=SMALLEST_BASE)
        for name in (SHARE, PASSED, FAILED)
    }
    observations = kept.assign(value=values, note="made up")
    table = IndicatorTable(definitions, observations, workspace.table.sources)
    return replace(workspace, table=table)


def list_numbers(content: bytes, key: str) -> list[float]:
    """List every number in a file, also those within texts."""
    if key.startswith("csv"):
        text = content.decode("utf-8-sig")
        delimiter = ";" if key == "csv_excel" else ","
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
    elif key == "geojson":
        collection = json.loads(content)
        for feature in collection["features"]:
            del feature["geometry"]
        cells = [str(each) for each in leaves(collection)]
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name).decode() for name in book.namelist() if name.endswith("xml")]
        cells = [cell for part in parts for cell in re.findall(r"<(?:v|t)[^>]*>([^<]*)<", part)]
    return [number for cell in cells for number in numbers_in(cell)]


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def numbers_in(text: str) -> list[float]:
    joined = re.sub(r"(?<=\d)[\u00a0\u202f\u2009](?=\d)", "", text)
    return [float(each.replace(",", ".")) for each in NUMBER.findall(joined)]


def tell(numbers: list[float], secret: float) -> bool:
    """Whether one of the numbers is the secret, rounded to two decimals or finer."""
    return any(
        abs(number - secret) < 1e-6 or abs(number - round(secret, 2)) < 1e-9 for number in numbers
    )


def settle_view(indicator: str, code: str) -> ViewState:
    show = Show.VALUE if indicator != SHARE else Show.DIFFERENCE
    return ViewState(indicator=indicator, level=PRIMARY, period=PERIOD, show=show, area=(code,))


@pytest.mark.parametrize("indicator", [SHARE, PASSED, FAILED])
def test_two_areas_are_withheld_and_look_the_same(made_up: Workspace, indicator: str) -> None:
    frame = build_layers(made_up, settle_view(indicator, SMALL))[PERIOD].frame
    withheld = frame.loc[frame["status"] == "suppressed"]
    # Kungsladugård has the fewest pupils of those that lie with Sanna in one area and district.
    assert list(withheld.index) == ["101", SMALL]
    alike = withheld.drop(columns=["name", "parent", "people"])
    assert alike.iloc[0].astype("str").tolist() == alike.iloc[1].astype("str").tolist()
    assert withheld["source_id"].tolist() == ["", ""]


@pytest.mark.parametrize("t", [EN, SV], ids=["en", "sv"])
@pytest.mark.parametrize("indicator", [SHARE, PASSED, FAILED])
@pytest.mark.parametrize("key", FORMATS)
def test_no_file_holds_a_withheld_figure(
    made_up: Workspace, figures: Values, key: str, indicator: str, t: Any
) -> None:
    layer = build_layers(made_up, settle_view(indicator, SMALL))[PERIOD]
    content = write(
        key,
        layer,
        boundaries=made_up.boundaries[PRIMARY],
        initiatives=(),
        t=t,
        link=f"?{to_query(settle_view(indicator, SMALL))}",
        made=date(2026, 1, 2),
    )
    numbers = list_numbers(content, key)
    # The test itself would find them: every area that is shown is there.
    assert tell(numbers, figures["103"][indicator])
    assert layer.city is not None
    for code in ("101", SMALL):
        secret = figures[code][indicator]
        assert not tell(numbers, secret)
        assert not tell(numbers, secret - layer.city.value)


def test_no_figure_file_of_the_map_holds_a_withheld_figure(
    made_up: Workspace, figures: Values, tmp_path: Path
) -> None:
    for indicator, names in write_figures(made_up, tmp_path).items():
        for level, name in names.items():
            found = json.loads((tmp_path / name).read_text(encoding="utf-8"))
            numbers = [float(each) for each in leaves(found) if isinstance(each, int | float)]
            assert numbers
            if level == PRIMARY:
                assert tell(numbers, figures["103"][indicator])
            for code in ("101", SMALL):
                assert not tell(numbers, figures[code][indicator])


@pytest.mark.parametrize("t", [EN, SV], ids=["en", "sv"])
@pytest.mark.parametrize("indicator", [SHARE, PASSED, FAILED])
@pytest.mark.parametrize("code", ["101", SMALL])
def test_no_sentence_tells_a_withheld_figure(
    made_up: Workspace, figures: Values, code: str, indicator: str, t: Any
) -> None:
    view = settle_view(indicator, code)
    layers = build_layers(made_up, view)
    layer = layers[PERIOD]
    assert area_sentence(layer, code, t) == t("No figure: withheld to protect small groups")
    assert quality_sentence(layer, code, t) == ""
    drawings: list[str] = []

    def publish(drawing: str) -> str:
        drawings.append(drawing)
        return ""

    places = places_of(made_up, layer.selection)
    panel = panel_html(made_up, layers, view, Beside((), places), t, publish=publish)
    assert drawings == []
    payload = build_payload(layers, view, t, shown_initiatives=[], echo=Echo(0, None))
    texts = [headline(layer, t), caption(layer, t), alt_text(layer, t), panel, dump(payload)]
    decimals = layer.definition.decimals
    for text in [*texts, str(to_query(view))]:
        numbers = numbers_in(text)
        assert not tell(numbers, figures[code][indicator])
        assert round(figures[code][indicator], decimals) not in numbers
