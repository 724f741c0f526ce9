"""What travels to the map's frame: safe in a script, small, and true to the figures."""

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import streamlit_folium

from explorer.i18n import languages, translator
from explorer.layers import MapLayer, build_layers, periods_of, settle, shows_of
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_kinds, plate_of_numbers
from explorer.ui.assets import SCRIPTS, STYLES, DataFiles, write_figures
from explorer.ui.paint import (
    Echo,
    Paint,
    build_payload,
    build_plate_payload,
    draw_map,
    dump,
)
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.own_area import OwnArea
from tests.unit.explorer.conftest import ReadFigures

Written = dict[tuple[str, str], list[dict[str, Any]]]
# What one change of view may send, in bytes of UTF-8.
MOST_BYTES = 5_000
MOST_PLATE_BYTES = 6_000
FINEST_FIRST = (
    AreaLevel.PRIMARY_AREA,
    AreaLevel.INTERMEDIATE_AREA,
    AreaLevel.DISTRICT_2011,
    AreaLevel.CITY_AREA,
    AreaLevel.MUNICIPALITY,
)
VIEWS = {
    "first": ViewState(),
    "value": ViewState(indicator="employment_rate", show=Show.VALUE),
    "ratio": ViewState(indicator="foreign_born_share", show=Show.RATIO),
    "rank": ViewState(indicator="median_economic_standard", show=Show.RANK),
    "count": ViewState(indicator="population", show=Show.VALUE),
    "withheld": ViewState(indicator="upper_secondary_eligible"),
    "computed": ViewState(
        indicator="mean_wage_income", level=AreaLevel.INTERMEDIATE_AREA, show=Show.VALUE
    ),
    "city areas": ViewState(indicator="turnout_municipal", level=AreaLevel.CITY_AREA),
    "the city": ViewState(indicator="turnout_municipal", level=AreaLevel.MUNICIPALITY),
    "nine quantiles": ViewState(scheme=Scheme.QUANTILES, classes=9, show=Show.VALUE),
    "own breaks": ViewState(scheme=Scheme.OWN, breaks=(-5.0, 5.0)),
    "own scales": ViewState(indicator="turnout_municipal", show=Show.VALUE, lock=False),
}


@pytest.fixture
def frame_files(tmp_path: Path) -> DataFiles:
    return DataFiles(
        folder=tmp_path,
        script="frame.0123456789ab.js",
        style="frame.0123456789ab.css",
        site="site.0123456789ab.json",
    )


