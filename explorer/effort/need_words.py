"""Need beside effort in words: the sentence, what stands at the maps, and what the classes are."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from explorer.effort.blank_words import list_names
from explorer.effort.matching import themes_of, widened
from explorer.effort.need import PER, Need, NeedClass, RateClass, Side, Unfit
from explorer.effort.subject import Subject
from explorer.i18n import N_, Translator
from explorer.measure_values import gap_unit
from explorer.names import TARGET_AREA_NAMES
from explorer.narrative import AREA_WORDS, LEVEL_WORDS, period_text
from indicators.definitions import TargetArea

SIDE_NAMES: Final[Mapping[Side, str]] = {
    Side.WORSE_WITHOUT: N_("less favourable, no initiative"),
    Side.WORSE_WITH: N_("less favourable, initiative runs"),
    Side.BETTER_WITHOUT: N_("as the city or more favourable, no initiative"),
    Side.BETTER_WITH: N_("as the city or more favourable, initiative runs"),
}
NEED_NAMES: Final[Mapping[NeedClass, str]] = {
    NeedClass.LESS_FAVOURABLE: N_("less favourable"),
    NeedClass.NEAR: N_("near the city"),
    NeedClass.MORE_FAVOURABLE: N_("more favourable"),
}
UNFIT_SENTENCES: Final[Mapping[Unfit, str]] = {
    Unfit.NO_BETTER_END: N_(
        "“{indicator}” is background: neither end of it is the better one, so no area has more need"
        " than another."
    ),
    Unfit.COUNT: N_(
        "“{indicator}” is a count: the city is the sum of its areas, so none of them can be held"
        " against it."
    ),
    Unfit.NO_CITY: N_(
        "“{indicator}” has no figure for the whole city in {period}, so nothing can be held against"
        " it."
    ),
    Unfit.NO_PLACES: N_(
        "Places cannot be told apart on this level, so initiatives cannot be counted on it."
    ),
}
UNFIT_WAYS: Final[Mapping[Unfit, str]] = {
    Unfit.NO_BETTER_END: N_("Choose another indicator above."),
    Unfit.COUNT: N_("Choose another indicator above."),
    Unfit.NO_CITY: N_("Choose another period or indicator above."),
    Unfit.NO_PLACES: N_("Choose another level above."),
}
# From so many people on they are told in round thousands, below that in hundreds.
MANY: Final = 10_000
THOUSANDS, HUNDREDS = 1000, 100
# Decimals that a rate is shown with.
FEWEST_DECIMALS, MOST_DECIMALS = 1, 4


def unfit_sentences(subject: Subject, reason: Unfit, t: Translator) -> list[str]:
    """Say why there is no need to tell of, and what to do."""
    sentence = t(
        UNFIT_SENTENCES[reason],
        indicator=subject.definition.name(t.lang),
        period=period_text(subject.selection.period),
    )
    return [sentence, t(UNFIT_WAYS[reason])]


def lead_sentence(need: Need, t: Translator) -> str:
    """Say how many areas are less favourable than the city, and in how many of these something runs."""
    without, with_ = len(need.on(Side.WORSE_WITHOUT)), len(need.on(Side.WORSE_WITH))
    told = {"of": t.number(len(need.known), 0), "areas": t(AREA_WORDS[need.subject.level])}
    worse = without + with_
    if not worse:
        return t(
            "None of {of} {areas} with a figure has a less favourable one than the city.", **told
        )
    first = t.plural(
        "Of {of} {areas} with a figure, {n} has a less favourable one than the city.",
        "Of {of} {areas} with a figure, {n} have a less favourable one than the city.",
        worse,
        **told,
    )
    if not without:
        return f"{first} " + t.plural(
            "A matching initiative runs in it.",
            "A matching initiative runs in each of them.",
            worse,
        )
    if not with_:
        return f"{first} " + t.plural(
            "No matching initiative is known to run in it.",
            "No matching initiative is known to run in any of them.",
            worse,
        )
    return f"{first} " + t(
        "A matching initiative runs in {with_} of them; none is known in the other {without}.",
        with_=t.number(with_, 0),
        without=t.number(without, 0),
    )


def lacking_sentences(need: Need, people_period: str, t: Translator) -> list[str]:
    """Name the areas that are less favourable than the city and where nothing runs, and count people."""
    found = need.on(Side.WORSE_WITHOUT)
    if found.empty:
        return []
    names = t(
        "No matching initiative known, farthest from the city first: {names}.",
        names=list_names([str(name) for name in found["name"]], t),
    )
    people = found["people"]
    if people.isna().all():
        return [names]
    many = rounded_people(float(people.sum()), t)
    living = t.plural(
        "About {people} residents live in this area ({period}).",
        "About {people} residents live in these {n} areas ({period}).",
        len(found),
        people=many,
        period=people_period,
    )
    sentences = [names, living]
    if people.isna().any():
        sentences.append(unknown_people(int(people.isna().sum()), t))
    return sentences


def unknown_people(count: int, t: Translator) -> str:
    """Say that nobody knows how many live in some areas."""
    return t.plural(
        "The residents of {n} area are not known and are not among them.",
        "The residents of {n} areas are not known and are not among them.",
        count,
    )


def rounded_people(people: float, t: Translator) -> str:
    """Write people in round thousands, fewer of them in round hundreds."""
    step = THOUSANDS if people >= MANY else HUNDREDS
    return t.number(step * round(people / step), 0)


def counted_notes(subject: Subject, t: Translator) -> list[str]:
    """Say which initiatives count, whether somebody widened that, and what being in an area means."""
    themes = list_themes(subject.rule.themes, t)
    counted = t("No initiative that runs today belongs to {themes}.", themes=themes)
    if subject.running:
        counted = t.plural(
            "Matching is the {n} initiative that runs today and belongs to {themes}.",
            "Matching are the {n} initiatives that run today and belong to {themes}.",
            len(subject.running),
            themes=themes,
        )
    if subject.rule.doubtful:
        counted += " " + t("Those of which nobody knows whether they still run are among them.")
    notes = [counted]
    own = themes_of(subject.definition)
    if widened(subject.view, subject.definition) and own:
        notes.append(
            t(
                "You have widened what counts: the indicator itself belongs to {themes}.",
                themes=list_themes(own, t),
            )
        )
    if subject.rule.city_wide and subject.effort.city_wide:
        notes.append(
            t.plural(
                "{n} city-wide initiative counts {share} in each area. An area has an initiative when"
                " its count reaches 1.",
                "{n} city-wide initiatives count {share} each in each area. An area has an initiative"
                " when its count reaches 1.",
                len(subject.effort.city_wide),
                share=t.percent(100 * subject.rule.city_wide, 0),
            )
        )
    notes.append(
        t(
            "An initiative is in an area by its place, or because it serves the area. That does not"
            " tell whom it reaches, or what it leads to."
        )
    )
    return notes


def list_themes(themes: Sequence[TargetArea], t: Translator) -> str:
    """Name target areas."""
    names = [t(TARGET_AREA_NAMES[each]) for each in themes]
    return ", ".join(t("“{name}”", name=name) for name in names)


def rate_decimals(need: Need) -> int:
    """Say with how many decimals rates are shown: two digits that tell, more to keep halves apart."""
    rates, edge = need.frame["rate"], need.rate_break
    if edge is None:
        return FEWEST_DECIMALS
    fewest = min(max(1 - math.floor(math.log10(edge)), FEWEST_DECIMALS), MOST_DECIMALS)
    low, high = rates[rates <= edge].max(), rates[rates > edge].min()
    # What the break is written as still stands between the halves.
    apart = (
        each
        for each in range(fewest, MOST_DECIMALS)
        if low <= round(edge, each) and not high <= round(edge, each)
    )
    return next(apart, MOST_DECIMALS)


def rate_names(need: Need, t: Translator) -> dict[RateClass, str]:
    """Name the classes of initiatives per resident, with their break."""
    if need.rate_break is None:
        return {each: t("none") for each in RateClass}
    edge = t.number(need.rate_break, rate_decimals(need))
    return {
        RateClass.NONE: t("none"),
        RateClass.FEWER: t("up to {n}", n=edge),
        RateClass.MORE: t("over {n}", n=edge),
    }


def rate_title(t: Translator) -> str:
    """Name the unit of the rate."""
    return t("Initiatives per {n} residents", n=t.number(PER, 0))


def class_note(need: Need, t: Translator) -> str:
    """Say what near the city means, and where initiatives per resident are split."""
    definition = need.subject.definition
    near = t.unit(float(need.near or 0), gap_unit(definition), definition.decimals)
    return t(
        "Near the city: less than {near} from it, half a standard deviation of the areas about the"
        " city. Initiatives per resident are split at the median of the areas that have any.",
        near=near,
    )


def map_caption(need: Need, t: Translator, *, both: bool) -> str:
    """Say what a map shows, for those who do not see it."""
    told = {
        "indicator": need.subject.definition.name(t.lang),
        "level": t(LEVEL_WORDS[need.subject.level]),
        "period": period_text(need.subject.selection.period),
    }
    if both:
        return t("Need and initiatives per resident: {indicator}, {level}, {period}", **told)
    return t("Need, and whether an initiative runs: {indicator}, {level}, {period}", **told)
