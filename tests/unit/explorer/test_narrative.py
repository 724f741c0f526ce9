import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from explorer.i18n import Translator, translator
from explorer.layers import MapLayer, allowed_shows, build_layer, settle
from explorer.narrative import (
    alt_text,
    area_sentence,
    caption,
    headline,
    legend_ends,
    legend_labels,
    legend_title,
    quality_sentence,
)
from explorer.scale import Scale
from explorer.view import Scheme, Show, ViewState
from explorer.workspace import Workspace, load_workspace
from geodata.areas import AreaLevel
from indicators.definitions import Direction
from tests.unit.explorer.layers_by_hand import COUNT, HOMES, MEDIAN, SHARE, layer_of

SV, EN = translator("sv"), translator("en")
NBSP = "\u00a0"


def spaced(text: str) -> str:
    """Blanks that do not break as ordinary ones, so that expected texts can be read."""
    return text.replace(NBSP, " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load_workspace()


# --- headline --------------------------------------------------------------------------------


def test_opening_view_says_what_the_observations_file_holds(workspace: Workspace) -> None:
    # Counted by hand in observations.csv: low_economic_standard, primary_area, 2024 has 94 rows,
    # 20 of them over 20 and 18 under 5.
    layer = build_layer(workspace, ViewState())
    assert headline(layer, SV) == (
        "I 20 av 96 områden lever mer än var femte invånare med låg ekonomisk standard."
        " I 18 områden är det färre än var tjugonde."
    )
    assert headline(layer, EN) == (
        "In 20 of 96 areas more than one in five residents live on a low economic standard."
        " In 18 areas it is fewer than one in twenty."
    )


@pytest.mark.parametrize(
    ("values", "definition", "swedish", "english"),
    [
        pytest.param(
            # Two of ten over 20 and one over 25: two is nearer to a fifth. One under 5.
            [26, 21, 15, 15, 15, 15, 15, 12, 11, 4],
            SHARE,
            "I 2 av 10 områden lever mer än var femte invånare med låg ekonomisk standard."
            " I 1 område är det färre än var tjugonde.",
            "In 2 of 10 areas more than one in five residents live on a low economic standard."
            " In 1 area it is fewer than one in twenty.",
            id="both ends",
        ),
        pytest.param(
            # Two of ten lie over 50, 66.7, 75 and 80: of equals the most extreme is said.
            [95, 85, 40, 40, 40, 40, 40, 40, 30, 30],
            HOMES,
            "I 2 av 10 områden hyrs mer än fyra av fem bostäder ut."
            " I 2 områden är det färre än var tredje.",
            "In 2 of 10 areas more than four in five homes are rented."
            " In 2 areas it is fewer than one in three.",
            id="of equals the more extreme",
        ),
        pytest.param(
            # Exactly 20 is not more than one in five, exactly 5 not fewer than one in twenty.
            [24, 20, 15, 15, 15, 15, 15, 12, 12, 5],
            SHARE,
            "I 1 av 10 områden lever mer än var femte invånare med låg ekonomisk standard."
            " I 1 område är det färre än var tionde.",
            "In 1 of 10 areas more than one in five residents live on a low economic standard."
            " In 1 area it is fewer than one in ten.",
            id="a value on a fraction is not beyond it",
        ),
        pytest.param(
            [60, 45, 45, 45, 45, 45, 45, 45, 45, 45],
            HOMES,
            "I 1 av 10 områden hyrs mer än varannan bostad ut. Den lägsta andelen är 45,0 %.",
            "In 1 of 10 areas more than half of homes are rented. The lowest share is 45.0%.",
            id="high end only",
        ),
        pytest.param(
            [60, 60, 60, 60, 60, 60, 60, 60, 45, 45],
            HOMES,
            "I 2 av 10 områden hyrs färre än varannan bostad ut. Den högsta andelen är 60,0 %.",
            "In 2 of 10 areas fewer than half of homes are rented. The highest share is 60.0%.",
            id="low end only",
        ),
        pytest.param(
            [15, 16, 17],
            SHARE,
            "Låg ekonomisk standard: från 15,0 till 17,0 procent; staden ligger på 15,3.",
            "Low economic standard: from 15.0 to 17.0 percent; the city is at 15.3.",
            id="no fraction between the areas",
        ),
        pytest.param(
            [40, 2],
            SHARE,
            "Låg ekonomisk standard: från 2,0 till 40,0 procent; staden ligger på 15,3.",
            "Low economic standard: from 2.0 to 40.0 percent; the city is at 15.3.",
            id="two areas are no minority",
        ),
        pytest.param(
            [30, 15, 15, 15, None, None],
            SHARE,
            "I 1 av 6 områden lever mer än var fjärde invånare med låg ekonomisk standard."
            " Den lägsta andelen är 15,0 %.",
            "In 1 of 6 areas more than one in four residents live on a low economic standard."
            " The lowest share is 15.0%.",
            id="missing areas count in the total, not as low ones",
        ),
        pytest.param(
            [15, 15, 15],
            SHARE,
            "Låg ekonomisk standard: 15,0 % i alla områden som har en uppgift.",
            "Low economic standard: 15.0% in every area with a figure.",
            id="all the same",
        ),
        pytest.param(
            [None, 15.04],
            SHARE,
            "Låg ekonomisk standard: bara ett område har en uppgift, 15,0 %.",
            "Low economic standard: only one area has a figure, 15.0%.",
            id="one figure",
        ),
        pytest.param(
            [None, None],
            SHARE,
            "Det finns inga uppgifter om ”Låg ekonomisk standard” för 2024.",
            "There are no figures for “Low economic standard” in 2024.",
            id="no figure",
        ),
        pytest.param(
            [],
            SHARE,
            "Det finns inga uppgifter om ”Låg ekonomisk standard” för 2024.",
            "There are no figures for “Low economic standard” in 2024.",
            id="no area",
        ),
    ],
)
def test_headline_of_shares(
    values: list[float | None], definition: object, swedish: str, english: str
) -> None:
    layer = layer_of(values, definition=definition)  # type: ignore[arg-type]
    assert spaced(headline(layer, SV)) == swedish
    assert headline(layer, EN) == english


def test_headline_of_other_kinds_gives_the_range_and_the_city() -> None:
    median = layer_of([217.4, 511.8, 300], definition=MEDIAN, city=308.6)
    assert headline(median, EN) == (
        "Median economic standard ranges from 217 to 512 thousand SEK; the city is at 309."
    )
    assert headline(median, SV) == (
        "Ekonomisk standard, median: från 217 till 512 tusen kronor; staden ligger på 309."
    )
    count = layer_of([4711, 39], definition=COUNT, city=613_276)
    assert headline(count, EN) == (
        "Population: from 39 to 4,711 people in an area, 613,276 in the whole city."
    )
    assert spaced(headline(count, SV)) == (
        "Folkmängd: från 39 till 4 711 personer i ett område, 613 276 i hela staden."
    )


def test_headline_without_a_city_value_leaves_the_city_out() -> None:
    layer = layer_of([217, 512], definition=MEDIAN, city=None)
    assert headline(layer, EN) == "Median economic standard: from 217 to 512 thousand SEK."


def test_headline_of_the_city_is_one_value() -> None:
    layer = layer_of([15.3], level=AreaLevel.MUNICIPALITY)
    assert spaced(headline(layer, SV)) == "Låg ekonomisk standard: 15,3 % i staden som helhet."
    assert headline(layer, EN) == "Low economic standard: 15.3% in the city as a whole."


@pytest.mark.parametrize(
    ("level", "swedish", "english"),
    [
        (AreaLevel.CITY_AREA, "I 1 av 4 stadsområden", "In 1 of 4 city areas"),
        (AreaLevel.INTERMEDIATE_AREA, "I 1 av 4 mellanområden", "In 1 of 4 intermediate areas"),
        (AreaLevel.PRIMARY_AREA, "I 1 av 4 områden", "In 1 of 4 areas"),
        (AreaLevel.DISTRICT_2011, "I 1 av 4 stadsdelar", "In 1 of 4 districts"),
    ],
)
def test_headline_names_the_areas_of_its_level(
    level: AreaLevel, swedish: str, english: str
) -> None:
    layer = layer_of([30, 12, 12, 12], level=level)
    assert headline(layer, SV).startswith(swedish)
    assert headline(layer, EN).startswith(english)


# --- caption and alternative text ------------------------------------------------------------


def test_caption_says_what_as_what_where_and_when() -> None:
    layer = layer_of([10, 20], show=Show.DIFFERENCE)
    assert caption(layer, SV) == (
        "Låg ekonomisk standard, skillnad mot staden i procentenheter, primärområden, 2024"
    )
    assert caption(layer, EN) == (
        "Low economic standard, difference from the city in percentage points, primary areas, 2024"
    )


@pytest.mark.parametrize(
    ("values", "swedish", "english"),
    [
        ([10, None], " · uppgift saknas för 1 område", " · no figure for 1 area"),
        ([10, None, None], " · uppgift saknas för 2 områden", " · no figure for 2 areas"),
    ],
)
def test_caption_tells_how_many_areas_lack_a_figure(
    values: list[float | None], swedish: str, english: str
) -> None:
    assert caption(layer_of(values), SV).endswith("2024" + swedish)
    assert caption(layer_of(values), EN).endswith("2024" + english)


@pytest.mark.parametrize(
    ("show", "swedish", "english"),
    [
        (Show.VALUE, "tusen kronor", "thousand SEK"),
        (
            Show.DIFFERENCE,
            "skillnad mot staden i tusen kronor",
            "difference from the city in thousand SEK",
        ),
        (Show.RATIO, "kvot mot staden", "ratio to the city"),
        (Show.RANK, "plats från högst", "place from the highest"),
    ],
)
def test_caption_names_the_way_of_showing(show: Show, swedish: str, english: str) -> None:
    layer = layer_of([200, 300], definition=MEDIAN, show=show)
    assert f", {swedish}, primärområden" in caption(layer, SV)
    assert f", {english}, primary areas" in caption(layer, EN)


def test_period_of_two_years_is_written_with_a_dash() -> None:
    layer = layer_of([10, 20])
    layer = replace(layer, selection=replace(layer.selection, period="2024-2025"))
    assert caption(layer, EN).endswith("2024–2025")


def test_alternative_text_tells_range_city_and_missing() -> None:
    layer = layer_of([1.46, 46.03, None], show=Show.DIFFERENCE)
    assert spaced(alt_text(layer, SV)) == (
        "Karta: Låg ekonomisk standard, skillnad mot staden i procentenheter, primärområden, 2024."
        " 2 områden har en uppgift, från 1,5 % till 46,0 %. Hela staden: 15,3 %."
        " Uppgift saknas för 1 område."
    )
    assert alt_text(layer, EN).endswith(
        "2 areas have a figure, from 1.5% to 46.0%. The whole city: 15.3%. 1 area has no figure."
    )


def test_alternative_text_without_figures_names_no_range() -> None:
    text = alt_text(layer_of([None, None], city=None), EN)
    assert text.endswith("2024. 2 areas have no figure.")


# --- one area --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (
            39.1,
            "23,8 procentenheter högre än staden",
            "23.8 percentage points higher than the city",
        ),
        (15.2, "0,1 procentenheter lägre än staden", "0.1 percentage points lower than the city"),
        (15.3, "som staden", "as the city"),
        (15.27, "som staden", "as the city"),  # −0.03 would read −0.0
        (15.33, "som staden", "as the city"),
    ],
)
def test_area_is_compared_with_the_city(value: float, swedish: str, english: str) -> None:
    layer = layer_of([value, 1, 99])
    assert area_sentence(layer, "101", SV) == f"{swedish} · plats 2 av 3 från högst"
    assert area_sentence(layer, "101", EN) == f"{english} · place 2 of 3 from the highest"


