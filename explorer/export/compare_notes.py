"""What a comparison rests on, and where its figures come from, as lines to put beside them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd

from explorer.change import Change
from explorer.compare import SCALING_NAMES, Index, Pair
from explorer.compare_words import ecological_note
from explorer.export.compare_parts import Alike, CompareReport, Owned, Profile
from explorer.export.sources import (
    Lines,
    city_text,
    definition_lines,
    file_lines,
    filled_lines,
    origin_lines,
)
from explorer.i18n import N_, Translator
from explorer.legend import UNIT_WORDS
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.twin import Twin
from explorer.view import ComparePart
from geodata.areas import AreaLevel
from indicators.composite import DRAWS, SPREAD
from indicators.gaps import SEED
from indicators.measures.simulation import DRAWS as TIMES
from indicators.measures.toolkit import Estimate
from indicators.selection import Selected

TITLES: Final[Mapping[ComparePart, str]] = {
    ComparePart.MAPS: N_("Figures of two maps, area by area"),
    ComparePart.CHANGE: N_("What has changed between two periods"),
    ComparePart.TABLE: N_("Areas in many indicators at once"),
    ComparePart.SCATTER: N_("How two indicators go together between areas"),
    ComparePart.SIMILAR: N_("Areas with similar figures"),
    ComparePart.INDEX: N_("Several indicators in one, with weights of your own"),
    ComparePart.OWN: N_("Areas of your own"),
}
LINE_DECIMALS: Final = 4


def title_of(report: CompareReport, t: Translator) -> str:
    """Name what a file holds."""
    return t(TITLES[report.view.compare])


def compare_notes(report: CompareReport, t: Translator, *, made: date) -> Lines:
    """Say what is compared and how, of when and from whom the figures are, and when they were taken."""
    sources = report.workspace.table.sources
    return filled_lines(
        (
            (t("What it shows"), title_of(report, t)),
            *_part_lines(report, t),
            *origin_lines(
                (sources[name] for name in _source_ids(report)),
                _qualities(report),
                t,
                computed=any(each.computed for each in report.selected),
            ),
            *file_lines(t, link=report.link, made=made),
        )
    )


def _part_lines(report: CompareReport, t: Translator) -> Lines:
    match report.found:
        case Twin() as found:
            return _twin_lines(found, t)
        case Change() as found:
            return _change_lines(report, found, t)
        case Profile():
            return (*_level_lines(report, t), *_indicator_lines(report, t), *_own_lines(report, t))
        case Pair() as found:
            return _pair_lines(report, found, t)
        case Alike() as found:
            return _alike_lines(report, found, t)
        case Index() as found:
            return _index_lines(report, found, t)
        case Owned():
            return _own_lines(report, t)


def _twin_lines(twin: Twin, t: Translator) -> Lines:
    return tuple(
        line
        for layer in (twin.first, twin.second)
        if layer is not None
        for line in (
            *definition_lines(layer.definition, layer.selection, t),
            (t("The whole city"), city_text(layer.city, layer.definition, t)),
        )
    )


def _change_lines(report: CompareReport, change: Change, t: Translator) -> Lines:
    names = report.workspace.areas.names(change.level)
    intervals = t("Not known: the figures do not say how many people they were counted among.")
    if change.certain:
        intervals = t("95%, as if the figures of the two periods were independent of each other.")
    together = "; ".join(" + ".join(str(names[code]) for code in codes) for codes in change.united)
    return (
        *definition_lines(change.definition, report.selected[-1].selection, t),
        (t("Counted from"), period_text(change.first)),
        (t("Intervals"), intervals),
        (t("Put together, for they share a figure in one period"), together),
        *(
            (t("Break in the series, {period}", period=each.period), each.text(t.lang))
            for each in change.breaks
        ),
    )


def _pair_lines(report: CompareReport, pair: Pair, t: Translator) -> Lines:
    found = pair.association
    first, second = (
        report.workspace.table.definitions[each.indicator_id] for each in (pair.first, pair.second)
    )
    line = t(
        "second indicator = {intercept} {sign} {slope} × first indicator",
        intercept=t.number(found.line.intercept, LINE_DECIMALS),
        sign="−" if found.line.slope < 0 else "+",
        slope=t.number(abs(found.line.slope), LINE_DECIMALS),
    )
    return (
        *definition_lines(first, pair.first, t),
        *definition_lines(second, pair.second, t),
        (t("Correlation, weighted by people"), _estimate(found.pearson, t)),
        (
            t("Correlation of the ranks (Spearman), weighted by people"),
            _estimate(found.spearman, t),
        ),
        (t("Straight line, weighted by people"), line),
        (
            t("Figures in the correlation (areas that share one count once)"),
            t.number(len(found.areas), 0),
        ),
        (t("As many areas of one size would tell as much"), t.number(found.effective_areas, 1)),
        (
            t("Areas that lack one of the two"),
            t.number(sum(len(unit.split("+")) for unit in found.left_out), 0),
        ),
        (
            t("Intervals"),
            t(
                "95%, areas drawn anew {n} times with the seed {seed}.",
                n=t.number(TIMES, 0),
                seed=SEED,
            ),
        ),
        (t("To know when reading it"), ecological_note(t)),
        *_people_lines(report, t),
        *_own_lines(report, t),
    )


def _alike_lines(report: CompareReport, alike: Alike, t: Translator) -> Lines:
    similar, definitions = alike.similar, report.workspace.table.definitions
    return (
        *_level_lines(report, t),
        (
            t("Distance"),
            t(
                "Root of the mean squared difference in standard deviations, by people, over the"
                " indicators that both areas have; 0 is the same figures."
            ),
        ),
        (t("Median distance to all areas"), t.number(similar.typical, 2)),
        (t("Areas compared"), t.number(similar.compared, 0)),
        (t("Indicators that two areas must share"), t.number(similar.fewest_shared, 0)),
        *_indicator_lines(report, t),
        (
            t("Indicators that tell no areas apart"),
            "; ".join(definitions[name].name(t.lang) for name in similar.unused),
        ),
        *_people_lines(report, t),
        *_own_lines(report, t),
    )


def _index_lines(report: CompareReport, found: Index, t: Translator) -> Lines:
    definitions, index = report.workspace.table.definitions, found.index
    return (
        *_level_lines(report, t),
        (
            t("Index"),
            t(
                "Mean of the indicators by their weights, each turned so that more is more favourable"
                " and put on a common scale. Which indicators stand in it is a choice."
            ),
        ),
        (t("Common scale"), t(SCALING_NAMES[index.normalisation])),
        *(
            (
                t("Weight of “{indicator}”", indicator=definitions[str(name)].name(t.lang)),
                t.percent(100 * weight, 1),
            )
            for name, weight in index.weights.items()
        ),
        (
            t("Places"),
            t(
                "95% of {n} weightings, drawn about these weights (each typically {spread} larger or"
                " smaller) and ranked on all three scales; seed {seed}.",
                n=t.number(DRAWS, 0),
                spread=t.percent(100 * SPREAD, 0),
                seed=SEED,
            ),
        ),
        (t("Areas that lack a figure and have no index"), t.number(len(index.left_out), 0)),
        *_indicator_lines(report, t),
        *_people_lines(report, t),
    )


def _own_lines(report: CompareReport, t: Translator) -> Lines:
    """Name the primary areas that each area of one's own is made of, where there are any."""
    if not report.own:
        return ()
    names = report.workspace.areas.names
    lines: Lines = tuple(
        (
            t("Own area: {name}", name=own.name),
            ", ".join(
                f"{code} {names(AreaLevel.PRIMARY_AREA)[code]}"
                + ("" if share == 1 else f" ({t.percent(100 * share, 2)})")
                for code, share in own.pairs
            ),
        )
        for own in report.view.own
    )
    if not all(own.whole for own in report.view.own):
        told = t(
            "Where an area belongs in part, its people are taken as spread evenly over its land: the"
            " figures are approximate."
        )
        lines += ((t("To know when reading it"), told),)
    return lines


