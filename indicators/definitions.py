"""What an indicator is: its words, its unit, which end is better, how areas are added up."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which end of the scale is better; context has none and is never shown as good or bad."""

    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"
    CONTEXT = "context"


class Kind(StrEnum):
    """What sort of number it is."""

    SHARE = "share"
    COUNT = "count"
    MEDIAN = "median"
    MEAN = "mean"


class Aggregation(StrEnum):
    """How the value of an area follows from the values of the areas in it."""

    SUM = "sum"
    RATIO = "ratio"
    WEIGHTED_MEAN = "weighted_mean"
    NONE = "none"


class TargetArea(StrEnum):
    """The programme's target areas; the first of its four is split at school age."""

    EARLY_YEARS = "early_years"
    SCHOOLING = "schooling"
    WORK = "work"
    LIVING_ENVIRONMENT = "living_environment"
    PARTICIPATION_TRUST = "participation_trust"


UNITS = ("persons", "percent", "thousand SEK", "SEK/year", "pupils", "reports")


@dataclass(frozen=True)
class Source:
    """
    Where figures come from.

    Parameters
    ----------
    source_id
        Key that observations name.
    publisher
        Who publishes the figures.
    title
        The table or report, as its publisher names it.
    read_from
        The copy that the figures were read from.
    """

    source_id: str
    publisher: str
    title: str
    read_from: str


@dataclass(frozen=True)
class IndicatorDefinition:
    """
    One indicator: what it counts, in words and for the rules.

    Parameters
    ----------
    description_sv, description_en
        What is counted, among whom and when, in words for a resident.
    definition_sv
        The definition as the source words it.
    unit
        One of `UNITS`.
    decimals
        How many are shown.
    numerator, denominator
        Indicators whose sums give the share: `ratio` is 100 · Σ numerator / Σ denominator.
        For a weighted mean the denominator alone may be given: when it is the weight, the mean
        is the share itself and not an approximation.
    weight_indicator
        What the values are weighted by in `weighted_mean`.
    target_areas
        Empty for background.
    smallest_base, base
        A value whose base (the sum of these indicators) is smaller is withheld; None where the
        base is not known.
    phrase_sv, phrase_en
        For a share a clause with the placeholder {share}; the Swedish one begins with its verb:
        “I 12 av 96 områden *lever {share} med låg ekonomisk standard*”. Otherwise empty.
    who_one_sv, who_many_sv, who_many_en
        For a share the noun that is counted: “var femte *invånare*”, “tre av fyra *bostäder*”,
        “one in five *residents*”. Otherwise empty.
    caveat_sv, caveat_en
        What a reader must know of every value of the indicator; often empty.
    """

    indicator_id: str
    name_sv: str
    name_en: str
    description_sv: str
    description_en: str
    definition_sv: str
    unit: str
    decimals: int
    direction: Direction
    kind: Kind
    aggregation: Aggregation
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    weight_indicator: str | None = None
    target_areas: tuple[TargetArea, ...] = ()
    headline: bool = False
    smallest_base: int | None = None
    base: tuple[str, ...] = ()
    phrase_sv: str = ""
    phrase_en: str = ""
    who_one_sv: str = ""
    who_many_sv: str = ""
    who_many_en: str = ""
    caveat_sv: str = ""
    caveat_en: str = ""

    def name(self, lang: str) -> str:
        """Name in Swedish ("sv"), in English for every other language."""
        return self.name_sv if lang == "sv" else self.name_en

    def description(self, lang: str) -> str:
        """Plain description in Swedish ("sv"), in English for every other language."""
        return self.description_sv if lang == "sv" else self.description_en

    def phrase(self, lang: str) -> str:
        """Clause with {share} in Swedish ("sv"), in English for every other language."""
        return self.phrase_sv if lang == "sv" else self.phrase_en

    def caveat(self, lang: str) -> str:
        """Caveat in Swedish ("sv"), in English for every other language."""
        return self.caveat_sv if lang == "sv" else self.caveat_en
