"""Sentences about gaps: how large, whether they close, against a goal, in people, and how we know."""

from collections.abc import Callable, Mapping
from typing import Final

from explorer.gaps import Gap, Movement
from explorer.i18n import N_, Translator
from explorer.measure_names import measure_name
from explorer.measure_values import decimals_of, value_text
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.view import GapPart
from indicators.comparison import Comparison, LeftOut, People, Unfit
from indicators.definitions import IndicatorDefinition
from indicators.development import Development
from indicators.goal import LAST_YEAR, Course, Pace
from indicators.measures.toolkit import Estimate
from indicators.people import FEWEST_TOLD, GapInPeople, Headcount, Unknown, round_people
from indicators.verdict import Limit, Verdict

PART_NAMES: Final[Mapping[GapPart, str]] = {
    GapPart.SIZE: N_("How large"),
    GapPart.TIME: N_("Over time"),
    GapPart.PEOPLE: N_("In people"),
    GapPart.AREAS: N_("Area by area"),
    GapPart.CLUSTERS: N_("Clusters"),
    GapPart.BOARD: N_("All headline indicators"),
}
VERDICT_NAMES: Final[Mapping[Verdict, str]] = {
    Verdict.NARROWER: N_("narrower"),
    Verdict.WIDER: N_("wider"),
    Verdict.UNCHANGED: N_("unchanged"),
    Verdict.TOO_EARLY: N_("too early to say"),
    Verdict.CANNOT_BE_SAID: N_("cannot be said"),
}
VERDICT_SENTENCES: Final[Mapping[Verdict, str]] = {
    Verdict.NARROWER: N_("The gap is narrower than in {base}."),
    Verdict.WIDER: N_("The gap is wider than in {base}."),
    Verdict.UNCHANGED: N_("The gap is unchanged since {base}."),
    Verdict.TOO_EARLY: N_("It is too early to say whether the gap is closing."),
    Verdict.CANNOT_BE_SAID: N_("It cannot be said whether the gap is closing."),
}
LIMIT_SENTENCES: Final[Mapping[Limit, str]] = {
    Limit.ONE_PERIOD: N_("There are figures for one period only, {newest}."),
    Limit.NO_BASE: N_("There are no figures for {wished} to compare with."),
    Limit.NOT_MEASURED: N_("The measure cannot be computed in both periods."),
    Limit.SERIES_BREAK: N_("The series breaks between {base} and {newest}."),
    Limit.AREAS_DIFFER: N_(
        "The areas that have figures in every period hold {share} of the residents, too few to"
        " speak for all."
    ),
    Limit.TWO_PERIODS: N_(
        "There are figures for two periods only, {base} and {newest}; a trend takes three."
    ),
    Limit.INTERVAL_NOT_KNOWN: N_(
        "How much of a change is chance is not known: the figures do not say how many people they"
        " were counted among."
    ),
    Limit.WITHIN_UNCERTAINTY: N_("The change is smaller than its own uncertainty."),
}
UNFIT_SENTENCES: Final[Mapping[Unfit, str]] = {
    Unfit.COUNT: N_(
        "“{indicator}” is a count: it is large where many people live. Choose a share or an average"
        " to measure a gap."
    ),
    Unfit.ONE_AREA: N_(
        "“{indicator}” has figures for the whole city only, so there is no gap to measure."
    ),
    Unfit.NO_PEOPLE: N_(
        "Nobody has counted the people behind “{indicator}”, so its areas cannot be weighed against"
        " each other."
    ),
}
UNKNOWN_SENTENCES: Final[Mapping[Unknown, str]] = {
    Unknown.NOT_A_SHARE: N_(
        "The gap can be told in people for shares only, and this is not a share."
    ),
    Unknown.NO_BETTER_END: N_(
        "Neither end of this indicator is the better one, so there is no number of people to make up."
    ),
    Unknown.NO_BASE: N_(
        "The gap cannot be told in people: the figures do not say how many people they were counted"
        " among."
    ),
    Unknown.NO_CITY: N_("The whole city has no value in this period to compare the areas with."),
}
LEFT_OUT_NAMES: Final[Mapping[LeftOut, str]] = {
    LeftOut.NO_FIGURE: N_("no figure"),
    LeftOut.WITHHELD: N_("withheld to protect small groups"),
    LeftOut.NO_PEOPLE: N_("number of people not known"),
}
COURSE_SENTENCES: Final[Mapping[Course, str]] = {
    Course.REACHED: N_("The goal is reached."),
    Course.ON_PACE: N_("At the pace so far the goal is reached in time."),
    Course.TOO_SLOW: N_("At the pace so far the goal is not reached in time."),
    Course.AWAY: N_("So far the gap moves away from the goal, or stands still."),
    Course.NOT_KNOWN: N_("The pace so far is not known."),
}


