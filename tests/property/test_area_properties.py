"""What holds of the reading about an area whatever the numbers and names are."""

from dataclasses import replace
from functools import cache
from math import nan

from hypothesis import given
from hypothesis import strategies as st

from explorer.area.profile import build_profile
from explorer.area.sentences import Part, write_story
from explorer.area.sheet import build_sheet
from explorer.area.standing import Against, left_open, stand_against_city
from explorer.area.story import Story, build_story
from explorer.area.voice import Voice
from explorer.easy import easy_translator
from explorer.i18n import translator
from explorer.workspace import load_workspace
from geodata.areas import AreaLevel
from tests.unit.explorer.effort.made_up import made
from tests.unit.explorer.layers_by_hand import SHARE

SHARES = st.floats(0, 100)
ERRORS = st.one_of(st.just(nan), st.floats(0, 20))
QUALITIES = st.sampled_from(["published", "derived", "approximate", "union"])
MIRROR = {Against.HIGHER: Against.LOWER, Against.LOWER: Against.HIGHER, Against.LIKE: Against.LIKE}
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@cache
def some_story() -> Story:
    """Return the story of an area of the city, once."""
    workspace = load_workspace()
    sheet = build_sheet(workspace, AreaLevel.PRIMARY_AREA)
    profile = build_profile(workspace, sheet, "306")
    return build_story(sheet, profile, known=workspace.table.definitions)


@given(SHARES, SHARES, ERRORS, QUALITIES)
def test_a_figure_above_another_has_that_one_below(
    own: float, other: float, error: float, quality: str
) -> None:
    there = stand_against_city(SHARE, own, other, error=error, quality=quality)
    back = stand_against_city(SHARE, other, own, error=error, quality=quality)
    assert back is MIRROR[there]


@given(SHARES, SHARES, st.floats(0, 10), st.floats(0, 10), QUALITIES)
def test_more_uncertainty_never_makes_a_difference(
    own: float, other: float, error: float, more: float, quality: str
) -> None:
    wide = stand_against_city(SHARE, own, other, error=error + more, quality=quality)
    if wide is not Against.LIKE:
        assert stand_against_city(SHARE, own, other, error=error, quality=quality) is wide


@given(SHARES, ERRORS)
def test_what_is_not_exact_leaves_no_less_open(other: float, error: float) -> None:
    exact = left_open(SHARE, other, error=error, quality="published")
    assert left_open(SHARE, other, error=error, quality="approximate") >= exact


@given(SHARES, st.booleans(), st.booleans())
def test_share_is_told_with_a_number_from_one_to_all(
    percent: float, approximate: bool, easy: bool
) -> None:
    t = easy_translator() if easy else translator("en")
    text = Voice(t, easy).share(percent, approximate=approximate)
    numbers = [int(part) for part in text.split() if part.isdigit()]
    if not numbers:
        assert text in {"nearly all", "nästan alla", "väldigt få"}
        return
    count, whole = numbers
    assert whole == (10 if easy else 100)
    assert 1 <= count < whole
    assert abs(count / whole - percent / 100) <= (0.05 if easy else 0.01)


@given(NAMES, NAMES, NAMES, st.sampled_from(["sv", "en", "easy"]))
def test_names_stand_in_the_text_as_they_are(
    name: str, organiser: str, contact: str, lang: str
) -> None:
    """Braces, percent signs and markup too: a template hands them on, and the page escapes them."""
    effort = replace(made("x"), name=name, organisation=organiser, contact=contact)
    area = some_story().area._replace(name=name)
    story = replace(some_story(), area=area, running=(effort,), examples=(effort,))
    t = easy_translator() if lang == "easy" else translator(lang)
    found = {each.part: each.text for each in write_story(story, t, easy=lang == "easy")}
    assert len(found) == len(Part)
    assert name in found[Part.IS]
    for text in (name, organiser, contact):
        assert text in found[Part.RUNS]
