"""The answer of `python -m explorer gaps` as a record, as rows and as text."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from explorer.gap_answer import Answer
from explorer.gap_words import (
    basis_sentences,
    movement_sentences,
    people_sentence,
    verdict_sentences,
)
from explorer.gaps import Gap, Movement
from explorer.i18n import Translator
from explorer.measure_names import measure_name
from explorer.measure_values import decimals_of, refusal_text, value_text
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from indicators.comparison import People
from indicators.gaps import MEASURES
from indicators.measures.interval import CONFIDENCE
from indicators.measures.simulation import DRAWS
from indicators.measures.toolkit import Estimate
from indicators.people import FEWEST_TOLD, GapInPeople, Headcount, Unknown, round_people


def to_record(found: Answer, t: Translator) -> dict[str, Any]:
    """Write an answer as plain values; what is not known is None."""
    comparison, summary = found.gap.comparison, found.gap.result.summary
    definition, selection, order = found.gap.definition, found.gap.selection, comparison.order
    known = any(one.lower is not None for one in summary.measures.values())
    return {
        "indicator": definition.indicator_id,
        "name": definition.name(t.lang),
        "level": selection.level.value,
        "period": selection.period,
        "unit": definition.unit,
        "people": _people(comparison.people),
        "base": _people(comparison.base),
        "order": None
        if order is None
        else {"indicator": order.indicator_id, "period": order.period},
        "reference": comparison.groups.reference,
        "areas": sum(len(codes) for codes in comparison.members.values()),
        "left_out": {code: why.value for code, why in comparison.left_out.items()},
        "intervals": {"confidence": CONFIDENCE, "draws": DRAWS, "seed": found.seed}
        if known
        else None,
        "measures": {name: _estimate(one) for name, one in summary.measures.items()},
        "not_applicable": {
            name: refusal_text(why, t) for name, why in summary.not_applicable.items()
        },
        "places": {
            str(code): {name: _whole(row[name]) for name in ("rank", "lower", "upper")}
            for code, row in found.gap.result.places.iterrows()
            if pd.notna(row["rank"])
        },
        "development": _development(found.movement, t),
        "people_gap": _people_gap(found.people, comparison.members),
    }


def to_rows(found: Answer, t: Translator) -> list[list[str]]:
    """Write a row for every measure, with a header: numbers in full, empty where not known."""
    summary = found.gap.result.summary
    rows = [["measure", "name", "estimate", "lower", "upper", "not_applicable"]]
    for name in MEASURES:
        one = summary.measures.get(name)
        cells = ["" if cell is None else repr(float(cell)) for cell in one or (None,) * 3]
        why = summary.not_applicable.get(name)
        rows.append([name, measure_name(name, t), *cells, refusal_text(why, t) if why else ""])
    return rows


def to_text(found: Answer, t: Translator) -> str:
    """Write an answer to be read in a terminal."""
    gap, definition = found.gap, found.gap.definition
    summary = gap.result.summary
    head = ", ".join(
        (
            definition.name(t.lang),
            t(LEVEL_NAMES[gap.selection.level]).lower(),
            period_text(gap.selection.period),
        )
    )
    cells = [("", t("Measure"), t("Value"), t("95% interval"))]
    for name, one in summary.measures.items():
        value = value_text(name, one.estimate, definition, t)
        cells.append((name, measure_name(name, t), value, _interval(name, one, gap, t)))
    notes = [
        f"{name}: {measure_name(name, t)}. {refusal_text(why, t)}"
        for name, why in summary.not_applicable.items()
    ]
    notes += basis_sentences(gap.comparison, t, level_size=found.level_size)
    notes += verdict_sentences(found.movement.development, t)
    notes += movement_sentences(found.movement, definition, t)
    if isinstance(found.people, GapInPeople):
        notes.append(people_sentence(found.people, definition, t))
    return "\n".join([head, "", *_aligned(cells), "", *notes])


def _people(people: People | None) -> dict[str, Any] | None:
    if people is None:
        return None
    return {"indicators": list(people.indicators), "period": people.period}


def _estimate(one: Estimate | None) -> dict[str, float | None] | None:
    if one is None:
        return None
    return {name: None if cell is None else float(cell) for name, cell in one._asdict().items()}


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _development(movement: Movement, t: Translator) -> dict[str, Any]:
    found = movement.development
    limit = found.judgement.limit
    return {
        "measure": found.measure.short_name,
        "base": found.base,
        "asked_base": found.wished,
        "newest": found.newest.period,
        "change": _estimate(found.change),
        "verdict": found.judgement.verdict.value,
        "limit": None if limit is None else limit.value,
        "compared": found.units,
        "covered": float(found.covered),
        "breaks": [
            {"period": each.period, "kind": each.kind.value, "text": each.text(t.lang)}
            for each in found.breaks
        ],
        "readings": [
            {
                "period": each.period,
                **(_estimate(each.estimate) or dict.fromkeys(Estimate._fields)),
                "not_applicable": refusal_text(each.refusal, t) if each.refusal else None,
            }
            for each in found.readings
        ],
        "partner": movement.partner and movement.partner.measure.short_name,
        "disagree": movement.disagree if movement.partner else None,
    }


def _people_gap(
    found: GapInPeople | Unknown, members: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    if isinstance(found, Unknown):
        return {"unknown": found.value}
    return {
        **_headcount(found.total),
        "more": found.more,
        "city": float(found.city),
        "base": _people(found.base),
        "areas": {unit: _headcount(count) for unit, count in found.areas.items()},
        "hidden": [code for unit in found.hidden for code in members[unit]],
    }


def _headcount(count: Headcount) -> dict[str, int | None]:
    """Round as on the page; a number of people that is too small to be told is None."""
    ends = count.interval or (None, None)
    low, high = (None if end is None else round_people(end) for end in ends)
    told = None if count.people < FEWEST_TOLD else round_people(count.people)
    return {"people": told, "lower": low, "upper": high}


def _interval(name: str, one: Estimate, gap: Gap, t: Translator) -> str:
    if one.lower is None or one.upper is None:
        return t("not known")
    decimals = decimals_of(name, one.estimate, gap.definition)
    low, high = (t.number(each, decimals) for each in (one.lower, one.upper))
    return t("{low} to {high}", low=low, high=high)


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
