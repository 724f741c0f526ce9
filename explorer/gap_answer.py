"""What `python -m explorer gaps` answers: exactly what is asked for, or a sentence that says why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from explorer.gaps import Gap, Movement, unit_names
from explorer.measure_names import PARTNER
from explorer.view import ViewState
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from geodata.problems import shorten
from indicators.comparison import NotComparable, Unfit, compare_areas, ordering_indicators
from indicators.definitions import Kind
from indicators.development import Development, base_periods, compare_periods, develop, disagree
from indicators.gaps import MEASURES, SEED, measure_gaps
from indicators.people import GapInPeople, Unknown, count_people
from indicators.selection import Selection, combinations

NO_ORDER: Final = "none"
USUAL_ORDER: Final = ViewState.order
MOST_NAMES: Final = 30
# Why an area is not compared, after “because”.
LEFT_OUT: Final = {
    "no-figure": "it has no figure",
    "withheld": "its figure is withheld to protect small groups",
    "no-people": "nobody has counted its people",
}


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """What is asked for is not there or cannot be compared; the text says what there is instead."""


@dataclass(frozen=True)
class Question:
    """
    What is asked for.

    Parameters
    ----------
    period
        None is the newest of the level.
    order_by
        None takes the usual ordering indicator where the level has it; `NO_ORDER` takes none.
    reference
        Code of an area; None takes the one in the middle.
    base
        Period that the change is counted from; None takes the usual one.
    """

    indicator: str
    level: AreaLevel
    period: str | None = None
    order_by: str | None = None
    reference: str | None = None
    base: str | None = None
    measure: str = ViewState.measure
    seed: int = SEED


@dataclass(frozen=True, eq=False)
class Answer:
    """The gap that was asked for: measures, change, people."""

    gap: Gap
    movement: Movement
    people: GapInPeople | Unknown
    level_size: int
    seed: int


def answer(workspace: Workspace, question: Question) -> Answer:
    """
    Measure the gap of exactly what is asked for.

    Raises
    ------
    Refused
        If something of it does not exist, has no figures, or cannot be compared.
    """
    selection = _settle(workspace, question)
    order, reference = _order(workspace, question), question.reference
    table, areas = workspace.table, workspace.areas
    if question.measure not in MEASURES:
        raise Refused(_unknown("measure", question.measure, MEASURES))
    try:
        comparison = compare_areas(table, areas, selection, order_by=order, reference=reference)
    except NotComparable as refusal:
        raise Refused(_unfit(refusal)) from None
    if reference is not None and reference in comparison.left_out:
        raise Refused(
            f"Area {reference} is not compared, because {LEFT_OUT[comparison.left_out[reference]]}."
            " Choose another reference, or leave it out."
        )
    comparisons = compare_periods(
        table,
        areas,
        question.indicator,
        question.level,
        order_by=order,
        reference=reference,
    )
    offered = base_periods(comparisons)
    if question.base is not None and question.base not in offered:
        raise Refused(_unknown("base period", question.base, offered))

    def follow(measure: str) -> Development:
        return develop(table, comparisons, measure, base=question.base, seed=question.seed)

    development = follow(question.measure)
    partner = follow(PARTNER[question.measure]) if question.measure in PARTNER else None
    apart = partner is not None and disagree(development, partner)
    result = measure_gaps(comparison, seed=question.seed)
    return Answer(
        gap=Gap(selection, result, unit_names(workspace, selection.level, comparison)),
        movement=Movement(development, partner, apart, offered, None, None),
        people=count_people(comparison, seed=question.seed),
        level_size=len(areas.codes(selection.level)),
        seed=question.seed,
    )


def _settle(workspace: Workspace, question: Question) -> Selection:
    definitions = workspace.table.definitions
    name, level = question.indicator, question.level
    if name not in definitions:
        raise Refused(_unknown("indicator", name, definitions))
    if definitions[name].kind is Kind.COUNT:
        others = [each for each, one in definitions.items() if one.kind is not Kind.COUNT]
        raise Refused(
            f"“{name}” is a count, which is large where many people live, so its areas are not"
            f" compared. Compared can be: {shorten(others, limit=MOST_NAMES)}."
        )
    periods: dict[AreaLevel, list[str]] = {}
    for each in combinations(workspace.table, workspace.areas, name):
        if each.available and each.level is not AreaLevel.MUNICIPALITY:
            periods.setdefault(each.level, []).append(each.period)
    levels = ", ".join(periods) or "the whole city alone"
    if level is AreaLevel.MUNICIPALITY:
        raise Refused(
            f"The whole city has no areas to compare. “{name}” has figures for: {levels}."
        )
    if level not in periods:
        raise Refused(f"“{name}” has no figures for {level}. There are figures for: {levels}.")
    there = sorted(periods[level])
    if question.period is not None and question.period not in there:
        raise Refused(
            f"“{name}” has no figures for {level} in {question.period}."
            f" There are figures for: {', '.join(there)}."
        )
    codes = workspace.areas.codes(level)
    if question.reference is not None and question.reference not in codes:
        raise Refused(_unknown(f"area of the level {level}", question.reference, codes))
    return Selection(name, level, question.period or there[-1])


def _order(workspace: Workspace, question: Question) -> str | None:
    if question.order_by == NO_ORDER:
        return None
    offered = ordering_indicators(workspace.table, workspace.areas, question.level)
    if question.order_by is None:
        return USUAL_ORDER if USUAL_ORDER in offered else None
    if question.order_by not in offered:
        raise Refused(
            f"“{question.order_by}” cannot order the areas of the level {question.level}."
            f" These can: {shorten([*offered, NO_ORDER], limit=MOST_NAMES)}."
        )
    return question.order_by


def _unknown(what: str, value: str, allowed: Iterable[str]) -> str:
    return f"There is no {what} “{value}”. There are: {shorten(list(allowed), limit=MOST_NAMES)}."


def _unfit(refusal: NotComparable) -> str:
    found = refusal.selection
    where = f"“{found.indicator_id}” for {found.level} in {found.period}"
    if refusal.reason is Unfit.ONE_AREA:
        return f"{where} has figures for fewer than two areas, so there is nothing to compare."
    return f"{where} is not compared: nobody has counted the people to weigh its areas by."