def gap_sentence(gap: Gap, t: Translator) -> str:
    """Say the gap in one sentence: from what where, to what where, and the difference."""
    definition = gap.definition
    estimates = gap.comparison.groups.estimates
    low, high = estimates.min(), estimates.max()
    return t(
        "{indicator} {period}: from {low} in {lowest} to {high} in {highest}, a gap of {gap}.",
        indicator=definition.name(t.lang),
        period=period_text(gap.selection.period),
        low=t.unit(float(low), definition.unit, definition.decimals),
        lowest=gap.names[str(estimates.idxmin())],
        high=t.unit(float(high), definition.unit, definition.decimals),
        highest=gap.names[str(estimates.idxmax())],
        gap=value_text("d", float(high - low), definition, t),
    )


def basis_sentences(comparison: Comparison, t: Translator, *, level_size: int) -> list[str]:
    """Say what the measures rest on: areas, those left out, people, order, and the intervals."""
    level = t(LEVEL_NAMES[comparison.selected.selection.level]).lower()
    counted = sum(len(codes) for codes in comparison.members.values())
    sentences = [
        t(
            "{n} of {total} {level} have figures.",
            n=counted,
            total=level_size,
            level=level,
        )
    ]
    united = sum(len(codes) > 1 for codes in comparison.members.values())
    if united:
        sentences.append(
            t.plural(
                "{n} figure covers two areas, which count as one.",
                "{n} figures cover two areas each, which count as one.",
                united,
                n=united,
            )
        )
    sentences.append(
        t("They are weighed by {people}.", people=people_text(comparison.people, comparison, t))
    )
    if comparison.base is None:
        sentences.append(
            t(
                "Intervals are not known: the figures do not say how many people they were counted"
                " among."
            )
        )
    else:
        sentences.append(
            t(
                "Intervals (95%) come from {people}, by a simulation with a fixed seed.",
                people=people_text(comparison.base, comparison, t),
            )
        )
    return sentences


def people_text(people: People, comparison: Comparison, t: Translator) -> str:
    """Name people that were counted, with the period: “residents aged 20–64 in 2022”."""
    definition = comparison.definition
    own = people.indicators == definition.base and definition.who_many_sv
    if not people.indicators:
        who = t("the numbers that the publisher gives")
    elif own:
        who = counted_people(definition, t)
    elif people.indicators == ("population_20_64",):
        who = t("residents aged 20–64")
    else:
        who = t("residents")
    return t("{people} in {period}", people=who, period=period_text(people.period))


def counted_people(definition: IndicatorDefinition, t: Translator) -> str:
    """Name those that a share counts, in the plural."""
    return definition.who_many_sv if t.lang == "sv" else definition.who_many_en


def verdict_sentences(development: Development, t: Translator) -> list[str]:
    """Say the verdict, and what limits it."""
    judgement = development.judgement
    words = _words(development, t)
    sentences = [t(VERDICT_SENTENCES[judgement.verdict], **words)]
    if judgement.limit is not None:
        sentences.append(t(LIMIT_SENTENCES[judgement.limit], **words))
    if development.breaks and judgement.limit is not Limit.SERIES_BREAK:
        sentences.append(t(LIMIT_SENTENCES[Limit.SERIES_BREAK], **words))
    sentences += [each.text(t.lang) for each in development.breaks]
    return sentences


def limit_text(development: Development, t: Translator) -> str:
    """Say what limits a verdict, "" if nothing does."""
    limit = development.judgement.limit
    return "" if limit is None else t(LIMIT_SENTENCES[limit], **_words(development, t))


def _words(development: Development, t: Translator) -> dict[str, str]:
    return {
        "base": period_text(development.base or development.wished),
        "wished": period_text(development.wished),
        "newest": period_text(development.newest.period),
        "share": t.percent(100 * development.covered, 0),
    }


def movement_sentences(
    movement: Movement, definition: IndicatorDefinition, t: Translator
) -> list[str]:
    """Say what the figures themselves did, beside the verdict, and whether the partner disagrees."""
    development = movement.development
    first, last = development.first, development.newest
    sentences = []
    if first is not None and first.estimate is not None and last.estimate is not None:
        name = development.measure.short_name
        sentences.append(
            t(
                "By the figures it went from {before} in {base} to {after} in {newest}.",
                before=value_text(name, first.estimate.estimate, definition, t),
                base=period_text(first.period),
                after=value_text(name, last.estimate.estimate, definition, t),
                newest=period_text(last.period),
            )
        )
    if movement.disagree and movement.partner is not None:
        sentences.append(_disagreement(movement.partner, definition, t))
    return sentences


