"""Sentences about gaps where initiatives run: the word, the figures behind it, and what it cannot say."""

from collections.abc import Mapping
from typing import Final

from explorer.effort.closing import Obstacle, Outcome, Readings
from explorer.effort.subject import Subject
from explorer.effort.working import FEWEST_PERIODS, LongSeries, Working
from explorer.gap_words import VERDICT_NAMES
from explorer.i18n import N_, Translator
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.workspace import Workspace
from indicators.definitions import Direction, IndicatorDefinition
from indicators.verdict import Limit, Verdict

OBSTACLE_SENTENCES: Final[Mapping[Obstacle, str]] = {
    Obstacle.NOT_BEGUN: N_("It is planned and has not begun."),
    Obstacle.NO_START: N_("Its source does not say when it started."),
    Obstacle.NO_AREA: N_("It runs in the whole city, or nobody knows in which areas."),
    Obstacle.NO_DISTANCE: N_(
        "The indicator is a count, or the whole city has no value, so areas have no distance to it."
    ),
    Obstacle.STARTS_LAST: N_("The start lies in the last period that is followed, or later."),
    Obstacle.SERIES_BREAK: N_(
        "The series breaks, and fewer than two comparable periods lie between the break and the start."
    ),
    Obstacle.FEW_BEFORE: N_("Fewer than two periods with figures lie before the start."),
    Obstacle.FEW_AFTER: N_("Fewer than two periods with figures lie after the start."),
    Obstacle.NO_FIGURE: N_("The areas have no figures in one of the periods."),
}
# The same of many areas, each with a start of its own.
SHARED_OBSTACLES: Final[Mapping[Obstacle, str]] = {
    Obstacle.NO_AREA: N_("None of the initiatives has both a known start and a known area."),
    Obstacle.STARTS_LAST: N_(
        "In most of the areas the first start lies in the last period that is followed, or later."
    ),
    Obstacle.SERIES_BREAK: N_(
        "The series breaks, and in most of the areas fewer than two comparable periods lie between"
        " the break and the first start."
    ),
    Obstacle.FEW_BEFORE: N_(
        "In most of the areas fewer than two periods with figures lie before the first start."
    ),
    Obstacle.FEW_AFTER: N_(
        "In most of the areas fewer than two periods with figures lie after the first start."
    ),
}
LIMIT_SENTENCES: Final[Mapping[Limit, str]] = {
    Limit.AREAS_DIFFER: N_(
        "Some of the areas lack figures in one of the periods; those that have them all hold {share}"
        " of the residents, too few to speak for all."
    ),
    Limit.INTERVAL_NOT_KNOWN: N_(
        "How much of the change is chance is not known: the figures do not say how many people they"
        " were counted among."
    ),
    Limit.WITHIN_UNCERTAINTY: N_("The change is smaller than its own uncertainty."),
}
NAMED: Final = 6


def word_sentence(outcome: Outcome, t: Translator) -> str:
    """Say the one word of the fixed list."""
    return t("Gap to the city: {word}", word=t(VERDICT_NAMES[outcome.verdict]))


def outcome_sentences(subject: Subject, working: Working, t: Translator) -> list[str]:
    """Say what the word rests on: the distance before and now, its change, and similar areas."""
    outcome = working.outcome
    sentences = []
    if outcome.readings is not None:
        sentences.append(_readings_sentence(subject, working, outcome.readings, t))
        sentences.append(change_sentence(outcome.readings, subject.definition, t))
    sentences.append(reason_text(outcome, t, together=working.one is None))
    sentences += [each.text(t.lang) for each in outcome.breaks]
    if outcome.readings is not None:
        sentences.append(_alike_sentence(working, t))
        if subject.definition.direction is Direction.CONTEXT:
            sentences.append(
                t(
                    "Neither end of this indicator is the better one: narrower means only that the"
                    " areas are more like the city."
                )
            )
        sentences.append(association_sentence(t))
    return [each for each in sentences if each]