def test_place_counts_areas_with_a_figure_only_and_equals_share_one() -> None:
    layer = layer_of([30, 30, 20, None])
    assert area_sentence(layer, "101", EN).endswith("place 1 of 3 from the highest")
    assert area_sentence(layer, "102", EN).endswith("place 1 of 3 from the highest")
    assert area_sentence(layer, "103", EN).endswith("place 3 of 3 from the highest")


def test_money_is_compared_in_its_unit() -> None:
    layer = layer_of([263.6, 400], definition=MEDIAN, city=308.9)
    assert area_sentence(layer, "101", SV).startswith("45 tusen kronor lägre än staden")


def test_count_is_not_compared_with_the_citys_sum() -> None:
    layer = layer_of([100, 200], definition=COUNT, city=300)
    assert area_sentence(layer, "101", EN) == "place 2 of 2 from the highest"


def test_area_without_a_city_value_has_its_place_only() -> None:
    assert (
        area_sentence(layer_of([10, 20], city=None), "102", EN) == "place 1 of 2 from the highest"
    )


@pytest.mark.parametrize(
    ("status", "swedish", "english"),
    [
        ("missing", "Uppgift saknas", "No figure"),
        (
            "suppressed",
            "Uppgiften visas inte, för att skydda små grupper",
            "No figure: withheld to protect small groups",
        ),
        (
            "not_applicable",
            "Uppgift saknas: den gäller inte här",
            "No figure: it does not apply here",
        ),
    ],
)
def test_area_without_a_figure_says_why(status: str, swedish: str, english: str) -> None:
    layer = layer_of([None, 20])
    layer.frame.loc["101", "status"] = status
    assert area_sentence(layer, "101", SV) == swedish
    assert area_sentence(layer, "101", EN) == english
    assert quality_sentence(layer, "101", EN) == ""


