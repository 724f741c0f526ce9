"""Sentences about need and effort: forms for one, some, all and none, and what is never said."""

from dataclasses import replace
from typing import Any

import pytest

from explorer.effort.coverage import Coverage, Covered, YearCoverage
from explorer.effort.coverage_words import (
    coverage_notes,
    coverage_sentence,
    share_text,
    span_text,
    year_notes,
)
from explorer.effort.need import Need, RateClass, Side, Unfit, build_need
from explorer.effort.need_words import (
    SIDE_NAMES,
    class_note,
    counted_notes,
    lacking_sentences,
    lead_sentence,
    rate_decimals,
    rate_names,
    rounded_people,
    unfit_sentences,
)
from explorer.effort.subject import Subject, build_subject
from explorer.i18n import translator
from explorer.initiatives.model import Initiative
from explorer.view import ViewState
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.explorer.effort.town import figures, make_town

EN, SV = translator("en"), translator("sv")
VIEW = ViewState(indicator="jobs", effort_level=AreaLevel.PRIMARY_AREA)


def subject_of(*initiatives: Initiative, view: ViewState = VIEW, **town: Any) -> Subject:
    return build_subject(make_town(initiatives, **town), view)


def need_of(*initiatives: Initiative, **town: Any) -> Need:
    made_town = make_town(initiatives, **town)
    return build_need(made_town, build_subject(made_town, VIEW))


def in_need(*codes: str) -> Need:
    """Make a need where all of the three areas in need but the named ones have an initiative."""
    return need_of(*(made(code, code) for code in ("101", "201", "202") if code not in codes))


# Need and effort


def test_lead_counts_areas_with_and_without() -> None:
    assert lead_sentence(in_need("201", "202"), EN) == (
        "Of 5 areas with a figure, 3 have a less favourable one than the city. A matching initiative"
        " runs in 1 of them; none is known in the other 2."
    )
    assert lead_sentence(in_need("201", "202"), SV) == (
        "Av 5 områden med uppgift ligger 3 mindre gynnsamt till än staden. I 1 av dem pågår en"
        " matchande insats; i övriga 2 är ingen känd."
    )


def test_lead_has_forms_for_all_none_and_a_single_one() -> None:
    assert lead_sentence(in_need(), EN).endswith("A matching initiative runs in each of them.")
    without = in_need("101", "201", "202")
    assert lead_sentence(without, EN).endswith(
        "No matching initiative is known to run in any of them."
    )
    single = need_of(rows=figures(values=(40, 60, 60, 60, 60)))
    assert lead_sentence(single, EN) == (
        "Of 5 areas with a figure, 1 has a less favourable one than the city. No matching initiative"
        " is known to run in it."
    )
    best = need_of(rows=figures(values=(50, 60, 60, 60, 60)))
    assert lead_sentence(best, EN) == (
        "None of 5 areas with a figure has a less favourable one than the city."
    )


def test_areas_without_are_named_farthest_first_with_their_residents() -> None:
    need = need_of(made("one", "101"), rows=figures(values=(10, 60, 60, 40, 30)))
    assert lacking_sentences(need, "2024", EN) == [
        "No matching initiative known, farthest from the city first: Harbour, Beach.",
        "About 2,000 residents live in these 2 areas (2024).",
    ]
    assert lacking_sentences(in_need(), "2024", EN) == []


def test_unknown_residents_are_said_and_not_counted() -> None:
    need = in_need("201", "202")
    frame = need.frame.copy()
    frame.loc["201", "people"] = float("nan")
    told = lacking_sentences(replace(need, frame=frame), "2024", EN)
    assert told[1:] == [
        "About 1,000 residents live in these 2 areas (2024).",
        "The residents of 1 area are not known and are not among them.",
    ]
    frame["people"] = float("nan")
    assert len(lacking_sentences(replace(need, frame=frame), "2024", EN)) == 1


@pytest.mark.parametrize(
    ("people", "text"),
    [(155_432, "155,000"), (9_949, "9,900"), (10_499, "10,000"), (249, "200"), (0, "0")],
)
def test_people_are_told_in_round_numbers(people: float, text: str) -> None:
    assert rounded_people(people, EN) == text


def test_notes_say_what_counts_and_that_somebody_widened_it() -> None:
    plain = counted_notes(subject_of(made("one")), EN)
    assert plain[0] == "Matching is the 1 initiative that runs today and belongs to “Work”."
    assert not any("widened" in note for note in plain)
    view = replace(VIEW, themes=(TargetArea.SCHOOLING, TargetArea.WORK), doubtful=True)
    wide = counted_notes(subject_of(made("one"), made("two"), view=view), EN)
    assert wide[0] == (
        "Matching are the 2 initiatives that run today and belong to “School years (6–18)”, “Work”."
        " Those of which nobody knows whether they still run are among them."
    )
    assert wide[1] == "You have widened what counts: the indicator itself belongs to “Work”."
    none = counted_notes(subject_of(), SV)[0]
    assert none == "Ingen insats som pågår i dag hör till ”Arbete”."


def test_share_of_city_wide_ones_is_said_where_it_counts() -> None:
    view = replace(VIEW, city_wide=25)
    told = counted_notes(subject_of(whole_city("office"), view=view), EN)
    assert any("1 city-wide initiative counts 25% in each area." in note for note in told)
    without = counted_notes(subject_of(whole_city("office")), EN)
    assert not any("city-wide" in note for note in without)


