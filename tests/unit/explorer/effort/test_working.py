"""Does the gap close where we work: each word and each refusal, worked by hand in the made-up town."""

from math import sqrt

import numpy as np
import pytest

from explorer.effort.closing import Obstacle, Outcome
from explorer.effort.closing_words import (
    association_sentence,
    kind_of,
    need_sentences,
    outcome_sentences,
    reason_text,
    series_text,
    unmet_wish,
    word_sentence,
)
from explorer.effort.working import areas_with, build_working, first_starts, longer_series
from explorer.i18n import translator
from explorer.initiatives.model import Initiative, ServedArea, Status
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from indicators.measures.interval import CONFIDENCE, quantile
from indicators.verdict import Limit, Verdict
from tests.unit.explorer.effort.long_town import (
    STEADY,
    YEARS,
    subject_of,
    town_with,
    working_of,
)
from tests.unit.explorer.effort.made_up import made, place_in, whole_city
from tests.unit.indicators.made_up import on_level

ENGLISH = translator("en")
Z = quantile(CONFIDENCE)
# 2010–2012 before a start in 2013, and 2014–2017 after it.
CLOSER = (40.0, 40.0, 40.0, 41.0, 42.0, 43.0, 44.0, 45.0)
FARTHER = (40.0, 40.0, 40.0, 39.0, 38.0, 37.0, 36.0, 35.0)
BEYOND = (40.0, 40.0, 40.0, 45.0, 50.0, 53.0, 53.0, 54.0)


def begun(name: str = "one", code: str | None = "101", start: int | None = 2013) -> Initiative:
    return made(name, code, start_year=start)


def outcome_of(town: Workspace, initiative: str = "one") -> Outcome:
    return working_of(town, initiative=initiative).outcome


# The words


@pytest.mark.parametrize(
    ("values", "verdict", "before", "start", "now"),
    [
        (CLOSER, Verdict.NARROWER, -10, -9, -5),
        (FARTHER, Verdict.WIDER, -10, -11, -15),
        (STEADY, Verdict.UNCHANGED, -10, -10, -10),
        # From ten below the city to four above it: the distance is what counts.
        (BEYOND, Verdict.NARROWER, -10, -5, 4),
    ],
)
def test_word_is_about_the_size_of_the_distance_to_the_city(
    workspace: Workspace,
    values: tuple[float, ...],
    verdict: Verdict,
    before: float,
    start: float,
    now: float,
) -> None:
    outcome = outcome_of(town_with(workspace, begun(), values={"101": values}))
    assert (outcome.verdict, outcome.obstacle, outcome.limit) == (verdict, None, None)
    assert (outcome.before, outcome.after) == (YEARS[:3], YEARS[4:])
    readings = outcome.readings
    assert readings is not None
    assert (readings.before, readings.start, readings.now) == pytest.approx((before, start, now))
    assert readings.change.estimate == pytest.approx(abs(now) - abs(before))


def test_interval_counts_every_figure_with_its_weight(workspace: Workspace) -> None:
    """
    By hand: five areas of 1 000 people, error 0.5 each.

    Of one area less the city, which is the mean of the five, the variance is
    (0.8² + 4 · 0.2²) · 0.25 = 0.2; of the mean of three years before it is a third of that;
    together 0.2 · 4/3.
    """
    town = town_with(workspace, begun(), values={"101": CLOSER}, error=0.5)
    readings = outcome_of(town).readings
    assert readings is not None
    lower, upper = readings.change.lower, readings.change.upper
    assert lower is not None
    assert upper is not None
    assert (upper - lower) / (2 * Z) == pytest.approx(sqrt(0.2 * 4 / 3))
    assert (upper + lower) / 2 == pytest.approx(-5)


def test_change_within_its_uncertainty_cannot_be_said(workspace: Workspace) -> None:
    outcome = outcome_of(town_with(workspace, begun(), values={"101": CLOSER}, error=4))
    assert (outcome.verdict, outcome.limit) == (Verdict.CANNOT_BE_SAID, Limit.WITHIN_UNCERTAINTY)


def test_change_without_an_interval_cannot_be_said_however_large(workspace: Workspace) -> None:
    """“unsure” is a share of nobody knows whom, and its publisher gives no interval."""
    town = town_with(workspace, begun(), values={"101": CLOSER}, error=None, indicator="unsure")
    outcome = working_of(town, indicator="unsure", initiative="one").outcome
    assert (outcome.verdict, outcome.limit) == (Verdict.CANNOT_BE_SAID, Limit.INTERVAL_NOT_KNOWN)
    assert outcome.readings is not None
    assert outcome.readings.change.lower is None