def test_the_city_itself_has_no_place() -> None:
    layer = layer_of([15.3], level=AreaLevel.MUNICIPALITY)
    assert area_sentence(layer, "101", EN) == "The value of the city as a whole"


def test_unknown_area_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        area_sentence(layer_of([1]), "999", EN)


def test_quality_is_told_with_publisher_and_period() -> None:
    layer = layer_of([10, 20])
    assert quality_sentence(layer, "101", EN) == "Approximate figure. Source: Statistikbyrån, 2024."
    assert quality_sentence(layer, "102", EN) == "Published figure. Source: Statistikbyrån, 2024."


def test_shared_figure_names_the_areas_that_share_it() -> None:
    layer = layer_of([10, 10, 20])
    layer.frame.loc["101", ["quality", "note"]] = ["union", "value for the union 101+102: SCB"]
    sentence = quality_sentence(layer, "101", EN)
    assert sentence.startswith("One figure for these areas together: Område 101, Område 102.")
    # A code of another level is not looked up as if it were one of these.
    layer.frame.loc["101", "note"] = "value for the union 101+999: SCB"
    assert quality_sentence(layer, "101", EN).startswith("One figure for two areas.")


def test_few_pupils_are_told() -> None:
    layer = layer_of([10, 20])
    layer.frame.loc["101", "note"] = "derived from counts, fewer than 30 pupils, unstable"
    assert "Fewer than 30 pupils" in quality_sentence(layer, "101", EN)
    assert "färre än 30 elever" in quality_sentence(layer, "101", SV)


