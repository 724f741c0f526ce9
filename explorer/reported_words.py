"""Gaps that reports state, in words: as reported, and what our own figures say beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.gap_words import gap_sentence
from explorer.gaps import Gap
from explorer.i18n import N_, Translator
from indicators.reported import ReportedGap, ReportedUnit

# What a reported value and a reported difference are in, with the number in its place.
VALUES: Final[Mapping[ReportedUnit, str]] = {
    ReportedUnit.YEARS: N_("{n} years"),
    ReportedUnit.PERCENT: N_("{n} percent"),
    ReportedUnit.SEK: N_("{n} SEK"),
}
DIFFERENCES: Final[Mapping[ReportedUnit, str]] = {
    **VALUES,
    ReportedUnit.PERCENT: N_("{n} percentage points"),
}
# Years and percent may have a decimal in a report; it is kept, none is added.
SIGNED: Final = frozenset({ReportedUnit.SEK})


@dataclass(frozen=True)
class ReportedWords:
    """What the page says of one reported gap; `ours` is "" where no figure of ours stands beside it."""

    name: str
    reported: str
    ours: str
    note: str
    source: str


def reported_words(found: ReportedGap, beside: Gap | None, t: Translator) -> ReportedWords:
    """
    Tell a reported gap as the report has it.

    Parameters
    ----------
    beside
        The gap of the indicator that the report is set beside, None if there is none.
    """
    better, worse = found.better_area(t.lang), found.worse_area(t.lang)
    if found.better_value is not None and found.worse_value is not None:
        reported = t(
            "{better_area} {better}, {worse_area} {worse}.",
            better_area=better,
            better=_value(found.better_value, found.unit, t),
            worse_area=worse,
            worse=_value(found.worse_value, found.unit, t),
        )
    elif found.difference is not None:
        reported = t(
            "{difference} between {better_area} and {worse_area}.",
            difference=t(DIFFERENCES[found.unit], n=t.number(found.difference, None)),
            better_area=better,
            worse_area=worse,
        )
    else:
        reported = ""
    return ReportedWords(
        name=f"{found.name(t.lang)}, {found.period(t.lang)}",
        reported=reported,
        ours="" if beside is None else t("Beside it: {ours}", ours=gap_sentence(beside, t)),
        note=found.note(t.lang),
        source=t("Source: {source}.", source=found.source),
    )


def _value(value: float, unit: ReportedUnit, t: Translator) -> str:
    signed = unit in SIGNED
    return t(VALUES[unit], n=t.number(value, None, signed=signed))
