"""What is known of one area, in the made-up town and in the city."""

from dataclasses import replace

import pytest

from explorer.area.profile import build_profile, figure_in
from explorer.area.profile_words import (
    age_words,
    card_words,
    entries_of,
    theme_name,
    value_text,
    where_sentences,
)
from explorer.area.sheet import build_sheet, newest_run
from explorer.area.standing import Against
from explorer.area.story import build_story, lead_of
from explorer.i18n import translator
from explorer.initiatives.model import Status
from explorer.workspace import Workspace
from geodata.areas import Area, AreaLevel
from indicators.definitions import TargetArea
from indicators.selection import Selection, select
from tests.unit.explorer.area.town import figures, look_at, make_town
from tests.unit.explorer.effort.made_up import made, whole_city
from tests.unit.indicators.made_up import on_level

SV, EN = translator("sv"), translator("en")
SPACE = "\u00a0"
PRIMARY = AreaLevel.PRIMARY_AREA


def test_figures_are_those_of_the_file(workspace: Workspace) -> None:
    sheet = build_sheet(workspace, PRIMARY)
    profile = build_profile(workspace, sheet, "306")
    assert profile.area == Area(PRIMARY, "306", "Östra Bergsjön")
    for card in profile.cards:
        chosen = card.topic.selected.selection
        frame = select(workspace.table, workspace.areas, chosen).frame
        assert card.figure is not None
        assert card.figure.value == frame["value"].loc["306"]
        assert card.figure.source_id == frame["source_id"].loc["306"]
        assert card.city is not None
        assert card.city.level is AreaLevel.MUNICIPALITY


def test_cards_stand_under_the_programmes_target_areas(workspace: Workspace) -> None:
    profile = build_profile(workspace, build_sheet(workspace, PRIMARY), "306")
    themes = {theme_name(theme, EN): len(cards) for theme, cards in profile.themes.items()}
    assert themes == {
        "Growing up": 1,
        "Work": 5,
        "Living environment": 1,
        "Participation and trust": 1,
    }
    assert sum(themes.values()) == len(profile.cards)
    assert next(iter(profile.themes)) is TargetArea.EARLY_YEARS


def test_area_stands_by_the_better_end_of_its_indicator(workspace: Workspace) -> None:
    _, profile, _ = look_at(make_town(workspace), "102")
    found = {card.topic.definition.indicator_id: card for card in profile.cards}
    poor, work = found["low_economic_standard"], found["employment_rate"]
    assert (poor.against, poor.favourable) == (Against.HIGHER, False)
    assert (work.against, work.favourable) == (Against.LOWER, False)
    assert found["stayers_share"].favourable is None
    # (60 − 70) / 8.20 and (15 − 40) / 12.36: further from the city is further below.
    assert lead_of(work) == pytest.approx(-1.22, abs=0.01)
    assert lead_of(poor) == pytest.approx(-2.02, abs=0.01)


def test_missing_figure_is_no_figure(workspace: Workspace) -> None:
    town = make_town(workspace)
    _, profile, story = look_at(town, "202")
    (card,) = (c for c in profile.cards if c.topic.definition.indicator_id == "employment_rate")
    assert card.figure is None
    assert card.against is None
    assert not card.withheld
    words = card_words(card, EN, EN, town.table.sources)
    assert (words.value, words.reason, words.quality, words.source) == ("No figure", "", "", "")
    assert "employment_rate" in {each.indicator_id for each in story.missing}


def test_withheld_figure_is_said_to_be_withheld(workspace: Workspace) -> None:
    """Högsbo has few pupils: its figure is there, and not shown."""
    profile = build_profile(workspace, build_sheet(workspace, PRIMARY), "516")
    (card,) = (
        c for c in profile.cards if c.topic.definition.indicator_id == "upper_secondary_eligible"
    )
    assert card.withheld
    words = card_words(card, SV, SV, workspace.table.sources)
    assert words.value == SV("No figure") == "Uppgift saknas"
    assert words.reason == "Visas inte, för att skydda små grupper."


def test_shared_figure_names_its_areas(workspace: Workspace) -> None:
    sheet = build_sheet(workspace, PRIMARY)
    names = workspace.areas.names(PRIMARY)
    shared = [
        (code, card)
        for code in workspace.areas.codes(PRIMARY)
        for card in build_profile(workspace, sheet, code).cards
        if card.shared
    ]
    for code, card in shared:
        assert names[code] in card.shared
        words = card_words(card, EN, EN, workspace.table.sources)
        assert words.quality.startswith("One figure for these areas together: ")


# Time