def _level_lines(report: CompareReport, t: Translator) -> Lines:
    return ((t("Level"), t(LEVEL_NAMES[report.view.level])),)


def _people_lines(report: CompareReport, t: Translator) -> Lines:
    period = report.workspace.people_period
    return (
        (t("Weighed by"), t("Residents ({period})", period=period) if period else t("Residents")),
    )


def _indicator_lines(report: CompareReport, t: Translator) -> Lines:
    """Say of each indicator what it counts, in what, of when and from whom."""
    return tuple(_indicator_line(report, each, t) for each in report.selected)


def _indicator_line(report: CompareReport, selected: Selected, t: Translator) -> tuple[str, str]:
    table, selection = report.workspace.table, selected.selection
    definition = table.definitions[selection.indicator_id]
    sources = (table.sources[name] for name in selected.source_ids)
    words = (
        definition.description(t.lang),
        definition.caveat(t.lang),
        f"{t(UNIT_WORDS[definition.unit])}; {period_text(selection.period)}",
        "; ".join(f"{each.publisher}: {each.title}" for each in sources),
    )
    return definition.name(t.lang), "\n".join(filter(None, words))


def _estimate(found: Estimate, t: Translator) -> str:
    value = t.number(found.estimate, 3)
    if found.lower is None or found.upper is None:
        return t("{value} (interval not known)", value=value)
    lower, upper = t.number(found.lower, 3), t.number(found.upper, 3)
    return t("{value} (95% interval {lower} to {upper})", value=value, lower=lower, upper=upper)


def _source_ids(report: CompareReport) -> tuple[str, ...]:
    """List the sources of all figures used, the city's too, in order of first appearance."""
    names = [
        name
        for each in report.selected
        for name in (*each.source_ids, *([each.city.source_id] if each.city else ()))
    ]
    names += [name for each in report.own for name in each.source_ids]
    return tuple(dict.fromkeys(name for name in names if name in report.workspace.table.sources))


def _qualities(report: CompareReport) -> pd.Series:
    found = [str(each) for one in report.selected for each in one.frame["quality"].dropna()]
    found += [each.quality.value for each in report.own if each.quality is not None]
    return pd.Series(found, dtype="object")