# --- legend ----------------------------------------------------------------------------------


def labels(
    breaks: tuple[float, ...],
    show: Show,
    t: Translator,
    scheme: Scheme = Scheme.CITY,
    **more: object,
) -> tuple[str, ...]:
    scale = Scale(breaks, None, scheme)
    layer = layer_of([2, 40, 60], show=show, scale=scale, **more)  # type: ignore[arg-type]
    return tuple(spaced(each) for each in legend_labels(layer, t))


def test_labels_of_differences_are_those_of_the_look() -> None:
    breaks = (-10.0, -5.0, -2.5, 2.5, 5.0, 10.0)
    assert labels(breaks, Show.DIFFERENCE, SV) == (
        "mer än 10 lägre",
        "5–10 lägre",
        "2,5–5 lägre",
        "som staden (± 2,5)",
        "2,5–5 högre",
        "5–10 högre",
        "mer än 10 högre",
    )
    assert labels(breaks, Show.DIFFERENCE, EN)[2:5] == (
        "2.5–5 lower",
        "as the city (± 2.5)",
        "2.5–5 higher",
    )


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [
        ((), ("all areas",)),
        ((0.0,), ("lower than the city", "higher than the city")),
        ((-5.0, 0.0, 5.0), ("more than 5 lower", "0–5 lower", "0–5 higher", "more than 5 higher")),
        ((3.0,), ("lower, or at most 3 higher", "more than 3 higher")),
        ((-3.0,), ("more than 3 lower", "higher, or at most 3 lower")),
        ((-3.0, 1.0), ("more than 3 lower", "3 lower to 1 higher", "more than 1 higher")),
    ],
)
def test_labels_of_differences_with_any_breaks(
    breaks: tuple[float, ...], expected: tuple[str, ...]
) -> None:
    assert labels(breaks, Show.DIFFERENCE, EN) == expected