def test_base_of_a_share_gives_the_interval_where_none_is_published(workspace: Workspace) -> None:
    """Wilson's, of 1 000 people: about 1.5 points, as the change page has it."""
    town = town_with(workspace, begun(), values={"101": CLOSER}, error=None)
    readings = outcome_of(town).readings
    assert readings is not None
    assert readings.change.upper is not None
    width = readings.change.upper - readings.change.estimate
    # Of sqrt(p(1−p)/n) with the 0.8 and the three years as above: 1.5 · sqrt(0.8 · 4/3) · 1.96.
    assert width == pytest.approx(1.55 * sqrt(0.8 * 4 / 3) * Z, rel=0.03)


# The refusals


@pytest.mark.parametrize(
    ("start", "verdict", "obstacle"),
    [
        (None, Verdict.CANNOT_BE_SAID, Obstacle.NO_START),
        (2009, Verdict.CANNOT_BE_SAID, Obstacle.FEW_BEFORE),
        (2011, Verdict.CANNOT_BE_SAID, Obstacle.FEW_BEFORE),
        (2012, Verdict.NARROWER, None),
        (2015, Verdict.NARROWER, None),
        (2016, Verdict.TOO_EARLY, Obstacle.FEW_AFTER),
        (2017, Verdict.TOO_EARLY, Obstacle.STARTS_LAST),
        (2030, Verdict.TOO_EARLY, Obstacle.STARTS_LAST),
    ],
)
def test_two_periods_before_and_two_after_are_needed(
    workspace: Workspace, start: int | None, verdict: Verdict, obstacle: Obstacle | None
) -> None:
    town = town_with(workspace, begun(start=start), values={"101": CLOSER})
    outcome = outcome_of(town)
    assert (outcome.verdict, outcome.obstacle) == (verdict, obstacle)
    assert (outcome.readings is None) == (obstacle is not None)


def test_start_in_the_only_period_is_too_early_and_not_too_late(workspace: Workspace) -> None:
    town = town_with(workspace, begun(start=2017), years=YEARS[-1:])
    assert outcome_of(town).verdict is Verdict.TOO_EARLY
    earlier = town_with(workspace, begun(start=2013), years=YEARS[-1:])
    assert outcome_of(earlier).obstacle is Obstacle.FEW_BEFORE


def test_planned_one_has_not_begun(workspace: Workspace) -> None:
    planned = made("one", start_year=2013, status=Status.PLANNED)
    outcome = outcome_of(town_with(workspace, planned))
    assert (outcome.verdict, outcome.obstacle) == (Verdict.TOO_EARLY, Obstacle.NOT_BEGUN)


@pytest.mark.parametrize(
    "initiative", [whole_city("one", start_year=2013), made("one", None, start_year=2013)]
)
def test_one_without_an_area_is_not_followed(workspace: Workspace, initiative: Initiative) -> None:
    outcome = outcome_of(town_with(workspace, initiative))
    assert (outcome.verdict, outcome.obstacle) == (Verdict.CANNOT_BE_SAID, Obstacle.NO_AREA)


def test_count_and_figures_without_a_city_have_no_distance(workspace: Workspace) -> None:
    town = town_with(workspace, begun(), city=None, indicator="income")
    outcome = working_of(town, indicator="income", initiative="one").outcome
    assert (outcome.verdict, outcome.obstacle) == (Verdict.CANNOT_BE_SAID, Obstacle.NO_DISTANCE)
    counted = working_of(town, indicator="population", initiative="one").outcome
    assert counted.obstacle is Obstacle.NO_DISTANCE


@pytest.mark.parametrize(
    ("year", "obstacle"),
    [
        # What is older than the break is left out; two years before the start remain.
        ("2011", None),
        ("2012", Obstacle.SERIES_BREAK),
        ("2015", Obstacle.SERIES_BREAK),
        ("2017", Obstacle.SERIES_BREAK),
    ],
)
def test_break_between_before_and_now_is_named(
    workspace: Workspace, year: str, obstacle: Obstacle | None
) -> None:
    town = town_with(workspace, begun(), values={"101": CLOSER}, breaks=[year])
    working = working_of(town, initiative="one")
    assert working.outcome.obstacle is obstacle
    if obstacle is None:
        assert working.outcome.before == ("2011", "2012")
        return
    assert working.outcome.verdict is Verdict.CANNOT_BE_SAID
    assert [each.period for each in working.outcome.breaks] == [year]
    told = outcome_sentences(subject_of(town, initiative="one"), working, ENGLISH)
    assert "Broken." in told


