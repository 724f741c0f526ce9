"""Sentences about gaps, in both languages, from figures that are worked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

import pytest

from explorer.gap_words import (
    basis_sentences,
    gap_sentence,
    goal_sentences,
    headcount_interval,
    headcount_text,
    limit_text,
    movement_sentences,
    people_sentence,
    people_text,
    place_text,
    span_text,
    verdict_sentences,
)
from explorer.gaps import Gap, Movement
from explorer.i18n import Translator, translator
from explorer.reported_words import reported_words
from indicators.breaks import Break, BreakKind
from indicators.comparison import Comparison, People
from indicators.development import Development, Reading
from indicators.gaps import MEASURES, measure_gaps
from indicators.goal import Course, Pace
from indicators.measures.interval import Interval
from indicators.measures.toolkit import Estimate
from indicators.people import GapInPeople, Headcount
from indicators.reported import ReportedGap, ReportedUnit
from indicators.verdict import Judgement, Limit, Verdict
from tests.unit.explorer.comparison_by_hand import NAMES, compare_by_hand
from tests.unit.explorer.layers_by_hand import MEDIAN, SHARE

SV, EN = translator("sv"), translator("en")
BY_LANGUAGE = {"sv": SV, "en": EN}
TOLD = Estimate(20, 18, 22)
WIDER = Judgement(Verdict.WIDER)
ANEW = Break(
    indicator_id="low_economic_standard",
    period="2020",
    kind=BreakKind.METHOD,
    text_sv="Vi räknade om.",
    text_en="We counted anew.",
    source_id="bureau",
)


def plain(text: str) -> str:
    """Write spaces that do not break as those that do."""
    return " ".join(text.split())


def gap_of(comparison: Comparison) -> Gap:
    names = {
        unit: " + ".join(NAMES[code] for code in codes)
        for unit, codes in comparison.members.items()
    }
    return Gap(comparison.selected.selection, measure_gaps(comparison), names)


def develop_by_hand(
    values: Sequence[float | None] = (16, 18, 20),
    *,
    measure: str = "d",
    judgement: Judgement = WIDER,
    base: str | None = "2018",
    breaks: tuple[Break, ...] = (),
) -> Development:
    groups = compare_by_hand().groups
    periods = ("2018", "2020", "2024")[-len(values) :]
    readings = tuple(
        Reading(period, None if each is None else Estimate(each, None, None), "", groups, None)
        for period, each in zip(periods, values, strict=True)
    )
    return Development(
        measure=MEASURES[measure],
        readings=readings,
        base=base,
        wished="2018",
        change=None,
        breaks=breaks,
        units=4,
        covered=0.85,
        judgement=judgement,
    )


# --- the gap, and what it rests on --------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "Low economic standard 2024: from 20.0% in Alfa to 40.0% in Delta, a gap of 20.0"
            " percentage points.",
        ),
        (
            "sv",
            "Låg ekonomisk standard 2024: från 20,0 % i Alfa till 40,0 % i Delta, en skillnad på"
            " 20,0 procentenheter.",
        ),
    ],
)
def test_gap_goes_from_the_lowest_to_the_highest(lang: str, sentence: str) -> None:
    assert plain(gap_sentence(gap_of(compare_by_hand()), BY_LANGUAGE[lang])) == sentence


def test_areas_that_share_the_highest_figure_are_both_named() -> None:
    sentence = plain(gap_sentence(gap_of(compare_by_hand((20, 25, 50, 40))), EN))
    assert "to 50.0% in Gamma + Kappa, a gap of 30.0 percentage points." in sentence


def test_gap_in_money_is_no_gap_in_percent() -> None:
    found = gap_of(compare_by_hand((300, 250, 220, 200), definition=MEDIAN))
    assert plain(gap_sentence(found, EN)) == (
        "Median economic standard 2024: from SEK 200 thousand in Delta to SEK 300 thousand in Alfa,"
        " a gap of SEK 100 thousand."
    )


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "en",
            [
                "5 of 6 primary areas have figures.",
                "1 figure covers two areas, which count as one.",
                "They are weighed by residents in 2024.",
                "Intervals (95%) come from residents in 2024, by a simulation with a fixed seed.",
            ],
        ),
        (
            "sv",
            [
                "5 av 6 primärområden har uppgifter.",
                "1 uppgift gäller två områden, som räknas som ett.",
                "De vägs med invånare 2024.",
                "Intervallen (95 %) bygger på invånare 2024 och en simulering med fast startvärde.",
            ],
        ),
    ],
)
def test_basis_counts_areas_and_not_units(lang: str, sentences: list[str]) -> None:
    """Four units are five areas, for two share a figure; the sixth area has none."""
    found = basis_sentences(compare_by_hand(), BY_LANGUAGE[lang], level_size=6)
    assert [plain(each) for each in found] == sentences


def test_basis_says_that_intervals_are_not_known() -> None:
    comparison = replace(compare_by_hand(errors=None), base=None)
    assert basis_sentences(comparison, EN, level_size=6)[-1].startswith("Intervals are not known:")


def test_people_are_named_by_what_was_counted() -> None:
    definition = replace(
        SHARE,
        base=("grown_up",),
        who_one_sv="väljare",
        who_many_sv="röstberättigade",
        who_many_en="electors",
    )
    comparison = replace(compare_by_hand(), definition=definition)
    assert plain(people_text(People(("grown_up",), "2022"), comparison, EN)) == "electors in 2022"
    assert plain(people_text(People(("grown_up",), "2022"), comparison, SV)) == (
        "röstberättigade 2022"
    )
    assert plain(people_text(People(("population_20_64",), "2022"), comparison, EN)) == (
        "residents aged 20–64 in 2022"
    )
    assert "the publisher" in people_text(People((), "2022"), comparison, EN)


# --- the verdict --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "english", "swedish"),
    [
        (Verdict.NARROWER, "The gap is narrower than in 2018.", "mindre än 2018"),
        (Verdict.WIDER, "The gap is wider than in 2018.", "större än 2018"),
        (Verdict.UNCHANGED, "The gap is unchanged since 2018.", "oförändrad sedan 2018"),
        (
            Verdict.TOO_EARLY,
            "It is too early to say whether the gap is closing.",
            "för tidigt att säga",
        ),
        (
            Verdict.CANNOT_BE_SAID,
            "It cannot be said whether the gap is closing.",
            "Det går inte att säga",
        ),
    ],
)
def test_verdict_is_one_of_five_sentences(verdict: Verdict, english: str, swedish: str) -> None:
    found = develop_by_hand(judgement=Judgement(verdict))
    assert verdict_sentences(found, EN) == [english]
    (sentence,) = verdict_sentences(found, SV)
    assert swedish in sentence
    assert limit_text(found, EN) == ""


@pytest.mark.parametrize(
    ("limit", "english"),
    [
        (Limit.ONE_PERIOD, "There are figures for one period only, 2024."),
        (Limit.NO_BASE, "There are no figures for 2018 to compare with."),
        (Limit.SERIES_BREAK, "The series breaks between 2018 and 2024."),
        (
            Limit.AREAS_DIFFER,
            "The areas that have figures in every period hold 85% of the residents, too few to"
            " speak for all.",
        ),
        (
            Limit.TWO_PERIODS,
            "There are figures for two periods only, 2018 and 2024; a trend takes three.",
        ),
        (Limit.WITHIN_UNCERTAINTY, "The change is smaller than its own uncertainty."),
    ],
)
def test_limit_is_told_after_the_verdict_it_limits(limit: Limit, english: str) -> None:
    found = develop_by_hand(judgement=Judgement(Verdict.CANNOT_BE_SAID, limit))
    assert [plain(each) for each in verdict_sentences(found, EN)][1:] == [english]
    assert plain(limit_text(found, EN)) == english
    swedish = limit_text(found, SV)
    assert swedish not in {"", limit_text(found, EN)}


@pytest.mark.parametrize("limit", [Limit.SERIES_BREAK, Limit.AREAS_DIFFER])
def test_break_is_named_once_with_its_reason_whatever_limits_the_verdict(limit: Limit) -> None:
    found = develop_by_hand(judgement=Judgement(Verdict.CANNOT_BE_SAID, limit), breaks=(ANEW,))
    english, swedish = verdict_sentences(found, EN), verdict_sentences(found, SV)
    assert english.count("The series breaks between 2018 and 2024.") == 1
    assert swedish.count("Serien bryts mellan 2018 och 2024.") == 1
    assert english[-1] == "We counted anew."
    assert swedish[-1] == "Vi räknade om."


# --- what the figures did -----------------------------------------------------------------------


def movement_of(
    development: Development, partner: Development | None = None, *, disagree: bool = False
) -> Movement:
    return Movement(development, partner, disagree, ("2018",), None, None)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "By the figures it went from 16.0 percentage points in 2018 to 20.0 percentage points"
            " in 2024.",
        ),
        (
            "sv",
            "Enligt uppgifterna gick den från 16,0 procentenheter 2018 till 20,0 procentenheter"
            " 2024.",
        ),
    ],
)
def test_movement_is_from_the_base_period_to_the_newest(lang: str, sentence: str) -> None:
    (found,) = movement_sentences(movement_of(develop_by_hand()), SHARE, BY_LANGUAGE[lang])
    assert plain(found) == sentence


def test_nothing_is_said_to_have_moved_without_two_figures() -> None:
    for development in (
        develop_by_hand((20,), base=None),
        develop_by_hand((None, 18, 20)),
        develop_by_hand((16, 18, None)),
    ):
        assert movement_sentences(movement_of(development), SHARE, EN) == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("“Ratio between the ends” went the other way, from 2.50 times to 2.00 times.",)),
        ("sv", ("”Kvot mellan ändarna”", "från 2,50 gånger till 2,00 gånger")),
    ],
)
def test_partner_that_goes_the_other_way_is_named(lang: str, words: tuple[str, ...]) -> None:
    partner = develop_by_hand((2.5, 2.2, 2), measure="r")
    t = BY_LANGUAGE[lang]
    told = movement_sentences(movement_of(develop_by_hand(), partner, disagree=True), SHARE, t)
    assert len(told) == 2
    for each in words:
        assert each in plain(told[1])
    assert len(movement_sentences(movement_of(develop_by_hand(), partner), SHARE, t)) == 1


# --- the goal -----------------------------------------------------------------------------------


def pace_of(course: Course = Course.TOO_SLOW, **changes: Any) -> Pace:
    """From 16 in 2018 to 14 in 2022: 0.5 a year; half of 16 is 8, which takes 6 / 8 a year."""
    pace = Pace(
        start_period="2018",
        start_value=16,
        target=8,
        needed=-0.75,
        so_far=Estimate(-0.5, -0.8, -0.2),
        reached=2034,
        earliest=2029.5,
        latest=2052,
        course=course,
    )
    return replace(pace, **changes)


def goal_told(pace: Pace, t: Translator = EN) -> list[str]:
    return [plain(each) for each in goal_sentences(pace, "d", SHARE, t, year=2030)]


def test_goal_is_told_with_its_pace_in_english() -> None:
    assert goal_told(pace_of()) == [
        "The goal is 8.0 percentage points by 2030, counted from 16.0 percentage points in 2018.",
        "At the pace so far the goal is not reached in time.",
        "It takes −0.8 percentage points a year from now on.",
        "So far it has been −0.5 percentage points a year.",
        "At this pace the goal is reached in 2034.",
        "Within the uncertainty of the figures it may be any year from 2030 to 2052.",
    ]


def test_goal_is_told_with_its_pace_in_swedish() -> None:
    told = goal_told(pace_of(), SV)
    assert told[0] == "Målet är 8,0 procentenheter år 2030, räknat från 16,0 procentenheter 2018."
    assert told[2] == "Det kräver −0,8 procentenheter om året framöver."
    assert told[3] == "Hittills har det varit −0,5 procentenheter om året."
    assert "2034" in told[4]
    assert "2030" in told[5]
    assert "2052" in told[5]


def test_goal_that_is_reached_has_no_pace() -> None:
    told = goal_told(pace_of(Course.REACHED))
    assert told[1:] == ["The goal is reached."]


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        (
            {"course": Course.AWAY, "reached": None, "earliest": inf, "latest": inf},
            [
                "At this pace the goal is never reached.",
                "Within the uncertainty of the figures it is not reached before 2100.",
            ],
        ),
        (
            {"latest": inf},
            [
                "At this pace the goal is reached in 2034.",
                "Within the uncertainty of the figures it may be 2030 at the earliest, or never.",
            ],
        ),
        (
            {"reached": 2150, "earliest": None, "latest": None},
            [
                "At this pace the goal is not reached in this century.",
                "How sure that is, is not known.",
            ],
        ),
    ],
)
def test_goal_that_may_never_come_is_said_so(changes: dict[str, Any], last: list[str]) -> None:
    course = changes.pop("course", Course.TOO_SLOW)
    assert isinstance(course, Course)
    assert goal_told(pace_of(course, **changes))[-2:] == last


def test_goal_without_a_base_period_tells_what_it_takes_and_no_year() -> None:
    pace = pace_of(Course.NOT_KNOWN, so_far=None, reached=None, earliest=None, latest=None)
    assert goal_told(pace)[1:] == [
        "The pace so far is not known.",
        "It takes −0.8 percentage points a year from now on.",
    ]


# --- people, places, intervals ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "english"),
    [(4.4, "fewer than 5"), (5, "5"), (98, "100"), (1234, "1,230"), (25_149, "25,100")],
)
def test_people_are_rounded_and_few_are_not_told(people: float, english: str) -> None:
    assert plain(headcount_text(Headcount(people, None), EN)) == english


def test_interval_of_people_is_rounded_as_they_are() -> None:
    assert plain(headcount_interval(Headcount(2490, Interval(2391, 2588)), EN)) == "2,390–2,590"
    assert headcount_interval(Headcount(2490, None), EN) == "interval not known"


@pytest.mark.parametrize(
    ("lang", "more", "sentence"),
    [
        (
            "en",
            False,
            "With the city’s share, 15.3%, in every area that has a less favourable one, about"
            " 25,100 fewer residents live on a low economic standard.",
        ),
        (
            "sv",
            False,
            "Med stadens andel, 15,3 %, i varje område som har en mindre gynnsam lever omkring"
            " 25 100 färre invånare med låg ekonomisk standard.",
        ),
        (
            "sv",
            True,
            "Med stadens andel, 15,3 %, i varje område som har en mindre gynnsam lever omkring"
            " 25 100 fler invånare med låg ekonomisk standard.",
        ),
    ],
)
def test_gap_in_people_is_a_whole_sentence(lang: str, more: bool, sentence: str) -> None:
    found = GapInPeople(
        areas={},
        total=Headcount(25_149, None),
        city=15.3,
        more=more,
        base=People(("population",), "2024"),
        hidden=(),
    )
    assert plain(people_sentence(found, SHARE, BY_LANGUAGE[lang])) == sentence


def test_place_is_told_with_its_interval() -> None:
    assert plain(place_text(5, 3, 9, 94, EN)) == "place 3–9 of 94"
    assert plain(place_text(5, 3, 9, 94, SV)) == "plats 3–9 av 94"
    assert plain(place_text(1, 1, 1, 94, EN)) == "place 1 of 94"
    assert plain(place_text(5, None, None, 94, EN)) == "place 5 of 94, interval not known"


def test_interval_in_a_table_has_no_words_but_below_zero() -> None:
    assert span_text(TOLD, "d", SHARE, EN) == "18.0–22.0"
    assert span_text(TOLD, "d", SHARE, SV) == "18,0–22,0"
    assert plain(span_text(Estimate(1, -3.2, 5.1), "sii", SHARE, EN)) == "−3.2 to 5.1"
    assert span_text(Estimate(1, None, None), "d", SHARE, EN) == "not known"


# --- gaps that reports state --------------------------------------------------------------------


def reported(
    *, values: tuple[float | None, float | None] = (None, None), difference: float | None = None
) -> ReportedGap:
    return ReportedGap(
        gap_id="life",
        name_sv="Medellivslängd",
        name_en="Life expectancy",
        better_area_sv="Askim",
        better_area_en="Askim",
        better_value=values[0],
        worse_area_sv="Östra delen",
        worse_area_en="the eastern part",
        worse_value=values[1],
        difference=difference,
        unit=ReportedUnit.PERCENT,
        period_sv="rapport från 2014",
        period_en="report of 2014",
        source="Jämlikhetsrapporten 2014",
        beside=None,
        note_sv="Ingen tabell.",
        note_en="No table.",
    )


def test_reported_difference_is_in_percentage_points_and_values_in_percent() -> None:
    difference = reported_words(reported(difference=7.5), None, EN)
    assert plain(difference.reported) == (
        "7.5 percentage points between Askim and the eastern part."
    )
    values = reported_words(reported(values=(2, 60)), None, EN)
    assert plain(values.reported) == "Askim 2 percent, the eastern part 60 percent."
    swedish = reported_words(reported(difference=7.5), None, SV)
    assert plain(swedish.reported) == "7,5 procentenheter mellan Askim och Östra delen."
    assert swedish.name == "Medellivslängd, rapport från 2014"
    assert swedish.source == "Källa: Jämlikhetsrapporten 2014."
    assert swedish.note == "Ingen tabell."


def test_change_in_money_keeps_its_sign() -> None:
    gap = replace(reported(values=(314_000, -10_000)), unit=ReportedUnit.SEK)
    told = plain(reported_words(gap, None, EN).reported)
    assert told == "Askim +314,000 SEK, the eastern part −10,000 SEK."


def test_figures_of_ours_stand_beside_and_only_where_there_are_any() -> None:
    assert reported_words(reported(difference=9), None, EN).ours == ""
    beside = reported_words(reported(difference=9), gap_of(compare_by_hand()), EN)
    assert plain(beside.ours) == (
        "Beside it: Low economic standard 2024: from 20.0% in Alfa to 40.0% in Delta, a gap of 20.0"
        " percentage points."
    )