@pytest.fixture(scope="session")
def written(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return the figures as the frame fetches them, by indicator and level."""
    folder = tmp_path_factory.mktemp("figures")
    return {
        (indicator, level): json.loads((folder / name).read_text(encoding="utf-8"))
        for indicator, names in write_figures(workspace, folder).items()
        for level, name in names.items()
    }


def told(written: Written, payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the figures that a payload is drawn with."""
    return written[payload["indicator"], payload["level"]]


def payload_of(
    workspace: Workspace, wish: ViewState, *, lang: str = "sv"
) -> tuple[dict[str, Any], dict[str, MapLayer]]:
    selection, show = settle(workspace, wish)
    view = ViewState(
        indicator=wish.indicator,
        level=selection.level,
        period=selection.period,
        show=show,
        scheme=wish.scheme,
        classes=wish.classes,
        breaks=wish.breaks,
        lock=wish.lock,
        area=wish.area,
        own=wish.own,
    )
    layers = build_layers(workspace, view)
    payload = build_payload(
        layers,
        view,
        translator(lang),
        shown_initiatives=list(range(len(workspace.register.initiatives))),
        echo=Echo(taken=7, start_at=None),
    )
    return payload, layers


@pytest.mark.parametrize("text", ["</script>", "<!--", "<img src=x onerror=alert(1)>"])
def test_nothing_in_json_can_open_or_close_an_element(text: str) -> None:
    written = dump({"name": text})
    assert "<" not in written
    assert json.loads(written) == {"name": text}


@pytest.mark.parametrize("text", ["\u2028", "\u2029", "a\u2028b\u2029c"])
def test_line_ends_of_javascript_are_escaped(text: str) -> None:
    written = dump([text])
    assert not {"\u2028", "\u2029"} & set(written)
    assert json.loads(written) == [text]


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), float("-inf")])
def test_figure_that_is_not_finite_is_refused(figure: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        dump({"values": [1.0, figure]})


def test_json_is_compact_and_keeps_letters() -> None:
    assert dump({"ö": [1, None, "a b"]}) == '{"ö":[1,null,"a b"]}'


def test_hostile_name_stays_inside_its_string_in_the_script() -> None:
    script = Paint({"name": "</script><script>alert(1)</script>{{7*7}}"}).payload
    assert "<" not in script
    assert "{{7*7}}" in script


@pytest.mark.parametrize("name", VIEWS)
def test_a_missing_figure_is_null_and_in_no_class(
    workspace: Workspace, written: Written, name: str
) -> None:
    payload, layers = payload_of(workspace, VIEWS[name])
    figures = told(written, payload)
    assert [each["period"] for each in figures] == list(layers)
    for period, classes, layer in zip(figures, payload["classes"], layers.values(), strict=True):
        known = (layer.frame["status"] == "ok").tolist()
        count = len(workspace.areas.codes(layer.selection.level))
        assert len(period["values"]) == len(period["quality"]) == len(classes) == count
        assert [value is not None for value in period["values"]] == known
        assert [mark != "-" for mark in classes] == known
        assert [letter not in "-s" for letter in period["quality"]] == known


@pytest.mark.parametrize("name", VIEWS)
def test_every_class_has_a_digit_a_label_and_two_colours(workspace: Workspace, name: str) -> None:
    payload, layers = payload_of(workspace, VIEWS[name])
    drawn = layers[payload["period"]]
    for palette in ("light", "dark"):
        colours = payload["colours"][palette]
        assert len(colours) == drawn.scale.classes
        assert all(re.fullmatch("#[0-9a-f]{6}", each) for each in colours)
    # One list of labels stands for all periods where they are the same.
    assert len(payload["labels"]) in {1, len(layers)}
    labels = payload["labels"] * (len(layers) if len(payload["labels"]) == 1 else 1)
    for some, classes, layer in zip(labels, payload["classes"], layers.values(), strict=True):
        assert len(some) == layer.scale.classes
        assert all(some)
        assert {int(mark) for mark in classes if mark != "-"} <= set(range(layer.scale.classes))


@pytest.mark.parametrize("name", VIEWS)
def test_class_of_an_area_is_that_of_the_layer(workspace: Workspace, name: str) -> None:
    payload, layers = payload_of(workspace, VIEWS[name])
    for classes, layer in zip(payload["classes"], layers.values(), strict=True):
        wanted = layer.frame["map_class"].astype("str").replace("<NA>", "-").fillna("-")
        assert list(classes) == wanted.tolist()


def test_figures_stand_in_the_order_of_the_codes(
    workspace: Workspace, written: Written, read_figures: ReadFigures
) -> None:
    payload, _ = payload_of(workspace, ViewState())
    figures = read_figures("low_economic_standard", AreaLevel.PRIMARY_AREA, "2024")
    codes = workspace.areas.codes(AreaLevel.PRIMARY_AREA)
    (period,) = told(written, payload)
    # Two decimals: one more than is shown.
    assert period["values"] == [figures.get(code) for code in codes]
    assert period["city"] == 15.3
    assert period["values"][codes.index("306")] == 39.14
    assert period["values"][codes.index("516")] is None
    assert period["quality"][codes.index("516")] == "-"
    assert payload["classes"][0][codes.index("516")] == "-"


def test_letters_tell_how_a_figure_was_made(workspace: Workspace, written: Written) -> None:
    payload, layers = payload_of(workspace, ViewState(indicator="employment_rate"))
    (period,) = told(written, payload)
    (layer,) = layers.values()
    letters = dict(zip(layer.frame.index, period["quality"], strict=True))
    # 609 and 610 share one published figure.
    assert letters["609"] == letters["610"] == "u"
    assert letters["516"] == "-"
    payload, layers = payload_of(workspace, VIEWS["withheld"])
    (period,) = told(written, payload)
    (layer,) = layers.values()
    withheld = int((layer.frame["status"] == "suppressed").sum())
    assert period["quality"].count("s") == withheld > 0


def test_withheld_figure_leaves_the_server_nowhere(
    workspace: Workspace, written: Written, read_figures: ReadFigures
) -> None:
    """The file holds counts of a few pupils; what the browser gets holds null in their place."""
    wish = ViewState(indicator="upper_secondary_eligible_count", show=Show.VALUE)
    payload, layers = payload_of(workspace, wish)
    (layer,) = layers.values()
    (period,) = told(written, payload)
    level = AreaLevel.PRIMARY_AREA
    figures = read_figures(wish.indicator, level, layer.selection.period)
    withheld = [code for code, each in layer.frame["status"].items() if each == "suppressed"]
    assert withheld
    assert any(code in figures for code in withheld)
    codes = workspace.areas.codes(level)
    assert all(period["values"][codes.index(str(code))] is None for code in withheld)


@pytest.mark.parametrize("show", Show)
def test_payload_says_how_the_values_are_shown(workspace: Workspace, show: Show) -> None:
    payload, _ = payload_of(workspace, ViewState(show=show))
    assert payload["show"] == show.value


def test_every_indicator_is_written_on_every_level_it_has(
    workspace: Workspace, written: Written
) -> None:
    wanted = {
        (indicator, level.value): list(periods)
        for indicator in workspace.table.definitions
        for level in AreaLevel
        if (periods := periods_of(workspace, indicator, level))
    }
    found = {key: [each["period"] for each in periods] for key, periods in written.items()}
    assert found == wanted


def test_counts_are_written_whole_and_others_with_one_decimal_more_than_shown(
    written: Written,
) -> None:
    last = written["population", "city_area"][-1]
    assert (last["period"], last["values"][0]) == ("2025", 109_989)
    assert all(isinstance(value, int) for value in last["values"])
    for periods in written.values():
        for period in periods:
            for value in period["values"]:
                assert value is None or round(value, 2) == value


def test_files_get_other_names_only_when_figures_change(
    workspace: Workspace, written: Written, tmp_path: Path
) -> None:
    first = write_figures(workspace, tmp_path)
    assert write_figures(workspace, tmp_path) == first
    assert len(list(tmp_path.iterdir())) == len(written)
    rows = workspace.table.observations
    crimes = rows["indicator_id"] == "reported_crimes"
    table = replace(
        workspace.table, observations=rows.assign(value=rows["value"].where(~crimes, 1.0))
    )
    second = write_figures(replace(workspace, table=table), tmp_path)
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"reported_crimes"}