def test_area_without_a_figure_in_one_year_is_not_followed(workspace: Workspace) -> None:
    lacking = (*CLOSER[:2], None, *CLOSER[3:])
    outcome = outcome_of(town_with(workspace, begun(), values={"101": lacking}))
    assert (outcome.verdict, outcome.obstacle) == (Verdict.CANNOT_BE_SAID, Obstacle.NO_FIGURE)


def test_areas_that_lack_figures_may_hold_a_tenth_of_the_people_at_most(
    workspace: Workspace,
) -> None:
    """By hand: half of the two areas' 2 000 people live where a figure lacks."""
    lacking = (*CLOSER[:2], None, *CLOSER[3:])
    two = made("one", start_year=2013, further_places=(place_in("102"),))
    outcome = outcome_of(town_with(workspace, two, values={"101": lacking, "102": CLOSER}))
    assert (outcome.verdict, outcome.limit) == (Verdict.CANNOT_BE_SAID, Limit.AREAS_DIFFER)
    assert outcome.covered == 0.5
    assert "hold 50% of the residents" in reason_text(outcome, ENGLISH)


# Several areas, several initiatives


def test_areas_of_one_initiative_are_weighed_by_people(workspace: Workspace) -> None:
    """By hand: 1 000 people each, so the mean of −10 → −5 and of −10 → −15."""
    two = made("one", start_year=2013, further_places=(place_in("102"),))
    town = town_with(workspace, two, values={"101": CLOSER, "102": FARTHER})
    readings = outcome_of(town).readings
    assert readings is not None
    assert (readings.before, readings.now) == pytest.approx((-10, -10))
    assert outcome_of(town).verdict is Verdict.UNCHANGED


def test_areas_that_are_served_are_followed_too(workspace: Workspace) -> None:
    serves = (ServedArea(AreaLevel.INTERMEDIATE_AREA, "10"),)
    town = town_with(workspace, made("one", None, start_year=2013, serves=serves))
    working = working_of(town, initiative="one")
    assert working.rows[0].codes == ("101", "102")
    assert working.outcome.verdict is Verdict.UNCHANGED


def test_all_together_follow_each_area_from_its_own_first_start(workspace: Workspace) -> None:
    """
    By hand: 101 starts in 2013 (before: 2010–2012), 102 in 2014 (2010–2013).

    Both stand at −10 in 2010–2012; 102 at −6 in 2013, so its mean before is −9; now −5 and −5.
    """
    rising = (40.0, 40.0, 40.0, 44.0, 44.0, 44.0, 44.0, 45.0)
    town = town_with(
        workspace,
        begun("first", "101", 2013),
        begun("later", "101", 2015),
        begun("other", "102", 2014),
        begun("unknown", "103", None),
        made("planned", "201", start_year=2012, status=Status.PLANNED),
        values={"101": CLOSER, "102": rising},
    )
    working = working_of(town)
    assert working.one is None
    assert working.starts == {"101": 2013, "102": 2014}
    assert first_starts(working.rows) == working.starts
    readings = working.outcome.readings
    assert readings is not None
    assert readings.before == pytest.approx((-10 - 9) / 2)
    assert readings.start == pytest.approx((-9 - 6) / 2)
    assert readings.now == pytest.approx(-5)
    assert working.outcome.verdict is Verdict.NARROWER


def test_areas_whose_start_is_too_late_are_left_out_of_all_together(workspace: Workspace) -> None:
    town = town_with(
        workspace, begun("first", "101"), begun("late", "102", 2017), values={"101": CLOSER}
    )
    outcome = working_of(town).outcome
    assert outcome.starts == {"101": 2013}
    assert outcome.verdict is Verdict.NARROWER


def test_other_start_years_give_other_answers(workspace: Workspace) -> None:
    """The same figures and areas; the two have changed their years."""
    values = {"101": CLOSER, "102": FARTHER}
    first = town_with(workspace, begun("a", "101", 2013), begun("b", "102", 2017), values=values)
    second = town_with(workspace, begun("a", "101", 2017), begun("b", "102", 2013), values=values)
    assert working_of(first).outcome.verdict is Verdict.NARROWER
    assert working_of(second).outcome.verdict is Verdict.WIDER


