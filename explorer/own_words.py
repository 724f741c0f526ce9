"""Words for the values of areas of one's own: how they were made, or why there is none."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_, Translator
from explorer.narrative import period_text
from geodata.areas import AreaLevel, AreaRegister
from indicators.observations import Status
from indicators.own_area import OwnArea
from indicators.own_value import OwnValue, Uncovered
from indicators.selection import Refusal

REASONS: Final[Mapping[Refusal, str]] = {
    Refusal.NO_FIGURES: N_("There are no figures for this period."),
    Refusal.NOT_ADDED_UP: N_("A median cannot be worked out from the medians of areas."),
    Refusal.PARTS_MISSING: N_("An area is missing a figure, so the whole is not known."),
    Refusal.NO_WEIGHT: N_("Nobody has counted the people to weight the areas by."),
    Refusal.LEVELS_DO_NOT_NEST: N_(
        "The figures are for larger areas that lie only partly within this one."
    ),
}
NOT_COVERED: Final[Mapping[Uncovered, str]] = {
    Uncovered.NO_FIGURE: N_("Not covered, because they have no figure: {areas}."),
    Uncovered.WITHHELD: N_("Not covered, because their figures are withheld: {areas}."),
    Uncovered.SHARED: N_(
        "Not covered, because they share one figure with an area that does not belong, or belongs"
        " with another share: {areas}."
    ),
    Uncovered.NO_WEIGHT: N_(
        "Not covered, because nobody has counted the people to weight them by: {areas}."
    ),
}


def own_words(
    found: OwnValue,
    own: OwnArea,
    areas: AreaRegister,
    t: Translator,
    *,
    period: str,
    brief: bool = False,
) -> str:
    """
    Say what an own area's value is made of and what it leaves out, or why there is none.

    `brief` does not repeat why the figures of an area of which parts belong are approximate.
    """
    if found.value is None:
        if found.status is Status.SUPPRESSED:
            return t(
                "Withheld: too few people are behind it, or it would give away an area that has too"
                " few."
            )
        return t(REASONS[found.reason or Refusal.NO_FIGURES])
    if found.same_as is not None:
        name = areas.name(found.same_as.level, found.same_as.code)
        return t("This area of your own is {name}; the published value is shown.", name=name)
    words = [
        t.plural(
            "Computed here from {n} area by the indicator’s own rule.",
            "Computed here from {n} areas by the indicator’s own rule.",
            len(found.parts),
            n=len(found.parts),
        )
    ]
    if not own.whole and brief:
        words.append(t("Approximate."))
    elif not own.whole:
        words.append(
            t(
                "Approximate: some areas belong in part, and people are taken as spread evenly over"
                " their land. They seldom are."
            )
        )
    elif found.approximate:
        words.append(
            t(
                "Approximate: the areas are weighted by people who are not exactly those the figure"
                " is about."
            )
        )
    if found.weights_of and found.weights_of != period:
        words.append(
            t(
                "Weighted by people of {period}, because {wanted} has no such figures.",
                period=period_text(found.weights_of),
                wanted=period_text(period),
            )
        )
    if found.covered < 1:
        share = t.percent(100 * found.covered, 0)
        words.append(t("Covers {share} of the residents of this area.", share=share))
    return " ".join([*words, *_not_covered(found, areas, t)])


def _not_covered(found: OwnValue, areas: AreaRegister, t: Translator) -> list[str]:
    level = found.level or AreaLevel.PRIMARY_AREA
    named: dict[Uncovered, list[str]] = {}
    for code, why in found.uncovered:
        named.setdefault(why, []).append(areas.name(level, code))
    return [t(NOT_COVERED[why], areas=", ".join(names)) for why, names in named.items()]