@pytest.mark.parametrize("reason", Unfit)
@pytest.mark.parametrize("lang", ["en", "sv"])
def test_refusal_says_why_and_names_a_way_on(reason: Unfit, lang: str) -> None:
    sentences = unfit_sentences(subject_of(), reason, translator(lang))
    assert len(sentences) == 2
    assert sentences[1].startswith("Choose" if lang == "en" else "Välj")


@pytest.mark.parametrize(
    ("people", "decimals", "edge"),
    [
        # Rates 0.5, 0.25 and 0.125: the median is 0.25.
        ((2000, 4000, 8000), 2, "0.25"),
        # 0.107124, 0.107078 and 0.05: 0.107 is below the first two, 0.1071 between them.
        ((9335, 9339, 20_000), 4, "0.1071"),
        # 0.0873, 0.0869 and 0.05: three decimals, 0.087, stand between the first two.
        ((11_455, 11_507, 20_000), 3, "0.087"),
    ],
)
def test_break_is_written_so_that_it_stands_between_the_halves(
    people: tuple[float, ...], decimals: int, edge: str
) -> None:
    town = make_town([made("a", "101"), made("b", "102"), made("c", "103")])
    living = town.people.copy()
    for code, count in zip(("101", "102", "103"), people, strict=True):
        living["primary_area", code] = float(count)
    town = replace(town, people=living)
    need = build_need(town, build_subject(town, VIEW))
    assert rate_decimals(need) == decimals
    assert rate_names(need, EN)[RateClass.MORE] == f"over {edge}"
    assert need.frame["rate_class"].tolist()[:3] == [
        RateClass.MORE,
        RateClass.FEWER,
        RateClass.FEWER,
    ]


def test_classes_say_their_rule_with_numbers() -> None:
    need = need_of(rows=figures(values=(38, 62, 46, 54, 50)))
    assert class_note(need, EN).startswith(
        "Near the city: less than 4.0 percentage points from it, half a standard deviation"
    )


def test_words_blame_no_area_and_claim_no_effect() -> None:
    told = " ".join(
        [
            *(EN(name) for name in SIDE_NAMES.values()),
            lead_sentence(in_need("201"), EN),
            *lacking_sentences(in_need("201"), "2024", EN),
            *counted_notes(subject_of(made("one")), EN),
        ]
    ).lower()
    for word in ("worst", "bad", "fail", "because of the initiative", "thanks to", "effect"):
        assert word not in told


def test_each_side_has_a_name_of_its_own() -> None:
    assert set(SIDE_NAMES) == set(Side)
    for t in (EN, SV):
        assert len({t(name) for name in SIDE_NAMES.values()}) == len(Side)


# Coverage


def test_coverage_is_told_beside_that_of_all() -> None:
    found = Coverage(Covered(155_432, 125_900), Covered(600_000, 372_000))
    assert coverage_sentence(found, EN) == (
        "Of the 155,000 who live in areas less favourable than the city, 81% live where a matching"
        " initiative runs; of all residents 62%."
    )
    assert coverage_sentence(found, SV) == (
        "Av de 155\u00a0000 som bor i områden som ligger mindre gynnsamt till än staden bor 81\u00a0%"
        " där en matchande insats pågår; av alla invånare 62\u00a0%."
    )


def test_nobody_in_need_is_said_and_is_not_zero_percent() -> None:
    nobody = coverage_sentence(Coverage(Covered(0, 0), Covered(1000, 500)), EN)
    assert nobody.startswith("Nobody lives in an area less favourable than the city.")
    assert "0%" not in nobody.replace("50%", "")
    unknown = coverage_sentence(Coverage(None, Covered(1000, 500)), EN)
    assert unknown == "Of all residents, 50% live where a matching initiative runs."
    lost = coverage_sentence(Coverage(None, Covered(0, 0)), EN)
    assert lost.startswith("Nobody knows how many live in these areas")


def test_share_without_figures_has_words_in_its_place() -> None:
    assert share_text(None, EN) == "no figure"
    assert share_text(Covered(0, 0), EN) == "nobody lives there"
    assert span_text(Covered(10, 1), Covered(10, 5), EN) == "10% to 50%"
    assert span_text(Covered(10, 5), Covered(10, 5), EN) == "50%"
    assert span_text(None, None, EN) == "no figure"


def test_notes_tell_living_there_from_being_reached_and_name_the_level() -> None:
    (first, *_) = coverage_notes(make_town(), subject_of(), EN)
    assert first == (
        "To live where an initiative runs is not to be reached by it. The larger the areas, the more"
        " residents count as covered: here they are primary areas."
    )


def test_notes_of_years_name_the_periods_of_the_figures() -> None:
    nothing = Coverage(None, Covered(0, 0))

    def year(number: int, period: str) -> YearCoverage:
        return YearCoverage(number, period, 0, 0, nothing, nothing)

    assert "figures for 2018 in every year" in year_notes([year(2018, "2018")], EN)[0]
    both = year_notes([year(2018, "2018"), year(2019, "2018"), year(2024, "2024-2025")], EN)
    assert "(2018, 2024–2025)" in both[0]
    assert len(year_notes([year(2018, "")], EN)) == 1
