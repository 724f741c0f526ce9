"""The five passages about areas of the made-up town: tables of numbers and the sentences that follow."""

from dataclasses import replace

import pytest

from explorer.area.profile import Figure
from explorer.area.sentences import Part
from explorer.area.voice import Voice, join_words
from explorer.easy import easy_translator
from explorer.i18n import translator
from explorer.initiatives.model import Status
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.unit.explorer.area.town import figures, look_at, make_town, told
from tests.unit.explorer.effort.made_up import made, whole_city

# U+00A0, which Swedish puts between thousands.
SPACE = "\u00a0"
SV, EN = translator("sv"), translator("en")
LANGUAGES = ("sv", "en", "easy")


def passages(workspace: Workspace, code: str, lang: str) -> dict[Part, str]:
    """Write about an area of the town, with plain blanks."""
    _, _, story = look_at(make_town(workspace), code)
    return {each.part: each.text.replace(SPACE, " ") for each in told(story, lang)}


# Hilltop lies above the city, Hillside below it, Wood within what the figures leave open.


@pytest.mark.parametrize(
    ("code", "lang", "expected"),
    [
        (
            "101",
            "sv",
            "I området Hilltop bor 88 av 100 kvar i samma bostad efter ett år."
            " Dessutom har 80 av 100 i åldern 20–64 år arbete.",
        ),
        (
            "101",
            "en",
            "In the area Hilltop, 88 in 100 residents still live in the same home a year later."
            " Also, 80 in 100 people aged 20–64 are in work.",
        ),
        (
            "101",
            "easy",
            "I området Hilltop bor ungefär 9 av 10 kvar i samma hem efter ett år."
            " Här har ungefär 8 av 10 vuxna ett jobb.",
        ),
        # What lies below the city is no strength, and so not told first.
        ("102", "sv", "I området Hillside bor 79 av 100 kvar i samma bostad efter ett år."),
    ],
)
def test_strengths_come_first(workspace: Workspace, code: str, lang: str, expected: str) -> None:
    assert passages(workspace, code, lang)[Part.IS] == expected


@pytest.mark.parametrize(
    ("code", "lang", "expected"),
    [
        # 1 001 to 1 062 people is more than a hundredth; 81.0 to 88.0 percent more than two points.
        (
            "101",
            "sv",
            "Här bor 61 personer fler än 2024. År 2025 bodde 1 062 personer här. Jämfört med 2014 var"
            " det vanligare att rösta i kommunvalet 2018: ungefär 88 mot 81 procent.",
        ),
        (
            "101",
            "easy",
            "Här bor fler än 2024. År 2025 bodde ungefär 1 100 personer här. Jämfört med 2014 var det"
            " fler som röstade i valet till kommunen 2018. År 2014 var det ungefär 8 av 10."
            " År 2018 var det ungefär 9 av 10.",
        ),
        # 1 050 to 1 051 people, 52 to 53 percent: neither is a change.
        (
            "102",
            "en",
            "About as many people live here as in 2024. 1,051 people lived here in 2025. Compared with"
            " 2014, voting in the municipal election of 2018 was about as common: about 53 against 52"
            " percent.",
        ),
        # 990 to 979 and 79 to 74.
        (
            "201",
            "en",
            "11 fewer people live here than in 2024. 979 people lived here in 2025. Compared with 2014,"
            " voting in the municipal election of 2018 was less common: about 74 against 79 percent.",
        ),
    ],
)
def test_change_is_told_as_far_as_it_is_one(
    workspace: Workspace, code: str, lang: str, expected: str
) -> None:
    assert passages(workspace, code, lang)[Part.CHANGED] == expected


