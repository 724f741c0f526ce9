"""The table of blank spots: what each cell says to eyes and ears."""

from collections.abc import Collection
from dataclasses import dataclass

from explorer.effort.blanks import Blanks, Cell, Column, Row
from explorer.effort.matching import PERCENT
from explorer.effort.standing import Standing
from explorer.heat import BETTER, DIRECTION_WORDS, SIDE_WORDS, WORSE
from explorer.i18n import Translator
from explorer.legend import UNIT_WORDS
from explorer.names import TARGET_AREA_NAMES
from explorer.narrative import period_text
from indicators.definitions import Direction, IndicatorDefinition


@dataclass(frozen=True)
class Head:
    """
    A column's head: the target area, the indicator that stands for it, and the city's value.

    `added` says what those of the whole city add in every area; "" where they add nothing.
    """

    title: str
    indicator: str
    unit: str
    city: str
    added: str


@dataclass(frozen=True)
class CellWords:
    """
    A cell.

    Parameters
    ----------
    count
        How many run here.
    more
        Short words under it: what is planned, what is not known, or that only those of the whole
        city reach it.
    mark
        Says that it is a blank spot; "" where it is none.
    difference
        From the city, with its sign, or why there is none.
    style
        Class of the tone; "" without one.
    spoken
        All of it in one sentence, for those who do not see the table.
    """

    count: str
    more: tuple[str, ...]
    mark: str
    difference: str
    style: str
    spoken: str
    missing: bool


@dataclass(frozen=True)
class RowWords:
    """An area with a cell for each column."""

    code: str
    name: str
    cells: tuple[CellWords, ...]
    chosen: bool = False