def unmet_wish(workspace: Workspace, subject: Subject, working: Working, t: Translator) -> str:
    """Say why the initiative that the view names is not followed; "" where none is asked for."""
    if not working.asked:
        return ""
    wished = subject.view.initiative
    names = {each.id: each.name for each in workspace.register.initiatives}
    if wished not in names:
        return t("There is no initiative “{name}” in the register. All are shown.", name=wished)
    return t("“{name}” is not among those that count here. All are followed.", name=names[wished])


def association_sentence(t: Translator) -> str:
    """Say what nothing of this shows."""
    return t(
        "Association, not effect: something else than the initiatives may be behind it, such as who"
        " has moved in or out."
    )


def reason_text(outcome: Outcome, t: Translator, *, together: bool = False) -> str:
    """Say what keeps the word from being another, "" if nothing does."""
    if outcome.obstacle is not None:
        shared = SHARED_OBSTACLES.get(outcome.obstacle) if together else None
        return t(shared or OBSTACLE_SENTENCES[outcome.obstacle])
    if outcome.limit is None:
        return ""
    return t(LIMIT_SENTENCES[outcome.limit], share=t.percent(100 * outcome.covered, 0))


def distance_sentence(distance: float, definition: IndicatorDefinition, t: Translator) -> str:
    """Write a distance to the city in words, without a sign."""
    size = t.number(abs(distance), definition.decimals)
    if size == t.number(0, definition.decimals):
        return t("as the city")
    unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    if distance > 0:
        return t("{n} {unit} higher than the city", n=size, unit=unit)
    return t("{n} {unit} lower than the city", n=size, unit=unit)


def change_sentence(readings: Readings, definition: IndicatorDefinition, t: Translator) -> str:
    """Say how much the size of the distance changed, with its interval."""
    return t(
        "Change of the gap in {unit}: {change}.",
        unit=t(DIFFERENCE_UNIT_WORDS[definition.unit]),
        change=interval_text(readings, definition, t),
    )


def interval_text(readings: Readings, definition: IndicatorDefinition, t: Translator) -> str:
    """Write the change of the size of a distance with its interval, without a unit."""
    change, decimals = readings.change, definition.decimals
    value = t.number(change.estimate, decimals, signed=True)
    if change.lower is None or change.upper is None:
        return t("{value} (interval not known)", value=value)
    return t(
        "{value} (95% interval {lower} to {upper})",
        value=value,
        lower=t.number(change.lower, decimals, signed=True),
        upper=t.number(change.upper, decimals, signed=True),
    )


def span_text(readings: Readings, definition: IndicatorDefinition, t: Translator) -> str:
    """Write the same shortly, for a column that says what the interval is."""
    change, decimals = readings.change, definition.decimals
    value = t.number(change.estimate, decimals, signed=True)
    if change.lower is None or change.upper is None:
        return t("{value} (interval not known)", value=value)
    ends = [t.number(end, decimals, signed=True) for end in (change.lower, change.upper)]
    return t("{value} ({lower} to {upper})", value=value, lower=ends[0], upper=ends[1])


def range_text(periods: tuple[str, ...]) -> str:
    """Write periods from the first to the last."""
    if not periods:
        return "–"
    first, last = period_text(periods[0]), period_text(periods[-1])
    return first if first == last else f"{first}–{last}"


def names_text(
    workspace: Workspace, subject: Subject, codes: tuple[str, ...], t: Translator
) -> str:
    """Name areas, the first few of many."""
    names = workspace.areas.names(subject.level)
    told = [str(names[code]) for code in codes[:NAMED]]
    more = len(codes) - len(told)
    if more:
        told.append(t.plural("{n} more", "{n} more", more))
    return ", ".join(told)


