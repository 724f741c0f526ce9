"""
What may be said about a gap over time: one of five words, and what limits it.

The rules are applied from the top; the first that holds decides.

1. Nothing is compared: no figure or no measure in the base period or the newest one, or both are
   the same period. Cannot be said.
2. The series breaks between the two (method, definition or boundary), or the areas that have
   figures in every period hold less than nine tenths of the people. Cannot be said.
3. Only two periods have figures. Too early to say.
4. The interval of the change is not known. Cannot be said.
5. The interval of the change lies wholly below zero: narrower. Wholly above: wider.
6. It holds zero and lies within a tenth of the base value on both sides: unchanged.
7. It holds zero and is wider than that: cannot be said, the change is smaller than its uncertainty.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indicators.measures.interval import Interval

# With two points one cannot tell a movement from a swing.
FEWEST_PERIODS: Final = 3
# A change that is surely smaller than this share of the gap is no change worth the name.
MARGIN: Final = 0.1
COVERED: Final = 0.9


class Verdict(StrEnum):
    """What is said; nothing else ever is."""

    NARROWER = "narrower"
    WIDER = "wider"
    UNCHANGED = "unchanged"
    TOO_EARLY = "too-early"
    CANNOT_BE_SAID = "cannot-be-said"


class Limit(StrEnum):
    """What keeps a verdict from saying more."""

    ONE_PERIOD = "one-period"
    NO_BASE = "no-base"
    NOT_MEASURED = "not-measured"
    SERIES_BREAK = "series-break"
    AREAS_DIFFER = "areas-differ"
    TWO_PERIODS = "two-periods"
    INTERVAL_NOT_KNOWN = "interval-not-known"
    WITHIN_UNCERTAINTY = "within-uncertainty"


@dataclass(frozen=True)
class Evidence:
    """
    What a verdict rests on.

    Parameters
    ----------
    periods
        How many, from the base period to the newest, have figures.
    has_base
        Whether the base period has figures and is older than the newest.
    before
        Size of the gap in the base period: 0 when all areas are equal. None if it is not measured.
    change
        Size in the newest period less that in the base period; None if it is not measured.
    interval
        Of the change; None if it is not known.
    breaks
        How many breaks of the series lie between the two.
    covered
        Share (0–1) of the newest period's people who live in areas that are compared.
    """

    periods: int
    has_base: bool
    before: float | None
    change: float | None
    interval: Interval | None
    breaks: int = 0
    covered: float = 1.0


@dataclass(frozen=True)
class Judgement:
    """A verdict with what limits it, by the rule that decided."""

    verdict: Verdict
    limit: Limit | None = None


def judge(evidence: Evidence) -> Judgement:
    """Decide what may be said, by the rules at the top of this module."""
    limit = _limit(evidence)
    if limit is Limit.TWO_PERIODS:
        return Judgement(Verdict.TOO_EARLY, limit)
    if limit is not None or evidence.interval is None or evidence.before is None:
        return Judgement(Verdict.CANNOT_BE_SAID, limit)
    lower, upper = evidence.interval
    if upper < 0:
        return Judgement(Verdict.NARROWER)
    if lower > 0:
        return Judgement(Verdict.WIDER)
    if max(-lower, upper) <= MARGIN * evidence.before:
        return Judgement(Verdict.UNCHANGED)
    return Judgement(Verdict.CANNOT_BE_SAID, Limit.WITHIN_UNCERTAINTY)


def _limit(evidence: Evidence) -> Limit | None:
    if not evidence.has_base:
        return Limit.ONE_PERIOD if evidence.periods <= 1 else Limit.NO_BASE
    if evidence.before is None or evidence.change is None:
        return Limit.NOT_MEASURED
    if evidence.breaks:
        return Limit.SERIES_BREAK
    if evidence.covered < COVERED:
        return Limit.AREAS_DIFFER
    if evidence.periods < FEWEST_PERIODS:
        return Limit.TWO_PERIODS
    return Limit.INTERVAL_NOT_KNOWN if evidence.interval is None else None
