"""What codes in the data are called on screen: English message ids, marked for translation."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_
from explorer.view import Scheme, Show
from geodata.areas import AreaLevel
from indicators.definitions import Aggregation, Direction, TargetArea
from indicators.selection import Refusal

LEVEL_NAMES: Final[Mapping[AreaLevel, str]] = {
    AreaLevel.MUNICIPALITY: N_("The whole city"),
    AreaLevel.CITY_AREA: N_("City areas"),
    AreaLevel.INTERMEDIATE_AREA: N_("Intermediate areas"),
    AreaLevel.PRIMARY_AREA: N_("Primary areas"),
    AreaLevel.DISTRICT_2011: N_("Districts of 2011"),
}
SHOW_NAMES: Final[Mapping[Show, str]] = {
    Show.VALUE: N_("Value"),
    Show.DIFFERENCE: N_("Difference from the city"),
    Show.RATIO: N_("Ratio to the city"),
    Show.RANK: N_("Rank"),
}
SCHEME_NAMES: Final[Mapping[Scheme, str]] = {
    Scheme.CITY: N_("Round steps about the city"),
    Scheme.QUANTILES: N_("Quantiles (as many areas in each)"),
    Scheme.FISHER_JENKS: N_("Fisher–Jenks (natural groups)"),
    Scheme.EQUAL_INTERVALS: N_("Equal intervals"),
    Scheme.STANDARD_DEVIATIONS: N_("Standard deviations"),
    Scheme.OWN: N_("Own breaks"),
}
TARGET_AREA_NAMES: Final[Mapping[TargetArea, str]] = {
    TargetArea.EARLY_YEARS: N_("Early years (0–6)"),
    TargetArea.SCHOOLING: N_("School years (6–18)"),
    TargetArea.WORK: N_("Work"),
    TargetArea.LIVING_ENVIRONMENT: N_("Living environment"),
    TargetArea.PARTICIPATION_TRUST: N_("Participation and trust"),
}
# The programme's first target area is split in two above; its indicators belong to both halves.
GROWING_UP: Final = N_("Growing up")
BACKGROUND: Final = N_("Background")
ORGANISER_NAMES: Final[Mapping[str, str]] = {
    "municipal administration": N_("Municipal administration"),
    "municipal company": N_("Municipal company"),
    "region": N_("Region"),
    "civil society": N_("Civil society"),
    "business": N_("Business"),
    "university": N_("University"),
    "partnership": N_("Partnership"),
}
STATUS_NAMES: Final[Mapping[str, str]] = {
    "running": N_("running"),
    "planned": N_("planned"),
    "ended": N_("ended"),
    "unknown": N_("not known whether it still runs"),
}
QUALITY_NAMES: Final[Mapping[str, str]] = {
    "published": N_("Published figure"),
    "derived": N_("Derived from published figures"),
    "approximate": N_("Approximate figure"),
    "union": N_("One figure for two areas"),
}
REFUSAL_NAMES: Final[Mapping[Refusal, str]] = {
    Refusal.NO_FIGURES: N_("there are no figures for this period"),
    Refusal.NOT_ADDED_UP: N_("medians cannot be added up from smaller areas"),
    Refusal.PARTS_MISSING: N_("figures are missing for some of the smaller areas"),
    Refusal.NO_WEIGHT: N_("the number of people to weigh by is not known"),
    Refusal.LEVELS_DO_NOT_NEST: N_("the borders of the two divisions do not follow each other"),
}
PRECISION_NAMES: Final[Mapping[str, str]] = {
    "address": N_("at its address"),
    "place": N_("at its place"),
    "area": N_("in its neighbourhood; the exact place is not known"),
    "several_places": N_("in several places, no point"),
    "city_wide": N_("in the whole city, no point"),
}
DIRECTION_NAMES: Final[Mapping[Direction, str]] = {
    Direction.HIGHER_BETTER: N_("higher is more favourable"),
    Direction.LOWER_BETTER: N_("lower is more favourable"),
    Direction.CONTEXT: N_("context, neither"),
}
AGGREGATION_NAMES: Final[Mapping[Aggregation, str]] = {
    Aggregation.SUM: N_("sum"),
    Aggregation.RATIO: N_("sum of parts over sum of bases"),
    Aggregation.WEIGHTED_MEAN: N_("mean weighted by people"),
    Aggregation.NONE: N_("not added up"),
}
