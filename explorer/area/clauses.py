"""
What is said of each headline indicator, as clauses that sentences are put together from.

A clause stands after a few words that say where or when (“In the area Haga, …”, “Compared with the whole
city, …”). A language that turns the order of words round after such an opening, as Swedish does,
begins its clause with the verb. Every clause may use {share} (“78 in 100”), {value} (with its unit),
{year} and {indicator} (its name in the data) as far as the English one does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.area.standing import Against
from explorer.i18n import N_


@dataclass(frozen=True)
class Clauses:
    """
    The clauses of one indicator.

    Parameters
    ----------
    topic
        What it is about, for a list of several: “work, turnout and education”.
    level
        How it is: a share of people, or a value.
    higher, like, lower
        How it is beside something else.
    """

    topic: str
    level: str
    higher: str
    like: str
    lower: str

    def beside(self, against: Against) -> str:
        """Give the clause of a comparison."""
        return {Against.HIGHER: self.higher, Against.LIKE: self.like}.get(against, self.lower)


CLAUSES: Final[Mapping[str, Clauses]] = {
    "low_economic_standard": Clauses(
        topic=N_("low incomes"),
        level=N_("{share} residents live on a low income"),
        higher=N_("living on a low income is more common"),
        like=N_("living on a low income is about as common"),
        lower=N_("living on a low income is less common"),
    ),
    "employment_rate": Clauses(
        topic=N_("work"),
        level=N_("{share} people aged 20–64 are in work"),
        higher=N_("being in work is more common"),
        like=N_("being in work is about as common"),
        lower=N_("being in work is less common"),
    ),
    "unemployment_rate": Clauses(
        topic=N_("being out of work"),
        level=N_("{share} people who work or seek work are out of work"),
        higher=N_("being out of work is more common"),
        like=N_("being out of work is about as common"),
        lower=N_("being out of work is less common"),
    ),
    "median_economic_standard": Clauses(
        topic=N_("the income in the middle"),
        level=N_("the income in the middle is {value} a year after tax"),
        higher=N_("the income in the middle is higher"),
        like=N_("the income in the middle is about as high"),
        lower=N_("the income in the middle is lower"),
    ),
    "upper_secondary_eligible": Clauses(
        topic=N_("grades in year 9"),
        level=N_("{share} pupils in year 9 have the grades for upper secondary school"),
        higher=N_("grades in year 9 are more often enough for upper secondary school"),
        like=N_("grades in year 9 are about as often enough for upper secondary school"),
        lower=N_("grades in year 9 are less often enough for upper secondary school"),
    ),
    "higher_education_share": Clauses(
        topic=N_("education"),
        level=N_("{share} people aged 25–65 have studied beyond upper secondary school"),
        higher=N_("having studied beyond upper secondary school is more common"),
        like=N_("having studied beyond upper secondary school is about as common"),
        lower=N_("having studied beyond upper secondary school is less common"),
    ),
    "stayers_share": Clauses(
        topic=N_("how many stay in their homes"),
        level=N_("{share} residents still live in the same home a year later"),
        higher=N_("staying in the same home is more common"),
        like=N_("staying in the same home is about as common"),
        lower=N_("staying in the same home is less common"),
    ),
    "turnout_municipal": Clauses(
        topic=N_("turnout"),
        level=N_("{share} people with a vote used it in the municipal election of {year}"),
        higher=N_("voting in the municipal election of {year} was more common"),
        like=N_("voting in the municipal election of {year} was about as common"),
        lower=N_("voting in the municipal election of {year} was less common"),
    ),
}
# For indicators that somebody else has added to the data.
OTHERS: Final = Clauses(
    topic=N_("“{indicator}”"),
    level=N_("“{indicator}” is at {value}"),
    higher=N_("“{indicator}” is higher"),
    like=N_("“{indicator}” is about the same"),
    lower=N_("“{indicator}” is lower"),
)
# What the city's reports speak of and no table by area holds, by the indicator that would tell it.
THEMES: Final[Mapping[str, str]] = {
    "life_expectancy": N_("how long people live"),
    "self_rated_health": N_("health"),
    "trust": N_("trust between people"),
}


def clauses_of(indicator_id: str) -> Clauses:
    """Give the clauses of an indicator."""
    return CLAUSES.get(indicator_id, OTHERS)