def test_only_initiatives_of_the_theme_are_followed_and_doubtful_ones_where_they_count(
    workspace: Workspace,
) -> None:
    town = town_with(
        workspace,
        begun("fits"),
        made("other", "102", target_area=TargetArea.SCHOOLING),
        made("doubtful", "103", status=Status.UNKNOWN),
        made("ended", "201", status=Status.ENDED, end_year=2015),
    )
    assert [row.initiative.id for row in working_of(town).rows] == ["fits", "ended"]
    doubtful = working_of(town, doubtful=True)
    assert [row.initiative.id for row in doubtful.rows] == ["fits", "doubtful", "ended"]
    widened = working_of(town, themes=tuple(TargetArea))
    assert [row.initiative.id for row in widened.rows] == ["fits", "other", "ended"]
    assert working_of(town, initiative="ended").ends == 2015
    for wished, words in (("other", "“other” is not among"), ("nobody", "There is no initiative")):
        asked = working_of(town, initiative=wished)
        assert asked.one is None
        told = unmet_wish(town, subject_of(town, initiative=wished), asked, ENGLISH)
        assert told.startswith(words)
    assert not working_of(town, initiative="fits").asked


# Similar areas


def test_similar_areas_are_the_nearest_without_a_matching_initiative(workspace: Workspace) -> None:
    """By hand: 102 is nearest to 101 but has one of its own; then 201, 103 and 202."""
    town = town_with(
        workspace,
        begun("one", "101"),
        made("ended", "102", status=Status.ENDED, start_year=None),
        values={"101": CLOSER, "201": FARTHER, "103": FARTHER, "202": FARTHER},
    )
    working = working_of(town, initiative="one")
    assert working.alike is not None
    assert working.alike.codes == ("201", "103", "202")
    readings = working.alike.outcome.readings
    assert readings is not None
    assert (readings.before, readings.now) == pytest.approx((-10, -15))
    assert working.alike.outcome.verdict is Verdict.WIDER
    assert working.outcome.verdict is Verdict.NARROWER
    assert working.alike.line.to_list() == pytest.approx([each - 50 for each in FARTHER])


@pytest.mark.parametrize("status", [Status.RUNNING, Status.ENDED, Status.UNKNOWN])
def test_no_similar_area_has_one_that_runs_or_ran_or_may_run(
    workspace: Workspace, status: Status
) -> None:
    others = [made(code, code, status=status, start_year=None) for code in ("102", "201")]
    town = town_with(workspace, begun(), *others)
    working = working_of(town, initiative="one")
    assert working.alike is not None
    held = areas_with(town, subject_of(town))
    assert held == {"101", "102", "201"}
    assert not held & set(working.alike.codes)
    assert set(working.alike.codes) == {"103", "202"}


def test_planned_ones_and_those_of_other_themes_leave_an_area_without(workspace: Workspace) -> None:
    town = town_with(
        workspace,
        begun(),
        made("planned", "102", status=Status.PLANNED),
        made("other", "201", target_area=TargetArea.SCHOOLING),
    )
    assert areas_with(town, subject_of(town)) == {"101"}


def test_nothing_is_held_beside_where_every_area_has_one(workspace: Workspace) -> None:
    others = [made(code, code) for code in ("102", "103", "201", "202")]
    town = town_with(workspace, begun(), *others, values={"101": CLOSER})
    working = working_of(town, initiative="one")
    assert working.alike is None
    assert working.outcome.verdict is Verdict.NARROWER
    told = outcome_sentences(subject_of(town, initiative="one"), working, ENGLISH)
    assert any(each.startswith("No area without a matching initiative") for each in told)


def test_indicator_that_is_followed_does_not_choose_whom_it_is_held_against(
    workspace: Workspace,
) -> None:
    name = "employment_rate"
    town = town_with(workspace, begun(), indicator=name)
    working = working_of(town, indicator=name, initiative="one")
    assert working.alike is not None
    assert name not in working.alike.indicators
    assert working.alike.indicators


# What is shown


def test_line_is_the_distance_in_every_year_and_is_there_where_nothing_can_be_said(
    workspace: Workspace,
) -> None:
    late = town_with(workspace, begun(start=2017), values={"101": CLOSER})
    working = working_of(late, initiative="one")
    assert working.line is not None
    assert working.line.index.tolist() == list(YEARS)
    assert working.line.to_list() == pytest.approx([each - 50 for each in CLOSER])
    assert working.alike is None


