"""What a part of the page about effort and need rests on, as lines to put beside its tables."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd

from explorer.effort.matching import PERCENT
from explorer.effort.quality import (
    cost_sentence,
    counted_in,
    location_quality,
    quality_sentences,
)
from explorer.effort.standing import Standing, find_standing
from explorer.effort.subject import Subject
from explorer.export.sources import (
    BOUNDARIES,
    Lines,
    city_text,
    definition_lines,
    file_lines,
    filled_lines,
    origin_lines,
)
from explorer.i18n import N_, Translator
from explorer.legend import UNIT_WORDS
from explorer.names import LEVEL_NAMES, TARGET_AREA_NAMES
from explorer.narrative import period_text
from explorer.view import EffortPart
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from indicators.selection import CityValue, Selected

TITLES: Final[Mapping[EffortPart, str]] = {
    EffortPart.NEED: N_("Need and effort, area by area"),
    EffortPart.COVERAGE: N_("Coverage: who lives where a matching initiative runs"),
    EffortPart.BLANKS: N_("Blank spots: areas by target areas"),
    EffortPart.REACH: N_("Reach: residents near the places of initiatives"),
    EffortPart.CLOSING: N_("Distance to the city before and after initiatives start"),
    EffortPart.TOGETHER: N_("Initiatives by kind of organiser"),
}
# Parts that hold each target area against the indicator that stands for it.
WITH_STANDINGS: Final = (EffortPart.COVERAGE, EffortPart.BLANKS)


def title_of(part: EffortPart, t: Translator) -> str:
    """Name what a file of a part holds."""
    return t(TITLES[part])


def effort_notes(
    workspace: Workspace, subject: Subject, t: Translator, *, link: str, made: date
) -> Lines:
    """Say what is shown, of when and from whom the figures are, which initiatives count, and how."""
    part = subject.view.effort
    figures = _figures(workspace, subject)
    return filled_lines(
        (
            (t("What it shows"), title_of(part, t)),
            *_filter_lines(subject, t),
            *_indicator_lines(workspace, subject, t),
            *_rule_lines(workspace, subject, t),
            (t("To know when reading it"), t("Association, not effect.")),
            *_origin_lines(workspace, figures, t),
            (t("Residents"), workspace.people_period),
            (t("Boundaries"), t(BOUNDARIES)),
            (t("Initiatives"), t("Public pages; each row names its own.")),
            *file_lines(t, link=link, made=made),
        )
    )


def _filter_lines(subject: Subject, t: Translator) -> Lines:
    lines: Lines = ((t("Level"), t(LEVEL_NAMES[subject.level])),)
    if subject.view.effort is EffortPart.BLANKS and subject.view.blank:
        shown = t("Only areas with a large gap, nothing running and nothing planned")
        lines += ((t("Filter"), shown),)
    return lines


def _indicator_lines(workspace: Workspace, subject: Subject, t: Translator) -> Lines:
    """Say whose gap is shown: the chosen indicator's, or that of those which stand for target areas."""
    lines: Lines = ()
    match subject.view.effort:
        case EffortPart.TOGETHER:
            return ()
        case EffortPart.BLANKS:
            pass
        case _:
            lines = (
                *definition_lines(subject.definition, subject.selection, t),
                (t("The whole city"), city_text(subject.selected.city, subject.definition, t)),
            )
    for target_area, standing in _standings(workspace, subject).items():
        heading = t("Indicator for {target_area}", target_area=t(TARGET_AREA_NAMES[target_area]))
        lines += ((heading, _standing_text(standing, t)),)
    return lines


def _standing_text(standing: Standing | None, t: Translator) -> str:
    if standing is None:
        return t("no indicator with a better end")
    definition = standing.definition
    words = (
        f"{definition.name(t.lang)}, {period_text(standing.selection.period)}"
        f" ({t(UNIT_WORDS[definition.unit])})",
        definition.description(t.lang),
        definition.caveat(t.lang),
        f"{t('The whole city')}: {city_text(standing.city, definition, t)}",
    )
    return "\n".join(filter(None, words))


def _rule_lines(workspace: Workspace, subject: Subject, t: Translator) -> Lines:
    rule = subject.rule
    counted = counted_in(workspace, subject)
    quality = location_quality(counted, workspace.areas, subject.level)
    sentences, note = quality_sentences(quality, t, city_wide=rule.city_wide, level=subject.level)
    finer = cost_sentence(quality, AreaLevel.PRIMARY_AREA, t)
    stamp = workspace.register.stamp
    return (
        (
            t("Target areas whose initiatives count"),
            ", ".join(t(TARGET_AREA_NAMES[each]) for each in rule.themes),
        ),
        (
            t("Those of which nobody knows whether they still run"),
            t("count") if rule.doubtful else t("do not count"),
        ),
        (
            t("How much a city-wide initiative counts in each area"),
            t.percent(PERCENT * rule.city_wide, 0),
        ),
        (t("Initiatives that count"), t.number(len(counted), 0)),
        (t("How well their places are known"), " ".join(sentences)),
        (t("What a finer level costs"), note or finer),
        (
            t("State of the register"),
            t("change {stamp}", stamp=stamp) if stamp else t("as read from its file"),
        ),
    )


def _standings(workspace: Workspace, subject: Subject) -> dict[TargetArea, Standing | None]:
    if subject.view.effort not in WITH_STANDINGS:
        return {}
    themes = subject.rule.themes if subject.view.effort is EffortPart.BLANKS else tuple(TargetArea)
    return {each: find_standing(workspace, each, subject.level) for each in themes}


def _figures(
    workspace: Workspace, subject: Subject
) -> tuple[tuple[Selected, CityValue | None], ...]:
    """List the figures that a part shows, each selection once."""
    found = {}
    if subject.view.effort not in (EffortPart.BLANKS, EffortPart.TOGETHER):
        found[subject.selection] = (subject.selected, subject.selected.city)
    for standing in _standings(workspace, subject).values():
        if standing is not None:
            found.setdefault(standing.selection, (standing.selected, standing.city))
    return tuple(found.values())


def _origin_lines(
    workspace: Workspace, figures: tuple[tuple[Selected, CityValue | None], ...], t: Translator
) -> Lines:
    if not figures:
        return ()
    names = [
        name
        for selected, city in figures
        for name in (*selected.source_ids, *([] if city is None else [city.source_id]))
    ]
    sources = workspace.table.sources
    quality = [str(q) for selected, _ in figures for q in selected.frame["quality"].dropna()]
    return origin_lines(
        [sources[name] for name in dict.fromkeys(names) if name in sources],
        pd.Series(quality, dtype="object"),
        t,
        computed=any(selected.computed for selected, _ in figures),
    )
