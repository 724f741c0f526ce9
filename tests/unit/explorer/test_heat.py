"""The heat table: figures beside the city, with tones that can be read and never stand for nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import explorer.ui
from explorer.charts.paper import DARK, LIGHT, Quantity
from explorer.charts.strips import Strip
from explorer.heat import Heat, Sorting, find_spread, find_tone, heat
from explorer.i18n import translator
from explorer.ui.markup import render
from tests.unit.explorer.charts.test_paper import contrast

ENGLISH, SWEDISH = translator("en"), translator("sv")
NAMES = {"101": "Ö", "102": "Ask", "103": "Wood", "104": "Beach"}
# About the city's 50: distances −20, −10, 10, 20; √((400 + 100 + 100 + 400) / 4) = √250 ≈ 15.81.
FIGURES = pd.Series([30.0, 40.0, 60.0, 70.0], index=list(NAMES))
WORK = Strip("work", "In work", FIGURES, 50.0, Quantity("percent", 1), higher_is_better=True)
CSS = (Path(explorer.ui.__file__).parent / "static" / "page.css").read_text("utf-8")
TONES = re.findall(
    r"\.heat \.([bwhl][123]) \{ background: light-dark\((#\w{6}), (#\w{6})\); \}", CSS
)


def column(found: Heat, at: int = 0) -> dict[str, tuple[str, str, int, str]]:
    cells = {row.code: row.cells[at] for row in found.rows}
    return {code: (c.text, c.difference, c.tone, c.style) for code, c in cells.items()}


def test_cell_has_the_figure_its_difference_from_the_city_and_its_tone() -> None:
    # 20 / 15.81 = 1.26, 10 / 15.81 = 0.63
    assert column(heat([WORK], NAMES, ENGLISH)) == {
        "101": ("30.0", "−20.0", -2, "w2"),
        "102": ("40.0", "−10.0", -1, "w1"),
        "103": ("60.0", "+10.0", 1, "b1"),
        "104": ("70.0", "+20.0", 2, "b2"),
    }


def test_lower_is_more_favourable_where_the_indicator_says_so() -> None:
    tones = column(heat([replace(WORK, higher_is_better=False)], NAMES, SWEDISH))
    assert tones["101"] == ("30,0", "−20,0", 2, "b2")
    assert tones["104"] == ("70,0", "+20,0", -2, "w2")


def test_context_has_colours_of_its_own() -> None:
    found = heat([replace(WORK, higher_is_better=None)], NAMES, ENGLISH)
    styles = {code: cell[3] for code, cell in column(found).items()}
    assert styles == {"101": "l2", "102": "l1", "103": "h1", "104": "h2"}
    assert [styles for _, styles in found.legend] == [("h1", "h2", "h3"), ("l1", "l2", "l3")]


@pytest.mark.parametrize(
    ("difference", "tone"),
    [(0, 0), (4.9, 0), (5, 1), (9.9, 1), (10, 2), (19.9, 2), (20, 3), (99, 3), (-5, -1), (-20, -3)],
)
def test_tones_begin_at_half_one_and_two_standard_deviations(difference: float, tone: int) -> None:
    assert find_tone(difference, 10.0, higher_is_better=True) == tone
    assert find_tone(difference, 10.0, higher_is_better=False) == -tone
    assert find_tone(difference, 10.0, higher_is_better=None) == tone


def test_spread_is_about_the_city_and_takes_three_figures() -> None:
    assert find_spread(FIGURES, 50.0) == pytest.approx(250**0.5)
    # About 60 the distances are −30, −20, 0 and 10: √(1400 / 4).
    assert find_spread(FIGURES, 60.0) == pytest.approx(350**0.5)
    assert find_spread(FIGURES.iloc[:2], 50.0) == 0
    assert find_spread(FIGURES, None) == 0
    assert find_spread(FIGURES, np.nan) == 0


def test_tone_is_the_same_whichever_rows_are_shown() -> None:
    some = column(heat([WORK], NAMES, ENGLISH, areas=["104"]))
    assert some == {"104": ("70.0", "+20.0", 2, "b2")}


def test_missing_and_withheld_are_words_without_tone_or_difference_and_never_zero() -> None:
    figures = FIGURES.where(FIGURES != 30.0)
    strip = replace(WORK, figures=figures, absent={"101": "withheld"})
    found = heat([strip, replace(strip, absent={})], NAMES, ENGLISH)
    assert column(found)["101"] == ("withheld", "", 0, "")
    assert column(found, 1)["101"] == ("no figure", "", 0, "")
    html = render("heat.html", heat=found)
    assert '<td class="none">withheld</td><td class="none">no figure</td>' in html


def test_without_a_city_there_are_figures_alone() -> None:
    found = heat([replace(WORK, city=None)], NAMES, ENGLISH)
    assert column(found)["104"] == ("70.0", "", 0, "")
    assert found.columns[0].city == "no figure"


def test_rows_stand_by_name_in_swedish_order_or_by_a_column_with_what_is_missing_last() -> None:
    def order(**sorting: object) -> list[str]:
        strip = replace(WORK, figures=FIGURES.where(FIGURES != 60.0))
        found = heat([strip], NAMES, ENGLISH, sorting=Sorting(**sorting))  # type: ignore[arg-type]
        return [row.name for row in found.rows]

    assert order() == ["Ask", "Beach", "Wood", "Ö"]
    assert order(indicator_id="work") == ["Ö", "Ask", "Beach", "Wood"]
    assert order(indicator_id="work", descending=True) == ["Beach", "Ask", "Ö", "Wood"]
    assert order(indicator_id="gone") == order()


def test_equal_figures_keep_the_order_of_their_names_both_ways() -> None:
    strip = replace(WORK, figures=FIGURES * 0)
    for descending in (False, True):
        found = heat([strip], NAMES, ENGLISH, sorting=Sorting("work", descending))
        assert [row.name for row in found.rows] == ["Ask", "Beach", "Wood", "Ö"]


def test_table_names_its_region_rows_columns_and_direction() -> None:
    found = heat([WORK], NAMES, ENGLISH, sorting=Sorting("work", True), chosen=["102"])
    html = render("heat.html", heat=found)
    assert 'tabindex="0" role="region" aria-label="Areas beside the whole city' in html
    assert '<th scope="col" aria-sort="descending">In work<small>percent; higher is more' in html
    assert html.count('scope="row"') == 5
    assert html.count("aria-sort") == 1
    assert '<tr class="chosen"><th scope="row">Ask</th>' in html
    assert '<td class="b2">70.0 <small>+20.0</small></td>' in html


def test_hostile_names_stay_text() -> None:
    strip = replace(WORK, title="<img src=x>", absent={"101": "<i>"}, figures=FIGURES * np.nan)
    html = render("heat.html", heat=heat([strip], {"101": "<script>&\"'"}, ENGLISH))
    tags: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            tags.add(tag)

    Reader().feed(html)
    assert not tags & {"script", "img"}
    assert "&lt;script&gt;" in html
    assert "&lt;i&gt;" in html


def test_96_areas_by_8_indicators_take_less_than_60_kilobytes_and_no_inline_styles() -> None:
    rng = np.random.default_rng(1)
    codes = [str(100 + n) for n in range(96)]
    profile = [
        replace(WORK, indicator_id=str(n), figures=pd.Series(rng.normal(5e5, 9e4, 96), index=codes))
        for n in range(8)
    ]
    profile = [replace(each, city=5e5) for each in profile]
    html = render("heat.html", heat=heat(profile, dict.fromkeys(codes, "Gamlestaden"), SWEDISH))
    assert len(html.encode()) < 60_000
    assert "style=" not in html


def test_style_sheet_has_every_tone_once() -> None:
    assert sorted(name for name, *_ in TONES) == sorted(
        f"{s}{n}" for s in "bwhl" for n in (1, 2, 3)
    )


@pytest.mark.parametrize(("name", "light", "dark"), TONES)
def test_numbers_can_be_read_on_every_tone(name: str, light: str, dark: str) -> None:
    assert contrast(LIGHT.ink, light) >= 4.5, name
    assert contrast(DARK.ink, dark) >= 4.5, name


@pytest.mark.parametrize("side", list("bwhl"))
def test_stronger_tones_lie_farther_from_the_paper(side: str) -> None:
    for at, ground in ((1, LIGHT.ground), (2, DARK.ground)):
        found = [contrast(tone[at], ground) for tone in TONES if tone[0][0] == side]
        assert all(after > 1.1 * before for before, after in pairwise([1.0, *found]))
