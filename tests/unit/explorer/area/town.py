"""The made-up town with made-up headline figures, small enough to tell its story by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from explorer.area.profile import Profile, build_profile
from explorer.area.sentences import Passage, write_story
from explorer.area.sheet import Sheet, build_sheet
from explorer.area.story import Story, build_story
from explorer.easy import easy_translator
from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.initiatives.register import build_register
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.breaks import Break, BreakKind
from indicators.table import IndicatorTable
from tests.unit.indicators.made_up import Row, make_areas, make_table, on_level, primary

CITY: Final = "9999"
# Hilltop (101), Hillside (102), Wood (103), Beach (201) and Harbour (202), in that order.
Values = Sequence[float | None]
FIGURES: Final[Mapping[tuple[str, str], tuple[float, Values]]] = {
    # Of 1 000 people each: half an interval is about 3 percentage points.
    ("employment_rate", "2024"): (70.0, (80.0, 60.0, 71.5, 70.0, None)),
    ("stayers_share", "2024-2025"): (80.0, (88.0, 79.0, 80.0, 70.0, 81.0)),
    ("upper_secondary_eligible", "2022"): (83.0, (91.5, 62.8, 80.0, None, 90.0)),
    ("low_economic_standard", "2024"): (15.0, (8.0, 40.0, 14.0, 16.0, 15.0)),
    ("median_economic_standard", "2024"): (340.0, (420.0, 218.0, 338.0, 341.0, 300.0)),
    ("turnout_municipal", "2014"): (80.0, (81.0, 52.0, 78.0, 79.0, 75.0)),
    ("turnout_municipal", "2018"): (81.0, (88.0, 53.0, 78.5, 74.0, 75.0)),
    ("population", "2023"): (5000.0, (1000.0,) * 5),
    ("population", "2024"): (5051.0, (1001.0, 1050.0, 1000.0, 990.0, 1010.0)),
    ("population", "2025"): (5090.0, (1062.0, 1051.0, 1000.0, 979.0, 998.0)),
}
# Whom shares are shares of, on both sides of a figure's year.
BASES: Final = ("population_20_64", "upper_secondary_eligible_count")
APPROXIMATE: Final = frozenset({"median_economic_standard", "low_economic_standard"})
BREAK: Final = Break(
    "population", "2024", BreakKind.METHOD, "Räknat på nytt sätt.", "Counted anew.", "office"
)


def figures() -> list[Row]:
    """Give all rows of the town."""
    rows: list[Row] = []
    for (indicator, period), (city, values) in FIGURES.items():
        quality = "approximate" if indicator in APPROXIMATE else "published"
        found = [
            *primary(indicator, *values, period=period),
            *on_level(indicator, "municipality", {CITY: city}, period=period),
        ]
        rows += [row._replace(quality=quality) for row in found]
    rows += primary("population_20_64", *(1000.0,) * 5, period="2024")
    # 200 pupils behind each share of those eligible.
    eligible = (183.0, 125.6, 160.0, None, 180.0)
    rows += primary("upper_secondary_eligible_count", *eligible, period="2022")
    left = [None if each is None else 200.0 - each for each in eligible]
    rows += primary("upper_secondary_not_eligible_count", *left, period="2022")
    return rows


def make_town(
    workspace: Workspace,
    *,
    initiatives: Sequence[Initiative] = (),
    rows: Sequence[Row] | None = None,
    breaks: tuple[Break, ...] = (BREAK,),
) -> Workspace:
    """Put the town in the place of the city; definitions are the city's, without a smallest base."""
    table = make_table(figures() if rows is None else rows)
    definitions = {
        name: replace(each, smallest_base=None)
        for name, each in workspace.table.definitions.items()
    }
    areas = make_areas()
    return replace(
        workspace,
        areas=areas,
        boundaries={},
        table=IndicatorTable(definitions, table.observations, table.sources, breaks),
        register=build_register(initiatives),
    )


def look_at(
    town: Workspace, code: str, *, level: AreaLevel = AreaLevel.PRIMARY_AREA
) -> tuple[Sheet, Profile, Story]:
    """Build everything about one area."""
    sheet = build_sheet(town, level)
    profile = build_profile(town, sheet, code)
    return sheet, profile, build_story(sheet, profile, known=town.table.definitions)


def told(story: Story, lang: str) -> tuple[Passage, ...]:
    """Write a story in Swedish (sv), English (en) or easy Swedish (easy)."""
    if lang == "easy":
        return write_story(story, easy_translator(), easy=True)
    return write_story(story, translator(lang))