@dataclass(frozen=True)
class FootRow:
    """A row under the areas: how many there are in all, and how many stand in no cell."""

    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class TableWords:
    """The table as `effort_blanks.html` draws it; `legend` has words and classes, as in the heat table."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[RowWords, ...]
    foot: tuple[FootRow, ...]
    legend: tuple[tuple[str, tuple[str, ...]], ...]
    reading: str
    mark: str
    area: str
    city: str


def table_words(
    blanks: Blanks, t: Translator, *, only_blank: bool = False, chosen: Collection[str] = ()
) -> TableWords:
    """Write the table; with `only_blank` only areas with a blank spot."""
    rows = blanks.blank_rows if only_blank else blanks.rows
    definitions = [
        None if each.standing is None else each.standing.definition for each in blanks.columns
    ]

    def words(row: Row) -> RowWords:
        pairs = zip(row.cells, definitions, strict=True)
        cells = tuple(_cell(cell, definition, t) for cell, definition in pairs)
        return RowWords(row.code, row.name, cells, row.code in chosen)

    return TableWords(
        caption=t("Areas by target areas: how many initiatives run, and the gap from the city"),
        heads=tuple(_head(each, t, city_wide=blanks.rule.city_wide) for each in blanks.columns),
        rows=tuple(map(words, rows)),
        foot=_foot(blanks, t),
        legend=tuple(
            (t(SIDE_WORDS[side]), tuple(f"{side}{step}" for step in (1, 2, 3)))
            for side in (WORSE, BETTER)
        ),
        reading=t(
            "To the left the difference from the city, to the right what runs. Not known: nobody knows"
            " whether it still runs."
        ),
        mark=t("blank spot: a large gap, and nothing runs or is planned"),
        area=t("Area"),
        city=t("Whole city"),
    )


def gap_text(cell: Cell, definition: IndicatorDefinition | None, t: Translator) -> str:
    """Say how far a cell is from the city, on which side."""
    if definition is None:
        return t("no indicator stands for it")
    if cell.difference is None:
        return t("no figure")
    unit = "percentage points" if definition.unit == "percent" else definition.unit
    if not _is_seen(cell.difference, definition):
        return t("as the city")
    higher = cell.difference > 0
    better = higher == (definition.direction is Direction.HIGHER_BETTER)
    amount = t.unit(abs(cell.difference), unit, definition.decimals)
    side = t(SIDE_WORDS[BETTER if better else WORSE])
    return t("{amount} {side}", amount=amount, side=side)


def dated_name(standing: Standing, t: Translator) -> str:
    """Name an indicator with its period."""
    name, period = standing.definition.name(t.lang), period_text(standing.selection.period)
    return t("{indicator}, {period}", indicator=name, period=period)


def _head(column: Column, t: Translator, *, city_wide: float) -> Head:
    title = t(TARGET_AREA_NAMES[column.target_area])
    added = ""
    if whole := city_wide * len(column.running.city_wide):
        added = t("+{n} in every area, city-wide", n=t.number(whole, None))
    standing = column.standing
    if standing is None:
        return Head(title, t("no indicator with a better end"), "", t("no figure"), added)
    definition = standing.definition
    return Head(
        title,
        dated_name(standing, t),
        t(
            "{unit}; {direction}",
            unit=t(UNIT_WORDS[definition.unit]),
            direction=t(DIRECTION_WORDS[standing.higher_is_better]),
        ),
        t.number(standing.city.value, definition.decimals),
        added,
    )


def _cell(cell: Cell, definition: IndicatorDefinition | None, t: Translator) -> CellWords:
    if cell.running is None:
        told = t("places not known on this level")
        return CellWords("–", (), "", "", "", told, missing=True)
    running = t.plural("{n} running", "{n} running", cell.running)
    more = []
    spoken = [running]
    if cell.placeless:
        placeless = t.plural("{n} without a place here", "{n} without a place here", cell.placeless)
        more.append(placeless)
        spoken.append(placeless)
    if cell.planned:
        more.append(t.plural("+{n} planned", "+{n} planned", cell.planned))
        spoken.append(t.plural("{n} planned", "{n} planned", cell.planned))
    if cell.doubtful:
        more.append(t.plural("{n} not known", "{n} not known", cell.doubtful))
        spoken.append(
            t.plural(
                "{n} of which nobody knows whether it runs",
                "{n} of which nobody knows whether they run",
                cell.doubtful,
            )
        )
    if cell.without_local and not cell.blank:
        more.append(t("city-wide only"))
        spoken.append(t("city-wide only"))
    mark = ""
    if cell.blank:
        mark = t("nothing known to run") if cell.doubtful else t("nothing runs")
    gap = gap_text(cell, definition, t)
    difference = gap
    if definition is not None and cell.difference is not None:
        difference = t.number(cell.difference, definition.decimals, signed=True)
    side = BETTER if cell.tone > 0 else WORSE
    parts = [", ".join(spoken), gap, *([t("blank spot")] if cell.blank else [])]
    return CellWords(
        count=t.number(cell.running, 0),
        more=tuple(more),
        mark=mark,
        difference="" if definition is None else difference,
        style=f"{side}{abs(cell.tone)}" if cell.tone else "",
        spoken="; ".join(parts),
        missing=cell.difference is None,
    )


def _foot(blanks: Blanks, t: Translator) -> tuple[FootRow, ...]:
    """Count every initiative once: in all, and those that stand in no cell."""

    def row(name: str, counts: list[int]) -> FootRow:
        return FootRow(name, tuple(t.number(count, 0) for count in counts))

    columns = [each.running for each in blanks.columns]
    whole = t("in the whole city, in no cell")
    if blanks.rule.city_wide:
        share = t.percent(PERCENT * blanks.rule.city_wide, 0)
        whole = t("in the whole city, {share} in every cell", share=share)
    return (
        row(t("Running, each once"), [len(each.counted) for each in columns]),
        row(whole, [len(each.city_wide) for each in columns]),
        row(t("area not known, in no cell"), [len(each.unplaced) for each in columns]),
    )


def _is_seen(difference: float, definition: IndicatorDefinition) -> bool:
    """Whether a difference is more than zero with the decimals that are shown."""
    return abs(difference) >= 0.5 * 10.0**-definition.decimals
