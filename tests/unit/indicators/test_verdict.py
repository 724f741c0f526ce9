import pytest

from indicators.measures.interval import Interval
from indicators.verdict import Evidence, Judgement, Limit, Verdict, judge

CANNOT = Verdict.CANNOT_BE_SAID


def evidence(
    low: float | None,
    high: float | None,
    *,
    periods: int = 3,
    before: float | None = 20.0,
    change: float | None = 0.0,
    has_base: bool = True,
    breaks: int = 0,
    covered: float = 1.0,
) -> Evidence:
    """Put together what a verdict rests on; the gap in the base period is 20."""
    interval = None if low is None or high is None else Interval(low, high)
    return Evidence(
        periods=periods,
        has_base=has_base,
        before=before,
        change=change,
        interval=interval,
        breaks=breaks,
        covered=covered,
    )


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        pytest.param(-9, -1, Verdict.NARROWER, id="wholly below zero"),
        pytest.param(-9, -0.001, Verdict.NARROWER, id="just below zero"),
        pytest.param(1, 9, Verdict.WIDER, id="wholly above zero"),
        pytest.param(0.001, 9, Verdict.WIDER, id="just above zero"),
        # A tenth of 20 is 2.
        pytest.param(-1, 1, Verdict.UNCHANGED, id="within a tenth"),
        pytest.param(-2, 2, Verdict.UNCHANGED, id="a tenth exactly on both sides"),
        pytest.param(-2, 0, Verdict.UNCHANGED, id="touches zero from below"),
        pytest.param(0, 2, Verdict.UNCHANGED, id="touches zero from above"),
        pytest.param(-0.5, -0.1, Verdict.NARROWER, id="small but surely below zero"),
    ],
)
def test_interval_of_the_change_decides(low: float, high: float, verdict: Verdict) -> None:
    assert judge(evidence(low, high)) == Judgement(verdict, None)


@pytest.mark.parametrize(
    ("low", "high"), [(-2.001, 1), (-1, 2.001), (-9, 9), (-9, 0), (0, 9), (-2.001, 0)]
)
def test_interval_that_holds_zero_and_is_wide_says_nothing(low: float, high: float) -> None:
    assert judge(evidence(low, high)) == Judgement(CANNOT, Limit.WITHIN_UNCERTAINTY)


def test_margin_is_a_tenth_of_the_gap_in_the_base_period() -> None:
    assert judge(evidence(-3, 3, before=30)).verdict is Verdict.UNCHANGED
    assert judge(evidence(-3, 3, before=29)).limit is Limit.WITHIN_UNCERTAINTY
    # Where all were equal there is no gap to take a tenth of.
    assert judge(evidence(-0.1, 0.1, before=0)).limit is Limit.WITHIN_UNCERTAINTY
    assert judge(evidence(0, 0, before=0)).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize(
    ("found", "verdict", "limit"),
    [
        pytest.param(
            evidence(None, None, has_base=False, periods=1, before=None, change=None),
            CANNOT,
            Limit.ONE_PERIOD,
            id="one period",
        ),
        pytest.param(
            evidence(None, None, has_base=False, periods=4, before=None, change=None),
            CANNOT,
            Limit.NO_BASE,
            id="the base period has no figures",
        ),
        pytest.param(
            evidence(-9, -1, before=None), CANNOT, Limit.NOT_MEASURED, id="no measure before"
        ),
        pytest.param(
            evidence(-9, -1, change=None), CANNOT, Limit.NOT_MEASURED, id="no measure now"
        ),
        pytest.param(evidence(-9, -1, breaks=1), CANNOT, Limit.SERIES_BREAK, id="break"),
        pytest.param(evidence(-9, -1, covered=0.899), CANNOT, Limit.AREAS_DIFFER, id="areas"),
        pytest.param(
            evidence(-9, -1, periods=2), Verdict.TOO_EARLY, Limit.TWO_PERIODS, id="two periods"
        ),
        pytest.param(
            evidence(None, None), CANNOT, Limit.INTERVAL_NOT_KNOWN, id="interval not known"
        ),
        pytest.param(evidence(-9, 9), CANNOT, Limit.WITHIN_UNCERTAINTY, id="uncertain"),
    ],
)
def test_every_limit_has_its_case(found: Evidence, verdict: Verdict, limit: Limit) -> None:
    assert judge(found) == Judgement(verdict, limit)


def test_every_verdict_and_every_limit_can_be_reached() -> None:
    found = [
        evidence(-9, -1),
        evidence(1, 9),
        evidence(-1, 1),
        evidence(-9, -1, periods=2),
        evidence(-9, 9),
        evidence(None, None),
        evidence(-9, -1, covered=0),
        evidence(-9, -1, breaks=2),
        evidence(-9, -1, change=None),
        evidence(-9, -1, has_base=False),
        evidence(-9, -1, has_base=False, periods=1),
    ]
    judgements = [judge(each) for each in found]
    assert {each.verdict for each in judgements} == set(Verdict)
    assert {each.limit for each in judgements} == {None, *Limit}


def test_nine_tenths_of_the_people_are_enough() -> None:
    assert judge(evidence(-9, -1, covered=0.9)).verdict is Verdict.NARROWER


@pytest.mark.parametrize(
    ("found", "limit"),
    [
        # All that follows speaks against a verdict as well; the first rule is the one that is told.
        (evidence(None, None, has_base=False, change=None, breaks=1, covered=0), Limit.NO_BASE),
        (evidence(None, None, change=None, breaks=1, covered=0, periods=2), Limit.NOT_MEASURED),
        (evidence(None, None, breaks=1, covered=0, periods=2), Limit.SERIES_BREAK),
        (evidence(None, None, covered=0, periods=2), Limit.AREAS_DIFFER),
        (evidence(None, None, periods=2), Limit.TWO_PERIODS),
        (evidence(None, None), Limit.INTERVAL_NOT_KNOWN),
    ],
)
def test_first_rule_that_holds_decides(found: Evidence, limit: Limit) -> None:
    assert judge(found).limit is limit


def test_break_and_two_periods_cannot_be_said_rather_than_being_too_early() -> None:
    found = judge(evidence(-9, -1, breaks=1, periods=2))
    assert found == Judgement(CANNOT, Limit.SERIES_BREAK)