def test_change_is_followed_on_one_side_of_a_break(workspace: Workspace) -> None:
    periods = ("2020", "2021", "2022", "2023", "2024", "2025")
    assert newest_run(workspace, "population", periods) == ("2024", "2025")
    # The election of 2022 stands alone after its break, so the run before it is taken.
    assert newest_run(workspace, "turnout_municipal", ("2014", "2018", "2022")) == ("2014", "2018")
    assert newest_run(workspace, "employment_rate", ("2024",)) == ()


def test_number_of_residents_moves_after_the_break(workspace: Workspace) -> None:
    _, _, story = look_at(make_town(workspace), "101")
    assert story.moved is not None
    assert (story.moved.before.period, story.moved.after.period) == ("2024", "2025")
    assert [each.definition.indicator_id for each in story.moves] == ["turnout_municipal"]
    assert "turnout_municipal" not in {card.topic.definition.indicator_id for card in story.once}


# Ages


def test_ages_are_shares_of_their_own_sum(workspace: Workspace) -> None:
    rows = figures()
    for name, count, city in (
        ("population_0_18", 250, 1000),
        ("population_19_65", 600, 3500),
        ("population_66plus", 150, 500),
    ):
        rows += on_level(name, "primary_area", {"101": count}, period="2025")
        rows += on_level(name, "municipality", {"9999": city}, period="2025")
    _, profile, _ = look_at(make_town(workspace, rows=rows), "101")
    assert [(each.share, each.city_share) for each in profile.ages] == [
        (0.25, 0.2),
        (0.6, 0.7),
        (0.15, 0.1),
    ]
    words = age_words(profile.ages, SV)
    assert [each.share.replace(SPACE, " ") for each in words] == ["25 %", "60 %", "15 %"]
    _, other, _ = look_at(make_town(workspace, rows=rows), "102")
    assert other.ages == ()


# Round it


def test_areas_round_it_lead_on(workspace: Workspace) -> None:
    profile = build_profile(workspace, build_sheet(workspace, PRIMARY), "306")
    round_it = profile.surroundings
    assert [each.name for each in round_it.parents] == ["Bergsjön", "Nordost", "Göteborg"]
    assert "Västra Bergsjön" in [each.name for each in round_it.neighbours]
    assert len(round_it.similar) == 3
    assert where_sentences(round_it, SV)[0] == "En del av Bergsjön, Nordost, Göteborg."


def test_larger_area_of_the_same_name_is_named_once(workspace: Workspace) -> None:
    profile = build_profile(workspace, build_sheet(workspace, PRIMARY), "525")
    assert [each.name for each in profile.surroundings.parents][:1] == ["Billdal"]
    assert where_sentences(profile.surroundings, EN)[0].count("Billdal") == 1


def test_initiative_stands_in_one_list_alone(workspace: Workspace) -> None:
    """In the town nobody has neighbours, so they are put there by hand."""
    here, beside, apart = made("Here"), made("Beside", "102"), made("Apart", "201")
    over = made("Over", status=Status.ENDED)
    everywhere = whole_city("Everywhere")
    nowhere = made("Several", None)
    town = make_town(workspace, initiatives=(beside, here, apart, over, everywhere, nowhere))
    sheet = replace(build_sheet(town, PRIMARY), adjacent={"101": ("102",)})
    efforts = build_profile(town, sheet, "101").efforts
    assert efforts.here == (here,)
    assert efforts.nearby == (beside,)
    assert efforts.everywhere == (everywhere, nowhere)
    story = build_story(sheet, build_profile(town, sheet, "103"), known=())
    assert story.examples == (everywhere, nowhere)


def test_running_ones_stand_first_and_others_say_that_they_may_not_run(
    workspace: Workspace,
) -> None:
    entries = entries_of((made("Perhaps", status=Status.UNKNOWN), made("Runs")), EN)
    assert [(each.name, each.state) for each in entries] == [
        ("Runs", ""),
        ("Perhaps", "not known whether it still runs"),
    ]
    assert workspace.register.initiatives


def test_unknown_area_is_refused(workspace: Workspace) -> None:
    with pytest.raises(KeyError):
        build_profile(workspace, build_sheet(workspace, PRIMARY), "999")


def test_money_is_written_in_kronor(workspace: Workspace) -> None:
    definition = workspace.table.definitions["median_economic_standard"]
    assert value_text(340.4, definition, SV).replace(SPACE, " ") == "340 000 kronor"
    share = workspace.table.definitions["employment_rate"]
    assert value_text(78.08, share, SV).replace(SPACE, " ") == "78,1 %"


def test_figure_of_an_area_without_a_value_is_none(workspace: Workspace) -> None:
    town = make_town(workspace)
    selected = select(town.table, town.areas, Selection("employment_rate", PRIMARY, "2024"))
    assert figure_in(selected, "202") is None