@pytest.mark.parametrize(
    ("code", "lang", "expected"),
    [
        # Exact shares have their decimal; approximate ones have none, and “about”. Of what is told
        # nowhere else, work is nearest to the city (10 of 8.2 points between areas) and low income
        # the furthest from it (25 of 12.4).
        (
            "102",
            "sv",
            "Jämfört med hela staden är det mindre vanligt att ha arbete: 60,0 mot 70,0 procent."
            " Samtidigt är det vanligare att leva på en låg inkomst: ungefär 40 mot 15 procent.",
        ),
        (
            "102",
            "en",
            "Compared with the whole city, being in work is less common: 60.0 against 70.0 percent."
            " At the same time, living on a low income is more common: about 40 against 15 percent.",
        ),
        (
            "101",
            "sv",
            "Jämfört med hela staden är inkomsten i mitten högre: ungefär 420 000 mot 340 000 kronor."
            " Samtidigt är det mindre vanligt att leva på en låg inkomst: ungefär 8 mot 15 procent.",
        ),
        # 3 points of 200 pupils are within their interval of 5.5.
        (
            "103",
            "en",
            "Compared with the whole city, living on a low income is about as common: about 14 against"
            " 15 percent. At the same time, grades in year 9 are about as often enough for upper"
            " secondary school: 80.0 against 83.0 percent. The difference is too small to be sure of.",
        ),
        # Tenths of what is alike would differ (1 and 2 in 10): they are not told.
        (
            "103",
            "easy",
            "Jämfört med hela staden är det nästan lika vanligt att ha en låg inkomst."
            " Här kan nästan lika många i nian börja på gymnasiet.",
        ),
        (
            "102",
            "easy",
            "Jämfört med hela staden är det mindre vanligt att ha ett jobb. Här är det ungefär 6 av 10."
            " I hela staden är det ungefär 7 av 10. Här är det vanligare att ha en låg inkomst."
            " Här är det ungefär 4 av 10. I hela staden är det ungefär 2 av 10.",
        ),
    ],
)
def test_comparison_says_no_more_than_the_figures_bear(
    workspace: Workspace, code: str, lang: str, expected: str
) -> None:
    assert passages(workspace, code, lang)[Part.BESIDE].startswith(expected)


def test_similar_area_is_held_beside_by_the_figure_told_first(workspace: Workspace) -> None:
    _, profile, story = look_at(make_town(workspace), "102")
    assert story.similar == profile.surroundings.similar[0]
    assert story.similar is not None
    assert story.similar.name == "Wood"
    (passage,) = (each for each in told(story, "en") if each.part is Part.BESIDE)
    assert passage.text.endswith(
        "The figures are most like those of Wood. There, 72 in 100 people aged 20–64 are in work."
    )
    assert [(each.code, each.value) for each in passage.figures] == [
        ("102", 60.0),
        ("9999", 70.0),
        ("102", 40.0),
        ("9999", 15.0),
        ("103", 71.5),
    ]


# What runs


def runs(workspace: Workspace, *initiatives: object, code: str = "101", lang: str = "en") -> str:
    """Write the passage about initiatives."""
    town = make_town(workspace, initiatives=initiatives)  # type: ignore[arg-type]
    _, _, story = look_at(town, code)
    (text,) = (each.text for each in told(story, lang) if each.part is Part.RUNS)
    return text


def test_initiatives_are_counted_with_forms_for_one_and_many(workspace: Workspace) -> None:
    one = made("One", organisation="The town")
    assert runs(workspace, one) == "1 initiative runs here. Ask The town about One."
    assert runs(workspace, one, lang="sv") == "Här pågår 1 insats. Fråga The town om One."
    two = (one, made("Two"))
    assert runs(workspace, *two) == "2 initiatives run here. Ask The town about One."
    assert runs(workspace, *two, lang="sv") == "Här pågår 2 insatser. Fråga The town om One."
    assert runs(workspace, *two, lang="easy") == "Här finns 2 insatser. Fråga The town om One."


def test_whom_one_can_ask_comes_first(workspace: Workspace) -> None:
    known = made("Two", organisation="A club", contact="club@example.org")
    text = runs(workspace, made("One"), known)
    assert text == "2 initiatives run here. Ask A club about Two: club@example.org."


def test_initiative_that_may_be_over_is_not_said_to_run(workspace: Workspace) -> None:
    text = runs(
        workspace,
        made("Perhaps", status=Status.UNKNOWN),
        made("Soon", status=Status.PLANNED),
        made("Over", status=Status.ENDED),
        whole_city("Everywhere", organisation="The town"),
    )
    assert text == (
        "We know of no initiative that runs just here. 1 is planned."
        " Of 1 we do not know whether it still runs."
        " In the whole city or in several places 1 runs. Ask The town about Everywhere."
    )


# What is not known


def test_missing_figures_are_named(workspace: Workspace) -> None:
    texts = passages(workspace, "101", "sv")[Part.UNKNOWN]
    assert texts == (
        "Vi saknar siffror här om arbetslöshet och utbildning. Det finns inga siffror för varje område"
        " om hur länge människor lever, hälsa och tillit mellan människor."
        " De flesta siffror gäller ett enda år, så vi kan inte se om de ändras."
    )