def test_words_are_of_the_list_and_always_with_association_not_effect(workspace: Workspace) -> None:
    for values, word in ((CLOSER, "narrower"), (FARTHER, "wider"), (STEADY, "unchanged")):
        town = town_with(workspace, begun(), values={"101": values})
        working = working_of(town, initiative="one")
        assert word_sentence(working.outcome, ENGLISH) == f"Gap to the city: {word}"
        told = outcome_sentences(subject_of(town, initiative="one"), working, ENGLISH)
        assert told[-1] == association_sentence(ENGLISH)
        assert "not effect" in told[-1]
        assert "10 percentage points lower than the city before the start" in told[0]


def test_neither_end_of_background_is_better_and_its_word_has_no_colour(
    workspace: Workspace,
) -> None:
    """“born” is background: all themes count."""
    town = town_with(workspace, begun(), values={"101": CLOSER}, indicator="born")
    working = working_of(town, indicator="born", initiative="one")
    subject = subject_of(town, indicator="born", initiative="one")
    assert working.outcome.verdict is Verdict.NARROWER
    assert kind_of(working.outcome, subject.definition) == ""
    told = outcome_sentences(subject, working, ENGLISH)
    assert any("more like the city" in each for each in told)
    directed = subject_of(town_with(workspace, begun()), initiative="one")
    assert kind_of(working.outcome, directed.definition) == "narrower"


def test_indicators_with_longer_series_are_offered_longest_first(workspace: Workspace) -> None:
    more = [
        row
        for year in ("2012", "2016", "2017")
        for row in on_level("poor", "primary_area", {"101": 1.0, "102": 2.0}, period=year)
    ]
    town = town_with(workspace, begun(), more=more, breaks=["2016"])
    found = longer_series(town, subject_of(town))
    assert [
        (each.indicator_id, len(each.periods), len(each.comparable), each.answers) for each in found
    ] == [("poor", 3, 3, 0), ("work", 8, 2, 0)]
    assert "8 periods, 2010–2017 (2 since the break)" in series_text(town, found[1], ENGLISH)
    assert "3 periods, 2012–2017 · enough for no" in series_text(town, found[0], ENGLISH)
    whole = town_with(workspace, begun(), begun("late", start=2017), begun("whole", None))
    (only,) = longer_series(whole, subject_of(whole))
    assert only.answers == 1
    assert series_text(whole, only, ENGLISH).endswith("2010–2017 · enough for 1 initiative")


def test_now_is_the_period_that_is_shown(workspace: Workspace) -> None:
    """By hand: in 2015 the distance is 7."""
    town = town_with(workspace, begun(), values={"101": CLOSER})
    readings = working_of(town, initiative="one", period="2015").outcome.readings
    assert readings is not None
    assert readings.now == pytest.approx(-7)
    earlier = working_of(town, initiative="one", period="2014").outcome
    assert (earlier.verdict, earlier.obstacle) == (Verdict.TOO_EARLY, Obstacle.FEW_AFTER)


def test_one_period_says_what_it_would_take(workspace: Workspace) -> None:
    town = town_with(workspace, begun(), years=YEARS[-1:])
    subject = subject_of(town, initiative="one")
    told = need_sentences(subject, build_working(town, subject), ENGLISH)
    assert "has figures for 1 period for primary areas: 2017." in told[0]
    assert "4 at the least" in told[1]
    broken = town_with(workspace, begun(), breaks=["2016"])
    told = need_sentences(subject, build_working(broken, subject_of(broken)), ENGLISH)
    assert "2 periods of them are counted in the same way as the last." in told[1]
    assert told[2] == "Broken."


def test_built_in_data_answer_for_every_indicator_and_level(workspace: Workspace) -> None:
    """No word but “cannot be said” and “too early” can come of series this short."""
    for indicator in workspace.table.definitions:
        for level in (AreaLevel.INTERMEDIATE_AREA, AreaLevel.PRIMARY_AREA):
            subject = subject_of(workspace, indicator=indicator, effort_level=level)
            working = build_working(workspace, subject)
            told = {row.outcome.verdict for row in working.rows} | {working.outcome.verdict}
            assert told <= {Verdict.CANNOT_BE_SAID, Verdict.TOO_EARLY}, indicator
            assert all(np.isfinite(working.line)) if working.line is not None else True
