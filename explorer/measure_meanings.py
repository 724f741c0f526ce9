"""What each measure is, how its number is read and what it leaves out: message ids."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_

MEANINGS: Final[Mapping[str, str]] = {
    "d": N_("The highest figure of any area less the lowest."),
    "r": N_("The highest figure of any area divided by the lowest."),
    "bgv": N_(
        "The distance of every area from the mean, squared and averaged over people."
        " Areas far from the mean count extra."
    ),
    "bgsd": N_(
        "A typical distance from the mean, in which areas far away count extra."
        " It is the square root of the variance between areas."
    ),
    "cov": N_("The standard deviation between areas in percent of the mean."),
    "mdmu": N_(
        "How far areas lie from the overall mean, on average."
        " Every area counts the same, large or small."
    ),
    "mdmw": N_(
        "How far people’s areas lie from the overall mean, on average."
        " Every person counts the same, so areas with many people weigh more."
    ),
    "mdbu": N_(
        "How far areas lie from the most favourable figure of any area, on average."
        " Every area counts the same, large or small."
    ),
    "mdbw": N_(
        "How far people’s areas lie from the most favourable figure of any area, on average."
        " Every person counts the same, so areas with many people weigh more."
    ),
    "mdru": N_(
        "How far areas lie from a reference, on average: the chosen area or else the middle one."
        " Every area counts the same, large or small."
    ),
    "mdrw": N_(
        "How far people’s areas lie from a reference, on average: the chosen area or else the middle"
        " one."
        " Every person counts the same, so areas with many people weigh more."
    ),
    "idisu": N_(
        "The average distance of areas from the mean, in percent of the mean."
        " Every area counts the same, large or small."
    ),
    "idisw": N_(
        "The average distance of people’s areas from the mean, in percent of the mean."
        " Every person counts the same."
    ),
    "ti": N_(
        "How unevenly the figure is spread over people, if everybody has the figure of their area."
        " The number is printed times 1,000."
    ),
    "mld": N_(
        "How far the figures lie from the mean, counted in logarithms and averaged over people."
        " Areas with low figures count extra. The number is printed times 1,000."
    ),
    "aci": N_(
        "How far the figure is gathered at one end when areas are put in order from the least to"
        " the most advantaged. It is in the unit of the indicator."
    ),
    "rci": N_(
        "How far the figure is gathered at one end when areas are put in order from the least to"
        " the most advantaged, in relation to the mean."
    ),
    "sii": N_(
        "A straight line is drawn through all areas, from the least to the most advantaged."
        " The index is the difference between the two ends of the line."
    ),
    "rii": N_(
        "A straight line is drawn through all areas, from the least to the most advantaged."
        " The index is one end of the line divided by the other."
    ),
    "par": N_(
        "How much the overall mean would change if every area had the most favourable figure of any"
        " area."
    ),
    "paf": N_(
        "How much the overall mean would change if every area had the most favourable figure of any"
        " area, in percent of the mean."
    ),
    "gini": N_(
        "Half the average difference between the figures of two people drawn by chance, divided by"
        " the mean. Everybody has the figure of their area."
    ),
    "tb": N_(
        "The part of the Theil index that lies between larger areas."
        " The number is printed times 1,000."
    ),
    "tw": N_(
        "The part of the Theil index that lies within larger areas, between the areas in each."
        " The number is printed times 1,000."
    ),
    "p90p10d": N_(
        "Put people in order by the figure of their area. P90 is the figure that nine in ten do not"
        " exceed, P10 the one that one in ten do not exceed. The gap is P90 less P10."
    ),
    "p90p10r": N_(
        "Put people in order by the figure of their area. P90 is the figure that nine in ten do not"
        " exceed, P10 the one that one in ten do not exceed. The ratio is P90 divided by P10."
    ),
}

_ZERO_IS_EQUAL: Final = N_("0 means that all areas are equal. A larger number is a wider gap.")
_ONE_IS_EQUAL: Final = N_("1 means that there is no gap. A larger number is a wider gap.")
READINGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("d", "bgv", "bgsd", "mdmu", "mdmw", "mdbu", "mdbw", "ti", "mld"), _ZERO_IS_EQUAL
    ),
    "r": N_("1 means that all areas are equal. A larger number is a wider gap."),
    **dict.fromkeys(
        ("cov", "idisu", "idisw"),
        N_(
            "0 means that all areas are equal. 20 percent of the mean says that a typical distance"
            " is one fifth of the mean."
        ),
    ),
    **dict.fromkeys(
        ("mdru", "mdrw"),
        N_("0 means that all areas are as the reference. A larger number is a wider gap."),
    ),
    "aci": N_(
        "0 means that the figure is gathered at neither end. Above 0 it is higher among the more"
        " advantaged areas, below 0 among the less advantaged. Farther from 0 is a wider gap."
    ),
    "rci": N_(
        "The number lies between −1 and 1. 0 means that the figure is gathered at neither end."
        " Above 0 it is higher among the more advantaged areas, below 0 among the less advantaged."
    ),
    "gini": N_("0 means that all areas are equal. The closer to 1, the wider the gap."),
    "tb": N_("0 means that the larger areas are equal. A larger number is a wider gap."),
    "tw": N_(
        "0 means that areas are equal within every larger area. A larger number is a wider gap."
    ),
    "p90p10d": N_("0 means that there is no gap. A larger number is a wider gap."),
    "p90p10r": _ONE_IS_EQUAL,
}
# What has a direction, by whether the favourable end is the high one (True also where none is).
READINGS_BY_END: Final[Mapping[str, tuple[str, str]]] = {
    "sii": (
        N_(
            "0 means that both ends are equal. Above 0 the figure is higher at the more"
            " advantaged end, below 0 at the less advantaged. Farther from 0 is a wider gap."
        ),
        N_(
            "0 means that both ends are equal. Above 0 the figure is lower at the more"
            " advantaged end, below 0 at the less advantaged. Farther from 0 is a wider gap."
        ),
    ),
    "rii": (
        N_(
            "1 means that both ends are equal. Above 1 the figure is higher at the more"
            " advantaged end, under 1 at the less advantaged. Farther from 1 is a wider gap."
        ),
        N_(
            "1 means that both ends are equal. Above 1 the figure is lower at the more"
            " advantaged end, under 1 at the less advantaged. Farther from 1 is a wider gap."
        ),
    ),
    **dict.fromkeys(
        ("par", "paf"),
        (
            N_(
                "0 means that all areas are equal. A larger"
                " number says that the mean would rise more."
            ),
            N_(
                "0 means that all areas are equal. The number has"
                " a minus sign because a lower figure is the more favourable one here; farther"
                " from 0 says that the mean would fall more."
            ),
        ),
    ),
}

# Ends every text: no measure says more than how far apart areas lie.
ALWAYS: Final = N_("The number does not say why areas differ.")
_BY_CHANCE: Final = N_("Figures of small areas vary more by chance.")
_ALL_ALIKE: Final = N_("An area with 100 people counts as much as one with 15,000.")
_BY_PEOPLE: Final = N_(
    "A small area far from the others is hardly seen in it, nor are differences inside areas."
)
_BY_MEAN: Final = N_(
    "When all figures fall by the same amount it shows a wider gap, though areas are as far apart as"
    " before."
)
_ON_THE_BEST: Final = N_(
    "It rests on the figure of one area, the most favourable one, which may be so by chance."
)
_ON_TWO: Final = N_("It rests on two areas only; nothing is seen of all the others.")
_ON_ORDER: Final = N_(
    "Another order gives another number. That two indicators go together does not show that one"
    " leads to the other."
)
_STRAIGHT: Final = N_(
    "The line is straight: what bends along the order is not seen, and an end may lie below 0 where"
    " no figure does."
)
_NOT_CAUSED: Final = N_(
    "It is arithmetic and no forecast. The word “attributable” is part of its name and says nothing"
    " about causes."
)
_PERCENTILES: Final = N_(
    "Nothing is seen of what happens beyond the two, and the number jumps when one area takes the"
    " place of another."
)
LIMITS: Final[Mapping[str, tuple[str, ...]]] = {
    "d": (_ON_TWO, _BY_CHANCE),
    "r": (
        _ON_TWO,
        _BY_CHANCE,
        N_("When the lowest figure is close to 0 the ratio becomes very large."),
    ),
    "bgv": (
        N_(
            "Its unit is squared and hard to picture; the standard deviation says the same in the"
            " unit of the indicator."
        ),
        _BY_PEOPLE,
    ),
    "bgsd": (_BY_PEOPLE,),
    "cov": (_BY_PEOPLE, _BY_MEAN),
    "mdmu": (_ALL_ALIKE, _BY_CHANCE),
    "mdmw": (
        N_("It does not say which areas are far from the mean, or on which side."),
        _BY_PEOPLE,
    ),
    "mdbu": (_ON_THE_BEST, _ALL_ALIKE),
    "mdbw": (_ON_THE_BEST,),
    "mdru": (N_("Another reference gives another number."), _ALL_ALIKE),
    "mdrw": (N_("Another reference gives another number."),),
    "idisu": (
        _ALL_ALIKE,
        _BY_MEAN,
        N_(
            "Elsewhere the distance is at times taken from the area at one end and not from"
            " the mean; such numbers cannot be compared with these."
        ),
    ),
    "idisw": (
        _BY_PEOPLE,
        _BY_MEAN,
        N_(
            "Elsewhere every area counts the same, or the distance is taken from the area at"
            " one end; such numbers cannot be compared with these."
        ),
    ),
    "ti": (
        N_("The number has no unit and means something only beside another Theil index."),
        _BY_PEOPLE,
        N_("Elsewhere it is often printed without the factor 1,000."),
    ),
    "mld": (
        N_("The number has no unit and means something only beside another of its kind."),
        N_("One figure close to 0 can decide it."),
        N_("Elsewhere it is often printed without the factor 1,000."),
    ),
    "aci": (_ON_ORDER,),
    "rci": (
        _ON_ORDER,
        _BY_MEAN,
        N_("Elsewhere it is at times printed times 100."),
    ),
    "sii": (
        _STRAIGHT,
        _ON_ORDER,
        N_("Elsewhere a curve is at times fitted in place of a line, with other weights."),
    ),
    "rii": (
        _STRAIGHT,
        _ON_ORDER,
        N_(
            "Here RII is a ratio. Elsewhere the SII divided by the mean goes by the same name;"
            " such numbers cannot be compared with these."
        ),
    ),
    "par": (_NOT_CAUSED, _BY_CHANCE),
    "paf": (_NOT_CAUSED, _BY_CHANCE, _BY_MEAN),
    "gini": (
        N_("It does not say which areas are far apart; different patterns give the same number."),
        N_("It is not the Gini coefficient of incomes, which compares single people."),
    ),
    "tb": (N_("What differs inside the larger areas is not in it."),),
    "tw": (N_("What differs between the larger areas is not in it."),),
    "p90p10d": (_PERCENTILES,),
    "p90p10r": (_PERCENTILES, _BY_MEAN),
}