def need_sentences(subject: Subject, working: Working, t: Translator) -> list[str]:
    """Say what there is, where nothing can be compared, and what it would take."""
    indicator = subject.definition.name(t.lang)
    level = t(LEVEL_NAMES[subject.level]).lower()
    found = working.distances
    periods = () if found is None else found.periods
    if not periods:
        have = t(
            "“{indicator}” has no distances to the city for {level}.",
            indicator=indicator,
            level=level,
        )
    else:
        have = t.plural(
            "“{indicator}” has figures for {n} period for {level}: {periods}.",
            "“{indicator}” has figures for {n} periods for {level}: {periods}.",
            len(periods),
            indicator=indicator,
            level=level,
            periods=range_text(periods),
        )
    broken = []
    if found is not None and len(found.comparable) < len(periods):
        broken.append(
            t.plural(
                "The series breaks: {n} period of them is counted in the same way as the last.",
                "The series breaks: {n} periods of them are counted in the same way as the last.",
                len(found.comparable),
            )
        )
        broken += [each.text(t.lang) for each in found.breaks]
    return [
        have,
        *broken,
        t(
            "It takes two periods before the start and two after it, all counted in the same way:"
            " {n} at the least.",
            n=FEWEST_PERIODS,
        ),
    ]


def series_text(workspace: Workspace, series: LongSeries, t: Translator) -> str:
    """Name an indicator with its periods, for a choice."""
    name = workspace.table.definitions[series.indicator_id].name(t.lang)
    words = t.plural(
        "{name} · {n} period, {periods}",
        "{name} · {n} periods, {periods}",
        len(series.periods),
        name=name,
        periods=range_text(series.periods),
    )
    if len(series.comparable) < len(series.periods):
        words = t.plural(
            "{words} ({n} since the break)",
            "{words} ({n} since the break)",
            len(series.comparable),
            words=words,
        )
    if not series.answers:
        return t("{words} · enough for no initiative yet", words=words)
    return t.plural(
        "{words} · enough for {n} initiative",
        "{words} · enough for {n} initiatives",
        series.answers,
        words=words,
    )


def kind_of(outcome: Outcome, definition: IndicatorDefinition) -> str:
    """Give the mark that colours a word; none where neither end is the better one."""
    directed = definition.direction is not Direction.CONTEXT
    told = outcome.verdict in {Verdict.NARROWER, Verdict.WIDER}
    return outcome.verdict.value if directed and told else ""


def _readings_sentence(
    subject: Subject, working: Working, readings: Readings, t: Translator
) -> str:
    definition = subject.definition
    assert working.distances is not None  # noqa: S101  there are readings
    words = {
        "indicator": definition.name(t.lang),
        "before": distance_sentence(readings.before, definition, t),
        "now": distance_sentence(readings.now, definition, t),
        "newest": period_text(working.distances.newest),
    }
    if working.one is not None:
        return t(
            "{indicator} where “{name}” runs or ran: {before} before the start, {now} in {newest}.",
            name=working.one.name,
            **words,
        )
    return t.plural(
        "{indicator} in the {n} area where an initiative runs or ran and the periods suffice:"
        " {before} before the first known start, {now} in {newest}.",
        "{indicator} in the {n} areas where an initiative runs or ran and the periods suffice, each"
        " from its own first known start: {before} before it, {now} in {newest}.",
        len(compared_codes(working)),
        **words,
    )


def _alike_sentence(working: Working, t: Translator) -> str:
    if working.alike is None:
        return t("No area without a matching initiative is like these, so nothing is held beside.")
    return t(
        "In the most similar areas without a matching initiative: {word}.",
        word=t(VERDICT_NAMES[working.alike.outcome.verdict]),
    )


def compared_codes(working: Working) -> tuple[str, ...]:
    """Name the areas whose distance is followed, () where nothing is compared."""
    if working.distances is None:
        return ()
    members = working.distances.members
    return tuple(code for unit in working.outcome.starts or () for code in members[unit])


def alike_note(workspace: Workspace, working: Working, t: Translator) -> str:
    """Say by what the similar areas were found, "" where there are none."""
    if working.alike is None:
        return ""
    definitions = workspace.table.definitions
    return t(
        "The distance before is the mean of all periods before the start, so a movement that began"
        " earlier counts as well; the chart shows when. Similar areas are the three nearest to each area by their newest figures of: {indicators}."
        " The indicator that is followed is not among them. An area where the start or the status of"
        " a matching initiative is not known does not count as one without.",
        indicators=", ".join(definitions[name].name(t.lang) for name in working.alike.indicators),
    )
