"""What a link says, what it leaves out, and what the app tells about it."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest

from explorer.view import (
    MOST_AREAS,
    MOST_WORDS,
    Known,
    MapPosition,
    Scheme,
    Show,
    ViewState,
    default_view,
    from_query,
    to_query,
)
from geodata.areas import AreaLevel
from geodata.problems import Problem
from indicators.definitions import TargetArea

KNOWN = Known(
    indicators=frozenset({"low_economic_standard", "employment_rate"}),
    areas={
        AreaLevel.PRIMARY_AREA: frozenset(str(code) for code in range(101, 140)),
        AreaLevel.CITY_AREA: frozenset({"1", "2"}),
    },
    languages=("sv", "en"),
    organisers=frozenset({"civil society", "region"}),
    statuses=frozenset({"running", "planned", "ended", "unknown"}),
    periods=frozenset({"2023", "2024"}),
)


def read(**query: str) -> ViewState:
    """Read a link in which everything is right."""
    view, problems = from_query(query, known=KNOWN)
    assert problems == ()
    return view


def refused(**query: str) -> tuple[ViewState, Problem]:
    """Read a link in which one parameter is wrong."""
    view, problems = from_query(query, known=KNOWN)
    (problem,) = problems
    assert (problem.code, problem.severity) == ("bad-link", "warning")
    assert problem.allowed
    return view, problem


def test_first_view_needs_no_query() -> None:
    assert to_query(ViewState()) == {}
    assert from_query({}, known=KNOWN) == (ViewState(), ())


def test_only_what_differs_is_written() -> None:
    view = replace(ViewState(), show=Show.RATIO, lock=False, classes=5)
    assert to_query(view) == {"show": "ratio", "lock": "0", "classes": "5"}


def test_whole_view_is_in_the_link() -> None:
    view = ViewState(
        page="method",
        indicator="employment_rate",
        level=AreaLevel.CITY_AREA,
        period="2023",
        show=Show.VALUE,
        scheme=Scheme.OWN,
        classes=5,
        breaks=(-2.5, 0.1, 1e-07),
        lock=False,
        area=("2", "1"),
        initiatives=(TargetArea.WORK, TargetArea.SCHOOLING),
        status=("ended",),
        organiser=("civil society", "region"),
        words="läxhjälp & fika = 100 %",
        lang="en",
        at=MapPosition(57.7, 11.97, 12.5),
    )
    view = replace(view, breaks=tuple(sorted(view.breaks)))
    # Through a real address, where spaces, commas and & have forms of their own.
    address = urlencode(to_query(view))
    assert from_query(dict(parse_qsl(address)), known=KNOWN) == (view, ())


def test_spaces_around_a_value_do_no_harm() -> None:
    assert read(show=" value ", area=" 101 , 102 ").area == ("101", "102")


@pytest.mark.parametrize("name", ["embed", "embed_options"])
def test_streamlits_own_parameters_are_passed_over(name: str) -> None:
    assert read(**{name: "true"}) == ViewState()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "admin"),
        ("indicator", "happiness"),
        ("level", "street"),
        ("period", "1999"),
        ("show", "Value"),
        ("scheme", "jenks"),
        ("classes", "2"),
        ("classes", "10"),
        ("classes", "\uff17"),
        ("lock", "yes"),
        ("lang", "../en"),
        ("at", "57.7,11.97"),
        ("at", "11.97,57.7,12"),
        ("at", "57.7,11.97,99"),
        ("at", "57.7,nan,12"),
        ("at", "57.7,11.97,inf"),
        ("area", ","),
        ("colour", "red"),
        ("__class__", "x"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_is_kept(name: str, value: str) -> None:
    view, problem = refused(words="rest", **{name: value})
    assert view == replace(ViewState(), words="rest")
    assert (problem.column, problem.value) == (name, value)


def test_allowed_values_are_named() -> None:
    assert refused(show="map")[1].allowed == "value, difference, ratio, rank"
    assert refused(period="1999")[1].allowed == "2023, 2024"
    assert refused(organiser="church")[1].allowed == "civil society, region"


def test_hint_can_be_read() -> None:
    _, problem = refused(show="{0.__class__}")
    assert "“{0.__class__}” in “show”" in problem.hint


def test_problems_come_once_for_each_parameter_in_the_order_of_the_link() -> None:
    query = {"colour": "red", "area": "7,8,9", "show": "map"}
    _, problems = from_query(query, known=KNOWN)
    assert [each.column for each in problems] == ["colour", "area", "show"]
    assert problems[1].value == "7,8,9"


def test_long_value_is_shortened() -> None:
    _, problem = refused(indicator="x" * 10_000)
    assert problem.value == "x" * MOST_WORDS + "…"
    _, problem = refused(**{"y" * 10_000: "1"})
    assert problem.column == "y" * MOST_WORDS + "…"


def test_warning_carries_no_control_or_half_characters() -> None:
    _, problem = refused(indicator="a\x00\x1b[31m\ud800b")
    assert problem.value == "a\ufffd\ufffd[31m\ufffdb"
    problem.hint.encode()


# Areas are those of the level that the link shows


def test_areas_are_checked_against_the_chosen_level_wherever_it_stands() -> None:
    assert read(area="1,2", level="city_area").area == ("1", "2")
    assert read(level="city_area", area="1,2").area == ("1", "2")
    view, problem = refused(level="city_area", area="1,101")
    assert (view.area, problem.value) == (("1",), "101")


def test_areas_are_checked_against_the_first_level_when_the_links_level_is_wrong() -> None:
    view, problem = refused(level="street", area="101")
    assert (view.level, view.area, problem.column) == (AreaLevel.PRIMARY_AREA, ("101",), "level")


def test_areas_of_a_level_without_any_are_left_out() -> None:
    view, _ = refused(level="district_2011", area="101")
    assert view.area == ()


def test_areas_keep_the_order_of_choice_and_stand_once() -> None:
    assert read(area="103,101,103,102").area == ("103", "101", "102")


def test_areas_beyond_the_limit_are_left_out() -> None:
    codes = [str(code) for code in range(101, 101 + MOST_AREAS + 2)]
    view, problem = refused(area=",".join(codes))
    assert view.area == tuple(codes[:MOST_AREAS])
    assert problem.value == "121,122"


# Lists of names


def test_wrong_names_in_a_list_are_left_out_and_the_others_kept() -> None:
    view, problem = refused(status="ended,lost,running,found")
    assert (view.status, problem.value) == (("ended", "running"), "lost,found")


def test_list_of_wrong_names_alone_leaves_the_default() -> None:
    assert refused(initiatives="leisure")[0].initiatives == tuple(TargetArea)


def test_organisers_have_spaces_and_empty_means_all() -> None:
    assert read(organiser="civil society,region").organiser == ("civil society", "region")
    assert read(organiser="").organiser == ()
    assert "organiser" not in to_query(ViewState(organiser=()))


@pytest.mark.parametrize(
    ("name", "empty"),
    [("initiatives", ViewState(initiatives=())), ("status", ViewState(status=()))],
)
def test_none_shows_none(name: str, empty: ViewState) -> None:
    assert to_query(empty) == {name: "none"}
    assert read(**{name: "none"}) == empty


@pytest.mark.parametrize("name", ["organiser", "area", "period", "lang", "at", "indicator"])
def test_none_means_nothing_elsewhere(name: str) -> None:
    view, problem = refused(**{name: "none"})
    assert (view, problem.value) == (ViewState(), "none")


def test_none_beside_a_name_is_no_name() -> None:
    view, problem = refused(status="none,ended")
    assert (view.status, problem.value) == (("ended",), "none")


# Own breaks


def test_own_breaks_are_read_exactly() -> None:
    assert read(scheme="own", breaks="-10,-2.5,0,0.1").breaks == (-10, -2.5, 0, 0.1)


@pytest.mark.parametrize(
    "breaks", ["1", "1,2,3,4,5,6,7,8,9", "2,1", "1,1", "1,x", "1,nan", "1,inf", "1,,2", "1;2"]
)
def test_own_breaks_are_two_to_eight_finite_numbers_rising(breaks: str) -> None:
    view, problem = refused(scheme="own", breaks=breaks)
    assert (view.scheme, view.breaks) == (Scheme.OWN, ())
    assert problem.value == breaks


def test_breaks_without_their_scheme_are_neither_written_nor_read() -> None:
    assert "breaks" not in to_query(ViewState(breaks=(1.0, 2.0)))
    view, problem = refused(breaks="1,2")
    assert view == ViewState()
    assert "scheme=own" in problem.allowed


# Words


def test_words_are_kept_as_they_are() -> None:
    words = "<b>“läxhjälp”</b> {n} %s 👩‍🏫"
    assert read(words=words).words == words


@pytest.mark.parametrize("words", ["x" * (MOST_WORDS + 1), "a\nb", "a\x00b", "a\ud800b"])
def test_words_are_one_line_of_limited_length(words: str) -> None:
    assert refused(words=words)[0].words == ""
    assert read(words="x" * MOST_WORDS).words == "x" * MOST_WORDS


# Position


def test_position_is_rounded_to_what_a_link_carries() -> None:
    assert MapPosition(57.700004, 11.970006, 12.346) == MapPosition(57.7, 11.97001, 12.35)
    assert str(MapPosition(57.7, 11.97, 12)) == "57.70000,11.97000,12.00"


def test_view_moved_by_less_than_a_metre_is_the_same() -> None:
    assert ViewState(at=MapPosition(57.7, 11.97, 12)) == ViewState(
        at=MapPosition(57.700001, 11.970001, 12.001)
    )


# Data of one's own


def test_first_view_uses_an_indicator_and_a_language_that_are_there() -> None:
    known = replace(KNOWN, indicators=frozenset({"b", "a"}), languages=("en",))
    view, problems = from_query({}, known=known)
    assert (view.indicator, view.lang, problems) == ("a", "en", ())
    assert default_view("sv", known=known) == view
    assert from_query(to_query(view), known=known) == (view, ())