def test_withheld_figure_is_said_to_be_withheld(workspace: Workspace) -> None:
    town = make_town(workspace)
    # Five pupils are fewer than the ten of the indicator's own rule.
    rows = [
        row._replace(value=row.value / 40)
        if row.area_code == "102" and "_count" in row.indicator_id and row.value is not None
        else row
        for row in figures()
    ]
    town = make_town(workspace, rows=rows)
    definitions = dict(workspace.table.definitions)
    town = replace(town, table=replace(town.table, definitions=definitions))
    _, _, story = look_at(town, "102")
    text = " ".join(each.text for each in told(story, "en"))
    assert "We do not show figures of grades in year 9, to protect small groups." in text
    assert "upper secondary school" not in text
    assert "62.8" not in text


def test_theme_with_figures_is_no_longer_unknown(workspace: Workspace) -> None:
    _, _, story = look_at(make_town(workspace), "101")
    known = replace(story, known=story.known | {"trust", "self_rated_health"})
    assert "of how long people live." in told(known, "en")[-1].text


# The ends of what there can be


@pytest.mark.parametrize("lang", LANGUAGES)
def test_area_without_any_figure_has_five_passages(workspace: Workspace, lang: str) -> None:
    rows = [row for row in figures() if row.area_code != "202"]
    _, _, story = look_at(make_town(workspace, rows=rows), "202")
    found = told(story, lang)
    assert [each.part for each in found] == list(Part)
    assert all(each.text for each in found)
    assert [each.figures for each in found] == [()] * 5
    assert not any(character.isdigit() for each in found for character in each.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_city_is_set_beside_nothing(workspace: Workspace, lang: str) -> None:
    _, _, story = look_at(make_town(workspace), "9999", level=AreaLevel.MUNICIPALITY)
    found = {each.part: each for each in told(story, lang)}
    assert found[Part.BESIDE].figures == ()
    assert "Town" in found[Part.IS].text
    assert "området" not in found[Part.IS].text


def test_indicator_of_ones_own_is_told_by_its_name(workspace: Workspace) -> None:
    town = make_town(workspace)
    definitions = dict(town.table.definitions)
    own = replace(definitions["employment_rate"], indicator_id="own", name_sv="Eget", base=())
    rows = [
        row._replace(indicator_id="own") if row.indicator_id == "employment_rate" else row
        for row in figures()
    ]
    table = replace(make_town(workspace, rows=rows).table, definitions={**definitions, "own": own})
    _, _, story = look_at(replace(town, table=table), "102")
    text = told(story, "sv")[2].text.replace(SPACE, " ")
    assert "är ”Eget” lägre: 60,0 mot 70,0 procent." in text


# Numbers in running text


@pytest.mark.parametrize(
    ("percent", "plain", "easy"),
    [
        (0.0, "färre än 1 av 100", "väldigt få"),
        (0.4, "färre än 1 av 100", "väldigt få"),
        (0.5, "1 av 100", "väldigt få"),
        (4.9, "5 av 100", "väldigt få"),
        (5.0, "5 av 100", "ungefär 1 av 10"),
        (44.9, "45 av 100", "ungefär 4 av 10"),
        (45.0, "45 av 100", "ungefär 5 av 10"),
        (94.9, "95 av 100", "ungefär 9 av 10"),
        (95.0, "95 av 100", "nästan alla"),
        (99.4, "99 av 100", "nästan alla"),
        (99.5, "nästan alla", "nästan alla"),
    ],
)
def test_share_is_told_as_people(percent: float, plain: str, easy: str) -> None:
    assert Voice(SV).share(percent, approximate=False) == plain
    assert Voice(easy_translator(), easy=True).share(percent, approximate=False) == easy


def test_money_is_in_kronor_and_rounder_in_easy_language(workspace: Workspace) -> None:
    definition = workspace.table.definitions["median_economic_standard"]
    figure = Figure(
        definition.indicator_id, AreaLevel.PRIMARY_AREA, "101", "2024", 217.6, "published", ""
    )
    assert Voice(EN).say(figure, definition) == "218,000 kronor"
    assert (
        Voice(EN).say(replace(figure, quality="approximate"), definition) == "about 218,000 kronor"
    )
    easy = Voice(easy_translator(), easy=True).say(figure, definition)
    assert easy.replace(SPACE, " ") == "ungefär 220 000 kronor"


def test_words_in_a_row_end_with_and() -> None:
    assert join_words(["a", "b", "c"], SV) == "a, b och c"
    assert join_words(["a"], EN) == "a"
