"""What each figure on the page about an area means: “what is this?”, for somebody who meets it first here."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_, Translator
from indicators.definitions import IndicatorDefinition

MEANINGS: Final[Mapping[str, str]] = {
    "low_economic_standard": N_(
        "How many live in a home with little money for its size."
        " A low income is less than 60 percent of what is usual in the country."
        " The income of the whole home counts."
    ),
    "employment_rate": N_(
        "How many of those aged 20 to 64 were in work during the year."
        " All residents of that age are counted, those who study too."
    ),
    "unemployment_rate": N_(
        "How many had no work, of those who worked or were unemployed."
        " Those who neither work nor are unemployed, as many students, are left out."
    ),
    "median_economic_standard": N_(
        "What a home has left after tax, set to its size."
        " Put all residents in a row by that amount: this is the one in the middle."
        " Half have more and half have less."
    ),
    "upper_secondary_eligible": N_(
        "How many pupils in year 9 had grades that let them start upper secondary school."
        " The figure is not shown where there are very few pupils."
    ),
    "higher_education_share": N_(
        "How many of those aged 25 to 65 have studied after upper secondary school,"
        " such as at a university. Those whose education nobody knows are left out."
    ),
    "stayers_share": N_(
        "How many still lived in the same home a year later."
        " Those who die or leave the country count as gone."
    ),
    "turnout_municipal": N_(
        "How many voted, of those who had the right to vote for the city council."
        " Early votes are missing in the figures of areas."
        " So an area is about two points too low beside the city."
    ),
    "population": N_("How many people lived here on the last day of the year."),
}


def meaning_of(definition: IndicatorDefinition, t: Translator) -> str:
    """Say what an indicator means in plain words; those of the data where this page has none."""
    plain = MEANINGS.get(definition.indicator_id)
    return definition.description(t.lang) if plain is None else t(plain)