def test_ends_are_named_for_indicators_with_a_better_end_alone(workspace: Workspace) -> None:
    first, _ = payload_of(workspace, ViewState(), lang="en")
    assert first["ends"] == ("more favourable", "less favourable")
    count, _ = payload_of(workspace, VIEWS["count"], lang="en")
    assert count["ends"] is None


def test_texts_follow_the_language_and_figures_do_not(workspace: Workspace) -> None:
    english, _ = payload_of(workspace, ViewState(), lang="en")
    swedish, _ = payload_of(workspace, ViewState(), lang="sv")
    assert english["name"] == "Low economic standard"
    assert swedish["name"] == "Låg ekonomisk standard"
    assert english["legend"] != swedish["legend"]
    for key in ("classes", "colours", "shown", "period"):
        assert english[key] == swedish[key]


def test_no_change_of_view_sends_more_than_five_kilobytes(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every indicator on its finest level in every way to show, all periods at once."""
    sizes: dict[str, int] = {}
    for indicator in workspace.table.definitions:
        level = next(each for each in FINEST_FIRST if periods_of(workspace, indicator, each))
        selection, _ = settle(workspace, ViewState(indicator=indicator, level=level))
        for show in shows_of(workspace, selection):
            view = ViewState(indicator=indicator, level=level, show=show)
            for lang in languages():
                payload, _ = payload_of(workspace, view, lang=lang)
                key = f"{indicator}, {level.value}, {show.value}, {lang}"
                sizes[key] = len(dump(payload).encode())
    worst = max(sizes, key=sizes.__getitem__)
    with capsys.disabled():
        print(f"\nlargest paint: {sizes[worst]:,} bytes ({worst})")  # noqa: T201
    too_large = {key: size for key, size in sizes.items() if size > MOST_BYTES}
    assert too_large == {}


def test_own_areas_are_sent_as_their_members_on_the_primary_level_alone(
    workspace: Workspace,
) -> None:
    own = (OwnArea("One", (("306", 1.0), ("101", 0.5))), OwnArea("Two", (("101", 1.0),)))
    payload, _ = payload_of(workspace, ViewState(own=own))
    assert payload["own"] == ["101", "306"]
    for view in (ViewState(), ViewState(level=AreaLevel.CITY_AREA, own=own)):
        assert "own" not in payload_of(workspace, view)[0]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what streamlit-folium hands to its component instead of drawing it."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(
        streamlit_folium, "_component_func", lambda **arguments: calls.append(arguments)
    )
    return calls


def draw(workspace: Workspace, view: ViewState, frame_files: DataFiles) -> None:
    payload, _ = payload_of(workspace, view)
    draw_map(frame_files, payload, key="map", on_change=lambda: None)


def test_script_of_the_map_is_the_same_for_every_view(
    workspace: Workspace, frame_files: DataFiles, sent: list[dict[str, Any]]
) -> None:
    """Streamlit keeps the component's frame as long as its key, made from the script, stays."""
    for name in VIEWS:
        draw(workspace, VIEWS[name], frame_files)
    for part in ("script", "key", "header", "html", "css_links", "js_links", "height", "default"):
        assert len({repr(each[part]) for each in sent}) == 1, part
    assert "site.0123456789ab.json" in sent[0]["script"]
    assert len({each["feature_group"] for each in sent}) == len(VIEWS)


def test_map_asks_no_other_server(
    workspace: Workspace, frame_files: DataFiles, sent: list[dict[str, Any]]
) -> None:
    draw(workspace, ViewState(), frame_files)
    (call,) = sent
    links = [*call["css_links"], *call["js_links"]]
    assert links
    assert [link for link in links if not link.startswith("../explorer.ui.assets.")] == []
    everything = json.dumps({key: str(value) for key, value in call.items()})
    assert re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", everything) == []


def test_scripts_and_styles_of_ours_name_no_server() -> None:
    ours = [path for path in (*SCRIPTS, *STYLES) if "explorer" in path.parts]
    assert len(ours) > 3
    found = {
        path.name: addresses
        for path in ours
        if (
            addresses := re.findall(
                r"https?://(?!www\.w3\.org/)[^\s\"'`)]+", path.read_text(encoding="utf-8")
            )
        )
    }
    assert found == {}


def test_paint_of_a_view_is_small_with_all_that_streamlit_folium_adds(
    workspace: Workspace, frame_files: DataFiles, sent: list[dict[str, Any]]
) -> None:
    draw(workspace, VIEWS["count"], frame_files)
    assert len(sent[0]["feature_group"].encode()) < MOST_BYTES


# Plates


WORDS = PlateWords(
    "Part of the distance", "Part of the distance, primary areas, 2024", "percentage points", 2
)


def plate_of(
    values: pd.Series, *, words: PlateWords = WORDS, lang: str = "en", diverging: bool = False
) -> Plate:
    about = PlateSubject("contribution.mdmw", AreaLevel.PRIMARY_AREA, "low_economic_standard")
    return plate_of_numbers(
        values, about=about, words=words, t=translator(lang), diverging=diverging
    )


def kinds_of(kinds: pd.Series, names: dict[str, str]) -> Plate:
    about = PlateSubject("cluster", AreaLevel.PRIMARY_AREA, "low_economic_standard")
    colours = dict.fromkeys(names, ("#112233", "#ddeeff"))
    words = PlateWords("Area and its neighbours", "Areas and their neighbours, 2024")
    return plate_of_kinds(kinds, about=about, words=words, names=names, colours=colours)


def plate_payload(plate: Plate, *, lang: str = "en") -> dict[str, Any]:
    echo = Echo(taken=7, start_at="57.7,11.9,10")
    return build_plate_payload(plate, t=translator(lang), chosen=("306",), echo=echo)


def numbers(*values: float) -> pd.Series:
    return pd.Series(values, index=[f"{each:03}" for each in range(len(values))], dtype="float64")


def test_plate_brings_its_own_figures_and_nothing_of_the_city() -> None:
    payload = plate_payload(plate_of(numbers(0.125, np.nan, 3.0)))
    (period,) = payload["figures"]
    assert period == {"period": "", "label": "", "city": None, "values": [0.125, None, 3]}
    assert payload["classes"][0][1] == "-"
    assert (payload["shown"], payload["period"], payload["compared"]) == ("", "", False)
    assert (payload["plate"], payload["level"]) == ("contribution.mdmw", "primary_area")
    assert (payload["echo"], payload["at"], payload["chosen"]) == (7, "57.7,11.9,10", ["306"])
    assert json.loads(dump(payload))["figures"][0]["values"] == [0.125, None, 3]


def test_every_area_of_a_plate_is_in_one_class_or_in_none() -> None:
    plate = plate_of(numbers(*np.linspace(0, 1, 60), np.nan, np.inf))
    payload = plate_payload(plate)
    (marks,) = payload["classes"]
    (labels,) = payload["labels"]
    assert len(marks) == 62
    assert sum(marks.count(str(place)) for place in range(len(labels))) == 60
    assert marks.count("-") == 2
    assert [value is None for value in payload["figures"][0]["values"]] == [m == "-" for m in marks]
    assert all(len(payload["colours"][paper]) == len(labels) for paper in ("light", "dark"))


@pytest.mark.parametrize(
    ("value", "decimals", "sent"),
    [
        (0.0451, 1, 0.04),  # by way of 0.05 it would become 0.1
        (0.3, 1, 0.3),
        (0.1 + 0.2, 2, 0.3),
        (-0.0451, 1, -0.04),
        (-0.004, 1, 0),
        (2.5, 0, 2.5),
        (3e17, 1, 3e17),
    ],
)
def test_figure_of_a_plate_is_cut_so_that_it_rounds_as_the_server_rounds(
    value: float, decimals: int, sent: float
) -> None:
    words = PlateWords("Title", "Caption", "", decimals)
    payload = plate_payload(plate_of(numbers(value, 5.0), words=words))
    figure = payload["figures"][0]["values"][0]
    assert figure == sent
    # Zero has no sign.
    assert figure or math.copysign(1, figure) == 1
    for lang in languages():
        t = translator(lang)
        assert t.number(sent, decimals) == t.number(value, decimals)


@pytest.mark.parametrize(
    ("unit", "lang", "pattern", "heading"),
    [
        ("percentage points", "en", "{n}\u00a0percentage points", "Part (percentage points)"),
        ("%", "en", "{n}%", "Part (%)"),
        ("%", "sv", "{n}\u00a0%", "Part (%)"),
        ("", "sv", "{n}", "Part"),
    ],
)
def test_unit_of_a_plate_stands_by_its_numbers(
    unit: str, lang: str, pattern: str, heading: str
) -> None:
    payload = plate_payload(
        plate_of(numbers(1.0, 2.0), words=PlateWords("Part", "Caption", unit, 1), lang=lang),
        lang=lang,
    )
    assert (payload["pattern"], payload["name"], payload["legend"]) == (pattern, heading, "Part")


def test_unit_that_the_title_tells_is_not_told_twice() -> None:
    words = PlateWords("Part (percentage points)", "Caption", "percentage points", 1)
    assert plate_payload(plate_of(numbers(1.0, 2.0), words=words))["name"] == words.title


def test_plate_of_kinds_has_no_numbers() -> None:
    kinds = pd.Series({"000": "b", "001": None, "002": "a"})
    payload = plate_payload(kinds_of(kinds, {"a": "First", "b": "Second"}))
    assert payload["figures"][0]["values"] is None
    assert payload["classes"] == ["1-0"]
    assert payload["labels"] == [("First", "Second")]
    assert payload["colours"]["dark"] == ("#ddeeff", "#ddeeff")


def test_change_is_sent_with_its_sign() -> None:
    payload = plate_payload(plate_of(numbers(-1.0, 0.2, 1.0), diverging=True))
    assert payload["signed"] is True
    assert payload["figures"][0]["values"] == [-1, 0.2, 1]


def test_hostile_words_of_a_plate_stay_inside_their_strings() -> None:
    hostile = "</script><script>alert(1)</script>"
    words = PlateWords(hostile, hostile, hostile, 1, ends=(hostile, hostile))
    payload = plate_payload(plate_of(numbers(1.0, 2.0), words=words))
    assert "<" not in Paint(payload).payload
    payload = plate_payload(kinds_of(pd.Series({"000": "a"}), {"a": hostile}))
    assert "<" not in Paint(payload).payload


@pytest.mark.parametrize("lang", languages())
def test_plate_of_all_primary_areas_is_small(workspace: Workspace, lang: str) -> None:
    codes = list(workspace.areas.codes(AreaLevel.PRIMARY_AREA))
    values = pd.Series(-np.pi * np.arange(1, 97) * 1_000, index=codes)
    words = PlateWords("Title of a length that is usual" * 2, "Caption" * 30, "tusen kronor", 2)
    plate = plate_of(values, words=words, lang=lang, diverging=True)
    assert len(dump(plate_payload(plate, lang=lang)).encode()) < MOST_PLATE_BYTES


def test_script_of_the_map_is_the_same_for_plates(
    workspace: Workspace, frame_files: DataFiles, sent: list[dict[str, Any]]
) -> None:
    draw(workspace, ViewState(), frame_files)
    for plate in (plate_of(numbers(1.0, 2.0)), kinds_of(pd.Series({"000": "a"}), {"a": "A"})):
        draw_map(frame_files, plate_payload(plate), key="map", on_change=lambda: None)
    assert len({each["script"] for each in sent}) == 1
    assert len({each["key"] for each in sent}) == 1
    assert len({each["feature_group"] for each in sent}) == 3