def test_labels_of_values_carry_the_percent_sign_and_the_indicators_decimals() -> None:
    quantiles = Scheme.QUANTILES
    assert labels((5.1734, 7.9), Show.VALUE, SV, quantiles) == (
        "under 5,2 %",
        "5,2–7,9 %",
        "över 7,9 %",
    )
    assert labels((5.1734, 7.9), Show.VALUE, EN, quantiles) == (
        "under 5.2%",
        "5.2–7.9%",
        "over 7.9%",
    )
    assert labels((1500.0, 20000.0), Show.VALUE, SV, quantiles, definition=COUNT) == (
        "under 1 500",
        "1 500–20 000",
        "över 20 000",
    )


def test_labels_get_more_decimals_rather_than_read_the_same() -> None:
    assert labels((5.11, 5.14, 9.0), Show.VALUE, EN, Scheme.QUANTILES) == (
        "under 5.11%",
        "5.11–5.14%",
        "5.14–9.00%",
        "over 9.00%",
    )


def test_own_round_breaks_stand_as_they_were_given() -> None:
    assert labels((2.25, 5.0, 10.0), Show.VALUE, EN, Scheme.OWN) == (
        "under 2.25%",
        "2.25–5%",
        "5–10%",
        "over 10%",
    )


def test_labels_of_ratios_have_two_decimals_and_a_class_like_the_city() -> None:
    assert labels((0.5, 1 / 1.25, 1.25, 2.0), Show.RATIO, SV) == (
        "under 0,50 gånger stadens",
        "0,50–0,80 gånger stadens",
        "som staden (0,80–1,25)",
        "1,25–2,00 gånger stadens",
        "över 2,00 gånger stadens",
    )


def test_labels_of_places_cover_every_place_once() -> None:
    scale = Scale((14.0, 28.0, 28.5), None, Scheme.CITY)
    layer = layer_of(list(range(31)), show=Show.RANK, scale=scale)
    assert legend_labels(layer, SV) == ("plats 1–14", "plats 15–28", "ingen plats", "plats 29–31")
    one = replace(layer, scale=Scale((30.0,), None, Scheme.CITY))
    assert legend_labels(one, EN) == ("places 1–30", "place 31")


@pytest.mark.parametrize(
    ("direction", "show", "first", "last"),
    [
        (Direction.LOWER_BETTER, Show.VALUE, "gynnsammare läge", "mindre gynnsamt läge"),
        (Direction.LOWER_BETTER, Show.DIFFERENCE, "gynnsammare läge", "mindre gynnsamt läge"),
        (Direction.HIGHER_BETTER, Show.RATIO, "mindre gynnsamt läge", "gynnsammare läge"),
        # The first class of a rank holds the highest values.
        (Direction.HIGHER_BETTER, Show.RANK, "gynnsammare läge", "mindre gynnsamt läge"),
        (Direction.LOWER_BETTER, Show.RANK, "mindre gynnsamt läge", "gynnsammare läge"),
    ],
)
def test_ends_of_the_legend_follow_the_direction(
    direction: Direction, show: Show, first: str, last: str
) -> None:
    layer = layer_of(
        [1, 2],
        definition=replace(SHARE, direction=direction),
        show=show,
        scale=Scale((1.5,), None, Scheme.CITY),
    )
    assert legend_ends(layer, SV) == (first, last)