def _disagreement(partner: Development, definition: IndicatorDefinition, t: Translator) -> str:
    name = partner.measure.short_name
    before, after = (
        value_text(name, each.estimate.estimate, definition, t)
        for each in (partner.first, partner.newest)
        if each is not None and each.estimate is not None
    )
    return t(
        "Absolute and relative measures disagree here: “{measure}” went the other way, from {before}"
        " to {after}. Say which one is meant.",
        measure=measure_name(name, t),
        before=before,
        after=after,
    )


def goal_sentences(
    found: Pace, measure: str, definition: IndicatorDefinition, t: Translator, *, year: int
) -> list[str]:
    """Say how a goal stands: the goal, the pace it needs, the pace so far, and the year."""

    def value(number: float) -> str:
        return value_text(measure, number, definition, t)

    sentences = [
        t(
            "The goal is {target} by {year}, counted from {start} in {period}.",
            target=value(found.target),
            year=year,
            start=value(found.start_value),
            period=period_text(found.start_period),
        ),
        t(COURSE_SENTENCES[found.course]),
    ]
    if found.course is Course.REACHED:
        return sentences
    if found.needed is not None:
        sentences.append(t("It takes {n} a year from now on.", n=signed(found.needed, value)))
    if found.so_far is not None:
        sentences.append(
            t("So far it has been {n} a year.", n=signed(found.so_far.estimate, value))
        )
    sentences += _reached_sentences(found, t)
    return sentences


def _reached_sentences(found: Pace, t: Translator) -> list[str]:
    if found.so_far is None:
        return []
    if found.reached is None:
        reached = t("At this pace the goal is never reached.")
    elif found.reached > LAST_YEAR:
        reached = t("At this pace the goal is not reached in this century.")
    else:
        reached = t("At this pace the goal is reached in {year}.", year=round(found.reached))
    if found.earliest is None or found.latest is None:
        return [reached, t("How sure that is, is not known.")]
    if found.earliest > LAST_YEAR:
        return [
            reached,
            t(
                "Within the uncertainty of the figures it is not reached before {year}.",
                year=LAST_YEAR,
            ),
        ]
    if found.latest > LAST_YEAR:
        span = t(
            "Within the uncertainty of the figures it may be {year} at the earliest, or never.",
            year=round(found.earliest),
        )
    else:
        span = t(
            "Within the uncertainty of the figures it may be any year from {first} to {last}.",
            first=round(found.earliest),
            last=round(found.latest),
        )
    return [reached, span]


def signed(number: float, value: Callable[[float], str]) -> str:
    """Write a change with its sign, with the words for a size from `value`."""
    size = value(abs(number))
    if size == value(0.0):
        return size
    return f"{'−' if number < 0 else '+'}{size}"


def people_sentence(found: GapInPeople, definition: IndicatorDefinition, t: Translator) -> str:
    """Say how many people the gap stands for in all, rounded."""
    who = counted_people(definition, t)
    about = headcount_text(found.total, t)
    share = (
        t("about {n} more {who}", n=about, who=who)
        if found.more
        else t("about {n} fewer {who}", n=about, who=who)
    )
    clause = definition.phrase(t.lang).format(share=share)
    return t(
        "With the city’s share, {city}, in every area that has a less favourable one, {clause}.",
        city=t.unit(found.city, definition.unit, definition.decimals),
        clause=clause,
    )


def headcount_text(count: Headcount, t: Translator) -> str:
    """Write a number of people, rounded; small ones are not told exactly."""
    if count.people < FEWEST_TOLD:
        return t("fewer than {n}", n=FEWEST_TOLD)
    return t.number(round_people(count.people), 0)


def headcount_interval(count: Headcount, t: Translator) -> str:
    """Write the interval of a number of people, rounded."""
    if count.interval is None:
        return t("interval not known")
    low, high = (t.number(round_people(each), 0) for each in count.interval)
    return f"{low}–{high}"


def place_text(rank: int, lower: int | None, upper: int | None, total: int, t: Translator) -> str:
    """Write a place with its interval: “place 3–9 of 96”."""
    if lower is None or upper is None:
        return t("place {rank} of {n}, interval not known", rank=rank, n=total)
    if lower == upper:
        return t("place {rank} of {n}", rank=rank, n=total)
    return t("place {first}–{last} of {n}", first=lower, last=upper, n=total)


def span_text(
    estimate: Estimate, measure: str, definition: IndicatorDefinition, t: Translator
) -> str:
    """Write an interval for a table, where the column says that it is one: “8.2–8.4”."""
    if estimate.lower is None or estimate.upper is None:
        return t("not known")
    decimals = decimals_of(measure, estimate.estimate, definition)
    low, high = (t.number(end, decimals) for end in (estimate.lower, estimate.upper))
    return t("{low} to {high}", low=low, high=high) if estimate.lower < 0 else f"{low}–{high}"