def test_context_has_no_better_end() -> None:
    layer = layer_of([1, 2], definition=HOMES, scale=Scale((1.5,), None, Scheme.CITY))
    assert legend_ends(layer, SV) is None
    assert legend_ends(layer_of([1, 1]), SV) is None


def test_title_of_the_legend_names_what_and_the_unit() -> None:
    assert (
        legend_title(layer_of([1], show=Show.DIFFERENCE), SV)
        == "Skillnad mot staden (procentenheter)"
    )
    assert legend_title(layer_of([1]), SV) == "Värde (procent)"
    assert legend_title(layer_of([1], show=Show.RATIO), EN) == "Ratio to the city (the city is 1)"


# A sign before zero, a missing value written out, a verdict on a place, a hole in a sentence.
WRONG = re.compile(r"[-−]0[,.]?0*\b(?![,.]?\d)|\b(nan|NaN|None|NA|worst|sämsta?)\b|  | \.")


# --- everything there is ---------------------------------------------------------------------


def every_layer(workspace: Workspace) -> Iterator[MapLayer]:
    for indicator, definition in workspace.table.definitions.items():
        for level in AreaLevel:
            view = ViewState(indicator=indicator, level=level)
            if settle(workspace, view)[0].level is not level:
                continue
            for show in allowed_shows(definition, level):
                yield build_layer(workspace, replace(view, show=show))


@pytest.fixture(scope="module")
def real_layers(workspace: Workspace) -> list[MapLayer]:
    """Every indicator on every level that has it, newest period, in each way of showing."""
    return list(every_layer(workspace))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_real_view_can_be_put_in_words(lang: str, real_layers: list[MapLayer]) -> None:
    t = translator(lang)
    for layer in real_layers:
        texts = [
            headline(layer, t),
            caption(layer, t),
            alt_text(layer, t),
            legend_title(layer, t),
            *legend_labels(layer, t),
            *(legend_ends(layer, t) or ()),
            *(area_sentence(layer, code, t) for code in layer.frame.index[:12]),
            *(quality_sentence(layer, code, t) for code in layer.frame.index[:12]),
        ]
        assert len(legend_labels(layer, t)) == layer.scale.classes
        assert len(set(legend_labels(layer, t))) == layer.scale.classes
        joined = "\n".join(texts)
        assert not set("{}") & set(joined), joined
        assert not WRONG.search(joined), joined
    assert len(real_layers) > 200


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_counts_of_the_headline_are_those_of_the_figures(
    lang: str, real_layers: list[MapLayer]
) -> None:
    """A second count, straight from the values, of every fraction that a headline names."""
    t = translator(lang)
    words = {
        "sv": {
            "var tjugonde": 5,
            "var tionde": 10,
            "var femte": 20,
            "var fjärde": 25,
            "varannan": 50,
        },
        "en": {
            "one in twenty": 5,
            "one in ten": 10,
            "one in five": 20,
            "one in four": 25,
            "half": 50,
        },
    }[lang]
    more = {"sv": "mer än ", "en": "more than "}[lang]
    checked = 0
    for layer in real_layers:
        sentence = headline(layer, t).split(". ")[0]
        values = layer.frame["value"].dropna().to_numpy()
        for fraction, percent in words.items():
            if more + fraction in sentence:
                number = next(int(word) for word in sentence.split() if word.isdigit())
                assert number == np.sum(values > percent)
                assert 1 <= number <= len(values) / 3
                checked += 1
    assert checked > 20


def test_words_never_change_the_layer() -> None:
    layer = layer_of([1, None, 3], scale=Scale((2.0,), None, Scheme.CITY))
    before = layer.frame.copy()
    headline(layer, SV)
    legend_labels(layer, SV)
    area_sentence(layer, "101", SV)
    pd.testing.assert_frame_equal(layer.frame, before)
